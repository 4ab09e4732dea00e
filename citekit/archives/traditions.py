"""How archives count: the levels of a tradition, their words and their order, from ``traditions/*.toml``.

A tradition's file says::

    name     = "Russian: fond, opis, delo, listy"
    chain    = ["fond", "opis", "delo", "listy"]     from the outermost level to the innermost
    required = ["fond", "opis", "delo"]              the levels that a whole reference has
    names    = ["fond", "series"]                    the levels of parts that are words alone, in order
    [labels] level = the words written before its value, folded, without the dot
    [after]  level = the words written after it ("4. doboz")
    [words]  level = the word that ``archive_location`` prints; [one, several] for sheets; "" for none
    [means]  a word = {the level right before it = the level that it then means}
    [joiners] level = what stands before the level instead of ", " ("/")
    [sheets] script (Latn, Cyrl) = [one, several]: the words of a locator in a note
    signature = a shelf-mark that only this tradition writes: it needs no level word and no archive
    [[bare]] pattern = a shelf-mark without level words; its named groups are levels;
             after = the level that must stand right before it
    [[example]] text, levels = a real reference and its parts, which are the tradition's tests
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

Words = str | tuple[str, str]

_BETWEEN_LETTERS = re.compile(r"[.\s'’‘ʻʹ°:/-]")
PAGE_LEVELS = frozenset({"listy", "pages"})
"""The levels that say where in a document: a citation's locator, not a document's place."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A shelf-mark without level words: each named group of ``pattern`` is a level, but ``word``, which is the
    level word of those that bear it only there, where it is ``worded``."""

    pattern: re.Pattern[str]
    levels: tuple[str, ...]
    after: str | None
    worded: bool


@dataclass(frozen=True, slots=True)
class Tradition:
    """One way of counting; see the module's docstring for the fields."""

    id: str
    name: str
    chain: tuple[str, ...]
    required: tuple[str, ...]
    names: tuple[str, ...]
    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Words]
    means: Mapping[str, Mapping[str, str]]
    joiners: Mapping[str, str]
    sheets: Mapping[str, tuple[str, str]]
    bare: tuple[Bare, ...]
    signature: re.Pattern[str] | None
    examples: tuple[Mapping[str, Any], ...]

    def rank(self, level: str) -> int:
        """How far inside the level stands; levels that the chain does not name stand innermost."""
        return self.chain.index(level) if level in self.chain else len(self.chain)


@lru_cache(maxsize=20_000)
def fold_label(label: str) -> str:
    """A level word as it is looked up: lower case, without dots, blanks and apostrophes."""
    return (label if label.isalpha() else _BETWEEN_LETTERS.sub("", label)).casefold()


@cache
def traditions() -> Mapping[str, Tradition]:
    """Every tradition by its id, the name of its file."""
    found = {}
    for file in sorted(files(__package__).joinpath("traditions").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            name = file.name.removesuffix(".toml")
            found[name] = parse_tradition(name, tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def parse_tradition(name: str, data: Mapping[str, Any]) -> Tradition:
    """A Tradition from the contents of its file; raises KeyError where a required key is missing."""
    return Tradition(
        id=name,
        name=data["name"],
        chain=tuple(data["chain"]),
        required=tuple(data["required"]),
        names=tuple(data["names"]),
        before=_labels(data["labels"]),
        after=_labels(data.get("after", {})),
        words={level: _words(word) for level, word in data["words"].items()},
        means=data.get("means", {}),
        joiners=data.get("joiners", {}),
        sheets={script: (pair[0], pair[1]) for script, pair in data["sheets"].items()},
        bare=tuple(_bare(entry) for entry in data.get("bare", ())),
        signature=re.compile(data["signature"]) if "signature" in data else None,
        examples=tuple(data["example"]),
    )


def _labels(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {level: tuple(words) for level, words in table.items()}


def _words(word: str | list[str]) -> Words:
    return word if isinstance(word, str) else (word[0], word[1])


def _bare(entry: Mapping[str, str]) -> Bare:
    pattern = re.compile(entry["pattern"])
    levels = tuple(name for name in pattern.groupindex if name not in ("word", "mark"))
    return Bare(pattern, levels, entry.get("after"), "word" in pattern.groupindex)


def told_by_signature(words: str) -> Tradition | None:
    """The tradition whose signature stands at the head of ``words``."""
    return next((tradition for signature, tradition in _signatures() if signature.match(words)), None)


@cache
def _signatures() -> tuple[tuple[re.Pattern[str], Tradition], ...]:
    return tuple((known.signature, known) for known in traditions().values() if known.signature is not None)


@cache
def label_endings() -> frozenset[str]:
    """What the level words that stand before a value end with, folded: most words of a text end none of them."""
    return frozenset(label[at:] for label in label_index("before") for at in range(len(label)))


@cache
def label_index(side: str) -> Mapping[str, Mapping[str, str]]:
    """Folded level word -> {tradition id: level}, for words ``"before"`` or ``"after"`` the value."""
    found: dict[str, dict[str, str]] = {}
    for tradition in traditions().values():
        table = tradition.before if side == "before" else tradition.after
        for level, labels in table.items():
            for label in labels:
                found.setdefault(fold_label(label), {}).setdefault(tradition.id, level)
    return found
