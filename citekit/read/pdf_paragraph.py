"""The paragraphs of a PDF's body, and the notes at its end, put together line by line.

Public: :class:`Paragraph`, :func:`joined`, :data:`ENDS_SENTENCE`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.model import BlockKind, Note
from citekit.read.hyphens import Hyphens, are_dashed
from citekit.read.ideographs import closed_up
from citekit.read.notes import NOTE_START, NOTES_HEADING, number_of
from citekit.read.pdf_lines import Line
from citekit.read.tidy import TextBuilder, tidy

ENDS_SENTENCE = re.compile(r"[.!?:…。][\"'”»)\]]*$")
_SKIPPED = 2
_LONGEST_HEADING = 120
_INDENT = 0.7
_CUT_SHORT = 0.5
_BULLET = re.compile(r"[•▪◦■●–—*] ")
_LINK_BACK = re.compile(r"\s*[↩↑^]\ufe0e?\s*$")
_CALL, _CALL_END = "\ue000", "\ue001"
_MARK = re.compile(f" ?{_CALL}(\\d+){_CALL_END}")


class Paragraph:
    """A paragraph of the body that is being read."""

    def __init__(self, hyphens: Hyphens, leading: float, width: float) -> None:
        """``leading`` is the usual distance of two lines and ``width`` that of a full one, in points."""
        self._hyphens, self._leading, self._width = hyphens, leading, width
        self.lines: list[Line] = []
        self.noted: set[int] = set()
        """The numbers of the notes at the feet of the pages so far."""
        self._called: set[int] = set()
        self._last_call = 0
        self._endnote = 0  # the last that began
        self._is_endnote = False
        self._item: int | None = (
            None  # the number with which the last paragraph began; 0 for a heading of notes
        )

    def ends_before(self, line: Line) -> bool:
        """Whether ``line`` begins another paragraph."""
        last = self.lines[-1]
        if self._begun_by(line) or _counts_on(_number_of(self.lines[0]), line):
            return True
        if self._is_endnote:
            return line.page == last.page and last.bottom - line.bottom > 1.35 * self._leading
        if abs(line.size - last.size) > 0.06 * line.size:
            return True
        widest = max(other.right - other.left for other in self.lines)
        short = last.right - last.left < 0.85 * max(widest, line.right - line.left)
        ended = bool(
            ENDS_SENTENCE.search("".join(piece for piece, raised in last.pieces if not raised).rstrip())
        )
        gap = last.bottom - line.bottom
        if last.text.endswith("-"):
            return False
        if last.right - last.left < _CUT_SHORT * self._width or _BULLET.match(line.text):
            return True
        if line.page != last.page or gap < 0:
            return ended and short
        if gap > 1.35 * self._leading:
            return True
        if NOTES_HEADING.fullmatch(last.text) or NOTES_HEADING.fullmatch(line.text):
            return True
        return ended and (short or line.left - last.left > _INDENT * line.size)

    def add_to(self, builder: TextBuilder) -> None:
        """Add the paragraph, without the raised numbers in it that call notes."""
        if not self.lines:
            return
        text, calls = _without_marks(joined([self._marked(line) for line in self.lines], self._hyphens))
        heading = len(self.lines) == 1 and len(text) < _LONGEST_HEADING and not ENDS_SENTENCE.search(text)
        heading = heading and not (text.startswith("[") or _counts_on(self._item, self.lines[0]))
        self._item = 0 if NOTES_HEADING.fullmatch(text) else _number_of(self.lines[0])
        if start := self._begun_by(self.lines[0]):
            self._endnote = number_of(start)
            words = _LINK_BACK.sub("", text[start.end() :])
            note = Note(str(self._endnote), "endnote")
            builder.add(BlockKind.NOTE, words, note, called_by=("footnote", note.number))
        else:
            builder.add(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, text, calls=calls)
        self.lines = []
        self._is_endnote = False

    def take(self, line: Line) -> None:
        """Take the line, the first or the next, into the paragraph."""
        self._is_endnote = self._is_endnote or (not self.lines and self._begun_by(line) is not None)
        self.lines.append(line)

    def _begun_by(self, line: Line) -> re.Match[str] | None:
        """The number with which a line begins, where it is that of the next note at the end of the text."""
        start = _start_of(line)
        if start is None or number_of(start) not in self._called - self.noted:
            return None
        return start if 0 < number_of(start) - self._endnote <= 1 + _SKIPPED else None

    def _marked(self, line: Line) -> str:
        """A line's words, its raised numbers that count on from the last call, or stand at a page's foot after it,
        marked as calls."""
        marked = ""
        for piece, raised in line.pieces:
            number = int(piece) if raised else 0
            counts_on = number - self._last_call <= 1 + _SKIPPED or number in self.noted
            if number > self._last_call and counts_on:
                self._last_call = number
                self._called.add(number)
                piece = f"{_CALL}{piece}{_CALL_END}"
            marked += piece
        return marked


def _start_of(line: Line) -> re.Match[str] | None:
    """The number with which a line begins as a note or a list's item does."""
    first, raised = line.pieces[0]
    return None if raised else NOTE_START.match(first)


def _number_of(line: Line) -> int | None:
    start = _start_of(line)
    return number_of(start) if start else None


def _counts_on(number: int | None, line: Line) -> bool:
    """Whether a line begins with the number after ``number``."""
    return number is not None and _number_of(line) == number + 1


def _without_marks(text: str) -> tuple[str, dict[tuple[str, str], int]]:
    """The text without its marks, and the notes called in it with their offsets."""
    calls: dict[tuple[str, str], int] = {}
    pieces: list[str] = []
    length = position = 0
    for mark in _MARK.finditer(text):
        piece = text[position : mark.start()].rstrip()
        pieces.append(piece)
        length += len(piece)
        calls.setdefault(("footnote", mark[1]), length)
        position = mark.end()
    return "".join([*pieces, text[position:]]), calls


def joined(lines: Sequence[str], hyphens: Hyphens) -> str:
    """Wrapped lines made one: a word broken by a hyphen whole, a range or shelf-mark closed up."""
    whole = ""
    settled: list[str] = []
    for line in lines:
        line = tidy(line).strip()
        if (word := hyphens.joined(whole, line)) is not None:
            settled.append(word[: len(word) - len(line)])
        elif whole.endswith(("-", "–", "/")) and whole[-2:-1].isalnum() and line[:1].isalnum():
            settled.append(whole)
        elif whole:
            settled += [whole, "" if are_dashed(whole, line) else " "]
        whole = line
    return closed_up("".join([*settled, whole]))
