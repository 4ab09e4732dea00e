"""By which tradition a text counts: its level words vote.

Public: :func:`vote`, :func:`choose_tradition`.
"""

from __future__ import annotations

import re
from collections import Counter

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, label_index, traditions
from citekit.parse.level_words import is_code
from citekit.parse.levels import GLUED, JOINED_WORD, VALUE, labelled_value

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


def vote(words: str) -> Counter[str]:
    """How many level words of each tradition stand before a number in ``words``; words for sheets and pages
    count nothing but name the traditions that have them."""
    votes: Counter[str] = Counter()
    index = label_index("before")
    for value in VALUE.finditer(words):
        if _LOT_MARK.search(words, max(0, value.start() - 14), value.start()):
            continue
        found = labelled_value(words, 0, value, index)
        folded = found.folded if found else ""
        if found is None and (glued := GLUED.match(value[0])) and not is_code(glued[1]):
            folded = fold_label(glued[1])
        if found is None and (joined := JOINED_WORD.match(words, value.start())):
            for name in label_index("after").get(fold_label(joined[1] or joined[2]), ()):
                votes[name] += 1
        weighs = len(folded) > 1 or folded in _VOTING_LETTERS or folded >= _FIRST_OTHER
        readings = index.get(folded, {})
        sheets = readings.get("ru") in PAGE_LEVELS
        for name, level in readings.items():
            if sheets or level in PAGE_LEVELS:
                votes[name] += 0
            elif weighs:
                votes[name] += 1
    return votes


def choose_tradition(votes: Counter[str], known: str | None) -> Tradition | None:
    """The tradition whose level words the text uses; ``known`` is the repository's own, which prevails
    unless another tradition reads more of them."""
    best = max(votes, key=lambda name: (votes[name], -_RANK.get(name, len(_RANK)))) if votes else None
    if known is not None and known in traditions():
        return traditions()[best if best and _reads_more(votes, best, known) else known]
    return traditions()[best] if best else None


def _reads_more(votes: Counter[str], other: str, known: str) -> bool:
    """Whether the text counts as ``other`` although its archive counts as ``known``: a Ukrainian who cites
    a Moscow archive writes "спр." and "арк."."""
    if {other, known} <= _SOVIET:
        return votes[other] > votes[known]
    if other in _SHARED or traditions()[known].after:
        return False
    return votes[known] == 0 and votes[other] > (known != "collection")
