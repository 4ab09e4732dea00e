"""A document's text as HTML, with the parts of its records marked.

Public: :func:`marked_text`, :class:`MarkedText`, :class:`Block`.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import escape

from citekit.model import BlockKind, Diagnostic, Document, Note, Record, Span
from citekit.read.notes import trimmed
from citekit.report.marks import Mark, marks_of

MOST_RECORDS = 3_000
"""Records of one document that are marked: the first ones."""

LONGEST_PARAGRAPH = 10_000
"""Characters of a paragraph that are shown whole; of a longer one, what stands around its references."""

CONTEXT = 400
"""Characters shown on each side of a reference in a paragraph that is not shown whole."""

_TYPED_NUMBER = re.compile(r"\s*[\[(]?\W?(?:\d{1,5}|[⁰¹²³⁴-⁹]{1,5})[\])]?[.):]?\s*")
_TYPED_CALL = re.compile(r"\[\d{1,5}\]|\(\d{1,5}\)|[⁰¹²³⁴-⁹]{1,5}|\[\^[^\]\s]{1,40}\]")
_LEFT_OUT = '<span class="left-out">[… text left out …]</span>'


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or note as HTML; whether a record is ``marked`` in it; its ``length`` in characters
    of the text; the ``note`` that it is, and the notes that it ``calls`` (their places among the notes)."""

    html: str
    marked: bool
    length: int
    note: int | None = None
    calls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document as it is shown: its ``blocks``; for each record (from the first on) the place among the notes
    of the one that it stands in, or None; which records are ``marked``, by number; and what there is to say of the
    document as a whole (``findings``: code and message)."""

    format: str
    blocks: tuple[Block, ...]
    notes: tuple[int | None, ...]
    marked: tuple[int, ...]
    findings: tuple[tuple[str, str], ...]

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> MarkedText:
        """What :func:`dataclasses.asdict` and JSON made of a marked text."""
        blocks = tuple(Block(**{**block, "calls": tuple(block["calls"])}) for block in found["blocks"])
        said = tuple((code, message) for code, message in found["findings"])
        return cls(found["format"], blocks, tuple(found["notes"]), tuple(found["marked"]), said)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block of the document, or text between two of them; ``label`` is a note's number as typed before it."""

    kind: BlockKind
    span: Span
    note: Note | None = None
    place: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Call:
    """A note's number in the running text: where it stands as typed, or an empty span where none is."""

    span: Span
    place: int
    number: str


def anchor_prefix(name: str) -> str:
    """What the ids of a document's parts begin with: the same in each report, another for each document's name."""
    return "d" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:10]


def marked_text(document: Document, records: Sequence[Record]) -> MarkedText:
    """The text of ``document`` with what ``records`` found in it.

    Every character of the text is there, but for those left out of paragraphs beyond
    :data:`LONGEST_PARAGRAPH`, where a sign says so.
    """
    return _Writer(document, records, anchor_prefix(document.name)).written()


