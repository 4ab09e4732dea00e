"""CSL's dates in BibTeX's ``year``, ``month``, ``day`` and in BibLaTeX's ``date``, and back.

Public: :func:`write_bibtex_date`, :func:`edtf`, :func:`read_date`. BibLaTeX's dates are EDTF, levels 0 and
1 (ISO 8601-2:2019; BibLaTeX manual, 2.3.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from citekit.formats.tex.text import decode, encode
from citekit.model import CslDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's macros: written without braces, so that each style prints them in its own way."""

_EDTF = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%])?")
_SEASON = 20
_YEAR = re.compile(
    r"(?P<circa>(?:ca\.?|circa|c\.)[~ ]?)?(?P<first>\d{3,4})(?:\s?(?:--?|–)\s?(?P<last>\d{3,4}))?"
)


def edtf(date: CslDate) -> str | None:
    """The date as ``1956-09-05``, ``1956-09/1957``, ``1956~``; None where its words are not typed."""
    if date.get("literal") or date.get("raw"):
        return None
    parts = _parts(date)
    if not parts:
        return None
    mark = "~" if date.get("circa") else ""
    season = date.get("season")
    if season and len(parts) == 1 and len(parts[0]) == 1 and str(season) in "1234":
        return f"{_year(parts[0][0])}-{_SEASON + int(season)}{mark}"
    return "/".join("-".join((_year(part[0]), *(f"{n:02d}" for n in part[1:]))) + mark for part in parts)


def write_bibtex_date(date: CslDate) -> dict[str, str]:
    """``year``, ``month`` (a macro) and ``day``; and ``date`` beside them for a range, a circa or a season,
    which they cannot tell. The values are what stands after the ``=``."""
    typed = edtf(date)
    if typed is None:
        literal = date.get("literal") or date.get("raw")
        return {"year": f"{{{encode(str(literal))}}}"} if literal else {}
    parts = _parts(date)
    first, last = parts[0], parts[-1]
    circa = "ca.~" if date.get("circa") else ""
    years = str(first[0]) if first[0] == last[0] else f"{first[0]}--{last[0]}"
    found = {"year": f"{{{circa}{years}}}"}
    if len(first) > 1 and first[:2] == last[:2]:
        found["month"] = MONTHS[first[1] - 1]
    if len(parts) == 1 and len(first) > 2 and "month" in found:
        found["day"] = f"{{{first[2]}}}"
    if circa or len(parts) > 1 or date.get("season") or first[0] < 1000:
        found["date"] = f"{{{typed}}}"
    return found


def read_date(fields: Mapping[str, str], name: str = "") -> CslDate | None:
    """The date of ``fields``: ``date`` (with ``name`` before it), else ``year``, ``month`` and ``day``."""
    if written := fields.get(f"{name}date", "").strip():
        return from_edtf(written) or {"literal": decode(written)}
    if not (year := decode(fields.get(f"{name}year", ""))):
        return None
    typed = _YEAR.fullmatch(year.replace("\N{NO-BREAK SPACE}", " "))
    if typed is None:
        return {"literal": year}
    parts = [[int(typed["first"])]]
    if typed["last"]:
        parts.append([int(typed["last"])])
    elif month := _month(fields.get(f"{name}month", "")):
        parts[0].append(month[0])
        day = decode(fields.get(f"{name}day", "")) or month[1]
        if day.isdecimal() and 1 <= int(day) <= 31:
            parts[0].append(int(day))
    elif words := decode(fields.get(f"{name}month", "")):
        return {"literal": f"{words} {year}"}
    found: CslDate = {"date-parts": parts}
    return found | {"circa": True} if typed["circa"] else found


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
        if match["month"] and int(match["month"]) > _SEASON and len(ends) == 1:
            date["season"] = int(match["month"]) - _SEASON
        elif match["month"]:
            if not 1 <= int(match["month"]) <= 12:
                return None
            part += [int(number) for number in (match["month"], match["day"]) if number]
        date["date-parts"].append(part)
    return date | {"circa": True} if any(match["mark"] for match in typed) else date


def _parts(date: CslDate) -> list[list[int]]:
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


def _month(value: str) -> tuple[int, str] | None:
    """The month, and the day where the field holds it too, as in ``5 # "~" # sep``; None for other words."""
    words = re.findall(r"[^\W\d_]+|\d+", decode(value.replace("#", " ").replace('"', " ")).lower())
    names = [word for word in words if word[:3] in MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    if len(names) == 1 and len(words) <= 2:
        return MONTHS.index(names[0][:3]) + 1, next(iter(numbers), "")
    if not names and len(numbers) == 1 == len(words) and 1 <= int(numbers[0]) <= 12:
        return int(numbers[0]), ""
    return None
