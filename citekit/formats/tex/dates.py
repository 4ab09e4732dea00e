"""CSL's dates in BibTeX's ``year``, ``month``, ``day`` and in BibLaTeX's ``date``, and back.

Public: :func:`write_bibtex_date`, :func:`read_date`. BibLaTeX's dates are EDTF, levels 0 and
1 (ISO 8601-2:2019; BibLaTeX manual, 2.3.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.formats.dates import edtf, from_edtf, typed_parts
from citekit.formats.tex.text import decode, encode
from citekit.model import CslDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's macros: written without braces, so that each style prints them in its own way."""

_TOLD_BY_YEAR = 100
"""The first year that ``year`` tells alone: what is shorter may be a year of any century."""
_YEAR = re.compile(
    r"(?P<circa>(?:ca\.?|circa|c\.)[~ ]?)?(?P<first>\d{3,4})(?:\s?(?:--?|–)\s?(?P<last>\d{3,4}))?"
)


def write_bibtex_date(date: CslDate) -> dict[str, str]:
    """``year``, ``month`` (a macro) and ``day``; and ``date``, which BibLaTeX reads instead, beside them for
    what they cannot tell it: a day, a range, a circa, a season. The values are what stands after the ``=``."""
    typed = edtf(date)
    if typed is None:
        literal = date.get("literal") or date.get("raw")
        return {"year": f"{{{encode(str(literal))}}}"} if literal else {}
    parts = typed_parts(date)
    first, last = parts[0], parts[-1]
    circa = "ca.~" if date.get("circa") else ""
    years = str(first[0]) if first[0] == last[0] else f"{first[0]}--{last[0]}"
    found = {"year": f"{{{circa}{years}}}"}
    if len(first) > 1 and first[:2] == last[:2]:
        found["month"] = MONTHS[first[1] - 1]
    if len(parts) == 1 and len(first) > 2 and "month" in found:
        found["day"] = f"{{{first[2]}}}"
    if (
        circa
        or first[0] < _TOLD_BY_YEAR
        or len(found) != len(first)
        or len(parts) > 1
        or date.get("season")
        or "day" in found
    ):
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
