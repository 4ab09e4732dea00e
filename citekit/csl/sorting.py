"""Sorting (CSL 1.0.2, "Sorting").

Public: :func:`sorted_by`, :func:`collation_key`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from citekit.csl.context import Context
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from citekit.csl.names import NameOptions, format_names
from citekit.csl.rich_text import plain
from citekit.csl.style import SortKey
from citekit.csl.tree import Node, text_of

Member = TypeVar("Member")


def sorted_by(
    members: Sequence[Member],
    keys: Sequence[SortKey],
    context_of: Callable[[Member, dict[str, str]], Context],
    lang: str,
) -> list[Member]:
    """The members in the order of the keys; empty values last in either direction, equal ones as they were."""
    found = list(members)
    for key in reversed(keys):
        values = {id(member): _value(context_of(member, key.options), key, lang) for member in found}
        full = [member for member in found if values[id(member)] is not None]
        empty = [member for member in found if values[id(member)] is None]
        full.sort(key=lambda member: values[id(member)], reverse=key.descending)
        found = full + empty
    return found


def _value(context: Context, key: SortKey, lang: str) -> Any:
    if key.renderers:
        trees = [tree for renderer in key.renderers if (tree := renderer(context)) is not None]
        text = text_of(Node(trees)) if trees else ""
        return collation_key(plain(text), lang) if text else None
    name = key.variable
    if name in NAME_VARIABLES:
        tree = format_names(context, context.item.names(name), NameOptions(sort_order="all"))
        return collation_key(text_of(tree), lang) if tree is not None else None
    if name in DATE_VARIABLES:
        date = context.item.date(name)
        return (date.sort_key if date.start else date.literal) if date is not None else None
    text = context.variable(name)
    if name in NUMBER_VARIABLES and text.isdigit():
        return collation_key(text.rjust(12, "0"), lang)
    return collation_key(plain(text), lang) if text else None


def collation_key(text: str, lang: str) -> Any:
    """A key by which text sorts as its language does: ICU's where PyICU is installed, else letters without
    case and accents first, then with them."""
    collator = _collator(lang)
    if collator is not None:
        return collator(text)
    return _plain_key(text)


@lru_cache(maxsize=16)
def _collator(lang: str) -> Callable[[str], Any] | None:
    try:
        import icu
    except ImportError:
        return None
    collator = icu.Collator.createInstance(icu.Locale(lang.replace("-", "_")))
    key: Callable[[str], Any] = collator.getSortKey
    return key


@lru_cache(maxsize=100_000)
def _plain_key(text: str) -> tuple[tuple[tuple[int, str], ...], str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = tuple((_class(char), char) for char in folded if not unicodedata.combining(char))
    return letters, text.swapcase()


def _class(char: str) -> int:
    if char.isspace():
        return 0
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 1
