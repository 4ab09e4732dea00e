"""The items of a Zotero RDF file: each property that Zotero's own translator writes.

Public: :func:`item_type`, :func:`is_part`, :func:`read_item`, :func:`id_of`, :func:`custom_of`,
:func:`with_custom`, :func:`line_of`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from citekit.formats.exchange import damaged
from citekit.formats.zotero.item import ZoteroItem
from citekit.model import CslItem, Diagnostic

if TYPE_CHECKING:
    from lxml.etree import _Element
from citekit.formats.zotero.names import qualified, shortened

_READ = {
    "dc:title": "title",
    "dcterms:abstract": "abstractNote",
    "dc:date": "date",
    "dcterms:dateSubmitted": "accessDate",
    "dc:rights": "rights",
    "bib:pages": "pages",
    "prism:edition": "edition",
    "prism:volume": "volume",
    "prism:number": "issue",
    "dcterms:medium": "medium",
    "dc:coverage": "archiveLocation",
    "dc:description": "extra",
    "dc:type": "type",
    "dc:source": "publicationTitle",
    "dc:language": "language",
    "dcterms:alternative": "journalAbbreviation",
}


IDENTIFIERS = ("ISBN", "ISSN", "DOI")


_BIB_TYPES = {
    "Book": "book",
    "BookSection": "bookSection",
    "Thesis": "thesis",
    "Letter": "letter",
    "Manuscript": "manuscript",
    "Interview": "interview",
    "Report": "report",
    "Patent": "patent",
    "MotionPicture": "film",
    "Illustration": "artwork",
    "Image": "artwork",
    "Legislation": "statute",
    "Recording": "audioRecording",
    "Document": "document",
    "Article": "journalArticle",
}


def item_type(node: _Element) -> str | None:
    """The item type of a node; None for a note, an attachment, a collection or what an item is part of."""
    if written := _text(node.find(qualified("z:itemType"))):
        return None if written in ("note", "attachment") else written
    kind = str(node.tag).rpartition("}")[2]
    if (
        str(node.tag) == qualified(f"bib:{kind}")
        and kind in _BIB_TYPES
        and node.find(qualified("dc:title")) is not None
    ):
        return _BIB_TYPES[kind]
    return None


def is_part(node: _Element) -> bool:
    """Whether a node belongs to an item: a note, an attachment, or what the item is part of."""
    return shortened(node) in {"bib:Memo", "z:Attachment", "bib:Journal", "bib:Series", "bib:Periodical"}


def read_item(node: _Element, kind: str, resources: dict[str, _Element]) -> ZoteroItem:
    """The item of a node; ``resources`` are the nodes that properties point to."""
    data: dict[str, Any] = {"itemType": kind}
    zotero = ZoteroItem(data)
    for child in node:
        short = shortened(child)
        prefix, _, local = short.partition(":")
        if short == "z:itemType":
            continue
        target = _target(child, resources)
        if local.endswith("s") and (sequence := child.find(qualified("rdf:Seq"))) is not None:
            data.setdefault("creators", []).extend(_creators(sequence, local.removesuffix("s")))
        elif short == "dcterms:isPartOf" and target is not None:
            _read_part(data, target, resources)
        elif short == "dc:publisher":
            _read_publisher(data, child, target)
        elif short == "dc:identifier":
            _read_identifier(data, child, target)
        elif short == "dc:subject":
            _read_subject(data, child, target)
        elif short == "bib:presentedAt" and target is not None:
            data["conferenceName"] = _text(target.find(qualified("dc:title")))
        elif short == "dcterms:isReferencedBy" and target is not None:
            zotero.notes.append(_text(target.find(qualified("rdf:value"))))
        elif prefix == "z" or short in _READ:
            data.setdefault(local if prefix == "z" else _READ[short], _text(child))
    return zotero


def _target(child: _Element, resources: dict[str, _Element]) -> _Element | None:
    """The node within a property, or that it points to."""
    if len(child):
        return child[0]
    return resources.get(child.get(qualified("rdf:resource")) or "")


def _creators(sequence: _Element, role: str) -> Iterable[dict[str, str]]:
    for person in sequence.iter(qualified("foaf:Person")):
        found = {str(part.tag).rpartition("}")[2].lower(): _text(part) for part in person}
        last = found.get("surname") or found.get("familyname") or found.get("lastname") or ""
        first = found.get("givenname", found.get("firstname"))
        if first is None:
            yield {"creatorType": role, "name": last}
        else:
            yield {"creatorType": role, "lastName": last, "firstName": first}


def _read_part(data: dict[str, Any], part: _Element, resources: dict[str, _Element]) -> None:
    short = shortened(part)
    if short == "bib:Series":
        names = {"dc:title": "series", "dcterms:alternative": "seriesTitle", "dc:identifier": "seriesNumber"}
    elif short == "bib:Part":
        names = {"dc:title": "section"}
    else:
        names = {name: field for name, field in _READ.items() if name.startswith(("prism:", "dcterms:alt"))}
        names |= {"dc:title": "publicationTitle"}
    for child in part:
        name = shortened(child)
        if name == "dcterms:isPartOf" and (target := _target(child, resources)) is not None:
            _read_part(data, target, resources)
        elif name in names:
            data.setdefault(names[name], _text(child))
        elif name == "dc:identifier":
            _read_identifier(data, child, _target(child, resources))


def _read_publisher(data: dict[str, Any], child: _Element, organization: _Element | None) -> None:
    if organization is None:
        data["publisher"] = _text(child)
        return
    for part in organization.iter():
        if part.tag == qualified("foaf:name"):
            data["publisher"] = _text(part)
        elif part.tag == qualified("vcard:locality"):
            data["place"] = _text(part)


def _read_identifier(data: dict[str, Any], child: _Element, target: _Element | None) -> None:
    if target is not None:
        if target.tag == qualified("dcterms:URI"):
            data.setdefault("url", _text(target.find(qualified("rdf:value"))))
        return
    text = _text(child)
    name, _, value = text.partition(" ")
    if name in IDENTIFIERS and value:
        data.setdefault(name, value)
    elif text.startswith("10."):
        data.setdefault("DOI", text)


def _read_subject(data: dict[str, Any], child: _Element, target: _Element | None) -> None:
    if target is None:
        data.setdefault("tags", []).append({"tag": _text(child)})
    elif target.tag == qualified("z:AutomaticTag"):
        data.setdefault("tags", []).append({"tag": _text(target.find(qualified("rdf:value")))})
    else:
        data.setdefault("callNumber", _text(target.find(qualified("rdf:value"))))


def _text(node: _Element | None) -> str:
    return "" if node is None else "".join(str(text) for text in node.itertext())


def line_of(node: _Element) -> int:
    """The line on which a node begins."""
    line: Any = node.sourceline
    return int(line or 1)


def id_of(about: str, zotero: ZoteroItem, place: int) -> str:
    """The id of an item: the fragment that it is about, where it is no number of Zotero; else its key."""
    if about.startswith("#") and not about.startswith("#item_"):
        return unquote(about[1:])
    return str(zotero.data.get("citationKey") or about.removeprefix("#") or f"item-{place}")


def custom_of(node: _Element, found: list[Diagnostic]) -> Any:
    """The ``custom`` that citekit wrote; one that is broken goes to ``found``."""
    child = node.find(qualified("citekit:custom"))
    if child is None:
        return None
    try:
        return json.loads(_text(child))
    except json.JSONDecodeError as error:
        found.append(damaged(line_of(child), f"citekit:custom is broken and left out: {error.msg}"))
        return None


def with_custom(item: CslItem, custom: Any) -> CslItem:
    """The item with the ``custom`` that the file holds whole, in place of what its Extra says of it."""
    return {**item, "custom": custom} if isinstance(custom, dict) else item
