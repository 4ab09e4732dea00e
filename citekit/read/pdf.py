"""PDF: its text layer, wrapped lines joined, running heads out, the notes at the foot of the pages read.

Public: :func:`read`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document, Note
from citekit.read.tidy import TextBuilder, tidy

_NOTE_START = re.compile(r"[\[(]?(\d{1,4})[\]).:]?\s+(?=\S)|(\d{1,4})(?=[^\W\d_])")
_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,5}|[ivxlc]{1,8})[\W_]*", re.I)
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”»)\]]*\d{0,4}$")
_CALL = re.compile(r"(?<=[^\W\d_.,;:!?)\]”»\"’])(\d{1,4})(?=\s|$)|(?<=[.,;:!?)\]”»\"’])(\d{1,4})(?=\s|$)")
_LINE = re.compile(r"[^\n\ufffe]*(?:\n|\ufffe|$)")
"""A line of the text layer, which writes U+FFFE for the hyphen and the line end of a broken word."""

_SMALLER = 0.88
"""A note's type is at most so much of the body's size."""

_SKIPPED = 2
_HEAD_REPEATS = 2
_MARGIN_LINES = 2


@dataclass(slots=True)
class _Line:
    text: str
    size: float
    left: float
    bottom: float
    page: int


def read(data: bytes, name: str) -> Document:
    """A PDF as a Document; raises UnreadableInput for one that is broken, encrypted or has no text."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(f"{name}: is encrypted; save it without a password") from error
        raise UnreadableInput(
            f"{name}: is damaged and cannot be read; save or print it to PDF again"
        ) from error
    try:
        pages = [_lines(pdf, number) for number in range(len(pdf))]
    finally:
        pdf.close()
    if not any(line.text.strip() for page in pages for line in page):
        raise UnreadableInput(f"{name}: is a scan: it has no text; run it through text recognition first")
    _drop_running_heads(pages)
    body_size = _body_size(pages)
    builder = TextBuilder()
    notes: list[tuple[str, str]] = []
    paragraph: list[_Line] = []
    for page in pages:
        body, foot = _parted(page, body_size)
        for line in body:
            if paragraph and _begins_paragraph(paragraph, line):
                _add_paragraph(builder, paragraph)
                paragraph = []
            paragraph.append(line)
        _add_notes(notes, foot)
    _add_paragraph(builder, paragraph)
    for number, text in notes:
        builder.add(BlockKind.NOTE, text, Note(number))
    return builder.document(name, "pdf")


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    """The lines of a page, top to bottom as its text layer orders them."""
    page = pdf[number]
    layer = page.get_textpage()
    text = layer.get_text_range()
    exact = len(text) == layer.count_chars()
    lines, index = [], 0
    for piece in _LINE.findall(text):
        first = index + len(piece) - len(piece.lstrip())
        if piece.strip():
            at = first if exact else min(first, layer.count_chars() - 1)
            left, bottom, _, _ = layer.get_charbox(at)
            size = pdfium.FPDFText_GetFontSize(layer, _middle(piece, index) if exact else at)
            lines.append(_Line(piece.strip(" \r\n"), round(size, 1), left, bottom, number))
        index += len(piece)
    layer.close()
    page.close()
    return lines


def _middle(piece: str, index: int) -> int:
    """A letter from the middle of a line: its size is the line's, where a note's number may be raised."""
    middle = len(piece) // 2
    letters = (offset for offset in range(middle, len(piece)) if piece[offset].isalnum())
    return index + next(letters, middle)


