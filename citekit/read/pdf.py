"""PDF: its text layer, wrapped lines joined, running heads out, the notes at the foot of the pages read.

Public: :func:`read`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import pypdfium2

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Diagnostic, Document, Note
from citekit.read.hyphens import Hyphens
from citekit.read.notes import NOTE_START, number_of
from citekit.read.pdf_lines import Line, lines_of
from citekit.read.pdf_paragraph import ENDS_SENTENCE, Paragraph, joined
from citekit.read.tidy import TextBuilder, tidy

_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,5}(?:\s*/\s*\d{1,5})?|[ivxlc]{1,8})[\W_]*", re.I)
_NUMBERED_HEAD = re.compile(r"\d{1,4}\W{0,3}[^\d.]{3,}|[^\W\da-z_][^\d.]{3,}\d{1,4}")
_SMALLER = 0.93
"""A note's type is at most so much of the body's size."""

_SKIPPED = 2
_MARGIN_LINES = 3
_HEAD_REPEATS = 2
_FOOT_REPEATS = 0.3
"""A line at the foot of fewer pages may be a note ("6 Ibid., p. 12"), which recurs, too."""
_APART = 1.5


def read(data: bytes, name: str) -> Document:
    """A PDF as a Document; raises UnreadableInput for one that is broken, encrypted or has no text."""
    pages, pictures = _pages(data, name)
    if not any(line.text.strip() for page in pages for line in page):
        raise UnreadableInput(f"{name}: is a scan: it has no text; run it through text recognition first")
    _drop_running_heads(pages)
    if not any(pages):
        reason = "is a scan: it has no text but what recurs on its pages"
        raise UnreadableInput(f"{name}: {reason}; run it through text recognition first")
    scanned = [number for number in pictures if not pages[number - 1]]
    layout = _Layout(pages)
    builder = TextBuilder()
    notes = _Notes()
    paragraph = Paragraph(layout.hyphens, layout.leading, layout.width)
    for column in layout.columns():
        body, foot = notes.parted(column, layout.size)
        paragraph.noted.update(start.number for line in foot if (start := _note_start(line)))
        for line in body:
            if paragraph.lines and paragraph.ends_before(line):
                paragraph.add_to(builder)
            paragraph.take(line)
        notes.take(foot)
    paragraph.add_to(builder)
    for number, lines in notes.found:
        builder.add(BlockKind.NOTE, joined([line.text for line in lines], layout.hyphens), Note(number))
    return builder.document(name, "pdf", _of_scans(scanned))


def _pages(data: bytes, name: str) -> tuple[list[list[Line]], list[int]]:
    """The lines of each page, and the numbers of the pages that hold a picture and hardly any text."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(f"{name}: is encrypted; save it without a password") from error
        raise UnreadableInput(
            f"{name}: is damaged and cannot be read; save or print it to PDF again"
        ) from error
    try:
        pages = [lines_of(pdf, number) for number in range(len(pdf))]
        return pages, [
            number
            for number, lines in enumerate(pages, 1)
            if len(lines) <= _MARGIN_LINES and _has_picture(pdf[number - 1])
        ]
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(f"{name}: has a damaged page; save or print it to PDF again") from error
    finally:
        pdf.close()


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


def _of_scans(scanned: Sequence[int]) -> tuple[Diagnostic, ...]:
    if not scanned:
        return ()
    runs: list[list[int]] = []
    for number in scanned:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    which = f"page {named} is a scan" if len(scanned) == 1 else f"pages {named} are scans"
    return (Diagnostic("page-without-text", f"{which} without text, and not read"),)


def _drop_running_heads(pages: list[list[Line]]) -> None:
    """Take out page numbers, and from the edges inwards the lines that recur at one height, set apart from the text."""
    tops = [sorted(page, key=lambda line: -line.bottom)[:_MARGIN_LINES] for page in pages]
    feet = [sorted(page, key=lambda line: line.bottom)[:_MARGIN_LINES] for page in pages]
    for edges, repeats in ((tops, _HEAD_REPEATS), (feet, max(_HEAD_REPEATS, _FOOT_REPEATS * len(pages)))):
        counted = _counted(edges)
        recurring = Counter(_place(line) for lines in edges for line in lines)
        for page, lines in zip(pages, edges, strict=True):
            taken: list[Line] = []
            for line in lines:
                if line not in page:  # A short page's foot may be its head.
                    continue
                number = line is lines[0] and _PAGE_NUMBER.fullmatch(line.text)
                if number:
                    page.remove(line)
                elif recurring[_place(line)] < repeats or _is_note_of(page, line, counted):
                    break
                else:
                    taken.append(line)
            while taken and not _is_head(page, taken, at_top=edges is tops):
                taken.pop()
            for line in taken:
                page.remove(line)


