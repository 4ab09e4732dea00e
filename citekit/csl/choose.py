"""Conditions (CSL 1.0.2, "Choose").

Public: :func:`compile_choose`.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.csl.context import IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Context
from citekit.csl.errors import StyleError
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES
from citekit.csl.numbers import is_numeric
from citekit.csl.tree import Node, Tree
from citekit.csl.xml import Element

Renderer = Callable[[Context], "Tree | None"]
Test = Callable[[Context], bool]

_SPECIAL_LABELS = {"sub verbo": "sub-verbo"}


def compile_choose(element: Element, compile_children: Callable[[Element], list[Renderer]]) -> Renderer:
    """The renderer of a cs:choose: the first branch whose condition holds."""
    branches: list[tuple[Test, list[Renderer]]] = []
    for child in element.children:
        if child.tag in ("if", "else-if"):
            branches.append((_condition(child), compile_children(child)))
        elif child.tag == "else":
            branches.append((lambda context: True, compile_children(child)))

    def render(context: Context) -> Tree | None:
        for test, renderers in branches:
            if test(context):
                trees = [tree for renderer in renderers if (tree := renderer(context)) is not None]
                if not trees:
                    return None
                return trees[0] if len(trees) == 1 else Node(trees, kind="transparent")
        return None

    return render


def _condition(element: Element) -> Test:
    tests: list[Test] = []
    for name, value in element.attributes.items():
        for word in value.split():
            if name == "match":
                continue
            if name not in _TESTS:
                raise StyleError(f"cs:{element.tag} has no condition {name!r}", element.line)
            tests.append(_TESTS[name](word.lower() if name == "locator" else word))
    match = element.get("match", "all")
    if match == "any":
        return lambda context: any(test(context) for test in tests)
    if match == "none":
        return lambda context: not any(test(context) for test in tests)
    if len(tests) == 1:
        return tests[0]
    return lambda context: all(test(context) for test in tests)


def _type(word: str) -> Test:
    return lambda context: context.item.type == word


def _variable(word: str) -> Test:
    if word in NAME_VARIABLES:
        return lambda context: word not in context.substituted and bool(context.item.names(word))
    if word in DATE_VARIABLES:
        return lambda context: context.item.date(word) is not None
    # What a substitute has printed is still there to be asked for.
    return lambda context: bool(
        context.variable(word) or (word in context.substituted and context.item.text(word))
    )


def _is_numeric(word: str) -> Test:
    return lambda context: is_numeric(context.variable(word))


def _is_uncertain(word: str) -> Test:
    def test(context: Context) -> bool:
        date = context.item.date(word)
        return date is not None and date.circa

    return test


def _locator(word: str) -> Test:
    wanted = _SPECIAL_LABELS.get(word, word)

    def test(context: Context) -> bool:
        cite = context.cite
        if cite is None or not cite.locator:
            return False
        return _SPECIAL_LABELS.get(cite.label, cite.label) == wanted

    return test


def _position(word: str) -> Test:
    def test(context: Context) -> bool:
        cite = context.cite
        if cite is None or context.area != "citation":
            return False
        if word == "first":
            return cite.position == 0
        if word == "subsequent":
            return cite.position >= SUBSEQUENT
        if word == "ibid":
            return cite.position >= IBID
        if word == "ibid-with-locator":
            return cite.position == IBID_WITH_LOCATOR
        return word == "near-note" and cite.near_note

    return test


def _disambiguate(word: str) -> Test:
    return lambda context: context.ambiguity.condition is (word == "true")


_TESTS: dict[str, Callable[[str], Test]] = {
    "type": _type,
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
