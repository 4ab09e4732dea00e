"""The output formats: one small writer each over the same line of tokens.

Public: :data:`WRITERS`, :func:`write`, :func:`runs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from citekit.csl.tree import BLOCK_CLOSE, BLOCK_OPEN, CLOSE, OPEN, Mark, Token, plain

OUTPUTS = ("html", "text", "markdown", "rtf", "latex", "runs")

_PLAIN = {
    "font-style": "normal",
    "font-variant": "normal",
    "font-weight": "normal",
    "text-decoration": "none",
    "vertical-align": "baseline",
}
# What is written of formatting that is there already: that text is not underlined, or on the line, but not
# that it is upright.
_SILENT = frozenset(("normal",))
Formatting = tuple[tuple[str, str], ...]


class Writer(NamedTuple):
    """A format: how text is escaped and which has anything to escape, what stands around formatting and
    display blocks."""

    special: re.Pattern[str]
    escape: Callable[[str], str]
    marks: dict[tuple[str, str], tuple[str, str]]
    block: Callable[[str], tuple[str, str]]


class Run(NamedTuple):
    """A stretch of text with one look, for a program that sets its own formatting.

    ``formatting`` are CSL's attributes that differ from plain text; ``display`` the block it stands in.
    """

    text: str
    formatting: Formatting = ()
    display: str = ""


@cache
def writer(output: str) -> Writer:
    """The writer of a format of :data:`OUTPUTS` (but runs)."""
    module = import_module(f"{__name__}.{output}")
    return Writer(module.SPECIAL, module.escape, module.MARKS, module.block)


def write(tokens: Sequence[Token], output: str) -> str:
    """The tokens in an output format."""
    special, escape, marks, block = writer(output)
    whole = plain(tokens)
    escapes = special.search(whole) is not None
    marked = [(place, token) for place, token in enumerate(tokens) if isinstance(token, Mark)]
    if not marked:
        return "".join([escape(text) for text in tokens if isinstance(text, str)]) if escapes else whole
    out: list[Any] = (
        [escape(text) if isinstance(text, str) else "" for text in tokens] if escapes else [*tokens]
    )
    closers: list[str] = []
    state: list[tuple[str, str] | None] = []
    current = dict(_PLAIN)
    for place, mark in marked:
        out[place] = ""
        if mark.kind == OPEN:
            out[place], after = _opened(mark, current, state, marks)
            closers.append(after)
        elif mark.kind == CLOSE:
            out[place] = closers.pop()
            _closed(current, state)
        elif mark.kind == BLOCK_OPEN:
            out[place], after = block(mark.value)
            closers.append(after)
        elif mark.kind == BLOCK_CLOSE:
            out[place] = closers.pop()
    return "".join(out)


def _opened(
    token: Mark,
    current: dict[str, str],
    state: list[tuple[str, str] | None],
    marks: dict[tuple[str, str], tuple[str, str]],
) -> tuple[str, str]:
    """What stands around formatting: italics in the text of italics are upright again."""
    name, value = token.name, token.value
    if name == "nodecor":
        return _bare(current, state, marks)
    held = current[name]
    if value == held:
        if not token.markup or name == "vertical-align":
            state.append(None)
            return ("", "") if value in _SILENT else marks.get((name, value), ("", ""))
        value = _PLAIN[name]
    state.append((name, held))
    current[name] = value
    return marks.get((name, value), ("", ""))


def _bare(
    current: dict[str, str],
    state: list[tuple[str, str] | None],
    marks: dict[tuple[str, str], tuple[str, str]],
) -> tuple[str, str]:
    """Text without any of the formatting around it; the first that there is shows."""
    for name, value in _PLAIN.items():
        if current[name] != value:
            state.append((name, current[name]))
            current[name] = value
            return marks.get((name, value), ("", ""))
    state.append(None)
    return "", ""


def _closed(current: dict[str, str], state: list[tuple[str, str] | None]) -> None:
    before = state.pop()
    if before is not None:
        current[before[0]] = before[1]


def runs(tokens: Iterable[Token]) -> list[Run]:
    """The tokens as runs of text, neighbours of one look joined."""
    return list(_joined(_runs(tokens)))


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    state: list[tuple[str, str] | None] = []
    current = dict(_PLAIN)
    display = ""
    for token in tokens:
        if not isinstance(token, Mark):
            formatting = tuple((name, value) for name, value in current.items() if value != _PLAIN[name])
            yield Run(str(token), formatting, display)
        elif token.kind == OPEN:
            _opened(token, current, state, {})
        elif token.kind == CLOSE:
            _closed(current, state)
        elif token.kind == BLOCK_OPEN:
            display = token.value
        elif token.kind == BLOCK_CLOSE:
            display = ""


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in found:
        if held is not None and (held.formatting, held.display) == (run.formatting, run.display):
            held = Run(held.text + run.text, run.formatting, run.display)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
