"""Markup and quotation marks in the strings of items (CSL 1.0.2, "Rich text markup within fields").

Public: :func:`parse`, :func:`is_plain`, :func:`unmarked`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.csl.tree import (
    CASE_BEGIN,
    CASE_END,
    CLOSING,
    INNER_QUOTE_BEGIN,
    OPEN,
    QUOTE_BEGIN,
    QUOTE_END,
    Mark,
    Token,
    Tokens,
)

_TAG = re.compile(
    r"""</?(?:i|b|sc|sup|sub)>|<span\s+(?:style\s*=\s*["']\s*font-variant:\s*small-caps;?\s*["']|"""
    r"""class\s*=\s*["'](?:nocase|nodecor)["'])\s*>|</span>""",
    re.I,
)
_FORMATS = {
    "i": Mark(OPEN, "font-style", "italic", markup=True),
    "b": Mark(OPEN, "font-weight", "bold", markup=True),
    "sc": Mark(OPEN, "font-variant", "small-caps", markup=True),
    "sup": Mark(OPEN, "vertical-align", "sup", markup=True),
    "sub": Mark(OPEN, "vertical-align", "sub", markup=True),
    "nodecor": Mark(OPEN, "nodecor", "", markup=True),
}
_OPENING, _CLOSING = "\ue000", "\ue001"
_SPECIAL = re.compile(r"[<\"'“”‘’«»„‚‹›「」『』]| [:;!?]")
_ANY_SPECIAL = re.compile("[<\"'“”‘’«»„‚‹›「」『』:;!?]")
"""One of the characters of :data:`_SPECIAL`, which are found faster alone."""
_FRENCH_BLANK = re.compile(r"(?<=«) | (?=»)|(?<=\S) (?=[:;!?])")
_QUOTES = re.compile(r"[\"'“”‘’«»„‚‹›「」『』\ue000\ue001]")
_DEEPEST = 20
"""So many quotation marks inside each other are looked after; no text has more."""
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{-–—/")
_AFTER_CLOSING = frozenset(" \t\n\u00a0\u202f)]}-–—/.,;:!?…")

Quotes = tuple[str, str, str, str]
"""A locale's outer opening and closing, inner opening and closing quotation mark."""
_Part = tuple[str, object]
"""("text", str), ("tag", Mark), ("end", its closing mark)."""


def parse(text: str, quotes: Quotes = ("“", "”", "‘", "’")) -> Tokens:
    """The string as tokens: tags as formatting; paired quotation marks, straight ones or those of the
    locale, as quotation; apostrophes curl."""
    return (text,) if is_plain(text) else _parse(text, quotes)


def is_plain(text: str) -> bool:
    """Whether there is nothing in the string that could be markup or a quotation mark."""
    return _ANY_SPECIAL.search(text) is None or _SPECIAL.search(text) is None


def unmarked(text: str) -> str:
    """The string without its markup."""
    return "".join([str(value) for kind, value in _parts(text) if kind == "text"]) if "<" in text else text


@lru_cache(maxsize=20_000)
def _parse(text: str, quotes: Quotes) -> Tokens:
    # A blank inside French quotation marks, or before a mark that has one in French, does not break.
    text = _FRENCH_BLANK.sub("\u202f", text)
    opening, closing = quotes[:2]
    if len(opening) == 1 or len(closing) == 1:
        return tuple(_Quotation(quotes).tokens(_parts(text)))
    # The locale's marks have a blank inside; without it they are none.
    text = text.replace(opening, _OPENING).replace(closing, _CLOSING)
    tokens = _Quotation((_OPENING, _CLOSING, *quotes[2:])).tokens(_parts(text))
    return tuple(
        token if isinstance(token, Mark) else token.replace(_OPENING, opening).replace(_CLOSING, closing)
        for token in tokens
    )


def _parts(text: str) -> list[_Part]:
    """Text and tags in order; a tag without its partner is text."""
    found: list[tuple[str, str]] = []
    position = 0
    for match in _TAG.finditer(text):
        if match.start() > position:
            found.append(("text", text[position : match.start()]))
        found.append(("tag", match[0]))
        position = match.end()
    if position < len(text):
        found.append(("text", text[position:]))
    partner = _partners([value if kind == "tag" else "" for kind, value in found])
    parts: list[_Part] = []
    for place, (kind, value) in enumerate(found):
        if kind == "text" or place not in partner:
            if parts and parts[-1][0] == "text":
                parts[-1] = ("text", f"{parts[-1][1]}{value}")
            else:
                parts.append(("text", value))
        elif value.startswith("</"):
            opening = found[partner[place]][1].lower()
            parts.append(("end", CASE_END if "nocase" in opening else CLOSING))
        else:
            parts.append(("tag", _mark(value.lower())))
    return parts


def _mark(tag: str) -> Mark:
    if "nocase" in tag:
        return CASE_BEGIN
    if "nodecor" in tag:
        return _FORMATS["nodecor"]
    return _FORMATS["sc" if "small-caps" in tag else tag[1:-1]]


def _partners(tags: list[str]) -> dict[int, int]:
    """The tags that have one, with the place of their partner."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for place, tag in enumerate(tags):
        if not tag:
            continue
        name = re.match(r"</?(\w+)", tag)
        assert name is not None
        if not tag.startswith("</"):
            stack.append((name[1].lower(), place))
            continue
        depth = len(stack) - 1
        while depth >= 0 and stack[depth][0] != name[1].lower():
            depth -= 1
        if depth >= 0:
            opening = stack[depth][1]
            found[opening], found[place] = place, opening
            del stack[depth:]
    return found


class _Quotation:
    """Finds the quotation marks that pair, on one level of markup, in one string."""

    def __init__(self, quotes: Quotes) -> None:
        outer, outer_end, inner, inner_end = (mark.strip() for mark in quotes)
        self.partner = {'"': '"', "'": "'", inner: inner_end, outer: outer_end}
        self.closing = {outer_end, inner_end} - {outer, inner}
        self.inner = inner
        self.waiting: list[tuple[str, int, int]] = []
        self.straight: list[tuple[int, str]] = []
        self.out: list[Token] = []

    def tokens(self, parts: list[_Part]) -> list[Token]:
        """The tokens of the parts."""
        whole = "".join([str(value) for kind, value in parts if kind == "text"])
        depth = offset = 0
        for kind, value in parts:
            if isinstance(value, Mark):
                depth += 1 if kind == "tag" else -1
                self.waiting = [opening for opening in self.waiting if opening[2] <= depth]
                self.out.append(value)
                continue
            text = str(value)
            position = 0
            for match in _QUOTES.finditer(text):
                start = match.start()
                if start > position:
                    self.out.append(text[position:start])
                position = match.end()
                before = whole[offset + start - 1] if offset + start else ""
                after = whole[offset + position] if offset + position < len(whole) else ""
                self._place(match[0], before, after, depth)
            if position < len(text):
                self.out.append(text[position:])
            offset += len(text)
        self._set_inner()
        return [token for token in _joined(self.out) if token != ""]

    def _set_inner(self) -> None:
        """Of straight marks of both kinds those are outer ones that the string has first."""
        outer = min(self.straight)[1] if self.straight else ""
        for place, mark in self.straight:
            if mark != outer:
                self.out[place] = INNER_QUOTE_BEGIN

    def _place(self, mark: str, before: str, after: str, depth: int) -> None:
        out, waiting = self.out, self.waiting
        if self._closes(mark, before, after):
            for number in range(len(waiting) - 1, -1, -1):
                opening, place, level = waiting[number]
                if self.partner[opening] == mark and level == depth and place < len(out) - 1:
                    out[place] = INNER_QUOTE_BEGIN if opening == self.inner else QUOTE_BEGIN
                    if opening in "\"'":
                        self.straight.append((place, opening))
                    out.append(QUOTE_END)
                    del waiting[number:]
                    return
        if self._opens(mark, before, after):
            waiting.append((mark, len(out), depth))
            del waiting[:-_DEEPEST]
        out.append("’" if mark == "'" else mark)

    def _opens(self, mark: str, before: str, after: str) -> bool:
        if mark not in self.partner or not after or (mark in "\"'" and after.isspace()):
            return False
        if not before or before in _BEFORE_OPENING:
            return True
        return bool(self.waiting) and self.waiting[-1][1] == len(self.out) - 1

    def _closes(self, mark: str, before: str, after: str) -> bool:
        if mark in self.closing:
            return True
        if not before or before.isspace():
            return False
        return mark in self.partner.values() and (
            not after or after in _AFTER_CLOSING or _QUOTES.match(after) is not None
        )


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens with neighbouring text as one."""
    out: list[Token] = []
    texts: list[str] = []
    for token in tokens:
        if isinstance(token, str):
            texts.append(token)
            continue
        if texts:
            out.append("".join(texts))
            texts = []
        out.append(token)
    if texts:
        out.append("".join(texts))
    return out
