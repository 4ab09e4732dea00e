"""Punctuation, quotation marks and formatting where parts of the output meet.

Public: :func:`linear`. The tree is laid out as a line of pieces; there colliding marks are made one,
quotation marks get their level, and commas and full stops move inside them where the locale says so
(CSL 1.0.2, "Locale": punctuation-in-quote; "Formatting": flip-flopping).
"""

from __future__ import annotations

from typing import Any

from citekit.csl.tree import Affix, Formatting, Node, Tree

TEXT, OPEN, CLOSE, QUOTE_OPEN, QUOTE_CLOSE, DISPLAY_OPEN, DISPLAY_CLOSE = range(7)
Piece = list[Any]
"""``[kind, value, is_affix]``."""

_KEEP_FIRST = frozenset(
    {"!.", "!:", "?.", "?:", ":.", ";:", ";.", "!!", "??", "..", "::", ";;", ",,", ",."} - {",."}
)
_KEEP_SECOND = frozenset({":!", ":?", ";!", ";?"})
_MARKS = ".,:;!?"
_MOVED_INSIDE = ".,"


def linear(tree: Tree, locale: Any, *, quotes: tuple[str, str, str, str]) -> list[Piece]:
    """The pieces of a tree in order, ready to be written; ``quotes`` are the outer and inner marks."""
    pieces: list[Piece] = []
    _lay_out(tree, pieces)
    _join_marks(pieces, inside=locale.punctuation_in_quote)
    return _with_quotes(pieces, quotes)


def _lay_out(tree: Tree, pieces: list[Piece]) -> None:
    if isinstance(tree, str):
        if tree:
            pieces.append([TEXT, str(tree), isinstance(tree, Affix)])
        return
    begin = len(pieces)
    if tree.display:
        pieces.append([DISPLAY_OPEN, tree.display, False])
    if tree.prefix:
        pieces.append([TEXT, tree.prefix, True])
    if tree.quotes:
        pieces.append([QUOTE_OPEN, tree.data, False])
    for name, value in reversed(tree.formatting):
        pieces.append([OPEN, (name, value), False])
    first = True
    for child in tree.children:
        before = len(pieces)
        if not first and tree.delimiter:
            pieces.append([TEXT, tree.delimiter, True])
        mark = len(pieces)
        _lay_out(child, pieces)
        if len(pieces) == mark:
            del pieces[before:]
        else:
            first = False
    if first:
        del pieces[begin:]
        return
    for name, value in tree.formatting:
        pieces.append([CLOSE, (name, value), False])
    if tree.quotes:
        pieces.append([QUOTE_CLOSE, tree.data, False])
    if tree.suffix:
        pieces.append([TEXT, tree.suffix, True])
    if tree.display:
        pieces.append([DISPLAY_CLOSE, tree.display, False])


def _join_marks(pieces: list[Piece], *, inside: bool) -> None:
    """Make colliding marks one, and move commas and full stops inside a closing quotation mark."""
    last: Piece | None = None
    quote_close: int | None = None
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        kind = piece[0]
        if kind == QUOTE_CLOSE:
            if quote_close is None:
                quote_close = number
        elif kind in (QUOTE_OPEN, DISPLAY_OPEN, DISPLAY_CLOSE):
            if kind != QUOTE_OPEN:
                last, quote_close = None, None
            elif last is not None and piece is not None:
                pass
        elif kind == TEXT and piece[1]:
            text = piece[1]
            if last is not None:
                text = _collided(pieces, last, piece, quote_close, inside=inside)
                piece[1] = text
            if text:
                last, quote_close = piece, None
        number += 1


def _collided(
    pieces: list[Piece], last: Piece, piece: Piece, quote_close: int | None, *, inside: bool
) -> str:
    """The second text without the marks that the first has taken or swallowed."""
    text: str = piece[1]
    if quote_close is not None and inside and piece[2] and text[0] in _MOVED_INSIDE:
        mark, text = text[0], text[1:]
        kept = _merge(last[1][-1:], mark)
        last[1] = last[1][:-1] + kept if last[1][-1:] in _MARKS else last[1] + mark
        return text
    if not (piece[2] or last[2]):
        return text
    while text and last[1]:
        pair = last[1][-1] + text[0]
        if pair in _KEEP_FIRST:
            text = text[1:]
        elif pair in _KEEP_SECOND:
            last[1] = last[1][:-1]
        elif pair == "  " or (pair[0] == " " and pair[1] in ",.;:" and False):
            text = text[1:]
        elif pair[0] == " " and pair[1] in ",.;" and piece[2]:
            last[1] = last[1][:-1]
        else:
            break
    return text


def _merge(first: str, second: str) -> str:
    pair = first + second
    if pair in _KEEP_FIRST:
        return first
    if pair in _KEEP_SECOND:
        return second
    return pair


def _with_quotes(pieces: list[Piece], quotes: tuple[str, str, str, str]) -> list[Piece]:
    """The quotation marks by their level; what was in single marks at the outset stays in inner ones."""
    levels: list[int] = []
    out: list[Piece] = []
    for piece in pieces:
        if piece[0] == QUOTE_OPEN:
            level = 1 - levels[-1] if levels else (1 if piece[1] == "single" else 0)
            levels.append(level)
            out.append([TEXT, quotes[2 * level], False])
        elif piece[0] == QUOTE_CLOSE:
            out.append([TEXT, quotes[2 * levels.pop() + 1], False])
        elif piece[0] != TEXT or piece[1]:
            out.append(piece)
    return out


def flip(opened: list[tuple[str, str]], formatting: tuple[str, str]) -> tuple[str, str] | None:
    """The formatting as it shows inside what is open: italics in italics are upright again; None where it
    changes nothing."""
    name, value = formatting
    current = next((held for held_name, held in reversed(opened) if held_name == name), "normal")
    toggles = {"font-style": ("italic", "oblique"), "font-weight": ("bold",), "font-variant": ("small-caps",)}
    if value in toggles.get(name, ()) and current == value:
        return name, "normal"
    if value in ("normal", "none", "baseline") and current in ("normal", "none", "baseline"):
        return None
    if current == value:
        return None if name != "vertical-align" else formatting
    return formatting


def formatting_of(tree: Tree) -> Formatting:
    """A node's own formatting."""
    return tree.formatting if isinstance(tree, Node) else ()
