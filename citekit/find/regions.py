"""Where in a document a citation may stand.

Public: :class:`Region`, :func:`find_regions`, :func:`refers_back`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citekit.find.mentions import begins_with_archive, says_archive
from citekit.find.vocabulary import IBID, PUBLISHED, SENTENCE, SHORT_FORM
from citekit.model import Block, BlockKind, Document, Span, as_span

_FEW = 3
_LONGEST_CITATION = 700
_NEAR_START = 120
_SOURCE = re.compile(r"\s*(?:\[?\d{1,4}[\].)]*\s+)?\[?(?:Document )?(?:Source|Quelle|Источник)\s?:")
_LONGEST_HEAD = 300
_LONGEST_ALONE = 4_000
_LONGEST_REGION = 6_000
_BEFORE_CUE = 130
_AFTER_CUE = 260
_APART = 240
_NEAR_BRACKET = 12
_CITATION_START = re.compile(
    r"\s*(?:\[?\d{1,4}[\].)]*\s+)?(?:[\"“„«‘]|\(?(?:Source|Signatur|См\.|Document Source|Citation|Quelle|Источник)\b\s*:?)"
)
_REFERS_BACK = re.compile(rf"[\W\d]*(?:(?:see|см|vgl|див|zob)\.?:?\s+)?(?:{IBID.pattern})", re.I)
_SENTENCE_END = re.compile(r"[.!?;][\"”»)\]]?\s+(?=[\"“«]?[^\W\d_a-zа-яёіїє][^\W\d_A-ZА-Я]{2,}\s)")
_WHOLE_SENTENCE = re.compile(_SENTENCE_END.pattern + r"|。")
_AFTER_INITIALS = re.compile(rf"(?<![^\W\d_a-zа-яёіїє]){_SENTENCE_END.pattern}|。")
"""The end of a sentence, which no initial is."""
_BRACKET = re.compile(r"[()（）]")
_SHORTEST_IN_BRACKETS = 25
_BRACKETED = re.compile(r"\(((?:[^()]|\([^()]*\)){8,1200})\)")
_FOND_AND_OPIS = (
    r"(?<!\w)(?:[FfФф]|[Ff]ond|[Фф]онд)\.?\s?[\w-]*\d.{0,12}(?<!\w)(?:[OoОо][pп]|[Oo]pis)\.?\s?\d"
)
_WHOLE_IN_BRACKETS = re.compile(_FOND_AND_OPIS)
_AFTER_SHELFMARK = re.compile(r"\d\w?\.?\s*$")
_LEVELS_ONLY = re.compile(r"(?:[FfФф]|[Ff]ond|[Фф]онд)\.?\s?[\w-]*\d")
_NAME_BEFORE = re.compile(r"(?<![\w-])([A-ZА-ЯІЇЄ]{3,}(?: [A-ZА-ЯІЇЄ]{2,}){0,2}) $")
_KEEPER = re.compile(
    r"(?:Papers|Collections?|Records|Memoirs|Archives?|Library|Cent(?:er|re)|Museum|Institute) $"
)
_BOX = re.compile(r"(?:[\w.]+[ ,]{1,2}){0,4}(?:[Bb]ox|[Ff]older|[Ss]eries) \w")
_SHELFMARK_ALONE = re.compile(
    r"[A-Z][^()\d,;]*\bFiles[:,] Lot \S.*|\d{3}[A-Z]?\.(?:\d{2,5}|[A-Z]{2})[\w ()-]{0,30}/\d{1,2}[-–]\d{2,4}"
)
"""A lot or decimal file of the Department of State, which its notes give in brackets and nothing else."""
_PUBLICATION = re.compile(r"[^\d():]+: [^\d():]+,? (?:1[5-9]|20)\d\d(?:, .*)?")
"""Place, publisher and year of a book."""
_ENOUGH_IN_BRACKETS = re.compile(
    _FOND_AND_OPIS + r"|[A-ZА-Я]{3,}[^()]{0,40}\d[^()]*\d|Files?[,:]|Papers|[Bb]ox \d|[A-Z]{1,5} ?\d{1,4}/\d"
)


class Region(NamedTuple):
    """A stretch that is read as one citation; ``prose`` where it is running text."""

    span: Span
    prose: bool


def find_regions(document: Document, cues: Sequence[int]) -> Iterator[tuple[Block, list[Region]]]:
    """Every note of ``document``, whose ``cues`` are known, and every paragraph with a citation, in order, each with
    the stretches of it that may hold one.

    A note or a paragraph that is a citation is read whole; of running text only the sentences around a cue.
    """
    text = document.text
    blocks = _joined(document)
    alone = len(blocks) == 1
    for block in blocks:
        if block.kind in (BlockKind.ENTRY, BlockKind.METADATA):
            continue
        first = bisect_left(cues, block.span.start)
        last = bisect_left(cues, block.span.end, first)
        note = block.kind is BlockKind.NOTE
        if note or alone or first < last:
            regions = _regions(text, block, cues[first:last], alone=alone)
            if note or regions:
                yield block, regions


def refers_back(text: str, span: Span) -> bool:
    """Whether a note that names no archive of its own says "Ibid."."""
    return _REFERS_BACK.match(text, *span) is not None


def _regions(text: str, block: Block, cues: Sequence[int], *, alone: bool) -> list[Region]:
    if block.kind is BlockKind.NOTE or _is_citation(text, block.span, cues, alone=alone):
        if cues or alone or says_archive(text, *block.span):
            return list(_parted(text, block.span, cues, prose=False))
        return []
    return [
        region
        for window in _windows(text, block.span, cues)
        for region in _parted(text, window, cues, prose=True)
        if not region.prose or _holds(cues, region.span)
    ]


def _holds(cues: Sequence[int], span: Span) -> bool:
    first = bisect_left(cues, span.start)
    return first < len(cues) and cues[first] < span.end


def _joined(document: Document) -> tuple[Block, ...]:
    """The blocks; a pasted citation whose parts stand on lines of their own is one."""
    blocks, text = document.blocks, document.text
    if not 1 < len(blocks) <= _FEW or any(block.kind is not BlockKind.PARAGRAPH for block in blocks):
        return blocks
    joined = [blocks[0]]
    for block in blocks[1:]:
        before = joined[-1].span
        if text[before.end - 1] in ".?!:;" or before.end - before.start > _LONGEST_CITATION:
            joined.append(block)
        else:
            joined[-1] = Block(BlockKind.PARAGRAPH, Span(before.start, block.span.end))
    return tuple(joined)


def _is_citation(text: str, span: Span, cues: Sequence[int], *, alone: bool) -> bool:
    """Whether a paragraph is a citation by itself: it begins as one, or its reference ends it."""
    length = span.end - span.start
    if alone:
        return length <= _LONGEST_ALONE and (not cues or length <= _LONGEST_CITATION or _begins(text, span))
    if not cues or length > _LONGEST_CITATION:
        return False
    if _begins(text, span):
        return True
    whole = cues[0] - span.start < _AFTER_CUE and span.end - cues[-1] < _BEFORE_CUE
    return whole and not _are_aside(text, span.start, cues)


def _are_aside(text: str, start: int, cues: Sequence[int]) -> bool:
    """Whether the cues stand in one bracket behind whole sentences."""
    opening = _opening_before(text, start, cues[0])
    together = opening < cues[0] and opening == _opening_before(text, start, cues[-1])
    return together and _WHOLE_SENTENCE.search(text, start, opening) is not None


def _begins(text: str, span: Span) -> bool:
    return _CITATION_START.match(text, *span) is not None


def _windows(text: str, span: Span, cues: Sequence[int]) -> Iterator[Span]:
    """The sentences around the cues of running text, those near each other as one."""
    number = 0
    floor = span.start
    while number < len(cues):
        last = number
        while last + 1 < len(cues) and cues[last + 1] - cues[last] <= _APART:
            last += 1
        start = _sentence_start(text, floor, cues[number])
        end = _sentence_end(text, cues[last], span.end)
        yield Span(start, end)
        floor, number = end, last + 1


def _sentence_start(text: str, floor: int, cue: int) -> int:
    cue = _opening_before(text, max(floor, cue - _AFTER_CUE), cue)
    near = max(floor, cue - 2 * _BEFORE_CUE)
    start = near
    for end in _SENTENCE_END.finditer(text, near, max(near, cue - 20)):
        if end.end() <= max(floor, cue - _BEFORE_CUE // 2) or end[0][0] != ";":
            start = end.end()
    if start == near and near > floor:
        start = text.find(" ", near, cue) + 1 or near
    return start


def _opening_before(text: str, floor: int, cue: int) -> int:
    """Where the bracket opens in which a cue stands; the cue's own place where it stands in none."""
    openings = []
    for bracket in _BRACKET.finditer(text, floor, cue):
        if bracket[0] in "(（":
            openings.append(bracket.start())
        elif openings:
            openings.pop()
    return openings[0] if openings else cue


