"""The only place that states the order: read, find, parse, resolve (and then csl_json)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from citekit.find.fields import find_fields
from citekit.find.pages import find_page
from citekit.find.regions import Region, find_regions
from citekit.model import BlockKind, Document, Record, Span
from citekit.parse.citation import parse_citation
from citekit.parse.entry import parse_entry
from citekit.parse.page import parse_page
from citekit.read.text import from_text
from citekit.resolve import Unit, resolve

_ANOTHER_WORK = re.compile(r"(?:;|[.]\s+(?:See|Cf|См|Vgl|Zob))\s[^\n]*?,[^\n]*?\d")


def extract(source: str | Document) -> list[Record]:
    """Every citation of a text or document, in the order of the text."""
    return list(iter_extract(source))


def iter_extract(source: str | Document) -> Iterator[Record]:
    """The citations of a text or document, one by one, in the order of the text."""
    document = from_text(source) if isinstance(source, str) else source
    if page := find_page(document):
        yield parse_page(document.text, page)
        return
    if entry := find_fields(document):
        yield from parse_entry(document.text, entry)
        return
    for block in document.blocks:
        if block.kind is BlockKind.ENTRY:
            yield from parse_entry(document.text, block)
    yield from resolve(_units(document))


def _units(document: Document) -> Iterator[Unit]:
    """Every note and every paragraph with a citation, in the order of the text."""
    regions = groupby(find_regions(document), key=lambda region: region.block.span)
    found = {span: list(own) for span, own in regions}
    silent = [
        block.span for block in document.blocks if block.kind is BlockKind.NOTE and block.span not in found
    ]
    numbers = {block.span: block.note.number for block in document.blocks if block.note}
    for span in sorted([*found, *silent]):
        records = [record for region in found.get(span, ()) for record in _records(document, region)]
        for record in records:
            record.note = numbers.get(span)
        yield Unit(tuple(records), span in numbers, _cites_else(document.text, span, records), span)


def _cites_else(text: str, span: Span, records: Sequence[Record]) -> bool:
    """Whether a note cites a work that is no archival document, last or alone."""
    last = max((record.span.end for record in records if record.span), default=span.start)
    return not records or bool(_ANOTHER_WORK.search(text, last, span.end))


def _records(document: Document, region: Region) -> list[Record]:
    return parse_citation(document.text, region.span, prose=region.prose)
