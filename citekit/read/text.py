"""Plain text in any encoding: paragraphs and numbered notes; wrapped lines joined.

Public: :func:`read`, :func:`from_text`.
"""

from __future__ import annotations

import itertools
import re

from citekit.model import Block, BlockKind, Diagnostic, Document, Note, Span
from citekit.read.encoding import decode
from citekit.read.notes import NOTES_HEADING
from citekit.read.tidy import tidy

_NOTE_START = re.compile(
    r"[ \t]*[\[(^]?(?P<number>\d{1,4})(?:[\]).:]+[ \t]+|[ \t]+(?=\D)|(?=[^\W\d_]))(?=\S)"
)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_WRAPPED_AT_LEAST, _WRAPPED_AT_MOST = 48, 100


def read(data: bytes, name: str) -> Document:
    """A plain-text file as a Document; raises UnreadableInput where ``data`` is no text."""
    text, diagnostics = decode(data, name)
    return from_text(_unwrapped(tidy(text)), name, diagnostics)


def from_text(text: str, name: str = "<text>", diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
    """A Document whose blocks are the paragraphs and numbered notes of ``text``, which is kept as it is."""
    blocks: list[Block] = []
    in_notes, number = False, 0
    for paragraph in _PARAGRAPH.finditer(text):
        if not paragraph[0].strip():
            continue
        if NOTES_HEADING.fullmatch(paragraph[0].strip()):
            in_notes, number = True, 0
            blocks.append(Block(BlockKind.HEADING, Span(*paragraph.span())))
            continue
        notes = _notes_in(text, Span(*paragraph.span()), number, in_notes=in_notes)
        if notes:
            blocks += notes
            number = int(notes[-1].note.number) if notes[-1].note else number
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, _trimmed(text, Span(*paragraph.span()))))
    return Document(text, _called(text, blocks), name, "text", diagnostics)


def _notes_in(text: str, span: Span, before: int, *, in_notes: bool) -> list[Block]:
    """The numbered notes that a paragraph is made of; [] where it is none.

    Outside a section of notes, only three lines or more that count on from one another are notes.
    """
    starts: list[tuple[int, str]] = []
    expected = before + 1
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        begin = span.start + line.start()
        match = _NOTE_START.match(text, begin, span.start + line.end())
        if match and int(match["number"]) == expected:
            starts.append((match.end(), match["number"]))
            expected += 1
        elif not starts:
            return []
    if not in_notes and len(starts) < 3:
        return []
    ends = [text.rfind("\n", span.start, begin) for begin, _ in starts[1:]] + [span.end]
    return [
        Block(BlockKind.NOTE, _trimmed(text, Span(begin, end)), Note(number))
        for (begin, number), end in zip(starts, ends, strict=True)
    ]


def _called(text: str, blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks, each note with the place where the text calls it: "[3]" or "(3)"."""
    first = next((block.span.start for block in blocks if block.kind is BlockKind.NOTE), None)
    if first is None:
        return tuple(blocks)
    calls: dict[str, int] = {}
    for call in re.finditer(r"(?<=\S)[\[(]\^?(\d{1,4})[\])]", text[:first]):
        calls.setdefault(call[1], call.start())
    return tuple(
        Block(block.kind, block.span, Note(block.note.number, block.note.kind, calls.get(block.note.number)))
        if block.note
        else block
        for block in blocks
    )


def _unwrapped(text: str) -> str:
    """Lines that the file wraps at a fixed width joined again, where most of its lines are so long."""
    lines = text.split("\n")
    full = [len(line) for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    fits = [_WRAPPED_AT_LEAST <= length <= _WRAPPED_AT_MOST for length in full]
    if not fits or sum(fits) < 0.6 * len(fits):
        return text
    joined: list[str] = []
    for line in lines:
        before = joined[-1] if joined else ""
        last_line = before.rpartition("\n")[2] if before else ""
        if (
            not line.strip()
            or not before.strip()
            or NOTES_HEADING.fullmatch(before.strip())
            or re.fullmatch(r"\W+", line)
            or (_NOTE_START.match(line) and not line[:1].isspace())
            or (
                len(last_line) < _WRAPPED_AT_LEAST
                and len(joined[-1]) < _WRAPPED_AT_LEAST
                and not line[:1].isspace()
            )
        ):
            joined.append(line)
        else:
            joined[-1] = _join(before, line.strip())
    return "\n".join(joined)


def _join(before: str, line: str) -> str:
    """Two lines made one: a word broken by a hyphen is whole again, a range or compound keeps its hyphen."""
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    if before.endswith(("-", "–", "/")) and before[-2:-1].isalnum():
        return before + line
    return f"{before} {line}"


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
