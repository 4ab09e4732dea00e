"""The bibliography (CSL 1.0.2, "Bibliography": second-field-align, subsequent-author-substitute).

Public: :func:`entries`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from citekit.csl.item import Item
from citekit.csl.names import NameSet
from citekit.csl.tree import Node, Tree, text_of

if TYPE_CHECKING:
    from citekit.csl.cluster import Renderer

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"


def entries(renderer: Renderer, items: Sequence[Item]) -> Iterator[tuple[Item, Any]]:
    """Each item with its entry as printed; an item with nothing to print is left out."""
    area = renderer.style.bibliography
    assert area is not None
    substitute = area.options.get("subsequent-author-substitute")
    rule = area.options.get("subsequent-author-substitute-rule", "complete-all")
    align = area.options.get("second-field-align", "")
    before: list[str] = []
    for item in items:
        context = renderer.context(item, area)
        trees = [part for render in area.renderers if (part := render(context)) is not None]
        trees = _flat(trees)
        if substitute is not None:
            before = _substituted(context, substitute, rule, before)
        if not trees:
            continue
        look = area.look
        if align and len(trees) > 1:
            first, rest = _aligned(trees, look.suffix)
            tree: Tree = Node([first, rest], look.formatting, look.prefix)
        else:
            tree = Node(trees, look.formatting, look.prefix, look.suffix)
        if text_of(Node(trees)).strip():
            yield item, renderer.written(tree)


def _flat(trees: list[Tree]) -> list[Tree]:
    """The layout's own children, macros and choices that wrap several opened."""
    out: list[Tree] = []
    for tree in trees:
        if isinstance(tree, Node) and tree.kind == "transparent":
            out += _flat(tree.children)
        else:
            out.append(tree)
    return out


def _aligned(trees: list[Tree], suffix: str) -> tuple[Tree, Tree]:
    """The first field in the left margin, the others beside it."""
    return Node([trees[0]], display="left-margin"), Node(
        [Node(trees[1:], suffix=suffix)], display="right-inline"
    )


def _substituted(context: Any, substitute: str, rule: str, before: list[str]) -> list[str]:
    """Replace names that the entry before has too; the names of this entry, for the next."""
    names = context.first_names
    if names is None:
        return []
    sets: list[NameSet] = context.name_sets
    if not sets and rule != "complete-all":
        rule = "complete-all"
    own = [text_of(text) for text in sets[0].texts] if sets else []
    whole = text_of(names)
    if rule == "complete-all":
        if before and before[0] == whole:
            _replace(names, substitute)
        return [whole]
    if rule == "complete-each":
        if before and before == own and own:
            for text in sets[0].texts:
                _blank(text, substitute)
        return own
    shared = 0
    while shared < len(own) and shared < len(before) and own[shared] == before[shared]:
        shared += 1
    count = min(shared, 1) if rule == "partial-first" else shared
    for text in sets[0].texts[:count]:
        _blank(text, substitute)
    return own


def _replace(names: Node, substitute: str) -> None:
    names.children = [substitute] if substitute else []
    names.delimiter = ""


def _blank(text: Tree, substitute: str) -> None:
    if isinstance(text, Node):
        text.children = [substitute]
        text.delimiter = ""
