"""Numbers that may stand after a level word: the first and cheapest look at a text.

Public: :func:`numbers_after`, :data:`BETWEEN`. A text has a number every sixty characters, and hardly any of them stands after a
level word, so a number is thrown away by the few letters before it; prose has the same few hundred before most.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, compress

BETWEEN = ' .:№\n\t(["“«'
"""The marks and blanks that may stand between a level word and its number, two at most."""

# One byte a character. Capitals and what Latin-1 does not have count as blanks, so that a number glued to
# them ("F558", "Ф17") is found as one that stands apart.
_BLANK = frozenset((BETWEEN + "\r").encode("latin-1", "replace")) | {*range(65, 91), *range(0xC0, 0xDF)}
_COARSE = bytes(48 if 48 <= byte < 58 else 32 if byte in _BLANK else byte for byte in range(256))
_NUMBER = b" 0"
_LAST = 4
_REACH = _LAST + 2
_MOST_KEPT = 100_000


def numbers_after(text: str, words: frozenset[str]) -> list[int]:
    """Where a number begins that may stand after one of ``words`` or after two capitals, in order.

    Every one that does is among them, with a mark and a blank at most between, or nothing where the word ends
    with a capital or a letter that is not Latin; some that do not are too.
    """
    numbers = _numbers(text)
    endings = _endings(words)
    padded = " " * _REACH + text
    return list(compress(numbers, [endings[padded[at : at + _REACH]] for at in numbers]))


class _Endings(dict[str, bool]):
    """The characters before a number -> whether one of ``words`` or two capitals may end there."""

    def __init__(self, words: frozenset[str]) -> None:
        self._short = {word for word in words if len(word) < _LAST}
        self._long = {word[-_LAST:] for word in words if len(word) >= _LAST}

    def __missing__(self, before: str) -> bool:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[before] = self._may_end(before.rstrip(BETWEEN))
        return self[before]

    def _may_end(self, end: str) -> bool:
        if end[-_LAST:] in self._long or (end[-2:].isalpha() and end[-2:].isupper()):
            return True
        return any(
            end[-length:] in self._short and not end[-length - 1 : -length].isalpha()
            for length in range(1, _LAST)
        )


@cache
def _endings(words: frozenset[str]) -> _Endings:
    return _Endings(words)


def _numbers(text: str) -> list[int]:
    """Where the numbers of ``text`` begin that stand apart."""
    pieces = (b" " + text.encode("latin-1", "replace").translate(_COARSE)).split(_NUMBER)
    del pieces[-1]
    return [length + 2 * number for number, length in enumerate(accumulate(map(len, pieces)))]
