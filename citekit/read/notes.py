"""Notes that are typed as text: numbered paragraphs under a heading, called by numbers in brackets or raised.

Public: :data:`NOTES_HEADING`, :data:`NOTE_START`, :data:`REFERS_BACK`, :func:`number_of`, :func:`with_typed_notes`, :func:`trimmed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from citekit.model import Block, BlockKind, Note, Span

NOTES_HEADING = re.compile(
    r"[\W\d]*(?:notes|endnotes|footnotes|references|sources|notes and references|примечания|сноски|комментарии|ссылки|"
    r"источники|примітки|посилання|бележки|anmerkungen|fußnoten|endnoten|quellen|einzelnachweise|przypisy|jegyzetek|"
    r"poznámky|notes de bas de page|note|notas|bilješke|napomene|opombe|märkused|išnašos|atsauces)\W*",
    re.I,
)
_DAY = r"\d\d?[ \t]+(?:[^\W\d_A-ZА-ЯІЇЄ][^\W\d_]+|January|February|March|April|May|June|July|August|September|October|November|December)[ \t]+[12]\d{3}(?!\d)"
_LINK_BACK = r"(?:[\^↑]\ufe0e?[ \t]+(?:a[ \t]+b[ \t]+(?:c[ \t]+(?:d[ \t]+(?:e[ \t]+)?)?)?)?)?"
"""What a page of Wikipedia has between a note's number and its words: "^", or "^ a b" where it is called twice."""
NOTE_START = re.compile(
    rf"[ \t]*(?!{_DAY})(?:[\[(]?\^?(?P<number>\d{{1,4}})(?:[\]).:]+[ \t]+|[ \t]+(?=\D)|(?=[^\W\d_]))|(?P<raised>[⁰¹²³⁴-⁹]{{1,4}})[ \t]*){_LINK_BACK}(?=\S)"
)
"""The beginning of a note: its number, which is no day of a month."""
REFERS_BACK = (
    r"ibid(?:em)?|там\s+же|там\s+само|пак\s+там|ebd|ebenda|tamże|tamtéž|tamže|uo|ugyanott|ivi|ibidem|tamo|ibd"
    r"|ten\s+pat|turpat|sealsamas|prav\s+tam|po\s+aty|тамсама|tam\s+zhe"
)
"""The words with which a note refers to the note before it, as alternatives of a pattern."""

_OPENS_WITH_IBID = re.compile(rf"(?:{REFERS_BACK})(?!\w)", re.I)
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans(_RAISED_FIGURES, "0123456789")
_RAISED_CALL = re.compile(r"([⁰¹²³⁴-⁹]{1,4})")
_CALLS = (
    re.compile(r"\[\^?(\d{1,4})\]"),
    _RAISED_CALL,
    re.compile(r"\((\d{1,4})\)"),
    re.compile(r"(\d(?<=[^\W\d_][.,;:!?»”\"’)]\d)\d{0,3})(?=\s|$)"),
)
_SKIPPED = 2
"""So many numbers may be missing between two notes, as text recognition loses them."""
_ALONE = 3
_HIGHEST = 999
_LONGEST_HEADING = 50


def number_of(start: re.Match[str]) -> int:
    """The number of a note whose beginning :data:`NOTE_START` matched."""
    return int(start["number"] or start["raised"].translate(_RAISED))


class _Start(NamedTuple):
    """The beginning of what may be a note: its number, and where the words behind it begin."""

    number: int
    end: int