def _sentence_end(text: str, cue: int, limit: int) -> int:
    end = _SENTENCE_END.search(text, cue, min(limit, cue + _AFTER_CUE))
    return end.end() if end else min(limit, cue + _AFTER_CUE)


def _explains(text: str, at: int, inner: Span) -> bool:
    """Whether a bracket speaks of the shelf-mark before it and is none itself: its title, where it is printed."""
    if PUBLISHED.match(text, *inner):
        return True
    if _KEEPER.search(text, max(0, at - _NEAR_BRACKET), at) and _BOX.match(text, *inner):
        return True
    if begins_with_archive(text, *inner):
        return False
    after = _AFTER_SHELFMARK.search(text, max(0, at - _NEAR_BRACKET), at)
    return after is not None and _WHOLE_IN_BRACKETS.search(text, *inner) is None


def _is_whole(text: str, inner: Span, cues: Sequence[int]) -> bool:
    """Whether what stands in a bracket may be a citation by itself."""
    if begins_with_archive(text, *inner):
        return True
    if inner.end - inner.start < _SHORTEST_IN_BRACKETS:
        if IBID.match(text, *inner) and _holds(cues, inner):
            return True  # "(Ibid., 611.61/12–358)"
        return _SHELFMARK_ALONE.fullmatch(text, *inner) is not None
    if _PUBLICATION.fullmatch(text, *inner):
        return False
    several = bisect_left(cues, inner.end) - bisect_left(cues, inner.start) > 1
    return several or _ENOUGH_IN_BRACKETS.search(text, *inner) is not None


