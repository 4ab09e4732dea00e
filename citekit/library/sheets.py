"""Which sheets a shelf-mark names: ``224-228``, ``12, 12 об.``, ``148r-149v``, ``45–9``, ``12а``.

A sheet has two sides. A position counts sides, so that two values can be compared: sheet *n* without a
side is both of its sides, ``n об.``/``n verso`` only the second, and ``12а`` stands between 12 and 13.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

Sides: TypeAlias = tuple[int, int]
"""First and last side of a run of sheets, both counted in."""

SHEET_LEVELS = frozenset({"listy", "list", "folio", "pages", "page", "frame", "frames", "image", "images"})
"""Levels that say where in a file a document stands; all others say which file it is."""

_PER_SHEET = 200
LONG_RUN = 100 * _PER_SHEET
"""Sides beyond which a run is one of the few long ones."""

_LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_VERSO = r"об(?:\.|орот\w*)?|verso|v[°º]?|ob\.?|зв\.?"
_RECTO = r"recto|r[°º]?|л\.?\s?ц\.?"
_SHEET = re.compile(
    rf"(?P<number>\d{{1,7}})(?:\s*(?P<verso>{_VERSO})(?![^\W\d_])"
    rf"|\s*(?P<recto>{_RECTO})(?![^\W\d_])|(?P<letter>[a-zа-яё])(?![^\W\d_]))?\.?"
)
_LINK = re.compile(r"\s*(?:(?P<through>-|\.\.)|(?P<and>[,;+&]|and\b|и\b|und\b|et\b|та\b|і\b|i\b|y\b))\s*")
_BOTH_SIDES = re.compile(r"(\d{1,7})\s*r\s*-\s*v\b")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LABEL = re.compile(r"^\s*(?:лл?|арк|ll?|ff?|fol[s.]*|pp?|bl|ss?)\.?\s*(?=\d)")


@lru_cache(maxsize=50_000)
def sheets(value: str) -> tuple[Sides, ...] | None:
    """The runs of sides that ``value`` names, in its order; None where it can't be read to its end."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", value)).casefold()
    text = _BOTH_SIDES.sub(r"\1r-\1v", _LABEL.sub("", text).strip())
    runs: list[Sides] = []
    place, through = 0, False
    while sheet := _SHEET.match(text, place):
        first, last = _sides(sheet)
        if through:
            start = runs.pop()[0]
            if last < start:
                last = _lengthened(start, sheet, last)
            runs.append((start, last))
        else:
            runs.append((first, last))
        place = sheet.end()
        if place == len(text):
            return tuple(runs)
        link = _LINK.match(text, place)
        if link is None or (through and link["through"]):
            return None
        through, place = link["through"] is not None, link.end()
    return None


def backwards(value: str) -> bool:
    """Whether a run of ``value`` ends before it begins."""
    return any(last < first for first, last in sheets(value) or ())


def overlap(one: tuple[Sides, ...], other: tuple[Sides, ...]) -> bool:
    """Whether some side is in both."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)


def _sides(sheet: re.Match[str]) -> Sides:
    start = int(sheet["number"]) * _PER_SHEET
    if sheet["letter"]:
        start += 2 * (1 + _LETTERS.index(sheet["letter"]))
    if sheet["verso"]:
        return start + 1, start + 1
    return start, start if sheet["recto"] else start + 1


def _lengthened(start: int, sheet: re.Match[str], last: int) -> int:
    """``45-9`` ends at 49: the digits that an editor leaves out are those of the start."""
    first_number = str(start // _PER_SHEET)
    digits = sheet["number"]
    if len(digits) >= len(first_number) or sheet["letter"]:
        return last
    full = int(first_number[: -len(digits)] + digits)
    return last + (full - int(digits)) * _PER_SHEET
