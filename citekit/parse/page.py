"""A digital archive's page becomes one record: its citation block, its labelled parts, its body's head.

Public: :func:`parse_page`.
"""

from __future__ import annotations

import re

from citekit.find.pages import Page
from citekit.find.vocabulary import CLASSIFICATION
from citekit.model import Diagnostic, Record, Span
from citekit.parse.citation import parse_citation
from citekit.parse.dates import find_dates
from citekit.parse.entry import apply_fields

_HEAD_OF_BODY = 700
_REGISTRATION = re.compile(r"(?:N[°ºo]\.?|№|No\.|Nr\.)\s*(?P<number>\d+[\w/-]*)")
_COPY = re.compile(r"(?:Copy|Экз\.?|Экземпляр|экз\.)\s*$")
_TRANSLATION = re.compile(r"Translation\s*[-–—]\s*(?P<language>[A-Z]\w+)")


def parse_page(text: str, page: Page) -> Record:
    """The record of a page. Where heading and citation disagree, the citation stands and a diagnostic says so."""
    records = parse_citation(text, page.fields["citation"])
    record = records[0] if records else Record()
    rest = {name: span for name, span in page.fields.items() if name != "citation"}
    _take_head(text, record, page)
    apply_fields(text, record, rest)
    if page.body:
        _take_body(text, record, page.body)
    if (
        record.original_language
        and record.language is None
        and any(c.role == "translator" for c in record.credits)
    ):
        record.language = "en"
    stretches = [span for spans in record.spans.values() for span in spans]
    record.span = (
        Span(min(s.start for s in stretches), max(s.end for s in stretches))
        if stretches
        else page.fields["citation"]
    )
    return record


def _take_head(text: str, record: Record, page: Page) -> None:
    if page.heading is not None:
        if record.title is None:
            record.title, record.spans["title"] = " ".join(page.heading.of(text).split()), [page.heading]
        elif _fold(record.title) != _fold(page.heading.of(text)):
            message = f"the heading gives another title: {page.heading.of(text)!r}"
            record.diagnostics.append(Diagnostic("value-claimed-twice", message, page.heading))
    if page.date_line is not None:
        dates = find_dates(text, page.date_line)
        if dates and not record.dates:
            record.dates, record.spans["issued"] = (dates[0],), [page.date_line]
        elif dates and (dates[0].start, dates[0].end) != (record.dates[0].start, record.dates[0].end):
            message = f"the heading gives another date: {page.date_line.of(text)!r}"
            record.diagnostics.append(Diagnostic("value-claimed-twice", message, page.date_line))


def _take_body(text: str, record: Record, body: Span) -> None:
    """What only the document's own head says: classification and registration number.

    Only the first lines are read, so that nothing of an attachment is taken for the document's own.
    """
    head = Span(body.start, min(body.end, body.start + _HEAD_OF_BODY))
    if translation := _TRANSLATION.search(text, *head):
        if translation["language"] == "English" and record.language is None:
            record.language, record.spans["language"] = "en", [Span(*translation.span("language"))]
    bracket = text.find("[", head.start, head.end)
    lines = Span(head.start, bracket if bracket > 0 else head.end)
    if (found := CLASSIFICATION.search(text, *lines)) and "classification" not in record.document:
        record.document["classification"] = found[0]
        record.spans["document.classification"] = [Span(*found.span())]
    for number in _REGISTRATION.finditer(text, *lines):
        if not _COPY.search(text, max(lines.start, number.start() - 12), number.start()):
            record.document["registration_number"] = number["number"]
            record.spans["document.registration_number"] = [Span(*number.span("number"))]
            break


def _fold(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
