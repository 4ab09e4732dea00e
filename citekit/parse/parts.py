"""A citation's segments, each known for what it is: repository, levels, date, quotation, place, words.

Public: :class:`Part`, :class:`Parts`, :func:`classify`, :func:`as_part`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, NamedTuple

from citekit.archives.digital_archives import is_digital_archive
from citekit.archives.spelling import fold
from citekit.find.vocabulary import CONNECTOR, INSTITUTION, PUBLICATION_DETAIL, SHORT_FORM
from citekit.model import Date, Span, as_span
from citekit.parse.credits import FoundCredits, find_credits
from citekit.parse.dates import find_dates
from citekit.parse.repositories import FoundRepository, find_repositories
from citekit.parse.segments import Segment, split_segments
from citekit.parse.wording import Kind, Wording, trimmed, wording
from citekit.parse.words import Words

_URL = re.compile(r"<?\b(?:https?://|www\.)[^\s<>\"«»“”]+>?")
_URL_TAIL = re.compile(r"[.,;:)\]'’]+$")
_COUNTED = re.compile(r"\.\s?(?:l|lp|lpp)\.")
_IN_TOWN = re.compile(r"(?:у|в|w|v|u|in|în)\s+[^\W\d_a-zа-я][\w'’-]+")
_ARCHIVE_OF = re.compile(
    r"(?<!\w)((?:Archivo|Arquivo|Archivio|Archives?|Archiv|Arhiva?|Arhivele|Archiwum|Архив)(?: [A-ZÀ-Ž]\w+){0,2}"
    r" (?:del|de la|de|do|da|du|des|della|of the|of|der|din)(?: l['’])?) $"
)
_LONG_NAME_BEFORE = re.compile(r"[^,;.:/\n()“”«»\"]+, [^,;.:/\n()“”«»\"]+$")
_NAME_BEFORE = re.compile(r"[^,;.:/\n()“”«»\"]+$")
_OPEN_QUOTE = re.compile(r"\s*(?:\d{1,4}[.)]?\s+)?[\"“„«'‘]")

_SHORTENED_BY = frozenset(
    map(
        fold,
        "hereafter henceforth hereinafter далее далі надалі далей нататък даље nadalje dalje dalej dále ďalej toliau turpmāk"
        " edaspidi continuare cont sonra künftig folgenden továbbiakban après poi adelante doravante tekstu тексту"
        " nadaljevanju".split(),
    )
)
"""One of these words, folded, stands in every :data:`SHORT_FORM`."""
_LEADS = (Kind.PUBLISHED, Kind.ACCESSED)
_end = attrgetter("end")


@dataclass(slots=True)
class Part:
    """A segment and what it is; ``cut`` is the mark before it, ``whole`` has the words that lead to it, and
    ``wording`` is what its words say by themselves."""

    kind: Final[str]
    span: Final[Span]
    cut: Final[str]
    whole: Final[Span]
    wording: Final[Wording]
    repository: Final[FoundRepository | None] = None
    date: Final[Date | None] = None

    @property
    def voters(self) -> tuple[str, ...]:
        """Its level words with numbers, where it is words."""
        return self.wording.voters if self.kind is Kind.WORDS or self.kind is Kind.IBID else ()

    @property
    def starts_shelfmark(self) -> bool:
        """Whether it begins as what stands after a repository does."""
        return self.kind is Kind.WORDS and self.wording.starts_shelfmark

    @property
    def starts_fond(self) -> bool:
        """Whether it begins with a fond."""
        return self.kind is Kind.WORDS and self.wording.starts_fond


class Parts(NamedTuple):
    """The parts of a citation in order, and what stands across them."""

    parts: tuple[Part, ...]
    credits: FoundCredits
    short_form: re.Match[str] | None


def classify(text: str, span: Span) -> Parts:
    """The parts of the citation that fills ``span``."""
    words = Words(text, span)
    credits, repositories = find_credits(words), find_repositories(words)
    credited = _merged(credits)
    short_forms, urls = _short_forms(words), _urls(text, span)
    dates = [date for date in find_dates(text, span) if date.span and not _is_counted(text, date.span)]
    own = _without_overlap([*urls, *credited, *(as_span(short.span()) for short in short_forms)])
    quoted = _quotations(text, span, own)
    repositories = _outermost([_widened(text, span, found) for found in repositories])
    found = [f for f in repositories if not _inside(f.span, quoted) and not _inside(f.span, own)]
    alone = _without_overlap([*own, *(f.span for f in found)])
    whole = _without_overlap([date.span for date in dates if date.span and not _inside(date.span, alone)])
    segments = split_segments(text, span, whole, alone)
    by_start = {f.span.start: f for f in found}
    dates_by_start = {date.span.start: date for date in dates if date.span}
    special = {s.start: Kind.URL for s in urls}
    special |= {stretch.start: Kind.CREDIT for stretch in credited}
    shortened = {short.start() for short in short_forms}
    parts: list[Part] = []
    lost = ""
    for segment in segments:
        if segment.span.start in shortened:
            continue
        if lost:
            segment = replace(segment, cut=lost)  # "…; see also: …"
        said = _part(text, segment, special, by_start, dates_by_start)
        lost = ";" if not said and segment.cut == ";" else ""
        parts += said
    return Parts(tuple(_led_together(text, parts)), credits, short_forms[0] if short_forms else None)


def _short_forms(words: Words) -> list[re.Match[str]]:
    if _SHORTENED_BY.isdisjoint(words.folded):
        return []
    return list(SHORT_FORM.finditer(words.text, *words.span))


def _urls(text: str, span: Span) -> list[Span]:
    linked = text.find("://", *span) >= 0 or text.find("www.", *span) >= 0
    return [_url_span(match) for match in _URL.finditer(text, *span)] if linked else []


def _is_counted(text: str, date: Span) -> bool:
    """Whether what looks like a date is numbers of a shelf-mark: "ERAF.1.4.1234", "3. apr., 1149. l."."""
    joined = date.start > 1 and text[date.start - 1] == "." and text[date.start - 2].isupper()
    return joined or _COUNTED.match(text, date.end) is not None


def _part(
    text: str,
    segment: Segment,
    special: dict[int, str],
    repositories: dict[int, FoundRepository],
    dates: dict[int, Date],
) -> list[Part]:
    span, cut, whole = segment.span, segment.cut, segment.span
    if segment.quoted:
        return [as_part(text, Kind.QUOTE, trimmed(text, *span, " ,;"), cut, whole)]
    if kind := special.get(span.start):
        return [as_part(text, kind, span, cut, whole)]
    if found := repositories.get(span.start):
        return [as_part(text, Kind.REPOSITORY, found.span, cut, whole, repository=found)]
    if (date := dates.get(span.start)) and date.span == span:
        return [as_part(text, Kind.DATE, span, cut, whole, date=date)]
    said = wording(span.of(text))
    if said.led:
        return [Part(said.led, span, cut, whole, said)]
    if cut == " " and _IN_TOWN.fullmatch(text, *span):
        return [Part(Kind.PLACE, span, cut, whole, said)]
    if said.core is None:
        return []
    if said.core != (0, span.end - span.start):
        span = said.core.shifted(span.start)
        said = wording(span.of(text))
        if said.led and span.start > whole.start:
            return [Part(said.led, span, cut, span, said)]
        if found := repositories.get(span.start):
            return [as_part(text, Kind.REPOSITORY, found.span, cut, whole, repository=found)]
    if said.place_end:
        place = Span(span.start, span.start + said.place_end)
        rest = Segment(trimmed(text, place.end, span.end, " "), ",")
        return [
            as_part(text, Kind.PLACE, place, cut, whole),
            *_part(text, rest, special, repositories, dates),
        ]
    if (date := dates.get(span.start)) and date.span:
        dated = as_part(text, Kind.DATE, date.span, cut, whole, date=date)
        supplied = span.start > 0 and text[span.start - 1] == "["  # "[Ca. 1772.] MS 228"
        rest = Segment(trimmed(text, date.span.end, span.end, " .,;:]" if supplied else " .,;:"), ".")
        if rest.span.start >= rest.span.end:
            return [dated]
        if (
            text[rest.span.start] == "("
            or (supplied and text[rest.span.start].isupper())
            or (
                text[rest.span.start].isupper()
                and text[date.span.end : date.span.end + 1].isspace()
                and text[date.span.end - 1] != "."
            )
        ):
            return [dated, *_part(text, rest, special, repositories, dates)]
    if said.opening_acronym:
        own = Span(span.start, span.start + said.opening_acronym)
        kind = Kind.DIGITAL if is_digital_archive(own.of(text)) else Kind.WORDS
        rest = Segment(Span(own.end + 1, span.end), " ")
        return [
            as_part(text, kind, own, cut, whole),
            *_part(text, rest, special, repositories, dates),
        ]
    if begin := said.acronym_start or said.name_start:
        own = Span(span.start + begin, span.end)
        before = Segment(Span(span.start, own.start), cut)
        return [
            *_part(text, before, special, repositories, dates),
            as_part(text, Kind.WORDS, own, " ", own),
        ]
    return [Part(said.kind, span, cut, whole, said)]


def as_part(
    text: str,
    kind: str,
    span: Span,
    cut: str,
    whole: Span,
    *,
    repository: FoundRepository | None = None,
    date: Date | None = None,
) -> Part:
    """The part that is ``span``, with what its words say: of other parts than words that is seldom asked."""
    words = span.of(text)
    said = wording(words) if kind is Kind.WORDS else Wording(words)
    return Part(kind, span, cut, whole, said, repository, date)


def _widened(text: str, span: Span, found: FoundRepository) -> FoundRepository:
    """The repository with its name before it, where the text gives the abbreviation in brackets after it."""
    start, end = found.span
    if not found.abbreviation and (of := _ARCHIVE_OF.search(text, max(span.start, start - 60), start)):
        return replace(found, span=Span(of.start(1), end))
    if start <= span.start or text[start - 1] != "(" or text[end : end + 1] != ")":
        return found
    name = _NAME_BEFORE.search(text, max(span.start, start - 160), start - 1)
    if name is None or not INSTITUTION.search(name[0]):
        name = _LONG_NAME_BEFORE.search(text, max(span.start, start - 160), start - 1)
    if name is None or not INSTITUTION.search(name[0]):
        return found
    begin = name.start() + len(name[0]) - len(name[0].lstrip())
    while lead := CONNECTOR.match(text, begin, start):
        begin = lead.end()
    return replace(found, span=Span(begin, end + 1))


def _outermost(repositories: Sequence[FoundRepository]) -> list[FoundRepository]:
    """The repositories but those that are a part of another one's name."""
    if len(repositories) < 2:
        return list(repositories)
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
        if last is not None and last.kind in _LEADS and _rules(text, last, part):
            span = Span(last.span.start, part.span.end)
            joined[-1] = as_part(text, last.kind, span, last.cut, span)
        else:
            joined.append(part)
    return joined


