"""The levels of words without a level word, which say something only beside a repository or other levels.

Public: :func:`bare_levels`, :func:`is_subtitle`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition
from citekit.find.vocabulary import GENRES, SENTENCE
from citekit.model import Level, Span, as_span
from citekit.parse.level_names import shelfmark_levels, words_level
from citekit.parse.levels import read_bare
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.signatures import LONGEST_BARE, is_collection
from citekit.parse.wording import Wording, wording

_LOWER = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]|[A-Z][a-z]+ *$")
_ARTICLE = re.compile(r"(?:An?|Ein|Eine|Une?|Una) ")
_PUBLICATION = re.compile(r"\((?:[A-ZÀ-Ž][\w.’' -]*[,:;] *)+(?:1[5-9]|20)\d\d\)")
_FILED = re.compile(r"([A-Z][^\d,;]*\bFiles?) (\d\S*|[A-Z]{2,4} \d.*)")
_THEN_PROSE = re.compile(r"((?:[A-ZА-Я][\w-]*\s)?\S*\d\S*)(?=\s+[^\W\d_A-ZА-Я]{2,})")
_THEN_REMARK = re.compile(
    r"(\S*\d\S*(?:,?\s+(?:and|и|та|und|&|et|e|y)\s+\S*\d\S*)*)\s+[^\W\d_A-ZА-Я]{4,}\s\S.*", re.S
)
"""Shelf-marks, and words about them: "9401/1a/64 and 9401/12/319 among others"."""
_NAME = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+ [^\d]+")
_YEAR_THEN = re.compile(r"((?:1[5-9]|20)\d\d(?:\s?гг?\.)?),?\s+(?=\S)")
_GLOSSED = re.compile(r"(?<=\d)\s+\([^()]*\)$")
_LAST_NUMBER = re.compile(r"\d+[a-zа-я]?")
_AND = re.compile(r"(?:,?\s+(?:and|и|та|und|&|et|e|y)\s+)")


def bare_levels(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, *, prose: bool
) -> list[Level]:
    """The levels of a part without level words, which only stands where a repository leads it."""
    if prose and (shelf_mark := _THEN_PROSE.match(text, *body)):
        body = as_span(shelf_mark.span(1))
    elif told := _THEN_REMARK.fullmatch(text, *body):
        marks = as_span(told.span(1))
        if found := _several(text, run, marks, tradition) or list(
            read_bare(text, marks, tradition, run.used)
        ):
            run.typed += len(found)
            return found
    words = body.of(text)
    said = part.wording if body == part.span else wording(words)
    if said.has_digit:
        if found := _several(text, run, body, tradition):
            run.typed += len(found)
            return found
        if filed := _FILED.fullmatch(text, *body):
            series, number = as_span(filed.span(1)), as_span(filed.span(2))
            if bare := read_bare(text, number, tradition, run.used):
                run.typed += 1
                return [words_level(text, run, series, tradition), *bare]
    used = run.used_here if part.cut != ";" else []
    if said.has_digit and run.readings and (dated := _YEAR_THEN.match(text, *body)):
        rest = read_bare(text, Span(dated.end(), body.end), tradition, used)
        if rest:
            run.typed += len(rest)
            return [Level("year", dated[1], None, as_span(dated.span(1))), *rest]
    levels = list(read_bare(text, body, tradition, used))
    if tradition.id == "de" and used == ["fond"] and run.readings[-1].label is None:
        own = run.readings[-1]
        if _NAME.fullmatch(own.value) and len(whole := read_bare(text, body, tradition, [])) > 1:
            # "Büro Ulbricht, DY 30/3474": an office's name before the shelf-mark
            run.readings[-1], levels = replace(own, level="division"), list(whole)
    if levels and not (run.ibid and words.isdigit()):
        if part.cut in (".", "\n") and used[-1:] == [levels[0].level]:
            return []  # the number of the next note, no further file of a list
        run.typed += len(levels)
        return levels
    if (
        (part.cut == ";" and run.readings)
        or (part.cut == "." and run.written is not None and not (said.told and run.repository_last))
        or (
            (part.cut == ":" and run.readings and (_ends_in_sheets(run) or not said.is_collection))
            and not _names_part(text, run, part, tradition)
        )
    ):
        return []
    if part.cut == "," and run.written is not None and _ends_in_sheets(run) and not said.is_collection:
        return []  # what is named after the sheets is the document that they hold
    if again := next((level for level in run.readings if level.label is None and level.value == words), None):
        return [replace(again, span=body, gloss=None)]
    if not run.parts and said.told:
        return []
    return _untyped_levels(text, run, part, body, said, tradition, prose=prose)


def _several(text: str, run: Run, body: Span, tradition: Tradition) -> list[Level]:
    """The levels of shelf-marks joined by "and", where each of them is one."""
    pieces = _AND.split(body.of(text))
    if len(pieces) < 2 or not all(any(char.isdigit() for char in piece) for piece in pieces):
        return []
    found: list[Level] = []
    position = body.start
    for piece in pieces:
        piece = _GLOSSED.sub("", piece)  # "5446/1/54 (24 Apr. 1930) and 9414/1/2920"
        start = text.index(piece, position, body.end)
        own = Span(start, start + len(piece))
        position = own.end
        if found and _LAST_NUMBER.fullmatch(piece):
            last = found[-1]
            if last.level in PAGE_LEVELS and last.span is not None:
                whole = Span(last.span.start, own.end)  # "558.11.702.6–12 and 41a and 69"
                found[-1] = replace(last, value=whole.of(text), span=whole)
                continue
            levels = [Level(last.level, piece, last.label, own)]  # "5 AG 1/1017 et 1018"
        else:
            levels = list(read_bare(text, own, tradition, [] if found else run.used))
        levels = levels or shelfmark_levels(text, run, own, tradition)
        if not levels:
            return []
        found += levels
    return found


def _names_part(text: str, run: Run, part: Part, tradition: Tradition) -> bool:
    """Whether after ":" the part of what was named follows ("Country File: Vietnam"), not a document."""
    if part.cut != ":" or tradition.id != "collection" or run.written is None:
        return False
    last = run.readings[-1]
    named = last.label is None and not any(char.isdigit() for char in last.value)
    words = part.span.of(text).casefold()
    return named and len(words) <= LONGEST_BARE // 2 and not any(words.startswith(genre) for genre in GENRES)


def _ends_in_sheets(run: Run) -> bool:
    return bool(run.readings) and run.readings[-1].level in PAGE_LEVELS


def _untyped_levels(
    text: str, run: Run, part: Part, body: Span, said: Wording, tradition: Tradition, *, prose: bool
) -> list[Level]:
    words = body.of(text)
    if len(words) > LONGEST_BARE:
        return []
    collection, digits = said.is_collection, said.has_digit
    if not (
        words[:1].isupper()
        or words[:1].isdigit()
        or words[:1] in '“«"('
        or (words[:1] and not words[:1].isascii() and not words[:1].islower())
    ):
        return []
    if (prose or part.cut == "\n") and not digits and not collection:
        return []
    if prose and len(words.split()) > 5 and not collection:
        return []
    if run.ibid and not digits and not collection and not run.labelled:
        return []
    if (
        ("(" in words and _PUBLICATION.search(words))
        or (not collection and (verb := SENTENCE.search(words)) and verb[0].islower())
        or (part.cut == ":" and run.repository_last and is_subtitle(words))
    ):
        return []
    if digits:
        levels = shelfmark_levels(text, run, body, tradition)
        if levels:
            run.typed += 1
            return levels
    if collection:
        run.collection = True
    else:
        run.untyped += 1
    return [words_level(text, run, body, tradition)]


def is_subtitle(words: str) -> bool:
    """Whether words after an archive's name and ":" are the title of a book about it, no collection's name."""
    if _ARTICLE.match(words):
        return True
    return bool(_LOWER.search(words)) and not is_collection(words) and not any(c.isdigit() for c in words)