class _Writer:
    def __init__(self, document: Document, records: Sequence[Record], prefix: str) -> None:
        self.text = document.text
        self.prefix = prefix
        self.findings: Sequence[Diagnostic] = document.diagnostics
        self.format = document.format
        self.records = records[:MOST_RECORDS]
        self.stretches = list(_stretches(document))
        self.begins = [stretch.span.start for stretch in self.stretches]
        self.begun: set[int] = set()
        """The records of which a piece is written: the first bears the id to which the links lead."""

    def written(self) -> MarkedText:
        marks = self._marks()
        self.cited = {self.stretches[place].place for place in marks}
        calls = self._calls()
        shown = [
            _shown(self.text, stretch.span, [mark.span for mark in marks.get(place, ())])
            for place, stretch in enumerate(self.stretches)
        ]
        calls = {
            place: [call for call in own if any(part.holds(call.span) for part in shown[place])]
            for place, own in calls.items()
        }
        self.called = {call.place for own in calls.values() for call in own}
        blocks = []
        notes: list[int | None] = [None] * len(self.records)
        for place, stretch in enumerate(self.stretches):
            own, called = marks.get(place, []), calls.get(place, [])
            new = {mark.record for mark in own} - self.begun
            blocks.append(
                Block(
                    self._block(stretch, shown[place], own, called),
                    bool(own),
                    stretch.span.end - stretch.span.start,
                    stretch.place,
                    tuple(call.place for call in called),
                )
            )
            for number in new & self.begun:
                notes[number - 1] = stretch.place
        said = tuple((finding.code, finding.message) for finding in self.findings)
        return MarkedText(self.format, tuple(blocks), tuple(notes), tuple(sorted(self.begun)), said)

    def _marks(self) -> dict[int, list[Mark]]:
        """The marks of each stretch, cut to it, with one for the whole of a record's parts in it before them."""
        found: dict[int, list[Mark]] = {}
        for number, record in enumerate(self.records, 1):
            own: dict[int, list[Mark]] = {}
            whole = [Mark(span, "", "", number) for span in record.spans.get("archival", ())]
            parts = [*marks_of(self.text, record, number), *whole]
            if not parts and record.span:
                parts = [Mark(record.span, "", "", number)]
            for mark in parts:
                for place, span in self._within(mark.span):
                    own.setdefault(place, []).append(Mark(span, mark.name, mark.look, number))
            for place, marks in own.items():
                hull = Span(min(mark.span.start for mark in marks), max(mark.span.end for mark in marks))
                found.setdefault(place, []).append(Mark(hull, "", "", number))
                found[place] += [mark for mark in marks if mark.name]
        return found

    def _within(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The stretches that a span touches, each with the part of the span in it."""
        place = max(0, bisect_right(self.begins, span.start) - 1)
        while place < len(self.stretches) and self.begins[place] < span.end:
            own = self.stretches[place].span
            cut = Span(max(span.start, own.start), min(span.end, own.end))
            if cut.start < cut.end:
                yield place, cut
            place += 1

    def _calls(self) -> dict[int, list[_Call]]:
        """The calls of notes in each stretch, in order."""
        found: dict[int, list[_Call]] = {}
        for stretch in self.stretches:
            note = stretch.note
            if note is None or note.called_at is None or stretch.place is None:
                continue
            at = note.called_at
            place = bisect_right(self.begins, at) - 1
            if place > 0 and at == self.begins[place] and self.stretches[place - 1].span.end == at:
                place -= 1
            if place < 0 or at > self.stretches[place].span.end or self.stretches[place] is stretch:
                continue
            typed = _TYPED_CALL.match(self.text, at, self.stretches[place].span.end)
            span = Span(at, typed.end() if typed else at)
            found.setdefault(place, []).append(_Call(span, stretch.place, note.number))
        for calls in found.values():
            calls.sort(key=lambda call: call.span)
        return {place: list(_apart(calls)) for place, calls in found.items()}

    def _block(
        self, stretch: _Stretch, shown: Sequence[Span], marks: Sequence[Mark], calls: Sequence[_Call]
    ) -> str:
        pieces = [_LEFT_OUT] if shown[0].start > stretch.span.start else []
        for place, span in enumerate(shown):
            if place:
                pieces.append(_LEFT_OUT)
            pieces.append(self._inline(span, marks, calls))
        if shown[-1].end < stretch.span.end:
            pieces.append(_LEFT_OUT)
        inner = "".join(pieces)
        if stretch.place is not None and stretch.note:
            return self._note(stretch, stretch.place, inner)
        if stretch.kind is BlockKind.HEADING:
            return f'<h3 class="heading" dir="auto">{inner}</h3>'
        look = "entry" if stretch.kind is BlockKind.ENTRY else "paragraph"
        return f'<p class="{look}" dir="auto">{inner}</p>'

    def _note(self, stretch: _Stretch, place: int, inner: str) -> str:
        number = escape(stretch.label or f"{stretch.note.number if stretch.note else ''}.")
        if place in self.called:
            way = f'href="#{self.prefix}-c{place}" aria-label="note {number.strip(" .")}, back to the text"'
            label = f'<a class="number" {way}>{number}</a>'
        else:
            label = f'<span class="number">{number}</span>'
        own = f'class="note" role="note" id="{self.prefix}-n{place}"'
        return f'<div {own}>{label} <p dir="auto">{inner}</p></div>'

    def _inline(self, span: Span, marks: Sequence[Mark], calls: Sequence[_Call]) -> str:
        """The text of a span, each mark an element; one that another cuts through is several pieces."""
        out: list[str] = []
        opened: list[Mark] = []
        for piece, chain, call in _pieces(self.text, span, marks, calls):
            kept = 0
            while kept < min(len(opened), len(chain)) and opened[kept] is chain[kept]:
                kept += 1
            out += [_end(mark) for mark in reversed(opened[kept:])]
            out += [self._start(mark) for mark in chain[kept:]]
            opened = chain
            out.append(self._call(call) if call else escape(piece.of(self.text)))
        out += [_end(mark) for mark in reversed(opened)]
        return "".join(out)

    def _call(self, call: _Call) -> str:
        typed = call.span.of(self.text)
        look = "call typed" if typed else "call"
        look += " cited" if call.place in self.cited else ""
        way = f'id="{self.prefix}-c{call.place}" href="#{self.prefix}-n{call.place}"'
        return f'<a class="{look}" role="doc-noteref" {way}>{escape(typed or call.number)}</a>'

    def _start(self, mark: Mark) -> str:
        if mark.name:
            own = f'data-part="{escape(mark.name)}" data-span="{mark.span.start}-{mark.span.end}"'
            return f'<span class="part {mark.look}" {own}>'
        first = mark.record not in self.begun
        self.begun.add(mark.record)
        own = f' id="{self.prefix}-t{mark.record}"' if first else ' tabindex="-1"'
        look = "ref first" if first else "ref"
        if first and any(finding.span is None for finding in self.records[mark.record - 1].diagnostics):
            look += " flagged"
        return (
            f'<a class="{look}"{own} href="#{self.prefix}-r{mark.record}"'
            f' data-record="{mark.record}" aria-describedby="{self.prefix}-s{mark.record}">'
        )


def _end(mark: Mark) -> str:
    return "</span>" if mark.name else "</a>"


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The whole text, but for blanks, in its blocks and what stands between them."""
    text, end, places = document.text, 0, 0
    for block in document.blocks:
        between = Span(end, block.span.start)
        label = ""
        if block.note and _TYPED_NUMBER.fullmatch(text, *between):
            label = between.of(text).strip()
        elif between.of(text).strip():
            yield _Stretch(BlockKind.PARAGRAPH, trimmed(text, between))
        place = None
        if block.note:
            place, places = places, places + 1
        if block.span.start < block.span.end or block.note:
            yield _Stretch(block.kind, block.span, block.note, place, label)
        end = block.span.end
    rest = trimmed(text, Span(end, len(text)))
    if rest.start < rest.end:
        yield _Stretch(BlockKind.PARAGRAPH, rest)


def _apart(calls: Iterable[_Call]) -> Iterator[_Call]:
    """The calls that do not begin inside the one before them."""
    end = 0
    for call in calls:
        if call.span.start >= end:
            yield call
            end = call.span.end


def _shown(text: str, span: Span, marked: Sequence[Span]) -> list[Span]:
    """What is shown of a block: all of it, or what stands around its references where it is too long."""
    if span.end - span.start <= LONGEST_PARAGRAPH:
        return [span]
    shown: list[Span] = []
    for mark in sorted(marked) or [Span(span.start, span.start)]:
        begin, end = max(span.start, mark.start - CONTEXT), min(span.end, mark.end + CONTEXT)
        if shown and begin <= shown[-1].end:
            shown[-1] = Span(shown[-1].start, max(shown[-1].end, end))
        else:
            shown.append(Span(begin, end))
    return shown


def _pieces(
    text: str, span: Span, marks: Sequence[Mark], calls: Sequence[_Call]
) -> Iterator[tuple[Span, list[Mark], _Call | None]]:
    """The span in pieces, each with the marks that cover it from the outermost to the innermost.

    A link holds no link: of several records the shortest covers the piece, and none covers a call.
    """
    inside = [mark for mark in marks if mark.span.start < span.end and mark.span.end > span.start]
    at = {call.span.start: call for call in calls if span.holds(call.span)}
    edges = {*span}
    for own in (*(mark.span for mark in inside), *(call.span for call in at.values())):
        edges.update(edge for edge in own if span.start < edge < span.end)
    for own in (call.span for call in at.values()):
        edges.difference_update(range(own.start + 1, own.end))
    coming = sorted(inside, key=lambda mark: mark.span.start, reverse=True)
    covering: list[Mark] = []
    linked: list[Mark] = []
    for begin, end in pairwise(sorted(edges)):
        covering = [mark for mark in covering if mark.span.end > begin]
        while coming and coming[-1].span.start <= begin:
            covering.append(coming.pop())
        call = at.get(begin)
        if call and call.span.end == begin:
            yield call.span, [], call
            call = None
        chain = _chain(covering, linked=call is None)
        if chain[:1] != linked[:1] and len(chain) == 1 and not any(map(str.isalnum, text[begin:end])):
            chain = []  # The stops between two records belong to neither.
        yield Span(begin, end), chain, call
        linked = chain
    last = at.get(span.end)
    if last:
        yield last.span, [], last


def _chain(covering: Sequence[Mark], *, linked: bool) -> list[Mark]:
    records = [mark for mark in covering if not mark.name]
    parts = [mark for mark in covering if mark.name]
    parts.sort(key=lambda mark: (mark.span.start, -mark.span.end, mark.look != "finding"))
    if not linked or not records:
        return parts
    return [min(records, key=lambda mark: mark.span.end - mark.span.start), *parts]
