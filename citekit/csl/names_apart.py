"""Names told apart by names (CSL 1.0.2, "Disambiguation", ``givenname-disambiguation-rule``).

Public: :class:`NamesApart`, :func:`within`, :data:`WITHIN`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from citekit.csl.item import NAME_VARIABLES, Item
from citekit.csl.name_options import NameOptions
from citekit.csl.name_parts import INITIALS, WHOLE, initials
from citekit.csl.person import Person

WITHIN = "by-cite"
"""The rule by which cites are told apart, and not names but for those of one item."""
_FULL = NameOptions(initialize_with=".")
_Family = defaultdict[str, set[str]]
"""The people of one family name: their given names by their initials."""


class NamesApart:
    """The people of a document by their family names, and so what tells each from the others wherever they
    stand: nothing, initials or the given name. ``rule`` is the givenname-disambiguation-rule."""

    def __init__(self, rule: str) -> None:
        self._first_alone = rule.startswith("primary-name")
        self._initials_alone = rule.endswith("with-initials")
        self._long_alone = rule == WITHIN
        self._families: dict[tuple[str, str], _Family] = {}

    def add(self, people: Iterable[Person], options: NameOptions) -> None:
        """Take in the people of a list of names."""
        for place, one in enumerate(people):
            if not one.literal and not (place and self._first_alone):
                self._family(one, options)[_first(one)].add(_given(one))

    @property
    def differ(self) -> bool:
        """Whether people of one family name differ in their given names."""
        return self.share_initials or any(len(family) > 1 for family in self._families.values())

    @property
    def share_initials(self) -> bool:
        """Whether people of one family name differ in their given names, and not in their initials."""
        return any(len(givens) > 1 for family in self._families.values() for givens in family.values())

    def level(self, one: Person, place: int, options: NameOptions) -> int:
        """How much of a given name tells a person from the others, 0 for nothing; whoever stands in a list for
        the first time is taken in."""
        if one.literal or (place and self._first_alone) or (self._long_alone and options.form == "short"):
            return 0
        family = self._family(one, options)
        alike = family[_first(one)]
        alike.add(_given(one))
        if self._initials_alone:
            return INITIALS if len(family) > 1 else 0
        if len(alike) > 1 or (len(family) > 1 and options.initialize_with is None):
            return WHOLE
        return INITIALS if len(family) > 1 else 0

    def _family(self, one: Person, options: NameOptions) -> _Family:
        """The people who have a person's family name, with its particle where the style never demotes it."""
        key = (one.particle if options.demote == "never" else "", one.family)
        found = self._families.get(key)
        if found is None:
            found = self._families[key] = defaultdict(set)
        return found


def within(item: Item) -> NamesApart | None:
    """The people of one item, where two of one family name have the same initials: where cites are told apart by
    cite, their given names show in long names (beyond CSL: styles are written for it)."""
    people = [one for name in NAME_VARIABLES & item.present for one in item.names(name) if one.given]
    if len({one.family for one in people}) == len(people):
        return None
    apart = NamesApart(WITHIN)
    apart.add(people, _FULL)
    return apart if apart.share_initials else None


def _first(one: Person) -> str:
    return initials(_given(one), _FULL)


def _given(one: Person) -> str:
    return " ".join(one.given.replace(".", " ").split())
