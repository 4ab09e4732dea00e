"""Dates of items, and how ``cs:date`` prints them (CSL 1.0.2, "Date" and "Date-part").

Public: :class:`DateValue`, :func:`parse_date`, :func:`sortable`, :func:`year_text`, :func:`month_text`,
:func:`day_text`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from citekit.csl.locale import Locale
from citekit.csl.numbers import ordinal

Parts = tuple[int, ...]
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
    for name in (names,)
}
_SEASONS = {"spring": 13, "summer": 14, "autumn": 15, "fall": 15, "winter": 16}
_ISO = re.compile(r"(?P<y>-?\d{1,4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?")
_WHOLE_NUMBER = re.compile(r"-?\d{1,6}")
_EDTF_TIME = re.compile(r"T[\d:.Z+-]+$")


class DateValue(NamedTuple):
    """A date or range: ``start`` and ``end`` as (year, month, day) as far as known, months 13 to 16 the
    seasons; ``literal`` words that stand for a date; ``open_end`` for a range without end."""

    start: Parts = ()
    end: Parts = ()
    circa: bool = False
    literal: str = ""
    open_end: bool = False

    @property
    def sort_key(self) -> str:
        """Both ends as digits, unknown parts as zeros ("Sorting Date Variables"); "" for words."""
        if not self.start:
            return ""
        return _key(self.start) + (" " + _key(self.end) if self.end else "")


def _key(parts: Parts) -> str:
    """Year, month and day as digits; seasons, whose order differs between the hemispheres, count for nothing."""
    year, month, day = (*parts, 0, 0, 0)[:3]
    if month > 12:
        month = 0
    sign = year if year >= 0 else year + 10_000
    return f"{'1' if year >= 0 else '0'}{abs(sign):05d}{month:02d}{day:02d}"


def parse_date(value: Any) -> DateValue | None:
    """The date of a CSL-JSON date variable, of EDTF or ``raw`` text; None where it says nothing."""
    if isinstance(value, (str, int)):
        return _from_text(str(value))
    if not isinstance(value, dict):
        return None
    circa = "circa" in value and str(value["circa"]).lower() not in ("", "0", "false", "none")
    if (found := _from_parts(value, circa=circa)) is not None:
        return found
    if raw := value.get("raw") or value.get("edtf"):
        found = _from_text(str(raw))
        return found._replace(circa=circa or found.circa) if found is not None else None
    if literal := value.get("literal"):
        return DateValue(literal=str(literal), circa=circa)
    return None


def _from_parts(value: Mapping[str, Any], *, circa: bool) -> DateValue | None:
    """The date of ``date-parts``: one or two lists of numbers, or the numbers themselves."""
    parts = value.get("date-parts")
    if not isinstance(parts, (list, tuple)) or not parts:
        return None
    if not isinstance(parts[0], (list, tuple)):
        parts = (parts,)
    start, *ends = [_parts(part) for part in parts[:2] if isinstance(part, (list, tuple))]
    if not start:
        return None
    end = ends[0] if ends else ()
    if len(start) == 1 and (season := value.get("season")) is not None:
        start = (start[0], _season(season))
        if len(end) == 1:
            end = (end[0], _season(season))
    open_end = len(parts) > 1 and end in ((), (0,))
    return DateValue(start, () if open_end else end, circa, str(value.get("literal") or ""), open_end)


def _season(value: Any) -> int:
    text = str(value).strip().lower()
    if text.isdecimal() and len(text) < 4:
        number = int(text)
        return 12 + number if 1 <= number <= 4 else number - 8 if 21 <= number <= 24 else number
    return _SEASONS.get(text, 13)


def _parts(values: Iterable[Any]) -> Parts:
    """Year, month and day as far as they can be read; what is no month or day ends them."""
    found: Parts = ()
    for value in values:
        if value.__class__ is int and -1_000_000 < value < 1_000_000:
            number = value
        elif _WHOLE_NUMBER.fullmatch(text := str(value).strip()):
            number = int(text)
        else:
            break
        if found:
            if len(found) == 1 and 13 <= number <= 24:
                number = 13 + (number - 13) % 4
            if not 1 <= number <= (24 if len(found) == 1 else 31):
                break
        found += (number,)
        if len(found) == 3:
            break
    return found


def _from_text(text: str) -> DateValue | None:
    """A date in words, or EDTF: "1956-09-05", "1956/1957", "1956~", "5 September 1956", "Spring 1956"."""
    text = text.strip()
    if not text:
        return None
    circa = bool(re.search(r"[~?]", text)) or text.lower().startswith(("c.", "ca", "circa"))
    plain = _EDTF_TIME.sub("", re.sub(r"[~?%]|^(?:ca?\.|circa)\s*", "", text, flags=re.I)).strip()
    ends = re.split(
        r"\s*/\s*|(?<=\d{4})\s*[-–—]\s*(?=\d{4}(?!\d))|(?<=\w)\s*[–—]\s*(?=\w)|(?<=[a-z\d])\s-\s(?=\w)", plain
    )
    if len(ends) == 2 and not ends[1].replace(".", ""):
        start = _one(ends[0])
        return DateValue(start, (), circa, "", open_end=True) if start else DateValue(literal=text)
    if len(ends) == 2:
        start, end = _one(ends[0]), _one(ends[1])
        if start and end:
            if len(start) == 2 and len(end) == 2 and start[0] == 0:
                start = (end[0], start[1])
            return DateValue(start, end, circa)
    start = _one(plain)
    return DateValue(start, (), circa) if start else DateValue(literal=text)


def _one(text: str) -> Parts:
    if match := _ISO.fullmatch(text.strip()):
        return _parts([part for part in match.group("y", "m", "d") if part])
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return (int(match[3]), int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})/(\d{1,2})/(\d{1,2})", text):
        return (int(match[1]), int(match[2]), int(match[3]))
    words = re.findall(r"[^\W\d_]+|\d+", text)
    year = next((int(word) for word in words if 3 <= len(word) <= 6 and word.isdecimal()), None)
    month = next(
        (_MONTHS[word[:3].lower()] for word in words if word[:3].lower() in _MONTHS and word.isalpha()), None
    )
    season = next((_SEASONS[word.lower()] for word in words if word.lower() in _SEASONS), None)
    day = next(
        (int(word) for word in words if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31), None
    )
    known = {"st", "nd", "rd", "th", "of"}
    rest = [
        w
        for w in words
        if w.isalpha()
        and w[:3].lower() not in _MONTHS
        and w.lower() not in _SEASONS
        and w.lower() not in known
    ]
    if year is None or rest:
        return ()
    if season:
        return (year, season)
    if month is None:
        return (year,) if len(words) == 1 else ()
    return (year, month, day) if day else (year, month)


def sortable(date: DateValue, names: Collection[str]) -> str:
    """The date as a sort key, with the parts that are named ("Sorting": dates via macros)."""
    if not date.start:
        return ""

    def digits(parts: Parts) -> str:
        padded = (*parts, 0, 0, 0)
        return _key(
            tuple([value if name in names else 0 for name, value in zip(_PARTS, padded, strict=False)])
        )

    return digits(date.start) + (" " + digits(date.end) if date.end else "")


_PARTS = ("year", "month", "day")


def day_text(day: int, form: str, locale: Locale, month: int) -> str:
    """A day in its form: numeric, numeric-leading-zeros or ordinal."""
    if form == "numeric-leading-zeros":
        return f"{day:02d}"
    if form == "ordinal" and (day == 1 or not locale.limit_day_ordinals):
        return ordinal(day, locale, locale.gender(f"month-{month:02d}"))
    return str(day)


def month_text(month: int, form: str, locale: Locale) -> str:
    """A month or season in its form: long, short, numeric or numeric-leading-zeros."""
    if month > 12:
        name = f"season-{month - 12:02d}"
        return locale.term(name, "short" if form == "short" else "long") or locale.term(name) or ""
    if form == "numeric":
        return str(month)
    if form == "numeric-leading-zeros":
        return f"{month:02d}"
    return locale.term(f"month-{month:02d}", form) or locale.term(f"month-{month:02d}") or ""


def year_text(year: int, form: str, locale: Locale) -> str:
    """A year, with the terms for BC and, before 1000, AD; short is its last two digits."""
    if year < 0:
        return f"{-year}{locale.term('bc') or ''}"
    if year < 1000 and form != "short":
        return f"{year}{locale.term('ad') or ''}"
    return f"{year % 100:02d}" if form == "short" else str(year)
