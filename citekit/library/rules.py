"""What one record must hold to be found, printed and believed: a rule a function."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date as day_of
from typing import Any, NamedTuple

from citekit.archives.traditions import Tradition, traditions
from citekit.library.dates import number_in
from citekit.library.sheets import SHEET_LEVELS, backwards
from citekit.library.shelf import citekit_part, named_levels, references
from citekit.model import CslItem
from citekit.model.schema import DATES, violations


class Fault(NamedTuple):
    """A code of :data:`FINDINGS` and a sentence."""

    code: str
    message: str


EARLIEST_YEAR = 500
"""A document said to be older is more likely misdated."""

WEB_SINCE = 1991
FULL_CALENDAR_REFORM = 1924
"""Until then some country still wrote Julian dates, in which every fourth year has a 29 February."""

_SEASONS = frozenset({*range(13, 17), *range(21, 25)})
"""Months that are seasons: 13-16 in CSL 1.0, 21-24 in EDTF."""

_PARTIAL = ("ibid", "short", "credits")
_URL = re.compile(
    r"https?://[^\s/?#.]+(?:\.[^\s/?#.]+)+(?::\d+)?(?:[/?#]\S*)?|https?://\[[0-9a-f:.]+\]\S*", re.I
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", re.I)


def faults(item: CslItem) -> Iterator[Fault]:
    """Everything that is wrong in one record by itself."""
    for rule in RULES:
        yield from rule(item)


def _schema(item: CslItem) -> Iterator[Fault]:
    for sentence in violations(item):
        yield Fault("schema-violated", sentence)


def _title(item: CslItem) -> Iterator[Fault]:
    if not item.get("title") and not any(True for _ in references(item)) and not item.get("archive_location"):
        yield Fault("title-missing", "names neither a title nor a shelf-mark")


def _parts(item: CslItem) -> Iterator[Fault]:
    if citekit_part(item).get("form") in _PARTIAL:
        return
    for reference in references(item):
        levels = named_levels(reference)
        if levels and not reference.get("repository") and not reference.get("repository_id"):
            yield Fault("part-missing", f"{_shown(levels)}: the archive is not named")
        places = [(level, value) for level, value in levels if level not in SHEET_LEVELS]
        if len(places) == 1 and "/" in places[0][1]:
            # One value that is a signature of its own: "R 43 I/1234".
            missing = []
        else:
            missing = _missing(str(reference.get("tradition")), [level for level, _ in levels])
        if missing:
            yield Fault("part-missing", f"{_shown(levels)}: {' and '.join(missing)} not named")
        yield from _impossible(levels)


def _missing(tradition: str, named: list[str]) -> list[str]:
    """The levels that the archive's way of counting needs to come to the innermost one named.

    Another level in the same place stands for a missing one: a *karton* for the *opis*.
    """
    way = traditions().get(tradition)
    if way is None or "signature" in named:
        return []
    ranks = sorted(way.rank(level) for level in named)
    missing, before = [], -1
    for level in way.required:
        rank = way.rank(level)
        beyond = [one for one in ranks if one > rank]
        stands_for = [one for one in ranks if before < one <= rank] or [
            one for one in beyond if not _is_asked_for(way, one)
        ]
        if beyond and not stands_for:
            missing.append(level)
        before = rank
    return missing


def _is_asked_for(way: Tradition, rank: int) -> bool:
    """Whether the level of this rank is one that is needed itself, or says sheets."""
    level = way.chain[rank] if rank < len(way.chain) else ""
    return level in way.required or level in SHEET_LEVELS


def _impossible(levels: list[tuple[str, str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for level, value in levels:
        if level in SHEET_LEVELS and backwards(value):
            yield Fault("part-impossible", f"{level} {value}: runs backwards")
        if value.strip("0 ") == "":
            yield Fault("part-impossible", f"{level} {value}: no archive counts from nought")
        if level in ("fond", "opis", "delo") and seen.setdefault(level, value) != value:
            yield Fault("part-impossible", f"{level} {seen[level]} and {level} {value} in one shelf-mark")


def _dates(item: CslItem) -> Iterator[Fault]:
    for field in sorted(DATES & item.keys()):
        yield from _date(field, item[field])
    issued, accessed = _first(item.get("issued")), _first(item.get("accessed"))
    if issued and accessed and accessed < issued[: len(accessed)]:
        yield Fault("date-out-of-range", f"accessed: {_iso(accessed)} is before issued, {_iso(issued)}")


def _date(field: str, date: Any) -> Iterator[Fault]:
    days = _days(date)
    for day in days:
        if len(day) > 1 and day[1] not in range(1, 13) and day[1] not in _SEASONS:
            yield Fault("date-impossible", f"{field}: {_iso(day)} has no such month")
        elif len(day) > 2 and not 1 <= day[2] <= _length(day[0], day[1]):
            yield Fault("date-impossible", f"{field}: {_iso(day)} has no such day")
        if day > tuple(day_of.today().timetuple()[: len(day)]):
            yield Fault("date-out-of-range", f"{field}: {_iso(day)} is in the future")
        earliest = WEB_SINCE if field == "accessed" else EARLIEST_YEAR
        if day[0] < earliest:
            yield Fault("date-out-of-range", f"{field}: {_iso(day)} is before {earliest}")
    if len(days) == 2 and days[1] < days[0][: len(days[1])]:
        yield Fault("date-impossible", f"{field}: ends {_iso(days[1])}, before it begins {_iso(days[0])}")


def _addresses(item: CslItem) -> Iterator[Fault]:
    for field, form in (("URL", _URL), ("DOI", _DOI)):
        value = item.get(field)
        if isinstance(value, str) and not form.fullmatch(value.strip()):
            yield Fault("address-impossible", f"{field}: {value!r} can't be one")


def _alternatives(item: CslItem) -> Iterator[Fault]:
    alternatives = citekit_part(item).get("alternatives")
    for field in alternatives if isinstance(alternatives, dict) else ():
        yield Fault("merge-undecided", f"{field}: two records differed; see custom.citekit.alternatives")


RULES: tuple[Callable[[CslItem], Iterator[Fault]], ...] = (
    _schema,
    _title,
    _parts,
    _dates,
    _addresses,
    _alternatives,
)


def _days(date: Any) -> list[tuple[int, ...]]:
    parts = date.get("date-parts") if isinstance(date, dict) else None
    found = []
    for part in parts if isinstance(parts, list) else ():
        numbers = [number_in(entry) for entry in part] if isinstance(part, list) else []
        if numbers and None not in numbers:
            found.append(tuple(number for number in numbers if number is not None))
    return found


def _first(date: Any) -> tuple[int, ...]:
    return next(iter(_days(date)), ())


def _length(year: int, month: int) -> int:
    if month not in range(1, 13):
        return 0
    if month == 2 and year < FULL_CALENDAR_REFORM and year % 4 == 0:
        return 29
    return calendar.monthrange(max(year, 1), month)[1]


def _iso(day: tuple[int, ...]) -> str:
    return "-".join(f"{number:02d}" for number in day)


def _shown(levels: list[tuple[str, str]]) -> str:
    return ", ".join(f"{level} {value}" for level, value in levels)