def _opens(text: str, span: Span, cues: Sequence[int]) -> bool:
    """Whether a citation begins with its source or its archive, so that what it says before a bracket is its own."""
    if not cues or cues[0] - span.start > _NEAR_START:
        return False
    return _SOURCE.match(text, *span) is not None or begins_with_archive(text, *span)


def _heads(text: str, words: Span, inner: Span, cues: Sequence[int]) -> bool:
    """Whether the words before a bracket name the document whose archive the bracket names."""
    return (
        words.end - words.start < _LONGEST_HEAD
        and not _holds(cues, words)
        and begins_with_archive(text, *inner)
        and SENTENCE.search(text, *words) is None
        and _AFTER_INITIALS.search(text, *words) is None
    )


def _parted(text: str, span: Span, cues: Sequence[int], *, prose: bool) -> Iterator[Region]:
    """The span, a citation that stands in brackets inside it apart from the words around it."""
    position = span.start
    for bracket in _BRACKETED.finditer(text, *span):
        inner = as_span(bracket.span(1))
        if not _is_whole(text, inner, cues) or SHORT_FORM.match(text, bracket.start(), span.end):
            continue
        if _explains(text, bracket.start(), inner):
            continue
        begin = bracket.start()
        if not prose and position == span.start and _heads(text, Span(position, begin), inner, cues):
            continue
        if _LEVELS_ONLY.match(text, *inner) and (name := _NAME_BEFORE.search(text, position, begin)):
            begin, inner = name.start(1), Span(name.start(1), bracket.end())  # "РГАЭ (ф. 1562, оп. 33, …)"
        if text[position:begin].strip():
            opens = position == span.start and not prose and _opens(text, span, cues)
            yield Region(Span(position, begin), prose or (begin - position > 40 and not opens))
        yield Region(inner, prose=False)
        position = bracket.end()
    while span.end - position > _LONGEST_REGION:
        cut = text.rfind(" ", position, position + _LONGEST_REGION)
        cut = cut if cut > position else position + _LONGEST_REGION
        yield Region(Span(position, cut), prose=True)
        position = cut
    if text[position : span.end].strip():
        yield Region(Span(position, span.end), prose)
