"""The element cs:date: localized and non-localized dates, ranges (CSL 1.0.2, "Date", "Date ranges").

Public: :func:`compile_date`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from citekit.csl.context import Context
from citekit.csl.dates import DateValue, Parts, day_text, month_text, year_text
from citekit.csl.formatting import Look, look_of
from citekit.csl.text_case import apply as apply_case
from citekit.csl.tree import Node, Tree
from citekit.csl.xml import Element

Renderer = Callable[[Context], "Tree | None"]
_PARTS = ("year", "month", "day")
_KEPT = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": _PARTS}


@dataclass(frozen=True, slots=True)
class _Part:
    """A cs:date-part: what it prints and how."""

    name: str
    form: str
    look: Look
    range_delimiter: str


def compile_date(element: Element, locale: Any) -> Renderer:
    """The renderer of a cs:date element; a localized one is resolved here, once."""
    variables = (element.get("variable") or "").split()
    look = look_of(element)
    delimiter = element.get("delimiter") or ""
    form = element.get("form")
    if form:
        parts, delimiter = _localized(element, locale.dates.get(form))
    else:
        parts = [_part(child) for child in element.all("date-part")]

    def render(context: Context) -> Tree | None:
        context.called += 1
        trees: list[Tree] = []
        for variable in variables:
            date = context.item.date(variable)
            if date is None or variable in context.substituted:
                continue
            tree = _date(context, date, parts, delimiter, variable)
            if tree is not None:
                context.used.add(variable)
                context.beginning = False
                trees.append(tree)
        if not trees:
            return None
        context.rendered += 1
        children = apply_case(trees, look.text_case, english=True) if look.text_case else trees
        return look.node(children, "")

    return render


def _part(element: Element) -> _Part:
    return _Part(
        element.get("name") or "",
        element.get("form") or ("numeric" if element.get("name") == "day" else "long"),
        look_of(element),
        element.get("range-delimiter") or "–",
    )


def _localized(element: Element, localized: Element | None) -> tuple[list[_Part], str]:
    """The parts of a localized date: the locale's, those of ``date-parts``, with the style's formatting."""
    if localized is None:
        return [], ""
    kept = _KEPT.get(element.get("date-parts") or "year-month-day", _PARTS)
    own = {child.get("name"): child for child in element.all("date-part")}
    parts = []
    for child in localized.all("date-part"):
        name = child.get("name") or ""
        if name not in kept:
            continue
        attributes = dict(child.attributes)
        if name in own:
            attributes |= {
                key: value for key, value in own[name].attributes.items() if key not in ("prefix", "suffix")
            }
        parts.append(_part(Element("date-part", attributes)))
    return parts, localized.get("delimiter") or ""


def _date(
    context: Context, date: DateValue, parts: list[_Part], delimiter: str, variable: str
) -> Tree | None:
    if context.sorting is not None:
        names = {part.name for part in parts}
        return _sortable(date, names)
    if not date.start:
        return Node([date.literal], kind="literal-date") if date.literal else None
    if date.open_end:
        start = _single(context, date.start, parts, delimiter, variable)
        return None if start is None else Node([start, _range_delimiter(parts, _PARTS[0])])
    if not date.end or date.end == date.start:
        return _single(context, date.start, parts, delimiter, variable)
    return _range(context, date, parts, delimiter, variable)


def _sortable(date: DateValue, names: set[str]) -> Tree:
    def digits(parts: Parts) -> str:
        shown = [
            value if name in names else 0 for name, value in zip(_PARTS, (*parts, 0, 0, 0), strict=False)
        ]
        return DateValue(tuple(shown)).sort_key

    if not date.start:
        return date.literal
    return digits(date.start) + (digits(date.end) if date.end else "")


def _single(context: Context, value: Parts, parts: list[_Part], delimiter: str, variable: str) -> Tree | None:
    trees = [tree for part in parts if (tree := _printed(context, part, value, variable)) is not None]
    return Node(trees, delimiter=delimiter) if trees else None


def _range(
    context: Context, date: DateValue, parts: list[_Part], delimiter: str, variable: str
) -> Tree | None:
    """A range, in which the parts that both ends share print once."""
    start, end = date.start, date.end
    shown = {part.name for part in parts}
    depth = max((place for place, name in enumerate(_PARTS) if name in shown), default=0) + 1
    first, last = start[:depth], end[:depth]
    if first == last:
        return _single(context, start, parts, delimiter, variable)
    differing = next(
        (name for place, name in enumerate(_PARTS) if first[place : place + 1] != last[place : place + 1]),
        "year",
    )
    changing = set(_PARTS[_PARTS.index(differing) :])
    indexes = [place for place, part in enumerate(parts) if part.name in changing]
    present = [place for place in indexes if _has(parts[place], start) or _has(parts[place], end)]
    if not present:
        return _single(context, start, parts, delimiter, variable)
    low, high = present[0], present[-1]
    before = [tree for part in parts[:low] if (tree := _printed(context, part, start, variable)) is not None]
    after = [
        tree for part in parts[high + 1 :] if (tree := _printed(context, part, end, variable)) is not None
    ]
    middle = parts[low : high + 1]
    left = [tree for part in middle if (tree := _printed(context, part, start, variable)) is not None]
    right = [tree for part in middle if (tree := _printed(context, part, end, variable)) is not None]
    _strip(left, "suffix")
    _strip(right, "prefix")
    dash = _range_delimiter(parts, differing)
    joined = Node([Node(left, delimiter=delimiter), dash, Node(right, delimiter=delimiter)])
    return Node([*before, joined, *after], delimiter=delimiter)


def _strip(trees: list[Tree], side: str) -> None:
    """Take the outer affix off where the range's dash stands."""
    if trees:
        tree = trees[-1] if side == "suffix" else trees[0]
        if isinstance(tree, Node):
            setattr(tree, side, "")


def _has(part: _Part, value: Parts) -> bool:
    return len(value) > _PARTS.index(part.name) if part.name in _PARTS else False


def _range_delimiter(parts: list[_Part], name: str) -> str:
    return next((part.range_delimiter for part in parts if part.name == name), "–")


def _printed(context: Context, part: _Part, value: Parts, variable: str) -> Tree | None:
    locale = context.locale
    if part.name == "year":
        text = year_text(value[0], part.form, locale)
        look = part.look
        children: list[Tree] = [text]
        if (
            context.ambiguity.year_suffix
            and variable == "issued"
            and not context.suffix_printed
            and not context.options.get("explicit-year-suffix")
        ):
            context.suffix_printed = True
            children = [text, Node([context.ambiguity.year_suffix], kind="year-suffix")]
        node = look.node(children, "")
        node.kind = "year"
        return node
    if part.name == "month":
        if len(value) < 2:
            return None
        text = month_text(value[1], part.form, locale)
    else:
        if len(value) < 3:
            return None
        text = day_text(value[2], part.form, locale, value[1])
    text = part.look.strip(text)
    trees: list[Tree] = [text]
    if part.look.text_case:
        trees = apply_case(trees, part.look.text_case, english=True)
    return part.look.node(trees, "")
