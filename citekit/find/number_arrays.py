"""The same look at a text's numbers as in ``numbers``, all of them together, with numpy.

Public: :func:`numbers_after_ends`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from citekit.find.numbers import BETWEEN, Ends, stands_apart

_PAD = " " * 5


@dataclass(frozen=True, slots=True)
class _Tables:
    """By the code of a character: whether a number after it stands apart, whether it may stand between a word
    and its number, whether it is a capital, and its ``kind``: 0 unless words end with it. By three kinds, as
    one number in the system of ``base``: whether words end so."""

    apart: NDArray[np.bool_]
    between: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    kind: NDArray[np.uint32]
    base: int
    ends: NDArray[np.bool_]


def numbers_after_ends(text: str, ends: Ends) -> list[int]:
    """Where a number begins that stands apart, and after one of ``ends`` or two capitals, in order."""
    codes = np.frombuffer((_PAD + text).encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) != len(text) + len(_PAD):
        beyond = np.frombuffer((_PAD + text).encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = np.minimum(beyond, 0xFFFF).astype(np.uint16)
    tables = _tables(ends)
    digits = (codes - np.uint16(48)) < 10
    starts = np.flatnonzero(digits[1:] > digits[:-1]) + 1
    starts = starts[tables.apart[codes[starts - 1]]]
    last = starts - 1
    last -= tables.between[codes[last]]
    last -= tables.between[codes[last]] & (last < starts - 1)
    first, second, third = codes[last - 2], codes[last - 1], codes[last]
    kind, base = tables.kind, tables.base
    fits = tables.ends[(kind[first] * base + kind[second]) * base + kind[third]]
    fits |= tables.capital[second] & tables.capital[third]
    found: list[int] = (starts[fits] - len(_PAD)).tolist()
    return found


@cache
def _tables(ends: Ends) -> _Tables:
    chars = [chr(code) for code in range(0x10000)]
    letters = sorted({char for end in ends.longer | ends.ones for char in end})
    base = len(letters) + 1
    kinds = {letter: number for number, letter in enumerate(letters, 1)}
    kind = np.zeros(len(chars), np.uint32)
    kind[[ord(letter) for letter in letters]] = range(1, base)
    known = np.zeros((base, base, base), np.bool_)
    for end in ends.longer:
        known[tuple(kinds[char] for char in end)] = True
    for end in ends.ones:
        known[:, kinds[end[0]], kinds[end[1]]] = True
    return _Tables(
        np.array([stands_apart(char) for char in chars]),
        np.array([char in BETWEEN for char in chars]),
        np.array([char.isupper() and char.isalpha() for char in chars]),
        kind,
        base,
        known.reshape(-1),
    )
