"""Plain text in any encoding: paragraphs and numbered notes."""

from __future__ import annotations

from citekit.model import Block, BlockKind, Document, Span
from citekit.read.encoding import decode


def read(data: bytes, name: str) -> Document:
    """A plain-text file as a Document; raises UnreadableInput where ``data`` is no text."""
    text, diagnostics = decode(data, name)
    return from_text(text, name, diagnostics=diagnostics)


def from_text(text: str, name: str = "<text>", *, diagnostics: tuple = ()) -> Document:  # type: ignore[type-arg]
    """A Document whose blocks are the paragraphs of ``text``, which is kept as it is."""
    blocks = []
    start = 0
    for piece in text.split("\n\n"):
        if piece.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(piece))))
        start += len(piece) + 2
    return Document(text, tuple(blocks), name, "text", diagnostics)
