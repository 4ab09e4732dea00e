"""What a rendering knows of its item, its cite and the document.

Public: :class:`Cite`, :class:`Context`, :class:`Ambiguity`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from citekit.csl.item import Item

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
"""Positions of a cite ("Position")."""


_DERIVED = {"page-first": "page", "title-short": "shortTitle", "container-title-short": "journalAbbreviation"}


@dataclass(slots=True)
class Ambiguity:
    """What disambiguation asks of an item's cites: names shown beyond the et-al cut for each names element,
    more of a given name for each name (1 initials, 2 whole), the ``disambiguate`` condition, the suffix of
    the year."""

    names: dict[int, int] = field(default_factory=dict)
    given: dict[tuple[int, int], int] = field(default_factory=dict)
    condition: bool = False
    year_suffix: str = ""

    def copy(self) -> Ambiguity:
        """A copy to try something on."""
        return Ambiguity(dict(self.names), dict(self.given), self.condition, self.year_suffix)


@dataclass(slots=True)
class Cite:
    """One cite of a citation."""

    item: Item
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: int = FIRST
    near_note: bool = False
    note: int = 0
    first_note: int = 0
    terms: dict[str, str] | None = None
    forced_position: bool = False


class Context:
    """The state of one rendering of one item; made anew for each, so that a style has none."""

    __slots__ = (
        "ambiguity",
        "area",
        "author_seen",
        "beginning",
        "called",
        "cite",
        "first_names",
        "item",
        "label_printed",
        "locale",
        "name_sets",
        "number",
        "options",
        "rendered",
        "sorting",
        "substituted",
        "substituting",
        "suffix_printed",
        "suppress_author",
        "used",
        "warnings",
    )

    def __init__(
        self,
        item: Item,
        cite: Cite | None,
        area: str,
        locale: Any,
        options: dict[str, str],
        ambiguity: Ambiguity,
        number: int = 0,
        sorting: dict[str, str] | None = None,
    ) -> None:
        self.item = item
        self.cite = cite
        self.area = area
        self.locale = locale
        self.options = options
        self.ambiguity = ambiguity
        self.number = number
        self.sorting = sorting
        self.called = 0
        self.rendered = 0
        self.substituted: set[str] = set()
        self.substituting = 0
        self.used: set[str] = set()
        self.suffix_printed = False
        self.name_sets: list[Any] = []
        self.first_names: Any = None
        self.suppress_author = False
        self.author_seen = False
        self.beginning = False
        self.label_printed = False
        self.warnings: list[str] = []

    def variable(self, name: str) -> str:
        """A string or number variable of the item or the cite; "" where a substitute has printed it."""
        if name in self.substituted:
            return ""
        if name == "locator":
            return self.cite.locator if self.cite and self.area == "citation" else ""
        if name == "citation-number":
            return str(self.number) if self.number else ""
        if name == "first-reference-note-number":
            return str(self.cite.first_note) if self.cite and self.cite.first_note else ""
        if name == "year-suffix":
            return self.ambiguity.year_suffix
        value = self.item.text(name)
        if not value and name in _DERIVED:
            value = self.item.text(_DERIVED[name])
        return value
