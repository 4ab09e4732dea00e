"""The look of elements (CSL 1.0.2, "Formatting", "Affixes", "Display", "Quotes", "Text-case", "Strip-periods").

Public: :class:`Look`, :func:`look_of`, :func:`block_of`, :func:`case_language`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from citekit.csl.text_case import change_case
from citekit.csl.tree import (
    BLOCK_END,
    BLOCK_OPEN,
    CLOSING,
    OPEN,
    PREFIX,
    QUOTE_BEGIN,
    QUOTE_END,
    SUFFIX,
    Affix,
    Mark,
    Token,
    Tokens,
)

# From the outermost to the innermost.
_FORMATTING = ("vertical-align", "text-decoration", "font-weight", "font-variant", "font-style")
_PERIOD = re.compile(r"\.(?![a-z]{2})")
"""A full stop that is no part of a name ("archive.org")."""
_LOOKS = frozenset((*_FORMATTING, "quotes", "prefix", "suffix", "text-case", "strip-periods"))
_MARKS = {
    (name, value): Mark(OPEN, name, value)
    for name, values in {
        "font-style": ("normal", "italic", "oblique"),
        "font-variant": ("normal", "small-caps"),
        "font-weight": ("normal", "bold", "light"),
        "text-decoration": ("none", "underline"),
        "vertical-align": ("baseline", "sup", "sub"),
    }.items()
    for value in values
}


class Look(NamedTuple):
    """What an element sets before and after what it prints, and what it does to the text."""

    before: Tokens = ()
    after: Tokens = ()
    text_case: str = ""
    strip_periods: bool = False

    def __bool__(self) -> bool:
        return bool(self.before or self.after or self.text_case or self.strip_periods)

    def changed(self, tokens: list[Token], start: int, language: str) -> None:
        """Change the text from ``start`` on as the element asks."""
        if self.strip_periods:
            for place in range(start, len(tokens)):
                token = tokens[place]
                if token.__class__ is str:
                    tokens[place] = _PERIOD.sub("", token)
        if self.text_case:
            change_case(tokens, start, self.text_case, language)


NO_LOOK = Look()


def look_of(attributes: Mapping[str, str], *, nests: bool = False, own: bool = False) -> Look:
    """The look that an element's attributes give; quotation marks stand around the formatting, affixes
    around both. ``nests`` says that its parentheses count among those around others, ``own`` that it prints a
    text itself."""
    if _LOOKS.isdisjoint(attributes):
        return NO_LOOK
    before: list[Token] = []
    after: list[Token] = []
    for name in _FORMATTING:
        value = attributes.get(name)
        if value and (mark := _MARKS.get((name, value))):
            before.append(mark)
            after.append(CLOSING)
    if attributes.get("quotes") == "true":
        before.insert(0, QUOTE_BEGIN)
        after.append(QUOTE_END)
    if prefix := attributes.get("prefix"):
        before.insert(0, Affix.of(prefix, PREFIX, nests=nests))
    if suffix := attributes.get("suffix"):
        after.append(
            Affix.of(
                suffix,
                SUFFIX,
                nests=nests,
                apart=own and (bool(after) or attributes.get("variable") == "citation-number"),
            )
        )
    return Look(
        tuple(before),
        tuple(after),
        attributes.get("text-case", ""),
        attributes.get("strip-periods") == "true",
    )


def case_language(look: Look, lang: str) -> str:
    """The language by which a style's own words change their case. Title case, which no item but an English
    one takes ("Non-English Items"), sets theirs in capitals in any language."""
    return "en" if look.text_case == "title" else lang


def block_of(attributes: Mapping[str, str]) -> Look:
    """The display block that an element's attributes ask for."""
    return Look((Mark(BLOCK_OPEN, "display", attributes["display"]),), (BLOCK_END,))
