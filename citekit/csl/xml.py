"""The XML of styles and locales, as plain elements.

Public: :class:`Element`, :func:`parse`. Read by expat, which the standard library carries: a process that
prints one note loads no larger parser for it.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from citekit.csl.errors import StyleError

_TWICE_ESCAPED = r"&amp;(?=#(?:9|10|13|[3-9][0-9]|[1-9][0-9]{2,4}|x[0-9A-Fa-f]{2,4});)"
LARGEST_STYLE = 10 * 2**20


class Element:
    """An element of a style: its name without a prefix, its attributes, line and children; the text of terms."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str, default: str | None = None) -> str | None:
        """The attribute ``name``."""
        return self.attributes.get(name, default)

    def find(self, tag: str) -> Element | None:
        """The first child with this tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list[Element]:
        """The children with this tag."""
        return [child for child in self.children if child.tag == tag]

    def whole(self) -> list[Element]:
        """This element and all that is inside, the outer before the inner."""
        found = [self]
        for element in found:
            found += element.children
        return found

    def values(self, name: str) -> list[str]:
        """The attribute ``name`` of this element and of all that is inside, where it is set."""
        return [element.attributes[name] for element in self.whole() if name in element.attributes]

    def line_of(self, name: str, value: str) -> int | None:
        """The line where the attribute has the value."""
        return next((element.line for element in self.whole() if element.attributes.get(name) == value), None)


def parse(xml: str | bytes) -> Element:
    """The root element; raises StyleError with the line for what is no well-formed XML.

    Nothing is fetched, and an XML that declares entities is refused: no style needs any.
    """
    if len(xml) > LARGEST_STYLE:
        raise StyleError(f"is larger than {LARGEST_STYLE // 2**20} MB, which no style is")
    xml = _once_escaped(xml)
    # The declaration of a text may name another encoding than the one that it now has.
    parser = expat.ParserCreate("utf-8" if isinstance(xml, str) else None)
    builder = _Builder(parser)
    try:
        parser.Parse(xml.strip(), True)
    except expat.ExpatError as error:
        raise StyleError(f"is no well-formed XML: {expat.ErrorString(error.code)}", error.lineno) from error
    except (LookupError, ValueError) as error:
        raise StyleError(f"is not in an encoding that can be read: {error}") from error
    return builder.top.children[0]


def _once_escaped(xml: str | bytes) -> str | bytes:
    """The XML without the character references that some styles escape twice, so that their letters would
    print ("p.&amp;#160;5")."""
    if isinstance(xml, str):
        return re.sub(_TWICE_ESCAPED, "&", xml) if "&amp;#" in xml else xml
    return re.sub(_TWICE_ESCAPED.encode(), b"&", xml) if b"&amp;#" in xml else xml


class _Builder:
    """Makes elements of what the parser reads."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.top = Element("", {}, 0)
        self._open = [self.top]
        self._parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if "xml:lang" in attributes:
            attributes["lang"] = attributes.pop("xml:lang")
        element = Element(tag, attributes, self._parser.CurrentLineNumber)
        self._open[-1].children.append(element)
        self._open.append(element)
        if tag == "term":
            self._parser.CharacterDataHandler = self._text

    def _end(self, tag: str) -> None:
        if self._open.pop().tag == "term":
            self._parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        self._open[-1].text += text

    def _entity(self, name: str, *declared: object) -> None:
        raise StyleError(
            f"declares the XML entity {name!r}, which no style needs", self._parser.CurrentLineNumber
        )
