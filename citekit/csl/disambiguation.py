"""Disambiguation (CSL 1.0.2, "Disambiguation").

Public: :class:`Disambiguation`. Cites that print alike are found by their text; only those are rendered again,
with more names, more of the given names, the ``disambiguate`` condition, and last with year suffixes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from citekit.csl.context import SUBSEQUENT, Ambiguity, Cite, NameSet
from citekit.csl.item import Item
from citekit.csl.name_parts import INITIALS, WHOLE
from citekit.csl.names_apart import WITHIN, NamesApart, within
from citekit.csl.rendering import Rendering
from citekit.csl.tree import plain

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


class Disambiguation:
    """The disambiguation of one document's cites: sets the ambiguity of every item so that no two of them cite
    alike, as far as the style asks. ``first_notes`` are the notes in which items are cited first;
    ``names_differ`` says that names were told apart wherever they stand."""

    def __init__(self, rendering: Rendering, items: Sequence[Item], first_notes: Mapping[str, int]) -> None:
        self.rendering = rendering
        self.items = items
        self.first_notes = first_notes
        self.ambiguity = rendering.ambiguity
        options = rendering.style.citation.options
        self._adds_names = options.get("disambiguate-add-names") == "true"
        self._adds_given = options.get("disambiguate-add-givenname") == "true"
        self._adds_suffixes = options.get("disambiguate-add-year-suffix") == "true"
        self._rule = options.get("givenname-disambiguation-rule", WITHIN)
        self.names_differ = False
        self._cites: dict[str, Cite] = {}
        self._printed: dict[str, _Printed] = {}

    def tell_apart(self) -> None:
        """Tell names apart, and then cites by their names and by the ``disambiguate`` condition."""
        # A year suffix tells all apart, so that the condition is left to styles without it.
        conditions = 0 if self._adds_suffixes else self.rendering.style.conditions
        by_cite = self._adds_given and self._rule == WITHIN
        if by_cite:
            self.tell_apart_within()
        elif self._adds_given:
            self.tell_names_apart()
        if not (self._adds_names or by_cite or conditions):
            return
        for group in self.groups(self.items):
            left = [group]
            if self._adds_names or by_cite:
                left = self.expand(group, by_cite=by_cite)
            if conditions:
                for alike in left:
                    self.try_condition(alike)

    def add_year_suffixes(self, ordered: Sequence[Item]) -> None:
        """Letters for the cites that still print alike, be it nothing, in the order of the bibliography."""
        if not self._adds_suffixes:
            return
        for group in self.groups(ordered, silent=True):
            for place, item in enumerate(group, 1):
                self.ambiguity[item.id].year_suffix = letters(place)

    def printed(self, item: Item) -> _Printed:
        """What a cite prints; it is rendered again only where its ambiguity has changed."""
        ambiguity = self.ambiguity[item.id]
        found = self._printed.get(item.id)
        if found is None or found.state != ambiguity.state:
            found = self._printed[item.id] = self._render(item, ambiguity)
        return found

    def _render(self, item: Item, ambiguity: Ambiguity) -> _Printed:
        cite = self._cites.get(item.id)
        if cite is None:
            cite = self._cites[item.id] = Cite(item, position=SUBSEQUENT, near_note=True)
        context = self.rendering.cite(cite, ambiguity=ambiguity, comparing=True)
        return _Printed(ambiguity.state, plain(context.out), context.name_sets)

    def alike(self, items: Iterable[Item]) -> dict[str, list[Item]]:
        """The items by what their cites print, in their order."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            found[self.printed(item).text].append(item)
        return found

    def groups(self, items: Sequence[Item], *, silent: bool = False) -> list[list[Item]]:
        """The items whose cites print alike, in their order; also those that print nothing, if ``silent``."""
        if len(items) < 2:
            return []
        return [group for text, group in self.alike(items).items() if len(group) > 1 and (text or silent)]

    # Names, name by name: rules other than by-cite.

    def tell_names_apart(self) -> None:
        """People of one family name are told apart wherever they stand, by initials or given names."""
        apart = NamesApart(self._rule)
        for item in self.items:
            for names in self.printed(item).name_sets:
                apart.add(names.people, names.options)
        self.names_differ = apart.differ
        for item in self.items:
            self.ambiguity[item.id].apart = apart

    def tell_apart_within(self) -> None:
        """People of one item are told apart in long names, where its cites have short ones."""
        for item in self.items:
            apart = within(item)
            if apart is not None and all(
                names.options.form == "short" for names in self.printed(item).name_sets
            ):
                self.ambiguity[item.id].apart = apart
                self.names_differ = True

    # Names and given names, cite by cite.

    def expand(self, group: list[Item], *, by_cite: bool) -> list[list[Item]]:
        """Show more names and given names, place by place, until the cites differ; what still prints alike."""
        sets = {item.id: self.printed(item).name_sets for item in group}
        kinds = [_NAME] * self._adds_names + [INITIALS, WHOLE] * by_cite
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
            kinds = [self._kind(item, step, sets[item.id]) for item in group]
            if kinds.count(kinds[0]) == len(kinds) or not self._attempt(group, step, sets):
                continue
            apart = self._alike_by_kind(group, kinds)
            if len(apart) > 1:
                return _Apart(apart, number + 1)
            if step[2] == WHOLE:
                for item in group:
                    self.ambiguity[item.id].given.pop(step[:2], None)
        self.ambiguity.update(base)
        return None

    def _kind(self, item: Item, step: _Step, sets: Sequence[NameSet]) -> object:
        """What the step shows of an item: the person, how many come after, by which options. Cites that print
        alike and are of one kind still do after the step."""
        number, place, _ = step
        state = self.ambiguity[item.id].state
        if len(sets) <= number or len(sets[number].people) <= place:
            return state
        names = sets[number]
        after = min(len(names.people) - place, 3)
        return (names.people[place].identity, after, names.shown, names.options.number, state)

    def _alike_by_kind(self, group: Sequence[Item], kinds: Sequence[object]) -> list[list[Item]]:
        """The items by what their cites print, one of each kind rendered for all."""
        first: dict[object, _Printed] = {}
        found: dict[str, list[Item]] = defaultdict(list)
        for item, kind in zip(group, kinds, strict=True):
            printed = first.get(kind)
            if printed is None:
                printed = first[kind] = self.printed(item)
            else:
                self._printed[item.id] = printed
            found[printed.text].append(item)
        return list(found.values())

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

    # The condition.

    def _told_by_notes(self, group: list[Item]) -> bool:
        """Whether the numbers of their first notes tell cites apart, which names have not; of several works that
        names are not even added to, every one keeps its title (beyond CSL: styles are written for it)."""
        if len(group) > 2 and not (self._adds_names or self._adds_given):
            return False
        texts = set()
        for item in group:
            cite = self._cites[item.id]
            cite.first_note = self.first_notes.get(item.id, 0)
            texts.add(self._render(item, self.ambiguity[item.id]).text)
            cite.first_note = 0
        return len(texts) == len(group)

    def try_condition(self, group: list[Item]) -> None:
        """Try the branches that test ``disambiguate="true"``, one after the other in the order of the cite, until
        they tell cites apart; where none does, all stay (beyond CSL: styles are written for it)."""
        if self._told_by_notes(group):
            return
        for conditions in range(1, self.rendering.style.conditions + 1):
            trial = {}
            for item in group:
                trial[item.id] = self.ambiguity[item.id].copy()
                trial[item.id].conditions = conditions
            texts = {item.id: self._render(item, trial[item.id]).text for item in group}
            count = Counter(texts.values())
            self.ambiguity.update(trial)
            group = [item for item in group if count[texts[item.id]] > 1]
            if not group:
                return


class _Apart(NamedTuple):
    """Cites told apart: those that still print alike together, and how many steps are done."""

    parts: list[list[Item]]
    done: int


def letters(number: int) -> str:
    """1 is a, 26 z, 27 aa."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text
