"""Disambiguation (CSL 1.0.2, "Disambiguation").

Public: :func:`disambiguate`. Cites that print alike are found by their text; only those are rendered again,
with more names, more of the given names, the ``disambiguate`` condition, and last with year suffixes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from citekit.csl.context import SUBSEQUENT, Ambiguity, Cite, NameSet
from citekit.csl.item import Item
from citekit.csl.name_options import NameOptions
from citekit.csl.name_parts import INITIALS, WHOLE, initials
from citekit.csl.person import Person
from citekit.csl.rendering import Rendering
from citekit.csl.tree import plain


def disambiguate(rendering: Rendering, items: Sequence[Item], order: Callable[[], Sequence[Item]]) -> None:
    """Set the ambiguity of every item so that no two of them cite alike, as far as the style asks.

    Year suffixes go by the bibliography's ``order``, which follows the names that are told apart.
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
    if len(items) < 2:
        return
    by_cite = add_given and rule == "by-cite"
    for group in work.groups(items):
        left = [group]
        if add_names or by_cite:
            left = work.expand(group, by_cite=by_cite)
        if rendering.style.conditions:
            for alike in left:
                work.try_condition(alike)
    if suffixes:
        work.add_year_suffixes(order())


_NAME = 0
_MOST_NAMES = 500
"""So many names of a list are tried to tell cites apart; each is another rendering of them all."""
_Step = tuple[int, int, int]
"""A list of names, a place in it, and what to show of the name: itself, its initials, or all of it."""


