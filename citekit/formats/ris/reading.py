"""The records of a RIS file as CSL items, by rispy.

Public: :func:`record_lines`, :func:`parsed_record`, :func:`item_of`, :data:`KNOWN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from citekit.formats.credits import read_credits
from citekit.formats.dates import read_date_text
from citekit.formats.exchange import damaged, keyword_of
from citekit.formats.name_parts import from_two_parts
from citekit.formats.place import with_credits
from citekit.formats.ris.tags import BLANKS, CSL, END, READ, READ_ROLES, START, TAG, serial_field
from citekit.formats.zotero.extra import read_extra
from citekit.model import CslDate, CslItem, Diagnostic
from citekit.model.schema import DATES


def record_lines(text: str, found: list[Diagnostic]) -> Iterator[tuple[int, list[str]]]:
    """Each record's first line and its lines, without its end."""
    start = 0
    current: list[str] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        tag = TAG.match(line)
        if tag and tag["tag"] in (START, END):
            if current is not None:
                if tag["tag"] == START:
                    found.append(damaged(start, "the record has no end (ER); it is kept"))
                yield start, current
            start, current = (number, [line]) if tag["tag"] == START else (0, None)
        elif current is not None:
            current.append(line)
        elif line.strip(f"{BLANKS}0123456789.") and not found:
            found.append(damaged(number, "the text before the first record is left out"))
    if current is not None:
        found.append(damaged(start, "the record has no end (ER); it is kept"))
        yield start, current


def parsed_record(lines: Sequence[str]) -> dict[str, list[str]]:
    """The values of each tag of a record, by rispy."""
    from rispy import RisParser

    class _Parser(RisParser):  # type: ignore[misc]
        def parse_line(self, line: str) -> tuple[str | None, str]:
            tag = TAG.match(line)
            return (tag["tag"], line[tag.end() :].strip(BLANKS)) if tag else (None, line.strip(BLANKS))

        def _add_tag(self, record: Any, tag: str, content: str, extend_multiline: bool = False) -> None:
            values = record.setdefault(tag, [])
            if extend_multiline and values:
                values[-1] += f"\n{content}"
            else:
                values.append(content)

        def _iter_till_start(self, lines: Any) -> dict[str, list[str]]:
            return {START: [self.parse_line(next(lines))[1]]}

    records: list[dict[str, list[str]]] = _Parser(mapping={START: START}).parse_lines(
        iter([*lines, "ER  - "])
    )
    return {tag: [value.strip("\n") for value in values if value] for tag, values in records[0].items()}


KNOWN = frozenset({*READ, *READ_ROLES, *"A2 TY ID DA PY Y1 Y2 SP EP IS SN KW N1 M1 M2".split()})
"""The tags that are read."""


def item_of(record: dict[str, list[str]], place: int) -> CslItem:
    """The CSL item of a record's tags; ``place`` names one that has no key."""
    csl = CSL.get("".join(record.get("TY", ())).strip(), "document")
    key = next(iter(record.get("ID", ())), "")
    extra = read_extra("\n".join([*record.get("M1", ()), *record.get("M2", ())]))
    csl = str(extra.pop("type", csl))
    item: CslItem = {"id": key or f"item-{place}", "type": csl}
    for tag, values in record.items():
        role = READ_ROLES.get(tag) or (_second_role(csl) if tag == "A2" else None)
        if role:
            item.setdefault(role, []).extend(map(_read_name, values))
        elif tag in READ and values:
            value = values[0] if tag in ("AB", "N2") else values[0].replace("\n", " ")
            item.setdefault(READ[tag], value)
    _read_numbers(item, record)
    _read_dates(item, record)
    if keywords := [tag for value in record.get("KW", ()) for tag in re.split(r"\s*[;\n]\s*", value) if tag]:
        item["keyword"] = keyword_of(keywords)
    _read_notes(item, record.get("N1", ()))
    with_credits(item)
    for field, value in extra.items():
        if field == "note" and field in item:
            item["note"] += f"\n\n{value}"
        elif field in DATES:
            item[field] = value
        elif field != "custom":
            item.setdefault(field, value)
    if key:
        item.setdefault("citation-key", key)
    return item


def _second_role(csl: str) -> str:
    """What an A2 is: who a letter goes to, else an editor."""
    if csl == "personal_communication":
        return "recipient"
    return "interviewer" if csl == "interview" else "editor"


def _read_name(value: str) -> dict[str, Any]:
    last, comma, first = value.partition(",")
    return (
        from_two_parts(last.strip(), re.sub(r",(?=\S)", ", ", first.strip())) if comma else {"literal": value}
    )


def _read_numbers(item: CslItem, record: dict[str, list[str]]) -> None:
    first, last = (next(iter(record.get(tag, ())), "") for tag in ("SP", "EP"))
    if first or last:
        item["page"] = f"{first}–{last}" if first and last and first != last else first or last
    if issue := record.get("IS"):
        item["issue"] = issue[0]
    if serial := record.get("SN"):
        item[serial_field(item["type"])] = serial[0]


def _read_dates(item: CslItem, record: dict[str, list[str]]) -> None:
    for field, tags in (("issued", ("DA", "PY", "Y1")), ("accessed", ("Y2",))):
        text = next((record[tag][0] for tag in tags if record.get(tag)), "")
        if date := _date(text):
            item[field] = date


def _date(text: str) -> CslDate | None:
    """A date of RIS, ``1956/09/05/ca.``, or written in another way."""
    numbers = text.split("/")[:3]
    other = text.split("/", 3)[3].strip() if text.count("/") >= 3 else ""
    if not numbers[0].strip().isdecimal():
        return read_date_text(text.strip(" /"))
    part = []
    for number in numbers:
        if not number.strip().isdecimal() or not int(number):
            break
        part.append(int(number))
    typed = read_date_text("-".join([f"{part[0]:04d}", *(f"{n:02d}" for n in part[1:])])) if part else None
    if typed and other:
        return typed | {"circa": True} if other.startswith("ca") else typed | {"literal": text}
    return typed


def _read_notes(item: CslItem, notes: Sequence[str]) -> None:
    kept = []
    for note in notes:
        credits, rest = read_credits(note)
        own = read_extra(note) if not credits else {}
        if credits and not rest:
            _citekit(item).setdefault("credits", []).extend(credits)
        elif own and own.keys() == {"custom"}:
            _citekit(item).update(own["custom"]["citekit"])
        else:
            kept.append(note)
    if kept:
        item["note"] = "\n\n".join(kept)


def _citekit(item: CslItem) -> dict[str, Any]:
    custom: dict[str, Any] = item.setdefault("custom", {}).setdefault("citekit", {})
    return custom
