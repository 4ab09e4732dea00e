"""Where a document lies, as one line: "Russian State Archive of Contemporary History (RGANI), Moscow,
fond 5, opis 28, delo 412"; and to whom a letter without a title goes."""

from __future__ import annotations

from citekit.formats.credits import credits_of, shown_name
from citekit.model import CslItem

_PUBLISHED = frozenset(
    "article-journal article-magazine article-newspaper review review-book book chapter entry-dictionary "
    "entry-encyclopedia paper-conference collection periodical webpage post post-weblog software dataset".split()
)
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


def is_archival(item: CslItem) -> bool:
    """Whether the item is a document in an archive and not a publication of which an archive has a copy."""
    return item.get("type") not in _PUBLISHED and bool(item.get("archive") or item.get("archive_location"))


def with_credits(item: CslItem) -> None:
    """Add the translators of an archival document to its credits where it has any, as ``to_csl`` has them."""
    own = (item.get("custom") or {}).get("citekit") or {}
    if own.get("credits") and is_archival(item):
        own["credits"] = credits_of(item)
