"""The dates of the document that a citation names.

Public: :func:`take_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from citekit.find.vocabulary import GENRE_FIRST
from citekit.model import Date, Record, Span, as_span
from citekit.parse.dates import find_dates
from citekit.parse.head import APA_AUTHORS, QUOTE_MARKS
from citekit.parse.parts import Part
from citekit.parse.references import FoundReferences
from citekit.parse.tail import PERSON_YEAR, QUOTED
from citekit.parse.wording import Kind

_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTHS = 12
_DATED = re.compile(r"\bdated\s+(?P<day>.{3,20}?)(?=$|[.,;])")


def take_dates(
    text: str,
    record: Record,
    left: Sequence[Part],
    right: Sequence[Part],
    references: Sequence[FoundReferences],
) -> None:
    """The document's dates: before the reference, inside it, right after it, or in its unquoted title."""
    right = list(takewhile(lambda part: part.cut != ";", right))
    dates = [part.date for part in left if part.kind is Kind.DATE and part.date]
    if not dates and left and (apa := APA_AUTHORS.match(text, left[0].whole.start, left[-1].span.end)):
        dates = find_dates(text, Span(apa.end(), min(apa.end() + 30, left[-1].span.end)))[:1]
    if not dates:
        dates = [date for one in references for date in one.run.dates]
    if not dates:
        dates = [
            part.date
            for part in right
            if part.kind is Kind.DATE and part.date and part.cut in (",", "(", ".", "、", "，")
        ][:1]
    if not dates:
        dates = _dates_of_named(text, right)
    if not dates and len(references) == 1 and len(references[0].references) == 1:
        dates = _dates_in_brackets(text, references[0].run.glosses)
    if not dates:
        dates = _dates_in_words(text, record, left)
    if len(dates) == 1 and len(dates[0].start) == 1 and left:
        dates = [_with_day(text, dates[0], Span(left[0].whole.start, left[-1].span.end))]
    if dates:
        dates = [_as_counted(text, date, record) for date in dates]
        record.dates = tuple(_joined(dates))
        record.spans["issued"] = [date.span for date in record.dates if date.span]


def _as_counted(text: str, date: Date, record: Record) -> Date:
    """The date "8/4/1956" as the country of its archive writes it: the month first in the United States; where no
    archive tells, it keeps its words, for either may be meant."""
    if date.span is None or not (figures := _FIGURES.fullmatch(text, *date.span)):
        return date
    first, second = int(figures[1]), int(figures[2])
    if first == second or max(first, second) > _MONTHS:
        return date
    known = [reference for reference in record.archival if reference.repository]
    if not known or all(one.repository_id is None and one.tradition == "collection" for one in known):
        return Date((), literal=date.span.of(text), span=date.span)
    if any((one.repository_id or "").startswith("us-") for one in known):
        return replace(date, start=(int(figures[3]), first, second))
    return date


def _dates_of_named(text: str, right: Sequence[Part]) -> list[Date]:
    """The date in the words after the reference that name the document: "rapport du 3 mai 1921"."""
    for part in right:
        if part.kind is not Kind.WORDS or part.cut != ",":
            continue
        named = GENRE_FIRST.match(text, *part.span) is not None
        found = [date for date in find_dates(text, part.span) if len(date.start) > (1 if named else 2)]
        if found:
            return found[:1]
    return []


def _dates_in_brackets(text: str, glosses: Sequence[Span]) -> list[Date]:
    for gloss in glosses:
        quoted = QUOTED.search(text, *gloss)
        found = find_dates(text, Span(quoted.end(), gloss.end)) if quoted else []
        found = found or find_dates(text, as_span(quoted.span("words")) if quoted else gloss)
        if found and (
            quoted
            or GENRE_FIRST.match(text, *gloss)
            or PERSON_YEAR.fullmatch(text, *gloss)
            or found[0].span == gloss
        ):
            return found[:1]
    return []


def _dates_in_words(text: str, record: Record, left: Sequence[Part]) -> list[Date]:
    """The first date with a month in an unquoted title, or in the words after it."""
    spans = [part.span for part in left if part.kind is Kind.WORDS]
    spans += [
        s for s in record.spans.get("title", []) if s.start == 0 or text[s.start - 1] not in QUOTE_MARKS
    ]
    for span in sorted(spans):
        if found := [date for date in find_dates(text, span) if len(date.start) > 1]:
            return found[:1]
    return []


def _with_day(text: str, year: Date, span: Span) -> Date:
    """An author-date entry's year with the day that its words give: "1930. Letter … dated 18 October"."""
    if not (dated := _DATED.search(text, *span)) or year.span is None:
        return year
    found = find_dates(f"{dated['day']} {year.start[0]}", Span(0, len(dated["day"]) + 5))
    return replace(found[0], span=as_span(dated.span("day"))) if found and len(found[0].start) == 3 else year


def _joined(dates: Sequence[Date]) -> list[Date]:
    """Dates that say one: a year and, later, the day without it; the same date twice."""
    kept: list[Date] = []
    for date in dates:
        if not any(date.start == other.start and date.end == other.end for other in kept):
            kept.append(date)
    return kept
