"""Where in a document a citation may stand.

Public: :class:`Region`, :func:`find_regions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citekit.find.cues import has_cue
from citekit.find.vocabulary import SHORT_FORM
from citekit.model import Block, BlockKind, Document, Span

_FEW = 3
_LONGEST_CITATION = 600
_LONGEST_REGION = 20_000
_CITATION_START = re.compile(
    r"\s*(?:\[?\d{1,4}[\].)]*\s+)?(?:[\"“„«‘']|\(|(?:Source|Signatur|См\.?|See|Document Source|Citation|Ibid|Там же)\b|"
    r"[^\s,.;:]{1,40}(?:\s[^\s,.;:]{1,30}){0,9}[,.:;]|[\w.]+\s)"
)
_BRACKETED = re.compile(r"\(((?:[^()]|\([^()]*\)){25,1200})\)")
_ENOUGH_IN_BRACKETS = re.compile(
    r"(?:(?<!\w)(?:[FfФф]|[Ff]ond)\.?\s?[\w-]*\d.{0,12}(?<!\w)(?:[OoОо][pп]|[Oo]pis)\.?\s?\d|[A-ZА-Я]{3,}[^()]{0,40}\d[^()]*\d|Files?,|Papers|[Bb]ox \d)"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch that is read as one citation; ``prose`` where it is running text."""

    span: Span
    block: Block
    prose: bool


def find_regions(document: Document) -> Iterator[Region]:
    """The stretches of ``document`` that may hold a citation, in order."""
    blocks = _joined(document)
    alone = len(blocks) == 1
    for block in blocks:
        if block.kind is BlockKind.ENTRY or not (alone or has_cue(document.text, block.span)):
            continue
        yield from _of_block(document.text, block, alone=alone)


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


def _of_block(text: str, block: Block, *, alone: bool) -> Iterator[Region]:
    prose = block.kind is not BlockKind.NOTE and not _is_citation(text, block.span, alone=alone)
    position = block.span.start
    for bracket in _BRACKETED.finditer(text, block.span.start, block.span.end):
        inner = Span(*bracket.span(1))
        if not _ENOUGH_IN_BRACKETS.search(text, *inner) or SHORT_FORM.match(
            text, bracket.start(), block.span.end
        ):
            continue
        if position < bracket.start():
            yield Region(Span(position, bracket.start()), block, prose or bracket.start() - position > 40)
        yield Region(inner, block, prose=False)
        position = bracket.end()
    while block.span.end - position > _LONGEST_REGION:
        cut = text.rfind(" ", position, position + _LONGEST_REGION)
        cut = cut if cut > position else position + _LONGEST_REGION
        yield Region(Span(position, cut), block, prose=True)
        position = cut
    if text[position : block.span.end].strip():
        yield Region(Span(position, block.span.end), block, prose)


def _is_citation(text: str, span: Span, *, alone: bool) -> bool:
    """Whether a paragraph is a citation by itself: short, or the whole of what was given."""
    length = span.end - span.start
    return length <= (_LONGEST_REGION // 10 if alone else _LONGEST_CITATION) and bool(
        _CITATION_START.match(text, span.start, span.end)
    )
