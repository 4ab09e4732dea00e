"""What stands before the reference: title, people and genre.

Public: :func:`take_head`, :func:`set_title`, :func:`take_people`, :func:`take_url`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.find.vocabulary import SENTENCE
from citekit.model import Name, Record, Span
from citekit.parse.dates import find_dates
from citekit.parse.names import names_body, parse_name
from citekit.parse.parts import Part
from citekit.parse.people import People, is_genre, read_people
from citekit.parse.wording import Kind

_LOWER_WORD = re.compile(r"[^\W\d_A-ZА-ЯЁІЇЄ]{3,}|[^\x00-\u2fff]{2,}")
_TITLE_BRACKET = re.compile(r"\s*\[(?P<genre>[^\[\]]+)\]$")
_AUTHOR_HEAD = re.compile(
    r"(?P<name>[A-ZÀ-ÝĀ-Ž][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)?, [A-ZÀ-Ý](?:\.|[\w'’-]*)(?:[ -](?!(?:Diary|Journal|Letter|Papers|Notes|Memo\w*|Report|Speech|Correspondence|Interview|Photograph|Typescript)\b)[A-ZÀ-Ý](?:\.|[\w'’-]*)){0,3})(?<=[\w.])(?:[.](?=\s)|(?<=[A-Z]\.)(?=\s))"
    r"|(?P<name2>[A-ZÀ-Ý][\w'’-]+, (?:[A-Z]\.[ -]?)+)(?=\s|,)"
)
_LEADS_ON = re.compile(r",?\s+(?:see|cf\.|vgl\.|siehe|см\.|див\.|zob\.|viz|voir)(?!\w)", re.I)
_NO_SURNAME = (
    "Письм|Запис|Доклад|Телеграмм|Протокол|Справк|Стенограмм|Рапорт|Отч[её]т|Постановлен|Выступлен|Реч|Бесед|Дневник|Воспоминан|"
    "Донесен|Заявлен|Проект|Резолюц|Директив|Приказ|Лист|Доповід|Нотатк|Записк|Спогад|Щоденник|Постанов|Указ"
)
CYRILLIC_AUTHOR = re.compile(
    rf"(?!(?:{_NO_SURNAME})\w*\s)"
    r"(?P<name>[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]+ [А-ЯЁІЇЄҐ]\.\s?(?:[А-ЯЁІЇЄҐ]\.?)?)\s*(?=[А-ЯЁІЇЄҐ«\[]|$)"
)
APA_AUTHORS = re.compile(r"(?:[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?)+(?:,? & |, )?)+(?=\s*\()")
_WRITER = re.compile(
    r"(?!(?:The|See|Source|Document|Draft|Note|Report|Letter|Memo\w*|Cable|Telegram|Record|Minutes) )"
    r"[A-ZÀ-Ž](?:[a-zà-ž'’-]+|\.)(?: (?:[A-Z]\.|von|van|de|[A-ZÀ-Ž][a-zà-ž'’-]+)){1,3}"
)
"""A person who heads a note, right before a title in quotation marks: "Joseph Purcell, “A Map”"."""
_APA_AUTHOR = re.compile(r"[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?)+")
QUOTE_MARKS = "\"“„«'‘"
_TITLE_TAIL = " \t\n,.;:(["


def take_head(text: str, record: Record, left: Sequence[Part]) -> None:
    """Title, people and genre from what stands before the reference."""
    if not left:
        return
    quote = next((part for part in left if part.kind is Kind.QUOTE), None)
    words = [part for part in left if part.kind is Kind.WORDS]
    for part in left:
        if part.kind is Kind.DIGITAL and record.digital_archive is None:
            record.digital_archive = part.span.of(text)
            record.spans["source"] = [part.span]
        elif part.kind is Kind.PUBLISHED:
            record.also = (*record.also, part.span.of(text))
        elif part.kind is Kind.CLASSIFICATION:
            record.document.setdefault("classification", part.span.of(text))
        elif part.kind is Kind.URL:
            take_url(text, record, part)
    start, people = _authors(text, left)
    record.authors = people
    if people:
        record.spans["author"] = [name.span for name in people if name.span]
    if quote is not None:
        set_title(text, record, quote.span)
        before = [part for part in words if part.span.start < quote.span.start and part.span.start >= start]
        if before and not record.authors:
            take_people(
                record, read_people(text, Span(before[0].span.start, before[-1].span.end), sentence=False)
            )
        if before and not record.authors and _WRITER.fullmatch(text, *before[-1].span):
            if len(before) == 1 and not names_body(before[0].span.of(text)):
                record.authors = (parse_name(before[0].span.of(text), before[0].span),)
                record.spans["author"] = [before[0].span]
        after = [part for part in words if part.span.start > quote.span.end]
        for part in after:
            take_people(record, read_people(text, part.span, sentence=True))
        return
    own = [part for part in words if part.span.start >= start]
    if not own:
        title = _title_after(text, words, start) if people else None
        if title is not None and _is_title(text, title):
            set_title(text, record, title)
        return
    title = _title_span(text, left, own)
    found = read_people(text, own[0].whole, sentence=False)
    if len(own) > 1 and own[1].cut == "-":
        found = read_people(text, Span(own[0].span.start, own[1].span.end), sentence=False)
    if len(own) > 1 and is_genre(own[0].span.of(text)):
        found = read_people(text, own[1].span, sentence=False)
        if found.whole:
            record.genre = record.genre or own[0].span.of(text)
    take_people(record, found)
    for part in own[1:]:
        if record.genre is None and is_genre(part.span.of(text)):
            record.genre = part.span.of(text)
    if not found.whole and _is_title(text, title) and not _LEADS_ON.match(text, title.end):
        set_title(text, record, title)


def _title_after(text: str, words: Sequence[Part], start: int) -> Span | None:
    """The title that stands in one part with the author before it: "Блок А. А. Записные книжки"."""
    end = words[-1].span.end if words else start
    while start < end and text[start] in " .,":
        start += 1
    return Span(start, end) if start < end else None


def _authors(text: str, left: Sequence[Part]) -> tuple[int, tuple[Name, ...]]:
    """The authors that head a bibliography's entry, and where the rest begins."""
    words = [part for part in left if part.kind in (Kind.WORDS, Kind.QUOTE)]
    if not words:
        return 0, ()
    begin, end = words[0].whole.start, left[-1].span.end
    if apa := APA_AUTHORS.match(text, begin, end):
        names = tuple(
            parse_name(name[0].rstrip(" ,"), Span(name.start(), name.end()))
            for name in _APA_AUTHOR.finditer(text, begin, apa.end())
        )
        return _after_date(left, apa.end()), names
    for pattern in (_AUTHOR_HEAD, CYRILLIC_AUTHOR):
        if match := pattern.match(text, begin, end):
            name = match["name"] or match["name2"] if "name2" in match.groupdict() else match["name"]
            where = Span(match.start(), match.start() + len(name))
            return match.end(), (parse_name(name, where),)
    return begin, ()


