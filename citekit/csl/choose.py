"""Conditions (CSL 1.0.2, "Choose").

Public: :func:`compile_choose`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from citekit.csl.context import IBID, IBID_WITH_LOCATOR, OF_THE_CITE, SUBSEQUENT, Context
from citekit.csl.formatting import NOTHING, Compiled
from citekit.csl.item import Known
from citekit.csl.numbers import is_numeric
from citekit.csl.xml import Element

Test = Callable[[Context], bool]


def compile_choose(
    element: Element,
    compile_branch: Callable[[Element], Compiled],
    *,
    in_citation: bool,
    known: Known | None = None,
) -> Compiled:
    """The cs:choose: the first branch whose condition holds. For ``known`` items branches are
    left out that cannot be theirs."""
    branches: list[tuple[Test, Compiled]] = []
    for child in element.children:
        if child.tag == "else":
            branches.append((_always, compile_branch(child)))
        elif child.tag in ("if", "else-if"):
            test = _condition(child, in_citation, known)
            if test is _never:
                continue
            branches.append((test, compile_branch(child)))
        if branches and branches[-1][0] is _always:
            break
    if not branches:
        return NOTHING
    if branches[0][0] is _always:
        return branches[0][1]
    settles = all(branch.settles for _, branch in branches)
    trails = any(branch.trails for _, branch in branches)
    cases = [(test, branch.render) for test, branch in branches]
    if len(cases) == 2 and cases[1][0] is _always:
        (test, then), (_, otherwise) = cases
        return Compiled(
            lambda context: then(context) if test(context) else otherwise(context), settles, trails=trails
        )
    if len(cases) == 1:
        [(test, then)] = cases
        return Compiled(lambda context: then(context) if test(context) else 0, settles, trails=trails)

    def render(context: Context) -> int:
        for test, renderer in cases:
            if test(context):
                return renderer(context)
        return 0

    return Compiled(render, settles, trails=trails)


def _always(context: Context) -> bool:
    return True


def _never(context: Context) -> bool:
    return False


class _Condition(NamedTuple):
    """A cs:if or cs:else-if as written: its types and the item's own variables as sets, and other ``tests``
    with the attribute and the word that each is of."""

    match: str
    types: frozenset[str]
    variables: frozenset[str]
    tests: tuple[tuple[str, str, Test], ...]


@lru_cache(maxsize=5_000)
def _read(attributes: tuple[tuple[str, str], ...]) -> _Condition:
    tests: list[tuple[str, str, Test]] = []
    match = dict(attributes).get("match", "all")
    types: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    for name, value in attributes:
        words = value.split()
        if name == "type":
            types = frozenset(words)
        elif name == "variable":
            variables = frozenset(words) - OF_THE_CITE
            tests += [(name, word, _variable(word)) for word in words if word in OF_THE_CITE]
        elif name == "locator" and match in ("any", "none"):
            tests.append((name, value, _locator(*words)))
        elif name in _TESTS:
            tests += [(name, word, _TESTS[name](word)) for word in words]
    return _Condition(match, types, variables, tuple(tests))


def _condition(element: Element, in_citation: bool, known: Known | None) -> Test:
    """The test of a cs:if or cs:else-if."""
    match, types, variables, found = _read(tuple(element.attributes.items()))
    if known is not None and (decided := _decided(match, types, variables, known)) is not None:
        return decided
    tests = [
        _never if (name == "position" and not in_citation) or _fails(name, word, known) else test
        for name, word, test in found
    ]
    if known is None:
        return _matched(match, types, variables, tests)
    return _left(match, tests)


def _fails(name: str, word: str, known: Known | None) -> bool:
    """Whether a variable that a condition asks for is known to be empty, so that the condition fails."""
    return (
        known is not None
        and name in ("is-numeric", "is-uncertain-date")
        and word not in OF_THE_CITE
        and word not in known.present
    )


def _decided(match: str, types: frozenset[str], variables: frozenset[str], known: Known) -> Test | None:
    """The test for items of which the type and the variables are known, where these decide it."""
    if match in ("all", "nand"):
        if (types and known.type not in types) or not variables <= known.present:
            return _never if match == "all" else _always
    elif known.type in types or not variables.isdisjoint(known.present):
        return _always if match == "any" else _never
    return None


def _left(match: str, tests: list[Test]) -> Test:
    """The test of what hangs on the cite, where the item's type and variables leave it open."""
    if match in ("all", "nand"):
        if _never in tests:
            return _never if match == "all" else _always
        holds = True
    else:
        tests = [test for test in tests if test is not _never]
        holds = False
    if not tests:
        return _always if holds is (match in ("all", "any")) else _never
    return _matched(match, frozenset(), frozenset(), tests)


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


def _variable(word: str) -> Test:
    return lambda context: bool(context.vars.get(word) or context.variable(word))


def _is_numeric(word: str) -> Test:
    return lambda context: is_numeric(context.variable(word))


def _is_uncertain(word: str) -> Test:
    def test(context: Context) -> bool:
        date = context.item.date(word)
        return date is not None and date.circa

    return test


def _locator(*words: str) -> Test:
    """Whether the cite has a locator of one of the kinds."""
    wanted = frozenset("sub-verbo" if word in ("sub verbo", "verbo", "sub") else word for word in words)

    def test(context: Context) -> bool:
        cite = context.cite
        return cite is not None and bool(cite.locator) and cite.label in wanted

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
