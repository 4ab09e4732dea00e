"""Items in the shape that the formats rely on: texts, whole numbers, lists of names, and nothing empty.

Public: :func:`shaped`. The shape is that of the CSL-JSON 1.0.2 schema. What is only written in another way
(a number as text, one name instead of a list, blanks at the ends of lines) is put right; what can't be is left
out, and so are the characters that no text has, and both are named.
"""

from __future__ import annotations

import json
import re
from typing import Any

from citekit.formats.dates import read_date_text, typed_parts
from citekit.model import CslDate, CslItem, CslName
from citekit.model.schema import DATES, NAMES, NUMBERS, STRINGS

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, halves of characters, and those that Unicode never assigns. XML 1.0 (section 2.2, Char
and its note) forbids or discourages them; in the other formats they break the programs that read them."""

_UNTIDY = re.compile(rf"^[ \t\n]|[ \t\n]$|\r|\n{{3}}|[ \t]\n|\n[ \t]|{_NO_TEXT.pattern}")
_LINE_END = re.compile("[ \t]*(?:\r\n|[\n\r])[ \t]*")
_PARAGRAPHS = re.compile("\n{3,}")
_TEXTS = STRINGS | NUMBERS
_SEASONS = {month + season: str(season) for month in (12, 20) for season in (1, 2, 3, 4)}
_GIVEN = ("given", "dropping-particle", "non-dropping-particle", "suffix")
_OWN_TEXTS = frozenset({"original_language", "copy_note", "extent", "form", "short_form"})


def shaped(item: CslItem) -> tuple[CslItem, list[str]]:
    """``item`` in shape, and what was left out of it: ``author``, ``control characters in title``."""
    harm: list[str] = []
    found: CslItem = {}
    for field, value in item.items():
        if (new := _field(field, value, harm)) is not None:
            found[field] = new
    found["id"] = str(found.get("id", ""))
    found["type"] = str(found.get("type", "document"))
    return found, harm


def _field(field: str, value: Any, harm: list[str]) -> Any:
    """The value in shape; None for an empty one, and for one that can't be put right."""
    if value in ("", [], {}, None):
        return None
    if field in NAMES:
        return _names(field, value, harm)
    if field in DATES:
        return _date(field, value, harm)
    if field == "custom":
        return _custom(value, harm)
    if field in _TEXTS or field in ("id", "type") or isinstance(value, str):
        return _text(field, value, harm)
    return value


def _text(field: str, value: Any, harm: list[str]) -> str | None:
    # Most texts are one line of letters and signs, which takes no pattern to see.
    if type(value) is str and value.isprintable() and value[:1] not in ("", " ") and value[-1] != " ":
        return re.sub("-{2,}", "–", value) if field == "page" else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        harm.append(field)
        return None
    text = re.sub("-{2,}", "–", value) if field == "page" else value
    if _UNTIDY.search(text):
        if _NO_TEXT.search(text):
            harm.append(f"control characters in {field}")
            text = _NO_TEXT.sub("", text)
        text = _PARAGRAPHS.sub("\n\n", _LINE_END.sub("\n", text)).strip(" \t\n")
    return text if text.strip() else None


def _names(field: str, value: Any, harm: list[str]) -> list[CslName] | None:
    listed = value if isinstance(value, list) else [value]
    return [name for one in listed if (name := _name(field, one, harm))] or None


def _name(field: str, value: Any, harm: list[str]) -> CslName | None:
    if isinstance(value, str):
        value = {"literal": value}
    if not isinstance(value, dict):
        harm.append(field)
        return None
    found: CslName = {}
    for part, written in value.items():
        if isinstance(written, bool):
            found[part] = written
        elif text := _text(field, written, harm) if written not in ("", None) else None:
            found[part] = text.replace("\n", " ").strip()
    if not found.keys() & {"family", "literal"}:
        # A single name is one, whatever part it was put in.
        alone = " ".join(said for part in _GIVEN if (said := found.get(part)))
        return {"literal": alone} if alone else None
    return found