class _Printed(NamedTuple):
    """What a cite prints as plain text, and its lists of names, with the ``state`` of its ambiguity then."""

    state: tuple[object, ...]
    text: str
    name_sets: list[NameSet]


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
        self._printed: dict[str, _Printed] = {}

    def printed(self, item: Item) -> _Printed:
        """What a cite prints; it is rendered again only where its ambiguity has changed."""
        ambiguity = self.ambiguity[item.id]
        found = self._printed.get(item.id)
        if found is None or found.state != ambiguity.state:
            found = self._printed[item.id] = self._render(item, ambiguity)
        return found

    def _render(self, item: Item, ambiguity: Ambiguity) -> _Printed:
        context = self.rendering.cite(self.cites[item.id], ambiguity=ambiguity, comparing=True)
        return _Printed(ambiguity.state, plain(context.out), context.name_sets)

    def alike(self, items: Iterable[Item]) -> dict[str, list[Item]]:
        """The items by what their cites print, in their order."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            found[self.printed(item).text].append(item)
        return found

    def groups(self, items: Sequence[Item]) -> list[list[Item]]:
        """The items whose cites print alike, in their order."""
        return [group for text, group in self.alike(items).items() if len(group) > 1 and text]

    # Names, name by name: rules other than by-cite.

    def tell_names_apart(self, items: Sequence[Item], rule: str) -> None:
        """People of one family name are told apart wherever they stand, by initials or given names."""
        primary = rule.startswith("primary-name")
        places: list[tuple[Item, int, int, Person, NameOptions]] = []
        for item in items:
            for number, names in enumerate(self.printed(item).name_sets):
                shown = names.people[:1] if primary else names.people
                places += [
                    (item, number, place, one, names.options)
                    for place, one in enumerate(shown)
                    if not one.literal
                ]
                if primary:
                    break
        families: dict[tuple[str, str], _Family] = defaultdict(_Family)
        for _, _, _, one, _ in places:
            families[one.particle, one.family].people[one.identity] = one
        for item, number, place, one, options in places:
            family = families[one.particle, one.family]
            if level := family.level(one, options, with_initials=rule.endswith("with-initials")):
                self.ambiguity[item.id].given[number, place] = level

    # Names and given names, cite by cite.

    def expand(self, group: list[Item], *, by_cite: bool) -> list[list[Item]]:
        """Show more names and given names, place by place, until the cites differ; what still prints alike."""
        sets = {item.id: self.printed(item).name_sets for item in group}
        kinds = [_NAME] * self.add_names + [INITIALS, WHOLE] * by_cite
        steps = [
            (number, place, kind)
            for number in range(max(len(found) for found in sets.values()))
            for place in range(
                min(
                    _MOST_NAMES,
                    max(len(found[number].people) for found in sets.values() if len(found) > number),
                )
            )
            for kind in kinds
        ]
        left: list[list[Item]] = []
        waiting = [(group, 0)]
        while waiting:
            alike, done = waiting.pop()
            apart = self._tell_apart(alike, steps, done, sets)
            if apart is None:
                left.append(alike)
            else:
                waiting += [(part, apart.done) for part in reversed(apart.parts) if len(part) > 1]
        return left

    def _tell_apart(
        self, group: list[Item], steps: Sequence[_Step], done: int, sets: Mapping[str, list[NameSet]]
    ) -> _Apart | None:
        """Take the steps that are not ``done`` until the cites differ; None, and no step taken, where they
        never do."""
        base = {item.id: self.ambiguity[item.id].copy() for item in group}
        for number in range(done, len(steps)):
            step = steps[number]
            if not _may_differ(group, step, sets) or not self._attempt(group, step, sets):
                continue
            apart = self.alike(group)
            if len(apart) > 1:
                return _Apart(list(apart.values()), number + 1)
            if step[2] == WHOLE:
                for item in group:
                    self.ambiguity[item.id].given.pop(step[:2], None)
        self.ambiguity.update(base)
        return None

    def _attempt(self, group: list[Item], step: _Step, sets: Mapping[str, list[NameSet]]) -> bool:
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

    # The condition, and letters.

    def try_condition(self, group: list[Item]) -> None:
        """Try the branches that test ``disambiguate="true"``, one after the other in the order of the cite;
        they stay where they tell cites apart."""
        for conditions in range(1, self.rendering.style.conditions + 1):
            trial = {}
            for item in group:
                trial[item.id] = self.ambiguity[item.id].copy()
                trial[item.id].conditions = conditions
            texts = {item.id: self._render(item, trial[item.id]).text for item in group}
            count = Counter(texts.values())
            if len(count) == 1:
                continue
            self.ambiguity.update(trial)
            group = [item for item in group if count[texts[item.id]] > 1]
            if not group:
                return

    def add_year_suffixes(self, ordered: Sequence[Item]) -> None:
        """Letters for the cites that still print alike, in the order of the bibliography."""
        for group in self.groups(ordered):
            for place, item in enumerate(group, 1):
                self.ambiguity[item.id].year_suffix = letters(place)


class _Apart(NamedTuple):
    """Cites told apart: those that still print alike together, and how many steps are done."""

    parts: list[list[Item]]
    done: int


def _may_differ(group: Sequence[Item], step: _Step, sets: Mapping[str, list[NameSet]]) -> bool:
    """Whether a step can print cites differently: not where all of them have the same person there, and as
    much after it."""
    number, place, _ = step
    first: object = None
    for item in group:
        found = sets[item.id]
        mine: object = ()
        if len(found) > number and len(found[number].people) > place:
            names = found[number]
            left = min(len(names.people) - place, 3)
            # One cs:name has a number in each program that it was compiled for.
            mine = (names.people[place].identity, left, names.shown, names.options._replace(number=0))
        if first is None:
            first = mine
        elif mine != first:
            return True
    return False


class _Family:
    """The people of one family name in a document."""

    def __init__(self) -> None:
        self.people: dict[tuple[str, ...], Person] = {}
        self._initials: dict[int, Counter[str]] = {}

    def level(self, one: Person, options: NameOptions, *, with_initials: bool) -> int:
        """How much of a given name tells a person from the others, 0 for nothing."""
        if len(self.people) == 1:
            return 0
        if options.initialize_with is not None or with_initials:
            first = options._replace(initialize=True)
            count = self._initials.get(options.number)
            if count is None:
                count = Counter(initials(other.given, first) for other in self.people.values())
                self._initials[options.number] = count
            same = count[initials(self.people[one.identity].given, first)]
            if same == 1 or (with_initials and same < len(self.people)):
                return INITIALS
        return 0 if with_initials else WHOLE


def letters(number: int) -> str:
    """1 is a, 26 z, 27 aa."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
