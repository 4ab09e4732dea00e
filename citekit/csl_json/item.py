"""A Record's fields under CSL's names.

Public: :func:`to_csl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citekit.archives.repositories import repositories
from citekit.archives.traditions import traditions
from citekit.csl_json.keys import readable_key
from citekit.csl_json.location import location, sheet_terms
from citekit.model import ArchivalReference, Credit, CslDate, CslItem, CslName, Date, Level, Name, Record

_SHORTENED_AT = re.compile(
    r"\s+(?:on|about|concerning|regarding|with regard to|о|об|über|sur|to the effect)\s|\s*[:;(\[–—]\s*|,\s",
    re.I,
)
_SHORTEST_TITLE, _LONGEST_SHORT_TITLE = 12, 60


def to_csl(record: Record) -> CslItem:
    """The CSL-JSON item of a record, valid against schema 1.0.2.

    ``custom.citekit`` holds ``archival`` (the references with their levels), ``credits``, ``document``
    (what the document's body says), ``original_language``, ``form``, ``spans`` and ``diagnostics``.
    """
    item: CslItem = {"id": "", "type": _type(record)}
    _put(item, "title", record.title)
    _put(item, "title-short", record.title_short or (short_title(record.title) if record.title else None))
    _put(item, "author", [csl_name(name) for name in record.authors])
    _put(item, "recipient", [csl_name(name) for name in record.recipients])
    _put(item, "issued", csl_date(record.dates))
    _put(item, "translator", [csl_name(name) for name in _translators(record.credits)])
    _put(item, "accessed", csl_date((record.accessed,)) if record.accessed else None)
    if record.archival:
        first = record.archival[0]
        same = [reference for reference in record.archival if reference.repository == first.repository]
        _put(item, "archive", _archive(first))
        _put(item, "archive-place", first.place)
        _put(item, "archive_location", location(same))
    _put(item, "source", record.digital_archive)
    _put(item, "URL", record.url)
    _put(item, "language", record.language or _language(record))
    _put(item, "abstract", record.abstract)
    _put(item, "genre", record.genre)
    item["custom"] = {"citekit": _custom(record)}
    item["id"] = item["citation-key"] = readable_key(record)
    return item


def csl_name(name: Name) -> CslName:
    """A CSL name: family and given parts, or literal."""
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def csl_date(dates: Sequence[Date]) -> CslDate | None:
    """A CSL date: one date, the range from the first to the last, or the words that could not be typed."""
    typed = [date for date in dates if date.start]
    if not typed:
        literal = next((date.literal for date in dates if date.literal), None)
        return {"literal": literal} if literal else None
    first = min(date.start for date in typed)
    last = max(date.end or date.start for date in typed)
    found: CslDate = {"date-parts": [list(first)] if last == first else [list(first), list(last)]}
    if any(date.circa for date in typed):
        found["circa"] = True
    return found


def short_title(title: str) -> str | None:
    """The title's first words, up to what it is about: "Report by N.T. Fedorenko"; None where it is short."""
    cut = next((m.start() for m in _SHORTENED_AT.finditer(title) if m.start() >= _SHORTEST_TITLE), None)
    if cut is None or cut > _LONGEST_SHORT_TITLE:
        return None
    return title[:cut].rstrip(" ,;:")


def _put(item: CslItem, field: str, value: Any) -> None:
    if value:
        item[field] = value


def _type(record: Record) -> str:
    return "personal_communication" if record.recipients and record.authors else record.type


def _translators(credits: Sequence[Credit]) -> list[Name]:
    names: dict[str, Name] = {}
    for credit in credits:
        if credit.role == "translator":
            for name in credit.names:
                names.setdefault(str(name), name)
    return list(names.values())


def _language(record: Record) -> str | None:
    """English, where a digital archive publishes a translation whose credit is in English."""
    translated = any(credit.role == "translator" for credit in record.credits)
    return "en" if translated and record.digital_archive else None


def _archive(reference: ArchivalReference) -> str | None:
    """The archive's full English name with its abbreviation, or as written where it is not known."""
    known = repositories().get(reference.repository_id or "")
    if known is None:
        return reference.repository_name or reference.repository
    abbreviation = next((short for short in known.abbreviations if short.isascii()), None)
    if abbreviation is None or abbreviation in known.name or len(abbreviation) > len(known.name) // 2:
        return known.name
    return f"{known.name} ({abbreviation})"


def _custom(record: Record) -> dict[str, Any]:
    custom: dict[str, Any] = {}
    _put(custom, "archival", [_archival(reference) for reference in record.archival])
    _put(custom, "credits", [_credit(credit) for credit in record.credits])
    _put(custom, "named_authors", [str(name) for name in record.named_authors])
    _put(custom, "original_language", record.original_language)
    _put(custom, "document", dict(record.document))
    _put(custom, "also", list(record.also))
    _put(custom, "extent", record.extent)
    _put(custom, "copy_note", record.copy_note)
    _put(custom, "short_form", record.short_form)
    _put(custom, "note", record.note)
    custom["form"] = record.form
    custom["spans"] = {field: [list(span) for span in spans] for field, spans in record.spans.items()}
    _put(custom, "diagnostics", [diagnostic.as_json() for diagnostic in record.diagnostics])
    return custom


def _credit(credit: Credit) -> dict[str, Any]:
    found: dict[str, Any] = {"role": credit.role, "names": [str(name) for name in credit.names]}
    _put(found, "for", credit.programme)
    return found


def _archival(reference: ArchivalReference) -> dict[str, Any]:
    found: dict[str, Any] = {}
    _put(found, "repository", reference.repository)
    _put(found, "repository_id", reference.repository_id)
    _put(found, "repository_name", reference.repository_name)
    _put(found, "place", reference.place)
    _put(found, "tradition", reference.tradition)
    _put(found, "resolved_from", reference.resolved_from)
    found["levels"] = [_level(level) for level in reference.levels]
    if tradition := traditions().get(reference.tradition or ""):
        single, plural = sheet_terms(tradition, reference)
        found["sheet_terms"] = {"single": single, "plural": plural}
    return found


def _level(level: Level) -> dict[str, str]:
    found = {"level": level.level, "value": level.value}
    _put(found, "label", level.label)
    _put(found, "gloss", level.gloss)
    return found
