"""What a user asks for, as SQL over the index.

``words "a phrase" begin* -not field:word field:"a phrase" fond:5 listy:225 year:1956-1958``: every term
must be met. A *field* is one of :data:`FIELDS`, or any level of a shelf-mark (``fond``, ``box``,
``file`` …), whose value is compared exactly, or ``year``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from citekit.errors import UnknownName
from citekit.library.entry import COLUMNS
from citekit.library.sheets import SHEET_LEVELS, sheets
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
    """A condition on ``files``, with the values of its blanks."""

    sql: str
    values: tuple[object, ...]


def where(query: str, levels: Collection[str]) -> tuple[str, list[Condition]]:
    """``query`` as an FTS5 expression (empty where it asks for no word) and further conditions.

    ``levels`` are the levels that occur in the library. Raises UnknownField for a field that is none.
    """
    matches: list[str] = []
    conditions: list[Condition] = []
    for term in _terms(query):
        field = (term["field"] or "").casefold()
        text = term["phrase"] if term["phrase"] is not None else term["word"]
        if field and not text:
            field, text = "", field
        condition = _condition(field, text, levels)
        if condition is None:
            match = _match(field, text, beginning=term["phrase"] is None and text.endswith("*"))
            if match and not term["not"]:
                matches.append(match)
            elif match:
                sql = "files.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)"
                conditions.append(Condition(sql, (match,)))
        elif term["not"]:
            conditions.append(Condition(f"NOT {condition.sql}", condition.values))
        else:
            conditions.append(condition)
    return " AND ".join(matches), conditions


def _terms(query: str) -> Iterator[re.Match[str]]:
    for term in _TERM.finditer(query):
        if term.group().strip():
            yield term


def _condition(field: str, text: str, levels: Collection[str]) -> Condition | None:
    """What a term asks that is no matter of words; None where it is one."""
    if field in ("year", "date", "issued"):
        first, last = _years(text)
        return Condition(
            "files.id IN (SELECT record FROM years WHERE first <= ? AND last >= ?)", (last, first)
        )
    if not field or field in FIELDS:
        return None
    wanted = [field] if field in levels or field in COMMON_LEVELS else []
    if field in ("sheet", "sheets") or (field in SHEET_LEVELS and not wanted):
        wanted = sorted(SHEET_LEVELS)
    if not wanted:
        raise UnknownField(field, {*FIELDS, "year", "sheet", *COMMON_LEVELS, *levels})
    blanks = ", ".join("?" * len(wanted))
    if field in SHEET_LEVELS or wanted[0] != field:
        for first, last in sheets(text) or ():
            sql = f"SELECT record FROM levels WHERE level IN ({blanks}) AND first <= ? AND last >= ?"
            return Condition(f"files.id IN ({sql})", (*wanted, last, first))
    sql = f"SELECT record FROM levels WHERE value = ? AND level IN ({blanks})"
    return Condition(f"files.id IN ({sql})", (exact(text), *wanted))


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
