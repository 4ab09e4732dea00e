"""Sorting (CSL 1.0.2, "Sorting").

Public: :func:`sorted_by`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from citekit.csl.citation_label import citation_label
from citekit.csl.collation import collation
from citekit.csl.context import Context
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from citekit.csl.name_options import number_of
from citekit.csl.name_parts import sort_text
from citekit.csl.numbers import first_page
from citekit.csl.rich_text import unmarked
from citekit.csl.style import Area, SortKey
from citekit.csl.tree import plain

Member = TypeVar("Member")


def sorted_by(
    members: Sequence[Member],
    area: Area,
    context_of: Callable[[Member, SortKey], Context],
    lang: str,
    *,
    keys: int | None = None,
) -> list[Member]:
    """The members in the order of the area's keys, or of its first ``keys``; empty values last in either
    direction, equal ones as they were."""
    depth = len(area.sort) if keys is None else keys
    key_of = collation(lang)

    def ordered(part: list[Member], place: int) -> list[Member]:
        """The part in the order of the keys from ``place`` on; only ties are asked for the next key."""
        if place == depth or len(part) < 2:
            return part
        key = area.sort[place]
        tied: dict[Any, list[Member]] = {}
        for member in part:
            text = _text(context_of(member, key), place, area)
            tied.setdefault(key_of(text) if text else None, []).append(member)
        last = tied.pop(None, None)
        out: list[Member] = []
        for value in sorted(tied, reverse=key.descending):
            out += ordered(tied[value], place + 1)
        return out + ordered(last, place + 1) if last is not None else out

    return ordered(list(members), 0)


def _text(context: Context, place: int, area: Area) -> str:
    key = area.sort[place]
    macro = area.program(context.item).keys[place]
    if macro is not None:
        macro(context)
        return plain(context.out)
    name = key.variable
    if name in NAME_VARIABLES:
        people = context.item.names(name)
        options = area.names
        limit = number_of(key.options.get("names-min"), options.et_al_min)
        use_first = number_of(key.options.get("names-use-first"), options.et_al_use_first)
        shown = people[:use_first] if limit and len(people) >= limit else people
        return " ".join([sort_text(one, options) for one in shown])
    if name in DATE_VARIABLES:
        date = context.item.date(name)
        return date.sort_key if date is not None else ""
    if name == "citation-label":
        return citation_label(context.item) + context.ambiguity.year_suffix
    text = context.variable(name)
    if name == "page-first":
        text = first_page(text)
    if name in NUMBER_VARIABLES and text.isdecimal():
        return text.rjust(12, "0")
    return unmarked(text)
