"""Pandoc's citation syntax: what a writer types in a draft, with its place.

``[see @a, 3–5; also @b]``, ``[-@a]``, ``@a says``, ``@a [p. 3]``, ``@{a key in braces}``; the grammar is
that of the Pandoc User's Guide, section "Citation syntax". Everything here reads text in which what is no
prose (code, mathematics, escapes) has been blanked at equal length, so that every span is one of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from citekit.model import Span


@dataclass(frozen=True, slots=True)
class Cite:
    """One work of a citation: its key, and the spans of key, prefix and suffix (the locator included)."""

    key: str
    span: Span
    prefix: Span
    suffix: Span
    author_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of works; ``in_text`` where the sentence itself names the author (``@a says``)."""

    span: Span
    cites: tuple[Cite, ...]
    in_text: bool = False


BLANK = "\0"
"""Stands for each character of a draft that is no prose."""

TARGET = "\1"
"""Stands for each character of a link's address."""

_KEY = re.compile(
    r"(?P<minus>-?)@(?:\{(?P<braced>[^{}\n\0\1]+)\}|(?P<plain>[\w*](?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*))"
)
_START = re.compile(r"\[\^[^\[\]\s]+\]|\[|-?@")
_OPEN = re.compile(r"[ \t]*\n?[ \t]*\[(?!\^)")
_LINK_OR_SPAN = re.compile(TARGET + r"|\{[.#\w][^{}\n]*\}")
_BRACKET = re.compile(r"@\{[^{}\n]*\}|[\[\]]")
_PIECE_END = re.compile(r"[;\[]")
_IN_WORD = re.compile(r"[^\W_]\.?")


def bracket_pairs(text: str) -> tuple[dict[int, int], list[int]]:
    """Where each ``[`` of ``text`` is closed, and those that nothing closes."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif bracket.group() == "]" and opened:
            pairs[opened.pop()] = bracket.start()
    return pairs, opened


def citations(text: str, span: Span, pairs: Mapping[int, int]) -> Iterator[Citation]:
    """The citations in ``span`` of a blanked ``text`` whose ``[`` and ``]`` are ``pairs``, in order."""
    position = floor = span.start
    while start := _START.search(text, position, span.end):
        if start.group() == "[":
            found = _bracketed(text, start.start(), pairs)
        elif start.group().endswith("@"):
            found = _in_text(text, start.start(), Span(floor, span.end), pairs)
        else:
            found = None  # a call of a note
        if found:
            yield found
            position = floor = found.span.end
        else:
            position = start.start() + 1 if start.group() == "-@" else start.end()


def _bracketed(text: str, start: int, pairs: Mapping[int, int]) -> Citation | None:
    end = pairs.get(start)
    # `[@a](url)` is a link, `[@a]{.class}` a span: the citation in it stands in the sentence.
    if end is None or _LINK_OR_SPAN.match(text, end + 1):
        return None
    cites = _cites(text, Span(start + 1, end), pairs)
    return Citation(Span(start, end + 1), cites) if cites else None


def _in_text(text: str, start: int, within: Span, pairs: Mapping[int, int]) -> Citation | None:
    key = _KEY.match(text, start, within.end)
    if key is None or (start > within.start and _after_word(text, start, within.start)):
        return None
    bare = Cite(
        _name(key), Span(*key.span()), Span(start, start), Span(key.end(), key.end()), bool(key["minus"])
    )
    named = not key["minus"]
    bracket = _OPEN.match(text, key.end(), within.end)
    opened = bracket.end() - 1 if bracket else -1
    closed = pairs.get(opened)
    if closed is None or text[closed + 1 : closed + 2] in (TARGET, "["):
        return Citation(bare.span, (bare,), named)
    whole = Span(start, closed + 1)
    more = _cites(text, Span(opened + 1, closed), pairs)
    if more:
        return Citation(whole, (bare, *more), named)
    # `@a [p. 3; @b]`: the bracket begins with what belongs to the work named before it.
    first, *rest = _pieces(text, Span(opened + 1, closed), pairs)
    others = tuple(cite for piece in rest if (cite := _cite(text, piece)))
    if len(others) != len(rest):
        return Citation(bare.span, (bare,), named)
    located = Cite(bare.key, bare.span, bare.prefix, first, bare.author_suppressed)
    return Citation(whole, (located, *others), named)


def _after_word(text: str, position: int, start: int) -> bool:
    """Whether a word runs up to ``position``, as in an e-mail address."""
    before = text[max(start, position - 2) : position]
    return bool(_IN_WORD.fullmatch(before) or _IN_WORD.fullmatch(before[-1:]))


def _cites(text: str, inside: Span, pairs: Mapping[int, int]) -> tuple[Cite, ...]:
    """The works between two brackets, or none unless every piece between semicolons names one."""
    if text.find("@", *inside) < 0:
        return ()
    found = [_cite(text, piece) for piece in _pieces(text, inside, pairs)]
    return () if None in found else tuple(cite for cite in found if cite)


def _pieces(text: str, inside: Span, pairs: Mapping[int, int]) -> list[Span]:
    """``inside`` cut at its semicolons, those in inner brackets left alone."""
    pieces = []
    start = position = inside.start
    while mark := _PIECE_END.search(text, position, inside.end):
        position = mark.end()
        if mark.group() == "[":
            position = pairs.get(mark.start(), mark.start()) + 1
        else:
            pieces.append(Span(start, mark.start()))
            start = mark.end()
    return [*pieces, Span(start, inside.end)]


def _cite(text: str, piece: Span) -> Cite | None:
    position = piece.start
    while key := _KEY.search(text, position, piece.end):
        if key.start() == piece.start or not _after_word(text, key.start(), piece.start):
            prefix = Span(piece.start, key.start())
            suffix = Span(key.end(), piece.end)
            return Cite(_name(key), Span(*key.span()), prefix, suffix, bool(key["minus"]))
        position = key.end()
    return None


def _name(key: re.Match[str]) -> str:
    return str(key["braced"] or key["plain"])
