"""What a rendering knows of its item, its cite and the document.

Public: :class:`AuthorMode`, :class:`Cite`, :class:`Context`, :class:`Ambiguity`, :class:`NameSet`, :func:`names_in`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from citekit.csl.item import Item
from citekit.csl.name_options import NameOptions
from citekit.csl.names_apart import NamesApart
from citekit.csl.person import Person
from citekit.csl.tree import Token

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
"""Positions of a cite ("Position")."""


class Ambiguity:
    """What disambiguation asks of an item's cites.

    ``names``: how many names to show at least, for each list of names in its order; ``given``: how much of
    the given name (1 initials, 2 whole), by list and place; ``apart``: the people from whom names are told apart
    wherever they stand; ``conditions``: how many tests of ``disambiguate`` hold, in their order in the cite.
    ``sorts`` says that the item sorts by what is shown of a given name.
    """

    __slots__ = ("apart", "conditions", "given", "names", "sorts", "year_suffix")

    def __init__(self) -> None:
        self.names: dict[int, int] = {}
        self.given: dict[tuple[int, int], int] = {}
        self.apart: NamesApart | None = None
        self.conditions = 0
        self.year_suffix = ""
        self.sorts = False

    def copy(self) -> Ambiguity:
        """A copy to try something on."""
        copied = Ambiguity()
        copied.names, copied.given = self.names.copy(), self.given.copy()
        copied.conditions, copied.year_suffix = self.conditions, self.year_suffix
        copied.apart, copied.sorts = self.apart, self.sorts
        return copied

    def without_names(self) -> Ambiguity:
        """The same, but for names to show."""
        copied = self.copy()
        copied.names = {}
        return copied

    def of_names(self) -> Ambiguity:
        """What of it holds where an item is sorted: its year suffix, and names told apart wherever they stand."""
        if not (self.names or self.given or self.conditions):
            return self
        kept = Ambiguity()
        kept.year_suffix, kept.apart = self.year_suffix, self.apart
        return kept

    @property
    def state(self) -> tuple[object, ...]:
        """All that it asks, to be compared with what it asks later."""
        names, given = tuple(self.names.items()), tuple(self.given.items())
        return (self.conditions, self.year_suffix, self.apart, names, given)


class NameSet:
    """A list of names as printed: who is in it, how many show, where each of them stands in the output."""

    __slots__ = ("options", "people", "shown", "spans")

    def __init__(self, people: Sequence[Person], shown: int, options: NameOptions) -> None:
        self.people = people
        self.shown = shown
        self.options = options
        self.spans: list[tuple[int, int]] = []


class AuthorMode(Enum):
    """What a cite says of its author (csl-citation.json, ``author-only``, ``suppress-author``)."""

    WITH_WORK = "the author and the work"
    ALONE = "the author alone"
    LEFT_OUT = "the work alone"


class Cite:
    """One cite of a citation (csl-citation.json, ``citationItems``), with its position in the document."""

    __slots__ = (
        "author_mode",
        "first_note",
        "item",
        "label",
        "locator",
        "near_note",
        "note",
        "position",
        "prefix",
        "suffix",
        "terms",
    )

    def __init__(self, item: Item, *, position: int = FIRST, near_note: bool = False) -> None:
        self.item = item
        self.position = position
        self.near_note = near_note
        self.locator = self.prefix = self.suffix = ""
        self.label = "page"
        self.author_mode = AuthorMode.WITH_WORK
        self.note = self.first_note = 0
        self.terms: Mapping[str, str] | None = None


class Context:
    """The state of one rendering of one item; made anew for each, so that a style has none.

    ``sorting`` holds the attributes of the cs:key for which a macro is rendered, None outside sorting.
    ``dates`` are the dates of a sort key.
    ``capitalizes`` says that a term at the beginning takes a capital: of an entry, or of a note.
    ``comparing`` says that only what tells cites apart is wanted, which the day of access does not.
    ``substituted`` are the variables that a cs:substitute has printed, which are not printed again.
    ``names_span`` is where the first names stand, or what stands in for them, ``names_end`` where their role
    ends; ``names_fixed`` says that this is the style's own words.
    ``no_names`` and ``no_year`` leave out the names and the years, for cites that collapse. ``named`` says that
    a cite of the author alone, or without the author, has named something; ``worded`` that a text of the item
    was printed.
    """

    __slots__ = (
        "ambiguity",
        "capitalizes",
        "cite",
        "comparing",
        "conditions",
        "dates",
        "item",
        "label_printed",
        "language",
        "name_sets",
        "named",
        "names_end",
        "names_fixed",
        "names_span",
        "no_names",
        "no_year",
        "number",
        "out",
        "sorting",
        "substituted",
        "substituting",
        "suffix_printed",
        "vars",
        "worded",
    )

    def __init__(
        self,
        item: Item,
        cite: Cite | None,
        ambiguity: Ambiguity,
        number: int = 0,
        *,
        language: str = "en",
        sorting: Mapping[str, str] | None = None,
        capitalizes: bool = True,
    ) -> None:
        self.item = item
        self.vars = item.vars
        self.cite = cite
        self.out: list[Token] = []
        self.ambiguity = ambiguity
        self.number = number
        self.language = item.language or language
        self.sorting = sorting
        self.substituted: set[str] = set()
        self.substituting = 0
        self.suffix_printed = False
        self.name_sets: list[NameSet] = []
        self.names_span: tuple[int, int] | None = None
        self.names_end = 0
        self.names_fixed = False
        self.dates = ""
        self.capitalizes = capitalizes
        self.conditions = 0
        self.comparing = False
        self.named = False
        self.no_names = False
        self.no_year = False
        self.label_printed = False
        self.worded = False

    def variable(self, name: str) -> str:
        """A string or number variable of the item or the cite; "" where it is empty or was substituted."""
        if self.substituted and name in self.substituted:
            return ""
        if name in OF_THE_CITE and name != "citation-label":
            return self._of_the_cite(name)
        return self.vars.get(name, "")

    def _of_the_cite(self, name: str) -> str:
        cite = self.cite
        if name == "citation-number":
            return str(self.number) if self.number else ""
        if name == "year-suffix":
            return self.ambiguity.year_suffix
        if name == "locator":
            return cite.locator if cite is not None else ""
        return str(cite.first_note) if cite is not None and cite.first_note else ""


OF_THE_CITE = frozenset(
    ("locator", "citation-number", "first-reference-note-number", "year-suffix", "citation-label")
)
"""Variables that are not the item's own."""


def names_in(context: Context, span: tuple[int, int]) -> list[NameSet]:
    """The lists of names that stand in a part of the output."""
    start, end = span
    return [names for names in context.name_sets if names.spans and start <= names.spans[0][0] < end]
