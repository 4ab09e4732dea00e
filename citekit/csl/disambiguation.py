"""Disambiguation (CSL 1.0.2, "Disambiguation").

Public: :func:`disambiguate`. Cites that print alike are found by their text; only those are rendered again,
with more names, more of the given names, the ``disambiguate`` condition, and last with year suffixes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from citekit.csl.context import SUBSEQUENT, Ambiguity, Cite
from citekit.csl.item import Item, Person
from citekit.csl.names import NameSet

if TYPE_CHECKING:
    from citekit.csl.cluster import Renderer


def disambiguate(renderer: Renderer, items: Sequence[Item]) -> None:
    """Set the renderer's ambiguity of every item so that no two items cite alike, as far as the style asks.

    Compared are later cites, as the shortest form in which an item is cited.
    """
    options = renderer.style.citation.options
    add_names = options.get("disambiguate-add-names") == "true"
    add_given = options.get("disambiguate-add-givenname") == "true"
    rule = options.get("givenname-disambiguation-rule", "by-cite")
    suffixes = options.get("disambiguate-add-year-suffix") == "true"
    if not (add_names or add_given or suffixes or renderer.style.tests_disambiguate):
        return
    cites = {item.id: Cite(item, position=SUBSEQUENT, near_note=True) for item in items}
    everywhere = add_given and rule != "by-cite"
    if everywhere:
        _name_by_name(renderer, items, cites, rule)
    for group in _groups(renderer, items, cites):
        if add_names or (add_given and not everywhere):
            _Names(renderer, cites, rule, names=add_names, given=add_given, everywhere=everywhere).tell_apart(
                group
            )
    if everywhere and add_names:
        _name_by_name(renderer, items, cites, rule)
    for group in _groups(renderer, items, cites):
        _condition(renderer, group, cites)
    if suffixes:
        _year_suffixes(renderer, items, cites)


class _Names:
    """Tells the cites of a group apart by more names and more of the given names, one step at a time.

    A step is kept where it parts the group, and what it parts goes on by itself; a step that changes
    nothing is taken back.
    """

    def __init__(
        self,
        renderer: Renderer,
        cites: dict[str, Cite],
        rule: str,
        *,
        names: bool,
        given: bool,
        everywhere: bool,
    ) -> None:
        self.renderer = renderer
        self.cites = cites
        self.names = names
        self.given = given and not everywhere
        self.everywhere = everywhere
        self.primary = rule.startswith("primary-name")
        self.rule = rule

    def tell_apart(self, group: list[Item]) -> None:
        """Set the ambiguity of the group's items."""
        sets = _name_sets(self.renderer, self.cites[group[0].id])
        longest = [
            max(
                len(names.people)
                for item in group
                for names in _name_sets(self.renderer, self.cites[item.id])[place : place + 1]
            )
            for place in range(len(sets))
        ]
        steps = [(number, place) for number, count in enumerate(longest) for place in range(count)]
        self._try(group, steps)

    def _try(self, group: list[Item], steps: list[tuple[int, int]]) -> None:
        for at, (number, place) in enumerate(steps):
            added = self._with_name(group, number, place) if self.names else None
            if added is not None and self._kept(group, added, steps[at:]):
                return
            if self.given:
                for level in (1, 2):
                    trial = self._with_given(group, added, number, place, level)
                    if self._kept(group, trial, steps[at:]):
                        return

    def _with_name(self, group: list[Item], number: int, place: int) -> dict[str, Ambiguity] | None:
        """One more name shown; None where it shows already."""
        trial = {}
        changes = False
        for item in group:
            ambiguity = self.renderer.ambiguity[item.id].copy()
            sets = _name_sets(self.renderer, self.cites[item.id])
            if number < len(sets) and sets[number].shown <= place < len(sets[number].people):
                ambiguity.names[number] = place + 1
                changes = True
            trial[item.id] = ambiguity
        if changes and self.everywhere:
            _name_by_name(self.renderer, list(map(_item_of(group), trial)), self.cites, self.rule, trial)
        return trial if changes else None

    def _with_given(
        self, group: list[Item], added: dict[str, Ambiguity] | None, number: int, place: int, level: int
    ) -> dict[str, Ambiguity]:
        trial = {}
        for item in group:
            ambiguity = (added or self.renderer.ambiguity)[item.id].copy()
            ambiguity.given[number, place] = level
            trial[item.id] = ambiguity
        return trial

    def _kept(self, group: list[Item], trial: dict[str, Ambiguity], steps: list[tuple[int, int]]) -> bool:
        """Keep the trial where it parts the group; each part goes on from there."""
        parts: dict[str, list[Item]] = defaultdict(list)
        for item in group:
            parts[self.renderer.key(self.cites[item.id], trial[item.id])].append(item)
        if len(parts) == 1:
            return False
        for item in group:
            self.renderer.ambiguity[item.id] = trial[item.id]
        for part in parts.values():
            if len(part) > 1:
                self._try(part, steps)
        return True


