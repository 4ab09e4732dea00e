"""Which references of a draft's notes are rewritten, into what; and which are left, and why.

A reference is rewritten only where every word of it is understood and nothing of it would be lost; the words
around it, a credit after it among them, stay. Whatever is less than certain is left and listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from citekit.archives.repositories import repositories
from citekit.archives.traditions import PAGE_LEVELS
from citekit.csl_json import to_csl
from citekit.manuscript.check.sequence import IBID
from citekit.manuscript.printing import in_sentence
from citekit.manuscript.restyle.region import is_whole, region
from citekit.manuscript.runs import Runs, capitalised, from_html, plain
from citekit.model import ArchivalReference, Block, BlockKind, CslItem, Document, Note, Record, Span
from citekit.pipeline import extract
from citekit.rendering import Style, render_document


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note of a draft: its ``number`` as printed, and its words without markup."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Words of note ``note`` (its place in the draft, from 0) and what is to stand there instead."""

    note: int
    span: Span
    runs: Runs


@dataclass(frozen=True, slots=True)
class Left:
    """A reference that stays as it is, and why."""

    number: str
    words: str
    reason: str


@dataclass(slots=True)
class Plan:
    """What is done to a draft's notes; the ``items`` that print it; and every full citation ``found``."""

    rewrites: list[Rewrite] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    items: dict[str, CslItem] = field(default_factory=dict)
    found: list[CslItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sure:
    """A record that is understood: its note, the words that it replaces, and the cites that print it."""

    note: int
    span: Span
    record: Record
    cites: tuple[dict[str, Any], ...]
    later: bool


def plan(notes: Sequence[NoteWords], style: Style, *, locale: str | None = None) -> Plan:
    """What restyling the notes of one draft does."""
    made = Plan()
    document, starts = _document(notes)
    held = [
        (bisect_right(starts, record.span.start) - 1, record) for record in extract(document) if record.span
    ]
    works = Counter(note for note, record in held for _ in record.archival or (None,))
    cited = _Cited(made.items)
    titles = _prints_titles(style)
    sure: list[_Sure] = []
    for note, record in held:
        words = notes[note].words
        if record.form == "full" and record.archival:
            made.found.append(to_csl(record))
        span, reason = region(words, record, starts[note], works[note - 1], titles=titles)
        if reason:
            cited.forget()
            made.left.append(Left(notes[note].number, span.of(words), reason))
            continue
        seen = set(made.items)
        cites = cited.cites(record)
        later = all(cite["id"] in seen for cite in cites)
        sure.append(_Sure(note, span, record, cites, later))
    left_before = False
    for one, runs in zip(sure, _printed(sure, notes, made.items, style, locale), strict=True):
        words = notes[one.note].words
        if not words[: one.span.start].strip():
            runs = capitalised(runs)
        shown, swallows = in_sentence(runs, words[one.span.end :])
        span = Span(one.span.start, one.span.end + swallows)
        titled = all(made.items[cite["id"]].get("title") for cite in one.cites)
        lost = _lost(one, plain(shown), titled, span.of(words))
        if one.record.form == "ibid" and left_before:
            reason = "what it refers to is left as it is"
            made.left.append(Left(notes[one.note].number, one.span.of(words), reason))
            continue
        left_before = bool(lost)
        if lost:
            reason = f"the style {style.name} would not print {lost}"
            made.left.append(Left(notes[one.note].number, one.span.of(words), reason))
        elif plain(shown) != span.of(words):
            made.rewrites.append(Rewrite(one.note, span, shown))
    return made


def _prints_titles(style: Style) -> bool:
    """Whether a style prints the titles of archival documents at all; some print their place alone."""
    item = {
        "id": "probe",
        "type": "manuscript",
        "title": "Qwyx",
        "archive": "A",
        "archive_location": "fond 1",
    }
    citation = {"citationItems": [{"id": "probe"}], "properties": {"noteIndex": 1}}
    return "Qwyx" in render_document([item], [citation], style, output="text").citations[0]


def _document(notes: Sequence[NoteWords]) -> tuple[Document, list[int]]:
    """The notes as one document, and where in it each begins."""
    starts = list(accumulate((len(note.words) + 2 for note in notes), initial=0))[:-1]
    blocks = [
        Block(BlockKind.NOTE, Span(start, start + len(note.words)), Note(note.number))
        for start, note in zip(starts, notes, strict=True)
    ]
    return Document("\n\n".join(note.words for note in notes), tuple(blocks)), starts


def _place(reference: ArchivalReference) -> tuple[str, ...]:
    levels = (f"{level.level} {level.value}" for level in reference.levels if level.level not in PAGE_LEVELS)
    return (reference.repository_id or reference.repository or "", *levels)


class _Cited:
    """The items of the references met so far: a titled document, or (without a title) a file."""

    def __init__(self, items: dict[str, CslItem]) -> None:
        self.items = items
        self._ids: dict[tuple[object, ...], str] = {}
        self._sheets: dict[str, str] = {}
        self._last: tuple[tuple[str, ...], str] | None = None

    def forget(self) -> None:
        """What "Ibid." would mean is not known any more."""
        self._last = None

    def cites(self, record: Record) -> tuple[dict[str, Any], ...]:
        """The cites (csl-citation.json) of a record, whose items are made where they are new."""
        if is_whole(record):
            reference = record.archival[0]
            names = tuple(str(name) for name in (*record.authors, *record.recipients))
            key = (record.title, names, record.dates[0].start if record.dates else (), _place(reference))
            bare = replace(record, credits=(), spans={}, diagnostics=[])
            return (self._cite(key, bare, reference),)
        found = []
        for reference in record.archival:
            place = _place(reference)
            if record.form == "ibid" and self._last and self._last[0] == place:
                found.append(self._located(self._last[1], reference))
                continue
            levels = tuple(level for level in reference.levels if level.level not in PAGE_LEVELS)
            file = Record(archival=(replace(reference, levels=levels, resolved_from=None),))
            found.append(self._cite(place, file, reference))
        return tuple(found)

    def _cite(self, key: tuple[object, ...], record: Record, reference: ArchivalReference) -> dict[str, Any]:
        if key not in self._ids:
            name = self._ids[key] = f"reference-{len(self._ids) + 1}"
            self.items[name] = _named_once({**to_csl(record), "id": name})
            if record.title or record.authors:
                self._sheets[name] = _sheets(reference)[0]
        return self._located(self._ids[key], reference)

    def _located(self, name: str, reference: ArchivalReference) -> dict[str, Any]:
        self._last = (_place(reference), name)
        sheets, label = _sheets(reference)
        if not sheets or self._sheets.get(name) == sheets:
            return {"id": name}
        return {"id": name, "locator": sheets, "label": label}


def _named_once(item: CslItem) -> CslItem:
    """The item without the place of an archive whose name says it."""
    city = str(item.get("archive-place", "")).split(",")[0]
    if city and city in str(item.get("archive", "")):
        return {field: value for field, value in item.items() if field != "archive-place"}
    return item


def _sheets(reference: ArchivalReference) -> tuple[str, str]:
    """The sheets or pages of a reference, and CSL's label for them."""
    for level in reference.levels:
        if level.level in PAGE_LEVELS:
            return level.value, "folio" if level.level == "listy" else "page"
    return "", ""


_JOINING = {"and", "the", "und", "see", "ibid", "там", "ebd", "archive"}
_MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "янв", "фев", "мар",
    "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "mär", "mai", "okt", "dez",
}  # fmt: skip

