"""Text that was wrapped at a width, its lines joined again.

Public: :func:`unwrapped`, :func:`join`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from citekit.read.hyphens import Hyphens, are_dashed
from citekit.read.ideographs import closed_up
from citekit.read.notes import NOTE_START, NOTES_HEADING, number_of

_NARROWEST, _WIDEST = 40, 132
_MOSTLY = 0.6
_NEARLY_FULL = 0.8
_SENTENCE_END = re.compile(r"[.!?;»”\"]\s*$")
_RULE = re.compile(r"\W+")
_GOES_ON = re.compile(
    r"(?:[,;(«“\-–/№]|(?<!\w)(?:[ФфОоДдЛл]|[Оо]п|[Лл]л|[Ее]д|хр|кн|[Сс]м|[Сс]тр|[Тт]|спр|арк|[Aa]pk|зв|"
    r"[FfDdLlpT]|[Oo]p|ll|pp|[Vv]ol|[Nn]o|Bd|Bl|Nr|fol|ff?|box|Box|folder|[Ss])\.?)$"
)
"""What stands before the number of a shelf-mark or a page, and never at the end of a note."""


def unwrapped(text: str) -> str:
    """The text with its wrapped lines joined, or as it is where it is not wrapped.

    A line was wrapped where the next line's first word would not have fitted on it; a line that ends before
    that ends on purpose.
    """
    lines = text.split("\n")
    width = _width(lines)
    if width is None:
        return text
    hyphens = Hyphens(lines)
    joined: list[str] = []
    number = 0
    last = ""
    for line in lines:
        goes_on = (
            bool(joined)
            and bool(last.strip())
            and bool(line.strip())
            and not _stands_alone(last)
            and not _stands_alone(line)
            and _was_wrapped(last, line, width)
            and not _begins_note(last, line, number)
            and not _begins_paragraph(last, line)
        )
        if goes_on:
            joined[-1] = join(joined[-1], line.strip(), hyphens)
        else:
            joined.append(line)
            start = NOTE_START.match(line)
            if NOTES_HEADING.fullmatch(line):
                number = 0
            elif start and number_of(start) == number + 1:
                number += 1
        last = line
    return "\n".join(joined)


def join(before: str, line: str, hyphens: Hyphens) -> str:
    """Two lines made one: a word broken by a hyphen is whole again, a range or compound keeps its hyphen."""
    if (word := hyphens.joined(before, line)) is not None:
        return word
    if before.endswith(("-", "–", "/")) and before[-2:-1].isalnum():
        return before + line
    blank = "" if are_dashed(before, line) else closed_up(f"{before[-1:]} {line[:1]}")[1:-1]
    return f"{before}{blank}{line}"


def _width(lines: Sequence[str]) -> int | None:
    """The width at which most lines are wrapped; None where most are not."""
    pairs = [
        (line.rstrip(), after)
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and not _RULE.fullmatch(line) and not _RULE.fullmatch(after)
    ]
    if len(pairs) < 2:
        return None
    lengths = sorted(len(line) for line, _ in pairs)
    width = lengths[-1 - len(lengths) // 50]
    full = [(line, after) for line, after in pairs if len(line) + 1 + len(_first_word(after)) > width]
    if not _NARROWEST <= width <= _WIDEST or len(full) < _MOSTLY * len(pairs):
        return None
    whole = sum(
        bool(_SENTENCE_END.search(line)) and not _GOES_ON.search(line) and not after[:1].islower()
        for line, after in full
    )
    # A list, each line a sentence or a reference of its own, is not wrapped.
    return None if whole > _MOSTLY * len(full) else width


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _was_wrapped(line: str, after: str, width: int) -> bool:
    length = len(line.rstrip())
    if length + 1 + len(_first_word(after)) > width:
        return True
    return length >= _NEARLY_FULL * width and (
        after.lstrip()[:1].islower() or bool(_GOES_ON.search(line.rstrip()))
    )


def _stands_alone(line: str) -> bool:
    return bool(_RULE.fullmatch(line)) or bool(NOTES_HEADING.fullmatch(line))


def _begins_note(line: str, after: str, number: int) -> bool:
    """Whether ``after`` begins the note that follows ``number``, and is no shelf-mark's number going on."""
    start = NOTE_START.match(after)
    if not start or number_of(start) != number + 1 or _GOES_ON.search(line.rstrip()):
        return False
    return _indent(after) <= _indent(line) or bool(NOTE_START.match(line))


def _begins_paragraph(line: str, after: str) -> bool:
    """Whether ``after`` is the indented first line of a paragraph, where a note's further lines are not."""
    if _indent(after) <= _indent(line) or NOTE_START.match(line):
        return False
    return line.rstrip().endswith((".", "!", "?", "…", "»", "”", '"')) and not after.lstrip()[:1].islower()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
