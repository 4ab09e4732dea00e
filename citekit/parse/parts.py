"""A citation's segments, each known for what it is: repository, levels, date, quotation, place, words.

Public: :class:`Part`, :func:`classify`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from citekit.archives.digital_archives import is_digital_archive
from citekit.find.vocabulary import (
    ACCESSED,
    CLASSIFIED,
    CONNECTOR,
    DIGITAL_ARCHIVE,
    IBID,
    INSTITUTION,
    MANUSCRIPT_NUMBER,
    PLACES,
    PUBLICATION_DETAIL,
    PUBLISHED,
    SHORT_FORM,
    VERSO,
)
from citekit.model import Date, Span
from citekit.parse.credits import FoundCredits, find_credits
from citekit.parse.dates import UNDATED, find_dates
from citekit.parse.repositories import FoundRepository, find_repositories
from citekit.parse.segments import Segment, split_segments
from citekit.parse.votes import vote

_URL = re.compile(r"<?\b(?:https?://|www\.)[^\s<>\"«»“”]+>?")
_URL_TAIL = re.compile(r"[.,;:)\]'’]+$")
_ENDS_IN_ACRONYM = re.compile(
    r"(?<!\w)(?:as|in|at|from|see|is|of|в|у|из|см\.|w|im|bei)\s+([A-ZА-ЯІЇЄ]{3,}(?:[ -][A-ZА-ЯІЇЄ]{2,})*)$"
)
_LONE_LEAD = re.compile(
    r"in|from|at|and|or|oraz|und|et|и|та|і|w|в|у|see|document source|source|signatur|[.…\[\]\s]+document source",
    re.I,
)
_COUNTED = re.compile(r"\.\s?(?:l|lp|lpp)\.")
_TOWN = re.compile(r"(?:[гм]|гор|місто|[gm])\.\s?[А-ЯІЇЄҐЎA-Z][\w'’-]+(?:\s[А-ЯІЇЄA-Z][\w'’-]+)?")
_IN_TOWN = re.compile(r"(?:у|в|w|v|in|în)\s+[^\W\d_a-zа-я][\w'’-]+")
_VERSO = re.compile(rf"\d\s?(?:и\s)?{VERSO}\.$")
_BRACKETED_NUMBER = re.compile(r"\(\d+\)\w")  # "(10)000 54/12345"
_NAME_BEFORE = re.compile(r"[^,;.:/\n()]+$")
_OPEN_QUOTE = re.compile(r"\s*(?:\d{1,4}[.)]?\s+)?[\"“„«'‘]")


class Kind(StrEnum):
    """What a part of a citation is."""

    REPOSITORY = "repository"
    DATE = "date"
    UNDATED = "undated"
    QUOTE = "quote"
    URL = "url"
    CREDIT = "credit"
    IBID = "ibid"
    PLACE = "place"
    PUBLISHED = "published"
    ACCESSED = "accessed"
    DIGITAL = "digital archive"
    CLASSIFICATION = "classification"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and what it is; ``cut`` is the mark before it, ``whole`` has the words that lead to it, and
    ``votes`` says how many of its level words each tradition knows."""

    kind: Kind
    span: Span
    cut: str
    whole: Span
    repository: FoundRepository | None = None
    date: Date | None = None
    votes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a citation in order, and what stands across them."""

    parts: tuple[Part, ...]
    credits: FoundCredits
    short_form: re.Match[str] | None


def classify(text: str, span: Span) -> Parts:
    """The parts of the citation that fills ``span``."""
    credits = find_credits(text, span)
    words = span.of(text)
    short_forms = list(SHORT_FORM.finditer(text, *span)) if ")" in words or "]" in words else []
    linked = "://" in words or "www." in words
    urls = [_url_span(match) for match in _URL.finditer(text, *span)] if linked else []
    dates = [date for date in find_dates(text, span) if date.span and not _is_counted(text, date.span)]
    repositories = find_repositories(text, span)
    own = [*urls]
    own += _merged(credits)
    own += [Span(*short.span()) for short in short_forms]
    own = _without_overlap(own)
    quoted = _quotations(text, span, own)
    repositories = _outermost([_widened(text, span, found) for found in repositories])
    found = [f for f in repositories if not _inside(f.span, quoted) and not _inside(f.span, own)]
    alone = _without_overlap([*own, *(f.span for f in found)])
    whole = _without_overlap([date.span for date in dates if date.span and not _inside(date.span, alone)])
    segments = split_segments(text, span, whole, alone)
    by_start = {f.span.start: f for f in found}
    dates_by_start = {date.span.start: date for date in dates if date.span}
    special = {s.start: Kind.URL for s in urls}
    special |= {stretch.start: Kind.CREDIT for stretch in _merged(credits)}
    parts: list[Part] = []
    for segment in segments:
        if any(segment.span.start == short.start() for short in short_forms):
            continue
        parts += _part(text, segment, special, by_start, dates_by_start)
    return Parts(tuple(_led_together(text, parts)), credits, short_forms[0] if short_forms else None)


def _is_counted(text: str, date: Span) -> bool:
    """Whether what looks like a date is numbers of a shelf-mark: "ERAF.1.4.1234", "3. apr., 1149. l."."""
    joined = date.start > 1 and text[date.start - 1] == "." and text[date.start - 2].isupper()
    return joined or _COUNTED.match(text, date.end) is not None


def _part(
    text: str,
    segment: Segment,
    special: dict[int, Kind],
    repositories: dict[int, FoundRepository],
    dates: dict[int, Date],
) -> list[Part]:
    span, cut, whole = segment.span, segment.cut, segment.span
    if segment.quoted:
        return [Part(Kind.QUOTE, _trim(text, span, " ,;"), cut, whole)]
    if kind := special.get(span.start):
        return [Part(kind, span, cut, whole)]
    if found := repositories.get(span.start):
        return [Part(Kind.REPOSITORY, found.span, cut, whole, repository=found)]
    if led := _led(text, span, cut):
        return [led]
    if cut == " " and _IN_TOWN.fullmatch(text, *span):
        return [Part(Kind.PLACE, span, cut, whole)]
    start = span.start
    while lead := CONNECTOR.match(text, start, span.end):
        start = lead.end()
    span = _trim(text, Span(start, span.end), " .,;:([（")
    if not any(char.isalnum() for char in text[span.start : span.end]) or _LONE_LEAD.fullmatch(text, *span):
        return []
    if (led := _led(text, span, cut)) and span.start > whole.start:
        return [led]
    if found := repositories.get(span.start):
        return [Part(Kind.REPOSITORY, found.span, cut, whole, repository=found)]
    if place := PLACES.match(text, span.start, span.end):
        if CONNECTOR.match(text, place.end() + 1, span.end) and place.end() < span.end:
            rest = Segment(_trim(text, Span(place.end(), span.end), " "), ",")
            return [
                Part(Kind.PLACE, Span(*place.span()), cut, whole),
                *_part(text, rest, special, repositories, dates),
            ]
    if (date := dates.get(span.start)) and date.span:
        dated = Part(Kind.DATE, date.span, cut, whole, date=date)
        rest = Segment(_trim(text, Span(date.span.end, span.end), " .,;:"), ".")
        if rest.span.start >= rest.span.end:
            return [dated]
        if text[rest.span.start] == "(" or (
            text[rest.span.start].isupper()
            and text[date.span.end : date.span.end + 1].isspace()
            and text[date.span.end - 1] != "."
        ):
            return [dated, *_part(text, rest, special, repositories, dates)]
    if acronym := _ENDS_IN_ACRONYM.search(text, *span):
        before = Segment(Span(span.start, acronym.start(1)), cut)
        own = Span(*acronym.span(1))
        return [*_part(text, before, special, repositories, dates), Part(Kind.WORDS, own, " ", own)]
    kind = _kind_of_words(text, span)
    numbered = MANUSCRIPT_NUMBER.fullmatch(text, *span)
    votes = vote(text, span) if kind in (Kind.WORDS, Kind.IBID) and not numbered else Counter()
    return [Part(kind, span, cut, whole, votes=votes)]


def _led(text: str, span: Span, cut: str) -> Part | None:
    """The part that its first words say to be a published work, or the day of a visit."""
    for kind, lead in ((Kind.ACCESSED, ACCESSED), (Kind.PUBLISHED, PUBLISHED)):
        if lead.match(text, *span):
            return Part(kind, span, cut, span)
    return None


def _kind_of_words(text: str, span: Span) -> Kind:
    if IBID.match(text, span.start, span.end):
        return Kind.IBID
    if UNDATED.fullmatch(text, span.start, span.end):
        return Kind.UNDATED
    if CLASSIFIED.fullmatch(text, span.start, span.end):
        return Kind.CLASSIFICATION
    if PLACES.fullmatch(text, span.start, span.end) or _TOWN.fullmatch(text, span.start, span.end):
        return Kind.PLACE
    if DIGITAL_ARCHIVE.fullmatch(text, span.start, span.end) or is_digital_archive(span.of(text)):
        return Kind.DIGITAL
    return Kind.WORDS


def _widened(text: str, span: Span, found: FoundRepository) -> FoundRepository:
    """The repository with its name before it, where the text gives the abbreviation in brackets after it."""
    start, end = found.span
    if start <= span.start or text[start - 1] != "(" or text[end : end + 1] != ")":
        return found
    name = _NAME_BEFORE.search(text, max(span.start, start - 160), start - 1)
    if name is None or not INSTITUTION.search(name[0]):
        return found
    begin = name.start() + len(name[0]) - len(name[0].lstrip())
    while lead := CONNECTOR.match(text, begin, start):
        begin = lead.end()
    return replace(found, span=Span(begin, end + 1))


def _outermost(repositories: Sequence[FoundRepository]) -> list[FoundRepository]:
    """The repositories but those that are a part of another one's name."""
    return [
        found
        for found in repositories
        if not any(found.span != other.span and other.span.holds(found.span) for other in repositories)
    ]


