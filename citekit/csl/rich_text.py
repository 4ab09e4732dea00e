"""Markup and quotation marks inside the strings of items (CSL 1.0.2, "Rich text markup within fields").

Public: :func:`parse`, :func:`plain`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.csl.tree import Formatting, Node, Tree

_TAG = re.compile(r"<(?P<close>/)?(?P<name>i|b|sc|sup|sub|span)(?P<attributes>\s[^<>]*)?>", re.I)
_SIMPLE: dict[str, Formatting] = {
    "i": (("font-style", "italic"),),
    "b": (("font-weight", "bold"),),
    "sc": (("font-variant", "small-caps"),),
    "sup": (("vertical-align", "sup"),),
    "sub": (("vertical-align", "sub"),),
}
_SMALL_CAPS = re.compile(r"font-variant:\s*small-caps")
_NO_CASE = re.compile(r"class\s*=\s*[\"']?nocase")
_NEEDS_PARSING = re.compile(r"[<\"'“”‘’«»]")
_MARKS = re.compile(r"[\"'“”‘’«»]")


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    """(kind, value) in order: "text", "open" and "close" of a tag; a tag that never closes is text."""
    found: list[list[str]] = []
    position = 0
    for match in _TAG.finditer(text):
        if match.start() > position:
            found.append(["text", text[position : match.start()]])
        found.append(["close" if match["close"] else "open", match[0]])
        position = match.end()
    if position < len(text):
        found.append(["text", text[position:]])
    stack: list[int] = []
    for number, (kind, value) in enumerate(found):
        if kind == "open":
            stack.append(number)
        elif kind == "close":
            name = _name(value)
            at = next(
                (place for place in range(len(stack) - 1, -1, -1) if _name(found[stack[place]][1]) == name),
                None,
            )
            if at is None:
                found[number][0] = "text"
            else:
                for unclosed in stack[at + 1 :]:
                    found[unclosed][0] = "text"
                del stack[at:]
    for unclosed in stack:
        found[unclosed][0] = "text"
    return tuple((kind, value) for kind, value in found)


def _name(tag: str) -> str:
    match = _TAG.match(tag)
    return match["name"].lower() if match else ""


def parse(text: str) -> list[Tree]:
    """The string as a tree: tags as formatting, straight and curly quotation marks as quoted nodes."""
    if not _NEEDS_PARSING.search(text):
        return [text]
    root = Node([])
    stack = [root]
    for kind, value in _tokens(text):
        if kind == "text":
            stack[-1].children.append(value)
        elif kind == "open":
            node = _formatted(value)
            stack[-1].children.append(node)
            stack.append(node)
        else:
            stack.pop()
    return _quoted(root.children)


def _formatted(tag: str) -> Node:
    match = _TAG.match(tag)
    name, attributes = (match["name"].lower(), match["attributes"] or "") if match else ("", "")
    if name == "span":
        if _SMALL_CAPS.search(attributes):
            return Node([], _SIMPLE["sc"])
        return Node([], kind="nocase" if _NO_CASE.search(attributes) else "span")
    return Node([], _SIMPLE[name])


def plain(text: str) -> str:
    """The string without its markup."""
    return "".join(value for kind, value in _tokens(text) if kind == "text") if "<" in text else text


_OPENERS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


def _quoted(children: list[Tree]) -> list[Tree]:
    """Quotation marks that pair become quoted nodes; an apostrophe becomes ’.

    Marks pair within one level of markup; what is between them may hold markup of its own.
    """
    flat: list[Tree] = []
    for child in children:
        if isinstance(child, str):
            position = 0
            for mark in _MARKS.finditer(child):
                if mark.start() > position:
                    flat.append(child[position : mark.start()])
                flat.append(Node([mark[0]], kind="mark", data=_side(child, mark.start(), flat, children)))
                position = mark.end()
            if position < len(child):
                flat.append(child[position:])
        else:
            child.children = _quoted(child.children)
            flat.append(child)
    return _paired(flat)


def _side(text: str, at: int, before: list[Tree], children: list[Tree]) -> tuple[str, str]:
    """The characters before and after a mark; "" at the string's ends, "x" where markup stands there."""
    left = text[at - 1] if at else ("x" if before else "")
    right = text[at + 1] if at + 1 < len(text) else ("x" if children[-1] is not text else "")
    return left, right


def _paired(flat: list[Tree]) -> list[Tree]:
    root: list[Tree] = []
    stack: list[tuple[str, list[Tree]]] = [("", root)]
    for tree in flat:
        if not (isinstance(tree, Node) and tree.kind == "mark"):
            stack[-1][1].append(tree)
            continue
        mark = str(tree.children[0])
        left, right = tree.data
        expected = stack[-1][0]
        if mark == expected and _can_close(mark, left, right):
            _, inner = stack.pop()
            stack[-1][1].append(Node(inner, quotes=True, data="single" if mark in "'’" else None))
        elif mark in _OPENERS and _can_open(mark, left, right):
            stack.append((_OPENERS[mark], []))
            stack[-1][1].append(Node([mark], kind="opener"))
        else:
            stack[-1][1].append("’" if mark in "'’" else mark)
    while len(stack) > 1:
        _, inner = stack.pop()
        stack[-1][1].extend(inner)
    return _without_openers(root)


def _without_openers(trees: list[Tree]) -> list[Tree]:
    """Quoted nodes without their opening marks; an opening mark that found no partner is text again."""
    out: list[Tree] = []
    for tree in trees:
        if isinstance(tree, Node):
            if tree.kind == "opener":
                out.append("’" if tree.children[0] in ("'", "‘") else str(tree.children[0]))
                continue
            if (
                tree.quotes
                and tree.children
                and isinstance(tree.children[0], Node)
                and tree.children[0].kind == "opener"
            ):
                tree.children = tree.children[1:]
            tree.children = _without_openers(tree.children)
        out.append(tree)
    return out


def _can_open(mark: str, left: str, right: str) -> bool:
    if mark in "“‘«":
        return True
    outside = left == "" or left == "x" or left.isspace() or left in "([{-–—/“‘«\"'"
    return outside and right != "" and not right.isspace()


def _can_close(mark: str, left: str, right: str) -> bool:
    if mark in "”»":
        return True
    return not left.isspace() and (right in ("", "x") or not right.isalnum())
