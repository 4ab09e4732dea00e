"""A CSL item as the entry of a ``.bib`` file.

Public: :class:`Entry`, :func:`entry_of`, :func:`unique_keys`, :func:`written`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citekit.formats.credits import credit_sentences, credits_besides, credits_of, joined
from citekit.formats.dates import edtf
from citekit.formats.place import addressed, is_archival, place_line
from citekit.formats.tex.dates import write_bibtex_date
from citekit.formats.tex.fields import (
    BIBLATEX,
    BIBTEX,
    CONTAINERS,
    LANGUAGES,
    LISTS,
    NAMES,
    PUBLISHERS,
    VERBATIM,
)
from citekit.formats.tex.kinds import GENRES, kind_of
from citekit.formats.tex.names import write_names
from citekit.formats.tex.text import encode
from citekit.formats.tex.titles import protected
from citekit.model import CslItem

_NO_KEY = re.compile(r"[^\w.:/+-]+")
_ABBREVIATION = re.compile(r"(?<![\w{])[^\W\d_a-zа-яё]{2,}(?![\w}])")
_UNVERBATIM = re.compile(r"[{}\\\s%]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; the values of ``fields`` are what stands after the ``=``: in braces, or a macro."""

    kind: str
    key: str
    fields: dict[str, str]


def entry_of(item: CslItem, key: str, dialect: str) -> Entry:
    """The entry of ``item`` for ``bibtex``, ``biblatex`` or ``chicago`` (biblatex-chicago)."""
    biblatex = dialect != "bibtex"
    kind, told = kind_of(item, biblatex=biblatex)
    archival = is_archival(item)
    fields: dict[str, str] = {}
    _put_names(fields, item, "author", biblatex)
    if title := item.get("title"):
        fields["title"] = f"{{{protected(str(title), item.get('language'))}}}"
    if short := item.get("title-short"):
        fields["shorttitle"] = f"{{{protected(str(short), item.get('language'))}}}"
    for role in ("translator", "editor"):
        _put_names(fields, item, role, biblatex)
    _put_container(fields, item, kind, biblatex)
    fields |= _dates(item, dialect)
    fields |= {name: f"{{{value}}}" for name, value in told.items()}
    _put_genre(fields, item, kind, chicago=archival and dialect == "chicago")
    if archival and dialect == "chicago" and "translator" in fields and "author" not in fields:
        # Else biblatex-chicago puts the translator in the author's place; the title of a document leads.
        fields["options"] = "{usetranslator=false}"
    if archival:
        fields |= _archival_biblatex(item) if biblatex else _archival_bibtex(item)
    elif note := item.get("note"):
        fields["note"] = _braced("note", note)
    for role in NAMES:
        _put_names(fields, item, role, biblatex)
    _put_languages(fields, item, biblatex)
    for field, name in (BIBLATEX if biblatex else BIBTEX).items():
        if field in item and name not in fields and not (archival and biblatex and field in _SAID):
            fields[name] = _braced(name, item[field])
    return Entry(kind, key, fields)


def unique_keys(items: Sequence[CslItem]) -> list[str]:
    """A key for each item: its ``citation-key`` or ``id``, safe in BibTeX, no two alike in any case of
    their letters."""
    taken: set[str] = set()
    keys = []
    for place, item in enumerate(items, 1):
        wanted = _NO_KEY.sub("-", str(item.get("citation-key") or item.get("id") or "")).strip("-")
        key = wanted = wanted or f"item-{place}"
        number = 1
        while key.casefold() in taken:
            number += 1
            key = f"{wanted}-{number}"
        taken.add(key.casefold())
        keys.append(key)
    return keys


