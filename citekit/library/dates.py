"""A CSL date in few words, and the years that it names."""

from __future__ import annotations

import re
from typing import Any

from citekit.model import CslItem

_LATEST_YEAR = 9999
"""What is beyond it is no year, and might be more than a database holds."""
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")


def date_text(date: Any) -> str:
    """A CSL date as ISO 8601 writes it, a range with ``/``; its words where it is not typed."""
    if not isinstance(date, dict):
        return str(date or "")
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not all(isinstance(part, list) and part for part in parts):
        return str(date.get("literal") or date.get("raw") or "")
    written = ["-".join(_two_digits(number) for number in part) for part in parts]
    return ("ca. " if date.get("circa") else "") + "/".join(written)


def years(item: CslItem) -> list[tuple[int, int]]:
    """First and last year of the document's date; every year that an untyped date names."""
    date = item.get("issued")
    if not isinstance(date, dict):
        return [(int(year), int(year)) for year in _YEAR.findall(str(date or ""))]
    parts = date.get("date-parts")
    if isinstance(parts, list):
        first = [number_in(part[0]) for part in parts if isinstance(part, list) and part]
        if found := [year for year in first if year and abs(year) <= _LATEST_YEAR]:
            return [(min(found), max(found))]
    text = f"{date.get('literal', '')} {date.get('raw', '')}"
    return [(int(year), int(year)) for year in dict.fromkeys(_YEAR.findall(text))]


def number_in(value: Any) -> int | None:
    """The whole number that a part of a date is, as a number or as text; None where it is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _two_digits(number: Any) -> str:
    value = number_in(number)
    return f"{value:02d}" if value is not None else str(number)
