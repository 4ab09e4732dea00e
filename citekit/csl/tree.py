"""What a style renders into, before any output format: text in order, with brackets around parts of it.

Public: :class:`Affix`, :class:`Mark` and its kinds, :func:`plain`.

The tree is kept as the line of its tokens. A ``str`` is content, an :class:`Affix` is a prefix, suffix or
delimiter of the style, and a :class:`Mark` opens or closes a part: formatting, quotation marks, a display
block, text whose case stays. Elements append to the line, and one that turns out to be empty cuts off what
it appended; punctuation and quotation marks are settled afterwards, over the whole line.
"""

from __future__ import annotations

from collections.abc import Iterable

OPEN, CLOSE, QUOTE_OPEN, QUOTE_CLOSE, CASE_OPEN, CASE_CLOSE, BLOCK_OPEN, BLOCK_CLOSE = range(8)
"""Kinds of marks: formatting, quotation marks, text whose case stays, display blocks."""


DELIMITER, PREFIX, SUFFIX = range(3)
"""Roles of affixes."""


class Affix(str):
    """A prefix, suffix or delimiter: it gives way where punctuation meets ("Affixes", "Delimiter").

    ``nests`` says that its parentheses count, so that those inside others become brackets; ``apart`` that it
    follows a formatted text, whose own marks it does not meet.
    """

    role = DELIMITER
    nests = False
    apart = False

    @classmethod
    def of(cls, text: str, role: int, *, nests: bool = False, apart: bool = False) -> Affix:
        """An affix of another role than a plain delimiter."""
        made = cls(text)
        made.role, made.nests, made.apart = role, nests, apart
        return made

    def reading(self, text: str) -> Affix:
        """The same affix with another text."""
        return Affix.of(text, self.role, nests=self.nests, apart=self.apart)


class BetweenCites(Affix):
    """The delimiter of cites, which meets nothing."""


class Mark:
    """The beginning or the end of a part of the output.

    ``name`` and ``value`` are those of a formatting attribute ("font-style", "italic") or of ``display``.
    ``markup`` says that it stands in the text of an item, where formatting inside the same formatting flips.
    """

    __slots__ = ("kind", "markup", "name", "value")

    def __init__(self, kind: int, name: str = "", value: str = "", *, markup: bool = False) -> None:
        self.kind = kind
        self.name = name
        self.value = value
        self.markup = markup

    def __repr__(self) -> str:
        return f"Mark({self.kind}, {self.name!r}, {self.value!r})"


Token = str | Mark
Tokens = tuple[Token, ...]

QUOTE_BEGIN, QUOTE_END = Mark(QUOTE_OPEN), Mark(QUOTE_CLOSE)
INNER_QUOTE_BEGIN = Mark(QUOTE_OPEN, value="inner")
CASE_BEGIN, CASE_END = Mark(CASE_OPEN), Mark(CASE_CLOSE)
CLOSING = Mark(CLOSE)
BLOCK_END = Mark(BLOCK_CLOSE)


def plain(tokens: Iterable[Token]) -> str:
    """The words of a line of tokens, affixes included, without formatting and quotation marks."""
    return "".join([token for token in tokens if token.__class__ is not Mark])  # type: ignore[misc]


def has_content(tokens: Iterable[Token]) -> bool:
    """Whether there is any text that is not an affix."""
    return str in map(type, tokens)