def _date(field: str, value: Any, harm: list[str]) -> CslDate | None:
    """The date with its parts as numbers; EDTF and raw text are read."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _read_date(field, str(value), harm)
    if not isinstance(value, dict):
        harm.append(field)
        return None
    written = value.get("edtf") or value.get("raw")
    if written and not value.get("date-parts") and not value.get("literal"):
        return _read_date(field, str(written), harm)
    if value.get("literal") and not value.get("date-parts"):
        read = _read_date(field, value["literal"], harm)
        return read | {"circa": True} if read and value.get("circa") else read
    date: CslDate = {}
    date |= _parts(field, value.get("date-parts"), harm)
    season = _text(field, value["season"], harm) if value.get("season") else None
    if value.get("literal") or (season and [len(part) for part in date.get("date-parts", ())] != [1]):
        harm.append(field)
    elif season in _SEASONS.values():
        date["season"] = season
    elif season:
        harm.append(field)
        date = {"literal": f"{season} {date['date-parts'][0][0]}".replace("\n", " ")}
    return date | {"circa": True} if date and value.get("circa") else date or None


def _read_date(field: str, value: Any, harm: list[str]) -> CslDate | None:
    plain = _text(field, value, harm)
    return read_date_text(plain.replace("\n", " ")) if plain else None


def _parts(field: str, value: Any, harm: list[str]) -> CslDate:
    """``date-parts`` as whole numbers, and a season that stands in the month's place (13 to 16 of CSL 1.0, 21 to
    24 of EDTF) as ``season``; as its words where the parts are no date."""
    listed = [part for part in value if part not in (None, [], [""])] if isinstance(value, list) else value
    if not listed:
        return {}
    parts = [_numbers(part) for part in listed] if isinstance(listed, list) else [[]]
    if len(parts) > 1 and set(parts[-1]) == {0}:
        parts.pop()
    if len(parts) == 1 and len(parts[0]) == 2 and (season := _SEASONS.get(parts[0][1])):
        return {"date-parts": [parts[0][:1]], "season": season}
    date: CslDate = {"date-parts": parts}
    if len(parts) <= 2 and len(typed_parts(date)) == len(parts):
        return date
    harm.append(field)
    words = json.dumps(listed, ensure_ascii=False)
    return {"literal": "/".join("-".join(map(str, part)) for part in parts) if all(parts) else words}


def _numbers(part: Any) -> list[int]:
    """Year, month and day up to the first that is empty; none where something else stands there."""
    found: list[int] = []
    for number in part if isinstance(part, list) else ():
        if number in (None, "", 0) and found:
            break
        if isinstance(number, bool) or not re.fullmatch(r"-?\d{1,9}", str(number).strip()):
            return []
        found.append(int(number))
    return found


def _custom(value: Any, harm: list[str]) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        harm.append("custom")
        return None
    custom = dict(value)
    if "citekit" in custom:
        own = custom.pop("citekit")
        if not isinstance(own, dict):
            harm.append("custom.citekit")
        elif kept := {part: new for part, old in own.items() if (new := _own(part, old, harm)) is not None}:
            custom["citekit"] = kept
    return custom or None


def _own(part: str, value: Any, harm: list[str]) -> Any:
    """A part of ``custom.citekit`` in shape."""
    name = f"custom.citekit.{part}"
    if value in ("", [], {}, None):
        return None
    if part == "document" and isinstance(value, dict):
        return {key: new for key, old in value.items() if (new := _field("", old, harm)) is not None} or None
    if part == "credits" and isinstance(value, list):
        return [credit for one in value if (credit := _credit(name, one, harm))] or None
    if part == "archival" and isinstance(value, list):
        return [place for one in value if (place := _place(name, one, harm))] or None
    if part in ("document", "credits", "archival"):
        harm.append(name)
        return None
    if isinstance(value, str) or part in _OWN_TEXTS:
        return _text(name, value, harm)
    return value


def _credit(name: str, value: Any, harm: list[str]) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not isinstance(value.get("names"), list):
        if value:
            harm.append(name)
        return None
    names = [_text(name, one, harm) for one in value["names"] if one]
    said = {part: _text(name, value[part], harm) for part in ("role", "for") if value.get(part)}
    kept = [one.replace("\n", " ") for one in names if one]
    return {"role": "", **said, "names": kept} if kept else None


def _place(name: str, value: Any, harm: list[str]) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not isinstance(value.get("levels", []), list):
        harm.append(name)
        return None
    levels = [level for level in value.get("levels", ()) if isinstance(level, dict)]
    if len(levels) < len(value.get("levels", ())):
        harm.append(name)
    return {**value, "levels": levels} if "levels" in value else value
