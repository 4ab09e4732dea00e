"""HTML: the markup of the reference implementation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MARKS = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-style", "oblique"): ("<em>", "</em>"),
    ("font-style", "normal"): ('<span style="font-style:normal;">', "</span>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("font-weight", "normal"): ('<span style="font-weight:normal;">', "</span>"),
    ("font-weight", "light"): ('<span style="font-weight:lighter;">', "</span>"),
    ("font-variant", "small-caps"): ('<span style="font-variant:small-caps;">', "</span>"),
    ("font-variant", "normal"): ('<span style="font-variant:normal;">', "</span>"),
    ("text-decoration", "underline"): ('<span style="text-decoration:underline;">', "</span>"),
    ("text-decoration", "none"): ('<span style="text-decoration:none;">', "</span>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
    ("vertical-align", "baseline"): ('<span style="baseline">', "</span>"),
}


def escape(text: str) -> str:
    """Text with the characters that HTML reads as markup as entities."""
    escaped = text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
    return escaped if escaped.isascii() else "".join(map(_raised, escaped))


@lru_cache(maxsize=10_000)
def _raised(char: str) -> str:
    """A superscript character as the raised character that it stands for."""
    if not unicodedata.decomposition(char).startswith("<super>"):
        return char
    plain = unicodedata.normalize("NFKD", char)
    return f"<sup>{plain}</sup>"


def marks(formatting: tuple[str, str]) -> tuple[str, str]:
    """The tags of a formatting."""
    return _MARKS.get(formatting, ("", ""))


def block(display: str, *, closing: bool) -> str:
    """The tag of a display block ("Display")."""
    return "</div>" if closing else f'<div class="csl-{display}">'
