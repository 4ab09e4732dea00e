"""What a user asks for, as SQL over the index.

``words "a phrase" begin* -not field:word field:"a phrase" fond:5 listy:225 year:1956-1958``: every term
must be met. A *field* is one of :data:`FIELDS`, or any level of a shelf-mark (``fond``, ``box``,
``file`` …), whose value is compared exactly, or ``year``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from citekit.errors import UnknownName
from citekit.library.entry import COLUMNS
from citekit.library.sheets import LONG_RUN, SHEET_LEVELS, Sides, sheets
from citekit.library.words import asked, exact

FIELDS: dict[str, tuple[str, ...]] = {
    **{column: (column,) for column in COLUMNS},
    "id": ("key",),
    "by": ("author", "recipient", "translator", "editor", "obtained"),
    "obtained-by": ("obtained",),
    "archive_location": ("shelfmark",),
}
"""Field of a query -> the columns whose words it looks at."""

COMMON_LEVELS = ("fond", "opis", "delo", "listy", "box", "folder", "file", "series", "collection", "item")
"""Levels that may be asked for even where no record of the library has them."""

_TERM = re.compile(r'(?P<not>-)?(?:(?P<field>[^\W\d][\w-]*):(?!//))?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S*))')
_YEARS = re.compile(r"(?P<first>\d{1,4})?(?P<to>\s*(?:-|–|\.\.|/)\s*)?(?P<last>\d{1,4})?$")
_FIRST, _LAST = 0, 9999


class UnknownField(UnknownName):
    """No field of a search has this name."""

    kind = "search field"
    wrong_usage = True


class UnknownYear(UnknownName):
    """What stands for a year is none."""

    kind = "year (write 1956, 1956-1958, 1956- or -1958):"
    wrong_usage = True


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows a record's number in SQL (``IN (SELECT …)``), with the values of its blanks."""

    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: an FTS5 expression (empty where no word is asked for) and further conditions."""

    match: str
    conditions: tuple[Condition, ...]

    def matches(self) -> tuple[str, list[object]]:
        """The numbers of the records that meet all of it, as SQL without an order, with its values."""
        values = [value for condition in self.conditions for value in condition.values]
        if self.match:
            # The plus keeps SQLite from running the whole expression once for every number of a list.
            met = "".join(f" AND +rowid {condition.sql}" for condition in self.conditions)
            return f"SELECT rowid AS id FROM words WHERE words MATCH ?{met}", [self.match, *values]
        met = "".join(f" AND id {condition.sql}" for condition in self.conditions)
        return f"SELECT id FROM files WHERE damage IS NULL{met}", values

    def ranked(self) -> str:
        """:meth:`matches` of words, the best first; ``place`` is less for a better one.

        By the function, not by FTS5's own column ``rank``, which would weigh what the conditions leave out.
        """
        matches, _ = self.matches()
        return matches.replace("AS id", "AS id, bm25(words) AS place", 1) + " ORDER BY place"


def parsed_query(query: str, is_level: Callable[[str], bool]) -> Query:
    """``query`` read; ``is_level`` tells which levels occur in the library.

    Raises UnknownField for a field that is none, UnknownYear for what is no year.
    """
    matches: list[str] = []
    left_out: list[str] = []
    conditions: list[Condition] = []
    for term in _terms(query):
        field = (term["field"] or "").casefold()
        text = term["phrase"] if term["phrase"] is not None else term["word"]
        if field and not text:
            field, text = "", field
        condition = _condition(field, text, is_level)
        if condition is None:
            match = _match(field, text, beginning=term["phrase"] is None and text.endswith("*"))
            if match:
                (left_out if term["not"] else matches).append(match)
        else:
            sql = f"NOT {condition.sql}" if term["not"] else condition.sql
            conditions.append(Condition(sql, condition.values))
    match = " AND ".join(matches)
    without = " OR ".join(left_out)
    if match and without:
        return Query(f"({match}) NOT ({without})", tuple(conditions))
    if without:
        # FTS5's NOT has two sides: without a word to be found, what is left out is a list of numbers.
        sql = "NOT IN (SELECT rowid FROM words WHERE words MATCH ?)"
        conditions.append(Condition(sql, (without,)))
    return Query(match, tuple(conditions))


def _terms(query: str) -> Iterator[re.Match[str]]:
    for term in _TERM.finditer(query):
        if term.group().strip():
            yield term


def _condition(field: str, text: str, is_level: Callable[[str], bool]) -> Condition | None:
    """What a term asks that is no matter of words; None where it is one."""
    if field in ("year", "date", "issued"):
        first, last = _years(text)
        return Condition(f"IN ({_YEARS_MET})", (first, last, first, first))
    if not field or field in FIELDS:
        return None
    known = field in COMMON_LEVELS or is_level(field)
    if field in ("sheet", "sheets") or (field in SHEET_LEVELS and not known):
        wanted = sorted(SHEET_LEVELS)
    elif known:
        wanted = [field]
    else:
        raise UnknownField(field, {*FIELDS, "year", "sheet", *COMMON_LEVELS})
    runs = sheets(text) if SHEET_LEVELS.issuperset(wanted) else None
    selections = [
        (sql, values)
        for level in wanted
        for sql, values in (_sheets_met(level, runs) if runs else [_value_met(level, text)])
    ]
    return Condition(
        f"IN ({' UNION ALL '.join(sql for sql, _ in selections)})",
        tuple(value for _, values in selections for value in values),
    )


_YEARS_MET = (
    "SELECT record FROM years WHERE first BETWEEN ? AND ? "
    "UNION ALL SELECT record FROM years WHERE last > first AND first < ? AND last >= ?"
)
"""Few dates are ranges: they have an index of their own, and the others are found by their one year."""


def _value_met(level: str, text: str) -> tuple[str, tuple[object, ...]]:
    return "SELECT record FROM levels WHERE level = ? AND value = ?", (level, exact(text))


def _sheets_met(level: str, runs: Iterable[Sides]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Where a run of sheets overlaps; the few long ones have an index of their own."""
    for first, last in runs:
        yield (
            "SELECT record FROM levels WHERE level = ? AND first BETWEEN ? AND ? AND last >= ?",
            (level, first - LONG_RUN, last, first),
        )
        yield (
            f"SELECT record FROM levels WHERE last - first > {LONG_RUN} AND level = ? AND first <= ? "
            "AND last >= ?",
            (level, last, first),
        )


def _match(field: str, text: str, *, beginning: bool) -> str:
    words = asked(text, beginning=beginning)
    if not words or not field:
        return words
    return f"{{{' '.join(FIELDS[field])}}} : {words}"


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.match(text.strip())
    if found is None or not (found["first"] or found["last"]):
        raise UnknownYear(text)
    if not found["to"]:
        year = int(found["first"])
        return year, year
    return int(found["first"] or _FIRST), int(found["last"] or _LAST)
