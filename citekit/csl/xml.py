"""The XML of styles and locales, as plain elements.

Public: :class:`Element`, :func:`parse`.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from lxml import etree

from citekit.csl.errors import StyleError

CSL = "{http://purl.org/net/xbiblio/csl}"
_PREFIX = len(CSL)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LARGEST_STYLE = 10 * 2**20


class Element:
    """An element of a style: its name without the namespace, its attributes, text, line and children.

    The children are made when they are first asked for: of a large style an item needs a small part.
    """

    __slots__ = ("_children", "_node", "attributes", "line", "tag", "text")

    def __init__(self, node: etree._Element) -> None:
        self._node = node
        self._children: list[Element] | None = None
        tag = str(node.tag)
        self.tag = tag[_PREFIX:] if tag.startswith(CSL) else tag.rpartition("}")[2]
        self.attributes = cast(dict[str, str], dict(node.attrib))
        if _LANG in self.attributes:
            self.attributes["lang"] = self.attributes.pop(_LANG)
        self.text = node.text or ""
        self.line = cast(int, node.sourceline or 0)

    @property
    def children(self) -> list[Element]:
        """The elements directly inside, in order."""
        if self._children is None:
            self._children = [Element(child) for child in self._node if isinstance(child.tag, str)]
        return self._children

    def get(self, name: str, default: str | None = None) -> str | None:
        """The attribute ``name``."""
        return self.attributes.get(name, default)

    def find(self, tag: str) -> Element | None:
        """The first child with this tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list[Element]:
        """The children with this tag."""
        return [child for child in self.children if child.tag == tag]

    def values(self, name: str) -> list[str]:
        """The attribute ``name`` of this element and of all that is inside, in order, where it is set."""
        return cast(list[str], _attribute(name)(self._node))

    def line_of(self, name: str, value: str) -> int | None:
        """The line where the attribute first has the value."""
        return next(
            (cast(int, node.sourceline) for node in self._node.iter() if node.get(name) == value), None
        )


@cache
def _attribute(name: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*/@{name}", smart_strings=False)


def parse(xml: str | bytes) -> Element:
    """The root element; raises StyleError with the line for what is no well-formed XML.

    Entities are not resolved and nothing is fetched.
    """
    data = xml.encode("utf-8") if isinstance(xml, str) else xml
    if len(data) > LARGEST_STYLE:
        raise StyleError(f"is larger than {LARGEST_STYLE // 2**20} MB, which no style is")
    if isinstance(xml, str):
        # The declaration may name another encoding than the one that the text now has.
        data = _without_declaration(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise StyleError(f"is no well-formed XML: {error.msg}", error.lineno) from error
    return Element(root)


def _without_declaration(data: bytes) -> bytes:
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"<?xml"):
        head, _, rest = data.partition(b"?>")
        return b"\n" * head.count(b"\n") + rest
    return data
