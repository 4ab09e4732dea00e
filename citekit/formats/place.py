"""Where a document lies, as one line: "Russian State Archive of Contemporary History (RGANI), Moscow,
fond 5, opis 28, delo 412"; and to whom a letter without a title goes."""

from __future__ import annotations

from citekit.formats.credits import shown_name
from citekit.model import CslItem

PLACE_FIELDS = ("archive", "archive-place", "archive_collection", "archive_location")


def place_line(item: CslItem) -> str:
    """The archive, its city and the shelf-mark, from the largest to the smallest."""
    return ", ".join(str(item[field]) for field in PLACE_FIELDS if item.get(field))


def addressed(item: CslItem) -> str:
    """ "Telegram to Colonel House", where a letter has no title that says so; else nothing."""
    recipients = item.get("recipient")
    if item.get("title") or not recipients:
        return ""
    return f"{item.get('genre') or 'Letter'} to {' and '.join(map(shown_name, recipients))}"
