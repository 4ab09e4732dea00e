"""A CSL item as an item of Zotero, and back.

Public: :class:`ZoteroItem`, :func:`to_zotero`, :func:`from_zotero`. ``data`` has the shape of Zotero's API
(``itemType``, its fields, ``creators``, ``tags``, ``extra``); the notes are children of their own there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from citekit.formats.credits import credits_besides
from citekit.formats.dates import date_text, read_date_text
from citekit.formats.exchange import keyword_of, tags_of
from citekit.formats.name_parts import from_two_parts, two_parts
from citekit.formats.place import with_credits
from citekit.formats.zotero.extra import read_extra, write_extra
from citekit.formats.zotero.types import (
    DATE_FIELDS,
    csl_fields,
    csl_roles,
    csl_type,
    is_exact,
    zotero_type,
)
from citekit.model import CslItem
from citekit.model.schema import DATES, NAMES

_NEVER_IN_EXTRA = frozenset(
    {"id", "type", "citation-key", "custom", "issued", "accessed", "keyword", "note", "annote"}
)
_BREAK = re.compile(r"<br\s*/?>\s*")
_PARAGRAPH = re.compile(r"</(?:p|div|h[1-6]|li)>\s*")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(slots=True)
class ZoteroItem:
    """``data`` as Zotero's API has it, without the notes; ``notes`` in HTML."""

    data: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def to_zotero(item: CslItem) -> ZoteroItem:
    """The item of Zotero: every creator with its role, and in Extra what its type has no field for."""
    csl = str(item.get("type") or "document")
    known = zotero_type(csl)
    data: dict[str, Any] = {"itemType": known.name}
    extra = [] if is_exact(csl) else ["type"]
    creators: list[dict[str, str]] = []
    for name, value in item.items():
        if name in NAMES and name in known.roles and isinstance(value, list):
            creators += [_creator(known.roles[name], one) for one in value]
        elif name in known.fields and isinstance(value, str | int) and "\n" not in str(value):
            data[known.fields[name]] = str(value)
        elif name == "abstract":
            data["abstractNote"] = str(value)
        elif name not in _NEVER_IN_EXTRA:
            extra.append(name)
    if creators:
        data["creators"] = creators
    if isinstance(item.get("issued"), dict):
        data[DATE_FIELDS.get(known.name, "date")] = date_text(item["issued"])
    if isinstance(item.get("accessed"), dict):
        data["accessDate"] = date_text(item["accessed"])
    if key := item.get("citation-key") or item.get("id"):
        data["citationKey"] = str(key)
    credits = credits_besides(item)
    if written := write_extra(item, sorted(extra), credits):
        data["extra"] = written
    if keyword := item.get("keyword"):
        data["tags"] = [{"tag": tag} for tag in tags_of(str(keyword))]
    return ZoteroItem(data, [_as_html(str(item["annote"]))] if item.get("annote") else [])


def from_zotero(zotero: ZoteroItem, id: str) -> CslItem:
    """The CSL item of an item of Zotero."""
    data = zotero.data
    kind = str(data.get("itemType") or "document")
    item: CslItem = {"id": id, "type": csl_type(kind)}
    fields, roles = csl_fields(kind), csl_roles(kind)
    for name, value in data.items():
        if name in fields and isinstance(value, str) and value:
            item.setdefault(fields[name], value)
    if title := data.get("title"):
        # RDF and some exports have it under this name for laws and cases too.
        item.setdefault("title", str(title))
    for creator in data.get("creators") or ():
        role = roles.get(str(creator.get("creatorType")), "contributor")
        item.setdefault(role, []).append(_name(creator))
    issued = read_date_text(str(data.get(DATE_FIELDS.get(kind, "date")) or data.get("date") or ""))
    accessed = read_date_text(str(data.get("accessDate") or ""))
    extra = read_extra(str(data.get("extra") or ""))
    item |= {field: value for field, value in (("issued", issued), ("accessed", accessed)) if value}
    for name, value in extra.items():
        if name in DATES or name == "type":
            item[name] = value
        else:
            item.setdefault(name, value)
    if key := data.get("citationKey"):
        item["citation-key"] = str(key)
    tags = [
        str(tag.get("tag", "")) if isinstance(tag, Mapping) else str(tag) for tag in data.get("tags") or ()
    ]
    if tags:
        item["keyword"] = keyword_of(tags)
    if notes := [text for note in zotero.notes if (text := _as_text(note))]:
        item["annote"] = "\n\n".join(notes)
    with_credits(item)
    return item


def _creator(role: str, name: dict[str, Any]) -> dict[str, str]:
    parts = two_parts(name)
    if parts is None:
        return {"creatorType": role, "name": str(name["literal"])}
    return {"creatorType": role, "lastName": parts[0], "firstName": parts[1]}


def _name(creator: Mapping[str, Any]) -> dict[str, Any]:
    if "name" in creator or creator.get("fieldMode") == 1:
        return {"literal": str(creator.get("name") or creator.get("lastName") or "")}
    return from_two_parts(str(creator.get("lastName") or ""), str(creator.get("firstName") or ""))


def _as_html(text: str) -> str:
    paragraphs = (html.escape(part, quote=False).replace("\n", "<br/>") for part in text.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _as_text(note: str) -> str:
    broken = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", note))
    return html.unescape(_TAG.sub("", broken)).strip("\n ")
