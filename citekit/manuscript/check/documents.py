"""One document cited twice: with other dates, places, sheets, or without its credits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from citekit.archives.traditions import PAGE_LEVELS
from citekit.manuscript.check.finding import Finding
from citekit.manuscript.check.notes import CitingNote, Draft
from citekit.model import Date, Record


def date_differs(draft: Draft) -> Iterator[Finding]:
    """The same title, or the same sheets of the same file, under two dates."""
    for same in _grouped(draft):
        dated = [(note, record) for note, record in same if record.dates and record.dates[0].start]
        for (first_note, first), (note, record) in _differing(dated, lambda record: record.dates[0].start):
            message = (
                f"dated {_date(record.dates[0])} here and {_date(first.dates[0])} in {first_note.name}: "
                f"“{_title(record)}”"
            )
            yield Finding("date-differs", message, note.number, note.place(record))


def place_differs(draft: Draft) -> Iterator[Finding]:
    """The same title and date from two files."""
    for same in _titled(draft):
        placed = [(note, record) for note, record in same if record.form == "full" and _place(record)]
        for (first_note, first), (note, record) in _differing(placed, _place):
            message = (
                f"in {_shown(_place(record))} here and in {_shown(_place(first))} in {first_note.name}: "
                f"“{_title(record)}”"
            )
            yield Finding("place-differs", message, note.number, note.place(record))


def sheets_differ(draft: Draft) -> Iterator[Finding]:
    """The same title in the same file, on sheets of which none is common. A part of the sheets is a locator."""
    for same in _titled(draft):
        full = [(note, record) for note, record in same if record.form == "full" and _sheets(record)]
        for (first_note, first), (note, record) in combinations(full, 2):
            if _place(first) == _place(record) and not _sheets(first) & _sheets(record):
                message = (
                    f"on sheets {_written_sheets(record)} here and {_written_sheets(first)} in "
                    f"{first_note.name}: “{_title(record)}”"
                )
                yield Finding("sheets-differ", message, note.number, note.place(record))
                break


def credit_dropped(draft: Draft) -> Iterator[Finding]:
    """A translator or provider whom a later full citation of the same document no longer names."""
    for same in _titled(draft):
        full = [(note, record) for note, record in same if record.form == "full"]
        named: dict[tuple[str, str], CitingNote] = {}
        for note, record in full:
            here = {(credit.role, str(name)) for credit in record.credits for name in credit.names}
            for (role, name), first in named.items():
                if (role, name) not in here:
                    message = f"{name} ({role.replace('-', ' ')}), credited in {first.name}, is left out here"
                    yield Finding("credit-dropped", message, note.number, note.place(record))
            for credit in here:
                named.setdefault(credit, note)


Cited = tuple[CitingNote, Record]


def _titled(draft: Draft) -> Iterator[list[Cited]]:
    """The records of each title that is cited more than once."""
    by_title: dict[str, list[Cited]] = {}
    for note in draft.notes:
        for record in note.records:
            if record.title and len(folded := _folded(record.title)) > 8 and _together(note, record):
                by_title.setdefault(folded, []).append((note, record))
    return (same for same in by_title.values() if len(same) > 1)


def _together(note: CitingNote, record: Record) -> bool:
    """Whether title and place stand in one citation: a semicolon between them parts two works."""
    titles = record.spans.get("title", [])
    places = [level.span for reference in record.archival for level in reference.levels if level.span]
    if not titles or not places:
        return True
    between = sorted((titles[0].end - note.span.start, places[0].start - note.span.start))
    return ";" not in note.text[max(0, between[0]) : max(0, between[1])]


def _grouped(draft: Draft) -> Iterator[list[Cited]]:
    """The records of one title, and those without a title that lie on the same sheets of one file."""
    yield from _titled(draft)
    by_sheets: dict[tuple[object, ...], list[Cited]] = {}
    for note in draft.notes:
        for record in note.records:
            if record.title is None and len(record.archival) == 1 and (sheets := _sheets(record)):
                by_sheets.setdefault((_place(record), tuple(sorted(sheets))), []).append((note, record))
    yield from (same for same in by_sheets.values() if len(same) > 1)


def _differing(same: list[Cited], value) -> Iterator[tuple[Cited, Cited]]:  # type: ignore[no-untyped-def]
    """The first of ``same`` with each later one whose ``value`` is another, one for each other value."""
    seen = {value(same[0][1])} if same else set()
    for cited in same[1:]:
        if value(cited[1]) not in seen:
            seen.add(value(cited[1]))
            yield same[0], cited


def _place(record: Record) -> tuple[str, ...]:
    """Archive and levels down to the file, as far as the first reference gives them."""
    if not record.archival:
        return ()
    first = record.archival[0]
    levels = [_folded(level.value) for level in first.levels if level.level not in PAGE_LEVELS]
    return (first.repository_id or first.repository or "", *levels)


def _sheets(record: Record) -> frozenset[int]:
    """The numbers of the sheets that a record cites."""
    found: set[int] = set()
    for reference in record.archival[:1]:
        for level in reference.levels:
            if level.level in PAGE_LEVELS:
                for first, last in re.findall(r"(\d+)(?:\s*[^\W\d]*\.?\s*[-–—]\s*(\d+))?", level.value):
                    end = first[: len(first) - len(last)] + last if last else first
                    found |= set(range(int(first), min(int(end), int(first) + 5000) + 1))
    return frozenset(found)


def _written_sheets(record: Record) -> str:
    levels = (level for reference in record.archival[:1] for level in reference.levels)
    return ", ".join(level.value for level in levels if level.level in PAGE_LEVELS)


def _shown(place: tuple[str, ...]) -> str:
    repository, *levels = place
    return f"{repository.rpartition('-')[2].upper()} {'/'.join(levels)}"


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold()
    return " ".join(re.findall(r"\w+", plain))


def _title(record: Record) -> str:
    title = record.title or ", ".join(str(name) for name in record.authors) or "the document"
    return title if len(title) < 60 else f"{title[:57]}…"


def _date(date: Date) -> str:
    return "-".join(f"{part:02d}" for part in date.start)
