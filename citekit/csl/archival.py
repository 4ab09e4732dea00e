"""Archival documents: rules of our own beyond CSL, which work with every public style.

* A document with a translator and no author opens with its title: the translator prints where the style
  puts translators, and never in the author's place.
* A title that was read out of a citation keeps its capitals.
* A sheet is called what its archive's tradition calls it ("l. 226"), for which CSL has no term.
* A note that has nothing before the shelf-mark begins with a capital ("Fond 5, opis 28").

They hold for an item that was read out of a citation (it carries ``custom.citekit``); any other is rendered
as CSL says, but for the name variables that its ``never-substituted`` lists, which never stand in for others.

Public: :func:`prepare`, :func:`begin_sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from citekit.csl.item import Item
from citekit.csl.tree import Token

_TITLES = ("title", "title-short")
_LEVEL_WORD = re.compile(r"[^\W\d_]{3,}\s")


def prepare(item: Item) -> None:
    """Give an item what the rules need."""
    read = _from_citation(item)
    if read is None:
        return
    item.kept_out |= {"translator"}
    for name in _TITLES:
        value = item.vars.get(name)
        if value and "nocase" not in value:
            item.vars[name] = f'<span class="nocase">{value}</span>'
    item.sheet_terms = _sheet_terms(read)


def begin_sentence(item: Item, tokens: list[Token]) -> None:
    """Give the level word a capital with which the tokens of a note's first cite begin."""
    first = next((place for place, token in enumerate(tokens) if token.__class__ is str), None)
    if first is None or _from_citation(item) is None:
        return
    words = str(tokens[first])
    if _LEVEL_WORD.match(words) and str(item.vars.get("archive_location", "")).startswith(words):
        tokens[first] = words[0].upper() + words[1:]


def _from_citation(item: Item) -> Mapping[str, Any] | None:
    custom = item.custom
    read = custom.get("citekit") if isinstance(custom, dict) else None
    return read if isinstance(read, dict) else None


def _sheet_terms(read: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The words for one sheet and for several, of the first reference."""
    references = read.get("archival")
    first = references[0] if isinstance(references, list) and references else None
    terms = first.get("sheet_terms") if isinstance(first, dict) else None
    if isinstance(terms, dict) and all(isinstance(terms.get(name), str) for name in ("single", "plural")):
        return terms
    return None
