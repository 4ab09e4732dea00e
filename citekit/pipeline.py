"""The only place that states the order: read, find, parse, resolve (and then csl_json)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from citekit.find.automaton import utf8
from citekit.find.cues import find_cues
from citekit.find.fields import find_fields
from citekit.find.glance import may_cite
from citekit.find.pages import Page, find_pages
from citekit.find.regions import Region, find_regions, refers_back
from citekit.model import ArchivalReference, BlockKind, Document, Record, Span
from citekit.parse.citation import parse_citation
from citekit.parse.entry import parse_entry
from citekit.parse.page import parse_page
from citekit.read.text import from_text
from citekit.read.tidy import plain_dashes
from citekit.resolve import Unit, resolve

_OPENS_ANOTHER = re.compile(r"(?:;|[.]\s+(?:See|Cf|См|Vgl|Zob))\s")
_DIGIT = re.compile(r"\d")


def extract(source: str | Document) -> list[Record]:
    """Every citation of a text or document, in the order of the text."""
    return list(iter_extract(source))


def iter_extract(source: str | Document) -> Iterator[Record]:
    """The citations of a text or document, one by one, in the order of the text."""
    text = plain_dashes(source) if isinstance(source, str) else source.text
    data = utf8(text)
    cues = find_cues(text, data)
    if isinstance(source, str) and not cues and not may_cite(text, data):
        return
    document = from_text(text) if isinstance(source, str) else source
    if found := [(page, record) for page, record in _pages(document) if record]:
        yield from (record for _, record in found)
        yield from _beside(document, cues, *zip(*found, strict=True))
        return
    if entry := find_fields(document):
        yield from parse_entry(document.text, entry)
        return
    for block in document.blocks:
        if block.kind is BlockKind.ENTRY:
            yield from parse_entry(document.text, block)
    yield from resolve(_units(document, cues))


def _pages(document: Document) -> Iterator[tuple[Page, Record | None]]:
    for page in find_pages(document):
        yield page, parse_page(document.text, page)


def _beside(
    document: Document, cues: Sequence[int], pages: Sequence[Page], own: Sequence[Record]
) -> Iterator[Record]:
    """The citations of known archives that stand on pages beside their own: in a document's text, in its notes."""
    known = {_place(reference) for record in own for reference in record.archival}
    said = sorted(span for page in pages for span in page.spans)
    starts = [span.start for span in said]
    rest = [
        block
        for block in document.blocks
        if (place := bisect_right(starts, block.span.end - 1)) == 0 or said[place - 1].end <= block.span.start
    ]
    for record in resolve(_units(replace(document, blocks=tuple(rest)), cues)):
        places = [_place(reference) for reference in record.archival if reference.repository_id]
        if places and not known.issuperset(places):
            yield record


def _place(reference: ArchivalReference) -> tuple[str | None, ...]:
    return reference.repository_id, *(level.value for level in reference.levels)


def _units(document: Document, cues: Sequence[int]) -> Iterator[Unit]:
    """Every paragraph with a citation, and every note from the first citation on, in the order of the text."""
    text = document.text
    cited = False  # whether an "Ibid." may refer to an archive
    for block, regions in find_regions(document, cues):
        if not regions and cited and refers_back(text, block.span):
            regions = [Region(block.span, prose=False)]
        records = [record for region in regions for record in _records(document, region)]
        if not records and not cited:
            continue
        for record in records:
            record.note = block.note and block.note.number
        unit = Unit(
            tuple(records),
            block.note is not None,
            _cites_else(text, block.span, records),
            block.span,
            _apart(text, records),
        )
        cited = cited or any(record.archival for record in records)
        if unit.note and unit.cites_else:
            cited = False
        yield unit


def _apart(text: str, records: Sequence[Record]) -> frozenset[int]:
    """The places of the records that refer back and before which another work is cited."""
    return frozenset(
        place
        for place, (before, record) in enumerate(pairwise(records), 1)
        if record.form == "ibid"
        and (cited := before.spans.get("archival"))
        and (own := record.spans.get("archival"))
        and _names_another(text, cited[-1].end, text.rfind(";", cited[-1].end, own[0].start))
    )


def _cites_else(text: str, span: Span, records: Sequence[Record]) -> bool:
    """Whether a note cites a work that is no archival document, last or alone."""
    last = max((record.span.end for record in records if record.span), default=span.start)
    return not records or _names_another(text, last, span.end)


def _names_another(text: str, start: int, end: int) -> bool:
    """Whether another work follows in the same line, with a comma and then a number."""
    while opening := _OPENS_ANOTHER.search(text, start, end):
        line_end = text.find("\n", opening.end(), end)
        start = line_end if line_end >= 0 else end
        comma = text.find(",", opening.end(), start)
        if comma >= 0 and _DIGIT.search(text, comma, start):
            return True
    return False


def _records(document: Document, region: Region) -> list[Record]:
    return parse_citation(document.text, region.span, prose=region.prose)
