"""RIS, written and read with rispy, as Zotero's own code reads it.

What RIS has no tag for stands in ``M2`` lines under CSL's names, which Zotero takes into its Extra; the
credits stand in a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.credits import credit_sentences, credits_besides, joined
from citekit.formats.dates import typed_parts
from citekit.formats.exchange import Imported, Losses, Written, tags_of
from citekit.formats.name_parts import two_parts
from citekit.formats.ris.reading import KNOWN, item_of, parsed_record, record_lines
from citekit.formats.ris.tags import (
    BLANKS,
    CSL,
    END,
    ORDER,
    PARTS,
    ROLES,
    START,
    TAG,
    TAGS,
    TYPE,
    TYPES,
    serial_field,
)
from citekit.formats.tex.writing import unique_keys
from citekit.formats.zotero.extra import extra_line, labelled
from citekit.formats.zotero.types import zotero_type
from citekit.model import CslItem, Diagnostic

_LINES = frozenset({"abstract", "note"})
"""Fields that may go over several lines."""
_OVER_LINES = frozenset({"ab", "n1"})
"""Their tags."""
_DATED = {"issued", "accessed"}
_NEVER = frozenset({"id", "type", "custom", "keyword", "note", "page", "issue", "number", "ISBN", "ISSN"})


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as RIS records."""
    import rispy

    losses = Losses()
    records: list[dict[str, Any]] = []
    for item, key in zip(items, unique_keys([{"id": item.get("id")} for item in items]), strict=True):
        record = _record(item, key)
        losses.compare(item, item_of(_as_read(record), len(records) + 1))
        records.append(record)
    tags = {tag.upper(): tag for record in records for tag in record if tag != TYPE}
    text = rispy.dumps(
        records,
        implementation=_writer(),
        mapping={START: TYPE, END: "end_of_reference", **tags},
        list_tags=list(tags),
        delimiter_tags_mapping={},
    )
    return Written(text, losses.diagnostics("ris"))


def parse(text: str) -> Imported:
    """The records of a RIS file; one without an end is a diagnostic with its line, and kept.

    Raises InvalidData where the text has no record.
    """
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    unknown: dict[str, int] = {}
    for line, lines in record_lines(text, found):
        record = parsed_record(lines)
        for tag in record.keys() - KNOWN:
            unknown.setdefault(tag, line)
        items.append(item_of(record, len(items) + 1))
    if not items:
        raise InvalidData("is no RIS: no line begins with 'TY  - '")
    found += (
        Diagnostic(
            "field-not-carried", f"line {line}: the tag {tag} of this record has no field; it is left out"
        )
        for tag, line in sorted(unknown.items(), key=lambda pair: (pair[1], pair[0]))
    )
    return Imported(tuple(items), tuple(found))


def _writer() -> Any:
    from rispy import RisWriter

    class _Writer(RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            return ""

    return _Writer


def _record(item: CslItem, key: str) -> dict[str, Any]:
    """The values of each tag, in the order in which they are written; TY's alone is no list."""
    csl = str(item.get("type") or "document")
    record: dict[str, Any] = {TYPE: TYPES.get(csl, "MANSCPT")}
    extra = [] if CSL.get(record[TYPE]) == csl else [f"type: {csl}"]
    for field, value in item.items():
        if field in ROLES and isinstance(value, list) and _has_role(csl, field):
            tag = "a2" if field == "editor" and csl in PARTS else ROLES[field].lower()
            record[tag] = [_name(name) for name in value]
        elif field in TAGS and ("\n" not in str(value) or field in _LINES):
            record[TAGS[field].lower()] = [_guarded(str(value))]
        elif field not in _NEVER | _DATED:
            extra += extra_line(field, value)
    record |= _dates(item, extra)
    record |= _numbers(item, csl, extra)
    if keyword := item.get("keyword"):
        record["kw"] = tags_of(str(keyword))
    credits = credits_besides(item)
    notes = [joined(credit_sentences(credits)), "\n".join(labelled(item)), str(item.get("note") or "")]
    record["n1"] = [_guarded(note) for note in notes if note]
    if "citation-key" not in item:
        extra += extra_line("citation-key", key)
    record["m2"] = sorted(extra)
    record["id"] = [key]
    lines = {
        tag: [value for value in record[tag] if "\n" not in value or tag in _OVER_LINES]
        for tag in ORDER
        if tag in record
    }
    return {TYPE: record[TYPE]} | {tag: values for tag, values in lines.items() if values}


def _has_role(csl: str, field: str) -> bool:
    """Whether Zotero's type has the role: in another it would become a second author."""
    return field in zotero_type(csl).roles


def _dates(item: CslItem, extra: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, tag in (("issued", "da"), ("accessed", "y2")):
        date = item.get(field)
        if not isinstance(date, dict):
            continue
        parts = typed_parts(date)
        if len(parts) == 1 and not date.get("season") and parts[0][0] > 0:
            numbers = [f"{parts[0][0]:04d}", *(f"{number:02d}" for number in parts[0][1:]), "", ""][:3]
            found[tag] = ["/".join([*numbers, "ca." if date.get("circa") else ""])]
        else:
            extra += extra_line(field, date)
        if parts and field == "issued":
            found["py"] = [f"{parts[0][0]:04d}"]
    return found


def _numbers(item: CslItem, csl: str, extra: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if page := str(item.get("page") or ""):
        first, dash, last = page.partition("–")
        if dash and "–" not in last and not re.search(r"[,;\s]", page) and first and last:
            found |= {"sp": [first], "ep": [last]}
        else:
            found["sp"] = [page]
    serial = serial_field(csl)
    for field, tag in (("issue", "is"), (serial, "sn")):
        if field in item:
            found[tag] = [str(item[field])]
    for field in {"ISBN", "ISSN", "number"} - {serial}:
        if field in item:
            extra += extra_line(field, item[field])
    return found


def _guarded(value: str) -> str:
    """The value with a blank before a later line that would be taken for a tag."""
    first, *others = value.split("\n")
    return "\n".join([first, *(f" {line}" if TAG.match(line) else line for line in others)])


def _name(name: dict[str, Any]) -> str:
    """ "Family, Given, Suffix"; a comma after a family name alone, which else would be a body."""
    parts = two_parts(name)
    if parts is None:
        return str(name["literal"])
    return f"{parts[0]}, {parts[1]}" if parts[1] else f"{parts[0]},"


def _as_read(record: dict[str, Any]) -> dict[str, list[str]]:
    """A record as :func:`parse` will find it."""
    found: dict[str, list[str]] = {"TY": [record[TYPE]]}
    for tag, values in record.items():
        if tag != TYPE:
            found[tag.upper()] = [
                "\n".join(line.strip(BLANKS) for line in value.split("\n")) for value in values
            ]
    return found
