"""An item's shelf-marks: which file of which archive, and which sheets of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from citekit.library.sheets import SHEET_LEVELS, Sides, overlap, sheets
from citekit.library.words import alike, exact
from citekit.model import CslItem

_FILE_OF_A_FOND = ("fond", "opis", "delo")
"""Where all three are named they tell the file; a folder (papka) between them may be left out."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place in one archive, for comparing.

    ``repository`` is the id of a known repository, else its name across scripts; ``levels`` are (level,
    value) as :func:`exact` writes values, without the sheets; ``sheets`` is None where none are named,
    and ``loose_sheets`` keeps a value that could not be read as numbers.
    """

    repository: str
    levels: tuple[tuple[str, str], ...]
    sheets: tuple[Sides, ...] | None
    loose_sheets: str = ""

    @property
    def file(self) -> str:
        """What two places must share to be in one file, as one string."""
        named = dict(self.levels)
        if all(level in named for level in _FILE_OF_A_FOND):
            told = [(level, named[level]) for level in _FILE_OF_A_FOND]
        else:
            told = sorted(self.levels)
        return "|".join([self.repository, *(f"{level}={value}" for level, value in told)])


def shelves(item: CslItem) -> list[Shelf]:
    """Every place in an archive that the item names in full enough to compare."""
    return [shelf for shelf in map(shelf_of, references(item)) if shelf is not None]


def references(item: CslItem) -> Iterator[dict[str, Any]]:
    """The entries of ``custom.citekit.archival`` that are objects."""
    citekit = citekit_part(item)
    entries = citekit.get("archival")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            yield entry


def citekit_part(item: CslItem) -> dict[str, Any]:
    """``custom.citekit`` of an item, empty where it has none."""
    custom = item.get("custom")
    part = custom.get("citekit") if isinstance(custom, dict) else None
    return part if isinstance(part, dict) else {}


def named_levels(reference: dict[str, Any]) -> list[tuple[str, str]]:
    """(level, value) of a reference, in its order, values as written."""
    found = []
    levels = reference.get("levels")
    for level in levels if isinstance(levels, list) else ():
        if isinstance(level, dict) and level.get("level") and level.get("value"):
            found.append((str(level["level"]), str(level["value"])))
    return found


def overlapping(one: Shelf, other: Shelf) -> bool | None:
    """Whether the sheets of one file overlap; None where one of the two names no sheets."""
    if one.sheets is not None and other.sheets is not None:
        return overlap(one.sheets, other.sheets)
    if one.loose_sheets and other.loose_sheets:
        return one.loose_sheets == other.loose_sheets
    if (one.loose_sheets or one.sheets) and (other.loose_sheets or other.sheets):
        return False
    return None


def shelf_of(reference: Any) -> Shelf | None:
    """The place that an entry of ``custom.citekit.archival`` names; None where it names too little."""
    if not isinstance(reference, dict):
        return None
    repository = reference.get("repository_id") or alike(str(reference.get("repository") or ""))
    levels, leaves = [], []
    for level, value in named_levels(reference):
        if level in SHEET_LEVELS:
            leaves.append(value)
        else:
            levels.append((level, exact(value)))
    if not repository or not levels:
        return None
    read = [sheets(value) for value in leaves]
    runs = tuple(run for value in read if value is not None for run in value)
    loose = exact(", ".join(leaves)) if any(value is None for value in read) else ""
    return Shelf(str(repository), tuple(levels), None if loose else runs or None, loose)
