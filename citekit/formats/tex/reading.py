"""An entry of a ``.bib`` file, BibTeX's or BibLaTeX's alike, as a CSL item.

Public: :func:`item_of`, :data:`READ_FIELDS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from citekit.formats.credits import joined, read_credits, shown_name
from citekit.formats.place import addressed, is_archival, place_line, with_credits
from citekit.formats.tex.dates import read_date
from citekit.formats.tex.fields import CSL, NAMES, TAGS, VERBATIM
from citekit.formats.tex.kinds import GENRES, type_of
from citekit.formats.tex.names import read_names
from citekit.formats.tex.text import BLANKS, decode
from citekit.model import CslItem

_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
READ_FIELDS = frozenset(
    (
        *(
            "title",
            "subtitle",
            "titleaddon",
            "type",
            "entrysubtype",
            "csltype",
            "options",
            "note",
            "addendum",
            "usera",
            "howpublished",
        ),
        *(
            "date",
            "year",
            "month",
            "day",
            "urldate",
            "origdate",
            "origyear",
            "eventdate",
            "eventyear",
            "number",
            "issue",
        ),
        *(
            "language",
            "langid",
            "hyphenation",
            "origlanguage",
            "shortjournal",
            "journalsubtitle",
            "booksubtitle",
        ),
        *("location", "address"),
        *_CONTAINERS,
        *_PUBLISHERS,
        *CSL,
        *NAMES.values(),
    )
)
_JOURNALS = {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
_SERIES = {"book", "chapter", "paper-conference", "collection", "entry-encyclopedia", "entry-dictionary"}


def item_of(kind: str, key: str, fields: Mapping[str, str]) -> CslItem:
    """The CSL item of an entry; the values of ``fields`` stand without their own braces."""
    csl = type_of(kind, fields)
    item: CslItem = {"id": key, "type": csl}
    chicago = kind == "misc" and "entrysubtype" in fields
    in_archive = chicago and bool({"organization", "institution", "note", "location"} & fields.keys())
    _put(item, "title", _title(fields))
    for role, name in NAMES.items():
        _put(item, role, read_names(fields[name]) if name in fields else None)
    _put_dates(item, fields, letter=chicago)
    genre = _said(fields, "type") or (_said(fields, "titleaddon") if chicago else "")
    _put(item, "genre", genre or (None if "csltype" in fields else GENRES.get(kind)))
    _put(item, "container-title", _first(fields, _CONTAINERS))
    _put(item, "container-title-short", _said(fields, "shortjournal"))
    _put_numbers(item, fields)
    _put_languages(item, fields)
    for name, value in fields.items():
        if name in CSL and not (in_archive and name == "location"):
            item.setdefault(CSL[name], value.strip(BLANKS) if name in VERBATIM else _plain(value, name))
    if in_archive:
        _put_chicago(item, fields)
    else:
        _put(item, "publisher", _first(fields, _PUBLISHERS))
        _put_note(item, fields)
    with_credits(item)
    item["citation-key"] = key
    return {field: value for field, value in item.items() if value not in ("", [], None)}


def _put(item: CslItem, field: str, value: Any) -> None:
    if value:
        item[field] = value


def _plain(value: str, name: str) -> str:
    text = decode(value)
    return text.replace("--", "–") if name == "pages" else text


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if name in fields and (text := decode(fields[name]))), None)


def _said(fields: Mapping[str, str], name: str) -> str:
    return decode(fields[name]) if name in fields else ""


def _title(fields: Mapping[str, str]) -> str:
    title, subtitle = _said(fields, "title"), _said(fields, "subtitle")
    return f"{title}{' ' if title.endswith(('?', '!', '.', ':')) else ': '}{subtitle}" if subtitle else title


def _put_dates(item: CslItem, fields: Mapping[str, str], *, letter: bool) -> None:
    issued, original = read_date(fields), read_date(fields, "orig")
    if letter and original and not issued:
        issued, original = original, None
    _put(item, "issued", issued)
    _put(item, "original-date", original)
    _put(item, "accessed", read_date(fields, "url"))
    _put(item, "event-date", read_date(fields, "event"))


def _put_numbers(item: CslItem, fields: Mapping[str, str]) -> None:
    number, issue = _said(fields, "number"), _said(fields, "issue")
    if item["type"] in _JOURNALS:
        _put(item, "issue", number or issue)
    else:
        _put(item, "collection-number" if item["type"] in _SERIES else "number", number or issue)


def _put_languages(item: CslItem, fields: Mapping[str, str]) -> None:
    name = _first(fields, ("langid", "language", "hyphenation"))
    _put(item, "language", TAGS.get(name, name) if name else None)
    if original := _said(fields, "origlanguage"):
        _citekit(item)["original_language"] = TAGS.get(original, original)


def _put_chicago(item: CslItem, fields: Mapping[str, str]) -> None:
    """biblatex-chicago's archival fields: from ``note``, the smallest, to ``location``."""
    _put(item, "archive_location", _said(fields, "note"))
    archives = [decode(fields[name]) for name in ("organization", "institution") if fields.get(name)]
    _put(item, "archive", ", ".join(archives))
    _put(item, "archive-place", decode(fields.get("location", fields.get("address", ""))))
    _put(item, "note", _said(fields, "usera"))
    addendum = _said(fields, "addendum")
    for place in (match.start() for match in re.finditer(r"(?:^|(?<=\. ))(?=\S)", addendum)):
        credits, rest = read_credits(addendum[place:], _translators(item))
        if credits and not rest:
            _citekit(item)["credits"] = credits
            addendum = addendum[:place].removesuffix(". ")
            break
    _put(item, "source", addendum)
    printed = _said(fields, "howpublished")
    if printed != addressed(item):
        _put(item, "note", joined([str(item.get("note") or ""), printed]))


def _put_note(item: CslItem, fields: Mapping[str, str]) -> None:
    """The note, without what :mod:`citekit.formats.tex.writing` says there in words."""
    note = _said(fields, "note")
    said = joined([addressed(item), place_line(item), str(item.get("source") or "")])
    if note.startswith(said) and is_archival(item):
        credits, note = read_credits(note[len(said) :].lstrip(". "), _translators(item))
        if credits:
            _citekit(item)["credits"] = credits
    extra = [_said(fields, name) for name in ("howpublished", "addendum", "usera")]
    _put(item, "note", joined([note, *extra]))


def _translators(item: CslItem) -> list[str]:
    return [shown_name(name) for name in item.get("translator", ())]


def _citekit(item: CslItem) -> dict[str, Any]:
    custom: dict[str, Any] = item.setdefault("custom", {}).setdefault("citekit", {})
    return custom
