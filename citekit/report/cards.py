"""A record as the page shows it beside the text.

Public: :class:`Card`, :func:`card_of`, :func:`levels_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from citekit.library.shelf import citekit_part, references
from citekit.library.shown import shown
from citekit.model import CslItem
from citekit.report.marked import MarkedText
from citekit.report.marks import tier

_SAFE_LINK = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its number in the document, its ``heading``, its ``shelves`` (an
    archive with its levels, each), its ``fields`` (name, words, address or "") and ``findings``; ``note`` is
    the printed number of its note and ``note_place`` what the note's id ends with; ``in_text`` says whether
    the text shows it."""

    prefix: str
    number: int
    key: str
    heading: str
    shelves: list[dict[str, Any]]
    fields: list[tuple[str, str, str]]
    findings: list[tuple[str, str]]
    note: str
    note_place: int | None
    in_text: bool


def card_of(item: CslItem, prefix: str, number: int, text: MarkedText | None, key: str) -> Card:
    """The card of a document's record, from its item."""
    own = citekit_part(item)
    return Card(
        prefix,
        number,
        key,
        _heading(item),
        list(_shelves(item)),
        list(_fields(item, own)),
        [(str(found.get("code")), str(found.get("message"))) for found in _objects(own.get("diagnostics"))],
        str(own.get("note", "")),
        text.notes[number - 1] if text and number <= len(text.notes) else None,
        bool(text and number in text.marked),
    )


def _heading(item: CslItem) -> str:
    """The title, or else the shelf-mark."""
    for field in ("title-short", "title", "archive_location", "archive"):
        if isinstance(item.get(field), str) and item[field]:
            return str(item[field])
    return str(item["id"])


def _shelves(item: CslItem) -> Iterator[dict[str, Any]]:
    """The references, ``further`` where one is to the archive of the reference before it."""
    before = None
    for reference in references(item):
        archive = reference.get("repository_name") or reference.get("repository") or ""
        yield {
            "archive": archive,
            "further": archive == before,
            "known": "repository_id" in reference,
            "place": reference.get("place", ""),
            "taken_over": reference.get("resolved_from", ""),
            "levels": [
                {
                    "look": tier(level["level"]),
                    "name": level["level"].replace("_", " "),
                    "value": level["value"],
                    "gloss": level.get("gloss") or "",
                }
                for level in levels_of(reference)
            ],
        }
        before = archive


def _fields(item: CslItem, own: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field in ("title", "author", "recipient", "issued", "genre"):
        yield from _field(field, item.get(field))
    if not own.get("archival"):
        for field in ("archive", "archive_location"):
            yield from _field(field, item.get(field))
    for credit in _objects(own.get("credits")):
        programme = f" for {credit['for']}" if credit.get("for") else ""
        yield str(credit.get("role")).replace("-", " "), shown(credit.get("names", [])) + programme, ""
    for field in ("source", "URL", "language", "abstract", "accessed"):
        yield from _field(field, item.get(field))
    for field in ("named_authors", "original_language", "extent", "copy_note", "also", "short_form"):
        yield from _field(field, own.get(field))
    said = own.get("document")
    for name, value in (said if isinstance(said, dict) else {}).items():
        yield from _field(name, value)
    if own.get("form") in ("ibid", "short"):
        yield "form", "refers back to an earlier note" if own["form"] == "ibid" else "short form", ""


def _field(field: str, value: Any) -> Iterator[tuple[str, str, str]]:
    words = shown(value) if value else ""
    if words:
        name = "date" if field == "issued" else field.replace("_", " ")
        yield name, words, words if field == "URL" and _SAFE_LINK.fullmatch(words) else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def levels_of(reference: dict[str, Any]) -> list[dict[str, Any]]:
    """The levels of a reference that are what they should be; an item of a bibliography may hold anything."""
    return [
        level
        for level in _objects(reference.get("levels"))
        if isinstance(level.get("level"), str) and isinstance(level.get("value"), str)
    ]
