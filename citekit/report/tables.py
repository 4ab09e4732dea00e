"""What a report counts: the archives with their fonds, and the findings.

Public: :class:`Tables`, :class:`Archive`, :class:`Fond`, :class:`Place`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from citekit.library.shelf import references
from citekit.model import CslItem
from citekit.report.cards import levels_of
from citekit.report.marks import tier

_UNNAMED = "no archive named"


@dataclass(frozen=True, slots=True)
class Place:
    """A record of the page: its ``document``, its ``number`` in it, and the ``anchor`` to which a link leads."""

    document: str
    number: int
    anchor: str


@dataclass(slots=True)
class Fond:
    """A fond (collection, record group) with the number of references to it and the records that hold them;
    of those that are not on the page only the number is kept."""

    name: str
    count: int = 0
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Archive:
    """An archive under its full name, as far as it is known, with its fonds."""

    name: str
    place: str
    known: bool
    count: int = 0
    fonds: dict[str, Fond] = field(default_factory=dict)

    def by_count(self) -> list[Fond]:
        """The fonds, the most cited first, those cited equally often in the order of their numbers."""
        return sorted(self.fonds.values(), key=lambda fond: (-fond.count, _natural(fond.name)))


class Tables:
    """What all documents of a report cite, counted as they come."""

    def __init__(self) -> None:
        self._archives: dict[str, Archive] = {}
        self.references = 0

    def add(self, item: CslItem, place: Place | None) -> None:
        """Count the references of a record; ``place`` is None where the page does not show it."""
        for reference in references(item):
            self.references += 1
            archive = self._archive(reference)
            name = outermost(levels_of(reference))
            fond = archive.fonds.setdefault(name.casefold(), Fond(name))
            archive.count += 1
            fond.count += 1
            if place and place not in fond.places[-1:]:
                fond.places.append(place)

    def archives(self) -> list[Archive]:
        """The archives, the most cited first."""
        return sorted(self._archives.values(), key=lambda archive: (-archive.count, archive.name.casefold()))

    def _archive(self, reference: dict[str, Any]) -> Archive:
        written = reference.get("repository")
        key = reference.get("repository_id") or f" {str(written).casefold()}"
        if key not in self._archives:
            name = reference.get("repository_name") or written or _UNNAMED
            known = "repository_id" in reference or not written
            self._archives[key] = Archive(name, reference.get("place", ""), known)
        return self._archives[key]


def outermost(levels: list[dict[str, Any]]) -> str:
    """The fond that a reference names, or whatever it names in its place: "fond 5", "Bobbs-Merrill Papers"."""
    for wanted in ("fond", "series", "file", "item"):
        for level in levels:
            if tier(level["level"]) == wanted:
                word = level["level"].replace("_", " ")
                named = re.search(r"\d", level["value"]) and level["level"] != "collection"
                return f"{word} {level['value']}" if named else level["value"]
    return "—"


def _natural(name: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part)
        for part in re.split(r"(\d+)", name.casefold())
    ]
