"""Whether two records are of the same document.

They are where they share a file of an archive (every level equal, exactly) and their sheets overlap, or
where they share a URL or DOI. Other sheets of the same file are another document, whatever the URL says.
Where a record names no sheets, only an equal title and date tell; where it names no archive at all, title,
authors and date.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TypeAlias

from citekit.library.key import folded
from citekit.library.merging import of_the_document
from citekit.library.shelf import Shelf, citekit_part, overlapping, shelves
from citekit.library.words import alike
from citekit.model import CslItem

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/?#]+)(/[^?#]*)?(\?[^#]*)?", re.I)


Mark: TypeAlias = tuple[int, int, int]
"""(what is shared, first and last side of the sheets): marks of one document are equal and overlap."""


def marks(item: CslItem) -> list[Mark]:
    """What records of the same document have in common: two without a common mark are never the same.

    Common marks do not yet make them the same: :func:`same_document` tells.
    """
    found: list[Mark] = []
    places = shelves(item)
    if not places:
        found.append(_mark("title", _title(item)))
    for shelf in places:
        found.append(_mark("title", shelf.file, _title(item)))
        if shelf.loose_sheets:
            found.append(_mark("sheets", shelf.file, shelf.loose_sheets))
        for first, last in shelf.sheets or ():
            found.append((_mark("file", shelf.file)[0], first, last))
    if place := _place(item):
        found.append(_mark("place", place))
    found += [_mark("address", address) for address in _addresses(item)]
    found.append(key_mark(str(item.get("id") or "")))
    return list(dict.fromkeys(found))


def former_marks(item: CslItem) -> list[Mark]:
    """A mark for every key that the record had before."""
    former = citekit_part(item).get("former_keys")
    return [key_mark(str(key)) for key in (former if isinstance(former, list) else ())]


def key_mark(key: str) -> Mark:
    """The mark of the record that has this key, or had it."""
    return _mark("key", folded(key))


def _mark(*words: str) -> Mark:
    digest = hashlib.blake2b("\0".join(words).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True), 0, 0


def same_document(one: CslItem, other: CslItem) -> str | None:
    """Why the two are of the same document, as the end of a sentence; None where they are not."""
    here, there = shelves(one), shelves(other)
    pairs = [(a, b) for a in here for b in there if a.file == b.file and _agree(a, b)]
    for a, b in pairs:
        overlaps = overlapping(a, b)
        if overlaps:
            return "the same file of the archive, and sheets that overlap"
        if overlaps is None and _same_words(one, other):
            return "the same file of the archive, title and date"
    if pairs and all(overlapping(a, b) is False for a, b in pairs):
        return None
    if set(_addresses(one)) & set(_addresses(other)):
        return "the same address"
    if not (here and there) and _place(one) and _place(one) == _place(other) and _same_words(one, other):
        return "the same archive, shelf-mark, title and date"
    if here or there or not _same_words(one, other):
        return None
    if _title(one) and one.get("author") == other.get("author") and _is_told(one, other):
        return "the same title, authors and date"
    same_key = folded(str(one.get("id"))) == folded(str(other.get("id")))
    return "the same key, title and date" if same_key else None


def _agree(one: Shelf, other: Shelf) -> bool:
    known = dict(one.levels)
    return all(known.get(level, value) == value for level, value in other.levels)


def _same_words(one: CslItem, other: CslItem) -> bool:
    if _title(one) != _title(other):
        return False
    return not one.get("issued") or not other.get("issued") or one["issued"] == other["issued"]


def _is_told(one: CslItem, other: CslItem) -> bool:
    """Whether an equal title is enough: beside authors or a date, or where nothing else differs."""
    if (one.get("issued") and other.get("issued")) or one.get("author"):
        return True
    return of_the_document(one) == of_the_document(other)


def _title(item: CslItem) -> str:
    return alike(str(item.get("title") or ""))


def _place(item: CslItem) -> str:
    """Archive and shelf-mark as words, for records whose levels another program did not keep."""
    archive, location = item.get("archive"), item.get("archive_location")
    if not isinstance(archive, str) or not isinstance(location, str) or not location:
        return ""
    return f"{alike(archive)}: {alike(location)}"


def _addresses(item: CslItem) -> Iterator[str]:
    """URL and DOI without what does not tell documents apart; a site's front page is no address."""
    url = item.get("URL")
    if isinstance(url, str) and (parts := _HOST.match(url.strip())):
        path = (parts[2] or "").rstrip("/")
        if path or parts[3]:
            yield f"{parts[1].casefold()}{path}{parts[3] or ''}"
    doi = item.get("DOI")
    if isinstance(doi, str) and doi.strip():
        yield "doi.org/" + doi.strip().casefold().removeprefix("https://doi.org/")
