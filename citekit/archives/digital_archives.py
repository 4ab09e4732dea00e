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

from citekit.archives.spelling import joined


def is_digital_archive(words: str) -> bool:
    """Whether the words are the name of a digital archive that is known, in any spelling."""
    name, _, gloss = words.translate(_BRACKETS).partition("(")
    return joined(words) in _names() or (joined(name) in _names() and joined(gloss) in _names())


_BRACKETS = str.maketrans("（）", "()")


@cache
def _names() -> frozenset[str]:
    tables = tomllib.loads(files(__package__).joinpath("digital-archives.toml").read_text(encoding="utf-8"))
    return frozenset(joined(name) for table in tables.values() for name in (table["name"], *table["names"]))
