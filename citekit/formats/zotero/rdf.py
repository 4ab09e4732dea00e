"""Zotero RDF, the one file format from which Zotero takes everything over; read with lxml.

Written are the properties that Zotero's own translator writes and reads; what it has no property for, and
``custom``, which only citekit reads, stands in a namespace of its own, which Zotero passes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from citekit.errors import InvalidData
from citekit.formats.exchange import Imported, Losses, Written
from citekit.formats.tex.writing import unique_keys
from citekit.formats.xml import escaped, parsed_xml, serialized
from citekit.formats.zotero.item import ZoteroItem, from_zotero, to_zotero
from citekit.model import CslItem, Diagnostic

if TYPE_CHECKING:
    from lxml.etree import _Element
from citekit.formats.zotero.names import SPACES, qualified, shortened
from citekit.formats.zotero.reading import (
    IDENTIFIERS,
    custom_of,
    id_of,
    is_part,
    item_type,
    line_of,
    read_item,
    with_custom,
)

_PROPERTIES = {
    "title": "dc:title",
    "nameOfAct": "dc:title",
    "caseName": "dc:title",
    "abstractNote": "dcterms:abstract",
    "date": "dc:date",
    "rights": "dc:rights",
    "pages": "bib:pages",
    "edition": "prism:edition",
    "interviewMedium": "dcterms:medium",
    "artworkMedium": "dcterms:medium",
}
"""Zotero's fields -> the properties of an item; any other field is a property ``z:field``."""


_BIB_ROLES = frozenset({"author", "editor", "contributor"})


_PUBLISHERS = frozenset(
    "publisher institution university distributor label company network repository".split()
)


_CONTAINERS = {
    "journalArticle": ("bib:Journal", "publicationTitle"),
    "magazineArticle": ("bib:Periodical", "publicationTitle"),
    "newspaperArticle": ("bib:Newspaper", "publicationTitle"),
    "bookSection": ("bib:Book", "bookTitle"),
    "encyclopediaArticle": ("bib:Book", "encyclopediaTitle"),
    "dictionaryEntry": ("bib:Book", "dictionaryTitle"),
    "conferencePaper": ("bib:Journal", "proceedingsTitle"),
    "webpage": ("z:Website", "websiteTitle"),
    "blogPost": ("z:Blog", "blogTitle"),
    "forumPost": ("z:Forum", "forumTitle"),
}
"""Item type -> the kind of what it is part of, and the field for its title."""


