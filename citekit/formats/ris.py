"""RIS, written and read with rispy, as Zotero's own code reads it.

What RIS has no tag for stands in ``M2`` lines under CSL's names, which Zotero takes into its Extra; the
credits stand in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.credits import credit_sentences, credits_of, read_credits
from citekit.formats.dates import read_date_text, typed_parts
from citekit.formats.exchange import Imported, Losses, Written, damaged, tags_of
from citekit.formats.extra import extra_line, labelled, read_extra
from citekit.formats.name_parts import from_two_parts, two_parts
from citekit.formats.place import with_credits
from citekit.formats.tex.writing import unique_keys
from citekit.formats.zotero_types import zotero_type
from citekit.model import CslDate, CslItem, Diagnostic
from citekit.model.schema import DATES

_TYPES = {
    "manuscript": "MANSCPT",
    "personal_communication": "PCOMM",
    "report": "RPRT",
    "book": "BOOK",
    "chapter": "CHAP",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "paper-conference": "CONF",
    "thesis": "THES",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "map": "MAP",
    "graphic": "ART",
    "motion_picture": "MPCT",
    "song": "SOUND",
    "broadcast": "VIDEO",
    "software": "COMP",
    "dataset": "DATA",
    "standard": "STAND",
    "hearing": "HEAR",
    "bill": "BILL",
    "legal_case": "CASE",
    "legislation": "STAT",
    "patent": "PAT",
    "pamphlet": "PAMP",
    "speech": "SLIDE",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "treaty": "STAT",
    "interview": "PCOMM",
}
"""CSL type -> RIS. ``UNPB`` and ``GEN`` would become journal articles in Zotero: what has no type of its own
is a manuscript, and its ``M2 type`` says what it is."""
_CSL = {ris: csl for csl, ris in reversed(_TYPES.items())} | {
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "UNBILL": "manuscript",
    "INPR": "article",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "ABST": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CLSWK": "book",
    "SER": "book",
    "ECHAP": "chapter",
    "CPAPER": "paper-conference",
    "GOVDOC": "report",
    "ICOMM": "personal_communication",
    "MUSIC": "musical_score",
    "CHART": "figure",
    "FIGURE": "figure",
    "WEB": "webpage",
}
_TAGS = {
    "title": "TI",
    "title-short": "ST",
    "abstract": "AB",
    "archive": "DB",
    "archive_location": "AN",
    "call-number": "CN",
    "source": "DP",
    "genre": "M3",
    "language": "LA",
    "URL": "UR",
    "DOI": "DO",
    "publisher": "PB",
    "publisher-place": "CY",
    "edition": "ET",
    "volume": "VL",
    "number-of-volumes": "NV",
    "container-title": "T2",
    "collection-title": "T3",
    "container-title-short": "J2",
    "section": "SE",
}
_READ = {tag: field for field, tag in _TAGS.items()} | {
    "T1": "title",
    "CT": "title",
    "BT": "container-title",
    "JF": "container-title",
    "JO": "container-title",
    "JA": "container-title-short",
    "N2": "abstract",
    "AV": "archive_location",
    "L3": "DOI",
    "PP": "publisher-place",
}
_ROLES = {"author": "AU", "editor": "ED", "translator": "A4", "recipient": "A2", "collection-editor": "A3"}
_PARTS = frozenset("chapter paper-conference article-journal entry-dictionary entry-encyclopedia".split())
"""Types whose editors stand in A2, as the RIS specification has them for what is part of another work."""
_READ_ROLES = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator", "A3": "collection-editor"}
_LINES = frozenset({"abstract", "note"})
"""Fields that may go over several lines."""
_DATED = {"issued", "accessed"}
_NEVER = frozenset({"id", "type", "custom", "keyword", "note", "page", "issue", "number", "ISBN", "ISSN"})
_ORDER = "ti st au a2 ed a3 a4 da py t2 j2 t3 vl is nv et sp ep se pb cy db an cn dp m3 la ur y2 do sn ab kw n1 m2 id".split()
"""The tags in the order in which they are written."""
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |$)")
_START, _END = "TY", "ER"
_TYPE = "type_of_reference"
_BLANKS = " \t\r"
_NUMBERED = frozenset({"report", "standard", "patent", "bill", "legislation", "legal_case", "hearing"})


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as RIS records."""
    import rispy

    losses = Losses()
    records: list[dict[str, Any]] = []
    for item, key in zip(items, unique_keys([{"id": item.get("id")} for item in items]), strict=True):
        record = _record(item, key)
        losses.compare(item, _item(_as_read(record), len(records) + 1, []))
        records.append(record)
    tags = {tag.upper(): tag for record in records for tag in record if tag != _TYPE}
    text = rispy.dumps(
        records,
        implementation=_writer(),
        mapping={_START: _TYPE, _END: "end_of_reference", **tags},
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
    for line, lines in _records(text, found):
        record = _parsed(lines)
        for tag in record.keys() - _KNOWN:
            unknown.setdefault(tag, line)
        items.append(_item(record, len(items) + 1, found))
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
    record: dict[str, Any] = {_TYPE: _TYPES.get(csl, "MANSCPT")}
    extra = [] if _CSL.get(record[_TYPE]) == csl else [f"type: {csl}"]
    for field, value in item.items():
        if field in _ROLES and isinstance(value, list) and _has_role(csl, field):
            tag = "a2" if field == "editor" and csl in _PARTS else _ROLES[field].lower()
            record[tag] = [_name(name) for name in value]
        elif field in _TAGS and ("\n" not in str(value) or field in _LINES):
            record[_TAGS[field].lower()] = [_guarded(str(value))]
        elif field not in _NEVER | _DATED:
            extra += extra_line(field, value)
    record |= _dates(item, extra)
    record |= _numbers(item, csl, extra)
    if keyword := item.get("keyword"):
        record["kw"] = tags_of(str(keyword))
    credits = [credit for credit in credits_of(item) if credit["role"] != "translator" or credit.get("for")]
    notes = [". ".join(credit_sentences(credits)), "\n".join(labelled(item)), str(item.get("note") or "")]
    record["n1"] = [_guarded(note) for note in notes if note]
    if "citation-key" not in item:
        extra += extra_line("citation-key", key)
    record["m2"] = sorted(extra)
    record["id"] = [key]
    return {tag: record[tag] for tag in (_TYPE, *_ORDER) if record.get(tag)}


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
    for field, tag in (
        ("issue", "is"),
        ("ISBN", "sn"),
        ("ISSN", "sn"),
        ("number", "m1" if csl != "report" else "sn"),
    ):
        if field in item:
            if (
                tag in found
                or ((field == "ISSN") != (csl in _SERIALS) and tag == "sn" and field != "number")
                or (field == "number" and tag == "m1")
            ):
                extra += extra_line(field, item[field])
            else:
                found[tag] = [str(item[field])]
    return found


_SERIALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def _guarded(value: str) -> str:
    """The value with a blank before a later line that would be taken for a tag."""
    first, *others = value.split("\n")
    return "\n".join([first, *(f" {line}" if _TAG.match(line) else line for line in others)])


def _name(name: dict[str, Any]) -> str:
    """ "Family, Given, Suffix"; a comma after a family name alone, which else would be a body."""
    parts = two_parts(name)
    if parts is None:
        return str(name["literal"])
    return f"{parts[0]}, {parts[1]}" if parts[1] else f"{parts[0]},"


def _as_read(record: dict[str, Any]) -> dict[str, list[str]]:
    """A record as :func:`parse` will find it."""
    found: dict[str, list[str]] = {"TY": [record[_TYPE]]}
    for tag, values in record.items():
        if tag != _TYPE:
            found[tag.upper()] = [
                "\n".join(line.strip(_BLANKS) for line in value.split("\n")) for value in values
            ]
    return found


def _records(text: str, found: list[Diagnostic]) -> Iterator[tuple[int, list[str]]]:
    """Each record's first line and its lines, without its end."""
    start = 0
    current: list[str] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        tag = _TAG.match(line)
        if tag and tag["tag"] in (_START, _END):
            if current is not None:
                if tag["tag"] == _START:
                    found.append(damaged(start, "the record has no end (ER); it is kept"))
                yield start, current
            start, current = (number, [line]) if tag["tag"] == _START else (0, None)
        elif current is not None:
            current.append(line)
        elif line.strip(f"{_BLANKS}0123456789.") and not found:
            found.append(damaged(number, "the text before the first record is left out"))
    if current is not None:
        found.append(damaged(start, "the record has no end (ER); it is kept"))
        yield start, current


def _parsed(lines: Sequence[str]) -> dict[str, list[str]]:
    """The values of each tag of a record, by rispy."""
    from rispy import RisParser

    class _Parser(RisParser):  # type: ignore[misc]
        def parse_line(self, line: str) -> tuple[str | None, str]:
            tag = _TAG.match(line)
            return (tag["tag"], line[tag.end() :].strip(_BLANKS)) if tag else (None, line.strip(_BLANKS))

        def _add_tag(self, record: Any, tag: str, content: str, extend_multiline: bool = False) -> None:
            values = record.setdefault(tag, [])
            if extend_multiline and values:
                values[-1] += f"\n{content}"
            else:
                values.append(content)

        def _iter_till_start(self, lines: Any) -> dict[str, list[str]]:
            return {_START: [self.parse_line(next(lines))[1]]}

    records: list[dict[str, list[str]]] = _Parser(mapping={_START: _START}).parse_lines(
        iter([*lines, "ER  - "])
    )
    return {tag: [value.strip("\n") for value in values if value] for tag, values in records[0].items()}


_KNOWN = frozenset(
    (
        *_READ,
        *_READ_ROLES,
        "A2",
        "TY",
        "ID",
        "DA",
        "PY",
        "Y1",
        "Y2",
        "SP",
        "EP",
        "IS",
        "SN",
        "KW",
        "N1",
        "M1",
        "M2",
        "C1",
    )
) - {"C1"}


def _item(record: dict[str, list[str]], place: int, found: list[Diagnostic]) -> CslItem:
    csl = _CSL.get("".join(record.get("TY", ())).strip(), "document")
    key = next(iter(record.get("ID", ())), "")
    extra = read_extra("\n".join([*record.get("M1", ()), *record.get("M2", ())]))
    csl = str(extra.pop("type", csl))
    item: CslItem = {"id": key or f"item-{place}", "type": csl}
    for tag, values in record.items():
        role = _READ_ROLES.get(tag) or (_second_role(csl) if tag == "A2" else None)
        if role:
            item.setdefault(role, []).extend(map(_read_name, values))
        elif tag in _READ and values:
            value = values[0] if tag in ("AB", "N2") else values[0].replace("\n", " ")
            item.setdefault(_READ[tag], value)
    _read_numbers(item, record)
    _read_dates(item, record)
    if keywords := [tag for value in record.get("KW", ()) for tag in re.split(r"\s*[;\n]\s*", value) if tag]:
        item["keyword"] = ("; " if any("," in tag for tag in keywords) else ", ").join(keywords)
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
        csl = item["type"]
        item["ISSN" if csl in _SERIALS else "number" if csl == "report" else "ISBN"] = serial[0]


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
