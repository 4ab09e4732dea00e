"""The digital archives that publish documents, from ``digital-archives.toml``: a document's source, never its
repository.

A table says its ``name``, the other ``names`` under which texts cite it, and the ``url`` where these facts
can be looked up.

Public: :func:`is_digital_archive`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from citekit.archives.spelling import WORD, fold, folded_words, joined


def is_digital_archive(words: str) -> bool:
    """Whether the words are the name of a digital archive that is known, in any spelling."""
    first = WORD.search(words)
    if first is None or fold(first[0]) not in _first_words():
        return False
    name, _, gloss = words.translate(_BRACKETS).partition("(")
    return joined(words) in _names() or (joined(name) in _names() and joined(gloss) in _names())


_BRACKETS = str.maketrans("（）", "()")


@cache
def _written() -> tuple[str, ...]:
    tables = tomllib.loads(files(__package__).joinpath("digital-archives.toml").read_text(encoding="utf-8"))
    return tuple(name for table in tables.values() for name in (table["name"], *table["names"]))


@cache
def _names() -> frozenset[str]:
    return frozenset(map(joined, _written()))


@cache
def _first_words() -> frozenset[str]:
    """The first word of every name, with its article and without, so that most words are told at once."""
    return frozenset(word for name in _written() for word in folded_words(name)[:2]) | {"the"}
