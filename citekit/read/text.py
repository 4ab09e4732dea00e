"""Plain text in any encoding: paragraphs and numbered notes.

Public: :func:`read`, :func:`from_text`.
"""

from __future__ import annotations

import re

from citekit.model import Block, BlockKind, Diagnostic, Document, Span
from citekit.read.encoding import decode
from citekit.read.notes import trimmed, with_typed_notes
from citekit.read.tidy import tidy
from citekit.read.wrapping import unwrapped

_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def read(data: bytes, name: str) -> Document:
    """A plain-text file as a Document; raises UnreadableInput where ``data`` is no text."""
    text, diagnostics = decode(data, name)
    return from_text(unwrapped(tidy(text)), name, diagnostics)


def from_text(text: str, name: str = "<text>", diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
    """A Document whose blocks are the paragraphs and numbered notes of ``text``, which is kept as it is."""
    blocks, start = [], 0
    for end, after in (*(blank.span() for blank in _BLANK_LINES.finditer(text)), (len(text), len(text))):
        span = Span(start, end)
        if end > start and (text[start].isspace() or text[end - 1].isspace()):
            span = trimmed(text, span)
        if span.start < span.end:
            blocks.append(Block(BlockKind.PARAGRAPH, span))
        start = after
    return Document(text, with_typed_notes(text, blocks), name, "text", diagnostics)
