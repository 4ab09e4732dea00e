"""What the index keeps of a record: its words by field, shelf-marks, years and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from citekit.archives.repositories import repositories
from citekit.library.dates import date_text, years
from citekit.library.key import folded
from citekit.library.sameness import Mark, former_marks, marks
from citekit.library.sheets import SHEET_LEVELS, sheets
from citekit.library.shelf import citekit_part, named_levels, references
from citekit.library.words import exact, indexed
from citekit.model import CslItem

COLUMNS = (
    "key",
    "type",
    "title",
    "author",
    "recipient",
    "translator",
    "editor",
    "obtained",
    "archive",
    "shelfmark",
    "genre",
    "source",
    "language",
    "abstract",
    "url",
    "other",
)
"""The fields of the words; ``other`` holds those of every field that has no column of its own."""

_COLUMN_OF = {
    "id": "key",
    "citation-key": "key",
    "type": "type",
    "title": "title",
    "title-short": "title",
    "original-title": "title",
    "author": "author",
    "recipient": "recipient",
    "translator": "translator",
    "editor": "editor",
    "archive": "archive",
    "archive-place": "archive",
    "archive_collection": "shelfmark",
    "archive_location": "shelfmark",
    "call-number": "shelfmark",
    "genre": "genre",
    "source": "source",
    "language": "language",
    "abstract": "abstract",
    "URL": "url",
    "DOI": "url",
    "former_keys": "key",
    "repository": "archive",
    "repository_id": "archive",
    "repository_name": "archive",
    "place": "archive",
    "original_language": "language",
    "levels": "shelfmark",
}
"""Field of CSL or of ``custom.citekit`` -> column."""

_ROLES = {"translator": "translator", "editor": "editor", "obtained-by": "obtained"}
_LEFT_OUT = frozenset(
    {"spans", "span", "diagnostics", "date-parts", "tradition", "level", "label", "form", "sheet_terms"}
)

LevelRow: TypeAlias = tuple[str, str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in the index. ``levels`` are (level, exact value, first and last side of a sheet run)."""

    key: str
    folded: str
    summary: dict[str, str]
    words: tuple[str, ...]
    levels: list[LevelRow]
    years: list[tuple[int, int]]
    marks: list[Mark]


def entry_of(item: CslItem) -> Entry:
    """What the index keeps of ``item``, whatever shape its fields have."""
    key = str(item.get("id") or "")
    texts: dict[str, list[str]] = {column: [] for column in COLUMNS}
    _collect(item, "other", texts)
    texts["other"].append(date_text(item.get("issued")))
    for credit in citekit_part(item).get("credits") or ():
        if isinstance(credit, dict):
            _collect(credit.get("names"), _ROLES.get(str(credit.get("role")), "other"), texts)
    for reference in references(item):
        if known := repositories().get(str(reference.get("repository_id"))):
            texts["archive"] += known.known_as()
    shown = tuple(indexed("\n".join(dict.fromkeys(texts[column]))) for column in COLUMNS)
    traces = [*marks(item), *former_marks(item)]
    return Entry(key, folded(key), summary(item), shown, _levels(item), years(item), traces)


def summary(item: CslItem) -> dict[str, str]:
    """What a list shows of a record: ``key``, ``date``, ``title``, ``archive``, ``shelfmark``."""
    place = next(references(item), {})
    return {
        "key": str(item.get("id") or ""),
        "date": date_text(item.get("issued")),
        "title": str(item.get("title") or item.get("genre") or ""),
        "archive": str(place.get("repository") or item.get("archive") or ""),
        "shelfmark": str(item.get("archive_location") or item.get("call-number") or ""),
    }


def _collect(value: Any, column: str, texts: dict[str, list[str]]) -> None:
    if isinstance(value, dict):
        for field, inner in value.items():
            if field == "credits" or field in _LEFT_OUT:
                continue
            _collect(inner, _COLUMN_OF.get(field, column), texts)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, column, texts)
    elif isinstance(value, str) and value:
        texts[column].append(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        texts[column].append(str(value))


def _levels(item: CslItem) -> list[LevelRow]:
    rows: list[LevelRow] = []
    for reference in references(item):
        for level, value in named_levels(reference):
            runs = sheets(value) if level in SHEET_LEVELS else None
            if runs:
                rows += [(level, exact(value), first, last) for first, last in runs]
            else:
                rows.append((level, exact(value), None, None))
    return list(dict.fromkeys(rows))
