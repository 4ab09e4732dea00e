"""Which level a word means, in a tradition and in all of them.

Public: :func:`own_words`, :func:`words_of`, :func:`after_words`, :func:`joined_words`, :func:`readings_of`,
:func:`is_doubtful`, :func:`is_code`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from citekit.archives.traditions import fold_label, label_index, traditions

_OF_SEVERAL_MEANINGS = {"ru": ("list", "p", "k"), "bg": ("list", "p"), "it": ("list", "f")}
_FIRST_EASTERN = "\u1100"  # from here on scripts are written without blanks


@cache
def own_words(tradition: str) -> dict[str, str]:
    """Folded level word -> level, as the tradition says; of several the one that its file names first."""
    found: dict[str, str] = {}
    for level, words in traditions()[tradition].before.items():
        for word in words:
            found.setdefault(fold_label(word), level)
    return found


@cache
def words_of(tradition: str) -> dict[str, str]:
    """The tradition's level words, the long ones that every tradition shares (box, folder, file), and those
    of other traditions that mean one thing wherever they stand: a German who cites a Moscow archive writes
    "Bl."."""
    shared = traditions()["collection"].before
    return (
        _unmistakable()
        | {fold_label(w): level for level, words in shared.items() for w in words if len(w) > 2}
        | own_words(tradition)
    )


@cache
def _unmistakable() -> dict[str, str]:
    """Folded level word of two letters or more -> the one level that it names in every tradition."""
    index = label_index("before")
    return {
        word: next(iter(levels.values()))
        for word, levels in index.items()
        if len(word) > 1 and len(set(levels.values())) == 1
    }


@lru_cache(maxsize=10_000)
def readings_of(tradition: str, label: str) -> list[str]:
    """The levels that a level word, in small letters, may mean in the tradition, outermost first."""
    known = traditions()[tradition]
    return sorted([level for level, words in known.before.items() if label in words], key=known.rank)


@lru_cache(maxsize=10_000)
def is_doubtful(tradition: str, label: str) -> bool:
    """Whether what stands near a level word may change which level it means (``level_names.settled``)."""
    word = label.casefold().rstrip(".")
    return (
        word in _OF_SEVERAL_MEANINGS.get(tradition, ("list",))
        or word in traditions()[tradition].means
        or len(readings_of(tradition, word)) > 1
    )


@cache
def after_words(tradition: str) -> re.Pattern[str] | None:
    """The pattern of the tradition's level words after a value, each level a group of that name; None where it has
    none."""
    levels = []
    for level, words in traditions()[tradition].after.items():
        escaped = map(re.escape, sorted(words, key=len, reverse=True))
        spaced = [word.replace(r"\ ", r"\s*").replace(r"\.", r"\.?\s*") for word in escaped]
        levels.append(f"(?P<{level}>{'|'.join(spaced)})")
    return re.compile(rf"\.?[\s-]?(?:{'|'.join(levels)})(?!\w)\.?", re.I) if levels else None


@cache
def joined_words(tradition: str) -> re.Pattern[str] | None:
    """The pattern of a value with its word joined to it ("R-17-fond", "12쪽", "第5页"), each level a group of that
    name; None where the tradition has none."""
    levels = []
    for level, words in traditions()[tradition].after.items():
        joint = "-" if words[0] < _FIRST_EASTERN else ""
        longest_first = map(re.escape, sorted(words, key=len, reverse=True))
        levels.append(f"{joint}(?P<{level}>{'|'.join(longest_first)})")
    number = r"(?:[^\W\d_]{1,3}-)?\d+(?:[/—–-]\d+)*[^\W\d_]?"
    return re.compile(rf"第?(?P<value>{number}?)(?:{'|'.join(levels)})(?!\w)", re.I) if levels else None


def is_code(label: str) -> bool:
    """Whether what looks like a level word is the letters of a shelf-mark ("FO 371", "HA IX")."""
    bare = label.strip(" .")
    return len(bare) > 1 and bare.isupper() and "." not in label and bare not in _capitals()


@cache
def _capitals() -> frozenset[str]:
    """The level words that are written in capitals ("RG", "АСД")."""
    tables = [known.before for known in traditions().values()]
    return frozenset(
        word
        for table in tables
        for words in table.values()
        for word in words
        if word.isupper() and len(word) > 1
    )