_OTHER: CslItem = {"id": "another work", "type": "book", "title": "Another Work"}


def _printed(
    sure: Sequence[_Sure],
    notes: Sequence[NoteWords],
    items: dict[str, CslItem],
    style: Style,
    locale: str | None,
) -> list[Runs]:
    """Each record in the style. Between two that do not follow note on note, with nothing else in the first,
    stands another work, so that no "ibid." reaches over it."""
    citations: list[dict[str, Any]] = []
    own: list[int] = []
    for at, one in enumerate(sure):
        properties = {"noteIndex": one.note + 1}
        own.append(len(citations))
        citations.append({"citationItems": list(one.cites), "properties": properties})
        words = notes[one.note].words
        alone = not re.search(r"\w", words[: one.span.start] + words[one.span.end :])
        if at + 1 < len(sure) and not (alone and sure[at + 1].note == one.note + 1):
            citations.append({"citationItems": [{"id": _OTHER["id"]}], "properties": properties})
    result = render_document([*items.values(), _OTHER], citations, style, output="html", locale=locale)
    return [from_html(result.citations[at]) for at in own]


def _lost(one: _Sure, shown: str, titled: bool, old: str) -> str:
    """What a record says that its new words do not; "" where nothing is lost. A later citation of a
    ``titled`` document need not say where it lies."""
    if not shown.strip():
        return "anything"
    if IBID.match(shown):
        return ""
    record = one.record
    wanted: list[tuple[str, str]] = []
    if not one.later:
        wanted += [(record.title, "its title")] if record.title and is_whole(record) else []
        people = (*record.authors, *record.recipients) if is_whole(record) else ()
        wanted += [(name.family or name.literal, str(name)) for name in people]
        wanted += [
            (str(date.start[0]), "its date") for date in record.dates if date.start and is_whole(record)
        ]
        wanted += [(record.url, "its address")] if record.url else []
        cities = [reference.place.split(",")[0] for reference in record.archival if reference.place]
        wanted += [(city, city) for city in cities if city in old]
        wanted += [(record.digital_archive, record.digital_archive)] if record.digital_archive else []
    if not one.later or not titled:
        wanted += [
            (number[0], f"{level.level} {level.value}")
            for reference in record.archival
            for level in reference.levels
            if (number := re.search(r"\d+", level.value) or re.search(r"\w+", level.value))
        ]
    folded = shown.casefold()
    lost = next((name for part, name in wanted if part.casefold() not in folded), "")
    return lost or ("" if one.later and titled else _lost_word(one, old, folded))


def _lost_word(one: _Sure, old: str, shown: str) -> str:
    """A word of the old reference that is not in the new one: neither a level's word before its number, nor
    an archive's name, which a style writes in its own way, nor part of a date."""
    passed = set(_JOINING)
    for reference in one.record.archival:
        known = repositories().get(reference.repository_id or "")
        names = [reference.repository or "", reference.place or "", *(known.abbreviations if known else ())]
        labels = [level.label or "" for level in reference.levels if re.search(r"\d", level.value)]
        passed |= set(re.findall(r"[^\W\d_]+", " ".join([*names, *labels]).casefold()))
    dated = bool(one.record.dates)
    for word in re.findall(r"[^\W\d_]{3,}", old):
        folded = word.casefold()
        if folded not in shown and folded not in passed and not (dated and folded[:3] in _MONTHS):
            return f"“{word}”"
    return ""
