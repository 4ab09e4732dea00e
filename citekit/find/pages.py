"""The page of a digital archive or catalogue as users save it: labelled parts around one citation.

Public: :class:`Page`, :func:`find_pages`. "Citation", "Cite as", "Source", «Ссылка для цитирования» and
"Zitierweise" are the same thing; the words are in ``page-labels.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citekit.find.labels import (
    ARCHIVE,
    CITATION,
    REFERENCE,
    Label,
    label_at,
    may_have_labels,
    undecorated,
)
from citekit.model import BlockKind, Document, Span

_LINE = re.compile(r"[^\n]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS_OF_DATES = frozenset("de of the and г год года году р рік року r roku rok to bis a".split())
_SENTENCE_END = (".", "!", "?", "”", "»", '"', "…")
_LONGEST_DATE_LINE = 40
_MOST_WORDS_OF_DATE = 2
_LONGEST_HEADING = 300
_NEAR = 8
_PROSE_LINE = 60
_LONGEST_OF_LIST = 100
_FARTHEST = 1_500
"""Characters without a label between two parts of one page."""

_PROSE = frozenset({CITATION, REFERENCE, "summary", "rights"})
_LISTS = frozenset({"subjects"})
_KINDS_OF_REFERENCE = frozenset({CITATION, REFERENCE, ARCHIVE, "levels"})
_NO_PART_OF_RECORD = frozenset({"afterwards", "other"})
_DESCRIBES = frozenset(
    {
        "title",
        "date",
        "summary",
        "original_language",
        "language",
        "classification",
        "rights",
        "record_number",
        "subjects",
    }
)
_ENOUGH = 2
"""So many parts that describe a document make a page of it where nothing says how to cite it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The labelled parts of a page.

    ``references`` are the stretches that may say where the document is kept, the likeliest first, and
    ``cited`` how many of them stand under "Citation" and its siblings; ``levels`` are the labels and values of
    a shelf-mark that is given level by level. ``heading`` and ``date_line`` are
    those above the first label; ``titled`` says that the heading is surely one. ``above`` are the
    lines there beside them, ``fields`` the other parts, ``body`` the document's text after "Contents". ``spans`` are all that the page has said.
    """

    references: tuple[Span, ...]
    cited: int
    levels: tuple[tuple[Span, Span], ...]
    fields: Mapping[str, Span]
    head_says: Mapping[str, Span]
    heading: Span | None
    titled: bool
    date_line: Span | None
    above: tuple[Span, ...]
    body: Span | None
    spans: tuple[Span, ...]


class _Line(NamedTuple):
    span: Span
    block: int
    heading: bool
    date: bool
    note: bool
    label: Label | None


@dataclass(slots=True)
class _Part:
    """A label and the lines of its value: ``paragraphs``, each a span; ``above`` are the lines before the
    label that no part holds."""

    label: Label
    span: Span
    above: list[_Line]
    paragraphs: list[Span] = field(default_factory=list)
    last: _Line | None = None

    @property
    def value(self) -> Span | None:
        return Span(self.paragraphs[0].start, self.paragraphs[-1].end) if self.paragraphs else None


def find_pages(document: Document) -> list[Page]:
    """The pages that the document is made of; [] where it has no labelled citation beside other labels."""
    text = document.text
    metadata = next((block for block in document.blocks if block.kind is BlockKind.METADATA), None)
    begin, said = (metadata.span.end, metadata.fields) if metadata else (0, {})
    if "reference" not in said and not may_have_labels(text):
        return []
    lines = list(_lines(document, begin))
    groups = list(_groups(text, list(_parts(text, lines))))
    pages = [page for group in groups if (page := _page(text, group, said if len(groups) == 1 else {}))]
    if not pages and "reference" in said:
        heading, titled, date_line = _head(text, lines[:_NEAR])
        spans = tuple(span for span in (heading, date_line) if span)
        return [Page((said["reference"],), 0, (), {}, said, heading, titled, date_line, (), None, spans)]
    return pages


def _lines(document: Document, begin: int) -> Iterator[_Line]:
    text, blocks = document.text, document.blocks
    starts = [block.span.start for block in blocks]
    for found in _LINE.finditer(text, begin):
        span = undecorated(text, Span(*found.span()))
        if span is None:
            continue
        block = bisect_right(starts, found.start()) - 1
        kind = blocks[block].kind if block >= 0 else BlockKind.PARAGRAPH
        heading = kind is BlockKind.HEADING
        marked = text.startswith("#", found.start())
        is_date = _is_date(span.of(text))
        note = kind is BlockKind.NOTE
        label = None if note else label_at(text, *found.span())
        yield _Line(span, block, heading or marked, is_date, note, label)


def _parts(text: str, lines: Sequence[_Line]) -> Iterator[_Part]:
    """The labelled parts in their order, each with its value's lines."""
    part: _Part | None = None
    goes_on = False
    above: list[_Line] = []
    cited: set[str] = set()
    for line in lines:
        label = line.label
        if part is not None and part.label.field == "contents":
            if not _ends_contents(label, cited):
                part.paragraphs.append(line.span)
                above.append(line)
                continue
        elif label and label.field == "contents" and (label.value or part is None):
            label = None
        if label is None:
            goes_on = goes_on and part is not None and _goes_on(text, part, line)
            if goes_on and part is not None:
                _add(part, line)
            else:
                above.append(line)
            continue
        if part is not None:
            yield part
        if label.field == CITATION:
            cited.add(label.words)
        part = _Part(label, line.span, above)
        above, goes_on = [], True
        if label.value:
            part.paragraphs.append(label.value)
            part.last = line
            goes_on = label.field in _PROSE
    if part is not None:
        yield part


