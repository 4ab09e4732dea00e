"""The entries of a ``.bib`` file, by bibtexparser: macros written out, and what ``crossref`` inherits.

Public: :func:`parsed`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.exchange import Imported, damaged
from citekit.formats.tex.reading import READ_FIELDS, item_of
from citekit.model import Diagnostic

_PIECE = re.compile(r"\s*(?:[{\"]|(?P<word>[^\s{}\"#,=]+))")
_JOIN = re.compile(r"\s*#")
_BRACE = re.compile(r"(?<!\\)[{}\"]")
_NO_BRACES = str.maketrans("", "", "{}")
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_INHERITED = frozenset(
    {"crossref", "shorttitle", "options", "csltype", "entrysubtype", "keywords", "note"}
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as it stands in the file; its fields without their braces."""

    line: int
    kind: str
    key: str
    fields: dict[str, str]


def parsed(text: str) -> Imported:
    """Every entry of a ``.bib`` file; a broken one is a diagnostic with its line, and the rest is kept.

    Raises InvalidData where the text has no entry.
    """
    found: list[Diagnostic] = []
    entries = list(_entries(text, found))
    if not entries and not found and text.strip():
        raise InvalidData("is no BibTeX: it has no entry")
    by_key = {entry.key.lower(): entry for entry in entries}
    items = []
    unknown: dict[str, int] = {}
    for entry in entries:
        fields = entry.fields
        if (parent := by_key.get(fields.get("crossref", "").strip().lower())) and parent is not entry:
            fields = _inherited(parent) | fields
        for name in fields.keys() - READ_FIELDS - {"crossref"}:
            unknown.setdefault(name, entry.line)
        items.append(item_of(entry.kind, entry.key, fields))
    found += (
        Diagnostic("field-not-carried", f"line {line}: CSL has no field for {name!r}; it is left out")
        for name, line in sorted(unknown.items(), key=lambda pair: (pair[1], pair[0]))
    )
    return Imported(tuple(items), tuple(found))


def _inherited(parent: _Entry) -> dict[str, str]:
    """What an entry takes over by ``crossref``: the parent's title is its ``booktitle`` (biber, appendix B)."""
    return {
        _TITLES.get(name, name): value for name, value in parent.fields.items() if name not in _NOT_INHERITED
    }


def _entries(text: str, found: list[Diagnostic]) -> Iterator[_Entry]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(text, parse_stack=[])
    macros = {string.key.lower(): _value(str(string.value), {}) or "" for string in library.strings}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        entry: Any = block
        if isinstance(block, DuplicateBlockKeyBlock):
            entry = block.ignore_error_block
            if isinstance(entry, Entry):
                found.append(damaged(line, f"the key {entry.key!r} stands twice; both entries are kept"))
        elif isinstance(block, ParsingFailedBlock):
            found.append(damaged(line, _reason(block)))
            entry = block.ignore_error_block
        if isinstance(entry, Entry):
            yield _Entry(line, entry.entry_type.lower(), entry.key, _fields(entry, macros, found))


def _fields(entry: Any, macros: Mapping[str, str], found: list[Diagnostic]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in entry.fields:
        line = (field.start_line or 0) + 1
        which = f"the field {field.key!r} of {entry.key!r}"
        value = _value(str(field.value), macros)
        if value is None:
            found.append(damaged(line, f"{which} is broken; its words are kept"))
            value = str(field.value).translate(_NO_BRACES)
        if fields.setdefault(field.key.lower(), value) != value:
            found.append(damaged(line, f"{which} stands twice; the first counts"))
    return fields


def _reason(block: Any) -> str:
    head = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}]*)", block.raw or "")
    which = f"the entry {head[1]!r}" if head and head[1] else "an entry"
    why = " ".join(str(getattr(block.error, "abort_reason", block.error)).split()).rstrip(" .")
    return f"{which} is broken and left out{': ' if why else ''}{why}"


def _value(value: str, macros: Mapping[str, str]) -> str | None:
    """What a field says: its pieces, joined by #, without their braces or quotation marks, and macros (of
    the file, or the months' names) written out; None where it is no such thing."""
    pieces: list[str] = []
    at = 0
    while True:
        piece = _PIECE.match(value, at)
        if piece is None:
            return None
        if piece["word"] is not None:
            pieces.append(macros.get(piece["word"].lower(), piece["word"]))
            at = piece.end()
        else:
            end = _closed(value, piece.end() - 1)
            if end is None:
                return None
            pieces.append(value[piece.end() : end])
            at = end + 1
        join = _JOIN.match(value, at)
        if join is None or join.end() == len(value):
            return "".join(pieces) if not value[at:].strip() else None
        at = join.end()


def _closed(value: str, at: int) -> int | None:
    """Where the brace or the quotation mark at ``at`` is closed."""
    quoted = value[at] == '"'
    depth = 0
    for match in _BRACE.finditer(value, at + quoted):
        if match[0] == '"':
            if quoted and depth == 0:
                return match.start()
            continue
        depth += 1 if match[0] == "{" else -1
        if depth == 0 and not quoted:
            return match.start()
    return None
