"""Zotero's Extra: CSL's fields as lines, then who supplied and edited the copy, then the note.

Public: :func:`write_extra`, :func:`read_extra`, :func:`extra_line`, :func:`labelled`, :data:`LABELS`. Lines of CSL come first, under CSL's
lower-case names (``archive-place: Moscow``, ``translator: Goldberg || Gary``), so that Zotero's own citation
processor reads them; free text before them would end its reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citekit.formats.credits import credit_sentences, read_credits
from citekit.formats.dates import date_text, read_date_text
from citekit.formats.name_parts import from_two_parts, two_parts
from citekit.model import CslItem
from citekit.model.schema import DATES, NAMES, NUMBERS, STRINGS

_LINE = re.compile(r"(?P<field>[A-Za-z][A-Za-z _-]*?)[ \t]*:[ \t]*(?P<value>[^ \t].*)")
_BY_NAME = {name.lower().replace("_", "-"): name for name in (*STRINGS, *NUMBERS, *DATES, *NAMES, "type")}
LABELS = {
    "original_language": "Original language",
    "classification": "Classification",
    "registration_number": "Registration number",
    "record_number": "Record number",
    "rights": "Rights statement",
    "subjects": "Subjects",
    "donors": "Donors",
    "copy_note": "Copy",
    "extent": "Extent",
}
"""Parts of ``custom.citekit`` and of its ``document`` that are text, and their words in Extra."""
_PARTS = {label: part for part, label in LABELS.items()}
WHOLE_PARTS = frozenset({"original_language", "copy_note", "extent"})
_SEPARATOR = " || "


def write_extra(item: CslItem, fields: Sequence[str], credits: Sequence[dict[str, Any]]) -> str:
    """The Extra of an item: the lines of ``fields``, the ``credits``, what citekit noted, and the note."""
    lines = [line for field in fields for line in extra_line(field, item[field])]
    lines += [f"{sentence.rstrip('.')}." for sentence in credit_sentences(credits)]
    lines += labelled(item)
    note = str(item.get("note") or "")
    return "\n\n".join(filter(None, ("\n".join(lines), note)))


def extra_line(field: str, value: Any) -> list[str]:
    """The lines of a field: one, or one a name; none for a value that a line can't hold."""
    if field in NAMES:
        return [f"{field}: {_name_line(name)}" for name in value if isinstance(name, dict)]
    text = date_text(value) if field in DATES and isinstance(value, dict) else str(value)
    label = "Citation Key" if field == "citation-key" else field
    return [f"{label}: {text}"] if text and "\n" not in text else []


def labelled(item: CslItem) -> list[str]:
    """What ``custom.citekit`` says of the document in a word or two, a line each."""
    own = (item.get("custom") or {}).get("citekit") or {}
    values = {**(own.get("document") or {}), **{part: own[part] for part in WHOLE_PARTS if part in own}}
    return [
        f"{LABELS[part]}: {value}"
        for part, value in sorted(values.items())
        if part in LABELS and isinstance(value, str) and value and "\n" not in value
    ]


def read_extra(text: str) -> CslItem:
    """The fields that an Extra gives; what is no line of CSL, no credit and no label is the ``note``."""
    found: CslItem = {}
    lines = text.replace("\r\n", "\n").split("\n")
    # Zotero reads the lines of CSL behind one line of free text, too.
    at = 1 if len(lines) > 1 and not _take_line({}, lines[0]) and _take_line({}, lines[1]) else 0
    kept = lines[:at]
    while at < len(lines) and _take_line(found, lines[at]):
        at += 1
    own: dict[str, Any] = {}
    while at < len(lines) and (_take_label(own, lines[at]) or _take_credits(own, lines[at])):
        at += 1
    note = "\n".join([*kept, *lines[at:]]).strip("\n")
    if note:
        found["note"] = note
    if own:
        found["custom"] = {"citekit": own}
    return found


def _name_line(name: dict[str, Any]) -> str:
    parts = two_parts(name)
    return str(name["literal"]) if parts is None else _SEPARATOR.join(parts)


def _take_line(found: CslItem, line: str) -> bool:
    match = _LINE.fullmatch(line)
    field = _BY_NAME.get(match["field"].lower().replace(" ", "-").replace("_", "-")) if match else None
    if match is None or field is None:
        return False
    value = match["value"]
    if field in NAMES:
        last, separated, first = value.partition(_SEPARATOR.rstrip())
        name = from_two_parts(last.strip(), first.strip()) if separated else {"literal": value}
        found.setdefault(field, []).append(name)
    elif field in DATES:
        found.setdefault(field, read_date_text(value))
    else:
        found.setdefault(field, value)
    return True


def _take_label(own: dict[str, Any], line: str) -> bool:
    label, said, value = line.partition(": ")
    part = _PARTS.get(label)
    if part is None or not said or not value:
        return False
    (own if part in WHOLE_PARTS else own.setdefault("document", {})).setdefault(part, value)
    return True


def _take_credits(own: dict[str, Any], line: str) -> bool:
    credits, rest = read_credits(line)
    if not credits or rest:
        return False
    own.setdefault("credits", []).extend(credits)
    return True
