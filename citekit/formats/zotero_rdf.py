"""Zotero RDF, the one file format from which Zotero takes everything over; read with lxml.

Written are the properties that Zotero's own translator writes and reads; what it has no property for, and
``custom``, which only citekit reads, stands in a namespace of its own, which Zotero passes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from citekit.errors import InvalidData
from citekit.formats.exchange import Imported, Losses, Written, damaged
from citekit.formats.tex.writing import unique_keys
from citekit.formats.xml import allowed, parsed_xml, serialized
from citekit.formats.zotero_item import ZoteroItem, from_zotero, to_zotero
from citekit.model import CslItem, Diagnostic

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = {
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
_BIB_ROLES = frozenset({"author", "editor", "contributor"})
_IDENTIFIERS = ("ISBN", "ISSN", "DOI")
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


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as Zotero RDF, each about a resource of its own."""
    from lxml import etree

    losses = Losses()
    root = etree.Element(_name("rdf:RDF"), nsmap=_SPACES)
    for item, about in zip(items, _resources(items), strict=True):
        zotero = to_zotero(allowed(item))
        custom = allowed(item.get("custom"))
        losses.compare(item, _with_custom(from_zotero(zotero, _id(about, zotero, 0)), custom))
        _write_item(root, zotero, about, custom)
    return Written(serialized(root), losses.diagnostics("zotero-rdf"))


def parse(text: str) -> Imported:
    """The items of a Zotero export; raises InvalidData, with the line, where it is no XML or no RDF."""
    root = parsed_xml(text)
    if root.tag != _name("rdf:RDF"):
        raise InvalidData("line 1: is no RDF: it does not begin with rdf:RDF")
    resources = {
        about: node for node in root if (about := node.get(_name("rdf:about")) or node.get(_name("rdf:ID")))
    }
    resources |= {f"#{node.get(_name('rdf:ID'))}": node for node in root if node.get(_name("rdf:ID"))}
    parts = {target for node in root.iter() if (target := node.get(_name("rdf:resource")))}
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    left_out: dict[str, int] = {}
    for node in root:
        if not isinstance(node.tag, str):
            continue
        kind = _item_type(node, resources)
        about = node.get(_name("rdf:about")) or ""
        if kind is None:
            if about not in parts and not _is_part(node):
                left_out.setdefault(_short(node), _line(node))
            continue
        zotero = _read_item(node, kind, resources)
        item = from_zotero(zotero, _id(about, zotero, len(items) + 1))
        items.append(_with_custom(item, _custom(node, found)))
    found += (
        Diagnostic("field-not-carried", f"line {line}: {kind} is no item of a bibliography; it is left out")
        for kind, line in left_out.items()
    )
    return Imported(tuple(items), tuple(found))


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def _short(node: _Element) -> str:
    space, _, local = str(node.tag)[1:].rpartition("}")
    prefix = next((prefix for prefix, uri in _SPACES.items() if uri == space), "")
    return f"{prefix}:{local}" if prefix else local


def _resources(items: Sequence[CslItem]) -> list[str]:
    """A fragment for each item, no two alike: of two items with one resource Zotero drops the second."""
    named = [{"id": item.get("id")} for item in items]
    return [f"#{quote(key, safe='.:-_~+')}" for key in unique_keys(named)]


def _add(parent: _Element, short: str, text: str | None = None) -> _Element:
    from lxml import etree

    node = etree.SubElement(parent, _name(short))
    if text is not None:
        node.text = text
    return node


def _write_item(root: _Element, zotero: ZoteroItem, about: str, custom: Any) -> None:
    data = dict(zotero.data)
    node = _add(root, "rdf:Description")
    node.set(_name("rdf:about"), about)
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
    for name in _IDENTIFIERS:
        if name in data:
            _add(holder if name == "ISSN" else node, "dc:identifier", f"{name} {data.pop(name)}")
    if conference := data.pop("conferenceName", None):
        _add(_add(_add(node, "bib:presentedAt"), "bib:Conference"), "dc:title", conference)
    for name, value in data.items():
        _add(node, _PROPERTIES.get(name, f"z:{'type' if name.endswith('Type') else name}"), value)
    for number, note in enumerate(zotero.notes, 1):
        resource = f"{about}-note-{number}"
        _add(node, "dcterms:isReferencedBy").set(_name("rdf:resource"), resource)
        memo = _add(root, "bib:Memo")
        memo.set(_name("rdf:about"), resource)
        _add(memo, "rdf:value", note)
    if custom:
        _add(node, "citekit:custom", json.dumps(custom, ensure_ascii=False, sort_keys=True))


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