def _rules(text: str, lead: Part, part: Part) -> bool:
    if lead.kind is Kind.ACCESSED:
        return part.kind is Kind.DATE
    if part.cut == ";" or part.kind in (Kind.CREDIT, Kind.URL, Kind.ACCESSED, Kind.REPOSITORY):
        return False
    return part.cut != "." or PUBLICATION_DETAIL.match(text, *part.span) is not None


def _quotations(text: str, span: Span, own: Sequence[Span]) -> list[Span]:
    """The quotation that opens the citation, in which nothing is looked for."""
    if not _OPEN_QUOTE.match(text, span.start, span.end):
        return []
    return [segment.span for segment in split_segments(text, span, own, most=2) if segment.quoted]


def _merged(credits: FoundCredits) -> list[Span]:
    """The stretches of text that credits fill, those that touch made one."""
    merged: list[Span] = []
    for span in sorted({credit.span for credit in credits.credits if credit.span}):
        if merged and span.start - merged[-1].end <= 12:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _without_overlap(spans: list[Span]) -> list[Span]:
    if len(spans) < 2:
        return spans
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    if not spans:
        return False
    at = bisect_right(spans, span.start, key=_end)
    return at < len(spans) and spans[at].start < span.end


def _url_span(match: re.Match[str]) -> Span:
    words = match[0]
    if words.startswith("<"):
        return as_span(match.span())
    tail = _URL_TAIL.search(words)
    return Span(match.start(), match.end() - (len(tail[0]) if tail else 0))
