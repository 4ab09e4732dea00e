"""What is marked of a record: each of its parts, with the place where the text says it.

Public: :class:`Mark`, :func:`marks_of`, :func:`tier`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citekit.archives.traditions import PAGE_LEVELS
from citekit.model import Record, Span

_TIERS = {
    "fond": ("fond", "collection", "record_group", "signature"),
    "series": ("opis", "series", "subseries", "division", "section", "entry", "lot", "inventory", "year"),
    "file": ("delo", "file", "box", "folder", "volume", "karton", "papka", "por", "ae", "piece", "reel"),
    "sheets": tuple(PAGE_LEVELS),
}
_TIER_OF = {level: name for name, levels in _TIERS.items() for level in levels}
_FIELDS = {
    "title": ("title", "title"),
    "author": ("author", "person"),
    "recipient": ("recipient", "person"),
    "credits": ("credit", "person"),
    "issued": ("date", "date"),
    "accessed": ("accessed", "date"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a record in the text: what it is (``name``), its colour (``look``: a class of
    ``report.css``), and the number of the record, counted from 1 in its document."""

    span: Span
    name: str
    look: str
    record: int


def tier(level: str) -> str:
    """How far inside a level stands, in any tradition: a ``fond``, a ``series`` of it, a ``file``, an ``item``
    in that, the ``sheets``."""
    return _TIER_OF.get(level, "item")


def marks_of(text: str, record: Record, number: int) -> list[Mark]:
    """The parts of a record that have a place in the text, each once; ``number`` is the record's."""
    found: dict[tuple[Span, str], Mark] = {}
    for mark in (*_shelf_marks(text, record, number), *_fields(record, number), *_findings(record, number)):
        if mark.span.start < mark.span.end:
            found.setdefault((mark.span, mark.name), mark)
    return list(found.values())


def _shelf_marks(text: str, record: Record, number: int) -> Iterator[Mark]:
    for reference in record.archival:
        if reference.span and reference.repository and not reference.resolved_from:
            begin = text.find(reference.repository, *reference.span)
            if begin >= 0:
                span = Span(begin, begin + len(reference.repository))
                yield Mark(span, "archive", "archive", number)
        for level in reference.levels:
            if level.span:
                yield Mark(level.span, level.level.replace("_", " "), tier(level.level), number)


def _fields(record: Record, number: int) -> Iterator[Mark]:
    for field, spans in record.spans.items():
        if field != "archival":
            plain = field.removeprefix("document.").replace("_", " ")
            name, look = _FIELDS.get(field, (plain, "other"))
            yield from (Mark(span, name, look, number) for span in spans)


def _findings(record: Record, number: int) -> Iterator[Mark]:
    for finding in record.diagnostics:
        if finding.span:
            yield Mark(finding.span, finding.code, "finding", number)
