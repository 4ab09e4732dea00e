"""The tree into which a style renders, before any output format.

Public: :class:`Node`, :func:`text_of`. Affixes stand outside a node's formatting, its delimiter inside
("Affixes", "Delimiter").
"""

from __future__ import annotations

from typing import Any, Union

Tree = Union[str, "Node"]
Formatting = tuple[tuple[str, str], ...]
"""Pairs such as ``("font-style", "italic")``."""


class Affix(str):
    """A delimiter that stands among children; it gives way to marks before it as an affix does."""

    __slots__ = ()


class Node:
    """A part of the output: children in order, with formatting, quotes, affixes and delimiter."""

    __slots__ = (
        "children",
        "data",
        "delimiter",
        "display",
        "formatting",
        "kind",
        "prefix",
        "quotes",
        "suffix",
    )

    def __init__(
        self,
        children: list[Tree],
        formatting: Formatting = (),
        prefix: str = "",
        suffix: str = "",
        delimiter: str = "",
        quotes: bool = False,
        display: str = "",
        kind: str = "",
        data: Any = None,
    ) -> None:
        self.children = children
        self.formatting = formatting
        self.prefix = prefix
        self.suffix = suffix
        self.delimiter = delimiter
        self.quotes = quotes
        self.display = display
        self.kind = kind
        self.data = data


def text_of(tree: Tree | None) -> str:
    """All the words of a tree, without formatting and quotation marks."""
    if tree is None:
        return ""
    if isinstance(tree, str):
        return tree
    inner = [piece for child in tree.children if (piece := text_of(child))]
    return tree.prefix + tree.delimiter.join(inner) + tree.suffix


def leaves(tree: Tree) -> list[str]:
    """The strings of a tree in order, affixes left out."""
    if isinstance(tree, str):
        return [tree]
    return [leaf for child in tree.children for leaf in leaves(child)]
