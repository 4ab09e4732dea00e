"""The lines of a PDF's pages, from where its letters stand.

Public: :class:`Line`, :func:`lines_of`. The text layer's own line ends are not trusted: a raised number
hides them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

_RAISED_AT_MOST = 0.86
"""A raised number is at most so much of its line's height."""

_RAISED_BY = 0.08
_SAME_LINE = 0.5
_COLUMN_GAP = 2.5
_BACK = 1.0
_NO_BLANK = 0.08
"""A blank or line end between letters that stand closer, by their height, is none: small type has some that are
guessed."""
_UNMAPPED = dict(
    zip(
        "\x10\x11\x12\x13\x14\x15\x16\x1b\x1c\x1d\x1e\x1f",
        "“ ” „ « » – — ff fi fl ffi ffl".split(),
        strict=True,
    )
)
"""What TeX's fonts mean that have no map to Unicode (the Cork encoding)."""

_TABLE = str.maketrans({**_UNMAPPED, "\ufffe": "-", "\x02": "-", "\u00ad": "-"})
_TOKEN = re.compile("[ \\t\\r\\n\u00a0\u2000-\u200a\u202f]+|[0-9]+|[^\\s0-9\ufffe\x02]+[\ufffe\x02]?|.", re.S)


@dataclass(slots=True)
class _Token:
    """Letters of one word that stand together, or digits, which may be raised."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class Line:
    """A line: its text in pieces, each with whether it is raised; its height and box, in points; its page."""

    pieces: list[tuple[str, bool]]
    size: float
    left: float
    right: float
    bottom: float
    page: int

    @property
    def text(self) -> str:
        """The line's words, raised ones too."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(slots=True)
class _Open:
    """A line that is being read; ``bottom`` and ``top`` are of its largest letters."""

    tokens: list[_Token | None] = field(default_factory=list)
    bottom: float = 0.0
    top: float = 0.0
    right: float = 0.0

    def takes(self, token: _Token) -> bool:
        """Whether a token stands on this line: beside it, not under it nor in another column."""
        overlap = min(self.top, token.top) - max(self.bottom, token.bottom)
        height = min(self.top - self.bottom, token.height)
        if overlap < _SAME_LINE * height:
            return False
        gap = token.left - self.right
        return -_BACK * max(height, 6.0) < gap < _COLUMN_GAP * (self.top - self.bottom)

    def add(self, token: _Token) -> None:
        if token.height > (self.top - self.bottom) * 1.02:
            self.bottom, self.top = token.bottom, token.top
        self.tokens.append(token)
        self.right = token.right


def lines_of(pdf: pypdfium2.PdfDocument, number: int) -> list[Line]:
    """The lines of a page, in the order in which the page writes them."""
    page = pdf[number]
    layer = page.get_textpage()
    count = layer.count_chars()
    text = layer.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(chr(pdfium.FPDFText_GetUnicode(layer, place) or 32) for place in range(count))
    lines: list[Line] = []
    opened = _Open()
    spaced = False
    for found in _TOKEN.finditer(text):
        if found[0].isspace() and found[0][0] not in _UNMAPPED:
            spaced = True
            continue
        token = _placed(layer, found)
        if token.height <= 0:
            continue
        if opened.tokens and not opened.takes(token):
            lines.append(_closed(opened, number))
            opened = _Open()
        elif spaced and opened.tokens and abs(token.left - opened.right) > _NO_BLANK * token.height:
            opened.tokens.append(None)
        spaced = False
        opened.add(token)
    if opened.tokens:
        lines.append(_closed(opened, number))
    layer.close()
    page.close()
    return lines


def _placed(layer: pypdfium2.PdfTextPage, found: re.Match[str]) -> _Token:
    """A token with its box, from its first letter's and its last's: asking for each letter's takes long."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(layer, found.start(), box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if found.end() - found.start() > 1:
        pdfium.FPDFText_GetLooseCharBox(layer, found.end() - 1, box)
        right = max(right, box.right)
    return _Token(found[0].translate(_TABLE), left, bottom, right, top)


def _closed(opened: _Open, page: int) -> Line:
    tokens = [token for token in opened.tokens if token is not None]
    heights: Counter[float] = Counter()
    for token in tokens:
        heights[round(token.height, 1)] += len(token.text)
    size = max(heights, key=lambda height: (heights[height], height))
    bottoms: Counter[float] = Counter(
        round(token.bottom, 1) for token in tokens if abs(token.height - size) < 0.2
    )
    bottom = bottoms.most_common(1)[0][0] if bottoms else opened.bottom
    pieces: list[tuple[str, bool]] = []
    for each in opened.tokens:
        raised = (
            each is not None
            and each.text.isdecimal()
            and each.height <= _RAISED_AT_MOST * size
            and each.bottom > bottom + _RAISED_BY * size
        )
        text = " " if each is None else each.text
        if pieces and pieces[-1][1] == raised:
            pieces[-1] = (pieces[-1][0] + text, raised)
        else:
            pieces.append((text, raised))
    return Line(pieces, size, min(token.left for token in tokens), opened.right, bottom, page)