def _after_date(left: Sequence[Part], start: int) -> int:
    """Where an author-date entry goes on after its date in brackets."""
    return next((part.span.start for part in left if part.span.start > start and part.cut == "."), start)


def _title_span(text: str, left: Sequence[Part], own: Sequence[Part]) -> Span:
    """The words of an unquoted title: up to the sentence's end, the date or what is no words."""
    last = own[0]
    for part in own[1:]:
        between = [
            other
            for other in left
            if last.span.start < other.span.start < part.span.start and other.kind is not Kind.WORDS
        ]
        if part.cut in (".", "\n", "-", "|", "(", "/") or between:
            break
        last = part
    return Span(own[0].whole.start, last.whole.end)


def _is_title(text: str, span: Span) -> bool:
    words = span.of(text)
    return (
        bool(_LOWER_WORD.search(words))
        and (words[0].isupper() or words[0].isdigit() or not words[0].isascii())
        and not SENTENCE.search(words)
    )


def set_title(text: str, record: Record, span: Span) -> None:
    """Title and its span, without the marks, the date and the genre in brackets at its end."""
    start, end = span
    while end > start and text[end - 1] in _TITLE_TAIL and not _ends_abbreviation(text, start, end):
        end -= 1
    if start == 0 or text[start - 1] not in QUOTE_MARKS:
        end = _without_date(text, start, end)
        if bracket := _TITLE_BRACKET.search(text, start, end):
            record.genre = record.genre or bracket["genre"]
            end = bracket.start()
    record.title = " ".join(text[start:end].split())
    record.spans["title"] = [Span(start, end)]


def _without_date(text: str, start: int, end: int) -> int:
    """Where the title ends before a date that stands at its end."""
    last = next(
        (date.span for date in reversed(find_dates(text, Span(start, end))) if len(date.start) == 3), None
    )
    if last is None or last.end < end or last.start <= start:
        return end
    before = text[start : last.start]
    if before[-1:].isspace() and before.rstrip()[-1:] not in ".,;":
        return end
    while last.start < end and end > start and (end > last.start or text[end - 1] in _TITLE_TAIL):
        end -= 1
    return end


def _ends_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the last full stop belongs to an abbreviation: "16.I.1981 r.", "5 p.m."."""
    return bool(
        re.search(
            r"(?:(?<!\w)[^\W\d_]\.[^\W\d_]|\d\s[rг]|\sp\.?m|\sa\.?m|(?<!\w)[A-ZА-Я])\.$",
            text[max(start, end - 8) : end],
        )
    )


def take_people(record: Record, people: People) -> None:
    """Authors, recipients and genre where the record has none yet."""
    if people.authors and not record.authors:
        record.authors = people.authors
        record.spans["author"] = [name.span for name in people.authors if name.span]
    if people.recipients and not record.recipients:
        record.recipients = people.recipients
        record.spans["recipient"] = [name.span for name in people.recipients if name.span]
    if people.genre and record.genre is None:
        record.genre = people.genre


def take_url(text: str, record: Record, part: Part) -> None:
    """The first address that the citation gives."""
    if record.url is None:
        record.url = part.span.of(text).strip("<>")
        record.spans["URL"] = [part.span]
