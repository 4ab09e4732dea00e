"""Disambiguation (CSL 1.0.2, "Disambiguation").

Public: :func:`disambiguate`. Cites that print alike are found by their text; only those are rendered again,
with more names, more of the given names, the ``disambiguate`` condition, and last with year suffixes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from citekit.csl.context import SUBSEQUENT, Ambiguity, Cite, NameSet
from citekit.csl.item import Item
from citekit.csl.name_parts import INITIALS, WHOLE, initials
from citekit.csl.person import Person
from citekit.csl.rendering import Rendering
from citekit.csl.tree import plain


def disambiguate(rendering: Rendering, items: Sequence[Item], ordered: Sequence[Item]) -> None:
    """Set the ambiguity of every item so that no two of them cite alike, as far as the style asks.

    Year suffixes go by the bibliography's order, ``ordered``.
    """
    options = rendering.style.citation.options
    add_names = options.get("disambiguate-add-names") == "true"
    add_given = options.get("disambiguate-add-givenname") == "true"
    suffixes = options.get("disambiguate-add-year-suffix") == "true"
    if not (add_names or add_given or suffixes or rendering.style.conditions):
        return
    rule = options.get("givenname-disambiguation-rule", "by-cite")
    work = _Disambiguation(rendering, items, add_names=add_names, suffixes=suffixes)
    if add_given and rule != "by-cite":
        work.tell_names_apart(items, rule)
    by_cite = add_given and rule == "by-cite"
    for group in work.groups(items):
        left = [group]
        if add_names or by_cite:
            left = work.expand(group, by_cite=by_cite)
        if rendering.style.conditions:
            for alike in left:
                work.try_condition(alike)
    if suffixes:
        work.add_year_suffixes(ordered)


_NAME = 0
_Step = tuple[int, int, int]
"""A list of names, a place in it, and what to show of the name: itself, its initials, or all of it."""


class _Disambiguation:
    """The disambiguation of one document's cites."""

    def __init__(
        self, rendering: Rendering, items: Sequence[Item], *, add_names: bool, suffixes: bool
    ) -> None:
        self.rendering = rendering
        self.ambiguity = rendering.ambiguity
        self.cites = {item.id: Cite(item, position=SUBSEQUENT, near_note=True) for item in items}
        self.add_names = add_names
        self.suffixes = suffixes

    def key(self, item: Item, ambiguity: Ambiguity | None = None) -> str:
        """What a cite prints, as plain text."""
        return plain(self.rendering.cite(self.cites[item.id], ambiguity=ambiguity, comparing=True).out)

    def name_sets(self, item: Item) -> list[NameSet]:
        """The lists of names that a cite prints."""
        return self.rendering.cite(self.cites[item.id]).name_sets

    def groups(self, items: Sequence[Item]) -> list[list[Item]]:
        """The items whose cites print alike, in their order."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            found[self.key(item)].append(item)
        return [group for key, group in found.items() if len(group) > 1 and key]

    # Names, name by name: rules other than by-cite.

    def tell_names_apart(self, items: Sequence[Item], rule: str) -> None:
        """People of one family name are told apart wherever they stand, by initials or given names."""
        primary = rule.startswith("primary-name")
        places: list[tuple[Item, int, int, Person, NameSet]] = []
        for item in items:
            for number, names in enumerate(self.name_sets(item)):
                shown = names.people[:1] if primary else names.people
                places += [
                    (item, number, place, one, names) for place, one in enumerate(shown) if not one.literal
                ]
                if primary:
                    break
        people: dict[tuple[str, str], dict[tuple[str, ...], Person]] = defaultdict(dict)
        for _, _, _, one, _ in places:
            people[one.particle, one.family][one.identity] = one
        for item, number, place, one, names in places:
            others = [
                other
                for identity, other in people[one.particle, one.family].items()
                if identity != one.identity
            ]
            if level := _level(one, others, names, with_initials=rule.endswith("with-initials")):
                self.ambiguity[item.id].given[number, place] = level

    # Names and given names, cite by cite.

    def expand(self, group: list[Item], *, by_cite: bool) -> list[list[Item]]:
        """Show more names and given names, place by place, until the cites differ; what still prints alike."""
        sets = {item.id: self.name_sets(item) for item in group}
        kinds = [_NAME] * self.add_names + [INITIALS, WHOLE] * by_cite
        steps = [
            (number, place, kind)
            for number in range(max(len(found) for found in sets.values()))
            for place in range(
                max(len(found[number].people) for found in sets.values() if len(found) > number)
            )
            for kind in kinds
        ]
        left: list[list[Item]] = []
        self._expand(group, steps, sets, left)
        return left

    def _expand(
        self,
        group: list[Item],
        steps: Sequence[_Step],
        sets: dict[str, list[NameSet]],
        left: list[list[Item]],
    ) -> None:
        base = {item.id: self.ambiguity[item.id].copy() for item in group}
        for number, step in enumerate(steps):
            if not self._attempt(group, step, sets):
                continue
            apart = self._apart(group)
            if len(apart) > 1:
                for alike in apart.values():
                    if len(alike) > 1:
                        self._expand(alike, steps[number + 1 :], sets, left)
                return
            if step[2] == WHOLE:
                for item in group:
                    self.ambiguity[item.id].given.pop(step[:2], None)
        for item in group:
            self.ambiguity[item.id] = base[item.id]
        left.append(group)

    def _attempt(self, group: list[Item], step: _Step, sets: dict[str, list[NameSet]]) -> bool:
        """Show what the step says: a name itself, its initials, the whole given name. Whether that changed
        anything."""
        number, place, kind = step
        changed = False
        for item in group:
            found = sets[item.id]
            if len(found) <= number or len(found[number].people) <= place:
                continue
            ambiguity = self.ambiguity[item.id]
            shown = max(found[number].shown, ambiguity.names.get(number, 0))
            if kind == _NAME:
                if shown <= place:
                    ambiguity.names[number] = place + 1
                    changed = True
            elif shown > place and (kind == WHOLE or found[number].options.initialize_with is not None):
                ambiguity.given[number, place] = kind
                changed = True
        return changed

    def _apart(self, group: list[Item]) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in group:
            found[self.key(item)].append(item)
        return found

    # The condition, and letters.

    def try_condition(self, group: list[Item]) -> None:
        """Try the branches that test ``disambiguate="true"``, one after the other in the order of the cite;
        they stay where they tell cites apart."""
        for count in range(1, self.rendering.style.conditions + 1):
            trial = {}
            for item in group:
                trial[item.id] = self.ambiguity[item.id].copy()
                trial[item.id].conditions = count
            keys = {item.id: self.key(item, trial[item.id]) for item in group}
            if len(set(keys.values())) == 1:
                continue
            self.ambiguity.update(trial)
            group = [item for item in group if list(keys.values()).count(keys[item.id]) > 1]
            if not group:
                return

    def add_year_suffixes(self, ordered: Sequence[Item]) -> None:
        """Letters for the cites that still print alike, in the order of the bibliography."""
        for group in self.groups(ordered):
            for place, item in enumerate(group, 1):
                self.ambiguity[item.id].year_suffix = letters(place)


def _level(one: Person, others: Sequence[Person], names: NameSet, *, with_initials: bool) -> int:
    """How much of a given name tells a person from others of the family name, 0 for nothing."""
    if not others:
        return 0
    options = names.options
    if options.initialize_with is not None:
        mine = initials(one.given, options)
        same = [initials(other.given, options) == mine for other in others]
        if not any(same) or (with_initials and not all(same)):
            return INITIALS
    return 0 if with_initials else WHOLE


def letters(number: int) -> str:
    """1 is a, 26 z, 27 aa."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