def _drop_running_heads(pages: list[list[_Line]]) -> None:
    """Take out page numbers, and lines at a page's top or bottom that recur on other pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_head(line.text) for line in [*page[:_MARGIN_LINES], *page[-_MARGIN_LINES:]]})
    for page in pages:
        for line in [*page[:_MARGIN_LINES], *page[-_MARGIN_LINES:]]:
            recurs = edges[_head(line.text)] >= _HEAD_REPEATS and len(_head(line.text)) > 2
            if line in page and (recurs or _PAGE_NUMBER.fullmatch(line.text)):
                if recurs and _is_title(page, line):
                    continue
                page.remove(line)


def _is_title(page: list[_Line], line: _Line) -> bool:
    """Whether the line is set larger than all else on its page: the title that the running head repeats."""
    return len(page) > 1 and line.size > max(other.size for other in page if other is not line)


def _head(text: str) -> str:
    return re.sub(r"[\d\W_]+", "", text).casefold()


def _body_size(pages: list[list[_Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _parted(page: list[_Line], body_size: float) -> tuple[list[_Line], list[_Line]]:
    """The lines of the body, and those of the notes at the foot: smaller type below all that is larger."""
    at = len(page)
    while at and page[at - 1].size <= body_size * _SMALLER:
        at -= 1
    return page[:at], page[at:]


def _begins_paragraph(paragraph: list[_Line], line: _Line) -> bool:
    last = paragraph[-1]
    if abs(line.size - last.size) > 0.5:
        return True
    if line.page != last.page:
        return bool(_ENDS_SENTENCE.search(last.text)) and len(last.text) < 0.8 * max(
            len(other.text) for other in paragraph
        )
    gap = last.bottom - line.bottom
    indented = line.left - min(other.left for other in paragraph) > line.size
    return gap > 1.55 * line.size or (
        bool(_ENDS_SENTENCE.search(last.text))
        and (indented or len(last.text) < 0.6 * max(len(o.text) for o in paragraph))
    )


def _add_paragraph(builder: TextBuilder, lines: list[_Line]) -> None:
    if lines:
        text, calls = _without_calls(_joined(line.text for line in lines))
        kind = (
            BlockKind.HEADING
            if len(text) < 120 and not _ENDS_SENTENCE.search(text) and len(lines) == 1
            else BlockKind.PARAGRAPH
        )
        builder.add(kind, text, calls=calls)


def _without_calls(text: str) -> tuple[str, dict[tuple[str, str], int]]:
    """The text without the numbers that call notes, which stand right behind a word or its punctuation."""
    calls: dict[tuple[str, str], int] = {}
    pieces: list[str] = []
    position = length = 0
    for call in _CALL.finditer(text):
        if _after_label(text, call.start()):
            continue
        piece = text[position : call.start()]
        pieces.append(piece)
        length += len(piece)
        calls.setdefault(("footnote", call[1] or call[2]), length)
        position = call.end()
    return "".join([*pieces, text[position:]]), calls


def _after_label(text: str, at: int) -> bool:
    """Whether the number belongs to a level word without a blank: "Op.11", "д.5", "p.12"."""
    word = re.search(r"([^\W\d_]+)\.$", text[max(0, at - 8) : at])
    return word is not None and len(word[1]) <= 4


def _add_notes(notes: list[tuple[str, str]], foot: list[_Line]) -> None:
    """Add the notes of a page's foot; what comes before its first number goes on the note before."""
    for line in foot:
        expected = int(notes[-1][0]) + 1 if notes else None
        start = _NOTE_START.match(line.text)
        number = (start[1] or start[2]) if start else None
        if (
            start
            and number
            and (
                expected is None
                or 0 <= int(number) - expected <= _SKIPPED
                or (int(number) == 1 and expected > 1)
            )
        ):
            notes.append((number, tidy(line.text[start.end() :])))
        elif notes:
            notes[-1] = (notes[-1][0], _joined([notes[-1][1], line.text]))


def _joined(lines: Iterable[str]) -> str:
    """Wrapped lines made one: a word broken by a hyphen whole, a range or shelf-mark closed up."""
    whole = ""
    for line in lines:
        line = line.strip()
        if not whole:
            whole = line
        elif whole.endswith(("\ufffe", "\u00ad", "\x02")):
            whole = whole[:-1] + line
        elif whole.endswith(("-", "–", "/")) and whole[-2:-1].isalnum() and line[:1].isalnum():
            whole += line
        else:
            whole = f"{whole} {line}"
    return tidy(whole)
