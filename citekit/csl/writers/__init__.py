"""The output formats: one small writer each over the same line of pieces.

Public: :data:`WRITERS`, :func:`write`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citekit.csl.punctuation import CLOSE, DISPLAY_CLOSE, DISPLAY_OPEN, OPEN, TEXT, Piece, flip
from citekit.csl.writers import html, latex, markdown, rtf, text

WRITERS: dict[str, Any] = {"html": html, "text": text, "markdown": markdown, "rtf": rtf, "latex": latex}
"""Name -> module with ``escape(text)``, ``marks(formatting) -> (before, after)`` and ``block(display)``."""


def write(pieces: list[Piece], output: str) -> str:
    """The pieces in an output format; formatting nests and flips."""
    writer = WRITERS[output]
    escape: Callable[[str], str] = writer.escape
    out: list[str] = []
    opened: list[tuple[str, str]] = []
    closers: list[str] = []
    for kind, value, _ in pieces:
        if kind == TEXT:
            out.append(escape(value))
        elif kind == OPEN:
            shown = flip(opened, value)
            opened.append(shown or value)
            before, after = writer.marks(shown) if shown else ("", "")
            out.append(before)
            closers.append(after)
        elif kind == CLOSE:
            opened.pop()
            out.append(closers.pop())
        elif kind in (DISPLAY_OPEN, DISPLAY_CLOSE):
            out.append(writer.block(value, closing=kind == DISPLAY_CLOSE))
    return "".join(out)