def with_typed_notes(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that are numbered notes as notes, each with the place where the text calls it.

    Outside a section of notes a numbered paragraph is a note where the text before it calls its number in
    brackets or raised, where it is made of three lines or more that count on from one another, or among
    as many paragraphs of which one opens with "Ibid.".
    """
    starts = _starts(text, blocks)
    headings = {place for place, block in enumerate(blocks) if _is_notes_heading(text, block.span)}
    others = {place for place, block in enumerate(blocks) if block.kind is not BlockKind.PARAGRAPH}
    counted = _counted(text, starts, others)
    calls = _Calls(text)
    found: list[Block] = []
    in_notes, number, done = False, 0, 0
    for place in sorted(starts.keys() | headings | others):
        block = blocks[place]
        if place in headings:
            in_notes, number = True, 0
            notes = [block._replace(kind=BlockKind.HEADING)]
        elif start := starts.get(place):
            is_note = in_notes or place in counted or calls.before(start.number, block.span.start)
            if place in counted:
                number = start.number - 1
            notes = _notes_in(text, block.span, start, number, in_notes=is_note)
            number = int(notes[-1].note.number) if notes and notes[-1].note else number
        else:
            in_notes = in_notes and block.kind is not BlockKind.HEADING
            continue
        found += blocks[done:place]
        found += notes or [block]
        done = place + 1
    found += blocks[done:]
    return _with_calls(calls, _with_further_paragraphs(found))


def _is_notes_heading(text: str, span: Span) -> bool:
    return span.end - span.start < _LONGEST_HEADING and NOTES_HEADING.fullmatch(text, *span) is not None


def _starts(text: str, blocks: Sequence[Block]) -> dict[int, _Start]:
    """The paragraphs that begin with a number as notes do, by their places among ``blocks``."""
    return {
        place: _Start(number_of(start), start.end())
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH
        and not text[block.span.start].isalpha()
        and (start := NOTE_START.match(text, *block.span))
    }


def _counted(text: str, starts: Mapping[int, _Start], others: AbstractSet[int]) -> AbstractSet[int]:
    """Which of ``starts`` count on from one another and can only be notes; what is at ``others`` parts them."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    opens_with_ibid = False
    for place in sorted(starts.keys() | others):
        start = starts.get(place)
        if start is None or (run and start.number != last + 1):
            run, opens_with_ibid = [], False
        if start is None:
            continue
        run.append(place)
        last = start.number
        opens_with_ibid = opens_with_ibid or _OPENS_WITH_IBID.match(text, start.end) is not None
        if opens_with_ibid and len(run) >= _ALONE:
            found.update(run)
            run = run[-_ALONE:]
    return found


class _Calls:
    """Where a text first calls each number, in each of the ways in which texts call notes; read when asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[re.Pattern[str], dict[int, int]] = {}

    def first(self, way: re.Pattern[str]) -> dict[int, int]:
        """Number -> the place of its first call in this way."""
        if way not in self._found:
            self._found[way] = dict(self._read(way))
        return self._found[way]

    def before(self, number: int, place: int) -> bool:
        """Whether a number is called in brackets or raised before ``place``."""
        return any(self.first(way).get(number, place) < place for way in _CALLS[:2])

    def _read(self, way: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        text = self._text
        if way is _RAISED_CALL and not any(map(text.__contains__, _RAISED_FIGURES)):
            return
        seen: set[int] = set()
        for call in way.finditer(text):
            number = int(call[1].translate(_RAISED))
            if number not in seen and text[call.start() - 1 : call.start()].strip():
                seen.add(number)
                yield number, call.start()


def _with_further_paragraphs(blocks: list[Block]) -> list[Block]:
    """The blocks, a paragraph between two notes that follow on each other taken into the first."""
    further = {
        place + 1
        for place, (before, block, after) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False))
        if block.kind is BlockKind.PARAGRAPH
        and before.note
        and after.note
        and int(after.note.number) == int(before.note.number) + 1
    }
    if not further:
        return blocks
    return [
        block._replace(span=Span(block.span.start, blocks[place + 1].span.end))
        if place + 1 in further
        else block
        for place, block in enumerate(blocks)
        if place not in further
    ]


def _notes_in(text: str, span: Span, first: _Start, before: int, *, in_notes: bool) -> list[Block]:
    """The numbered notes that a paragraph is made of, whose beginning is ``first``; [] where it is none."""
    expected = before + 1
    opens = first.number == expected or (
        first.number == 1 or 0 <= first.number - expected <= _SKIPPED
        if in_notes
        else first.number <= _HIGHEST
    )
    if not opens:
        return []
    begins, starts = [span.start], [first]
    line_end = text.find("\n", *span)
    while line_end >= 0:
        begin = line_end + 1
        line_end = text.find("\n", begin, span.end)
        found = NOTE_START.match(text, begin, line_end if line_end >= 0 else span.end)
        ahead = number_of(found) - starts[-1].number - 1 if found else -1
        if found and (ahead == 0 or (in_notes and 0 < ahead <= _SKIPPED)):
            begins.append(begin)
            starts.append(_Start(number_of(found), found.end()))
    if not in_notes and len(starts) < _ALONE:
        return []
    return [
        Block(BlockKind.NOTE, trimmed(text, Span(start.end, end)), Note(str(start.number)))
        for start, end in zip(starts, [*begins[1:], span.end], strict=True)
    ]


def _with_calls(calls: _Calls, blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks, each note with its call, in whichever way the text before the notes calls most of them."""
    numbers = {int(block.note.number): block.span.start for block in reversed(blocks) if block.note}
    if not numbers:
        return tuple(blocks)
    first = min(numbers.values())
    best: dict[int, int] = {}
    for way in _CALLS:
        own = {number: at for number, at in calls.first(way).items() if at < first}
        if len(numbers.keys() & own.keys()) > len(numbers.keys() & best.keys()):
            best = own
        if numbers.keys() <= best.keys():
            break
    return tuple(
        [
            Block(
                block.kind, block.span, Note(note.number, note.kind, best.get(int(note.number))), block.fields
            )
            if (note := block.note)
            else block
            for block in blocks
        ]
    )


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
