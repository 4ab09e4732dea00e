"""Conditions (CSL 1.0.2, "Choose").

Public: :func:`compile_choose`.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.csl.context import IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Context
from citekit.csl.errors import StyleError
from citekit.csl.formatting import Renderer
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES
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
    tests: list[Test] = []
    match = element.get("match", "all")
    for name, value in element.attributes.items():
        if name == "match":
            continue
        if name not in _TESTS and name != "type":
            raise StyleError(f"cs:{element.tag} has no condition {name!r}", element.line)
        words = value.split()
        if name == "type":
            # An item has one type, so that several can only be alternatives.
            tests.append(_types(frozenset(words)))
        elif name == "position" and not in_citation:
            tests.append(lambda context: False)
        else:
            tests += [_TESTS[name](word) for word in words]
    if match == "none":
        return lambda context: not any(test(context) for test in tests)
    if len(tests) == 1:
        return tests[0]
    if match == "any":
        return lambda context: any(test(context) for test in tests)
    if match == "nand":
        return lambda context: not all(test(context) for test in tests)
    return lambda context: all(test(context) for test in tests)


def _types(words: frozenset[str]) -> Test:
    return lambda context: context.item.type in words


def _variable(word: str) -> Test:
    if word in NAME_VARIABLES:
        return lambda context: bool(context.item.names(word))
    if word in DATE_VARIABLES:
        return lambda context: context.item.date(word) is not None
    # What a substitute has printed is still there to be asked for.
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
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
