"""A digital archive's page becomes one record: its citation, its labelled parts, the head of its text.

Public: :func:`parse_page`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from citekit.archives.traditions import fold_label, label_index
from citekit.find.pages import Page
from citekit.find.vocabulary import CLASSIFICATION
from citekit.model import ArchivalReference, Credit, Diagnostic, Level, Record, Span, as_span
from citekit.parse.citation import parse_citation, parse_shelfmark
from citekit.parse.credits import find_credits
from citekit.parse.dates import find_dates
from citekit.parse.entry import add_credits, apply_fields, names_its_archive
from citekit.parse.repositories import find_repositories
from citekit.parse.words import Words

_HEAD_OF_BODY = 700
_REGISTRATION = re.compile(r"(?:N[°ºo]\.?|№|No\.|Nr\.)\s*(?P<number>\d+[\w/-]*)")
_COPY = re.compile(r"(?:Copy|Экз\.?|Экземпляр|экз\.)\s*$")
_TRANSLATION = re.compile(r"Translation\s*[-–—]\s*(?P<language>[A-Z]\w+)")
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(r"(?:\s*(?:\(s\)|number|no\.?|№)$|^номера?\s+)", re.I)
_PUBLISHED = re.compile(r"[^\W\d_]{3}.{8,}(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.S)
_IN_ENGLISH = re.compile(r"\b[Tt]ranslat")


def parse_page(text: str, page: Page) -> Record | None:
    """The record of a page; None where nothing on it says which archive has the document, or who gave it.

    Where heading and citation disagree, the citation stands and a diagnostic says so.
    """
    said = list(_said(text, page))
    cited = [found for span, found in said if span in page.references[: page.cited]]
    if not any(found.archival or found.credits or found.digital_archive for _, found in said):
        return None
    record = max(cited or [found for _, found in said], key=_weight)
    best = max((found for _, found in said), key=_weight)
    if _weight(best) > _weight(record) and _is_of_same_archive(record, best):
        record.archival, record.spans["archival"] = best.archival, best.spans.get("archival", [])
    for span in (*page.references, *page.above):
        add_credits(record, find_credits(Words(text, span)).credits)
    of_archives = {span for span, other in said if other.archival or other.credits}
    for span in page.references[page.cited :]:
        if span not in of_archives and _PUBLISHED.search(text, *span):
            record.also += (" ".join(span.of(text).split()),)
    _take_head(text, record, page, cited=record in cited)
    fields = dict(page.fields)
    if page.body:
        _take_body(text, record, page.body)
    if _is_translated_to_english(text, record):
        if "language" in fields:
            # What is translated is said to be in the language of its original.
            fields.setdefault("original_language", fields.pop("language"))
        record.language = "en" if "original_language" in fields else record.language
    apply_fields(text, record, fields)
    apply_fields(text, record, page.head_says)
    stretches = [span for spans in record.spans.values() for span in spans]
    record.span = Span.around(stretches) if stretches else page.references[0]
    return record


def _said(text: str, page: Page) -> Iterator[tuple[Span, Record]]:
    """What each of the page's references says, a bare shelf-mark with the archive that the page names."""
    archive = page.fields.get("archive") or page.head_says.get("archive")
    is_name = archive is not None and not _DIGIT.search(text, *archive)
    for span in page.references:
        records = parse_citation(text, span)
        if records:
            yield span, records[0]
        if is_name and archive and span != archive and not names_its_archive(text, span):
            yield from ((span, found) for found in parse_shelfmark(text, archive, span)[:1])

    if reference := _by_level(text, page.levels, archive):
        spans = [level.span for level in reference.levels if level.span]
        yield spans[0], Record(archival=(reference,), spans={"archival": spans})


