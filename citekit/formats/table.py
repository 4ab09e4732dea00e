"""CSV for a spreadsheet: an item a row, a field a column, and a column for each level of the shelf-mark.

The file begins with a byte order mark, without which Excel takes it for Latin-1. A value that a spreadsheet
would run as a formula is written behind an apostrophe, which the reader takes away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.credits import credit_sentences, credits_besides, joined, read_credits
from citekit.formats.dates import date_text, read_date_text
from citekit.formats.exchange import Imported, Losses, Written, damaged
from citekit.formats.name_parts import from_two_parts, two_parts
from citekit.formats.zotero.extra import LABELS, WHOLE_PARTS
from citekit.model import CslItem, Diagnostic
from citekit.model.schema import DATES, NAMES, NUMBERS, STRINGS

_FIRST = (
    "id type title title-short author recipient translator editor issued genre archive archive-place "
    "archive_location source URL language"
).split()
_LAST = ["abstract", "keyword", "note"]
_CREDITS = "credits"
_LEVEL = "archive: "
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_APART = re.compile(r"(?<!\\);")
"""What parts two names; a semicolon within a name has a backslash before it."""
_SEPARATOR = re.compile(r'"?\w+"?([,;\t])')
"""A spreadsheet saves with the separator of its language: a semicolon in German, French, Russian …"""
_MARK = "\ufeff"
_FIELDS = STRINGS | NUMBERS | DATES | NAMES | {"id", "type"}


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as rows under one header."""
    losses = Losses()
    rows = [_row(item) for item in items]
    for item, row in zip(items, rows, strict=True):
        losses.compare(item, _item({name: value.strip(" ") for name, value in row.items()}, 0))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _columns(rows), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _guarded(value) for name, value in row.items()} for row in rows)
    return Written(_MARK + stream.getvalue(), losses.diagnostics("csv"))


def parse(text: str) -> Imported:
    """The items of a table whose header has an ``id`` and a ``type``; raises InvalidData where it has not."""
    plain = text.removeprefix(_MARK)
    apart = _SEPARATOR.match(plain)
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=apart[1] if apart else ",")
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    header = next(reader, [])
    if not {"id", "type"} <= set(header):
        raise InvalidData("line 1: is no table of citations: its header has no id and no type")
    for name in header:
        if name not in _FIELDS | {_CREDITS, *LABELS} and not name.startswith(_LEVEL):
            found.append(
                Diagnostic("field-not-carried", f"line 1: CSL has no field for {name!r}; it is left out")
            )
    line = 2
    try:
        for cells in reader:
            if any(cells):
                if len(cells) > len(header):
                    found.append(
                        damaged(line, "the row is longer than the header; what is too much is left out")
                    )
                values = {name: _unguarded(cell) for name, cell in zip(header, cells, strict=False)}
                items.append(_item(values, len(items) + 1))
            line = reader.line_num + 1
    except csv.Error as error:
        found.append(damaged(line, f"{error}; what follows is left out"))
    return Imported(tuple(items), tuple(found))


def _columns(rows: Sequence[dict[str, str]]) -> list[str]:
    used = dict.fromkeys(name for row in rows for name in row)
    levels = [name for name in used if name.startswith(_LEVEL)]
    own = [_CREDITS, *sorted(LABELS)]
    others = sorted(set(used) - {*_FIRST, *_LAST, *levels, *own})
    ordered = [*_FIRST, *levels, *others, *own, *_LAST]
    return [name for name in ordered if name in used or name in ("id", "type")]


def _row(item: CslItem) -> dict[str, str]:
    row = {}
    for field, value in item.items():
        if field in NAMES and isinstance(value, list):
            row[field] = "; ".join(_name(name).replace(";", "\\;") for name in value)
        elif field in DATES and isinstance(value, dict):
            row[field] = date_text(value)
        elif field in _FIELDS and isinstance(value, str | int | float):
            row[field] = str(value)
    own = (item.get("custom") or {}).get("citekit") or {}
    for part, value in {**(own.get("document") or {}), **own}.items():
        if part in LABELS and isinstance(value, str):
            row[part] = value
    credits = credits_besides(item)
    if sentences := credit_sentences(credits):
        row[_CREDITS] = joined(sentences)
    for reference in (own.get("archival") or ())[:1]:
        for level in reference.get("levels") or ():
            row[f"{_LEVEL}{level.get('level')}"] = str(level.get("value"))
    return row


def _name(name: dict[str, Any]) -> str:
    """ "Family, Given"; a comma after a family name alone, which else would be a body, and braces round a body
    with a comma, which else would be a person."""
    parts = two_parts(name)
    if parts is None:
        body = str(name["literal"])
        return f"{{{body}}}" if "," in body or body.startswith("{") else body
    return f"{parts[0]}, {parts[1]}" if parts[1] else f"{parts[0]},"


def _names(value: str) -> Iterator[dict[str, Any]]:
    for written in _APART.split(value):
        name = written.strip().replace("\\;", ";")
        last, comma, first = name.partition(",")
        if name.startswith("{") and name.endswith("}"):
            yield {"literal": name[1:-1]}
        elif name:
            yield from_two_parts(last, first.strip()) if comma else {"literal": name}


def _item(row: dict[str, str], place: int) -> CslItem:
    item: CslItem = {"id": row.get("id") or f"item-{place}", "type": row.get("type") or "document"}
    own: dict[str, Any] = {}
    for name, value in row.items():
        if not value or name in ("id", "type"):
            continue
        if name in NAMES:
            item[name] = list(_names(value))
        elif name in DATES:
            item[name] = read_date_text(value)
        elif name in _FIELDS:
            item[name] = value
        elif name in LABELS:
            (own if name in WHOLE_PARTS else own.setdefault("document", {}))[name] = value
        elif name == _CREDITS:
            credits, rest = read_credits(value)
            own |= {"credits": credits} if credits and not rest else {}
        elif name.startswith(_LEVEL):
            level = {"level": name.removeprefix(_LEVEL), "value": value}
            own.setdefault("archival", [{"levels": []}])[0]["levels"].append(level)
    if own:
        item["custom"] = {"citekit": own}
    return item


def _guarded(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


def _unguarded(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value
