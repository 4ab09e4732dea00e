"""Punctuation and quotation marks where parts of the output meet.

Public: :func:`settled`. Marks that meet become one or stand in order, commas and full stops move inside a
closing quotation mark where the locale says so ("Locale", ``punctuation-in-quote``), and quotation marks
get their level ("Quotes": outer and inner marks alternate).
"""

from __future__ import annotations

from collections.abc import Iterable

from citekit.csl.rich_text import Quotes
from citekit.csl.tree import (
    BLOCK_CLOSE,
    BLOCK_OPEN,
    CLOSE,
    OPEN,
    PREFIX,
    QUOTE_CLOSE,
    QUOTE_OPEN,
    SUFFIX,
    Affix,
    BetweenCites,
    Mark,
    Token,
)

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


def settled(
    tokens: Iterable[Token], quotes: Quotes, *, inside: bool, brackets: Brackets | None = None
) -> list[Token]:
    """The tokens ready to be written: punctuation settled, quotation marks as text."""
    out: list[Token] = []
    last, end, own = -1, "", ""
    closed = quoted = begins = blank = opened = shut = False
    for token in tokens:
        if isinstance(token, Mark):
            kind = token.kind
            if kind == OPEN:
                opened = True
            elif kind == CLOSE:
                shut = True
            elif kind == QUOTE_OPEN:
                quoted = opened = True
            elif kind == QUOTE_CLOSE:
                closed = shut = True
            elif kind in (BLOCK_OPEN, BLOCK_CLOSE):
                if kind == BLOCK_OPEN and token.value == "block" and end.__class__ is Affix:
                    out[last] = end.reading(end.rstrip())
                # What follows a block, or another one after a blank, begins without one.
                blank = (end[-1:] == " " and not _is_apart(end)) or (blank and not end)
                begins = kind == BLOCK_CLOSE or blank or token.value == "block"
                last, end, closed = -1, "", False
            out.append(token)
            continue
        if not token:
            continue
        text = token
        if brackets is not None and text.__class__ is Affix and text.nests:
            text = brackets.turned(text)
        elif text.__class__ is BetweenCites:
            last, end, closed = -1, "", False
            out.append(text)
            continue
        if begins:
            begins = blank = False
            if text.__class__ is Affix and not (text := text.reading(text.lstrip())):
                continue
        if (
            text[0] in _BEGIN
            and last >= 0
            and (closed or end[-1:] + text[0] in _SETTLED)
            and (closed or text.__class__ is Affix or end.__class__ is Affix)
            and (text[0] not in _SPACES or not _keeps_blank(out, last, text, opened=opened, shut=shut))
            and not (shut and not (closed and inside) and _stands_apart(out, last, text))
        ):
            if own and text.__class__ is Affix and not text.apart and text.role != PREFIX:
                left, last = _meet_before(own, out, last, text, closed=closed, inside=inside)
                end, own = _text_at(out, last), ""
            else:
                left, last = _meet(out, last, text, closed=closed, inside=inside)
            if not left:
                grown = len(_text_at(out, last)) > len(end)
                end = _text_at(out, last)
                own = end[-1] if grown and _is_apart(text) and _is_whole(out, last) else ""
                opened = shut = False
                continue
            text = _like(token, left)
        last = len(out)
        end = text
        closed = opened = shut = False
        own = ""
        out.append(text)
    return _with_quotes(out, quotes) if quoted else out


def _keeps_blank(out: list[Token], last: int, text: str, *, opened: bool, shut: bool) -> bool:
    """Whether a blank stays that follows one. A prefix gives way inside its own element's, a suffix after its
    own element's, whatever formatting is between; otherwise a blank outside a formatting does not meet one
    inside. A blank in the text itself yields to its suffix alone."""
    before = _text_at(out, last)
    if not isinstance(text, Affix):
        return before[-1:] == " "
    if not isinstance(before, Affix):
        return shut or (text.role != SUFFIX and before[-1:] == " ")
    if opened:
        return shut or before.role != PREFIX
    if shut:
        return text.role != SUFFIX
    return _is_apart(before) and text.role == PREFIX


def _is_apart(text: str) -> bool:
    """Whether it is the suffix of a formatted text, or of a number of a citation."""
    return isinstance(text, Affix) and text.apart and text.role == SUFFIX


def _stands_apart(out: list[Token], last: int, text: str) -> bool:
    """Whether a mark follows the formatting of a text that is all in it, and is not the mark in which that ends.
    Markup and quotation marks of the text itself, and an apostrophe, which could be one, let them meet."""
    return (
        isinstance(text, Affix)
        and text.apart
        and _text_at(out, last)[-1:] != text[0]
        and _is_whole(out, last)
    )


def _is_whole(out: list[Token], last: int) -> bool:
    """Whether the text at ``last`` is all that a formatting of the style holds."""
    text, before = out[last], out[last - 1]
    if text.__class__ is not str or before.__class__ is not Mark or before.markup or "’" in text:
        return False
    return [token.kind for token in out[last + 1 :] if token.__class__ is Mark].count(QUOTE_CLOSE) < 2


def _text_at(tokens: list[Token], place: int) -> str:
    token = tokens[place]
    assert isinstance(token, str)
    return token


class Brackets:
    """Turns parentheses inside others into brackets, by how many are open; what a style leaves open or closes
    too often counts on."""

    def __init__(self) -> None:
        self.depth = 0

    def turned(self, affix: Affix) -> Affix:
        """The affix with its parentheses as they stand here."""
        out = ""
        for char in affix:
            if char == "(":
                out += "[" if self.depth % 2 and self.depth > 0 else char
                self.depth += 1
            elif char == ")":
                out += char if self.depth % 2 else "]"
                self.depth -= 1
            else:
                out += char
        return affix.reading(out)


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


def _meet_before(
    own: str, out: list[Token], last: int, token: str, *, closed: bool, inside: bool
) -> tuple[str, int]:
    """Settle what an element around a quoted text sets before the text's ``own`` suffix, the last mark inside."""
    out[last] = _like(out[last], _text_at(out, last)[:-1])
    left, last = _meet(out, last, token, closed=closed, inside=inside)
    end = _text_at(out, last)
    if _MEETING[own].get(end[-1:]) != own:
        out[last] = _like(out[last], end + own)
    return left, last


def _like(token: Token, text: str) -> str:
    """The text as affix or content, whatever the token is."""
    return token.reading(text) if isinstance(token, Affix) else text


def _is_text(token: Token) -> bool:
    return isinstance(token, str) and token != ""


def _put_back(out: list[Token], last: int, before: str, own: int) -> int:
    """Write what the text at ``last`` has become; what moved inside quotation marks stands right before they
    close, outside any formatting that closes earlier. Where text now ends."""
    moved = before[own:]
    following = out[last + 1] if last + 1 < len(out) else None
    if not moved or (isinstance(following, Mark) and following.kind == QUOTE_CLOSE):
        out[last] = _like(out[last], before)
        return last
    place = next(
        place
        for place in range(last + 1, len(out))
        if (mark := out[place]).__class__ is Mark and mark.kind == QUOTE_CLOSE
    )
    out[last] = _like(out[last], before[:own])
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
