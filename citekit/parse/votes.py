"""By which tradition a text counts: its level words vote.

Public: :func:`voters`, :func:`choose_tradition`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, label_index, traditions
from citekit.parse.level_words import is_code
from citekit.parse.levels import GLUED, JOINED_WORD, labelled_value

_LOT_MARK = re.compile(r"[Ll]ot(?: [Ff]iles?)?:? (?:\d+ ?[A-Z] ?)?$")
_FIRST_OTHER = "\u0531"  # beyond Latin and Cyrillic a letter tells the language
_VOTING_LETTERS = frozenset("fdlфдл")
_SHARED = frozenset({"collection", "gb"})
_SOVIET = frozenset({"ru", "uk", "bg", "be", "lv", "mn", "ge", "am", "az", "kz", "uz"})
_PREFERRED = (
    "collection ru uk bg de pl gb ro it fr es pt cz yu al jp cn lt ee lv hu nl nordic be mn ge am az kz uz kr vn tr"
).split()
"""Traditions from the most to the least used: the first of those with as many votes is chosen."""
_RANK = {name: number for number, name in enumerate(_PREFERRED)}


def voters(words: str, values: Iterable[re.Match[str]]) -> tuple[str, ...]:
    """The level words that stand before a number in ``words``, whose ``values`` are known, folded; those after one,
    with a dash before."""
    found: list[str] = []
    index = label_index("before")
    has_lot = "ot" in words
    for value in values:
        if has_lot and _LOT_MARK.search(words, max(0, value.start() - 14), value.start()):
            continue
        if labelled := labelled_value(words, 0, value, index):
            found.append(labelled[2])
            continue
        if joined := JOINED_WORD.match(words, value.start()):
            found.append("-" + fold_label(joined[1] or joined[2]))
        if (glued := GLUED.match(value[0])) and not is_code(glued[1]):
            found.append(fold_label(glued[1]))
    return tuple(filter(_votes, found))


@lru_cache(maxsize=10_000)
def choose_tradition(voters: tuple[str, ...], known: str | None) -> Tradition | None:
    """The tradition whose level words the text uses; ``known`` is the repository's own, which prevails
    unless another tradition reads more of them."""
    votes = _count(voters)
    best = max(votes, key=lambda name: (votes[name], -_RANK.get(name, len(_RANK)))) if votes else None
    if known is not None and known in traditions():
        return traditions()[best if best and _reads_more(votes, best, known) else known]
    return traditions()[best] if best else None


def _count(voters: tuple[str, ...]) -> dict[str, int]:
    """How many of the level words each tradition has."""
    votes: dict[str, int] = {}
    for word in voters:
        for name, weight in _votes(word).items():
            votes[name] = votes.get(name, 0) + weight
    return votes


@lru_cache(maxsize=10_000)
def _votes(word: str) -> Mapping[str, int]:
    """The traditions that have a level word, each with its weight; words for sheets and pages count nothing but
    name the traditions that have them, other single letters do not even that."""
    if word.startswith("-"):
        return dict.fromkeys(label_index("after").get(word[1:], ()), 1)
    weighs = len(word) > 1 or word in _VOTING_LETTERS or word >= _FIRST_OTHER
    readings = label_index("before").get(word, {})
    if readings.get("ru") in PAGE_LEVELS:
        return dict.fromkeys(readings, 0)
    return {
        name: int(level not in PAGE_LEVELS)
        for name, level in readings.items()
        if weighs or level in PAGE_LEVELS
    }


def _reads_more(votes: Mapping[str, int], other: str, known: str) -> bool:
    """Whether the text counts as ``other`` although its archive counts as ``known``: a Ukrainian who cites
    a Moscow archive writes "спр." and "арк."."""
    if {other, known} <= _SOVIET:
        return votes[other] > votes.get(known, 0)
    if other in _SHARED or traditions()[known].after:
        return False
    return votes.get(known, 0) == 0 and votes[other] > (known != "collection")
