"""Punctuation and quotation marks where parts of the output meet.

Public: :func:`settled`. Marks that meet become one or stand in order, commas and full stops move inside a
closing quotation mark where the locale says so ("Locale", ``punctuation-in-quote``), and quotation marks
get their level ("Quotes": outer and inner marks alternate).
"""

from __future__ import annotations

from collections.abc import Iterable

from citekit.csl.rich_text import Quotes
from citekit.csl.tree import BLOCK_CLOSE, BLOCK_OPEN, QUOTE_CLOSE, QUOTE_OPEN, Affix, Bracket, Mark, Token

_MEETING = {
    ".": {".": ".", ":": ".:", ";": ".;", "!": ".!", "?": ".?", ",": ".,"},
    ":": {".": ":", ":": ":", ";": ":;", "!": "!", "?": "?", ",": ":,"},
    ";": {".": ";", ":": ";", ";": ";", "!": "!", "?": "?", ",": ";,"},
    "!": {".": "!", ":": "!", ";": "!;", "!": "!", "?": "!?", ",": "!,"},
    "?": {".": "?", ":": "?", ";": "?;", "!": "?!", "?": "?", ",": "?,"},
    ",": {".": ",.", ":": ",:", ";": ",;", "!": ",!", "?": ",?", ",": ","},
}
"""What two marks become that meet, the first of them written before the other."""
_MOVED = frozenset(".,!?")
_NONE: dict[str, str] = {}
_SPACES = (" ", "\u00a0", "\n")
_BEGIN = frozenset((*_MEETING, *_SPACES))
"""A text that begins with none of these stands as it is."""
_SETTLED = frozenset(
    (
        *(first + second for first in _MEETING for second, both in _MEETING[first].items() if len(both) == 1),
        *(space + " " for space in _SPACES),
        "\u00a0\u00a0",
    )
)
"""The ends of two neighbours of which one gives way."""


def settled(tokens: Iterable[Token], quotes: Quotes, *, inside: bool) -> list[Token]:
    """The tokens ready to be written: punctuation settled, quotation marks as text."""
    out: list[Token] = []
    last, end = -1, ""
    closed = quoted = begins = blank = False
    brackets: list[bool] = []
    for token in tokens:
        if isinstance(token, Mark):
            kind = token.kind
            if kind == QUOTE_OPEN:
                quoted = True
            elif kind == QUOTE_CLOSE:
                closed = True
            elif kind in (BLOCK_OPEN, BLOCK_CLOSE):
                if kind == BLOCK_OPEN and token.value == "block" and end.__class__ is Affix:
                    out[last] = Affix(end.rstrip(" "))
                # What follows a block, or another one after a blank, begins without one.
                blank = end[-1:] == " " or (blank and not end)
                begins = kind == BLOCK_CLOSE or blank
                last, end, closed = -1, "", False
            out.append(token)
            continue
        if not token:
            continue
        text = token
        if text.__class__ is Bracket:
            text = _bracket(text, brackets)
        if begins:
            begins = blank = False
            if text.__class__ is Affix and not (text := Affix(text.lstrip(" "))):
                continue
        if (
            text[0] in _BEGIN
            and last >= 0
            and (closed or end[-1:] + text[0] in _SETTLED)
            and (closed or text.__class__ is Affix or end.__class__ is Affix)
        ):
            left, last = _meet(out, last, text, closed=closed, inside=inside)
            if not left:
                end = _text_at(out, last)
                continue
            text = left if text.__class__ is str else Affix(left)
        last = len(out)
        end = text
        closed = False
        out.append(text)
    return _with_quotes(out, quotes) if quoted else out


def _text_at(tokens: list[Token], place: int) -> str:
    token = tokens[place]
    assert isinstance(token, str)
    return token


def _bracket(text: str, open_: list[bool]) -> str:
    """A parenthesis inside another as a bracket, and the other way round."""
    if text[0] == "(":
        open_.append(bool(open_) and not open_[-1])
        return Affix("[" + text[1:] if open_[-1] else text)
    squared = open_.pop() if open_ else False
    return Affix(text.replace(")", "]", 1) if squared else text)


def _meet(out: list[Token], last: int, token: str, *, closed: bool, inside: bool) -> tuple[str, int]:
    """Settle where ``token`` meets the text at ``last``: what is left of it, and where text now ends.
    ``closed`` says that quotation marks close between them."""
    affix = token.__class__ is Affix
    before, text = str(out[last]), str(token)
    own = len(before)
    while text:
        first, second = before[-1:], text[0]
        both = _MEETING.get(first, _NONE).get(second) if affix or not closed else None
        if both == first:
            text = text[1:]
        elif both == second and len(before) > 1:
            before = before[:-1]
        elif both == second:
            # The whole text before gives way: settle with what stands before that.
            out[last] = ""
            earlier = next((place for place in range(last - 1, -1, -1) if _is_text(out[place])), -1)
            if earlier < 0:
                return text, last
            closed = closed or any(
                isinstance(mark, Mark) and mark.kind == QUOTE_CLOSE for mark in out[earlier:last]
            )
            return _meet(out, earlier, Affix(text), closed=closed, inside=inside)
        elif closed and inside and affix and second in _MOVED:
            before += second
            text = text[1:]
        elif not closed and ((first in _SPACES and second == " ") or (first == second == "\u00a0")):
            text = text[1:]
        else:
            break
    return text, _put_back(out, last, before, own)


def _is_text(token: Token) -> bool:
    return isinstance(token, str) and token != ""


def _put_back(out: list[Token], last: int, before: str, own: int) -> int:
    """Write what the text at ``last`` has become; what moved inside quotation marks stands right before they
    close, outside any formatting that closes earlier. Where text now ends."""
    moved = before[own:]
    following = out[last + 1] if last + 1 < len(out) else None
    if not moved or (isinstance(following, Mark) and following.kind == QUOTE_CLOSE):
        out[last] = Affix(before) if out[last].__class__ is Affix else before
        return last
    place = next(
        place
        for place in range(last + 1, len(out))
        if (mark := out[place]).__class__ is Mark and mark.kind == QUOTE_CLOSE
    )
    out[last] = Affix(before[:own]) if out[last].__class__ is Affix else before[:own]
    out.insert(place, Affix(moved))
    return place


def _with_quotes(tokens: list[Token], quotes: Quotes) -> list[Token]:
    """Quotation marks as text, outer and inner by their depth."""
    levels: list[int] = []
    for place, token in enumerate(tokens):
        if isinstance(token, Mark):
            if token.kind == QUOTE_OPEN:
                levels.append(2 - levels[-1] if levels else 2 if token.value == "inner" else 0)
                tokens[place] = quotes[levels[-1]]
            elif token.kind == QUOTE_CLOSE:
                tokens[place] = quotes[levels.pop() + 1]
    return tokens
