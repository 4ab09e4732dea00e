"""Shelf-marks whose levels are missing, out of order, or run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citekit.archives.traditions import PAGE_LEVELS, traditions
from citekit.manuscript.check.finding import Finding
from citekit.manuscript.check.notes import Draft, Reference

_INSTEAD = {
    "opis": {"papka", "karton", "inventory", "year", "volume"},
    "delo": {"papka", "karton", "por", "document", "volume", "inventory"},
}
"""Levels that stand for another where an archive counts so (AVPRF has papki)."""

_RANGE = re.compile(
    r"(?P<from>\d+)\s*(?P<from_side>ob|об|v|r|зв)?\.?\s*[-–—]\s*(?P<to>\d+)\s*(?P<to_side>ob|об|v|r|зв)?",
    re.I,
)


def level_missing(draft: Draft) -> Iterator[Finding]:
    """An opis without a delo, a delo without an opis: what a reader could not order from the archive.

    Only where an archive counts by fond and opis; a whole fond, or a collection in boxes, misses nothing.
    """
    for reference in draft.references():
        tradition = traditions().get(reference.archival.tradition or "")
        named = {level.level for level in reference.archival.levels}
        if tradition is None or not {"fond", "opis"} <= set(tradition.required):
            continue
        if reference.archival.resolved_from or reference.record.form != "full":
            continue
        if not named & {"fond", "opis"} or not named - PAGE_LEVELS - {"fond"}:
            continue
        missing = [
            level
            for level in tradition.required
            if level not in named and not _INSTEAD.get(level, set()) & named
        ]
        if missing:
            has = " and ".join(level for level in tradition.chain if level in named - PAGE_LEVELS)
            message = f"“{_shown(reference)}” has {has} but no {missing[0]}"
            place = reference.archival.span or reference.note.place(reference.record)
            yield Finding("level-missing", message, reference.note.number, place)


def level_order(draft: Draft) -> Iterator[Finding]:
    """A delo before its opis; a level word where only another level can stand."""
    for reference in draft.references():
        tradition = traditions().get(reference.archival.tradition or "")
        if tradition is None:
            continue
        counted = {*tradition.required, "listy"}
        levels = [level for level in reference.archival.levels if level.level in counted and level.span]
        levels.sort(key=lambda level: level.span or (0, 0))
        for before, after in pairwise(levels):
            if tradition.rank(before.level) > tradition.rank(after.level):
                message = f"{after.level} {after.value} stands after {before.level} {before.value}"
                yield Finding(
                    "level-order", message, reference.note.number, after.span or reference.note.span
                )
                break
    for note in draft.notes:
        for record in note.records:
            for diagnostic in record.diagnostics:
                if diagnostic.code == "level-label-repaired":
                    place = diagnostic.span or note.place(record)
                    yield Finding("level-order", diagnostic.message, note.number, place)


def sheets_backwards(draft: Draft) -> Iterator[Finding]:
    """``ll. 228–224``. Shortened ranges (124–25, CMOS 17, 9.61) run forwards."""
    for reference in draft.references():
        if reference.archival.resolved_from and reference.archival.span is None:
            continue
        for level in reference.archival.levels:
            if level.level not in PAGE_LEVELS:
                continue
            for found in _RANGE.finditer(level.value):
                if _backwards(found):
                    message = f"{level.label or level.level} {found.group().strip()} ends before it begins"
                    place = level.span or reference.note.place(reference.record)
                    yield Finding("sheets-backwards", message, reference.note.number, place)


def _backwards(found: re.Match[str]) -> bool:
    first, last = found["from"], found["to"]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if int(first) != int(last):
        return int(first) > int(last)
    verso = {"ob", "об", "v", "зв"}
    return (found["from_side"] or "").casefold() in verso and not found["to_side"]


def _shown(reference: Reference) -> str:
    text = reference.note.text
    span = reference.archival.span
    if span and reference.note.span.holds(span):
        return text[span.start - reference.note.span.start : span.end - reference.note.span.start]
    return ", ".join(f"{level.label or level.level} {level.value}" for level in reference.archival.levels)
