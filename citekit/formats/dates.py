"""CSL's dates as one text, for formats that have no other: ``1956-09-05``, ``ca. 1956``, ``1956/1958``.

Public: :func:`date_text`, :func:`read_date_text`, :func:`edtf`, :func:`from_edtf`, :func:`typed_parts`.
Typed dates are EDTF, levels 0 and 1 (ISO 8601-2:2019).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.model import CslDate, Span

_EDTF = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%])?")
_SEASON = 20
_TIME = re.compile(r"(?<=\d-\d\d)[T ]\d\d:\d\d.*")
_CIRCA = "ca. "


def date_text(date: CslDate) -> str:
    """The date as ISO 8601 writes it, a range with ``/``, "ca. " before what is not certain; else its
    words."""
    typed = edtf({field: value for field, value in date.items() if field != "circa"})
    if typed is None:
        return str(date.get("literal") or date.get("raw") or "")
    return f"{_CIRCA}{typed}" if date.get("circa") else typed


def read_date_text(text: str) -> CslDate | None:
    """The date of a text; what is no date at all is kept as ``literal``."""
    text = text.strip()
    if not text:
        return None
    circa = text.startswith(_CIRCA)
    typed = from_edtf(_TIME.sub("", text.removeprefix(_CIRCA)))
    if typed is not None:
        return typed | {"circa": True} if circa else typed
    return _in_words(text) or {"literal": text}


def _in_words(text: str) -> CslDate | None:
    """A date that is written out, such as "September 5, 1956"; None where more than a date is said."""
    from citekit.csl_json.item import csl_date
    from citekit.parse.dates import find_dates

    found = find_dates(text, Span(0, len(text)))
    if len(found) != 1 or found[0].span != Span(0, len(text)) or not found[0].start:
        return None
    return csl_date(found)


def edtf(date: CslDate) -> str | None:
    """The date as ``1956-09-05``, ``1956-09/1957``, ``1956~``; None where its words are not typed."""
    if date.get("literal") or date.get("raw"):
        return None
    parts = typed_parts(date)
    if not parts:
        return None
    mark = "~" if date.get("circa") else ""
    season = date.get("season")
    if season and len(parts) == 1 and len(parts[0]) == 1 and str(season) in "1234":
        return f"{_year(parts[0][0])}-{_SEASON + int(season)}{mark}"
    return "/".join("-".join((_year(part[0]), *(f"{n:02d}" for n in part[1:]))) + mark for part in parts)


def from_edtf(written: str) -> CslDate | None:
    """A date of EDTF level 0 or 1 with a year of four digits; None for any other."""
    ends = written.split("/")
    matches = [_EDTF.fullmatch(end) for end in ends]
    typed = [match for match in matches if match]
    if len(typed) != len(ends) or len(ends) > 2:
        return None
    date: CslDate = {"date-parts": []}
    for match in typed:
        part = [int(match["year"])]
        if match["month"] and int(match["month"]) - _SEASON in range(1, 5) and len(ends) == 1:
            if match["day"]:
                return None
            date["season"] = int(match["month"]) - _SEASON
        elif match["month"]:
            if not 1 <= int(match["month"]) <= 12:
                return None
            part += [int(number) for number in (match["month"], match["day"]) if number]
        date["date-parts"].append(part)
    return date | {"circa": True} if any(match["mark"] for match in typed) else date


def typed_parts(date: CslDate) -> list[list[int]]:
    """The date's parts as numbers; none where one of them is no number or no month or day."""
    found = []
    for part in date.get("date-parts") or ():
        numbers = [int(number) for number in part if str(number).lstrip("-").isdecimal()]
        if not numbers or len(numbers) != len(part) or not _possible(numbers):
            return []
        found.append(numbers)
    return found


def _possible(numbers: Sequence[int]) -> bool:
    month, day = (*numbers[1:3], 1, 1)[:2]
    return -9999 <= numbers[0] <= 9999 and 1 <= month <= 12 and 1 <= day <= 31


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
