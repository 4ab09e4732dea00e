"""Conditions (CSL 1.0.2, "Choose").

Public: :func:`compile_choose`.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.csl.context import IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Context
from citekit.csl.errors import StyleError
from citekit.csl.formatting import Renderer
from citekit.csl.numbers import is_numeric
from citekit.csl.xml import Element

Test = Callable[[Context], bool]


def compile_choose(
    element: Element, compile_branch: Callable[[Element], Renderer], *, in_citation: bool
) -> Renderer:
    """The renderer of a cs:choose: the first branch whose condition holds."""
    branches: list[tuple[Test, Renderer]] = []
    for child in element.children:
        if child.tag in ("if", "else-if"):
            branches.append((_condition(child, in_citation), compile_branch(child)))
        elif child.tag == "else":
            branches.append((lambda context: True, compile_branch(child)))
    if len(branches) == 2 and element.children[-1].tag == "else":
        (test, then), (_, otherwise) = branches
        return lambda context: then(context) if test(context) else otherwise(context)
    if len(branches) == 1:
        [(test, then)] = branches
        return lambda context: then(context) if test(context) else 0

    def render(context: Context) -> int:
        for test, renderer in branches:
            if test(context):
                return renderer(context)
        return 0

    return render


def _condition(element: Element, in_citation: bool) -> Test:
    """The test of a cs:if or cs:else-if. Types and the item's own variables are tested as sets."""
    tests: list[Test] = []
    types: frozenset[str] = frozenset()
    variables: set[str] = set()
    match = element.get("match") or "all"
    for name, value in element.attributes.items():
        words = value.split()
        if name == "type":
            types = frozenset(words)
        elif name == "variable":
            variables |= set(words) - _OF_THE_CITE
            tests += [_variable(word) for word in words if word in _OF_THE_CITE]
        elif name == "position" and not in_citation:
            tests.append(lambda context: False)
        elif name in _TESTS:
            tests += [_TESTS[name](word) for word in words]
        elif name != "match":
            raise StyleError(f"cs:{element.tag} has no condition {name!r}", element.line)
    return _matched(match, types, frozenset(variables), tests)


def _matched(match: str, types: frozenset[str], variables: frozenset[str], tests: list[Test]) -> Test:
    """The tests as one. An item has one type, so that several types can only be alternatives."""
    if match in ("any", "none"):
        wanted = match == "any"
        if types and not tests and not variables:
            return lambda context: (context.item.type in types) is wanted
        if variables and not tests and not types:
            return lambda context: variables.isdisjoint(context.item.present) is not wanted

        def some(context: Context) -> bool:
            item = context.item
            if item.type in types or not variables.isdisjoint(item.present):
                return wanted
            for test in tests:
                if test(context):
                    return wanted
            return not wanted

        return some
    if match == "nand":
        whole = _matched("all", types, variables, tests)
        return lambda context: not whole(context)
    if len(tests) == 1 and not types and not variables:
        return tests[0]
    if types and not tests and not variables:
        return lambda context: context.item.type in types
    if variables and not tests and not types:
        return lambda context: variables <= context.item.present

    def every(context: Context) -> bool:
        item = context.item
        if (types and item.type not in types) or not variables <= item.present:
            return False
        return all(test(context) for test in tests)

    return every


_OF_THE_CITE = frozenset(
    ("locator", "citation-number", "first-reference-note-number", "year-suffix", "citation-label")
)


def _variable(word: str) -> Test:
    return lambda context: bool(context.vars.get(word) or context.variable(word))


def _is_numeric(word: str) -> Test:
    return lambda context: is_numeric(context.variable(word))


def _is_uncertain(word: str) -> Test:
    def test(context: Context) -> bool:
        date = context.item.date(word)
        return date is not None and date.circa

    return test


def _locator(word: str) -> Test:
    wanted = "sub-verbo" if word in ("sub verbo", "verbo", "sub") else word

    def test(context: Context) -> bool:
        cite = context.cite
        return cite is not None and bool(cite.locator) and cite.label == wanted

    return test


def _position(word: str) -> Test:
    if word == "near-note":
        return lambda context: context.cite is not None and context.cite.near_note
    least = {"subsequent": SUBSEQUENT, "ibid": IBID, "ibid-with-locator": IBID_WITH_LOCATOR}.get(word)
    if least is None:
        return lambda context: context.cite is not None and context.cite.position == 0
    return lambda context: context.cite is not None and context.cite.position >= least


def _disambiguate(word: str) -> Test:
    wanted = word == "true"

    def test(context: Context) -> bool:
        context.conditions += 1
        return (context.conditions <= context.ambiguity.conditions) is wanted

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