_SERIES = {"series": "dc:title", "seriesTitle": "dc:title", "seriesNumber": "dc:identifier"}


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as Zotero RDF, each about a resource of its own."""
    from lxml import etree

    losses = Losses()
    root = etree.Element(qualified("rdf:RDF"), nsmap=SPACES)
    for item, about in zip(items, _resources(items), strict=True):
        zotero = to_zotero(item)
        custom = item.get("custom")
        node, notes = _write_item(root, zotero, about, custom)
        read = read_item(node, zotero.data["itemType"], notes)
        losses.compare(item, with_custom(from_zotero(read, id_of(about, read, 0)), custom))
    return Written(serialized(root), losses.diagnostics("zotero-rdf"))


def parse(text: str) -> Imported:
    """The items of a Zotero export; raises InvalidData, with the line, where it is no XML or no RDF."""
    root = parsed_xml(text)
    if root.tag != qualified("rdf:RDF"):
        raise InvalidData("line 1: is no RDF: it does not begin with rdf:RDF")
    resources = {
        about: node
        for node in root
        if (about := node.get(qualified("rdf:about")) or node.get(qualified("rdf:ID")))
    }
    resources |= {f"#{node.get(qualified('rdf:ID'))}": node for node in root if node.get(qualified("rdf:ID"))}
    parts = {target for node in root.iter() if (target := node.get(qualified("rdf:resource")))}
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    left_out: dict[str, int] = {}
    for node in root:
        if not isinstance(node.tag, str):
            continue
        kind = item_type(node)
        about = node.get(qualified("rdf:about")) or ""
        if kind is None:
            if about not in parts and not is_part(node):
                left_out.setdefault(shortened(node), line_of(node))
            continue
        zotero = read_item(node, kind, resources)
        item = from_zotero(zotero, id_of(about, zotero, len(items) + 1))
        items.append(with_custom(item, custom_of(node, found)))
    found += (
        Diagnostic("field-not-carried", f"line {line}: {kind} is no item of a bibliography; it is left out")
        for kind, line in left_out.items()
    )
    return Imported(tuple(items), tuple(found))


def _resources(items: Sequence[CslItem]) -> list[str]:
    """A fragment for each item, no two alike: of two items with one resource Zotero drops the second."""
    named = [{"id": item.get("id")} for item in items]
    return [f"#{quote(key, safe='.:-_~+')}" for key in unique_keys(named)]


def _add(parent: _Element, short: str, text: str | None = None) -> _Element:
    from lxml import etree

    node = etree.SubElement(parent, qualified(short))
    if text is not None:
        node.text = text
    return node


def _write_item(
    root: _Element, zotero: ZoteroItem, about: str, custom: Any
) -> tuple[_Element, dict[str, _Element]]:
    """The node of an item, and its notes by the resources that they are about."""
    data = dict(zotero.data)
    node = _add(root, "rdf:Description")
    node.set(qualified("rdf:about"), about)
    kind = data.pop("itemType")
    _add(node, "z:itemType", kind)
    _write_creators(node, data.pop("creators", ()))
    holder = _write_container(node, kind, data)
    _write_series(holder, data)
    _write_publisher(node, data)
    for tag in data.pop("tags", ()):
        _add(node, "dc:subject", tag["tag"])
    if url := data.pop("url", None):
        _add(_add(_add(node, "dc:identifier"), "dcterms:URI"), "rdf:value", url)
    for name in IDENTIFIERS:
        if name in data:
            _add(holder if name == "ISSN" else node, "dc:identifier", f"{name} {data.pop(name)}")
    if conference := data.pop("conferenceName", None):
        _add(_add(_add(node, "bib:presentedAt"), "bib:Conference"), "dc:title", conference)
    for name, value in data.items():
        _add(node, _PROPERTIES.get(name, f"z:{'type' if name.endswith('Type') else name}"), value)
    notes = {}
    for number, note in enumerate(zotero.notes, 1):
        resource = f"{about}-note-{number}"
        _add(node, "dcterms:isReferencedBy").set(qualified("rdf:resource"), resource)
        memo = _add(root, "bib:Memo")
        memo.set(qualified("rdf:about"), resource)
        _add(memo, "rdf:value", note)
        notes[resource] = memo
    if custom:
        _add(node, "citekit:custom", escaped(json.dumps(custom, ensure_ascii=False, sort_keys=True)))
    return node, notes


def _write_creators(node: _Element, creators: Iterable[dict[str, str]]) -> None:
    sequences: dict[str, _Element] = {}
    for creator in creators:
        role = creator["creatorType"]
        if role not in sequences:
            prefix = "bib" if role in _BIB_ROLES else "z"
            sequences[role] = _add(_add(node, f"{prefix}:{role}s"), "rdf:Seq")
        person = _add(_add(sequences[role], "rdf:li"), "foaf:Person")
        if "name" in creator:
            _add(person, "foaf:surname", creator["name"])
        else:
            _add(person, "foaf:surname", creator["lastName"])
            _add(person, "foaf:givenName", creator["firstName"])


def _write_container(node: _Element, kind: str, data: dict[str, Any]) -> _Element:
    """What the item is part of, with its title, volume and issue; the item itself where it is part of none."""
    if kind not in _CONTAINERS:
        return node
    container, title = _CONTAINERS[kind]
    within = {
        "dc:title": data.pop(title, None),
        "dcterms:alternative": data.pop("journalAbbreviation", None),
        "prism:volume": data.pop("volume", None),
        "prism:number": data.pop("issue", None),
    }
    if not any(within.values()) and "ISSN" not in data:
        return node
    holder = _add(_add(node, "dcterms:isPartOf"), container)
    for short, value in within.items():
        if value:
            _add(holder, short, value)
    return holder


def _write_series(holder: _Element, data: dict[str, Any]) -> None:
    values = {short: data.pop(name) for name, short in _SERIES.items() if name in data}
    if values:
        series = _add(_add(holder, "dcterms:isPartOf"), "bib:Series")
        for short, value in values.items():
            _add(series, short, value)


def _write_publisher(node: _Element, data: dict[str, Any]) -> None:
    name = next((data.pop(field) for field in _PUBLISHERS & data.keys()), None)
    place = data.pop("place", None)
    if name or place:
        organization = _add(_add(node, "dc:publisher"), "foaf:Organization")
        if place:
            _add(_add(_add(organization, "vcard:adr"), "vcard:Address"), "vcard:locality", place)
        if name:
            _add(organization, "foaf:name", name)