def written(entries: Sequence[Entry]) -> str:
    """The ``.bib`` file of the entries, by bibtexparser."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import Field
    from bibtexparser.writer import BibtexFormat

    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    library = Library(
        [
            Block(entry.kind, entry.key, [Field(name, value) for name, value in entry.fields.items()])
            for entry in entries
        ]
    )
    text: str = write_string(library, unparse_stack=[], bibtex_format=layout)
    return text


_SAID = frozenset({"archive", "archive-place", "archive_location", "source", "publisher-place"})
"""What an archival entry of BibLaTeX says in fields of its own."""


def _braced(name: str, value: Any) -> str:
    if name in VERBATIM:
        return f"{{{_UNVERBATIM.sub(_percent, str(value))}}}"
    text = encode(str(value))
    if name == "pages":
        text = text.replace("–", "--")
    return f"{{{{{text}}}}}" if name in LISTS and " and " in text else f"{{{text}}}"


def _percent(match: re.Match[str]) -> str:
    return match[0] if match[0] == "%" else "".join(f"%{byte:02X}" for byte in match[0].encode())


def _put_names(fields: dict[str, str], item: CslItem, role: str, biblatex: bool) -> None:
    names = item.get(role)
    if isinstance(names, list) and names and NAMES[role] not in fields:
        fields[NAMES[role]] = f"{{{write_names(names, extended=biblatex)}}}"


def _put_container(fields: dict[str, str], item: CslItem, kind: str, biblatex: bool) -> None:
    if container := item.get("container-title"):
        name = CONTAINERS.get(kind, CONTAINERS[""])[biblatex]
        fields[name] = _braced(name, container)
    if biblatex and (short := item.get("container-title-short")):
        fields["shortjournal"] = _braced("shortjournal", short)
    if publisher := item.get("publisher"):
        name = PUBLISHERS.get(kind, "publisher")
        if not is_archival(item):
            fields[name] = _braced(name, publisher)
    number = item.get("issue") or item.get("number") or item.get("collection-number")
    if number is not None:
        fields["number"] = _braced("number", number)


def _put_genre(fields: dict[str, str], item: CslItem, kind: str, *, chicago: bool) -> None:
    genre = item.get("genre")
    if genre and GENRES.get(kind) != genre:
        name = "titleaddon" if chicago else "type"
        fields[name] = _braced(name, genre)


def _put_languages(fields: dict[str, str], item: CslItem, biblatex: bool) -> None:
    original = (item.get("custom") or {}).get("citekit", {}).get("original_language")
    names = ("langid" if biblatex else "language", item.get("language")), ("origlanguage", original)
    for name, tag in names:
        if tag:
            fields[name] = _braced(name, LANGUAGES.get(tag, tag))


def _dates(item: CslItem, dialect: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if issued := item.get("issued"):
        if dialect == "bibtex":
            found |= write_bibtex_date(issued)
        else:
            letter = dialect == "chicago" and is_archival(item) and item["type"] == "personal_communication"
            found |= _date("orig" if letter else "", issued)
    for field, name in (("accessed", "url"), ("original-date", "orig"), ("event-date", "event")):
        if item.get(field):
            found = _date(name, item[field]) | found
    return found


def _date(name: str, date: dict[str, Any]) -> dict[str, str]:
    if typed := edtf(date):
        return {f"{name}date": f"{{{typed}}}"}
    literal = date.get("literal") or date.get("raw")
    return {f"{name}year" if name != "url" else "urldate": f"{{{encode(str(literal))}}}"} if literal else {}


def _archival_bibtex(item: CslItem) -> dict[str, str]:
    """``note``, which every style prints: where the document lies, who published and who supplied it."""
    said = [addressed(item), place_line(item), str(item.get("source") or "")]
    printed = joined([*said, *credit_sentences(credits_of(item))])
    found = {"note": f"{{{_keeping_abbreviations(printed)}}}"}
    return found | ({"usera": _braced("usera", item["note"])} if item.get("note") else {})


def _archival_biblatex(item: CslItem) -> dict[str, str]:
    """Shelf-mark, archive and city where biblatex-chicago has them, and at the end who supplied it."""
    own = credits_besides(item)
    sentences = [str(item.get("source") or ""), *credit_sentences(own)]
    values = {
        "howpublished": addressed(item),
        "note": item.get("archive_location"),
        "organization": item.get("archive"),
        "location": item.get("archive-place"),
        "addendum": joined(sentences),
        "usera": item.get("note"),
    }
    found = {name: _braced(name, value) for name, value in values.items() if value}
    return {
        name: _keeping_abbreviations(value, encoded=True) if name == "organization" else value
        for name, value in found.items()
    }


def _keeping_abbreviations(text: str, *, encoded: bool = False) -> str:
    return _ABBREVIATION.sub(lambda match: f"{{{match[0]}}}", text if encoded else encode(text))