def _item_type(node: _Element, resources: dict[str, _Element]) -> str | None:
    """The item type of a node; None for a note, an attachment, a collection or what an item is part of."""
    if written := _text(node.find(_name("z:itemType"))):
        return None if written in ("note", "attachment") else written
    kind = str(node.tag).rpartition("}")[2]
    if (
        str(node.tag) == _name(f"bib:{kind}")
        and kind in _BIB_TYPES
        and node.find(_name("dc:title")) is not None
    ):
        return _BIB_TYPES[kind]
    return None


def _is_part(node: _Element) -> bool:
    return _short(node) in {"bib:Memo", "z:Attachment", "bib:Journal", "bib:Series", "bib:Periodical"}


def _read_item(node: _Element, kind: str, resources: dict[str, _Element]) -> ZoteroItem:
    data: dict[str, Any] = {"itemType": kind}
    zotero = ZoteroItem(data)
    for child in node:
        short = _short(child)
        prefix, _, local = short.partition(":")
        if short == "z:itemType":
            continue
        target = _target(child, resources)
        if local.endswith("s") and (sequence := child.find(_name("rdf:Seq"))) is not None:
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
            data["conferenceName"] = _text(target.find(_name("dc:title")))
        elif short == "dcterms:isReferencedBy" and target is not None:
            zotero.notes.append(_text(target.find(_name("rdf:value"))))
        elif prefix == "z" or short in _READ:
            data.setdefault(local if prefix == "z" else _READ[short], _text(child))
    return zotero


def _target(child: _Element, resources: dict[str, _Element]) -> _Element | None:
    """The node within a property, or that it points to."""
    if len(child):
        return child[0]
    return resources.get(child.get(_name("rdf:resource")) or "")


def _creators(sequence: _Element, role: str) -> Iterable[dict[str, str]]:
    for person in sequence.iter(_name("foaf:Person")):
        found = {str(part.tag).rpartition("}")[2].lower(): _text(part) for part in person}
        last = found.get("surname") or found.get("familyname") or found.get("lastname") or ""
        first = found.get("givenname", found.get("firstname"))
        if first is None:
            yield {"creatorType": role, "name": last}
        else:
            yield {"creatorType": role, "lastName": last, "firstName": first}


def _read_part(data: dict[str, Any], part: _Element, resources: dict[str, _Element]) -> None:
    short = _short(part)
    if short == "bib:Series":
        names = {"dc:title": "series", "dcterms:alternative": "seriesTitle", "dc:identifier": "seriesNumber"}
    elif short == "bib:Part":
        names = {"dc:title": "section"}
    else:
        names = {name: field for name, field in _READ.items() if name.startswith(("prism:", "dcterms:alt"))}
        names |= {"dc:title": "publicationTitle"}
    for child in part:
        name = _short(child)
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
        if part.tag == _name("foaf:name"):
            data["publisher"] = _text(part)
        elif part.tag == _name("vcard:locality"):
            data["place"] = _text(part)


def _read_identifier(data: dict[str, Any], child: _Element, target: _Element | None) -> None:
    if target is not None:
        if target.tag == _name("dcterms:URI"):
            data.setdefault("url", _text(target.find(_name("rdf:value"))))
        return
    text = _text(child)
    name, _, value = text.partition(" ")
    if name in _IDENTIFIERS and value:
        data.setdefault(name, value)
    elif text.startswith("10."):
        data.setdefault("DOI", text)


def _read_subject(data: dict[str, Any], child: _Element, target: _Element | None) -> None:
    if target is None:
        data.setdefault("tags", []).append({"tag": _text(child)})
    elif target.tag == _name("z:AutomaticTag"):
        data.setdefault("tags", []).append({"tag": _text(target.find(_name("rdf:value")))})
    else:
        data.setdefault("callNumber", _text(target.find(_name("rdf:value"))))


def _line(node: _Element) -> int:
    line: Any = node.sourceline
    return int(line or 1)


def _text(node: _Element | None) -> str:
    return "" if node is None else "".join(str(text) for text in node.itertext())


def _id(about: str, zotero: ZoteroItem, place: int) -> str:
    if about.startswith("#") and not about.startswith("#item_"):
        return unquote(about[1:])
    return str(zotero.data.get("citationKey") or about.removeprefix("#") or f"item-{place}")


def _custom(node: _Element, found: list[Diagnostic]) -> Any:
    child = node.find(_name("citekit:custom"))
    if child is None:
        return None
    try:
        return json.loads(_text(child))
    except json.JSONDecodeError as error:
        found.append(damaged(_line(child), f"citekit:custom is broken and left out: {error.msg}"))
        return None


def _with_custom(item: CslItem, custom: Any) -> CslItem:
    """The item with the ``custom`` that the file holds whole, in place of what its Extra says of it."""
    return {**item, "custom": custom} if isinstance(custom, dict) else item
