"""The namespaces of Zotero RDF, and names in them: ``z:itemType`` for lxml and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "citekit": "urn:citekit:",
}


def qualified(short: str) -> str:
    """A name such as ``z:itemType`` as lxml has it."""
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def shortened(node: _Element) -> str:
    """The name of a node with its namespace's usual prefix."""
    space, _, local = str(node.tag)[1:].rpartition("}")
    prefix = next((prefix for prefix, uri in SPACES.items() if uri == space), "")
    return f"{prefix}:{local}" if prefix else local