def _ends_contents(label: Label | None, cited: set[str]) -> bool:
    """Whether a label ends the text of a document: what follows describes it, or is the next page."""
    if label is None:
        return False
    return label.field == "afterwards" or (label.field == CITATION and (not cited or label.words in cited))


def _goes_on(text: str, part: _Part, line: _Line) -> bool:
    """Whether a line without a label belongs to the part above it."""
    words = line.span.of(text)
    if line.heading or line.note or part.label.field in _NO_PART_OF_RECORD:
        return False
    if part.label.field in _LISTS and line.date:
        return False
    if part.last is None:
        return True
    if part.label.field in _PROSE:
        further = (
            part.label.field != REFERENCE
            and part.label.value is None
            and (len(words) >= _PROSE_LINE or words.endswith(_SENTENCE_END))
        )
        return line.block == part.last.block or further
    return part.label.field in _LISTS and len(words) < _LONGEST_OF_LIST and not words.endswith(_SENTENCE_END)


def _add(part: _Part, line: _Line) -> None:
    if part.last is not None and part.last.block == line.block and part.paragraphs:
        part.paragraphs[-1] = Span(part.paragraphs[-1].start, line.span.end)
    else:
        part.paragraphs.append(line.span)
    part.last = line


def _groups(text: str, parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The parts of each page: a label that was there already begins the next, where both are pages then."""
    group: list[_Part] = []
    labels: set[str] = set()
    for part in parts:
        far = sum(len(line.span.of(text)) for line in part.above) > _FARTHEST
        apart = far and part.label.field != CITATION and group[-1:] and group[-1].label.field != "contents"
        if group and (apart or (part.label.words in labels and _is_enough(group))):
            yield group
            group, labels = [], set()
        group.append(part)
        if part.paragraphs or part.label.field == "contents":
            labels.add(part.label.words)
    if group:
        yield group


def _is_enough(parts: Sequence[_Part]) -> bool:
    """Whether these parts are a page: a citation and another part, or a reference and what describes it, be
    it only a heading and a date right above."""
    named = {part.label.field for part in parts if part.paragraphs or part.label.field == "contents"}
    if CITATION in named:
        return len(named - _NO_PART_OF_RECORD) > 1
    near = parts[0].above[-2:]
    headed = any(line.heading for line in near) and any(line.date for line in near)
    by_level = sum(part.label.field == "levels" for part in parts) >= _ENOUGH
    describing = len(named & _DESCRIBES) + by_level + (_ENOUGH if headed else 0)
    return bool(named & _KINDS_OF_REFERENCE) and describing >= _ENOUGH


def _page(text: str, parts: Sequence[_Part], said: Mapping[str, Span]) -> Page | None:
    if not _is_enough(parts):
        return None
    fields = dict[str, Span]()
    for part in parts:
        name = part.label.field
        if name not in _KINDS_OF_REFERENCE | _NO_PART_OF_RECORD | {"contents"} and part.value:
            fields.setdefault(name, part.value)
    archive = _first(parts, ARCHIVE)
    if archive:
        fields.setdefault("archive", archive)
    references = _references(parts)
    if "reference" in said:
        references += (said["reference"],)
    cited = sum(len(part.paragraphs) for part in parts if part.label.field == CITATION)
    body = _first(parts, "contents")
    first = next((place for place, part in enumerate(parts) if part.label.field != "afterwards"), 0)
    above = [line for part in parts[: first + 1] for line in part.above]
    heading, titled, date_line = _head(text, above)
    spans = [part.span for part in parts]
    spans += [span for part in parts if part.label.field != "contents" for span in part.paragraphs]
    spans += [span for span in (heading, date_line) if span]
    return Page(
        references,
        cited,
        tuple((part.label.span, part.value) for part in parts if part.label.field == "levels" and part.value),
        fields,
        said,
        heading,
        titled,
        date_line,
        tuple(line.span for line in above[-_NEAR:] if line.span not in (heading, date_line)),
        body,
        tuple(sorted(spans)),
    )


def _first(parts: Sequence[_Part], name: str) -> Span | None:
    return next((part.value for part in parts if part.label.field == name and part.value), None)


def _references(parts: Sequence[_Part]) -> tuple[Span, ...]:
    """What may say where the document is kept: under "Citation", then under "Source"."""
    found: dict[Span, None] = {}
    for name in (CITATION, REFERENCE, ARCHIVE):
        for part in parts:
            if part.label.field == name:
                found |= dict.fromkeys(part.paragraphs)
                if part.value and len(part.paragraphs) > 1:
                    found[part.value] = None
    return tuple(found)


def _head(text: str, lines: Sequence[_Line]) -> tuple[Span | None, bool, Span | None]:
    """The title among the lines above the first label, whether it is surely one (by its format, or beside a
    date), and the line with the date."""
    near = lines[-_NEAR:]
    dates = [line for line in near if line.date]
    others = [line for line in near if line not in dates and len(line.span.of(text)) <= _LONGEST_HEADING]
    titles = [line for line in others if line.heading]
    if not titles and dates and others:
        at = lines.index(dates[-1])
        beside = [line for line in others if abs(lines.index(line) - at) == 1]
        titles = [line for line in beside if not line.span.of(text).endswith(".")] or beside
        return (titles or others)[-1].span, bool(titles), dates[-1].span
    title = (titles or others)[-1].span if titles or others else None
    return title, bool(titles), dates[-1].span if dates else None


def _is_date(words: str) -> bool:
    """Whether a line is a date and no more."""
    if len(words) > _LONGEST_DATE_LINE or not _YEAR.search(words):
        return False
    others = [word for word in _WORD.findall(words.casefold()) if word not in _NO_WORDS_OF_DATES]
    return len(others) <= _MOST_WORDS_OF_DATE