def _item_of(group: list[Item]) -> Callable[[str], Item]:
    by_id = {item.id: item for item in group}
    return by_id.__getitem__


def _groups(renderer: Renderer, items: Sequence[Item], cites: dict[str, Cite]) -> list[list[Item]]:
    """The items whose cites print alike, in their order."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[renderer.key(cites[item.id], renderer.ambiguity[item.id])].append(item)
    return [group for key, group in found.items() if len(group) > 1 and key]


def _name_sets(renderer: Renderer, cite: Cite, ambiguity: Ambiguity | None = None) -> list[NameSet]:
    _, context = renderer.cite(cite, ambiguity=ambiguity)
    sets: list[NameSet] = context.name_sets
    return sets


def _name_by_name(
    renderer: Renderer,
    items: Sequence[Item],
    cites: dict[str, Cite],
    rule: str,
    into: dict[str, Ambiguity] | None = None,
) -> None:
    """Names of different people that print alike are told apart wherever they stand."""
    ambiguity = renderer.ambiguity if into is None else into
    everyone = items if into is None else [cites[key].item for key in cites]
    places: list[tuple[Item, int, int, Person, NameSet]] = []
    for item in everyone:
        for number, names in enumerate(_name_sets(renderer, cites[item.id], ambiguity.get(item.id))):
            shown = names.people[: names.shown] if not rule.startswith("primary-name") else names.people[:1]
            places += [
                (item, number, place, one, names) for place, one in enumerate(shown) if not one.literal
            ]
            if rule.startswith("primary-name"):
                break
    people: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for _, _, _, one, _ in places:
        people[one.particle, one.family].add(one.identity)
    for item, number, place, one, names in places:
        others = people[one.particle, one.family] - {one.identity}
        if not others or item.id not in ambiguity:
            continue
        mine = _initial(one.given)
        clash = any(_initial(other[2]) == mine for other in others)
        with_initials = names.options.initialize_with is not None
        if with_initials and not clash:
            level = 1
        elif rule.endswith("with-initials"):
            level = 1 if with_initials else 0
        else:
            level = 2
        if level:
            ambiguity[item.id].given[number, place] = level


def _initial(given: str) -> str:
    return "".join(word[:1] for word in given.replace("-", " ").split()).casefold()


def _condition(renderer: Renderer, group: list[Item], cites: dict[str, Cite]) -> list[Item]:
    """Try the branches that test ``disambiguate="true"``."""
    trial = {}
    for item in group:
        ambiguity = renderer.ambiguity[item.id].copy()
        ambiguity.condition = True
        trial[item.id] = ambiguity
    texts = {item.id: renderer.key(cites[item.id], trial[item.id]) for item in group}
    if len(set(texts.values())) == 1:
        return group
    for item in group:
        renderer.ambiguity[item.id] = trial[item.id]
    return [item for item in group if list(texts.values()).count(texts[item.id]) > 1]


def _year_suffixes(renderer: Renderer, items: Sequence[Item], cites: dict[str, Cite]) -> None:
    """Letters for the cites that still print alike, in the order of the bibliography."""
    area = renderer.style.bibliography
    ordered = renderer.sort(items, area) if area is not None else list(items)
    for group in _groups(renderer, ordered, cites):
        for place, item in enumerate(group):
            ambiguity = renderer.ambiguity[item.id].copy()
            ambiguity.year_suffix = _letters(place + 1)
            renderer.ambiguity[item.id] = ambiguity


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
