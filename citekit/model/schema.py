"""What CSL-JSON 1.0.2 lets an item hold: the rules of ``csl-data.json``, as data.

The names are those of the schema and of appendix III and IV of the CSL 1.0.2 specification, which it
leaves a few out of (``license``, ``part-number`` …).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)
NAMES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editor-translator",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])
STRINGS = frozenset(
    [
        "citation-key",
        "language",
        "journalAbbreviation",
        "shortTitle",
        "abstract",
        "annote",
        "archive",
        "archive_collection",
        "archive_location",
        "archive-place",
        "authority",
        "call-number",
        "citation-label",
        "collection-title",
        "container-title",
        "container-title-short",
        "dimensions",
        "division",
        "DOI",
        "event",
        "event-title",
        "event-place",
        "genre",
        "ISBN",
        "ISSN",
        "jurisdiction",
        "keyword",
        "license",
        "medium",
        "note",
        "original-publisher",
        "original-publisher-place",
        "original-title",
        "part-title",
        "PMCID",
        "PMID",
        "publisher",
        "publisher-place",
        "references",
        "reviewed-genre",
        "reviewed-title",
        "scale",
        "section",
        "source",
        "status",
        "title",
        "title-short",
        "URL",
        "version",
        "volume-title",
        "volume-title-short",
        "year-suffix",
    ]
)
NUMBERS = frozenset(
    [
        "chapter-number",
        "citation-number",
        "collection-number",
        "edition",
        "first-reference-note-number",
        "issue",
        "locator",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "part",
        "part-number",
        "printing",
        "printing-number",
        "supplement",
        "supplement-number",
        "volume",
    ]
)
"""Fields that may be a string or a number."""

_NAME_STRINGS = frozenset(
    ["family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"]
)
_NAME_FLAGS = frozenset(["comma-suffix", "static-ordering", "parse-names"])
_DATE_PARTS = frozenset(["date-parts", "season", "circa", "literal", "raw", "edtf"])


def violations(item: dict[str, Any]) -> Iterator[str]:
    """What in ``item`` the schema forbids: a sentence each, which begins with the place."""
    for field in ("type", "id"):
        if field not in item:
            yield f"{field}: is missing"
    for field, value in item.items():
        yield from _field(field, value)


def _field(field: str, value: Any) -> Iterator[str]:
    if field == "type":
        if not isinstance(value, str) or value not in TYPES:
            yield f"type: {value!r} is no type of CSL 1.0.2"
    elif field == "id" or field in NUMBERS:
        if not _string_or_number(value):
            yield f"{field}: is neither text nor a number"
    elif field in STRINGS:
        if not isinstance(value, str):
            yield f"{field}: is no text"
    elif field in NAMES:
        yield from _listed(field, value, _name)
    elif field in DATES:
        yield from _date(field, value)
    elif field == "categories":
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            yield "categories: is no list of texts"
    elif field == "custom":
        if not isinstance(value, dict):
            yield "custom: is no object"
    else:
        yield f"{field}: is no field of CSL; keep it under 'custom'"


def _listed(field: str, value: Any, rule: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{field}: is no list"
        return
    for number, entry in enumerate(value, 1):
        yield from rule(f"{field} {number}", entry)


def _name(place: str, name: Any) -> Iterator[str]:
    if not isinstance(name, dict):
        yield f"{place}: is no name object"
        return
    for part, value in name.items():
        if part in _NAME_STRINGS:
            if not isinstance(value, str):
                yield f"{place}: {part} is no text"
        elif part in _NAME_FLAGS:
            if not _string_or_number(value) and not isinstance(value, bool):
                yield f"{place}: {part} is neither text, a number nor true or false"
        else:
            yield f"{place}: {part} is no part of a CSL name"


def _date(field: str, date: Any) -> Iterator[str]:
    if isinstance(date, str):
        return  # EDTF, as CSL 1.0.2 allows
    if not isinstance(date, dict):
        yield f"{field}: is no date object"
        return
    for part, value in date.items():
        if part == "date-parts":
            yield from _date_parts(field, value)
        elif part not in _DATE_PARTS:
            yield f"{field}: {part} is no part of a CSL date"
        elif part in ("literal", "raw", "edtf") and not isinstance(value, str):
            yield f"{field}: {part} is no text"
        elif part in ("season", "circa") and not _string_or_number(value) and not isinstance(value, bool):
            yield f"{field}: {part} is neither text nor a number"


def _date_parts(field: str, parts: Any) -> Iterator[str]:
    if not isinstance(parts, list) or not 1 <= len(parts) <= 2:
        yield f"{field}: date-parts is no list of one or two dates"
        return
    for part in parts:
        if not isinstance(part, list) or not 1 <= len(part) <= 3 or not all(map(_string_or_number, part)):
            yield f"{field}: {part!r} is no [year, month, day]"


def _string_or_number(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
