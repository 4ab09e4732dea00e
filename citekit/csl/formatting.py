"""Formatting, affixes, quotes, text-case and display of an element (CSL 1.0.2, "Formatting", "Affixes",
"Display", "Quotes", "Strip-periods", "Text-case").

Public: :class:`Look`, :func:`look_of`.
"""

from __future__ import annotations

from dataclasses import dataclass

from citekit.csl.tree import Formatting, Node, Tree
from citekit.csl.xml import Element

_FORMATTING = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element looks; makes the nodes of what it renders."""

    formatting: Formatting = ()
    prefix: str = ""
    suffix: str = ""
    quotes: bool = False
    text_case: str = ""
    strip_periods: bool = False
    display: str = ""

    @property
    def plain(self) -> bool:
        """Whether there is nothing to add to the text."""
        return not (self.formatting or self.prefix or self.suffix or self.quotes or self.display)

    def node(self, children: list[Tree], delimiter: str) -> Node:
        """A node of this look."""
        return Node(children, self.formatting, self.prefix, self.suffix, delimiter, self.quotes, self.display)

    def wrap(self, children: list[Tree]) -> Tree:
        """The children in this look; the child itself where there is nothing to add."""
        if self.plain and len(children) == 1:
            return children[0]
        return self.node(children, "")

    def strip(self, text: str) -> str:
        """The text without its full stops where the element asks for that."""
        return text.replace(".", "") if self.strip_periods else text


def look_of(element: Element, *, affixes: bool = True) -> Look:
    """The look that an element's attributes give."""
    attributes = element.attributes
    formatting = tuple((name, attributes[name]) for name in _FORMATTING if name in attributes)
    return Look(
        formatting=formatting,
        prefix=attributes.get("prefix", "") if affixes else "",
        suffix=attributes.get("suffix", "") if affixes else "",
        quotes=attributes.get("quotes") == "true",
        text_case=attributes.get("text-case", ""),
        strip_periods=attributes.get("strip-periods") == "true",
        display=attributes.get("display", ""),
    )
