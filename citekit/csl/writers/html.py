"""HTML: the markup of the reference implementation."""

from __future__ import annotations

import re
import unicodedata

MARKS = {
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


_RAISED = "ªº²³¹ʰ-ʸˠ-ˤᴬ-ᵡᵸ⁰ⁱ⁴-ⁿ℠™㆒-㆟ˀˁۥۦ"
_RAISED_CHARACTER = re.compile(f"[{_RAISED}]")
_LETTERS = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}
_BLANKS = re.compile("[ \u00a0]{2}")
SPECIAL = re.compile(f"[&<>{_RAISED}]|{_BLANKS.pattern}")


def escape(text: str) -> str:
    """Text with the characters that HTML reads as markup as entities, and raised characters as raised."""
    # Blanks that the style sets side by side are all meant.
    return _RAISED_CHARACTER.sub(_raised, _escaped(_BLANKS.sub("\u00a0 ", text)))


def _escaped(text: str) -> str:
    return text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")


def _raised(match: re.Match[str]) -> str:
    """A raised character as the letter or sign that it raises."""
    if match[0] in _LETTERS:
        return f"<sup>{_LETTERS[match[0]]}</sup>"
    decomposition = unicodedata.decomposition(match[0])
    if not decomposition.startswith("<super>"):
        return match[0]
    return f"<sup>{''.join(chr(int(code, 16)) for code in decomposition.split()[1:])}</sup>"


def block(display: str) -> tuple[str, str]:
    """The tags of a display block ("Display")."""
    return f'<div class="csl-{display}">', "</div>"
