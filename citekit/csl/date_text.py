"""Dates that an item gives as text: EDTF, which CSL 1.0.2 allows ("Date variables"), and ``raw`` words.

Public: :func:`date_in`. What is not understood whole stays as it is written: no part of a date is left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Parts = tuple[int, ...]
"""Year, month and day as far as known; months 13 to 16 are the seasons from spring on."""

LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""How many days the months have at most."""
SEASONS = {"spring": 13, "summer": 14, "autumn": 15, "fall": 15, "winter": 16}

_MONTHS = "january february march april may june july august september october november december".split()
_CIRCA = re.compile(r"(?:ca?\.|ca(?=\s)|circa\b)\s*", re.I)
_MARKS = re.compile(r"[~?%]")
_TIME = re.compile(r"T[\d:.Z+-]+$")
_UNSPECIFIED = re.compile(r"(?:-XX)+$", re.I)
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_YEAR = re.compile(r"-?\d{1,6}")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DASH = r"\s*[-–—]\s*"
_ENDS = re.compile(
    rf"\s*/\s*|(?<=\d{{4}}){_DASH}(?=\d{{4}}(?!\d))|(?<=\w)\s*[–—]\s*(?=\w)|(?<=[a-z\d])\s-\s(?=\w)"
)
_SAME_CENTURY = re.compile(rf"(\d\d)(\d\d){_DASH}(\d\d)")
_LATER_PARTS = re.compile(r"\d\d(?:-\d\d)?")
_DAYS = re.compile(
    rf"(?:(?P<first>\d\d?){_DASH}(?P<last>\d\d?)\s+(?P<month>[^\W\d_]+)\.?"
    rf"|(?P<month2>[^\W\d_]+)\.?\s+(?P<first2>\d\d?){_DASH}(?P<last2>\d\d?)),?\s+(?P<year>\d{{4}})"
)
_AROUND_NUMBERS = frozenset(("st", "nd", "rd", "th", "of"))


class DateInText(NamedTuple):
    """A date or range; ``start`` is empty where the text is not understood."""

    start: Parts = ()
    end: Parts = ()
    circa: bool = False
    open_end: bool = False


def date_in(text: str) -> DateInText:
    """The date of a text: "1956-09-05", "1956/1957", "1956~", "5 September 1956", "5–7 Sept. 1956"."""
    circa = _MARKS.search(text) is not None or _CIRCA.match(text) is not None
    plain = _UNSPECIFIED.sub("", _TIME.sub("", _MARKS.sub("", _CIRCA.sub("", text, count=1)).strip()))
    if found := _days(plain) or _years(plain):
        return DateInText(*found, circa)
    ends = _ENDS.split(plain)
    if len(ends) == 2 and ends[1] in ("", ".."):
        start = _one(ends[0])
        return DateInText(start, (), circa, open_end=bool(start))
    if len(ends) == 2 and (found := _range(*ends)):
        return DateInText(*found, circa)
    return DateInText(_one(plain), (), circa)


def _range(first: str, last: str) -> tuple[Parts, Parts] | None:
    """The ends of a range, one of which may leave to the other what they share."""
    start, end = _one(first), _one(last)
    if start and not end and _ISO.fullmatch(first) and _LATER_PARTS.fullmatch(last):
        later = tuple(int(part) for part in last.split("-"))
        end = _one("-".join(f"{part:02d}" for part in (*start[: -len(later)], *later)))
    elif end and not start:
        start = _one(f"{first} {end[0]}")
    return (start, end) if start and end else None


def _days(text: str) -> tuple[Parts, Parts] | None:
    """Two days of one month: "5–7 September 1956", "September 5–7, 1956"."""
    match = _DAYS.fullmatch(text)
    if match is None or not (month := _month(match["month"] or match["month2"])):
        return None
    year = int(match["year"])
    days = [int(match["first"] or match["first2"]), int(match["last"] or match["last2"])]
    if not all(1 <= day <= LAST_DAYS[month - 1] for day in days):
        return None
    return (year, month, days[0]), (year, month, days[1])


def _years(text: str) -> tuple[Parts, Parts] | None:
    """Two years of one century: "1956–57"; "1910-12" is a month."""
    match = _SAME_CENTURY.fullmatch(text)
    if match is None or match[3] <= match[2] or ("-" in text and int(match[3]) <= 12):
        return None
    return (int(match[1] + match[2]),), (int(match[1] + match[3]),)


def _one(text: str) -> Parts:
    """One date; empty where any of the text is left over."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _checked([int(part) for part in match.groups() if part])
    if match := _AMERICAN.fullmatch(text):
        return _checked([int(match[3]), int(match[1]), int(match[2])])
    if match := _SLASHED.fullmatch(text):
        return _checked([int(part) for part in match.groups()])
    return _in_words(text)


def _checked(numbers: list[int]) -> Parts:
    """The numbers as a date, where there is such a one; EDTF's seasons are 21 to 24."""
    year, month, day = (*numbers, 0, 0)[:3]
    if len(numbers) == 2 and 21 <= month <= 24:
        return (year, month - 8)
    if len(numbers) > 1 and not 1 <= month <= 12:
        return ()
    if len(numbers) > 2 and not 1 <= day <= LAST_DAYS[month - 1]:
        return ()
    return tuple(numbers)


def _in_words(text: str) -> Parts:
    """A date with its month or season in English words, or a year alone."""
    if re.search(r"[^\w\s.,]|\.\.", text):
        return ()
    words = [word for word in _WORD.findall(text) if word.lower() not in _AROUND_NUMBERS]
    numbers = [word for word in words if word.isdecimal()]
    years = [int(number) for number in numbers if 3 <= len(number) <= 6]
    days = [int(number) for number in numbers if len(number) < 3]
    named = [word.lower() for word in words if not word.isdecimal()]
    if len(years) != 1 or len(years) + len(days) != len(numbers) or len(named) > 1:
        return ()
    if not named:
        return () if days else (years[0],)
    if season := SEASONS.get(named[0]):
        return () if days else (years[0], season)
    month = _month(named[0])
    if not month or len(days) > 1:
        return ()
    return _checked([years[0], month, *days])


def _month(word: str) -> int:
    """The number of a month by its English name or the beginning of it, 0 for another word."""
    word = word.lower()
    if len(word) < 3:
        return 0
    return next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