def _is_head(page: Sequence[Line], taken: Sequence[Line], *, at_top: bool) -> bool:
    """Whether the innermost of these lines is no text: it is set apart from the text, or it is a head with the
    page's number. Of the last lines of notes at the feet of the pages many recur ("op. 11, d. 5, l. 3.")."""
    line = taken[-1]
    rest = [other.bottom - line.bottom for other in page if other not in taken]
    distances = [-distance if at_top else distance for distance in rest]
    inner = min((distance for distance in distances if distance > 0), default=None)
    if inner is None or inner >= _APART * line.size:
        return True
    return at_top and bool(_NUMBERED_HEAD.fullmatch(line.text.strip()))


def _is_note_of(page: Sequence[Line], line: Line, counted: Mapping[tuple[str, int], set[int]]) -> bool:
    """Whether a line at a page's foot may be a note: it is numbered, and set right under another line, or its
    numbers do not count with the pages as a page's number does."""
    start = _note_start(line)
    if start is None:
        return False
    above = [other.bottom - line.bottom for other in page if other.bottom > line.bottom]
    return (bool(above) and min(above) < _APART * line.size) or len(counted[_place(line)]) > 1


def _counted(edges: Sequence[Sequence[Line]]) -> Mapping[tuple[str, int], set[int]]:
    """For the lines that begin with a number, by what recurs of them: how far that is from the page's place."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, lines in enumerate(edges):
        for line in lines:
            if start := _note_start(line):
                found[_place(line)].add(start.number - number)
    return found


def _place(line: Line) -> tuple[str, int]:
    """What a running head repeats: its words, any number standing for any other, and its height on the page."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold()).strip(), round(line.bottom / 4)


class _Layout:
    """What the whole document tells of its pages: the size of its type and the distance of its lines."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.pages = pages
        self.hyphens = Hyphens([tidy(line.text) for page in pages for line in page])
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page:
                sizes[line.size] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        widths = sorted(line.right - line.left for page in pages for line in page)
        self.width = widths[len(widths) * 9 // 10]
        gaps = [
            above.bottom - line.bottom
            for page in pages
            for above, line in pairwise(page)
            if abs(line.size - self.size) < 0.3 and 0 < above.bottom - line.bottom < 3 * self.size
        ]
        self.leading = median(gaps) if gaps else 1.2 * self.size

    def columns(self) -> Iterator[list[Line]]:
        """The lines from top to bottom, as far as they go down: a page, or a column of it."""
        for page in self.pages:
            column: list[Line] = []
            for line in page:
                if column and line.bottom > column[-1].bottom + 2 * line.size:
                    yield column
                    column = []
                column.append(line)
            if column:
                yield column


@dataclass
class _Notes:
    """The notes at the feet of the pages: each its number and its lines; one may run over to the next page."""

    found: list[tuple[str, list[Line]]] = field(default_factory=list)
    raised: bool = False

    def parted(self, column: Sequence[Line], size: float) -> tuple[Sequence[Line], Sequence[Line]]:
        """The lines of the body, and those of the notes at its foot.

        A foot begins with a line whose number is raised, or with small type to the end of the column; small
        lines right above its first number go on from the page before.
        """
        small = len(column)
        while small and column[small - 1].size <= _SMALLER * size:
            small -= 1
        foot = len(column)
        for place, line in enumerate(column):
            start = _note_start(line)
            if (
                start
                and self._may_follow(start.number)
                and (start.raised or (place >= small and not self.raised))
            ):
                foot = place
                break
        if self.found and small < foot and (foot < len(column) or self._is_open()):
            foot = small
        return column[:foot], column[foot:]

    def take(self, foot: Sequence[Line]) -> None:
        """Read the lines of a foot; what comes before its first number goes on the note before."""
        for line in foot:
            start = _note_start(line)
            if start and (start.raised or not self.raised) and self._may_follow(start.number):
                self.raised = self.raised or start.raised
                self.found.append((str(start.number), [start.rest]))
            elif self.found:
                self.found[-1][1].append(line)

    def _may_follow(self, number: int) -> bool:
        if not self.found:
            return number > 0
        before = int(self.found[-1][0])
        return 0 < number - before <= 1 + _SKIPPED or (number == 1 and before > 1)

    def _is_open(self) -> bool:
        """Whether the last note has not come to its end."""
        return bool(self.found) and not ENDS_SENTENCE.search(self.found[-1][1][-1].text.rstrip())


@dataclass(frozen=True, slots=True)
class _Start:
    """The beginning of a note: its number, whether that is raised, and the line after it."""

    number: int
    raised: bool
    rest: Line


def _note_start(line: Line) -> _Start | None:
    first, raised = line.pieces[0]
    if raised and len(line.pieces) > 1:
        (after, _), *others = line.pieces[1:]
        return _Start(int(first), True, replace(line, pieces=[(after.lstrip(" .)"), False), *others]))
    match = NOTE_START.match(first)
    if match is None:
        return None
    return _Start(
        number_of(match), False, replace(line, pieces=[(first[match.end() :], False), *line.pieces[1:]])
    )
