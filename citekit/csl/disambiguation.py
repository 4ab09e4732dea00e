"""Disambiguation (CSL 1.0.2, "Disambiguation").

Public: :func:`disambiguate`. Cites that print alike are found by their text; only those are rendered again,
with more names, more of the given names, the ``disambiguate`` condition, and last with year suffixes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from citekit.csl.context import Cite
from citekit.csl.item import Item, Person
from citekit.csl.names import NameSet

if TYPE_CHECKING:
    from citekit.csl.cluster import Renderer


def disambiguate(renderer: Renderer, items: Sequence[Item]) -> None:
    """Set the renderer's ambiguity of every item so that no two items cite alike, as far as the style asks."""
    options = renderer.style.citation.options
    add_names = options.get("disambiguate-add-names") == "true"
    add_given = options.get("disambiguate-add-givenname") == "true"
    rule = options.get("givenname-disambiguation-rule", "by-cite")
    suffixes = options.get("disambiguate-add-year-suffix") == "true"
    cites = {item.id: Cite(item) for item in items}
    if add_given and rule != "by-cite":
        _name_by_name(renderer, items, cites, rule)
    for group in _groups(renderer, items, cites):
        left = list(group)
        if add_names:
            left = _add_names(renderer, left, cites, add_given=add_given and rule == "by-cite")
        if add_given and rule == "by-cite" and len(left) > 1:
            left = _add_given(renderer, left, cites)
        if len(left) > 1:
            left = _condition(renderer, left, cites)
    if suffixes:
        _year_suffixes(renderer, items, cites)


def _groups(renderer: Renderer, items: Sequence[Item], cites: dict[str, Cite]) -> list[list[Item]]:
    """The items whose cites print alike, in their order."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[renderer.key(cites[item.id], renderer.ambiguity[item.id])].append(item)
    return [group for key, group in found.items() if len(group) > 1 and key]


def _name_sets(renderer: Renderer, cite: Cite) -> list[NameSet]:
    _, context = renderer.cite(cite)
    sets: list[NameSet] = context.name_sets
    return sets


def _name_by_name(renderer: Renderer, items: Sequence[Item], cites: dict[str, Cite], rule: str) -> None:
    """Names of different people that print alike are told apart wherever they stand."""
    places: list[tuple[Item, int, int, Person]] = []
    for item in items:
        for number, names in enumerate(_name_sets(renderer, cites[item.id])):
            shown = names.people if not rule.startswith("primary-name") else names.people[:1]
            places += [(item, number, place, one) for place, one in enumerate(shown) if not one.literal]
            if rule.startswith("primary-name"):
                break
    people: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for _, _, _, one in places:
        people[one.particle, one.family].add(one.identity)
    sets = {item.id: _name_sets(renderer, cites[item.id]) for item, *_ in places}
    for item, number, place, one in places:
        others = people[one.particle, one.family] - {one.identity}
        if not others:
            continue
        options = sets[item.id][number].options
        mine = _initial(one.given)
        clash = {other for other in others if _initial(other[2]) == mine}
        with_initials = options.initialize_with is not None
        if with_initials and not clash:
            level = 1
        elif rule.endswith("with-initials"):
            level = 1 if with_initials and not clash else 0
        else:
            level = 2
        if level:
            renderer.ambiguity[item.id].given[number, place] = level


def _initial(given: str) -> str:
    return "".join(word[:1] for word in given.replace("-", " ").split()).casefold()


def _add_names(
    renderer: Renderer, group: list[Item], cites: dict[str, Cite], *, add_given: bool
) -> list[Item]:
    """Show further names, one after the other, until the cites differ; the items that still print alike."""
    left = list(group)
    most = max(
        (len(names.people) for item in group for names in _name_sets(renderer, cites[item.id])), default=0
    )
    base = {item.id: renderer.ambiguity[item.id] for item in group}
    for count in range(1, most + 1):
        trial = {}
        for item in left:
            ambiguity = renderer.ambiguity[item.id].copy()
            for number, names in enumerate(_name_sets(renderer, cites[item.id])):
                if count > names.shown or number in ambiguity.names:
                    ambiguity.names[number] = min(count, len(names.people))
            trial[item.id] = ambiguity
        texts = {item.id: renderer.key(cites[item.id], trial[item.id]) for item in left}
        alone = [item for item in left if list(texts.values()).count(texts[item.id]) == 1]
        for item in left:
            renderer.ambiguity[item.id] = trial[item.id]
        left = [item for item in left if item not in alone]
        if len(left) < 2:
            return left
    for item in left:
        if not add_given:
            renderer.ambiguity[item.id] = base[item.id]
    return left


def _add_given(renderer: Renderer, group: list[Item], cites: dict[str, Cite]) -> list[Item]:
    """Show more of the given names, name by name, first as initials, until the cites differ."""
    left = list(group)
    base = {item.id: renderer.ambiguity[item.id].copy() for item in group}
    sets = {item.id: _name_sets(renderer, cites[item.id]) for item in group}
    most = max((len(names.people) for found in sets.values() for names in found), default=0)
    for place in range(most):
        for level in (1, 2):
            trial = {}
            for item in left:
                ambiguity = renderer.ambiguity[item.id].copy()
                for number, names in enumerate(sets[item.id]):
                    if place < len(names.people):
                        ambiguity.given[number, place] = level
                trial[item.id] = ambiguity
            texts = {item.id: renderer.key(cites[item.id], trial[item.id]) for item in left}
            if len(set(texts.values())) == 1:
                continue
            for item in left:
                renderer.ambiguity[item.id] = trial[item.id]
            left = [item for item in left if list(texts.values()).count(texts[item.id]) > 1]
            if len(left) < 2:
                return left
    for item in left:
        renderer.ambiguity[item.id] = base[item.id]
    return left


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