def _led_together(text: str, parts: list[Part]) -> list[Part]:
    """What a lead rules, up to its end, as one part: a published work, the day of a visit."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is not None and _rules(text, last, part):
            span = Span(last.span.start, part.span.end)
            joined[-1] = Part(last.kind, span, last.cut, span)
        else:
            joined.append(part)
    return joined


def _rules(text: str, lead: Part, part: Part) -> bool:
    if lead.kind is Kind.ACCESSED:
        return part.kind is Kind.DATE
    if lead.kind is not Kind.PUBLISHED or part.cut == ";":
        return False
    if part.kind in (Kind.CREDIT, Kind.URL, Kind.ACCESSED, Kind.REPOSITORY):
        return False
    return part.cut != "." or PUBLICATION_DETAIL.match(text, *part.span) is not None


def _quotations(text: str, span: Span, own: Sequence[Span]) -> list[Span]:
    """The quotation that opens the citation, in which nothing is looked for."""
    if not _OPEN_QUOTE.match(text, span.start, span.end):
        return []
    first = split_segments(text, span, own)
    return [segment.span for segment in first[:2] if segment.quoted]


def _merged(credits: FoundCredits) -> list[Span]:
    """The stretches of text that credits fill, those that touch made one."""
    spans = sorted({credit.span for credit in credits.credits if credit.span})
    merged: list[Span] = []
    for span in spans:
        if merged and span.start - merged[-1].end <= 12:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _without_overlap(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_left([s.end for s in spans], span.start + 1)
    return at < len(spans) and spans[at].start < span.end


def _url_span(match: re.Match[str]) -> Span:
    words = match[0]
    if words.startswith("<"):
        return Span(*match.span())
    tail = _URL_TAIL.search(words)
    return Span(match.start(), match.end() - (len(tail[0]) if tail else 0))


def _trim(text: str, span: Span, marks: str) -> Span:
    start, end = span
    while start < end and text[start] in marks:
        if text[start] == "(" and _BRACKETED_NUMBER.match(text, start, end):
            break
        start += 1
    while end > start and (
        text[end - 1].isspace()
        or (text[end - 1] in ".,;:" and not _VERSO.search(text, start, end))
        or text[end - 1] in "([（"
        or _closes_nothing(text, start, end)
    ):
        end -= 1
    return Span(start, end)


def _closes_nothing(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    return mark in ")]" and text.count("(" if mark == ")" else "[", start, end) < text.count(mark, start, end)
