"""Dates of items, and how ``cs:date`` prints them (CSL 1.0.2, "Date" and "Date-part").

Public: :class:`DateValue`, :func:`parse_date`, :func:`sortable`, :func:`year_text`, :func:`era`, :func:`month_text`,
:func:`day_text`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from citekit.csl.date_text import LAST_DAYS, SEASONS, Parts, date_in
from citekit.csl.json_text import text_of
from citekit.csl.locale import Locale
from citekit.csl.numbers import ordinal

_WHOLE_NUMBER = re.compile(r"-?\d{1,6}")


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
    if isinstance(value, (int, float)):
        value = (value,)
    if isinstance(value, (list, tuple)):
        value = {"date-parts": value}
    elif isinstance(value, str):
        value = {"raw": value}
    if not isinstance(value, dict):
        return None
    circa = "circa" in value and str(value["circa"]).lower() not in ("", "0", "false", "none")
    if (found := _from_parts(value, circa=circa)) is not None:
        return found
    if text := (text_of(value.get("raw")) or text_of(value.get("edtf"))).strip():
        read = date_in(text)
        circa = circa or read.circa
        if not read.start:
            return DateValue(circa=circa, literal=text)
        return DateValue(read.start, read.end, circa, "", read.open_end)
    if literal := text_of(value.get("literal")).strip():
        return DateValue(circa=circa, literal=literal)
    return None


def _from_parts(value: Mapping[str, Any], *, circa: bool) -> DateValue | None:
    """The date of ``date-parts``: one or two lists of numbers, or the numbers themselves."""
    parts = value.get("date-parts")
    if not isinstance(parts, (list, tuple)) or not parts:
        return None
    if not isinstance(parts[0], (list, tuple)):
        parts = (parts,)
    start, *ends = [_parts(part) for part in parts[:2] if isinstance(part, (list, tuple))]
    if not start or start[0] == 0:
        return None
    end = ends[0] if ends else ()
    if len(start) == 1 and (season := value.get("season")) is not None:
        start = (start[0], _season(season))
        if len(end) == 1:
            end = (end[0], _season(season))
    open_end = len(parts) > 1 and end in ((), (0,))
    return DateValue(start, () if open_end else end, circa, text_of(value.get("literal")), open_end)


def _season(value: Any) -> int:
    text = str(value).strip().lower()
    if text.isdecimal() and len(text) < 4:
        number = int(text)
        return 12 + number if 1 <= number <= 4 else number - 8 if 21 <= number <= 24 else number
    return SEASONS.get(text, 13)


def _parts(values: Iterable[Any]) -> Parts:
    """Year, month and day as far as they can be read; what is no month or day ends them."""
    found: Parts = ()
    for value in values:
        if value.__class__ is int and -1_000_000 < value < 1_000_000:
            number = value
        elif _WHOLE_NUMBER.fullmatch(text := text_of(value).strip()):
            number = int(text)
        else:
            break
        if found:
            if len(found) == 1 and 13 <= number <= 24:
                number = 13 + (number - 13) % 4
            if (
                not 1
                <= number
                <= (24 if len(found) == 1 else LAST_DAYS[found[1] - 1] if found[1] <= 12 else 31)
            ):
                break
        found += (number,)
        if len(found) == 3:
            break
    return found


def sortable(date: DateValue, names: Collection[str]) -> str:
    """The date as a sort key, with the parts that are named ("Sorting": dates via macros)."""
    if not date.start:
        return ""

    def digits(parts: Parts) -> str:
        padded = (*parts, 0, 0, 0)
        return _key(
            tuple([value if name in names else 0 for name, value in zip(_PARTS, padded, strict=False)])
        )

    # What follows in the macro stands after an end, be there one or not.
    return digits(date.start) + digits(date.end or ())


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


def year_text(year: int, form: str) -> str:
    """A year without its era; short is its last two digits."""
    if form == "short" and year >= 0:
        return f"{year % 100:02d}"
    return str(abs(year))


def era(year: int, form: str, locale: Locale) -> str:
    """The term for BC and, before 1000, AD."""
    if year < 0:
        return locale.term("bc") or ""
    return locale.term("ad") or "" if year < 1000 and form != "short" else ""
