"""A shelf-mark that Zotero, BibTeX and RIS keep as one string, taken apart: repository, levels and credits.

Public: :func:`split_shelfmark`, :func:`with_levels`.
``RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.`` becomes what ``citekit extract`` makes of such a note; nothing of a string that is not wholly understood is
touched.
"""

from __future__ import annotations

from typing import Any

from citekit.archives.digital_archives import is_digital_archive
from citekit.csl_json import to_csl
from citekit.library.shelf import citekit_part
from citekit.model import CslItem, Record
from citekit.pipeline import extract

_CLOSING = " .,;:"
_NOT_OF_A_SHELFMARK = frozenset({"title", "issued", "author", "genre"})
_UNPUBLISHED = frozenset(
    {"manuscript", "document", "personal_communication", "report", "speech", "interview", "treaty"}
)
_FEWEST_LEVELS = 2
"""Levels without which a note of an item is not taken for its shelf-mark."""

_OF_THE_READING = frozenset({"archival", "credits", "form", "spans", "diagnostics"})
"""What a record says of how its string was read, or what is joined to what the item says already."""

_ADDED = ("archive", "archive-place", "translator", "source", "URL")


def split_shelfmark(item: CslItem) -> tuple[CslItem, bool]:
    """The item with its ``archive_location`` taken apart, and whether it was understood (True, too, where
    there is nothing to do)."""
    location = str(item.get("archive_location") or "").strip()
    if not isinstance(item.get("custom", {}), dict) or citekit_part(item).get("archival"):
        return item, True
    if not location:
        return _with_note_split(item), True
    archive = str(item.get("archive") or "").strip()
    for text, complete in ((location, True), (f"{archive}, {location}", False)):
        record = _understood(text)
        if record is not None and (record.archival[0].repository or not archive):
            return _with_parts(item, to_csl(record), names_archive=complete), True
    return item, False


def _with_note_split(item: CslItem) -> CslItem:
    """The item of an unpublished document with a source note in its note taken apart, where it is all that the
    note says: programs without fields for archives keep it there."""
    note = str(item.get("note") or "").strip()
    if not note or item.get("archive") or item.get("type") not in _UNPUBLISHED:
        return item
    record = _understood(note)
    if (
        record is None
        or not record.archival[0].repository_id
        or len(record.archival[0].levels) < _FEWEST_LEVELS
    ):
        return item
    rest = {name: value for name, value in item.items() if name != "note"}
    return _with_parts(rest, to_csl(record), names_archive=True)


def with_levels(item: CslItem) -> CslItem:
    """The item with its ``archive_location`` taken apart; where that is understood in part only, with the levels
    and credits that it names, and its words as they were."""
    found, understood = split_shelfmark(item)
    if understood:
        return found
    location, archive = str(item["archive_location"]), str(item.get("archive") or "")
    records = extract(location if not archive or archive in location else f"{archive}, {location}")
    if len(records) != 1 or not records[0].archival:
        return item
    read, own = citekit_part(to_csl(records[0])), citekit_part(item)
    parts = {part: read[part] for part in ("archival", "credits") if read.get(part) and not own.get(part)}
    return {**item, "custom": {**item.get("custom", {}), "citekit": {**own, **parts}}}


def _understood(text: str) -> Record | None:
    """The one record that says all of the text: its shelf-mark and its credits, and nothing else."""
    records = extract(text)
    if len(records) != 1 or not records[0].archival or records[0].span is None:
        return None
    found = to_csl(records[0])
    rest = text[: records[0].span.start] + text[records[0].span.end :]
    return None if rest.strip(_CLOSING) or _NOT_OF_A_SHELFMARK & found.keys() else records[0]


def _with_parts(item: CslItem, found: CslItem, *, names_archive: bool) -> CslItem:
    new = dict(item)
    own = dict(citekit_part(item))
    parts: dict[str, Any] = found["custom"]["citekit"]
    own["archival"] = parts["archival"]
    credits = [credit for credit in parts.get("credits", ()) if credit not in own.get("credits", ())]
    if credits:
        own["credits"] = [*own.get("credits", ()), *credits]
    for name, value in parts.items():
        if name not in _OF_THE_READING:
            own.setdefault(name, value)
    new["custom"] = {**(item.get("custom") or {}), "citekit": own}
    if "archive_location" in found:
        new["archive_location"] = found["archive_location"]
    elif not item.get("archive"):
        # The string names the archive and no place in it.
        del new["archive_location"]
    archive = str(item.get("archive") or "")
    if names_archive and "archive" in found and is_digital_archive(archive):
        # It publishes what the archive that the string names holds.
        del new["archive"]
        new.pop("archive-place", None)
        source = str(item.get("source") or "")
        new["source"] = archive if source in ("", archive) else f"{archive}, {source}"
    for field in _ADDED:
        if field in found and (field not in new or (field == "archive" and not names_archive)):
            new[field] = found[field]
    return new
