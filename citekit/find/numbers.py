"""Numbers that may stand after a level word: the first and cheapest look at a text.

Public: :func:`numbers_after`, :data:`LOAD_AFTER`. A text has a number every sixty characters, and hardly any of them stands after a
level word, so a number is thrown away by the three letters before it. With numpy (the ``fast`` extra) all numbers
of a text are looked at together; both ways give the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate

BETWEEN = ' .:№\n\t(["“«'
"""The marks and blanks that may stand between a level word and its number, two at most."""

BEFORE_WORD = " .,:;-–—/\n\t()[]\"“”«»'’‘0123456789"
"""What may stand before a level word of one letter."""

# One byte a character. Capitals and what Latin-1 does not have count as blanks, so that a number glued to
# them ("F558", "Ф17") is found as one that stands apart.
_BLANK = frozenset((BETWEEN + "\r").encode("latin-1", "replace")) | {*range(65, 91), *range(0xC0, 0xDF)}
_COARSE = bytes(48 if 48 <= byte < 58 else 32 if byte in _BLANK else byte for byte in range(256))
_NUMBER = b" 0"
LOAD_AFTER = 2_000_000
"""So many characters take the standard library about as long as numpy takes to load."""

_seen = 0


def numbers_after(text: str, words: frozenset[str]) -> list[int]:
    """Where a number begins that may stand after one of ``words`` or after two capitals, in order.

    Every one that does is among them, with a mark and a blank at most between, or nothing where the word ends
    with a capital or a letter that is not Latin; some that do not are too.
    """
    if _is_worth_loading(len(text)):
        from citekit.find.number_arrays import numbers_after_ends

        return numbers_after_ends(text, ends_of(words))
    ends = ends_of(words)
    two, longer, ones = ends.two, ends.longer, ends.ones
    near = [
        at
        for at in _numbers(text)
        if (end := (text[at - 4 : at] if at > 3 else text[:at].rjust(4)).rstrip(BETWEEN)[-2:]) in two
        or end.isupper()
    ]
    return [
        at
        for at in near
        if (end := (text[at - 5 : at] if at > 4 else text[:at].rjust(5)).rstrip(BETWEEN)[-3:]) in longer
        or (last := end[-2:]) in ones
        or last.isupper()
    ]


@dataclass(frozen=True, slots=True)
class Ends:
    """How words end: the last three characters of the ``longer`` ones, the two of those of one letter (``ones``),
    with what may stand before them; and the last ``two`` of any."""

    two: frozenset[str]
    longer: frozenset[str]
    ones: frozenset[str]


@cache
def ends_of(words: frozenset[str]) -> Ends:
    """The ends of ``words``."""
    longer = frozenset((mark + word)[-3:] for word in words if len(word) > 1 for mark in BEFORE_WORD)
    ones = frozenset(mark + word for word in words if len(word) == 1 for mark in BEFORE_WORD)
    return Ends(ones.union(end[-2:] for end in longer), longer, ones)


def stands_apart(char: str) -> bool:
    """Whether a number after ``char`` is looked at."""
    return char.encode("latin-1", "replace").translate(_COARSE) == b" "


def _numbers(text: str) -> list[int]:
    """Where the numbers of ``text`` begin that stand apart."""
    pieces = (b" " + text.encode("latin-1", "replace").translate(_COARSE)).split(_NUMBER)
    del pieces[-1]
    return [length + 2 * number for number, length in enumerate(accumulate(map(len, pieces)))]


def _is_worth_loading(length: int) -> bool:
    global _seen
    _seen += length
    return _seen > LOAD_AFTER and _is_installed()


@cache
def _is_installed() -> bool:
    return find_spec("numpy") is not None
