"""Names that may be one person's, written in several ways.

Names are one person's where the family names are alike across spellings of one script (Zinoviev,
Zinov'ev) and the given names are too, as far as initials say. An initial that fits two people tells
nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from citekit.library.shelf import citekit_part
from citekit.library.words import alike
from citekit.model import CslItem
from citekit.model.schema import NAMES

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SPACING = re.compile(r"[\s.]+")


@dataclass(slots=True)
class Spellings:
    """Every spelling of the names of a library: (family, given) -> the files that have it."""

    files: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, file: str, item: CslItem) -> None:
        """Take in the names of a record."""
        for name in dict.fromkeys(names(item)):
            self.files[name].append(file)

    def inconsistent(self) -> Iterator[list[tuple[str, str]]]:
        """Spellings that may be one person's, the most used first."""
        groups: dict[tuple[bool, str, str], list[tuple[str, str]]] = defaultdict(list)
        for family, given in self.files:
            script = bool(_CYRILLIC.search(family))
            groups[script, alike(family), alike(given)[:1]].append((family, given))
        for group in groups.values():
            if len(group) > 1 and (one := self._one_person(group)):
                yield one

    def _one_person(self, group: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The spellings of a group that may be one person's; none where an initial fits several."""
        ordered = sorted(group, key=lambda name: (-len(self.files[name]), -len(name[1]), name))
        people = {alike(given) for _, given in group if not _initials_only(given)}
        if len(people) > 1:
            by_given: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for name in ordered:
                by_given[alike(name[1])].append(name)
            return next((spellings for spellings in by_given.values() if len(spellings) > 1), [])
        fullest = max(ordered, key=lambda name: len(alike(name[1])))
        fitting = [name for name in ordered if _compatible(name[1], fullest[1])]
        return fitting if len(fitting) > 1 else []


def names(item: CslItem) -> Iterator[tuple[str, str]]:
    """(family, given) of every person that an item names; bodies and single words are none."""
    for variable in sorted(NAMES & item.keys()):
        entries = item[variable]
        for name in entries if isinstance(entries, list) else ():
            if isinstance(name, dict) and name.get("family") and name.get("given"):
                yield str(name["family"]), str(name["given"])
    for credit in citekit_part(item).get("credits") or ():
        listed = credit.get("names") if isinstance(credit, dict) else None
        for name in listed if isinstance(listed, list) else ():
            if isinstance(name, str) and (split := split_name(name)):
                yield split


def split_name(name: str) -> tuple[str, str] | None:
    """(family, given) of a name in reading order, or with a comma; None for one word or many."""
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip()
    parts = name.rsplit(None, 1)
    return (parts[1], parts[0]) if len(parts) == 2 and name.count(" ") <= 3 else None


def differ_in_spacing(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two spellings are equal but for blanks and full stops."""
    return _SPACING.sub("", " ".join(one)) == _SPACING.sub("", " ".join(other))


def respelled(item: CslItem, spelling: dict[tuple[str, str], tuple[str, str]]) -> CslItem:
    """``item`` with the names of ``spelling`` written in the other way."""
    changed = dict(item)
    for variable in NAMES & item.keys():
        if isinstance(item[variable], list):
            changed[variable] = [_respelled_name(name, spelling) for name in item[variable]]
    return changed


def _respelled_name(name: Any, spelling: dict[tuple[str, str], tuple[str, str]]) -> Any:
    if not isinstance(name, dict):
        return name
    new = spelling.get((str(name.get("family")), str(name.get("given"))))
    return {**name, "family": new[0], "given": new[1]} if new else name


def _initials_only(given: str) -> bool:
    return all(len(word) == 1 for word in alike(given).split())


def _compatible(one: str, other: str) -> bool:
    """Whether two given names may be one person's: word by word alike, or an initial of the other."""
    return all(
        a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
        for a, b in zip(alike(one).split(), alike(other).split(), strict=False)
    )
