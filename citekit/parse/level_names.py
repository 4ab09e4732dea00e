"""Which level a value means that bears no level word, or one that means two things, by what stands before it.

Public: :func:`settled`, :func:`shelfmark_levels`, :func:`words_level`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition
from citekit.model import Level, Span
from citekit.parse.level_words import readings_of
from citekit.parse.levels import as_number, as_sheets
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.signatures import MANUSCRIPT, is_collection

_FILE_LEVELS = ("delo", "file", "ae")
_MANY_YEARS = re.compile(r"\d{4}\s?[–-]\s?\d{2,4}$|^(?:General )?Records of the ")
_RANGE = re.compile(r"\d\s?[–-]\s?\d")
_OFFICE = re.compile(r"(?:Bureau|Office|Division|Department|Directorate|Secretariat)\b")
_FONDS = re.compile(r"(.+?)\s+(fonds)")
_FEW_WORDS = re.compile(r"\S+(?: \S+){0,3}")
_LONG_WORD = re.compile(r"[a-zа-я]{4,}")
_FILES = re.compile(r"(?<!\w)Files(?!\w)|\d")


def shelfmark_levels(text: str, run: Run, span: Span, tradition: Tradition) -> list[Level]:
    """A bare shelf-mark of no known shape, kept whole."""
    words = span.of(text)
    if not _FEW_WORDS.fullmatch(words) or _LONG_WORD.search(words) or not any(map(str.isdigit, words)):
        return []
    if tradition.id == "de" and run.readings:
        return [Level("file", words, None, span)]
    inside = "signature" in run.used or "piece" in run.used
    return [Level("item" if inside else "signature", words, None, span)]


def words_level(text: str, run: Run, span: Span, tradition: Tradition) -> Level:
    """The level of a name without number: what the collection is, or the part of it that comes next."""
    words = span.of(text)
    used = run.used_here
    if fonds := _FONDS.fullmatch(words):
        return Level("fond", fonds[1], fonds[2], span)
    if MANUSCRIPT.fullmatch(words) and any(level in used for level in ("collection", "box", "folder")):
        return Level("signature", words, None, span)
    if _OFFICE.match(words) and tradition.id == "collection":
        return Level("division", words, None, span)
    named = is_collection(words) or words.endswith(" Archive")
    if run.written is None and "box" in used and named:
        # "folder 3, box 489, NSC Files, Nixon Library": from the inside to the outside
        return Level(
            "series" if _FILES.search(words) and "series" not in used else "collection", words, None, span
        )
    if "box" in used:
        if not named:
            return (
                Level("folder", words, None, span)
                if "folder" not in used
                else Level("item", words, None, span)
            )
    if "lot" in used and not (is_collection(words) and "box" not in used and _MANY_YEARS.search(words)):
        return Level("folder", words, None, span)
    files = tradition.id == "collection" and _FILES.search(words)
    order = ("series", "subseries", "folder") if files or _is_department(run) else tradition.names
    last = max((order.index(name) for name in used if name in order), default=-1)
    level = order[min(last + 1, len(order) - 1)]
    return Level(level, words, None, span)


def _is_department(run: Run) -> bool:
    """Whether the papers lie with the office that made them, whose parts are series ("Central Files")."""
    return run.repository is not None and run.repository.repository.name.startswith("Department of")


def settled(
    text: str,
    run: Run,
    levels: Sequence[Level],
    tradition: Tradition,
    part: Part,
    following: Callable[[], str | None],
) -> list[Level]:
    """Levels whose word means two things, settled by what stands before them in ``part`` and its run, and by
    the level that ``following`` gives."""
    settled: list[Level] = []
    begun = len(run.cuts) - 1 - run.cuts[::-1].index(";") if ";" in run.cuts else 0
    before = run.used[begun:]
    for number, level in enumerate(levels):
        word = (level.label or "").casefold().rstrip(".")
        if tradition.id in ("ru", "bg") and word == "p":
            inside = "fond" in before and not {"delo", "ae", "file"} & {*before}
            avp = run.repository is not None and "avp" in run.repository.repository.id
            avp = avp and not _RANGE.search(level.value)  # "delo 6, p.28-61"
            name = (
                "papka" if tradition.id == "ru" and (inside or (avp and "papka" not in before)) else "pages"
            )
            level = replace(level, level=name)
        elif tradition.id == "ru" and word == "k" and "fond" not in before:
            level = replace(level, level="listy")
        elif before and (meant := tradition.means.get(word, {}).get(before[-1])):
            level = as_number(text, replace(level, level=meant), part.span)
        elif word == "list" and "fond" in before and "opis" not in before and following() in _FILE_LEVELS:
            level = replace(level, level="opis")  # "fond 16, list 7, file 11": what an opis is in English
        elif tradition.id == "it" and level.label in ("f.", "f") and following() == "listy":
            level = as_number(text, replace(level, level="file"), part.span)  # "f. 4278, c. 12r": the filza
        elif len(readings := readings_of(tradition.id, word)) > 1:
            counted = [name for name in before if name in tradition.chain]
            rank = max((tradition.rank(name) for name in counted), default=-1)
            inmost = readings[-1] if before and counted != before else readings[0]
            name = next((name for name in readings if tradition.rank(name) > rank), inmost)
            later = levels[number + 1].level if number + 1 < len(levels) else following()
            if part.cut == ";" or (
                name in PAGE_LEVELS and later and tradition.rank(later) < tradition.rank(name)
            ):
                name = readings[0]  # the next reference begins
            level = replace(level, level=name)
            if name in PAGE_LEVELS:
                level = as_sheets(text, level, part.span)
        settled.append(level)
        before.append(level.level)
    return settled
