"""An item from another program gets its shelf-mark typed: ``archive_location`` into levels and credits."""

from __future__ import annotations

from citekit.csl_json import to_csl
from citekit.library.shelf import citekit_part
from citekit.model import CslItem
from citekit.pipeline import extract


def with_typed_location(item: CslItem) -> CslItem:
    """``item`` with ``custom.citekit.archival`` (and credits) where only its words name a place.

    Zotero, BibTeX and RIS keep a shelf-mark as one string, at times with the credits behind it. The
    string stays as it is.
    """
    words, archive = item.get("archive_location"), item.get("archive")
    part = citekit_part(item)
    if not isinstance(words, str) or part.get("archival"):
        return item
    named = f"{archive}, {words}" if isinstance(archive, str) and archive not in words else words
    records = extract(named)
    if len(records) != 1 or not records[0].archival:
        return item
    read = citekit_part(to_csl(records[0]))
    found = {
        field: read[field] for field in ("archival", "credits") if read.get(field) and not part.get(field)
    }
    return {**item, "custom": {**item.get("custom", {}), "citekit": {**part, **found}}}