def _by_level(
    text: str, levels: Sequence[tuple[Span, Span]], archive: Span | None
) -> ArchivalReference | None:
    """The reference that a page gives level by level ("Fond: 17", "Opis: 162"); None for less than two levels."""
    named = [(readings, *pair) for pair in levels if (readings := _readings(pair[0].of(text)))]
    if len(named) < 2:
        return None
    repository = next(iter(find_repositories(Words(text, archive))), None) if archive else None
    known = repository.known if repository else None
    votes = Counter(tradition for readings, *_ in named for tradition in readings)
    tradition = known.tradition if known else votes.most_common(1)[0][0]
    return ArchivalReference(
        repository=archive.of(text) if archive else None,
        repository_id=known.id if known else None,
        repository_name=known.name if known else None,
        place=known.place if known else None,
        tradition=tradition,
        levels=tuple(
            Level(
                readings.get(tradition) or next(iter(readings.values())),
                value.of(text),
                label.of(text),
                value,
            )
            for readings, label, value in named
        ),
        span=Span(named[0][1].start, named[-1][2].end),
    )


def _readings(label: str) -> Mapping[str, str]:
    return label_index("before").get(fold_label(_NUMBER_WORD.sub("", label)), {})


def _weight(record: Record) -> tuple[bool, int]:
    """How much a reference says of where the document is."""
    return _repository(record) is not None, max((len(r.levels) for r in record.archival), default=0)


def _is_of_same_archive(record: Record, other: Record) -> bool:
    """Whether nothing speaks against ``other`` telling more of the place that ``record`` gives."""
    own, its = _repository(record), _repository(other)
    if own is None or its is None or len(record.archival) != 1:
        return own is None
    return (
        own.repository_id == its.repository_id and own.repository_id is not None and len(other.archival) == 1
    )


def _repository(record: Record) -> ArchivalReference | None:
    return next((reference for reference in record.archival if reference.repository), None)


def _is_translated_to_english(text: str, record: Record) -> bool:
    def says(credit: Credit) -> bool:
        return credit.role == "translator" and bool(credit.span and _IN_ENGLISH.search(text, *credit.span))

    return record.language == "en" or any(says(credit) for credit in record.credits)


def _take_head(text: str, record: Record, page: Page, *, cited: bool) -> None:
    heading = page.fields.get("title") or page.heading
    if heading is not None:
        if record.title is None or not cited:
            record.title, record.spans["title"] = " ".join(heading.of(text).split()), [heading]
        elif page.titled and _fold(record.title) != _fold(heading.of(text)):
            message = f"the heading gives another title: {heading.of(text)!r}"
            record.diagnostics.append(Diagnostic("value-claimed-twice", message, heading))
    line = page.fields.get("date") or page.date_line
    if line is not None:
        dates = find_dates(text, line)
        if dates and (not record.dates or not cited):
            record.dates, record.spans["issued"] = (dates[0],), [dates[0].span or line]
        elif dates and (dates[0].start, dates[0].end) != (record.dates[0].start, record.dates[0].end):
            message = f"the heading gives another date: {line.of(text)!r}"
            record.diagnostics.append(Diagnostic("value-claimed-twice", message, line))


def _take_body(text: str, record: Record, body: Span) -> None:
    """What only the document's own head says: classification and registration number.

    Only the first lines are read, so that nothing of an attachment is taken for the document's own.
    """
    head = Span(body.start, min(body.end, body.start + _HEAD_OF_BODY))
    if translation := _TRANSLATION.search(text, *head):
        if translation["language"] == "English" and record.language is None:
            record.language, record.spans["language"] = "en", [as_span(translation.span("language"))]
    bracket = text.find("[", head.start, head.end)
    lines = Span(head.start, bracket if bracket > 0 else head.end)
    if (found := CLASSIFICATION.search(text, *lines)) and "classification" not in record.document:
        record.document["classification"] = found[0]
        record.spans["document.classification"] = [as_span(found.span())]
    for number in _REGISTRATION.finditer(text, *lines):
        if not _COPY.search(text, max(lines.start, number.start() - 12), number.start()):
            record.document["registration_number"] = number["number"]
            record.spans["document.registration_number"] = [as_span(number.span("number"))]
            break


def _fold(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
