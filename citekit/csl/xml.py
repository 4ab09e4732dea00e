"""The XML of styles and locales, as plain elements.

Public: :class:`Element`, :func:`parse`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from citekit.csl.errors import StyleError

CSL = "{http://purl.org/net/xbiblio/csl}"
LARGEST_STYLE = 10 * 2**20


@dataclass(slots=True)
class Element:
    """An element of a style: its name without the namespace, its attributes, children, text and line."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""
    line: int = 0

    def get(self, name: str, default: str | None = None) -> str | None:
        """The attribute ``name``."""
        return self.attributes.get(name, default)

    def find(self, tag: str) -> Element | None:
        """The first child with this tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list[Element]:
        """The children with this tag."""
        return [child for child in self.children if child.tag == tag]

    def walk(self) -> Iterator[Element]:
        """This element and all that is inside, in order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(element.children)


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
    return _element(root)


def _without_declaration(data: bytes) -> bytes:
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"<?xml"):
        head, _, rest = data.partition(b"?>")
        return b"\n" * head.count(b"\n") + rest
    return data


def _element(node: etree._Element) -> Element:
    """The element of an lxml node, without recursion: a hostile style nests deeply."""
    root = _plain(node)
    stack = [(node, root)]
    while stack:
        source, element = stack.pop()
        for child in source:
            if not isinstance(child.tag, str):
                continue
            plain = _plain(child)
            element.children.append(plain)
            stack.append((child, plain))
    return root


def _plain(node: etree._Element) -> Element:
    return Element(
        str(node.tag).rpartition("}")[2],
        {str(name).rpartition("}")[2]: str(value) for name, value in node.attrib.items()},
        text=node.text or "",
        line=int(str(node.sourceline or 0)),
    )
