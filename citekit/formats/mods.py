"""MODS 3.8 (Library of Congress), which libraries' catalogues take; read with lxml.

The archive is a ``physicalLocation``, the shelf-mark its ``shelfLocator``; roles are MARC relators. What MODS
has no element for is a ``note`` with the field's name as its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from citekit.errors import InvalidData
from citekit.formats.credits import credit_sentences, credits_besides, joined, read_credits
from citekit.formats.dates import date_text, read_date_text
from citekit.formats.exchange import Imported, Losses, Written, keyword_of, tags_of
from citekit.formats.name_parts import from_two_parts
from citekit.formats.xml import parsed_xml, serialized
from citekit.formats.zotero.extra import LABELS, WHOLE_PARTS
from citekit.model import CslItem
from citekit.model.schema import DATES, NAMES, NUMBERS, STRINGS, TYPES

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "http://www.loc.gov/mods/v3"
_ROLES = {
    "author": "aut",
    "translator": "trl",
    "editor": "edt",
    "recipient": "rcp",
    "contributor": "ctb",
    "interviewer": "ivr",
    "compiler": "com",
    "composer": "cmp",
    "director": "drt",
    "illustrator": "ill",
    "performer": "prf",
    "producer": "pro",
}
_RELATORS = {code: role for role, code in _ROLES.items()} | {
    "author": "author",
    "creator": "author",
    "cre": "author",
    "translator": "translator",
    "editor": "editor",
    "recipient": "recipient",
    "addressee": "recipient",
    "contributor": "contributor",
}
_PARTS = {
    "family": ("non-dropping-particle", "family"),
    "given": ("given", "dropping-particle"),
    "termsOfAddress": ("suffix",),
}
"""Type of a namePart -> the parts of a CSL name in it."""
_GENRES = {
    "manuscript": ("bibutilsgt", "manuscript"),
    "personal_communication": ("marcgt", "letter"),
    "report": ("bibutilsgt", "report"),
    "book": ("marcgt", "book"),
    "chapter": ("bibutilsgt", "book chapter"),
    "article-journal": ("bibutilsgt", "journal article"),
    "article-magazine": ("bibutilsgt", "magazine article"),
    "article-newspaper": ("bibutilsgt", "newspaper article"),
    "paper-conference": ("bibutilsgt", "conference paper"),
    "thesis": ("marcgt", "thesis"),
    "webpage": ("marcgt", "web site"),
    "interview": ("marcgt", "interview"),
    "speech": ("marcgt", "speech"),
    "map": ("marcgt", "map"),
}
"""CSL type -> the authority and the word of its genre: MARC's list, or that of bibutils where MARC has none.
Any other type stands there by CSL's name."""
_AUTHORITIES = {"marcgt", "bibutilsgt", "citekit"}
_TYPES = {genre: csl for csl, (_, genre) in _GENRES.items()} | {
    "article": "article-journal",
    "academic journal": "article-journal",
    "archival": "manuscript",
    "unpublished": "manuscript",
    "letters": "personal_communication",
    "theses": "thesis",
    "technical report": "report",
    "conference publication": "paper-conference",
}
_HOSTED = {"container-title", "container-title-short", "volume", "issue", "page"}
_IDENTIFIERS = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "citation-key": "citekey"}
_SIMPLE = {
    "publisher": "originInfo/publisher",
    "publisher-place": "originInfo/place/placeTerm",
    "edition": "originInfo/edition",
    "abstract": "abstract",
    "archive": "location/physicalLocation",
    "archive_location": "location/shelfLocator",
    "URL": "location/url",
    "license": "accessCondition",
    "source": "recordInfo/recordContentSource",
    "language": "language/languageTerm",
}
"""CSL's field -> the path of its element."""
_ELSEWHERE = frozenset(
    {"id", "type", "title", "title-short", "custom", "keyword", "issued", "accessed", "collection-title"}
)


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as a collection of MODS records."""
    from lxml import etree

    losses = Losses()
    root = etree.Element(f"{{{_SPACE}}}modsCollection", nsmap={None: _SPACE})  # type: ignore[dict-item]
    for item in items:
        node = _write_item(root, item)
        losses.compare(item, _read_item(node, 0))
    return Written(serialized(root), losses.diagnostics("mods"))


def parse(text: str) -> Imported:
    """The records of a MODS file; raises InvalidData, with the line, where it is none."""
    root = parsed_xml(text)
    records = [root] if root.tag == _name("mods") else list(root.iterchildren(_name("mods")))
    if not records and root.tag != _name("modsCollection"):
        raise InvalidData("line 1: is no MODS: it has no mods element")
    return Imported(tuple(_read_item(node, place) for place, node in enumerate(records, 1)))


def _name(local: str) -> str:
    return f"{{{_SPACE}}}{local}"


def _add(parent: _Element, path: str, text: str | None = None, **attributes: str) -> _Element:
    """A new element at the end of ``path``; those on the way are used where they are there."""
    from lxml import etree

    *way, last = path.split("/")
    node = parent
    for step in way:
        inner = node.find(_name(step))
        node = etree.SubElement(node, _name(step)) if inner is None else inner
    node = etree.SubElement(node, _name(last), attributes)
    node.text = text
    return node


def _write_item(root: _Element, item: CslItem) -> _Element:
    node = _add(root, "mods")
    csl = str(item.get("type") or "document")
    for field, kind in (("title", {}), ("title-short", {"type": "abbreviated"})):
        if item.get(field):
            _add(_add(node, "titleInfo", **kind), "title", str(item[field]))
    for role, code in _ROLES.items():
        for name in item.get(role) or ():
            _write_name(node, name, code)
    _add(node, "typeOfResource", "text", **({"manuscript": "yes"} if csl == "manuscript" else {}))
    authority, word = _GENRES.get(csl, ("citekit", csl))
    _add(node, "genre", word, authority=authority)
    if item.get("genre"):
        _add(node, "genre", str(item["genre"]))
    if isinstance(item.get("issued"), dict):
        _add(node, "originInfo/dateIssued", date_text(item["issued"]))
    for field, path in _SIMPLE.items():
        if field in item:
            _add(node, path, str(item[field]))
    if (
        isinstance(item.get("accessed"), dict)
        and (url := node.find(f"{_name('location')}/{_name('url')}")) is not None
    ):
        url.set("dateLastAccessed", date_text(item["accessed"]))
    for tag in tags_of(str(item.get("keyword") or "")):
        _add(_add(node, "subject"), "topic", tag)
    _write_host(node, item)
    for field, kind_ in _IDENTIFIERS.items():
        if field in item:
            _add(node, "identifier", str(item[field]), type=kind_)
    _write_notes(node, item)
    _add(node, "recordInfo/recordIdentifier", str(item.get("id")))
    return node


def _write_name(node: _Element, name: dict[str, Any], code: str) -> None:
    person = _add(node, "name", type="corporate" if "literal" in name else "personal")
    if "literal" in name:
        _add(person, "namePart", str(name["literal"]))
    for kind, parts in _PARTS.items():
        value = " ".join(str(name[part]) for part in parts if name.get(part))
        if value and "literal" not in name:
            _add(person, "namePart", value, type=kind)
    _add(_add(person, "role"), "roleTerm", code, type="code", authority="marcrelator")


def _write_host(node: _Element, item: CslItem) -> None:
    if _HOSTED & item.keys():
        host = _add(node, "relatedItem", type="host")
        periodical = str(item.get("type")).startswith("article")
        _add(host, "genre", "periodical" if periodical else "book", authority="marcgt")
        for field, kind in (("container-title", {}), ("container-title-short", {"type": "abbreviated"})):
            if item.get(field):
                _add(_add(host, "titleInfo", **kind), "title", str(item[field]))
        for field in ("volume", "issue"):
            if item.get(field):
                _add(_add(host, "part/detail", type=field), "number", str(item[field]))
        if item.get("page"):
            _add(_add(host, "part/extent", unit="page"), "list", str(item["page"]))
    if item.get("collection-title"):
        _add(
            _add(_add(node, "relatedItem", type="series"), "titleInfo"),
            "title",
            str(item["collection-title"]),
        )


def _write_notes(node: _Element, item: CslItem) -> None:
    for field, value in item.items():
        known = {*_ELSEWHERE, *_ROLES, *_SIMPLE, *_IDENTIFIERS, *_HOSTED, "genre", "note"}
        if field in known or field in NAMES:
            continue
        text = date_text(value) if field in DATES and isinstance(value, dict) else str(value)
        _add(node, "note", text, type=field)
    credits = credits_besides(item)
    if sentences := credit_sentences(credits):
        _add(node, "note", joined(sentences), type="acquisition")
    own = (item.get("custom") or {}).get("citekit") or {}
    for part, value in {**(own.get("document") or {}), **own}.items():
        if part in LABELS and isinstance(value, str):
            _add(node, "note", value, type=part)
    if item.get("note"):
        _add(node, "note", str(item["note"]))


def _read_item(node: _Element, place: int) -> CslItem:
    kinds = node.findall(_name("genre"))
    known, authority = next(
        ((_text(genre), found) for genre in kinds if (found := genre.get("authority")) in _AUTHORITIES),
        ("", ""),
    )
    genres = [_text(genre) for genre in kinds if genre.get("authority") not in _AUTHORITIES]
    said = (_TYPES[genre.lower()] for genre in genres if genre.lower() in _TYPES)
    ours = known if authority == "citekit" else _TYPES.get(known, known)
    csl = ours if ours in TYPES else next(said, "")
    resource = node.find(_name("typeOfResource"))
    manuscript = resource is not None and resource.get("manuscript") == "yes"
    item: CslItem = {
        "id": _at(node, "recordInfo/recordIdentifier") or f"item-{place}",
        "type": csl or ("manuscript" if manuscript else "document"),
    }
    _put(item, "title", _title(node, None))
    _put(item, "title-short", _title(node, "abbreviated"))
    for name in node.findall(_name("name")):
        role = _RELATORS.get(_at(name, "role/roleTerm").lower().rstrip("."), "author")
        item.setdefault(role, []).append(_read_name(name))
    _put(item, "genre", ", ".join(genres))
    for field, path in _SIMPLE.items():
        _put(item, field, _at(node, path))
    written = _at(node, "originInfo/dateIssued") or _at(node, "originInfo/dateCreated")
    _put(item, "issued", read_date_text(written))
    url = node.find(f"{_name('location')}/{_name('url')}")
    if url is not None:
        _put(item, "accessed", read_date_text(str(url.get("dateLastAccessed") or "")))
    topics = [_text(topic) for topic in node.iterfind(f"{_name('subject')}/{_name('topic')}")]
    _put(item, "keyword", keyword_of(topics))
    _read_related(item, node)
    identifiers = {
        identifier.get("type"): _text(identifier) for identifier in node.findall(_name("identifier"))
    }
    for field, kind in _IDENTIFIERS.items():
        _put(item, field, identifiers.get(kind))
    _read_notes(item, node.findall(_name("note")))
    return item


def _read_name(node: _Element) -> dict[str, Any]:
    parts: dict[str, str] = {}
    for part in node.findall(_name("namePart")):
        kind = part.get("type") or ""
        parts[kind] = f"{parts[kind]} {_text(part)}" if kind in parts else _text(part)
    if "family" not in parts and "given" not in parts:
        last, comma, first = parts.get("", "").partition(", ")
        if comma and node.get("type") == "personal":
            return from_two_parts(last, first)
        return {"literal": parts.get("", "")}
    return from_two_parts(parts.get("family", ""), parts.get("given", ""), parts.get("termsOfAddress", ""))


def _read_related(item: CslItem, node: _Element) -> None:
    for related in node.findall(_name("relatedItem")):
        if related.get("type") == "series":
            _put(item, "collection-title", _title(related, None))
        elif related.get("type") == "host":
            _put(item, "container-title", _title(related, None))
            _put(item, "container-title-short", _title(related, "abbreviated"))
            for detail in related.iterfind(f"{_name('part')}/{_name('detail')}"):
                if detail.get("type") in ("volume", "issue"):
                    _put(item, str(detail.get("type")), _at(detail, "number"))
            first, last = (_at(related, f"part/extent/{end}") for end in ("start", "end"))
            _put(item, "page", _at(related, "part/extent/list") or "–".join(filter(None, (first, last))))


def _read_notes(item: CslItem, notes: Iterable[_Element]) -> None:
    own: dict[str, Any] = {}
    kept = []
    for note in notes:
        kind, text = note.get("type") or "", _text(note)
        if kind == "acquisition" and (read := read_credits(text))[0] and not read[1]:
            own.setdefault("credits", []).extend(read[0])
        elif kind in LABELS:
            (own if kind in WHOLE_PARTS else own.setdefault("document", {}))[kind] = text
        elif kind in DATES:
            _put(item, kind, read_date_text(text))
        elif kind in STRINGS | NUMBERS:
            _put(item, kind, text)
        else:
            kept.append(text)
    _put(item, "note", "\n\n".join(kept))
    if own:
        item["custom"] = {"citekit": own}


def _title(node: _Element, kind: str | None) -> str:
    found = next((info for info in node.findall(_name("titleInfo")) if info.get("type") == kind), None)
    if found is None:
        return ""
    title, subtitle = _at(found, "title"), _at(found, "subTitle")
    return f"{title}: {subtitle}" if subtitle else title


def _at(node: _Element, path: str) -> str:
    found = node.find("/".join(map(_name, path.split("/"))))
    return "" if found is None else _text(found)


def _text(node: _Element) -> str:
    return "".join(str(text) for text in node.itertext())


def _put(item: CslItem, field: str, value: Any) -> None:
    if value:
        item.setdefault(field, value)
