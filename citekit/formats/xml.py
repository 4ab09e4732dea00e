"""XML as citekit reads and writes it: no entities, no network, and no character that XML forbids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citekit.errors import InvalidData

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(json_text: str) -> str:
    """A text of JSON with the characters that XML 1.0 has no place for (section 2.2, Char) as JSON escapes."""
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)


def parsed_xml(text: str) -> _Element:
    """The root of an XML text; raises InvalidData, with the line, where it is broken.

    An entity is not read and no external part is loaded: a file that declares one is refused.
    """
    from lxml import etree

    if "<!ENTITY" in text:
        raise InvalidData("is refused: it declares a document type, and citekit reads no XML entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARED.sub("", text, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InvalidData(f"is no XML: line {error.lineno}: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidData("is refused: it declares a document type, and citekit reads no XML entities")
    return root


def serialized(root: _Element) -> str:
    """The XML text of a tree, indented."""
    from lxml import etree

    etree.indent(root)
    body = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
