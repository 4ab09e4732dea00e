"""The only place that states the order: read, find, parse, resolve (and then csl_json)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from citekit.find.fields import find_fields
from citekit.find.pages import find_page
from citekit.find.regions import Region, find_regions
from citekit.model import BlockKind, Document, Record
from citekit.parse.citation import parse_citation
from citekit.parse.entry import parse_entry
from citekit.parse.page import parse_page
from citekit.read.text import from_text
from citekit.resolve import Unit, resolve


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
    for block, regions in groupby(find_regions(document), key=lambda region: region.block):
        note = block.kind is BlockKind.NOTE
        records = [record for region in regions for record in _records(document, region)]
        number = block.note.number if block.note else None
        for record in records:
            record.note = number
        yield Unit(tuple(records), note, note and not records, block.span)


def _records(document: Document, region: Region) -> list[Record]:
    return parse_citation(document.text, region.span, prose=region.prose)
