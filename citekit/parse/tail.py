"""What stands after the reference: title and author in brackets, notes on the copy, published works.

Public: :func:`take_tail`, :func:`says_drafter`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.archives.traditions import PAGE_LEVELS
from citekit.find.vocabulary import COPY_NOTE, GENRE_FIRST, PUBLISHED
from citekit.model import Record, Span
from citekit.parse.dates import find_dates
from citekit.parse.head import CYRILLIC_AUTHOR, set_title, take_people, take_url
from citekit.parse.names import parse_name
from citekit.parse.parts import Part
from citekit.parse.people import read_people
from citekit.parse.references import FoundReferences
from citekit.parse.wording import Kind

_DRAFTED = re.compile(
    r"(?:Drafted|Prepared|Written)\s+by\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3})"
)
PERSON_YEAR = re.compile(r"(?P<name>[A-ZА-Я][\w.’-]+(?: [A-ZА-Я][\w.’-]+){1,3}),\s*(?P<date>.*\d{4}.*)$")
QUOTED = re.compile(r"[\"“«„](?P<words>[^\"”»]{8,}?)[,.]?[\"”»]")


def says_drafter(words: str) -> bool:
    """Whether the words say who drafted the document."""
    return _DRAFTED.match(words) is not None


def take_tail(
    text: str, record: Record, right: Sequence[Part], references: Sequence[FoundReferences]
) -> None:
    """What stands after the reference: title and author in brackets, notes on the copy, published works."""
    for one in references:
        if one.run.extent is not None and record.extent is None:
            record.extent = one.run.extent.of(text)
        for gloss in one.run.glosses:
            _take_gloss(text, record, gloss)
    for place, part in enumerate(right):
        words = part.span.of(text)
        if part.kind is Kind.URL:
            take_url(text, record, part)
        elif part.kind is Kind.QUOTE and COPY_NOTE.fullmatch(words):
            end = _end_of_sentence(text, part, right[place + 1 :])
            _add_copy_note(record, text[part.span.start - 1 : end])
        elif part.kind is Kind.PUBLISHED:
            record.also = (*record.also, words)
        elif part.kind is Kind.ACCESSED:
            record.accessed = next(iter(find_dates(text, part.span)), None)
        elif part.kind is Kind.CLASSIFICATION:
            known = record.document.get("classification")
            record.document["classification"] = f"{known}; {words}" if known else words
        elif part.kind is Kind.DIGITAL and record.digital_archive is None:
            record.digital_archive = words
            record.spans["source"] = [part.span]
        elif part.kind is Kind.QUOTE and record.title is None and not _of_another(right, part):
            set_title(text, record, part.span)
        elif part.kind is Kind.WORDS:
            if COPY_NOTE.match(words):
                _add_copy_note(record, words)
            elif (
                not record.authors
                and (found := read_people(text, part.span, sentence=False)).authors
                and (found.genre or found.whole)
            ):
                take_people(record, found)
            elif drafted := _DRAFTED.match(words):
                start = part.span.start + drafted.start("name")
                name = re.split(r"\s+(?:and|on)\s", drafted["name"])[0].rstrip(".")
                record.authors = record.authors or (parse_name(name, Span(start, start + len(name))),)
            elif part.cut == ":" and record.title is None and _follows_sheets(record, references):
                set_title(text, record, part.span)


def _of_another(right: Sequence[Part], part: Part) -> bool:
    """Whether a quotation stands after a semicolon, where another work is cited."""
    return any(other.cut == ";" and other.span.start <= part.span.start for other in right)


def _end_of_sentence(text: str, quoted: Part, after: Sequence[Part]) -> int:
    """Where the words end that go on right behind a quotation: «Подлинный» протокол заседания."""
    closed = quoted.span.end + 1
    if after and after[0].kind is Kind.WORDS and not text[closed : after[0].span.start].strip():
        return after[0].span.end
    return closed


def _add_copy_note(record: Record, words: str) -> None:
    record.copy_note = f"{record.copy_note}. {words}" if record.copy_note else words


def _follows_sheets(record: Record, references: Sequence[FoundReferences]) -> bool:
    """Whether the shelf-mark is whole, so that after a colon the document itself is named."""
    last = references[-1].references[-1].levels if references and references[-1].references else ()
    return record.extent is not None or bool(last and last[-1].level in PAGE_LEVELS)


def _take_gloss(text: str, record: Record, gloss: Span) -> None:
    words = gloss.of(text)
    if PUBLISHED.match(words):
        record.also = (*record.also, words)
        return
    if COPY_NOTE.match(words):
        _add_copy_note(record, words)
        return
    if quoted := QUOTED.search(words):
        if record.title is None:
            start = gloss.start + quoted.start("words")
            set_title(text, record, Span(start, start + len(quoted["words"])))
        return
    if record.authors or record.title:
        return
    if GENRE_FIRST.match(words):
        date = next(reversed([date.span for date in find_dates(text, gloss) if date.span]), None)
        set_title(text, record, Span(gloss.start, date.start) if date and date.end == gloss.end else gloss)
        return
    if named := CYRILLIC_AUTHOR.match(words):
        if named.end() < len(words):
            where = Span(gloss.start, gloss.start + len(named["name"].rstrip()))
            record.authors = (parse_name(named["name"], where),)
            record.spans["author"] = [where]
            set_title(text, record, Span(gloss.start + named.end(), gloss.end))
        return
    if (person := PERSON_YEAR.fullmatch(words)) and find_dates(text, gloss):
        where = Span(gloss.start, gloss.start + len(person["name"]))
        record.authors = (parse_name(person["name"], where),)
        record.spans["author"] = [where]
