"""XML as citekit reads and writes it: no entities, no network, and no character that XML forbids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citekit.errors import InvalidData

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(value: Any) -> Any:
    """``value`` without the characters that XML 1.0 has no place for (section 2.2, Char)."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: allowed(part) for key, part in value.items()}
    return [allowed(part) for part in value] if isinstance(value, list) else value


def parsed_xml(text: str) -> _Element:
    """The root of an XML text; raises InvalidData, with the line, where it is broken.

    An entity is not read and no external part is loaded: a file that declares one is refused.
    """
    from lxml import etree

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
