"""Two records of one document into one, without losing a field.

What only one has is taken; where both differ the kept record's value stands, and the other's is kept
under ``custom.citekit.alternatives`` with a diagnostic, never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from citekit.errors import InvalidData
from citekit.library.shelf import citekit_part, overlapping, shelf_of
from citekit.model import CslItem, Diagnostic

Clashes: TypeAlias = list[tuple[str, Any, Any]]
"""(field, what stands, what the other record says)."""

_UNITED = frozenset({"credits", "diagnostics", "former_keys"})
"""Lists under ``custom.citekit`` whose entries of both records stand side by side."""

_OF_THE_COPY = frozenset({"id", "citation-key"})
_TRACES = frozenset({"spans", "diagnostics", "former_keys", "form", "alternatives"})
"""What ``custom.citekit`` says of one reading or of one file, not of the document."""


def merged(kept: CslItem, other: CslItem) -> tuple[CslItem, list[Diagnostic]]:
    """``kept`` with everything that ``other`` knows besides, and what the two disagree about.

    ``other``'s key is remembered under ``custom.citekit.former_keys``. Raises InvalidData where a
    ``custom`` is no object.
    """
    for item in (kept, other):
        if not isinstance(item.get("custom", {}), dict) or not _holds_object(item):
            raise InvalidData(f"record {item.get('id')}: its 'custom' holds no object; mend it first")
    clashes: Clashes = []
    said = {field: value for field, value in other.items() if field not in _OF_THE_COPY}
    item = _joined(kept, said, "", clashes)
    notes = [Diagnostic("value-claimed-twice", _disagreement(*clash)) for clash in clashes]
    part = dict(citekit_part(item))
    if clashes:
        part["alternatives"] = _alternatives(part.get("alternatives"), clashes)
        part["diagnostics"] = [*part.get("diagnostics", []), *(note.as_json() for note in notes)]
    if other.get("id") and str(other["id"]) != str(kept.get("id")):
        part["former_keys"] = list(dict.fromkeys([*part.get("former_keys", []), str(other["id"])]))
    if part:
        item = {**item, "custom": {**item.get("custom", {}), "citekit": part}}
    return item, notes


def adds_nothing(kept: CslItem, other: CslItem) -> bool:
    """Whether ``kept`` already says everything that ``other`` says of the document."""
    clashes: Clashes = []
    known = _of_the_document(kept)
    return bool(_joined(known, _of_the_document(other), "", clashes) == known and not clashes)


def _of_the_document(item: CslItem) -> CslItem:
    plain = {field: value for field, value in item.items() if field not in _OF_THE_COPY}
    if "citekit" in (custom := plain.get("custom") or {}):
        part = {field: value for field, value in citekit_part(item).items() if field not in _TRACES}
        plain["custom"] = {**custom, "citekit": part}
    return plain


def _holds_object(item: CslItem) -> bool:
    return isinstance(item.get("custom", {}).get("citekit", {}), dict)


def _joined(kept: dict[str, Any], other: dict[str, Any], place: str, clashes: Clashes) -> dict[str, Any]:
    joined = dict(kept)
    for field, value in other.items():
        where = f"{place}.{field}" if place else field
        stands = kept.get(field)
        if stands in ("", [], {}, None):
            joined[field] = value
        elif stands == value or value in ("", [], {}, None):
            continue
        elif where == "custom.citekit.archival" and isinstance(stands, list) and isinstance(value, list):
            joined[field] = _joined_places(stands, value, clashes)
        elif place == "custom.citekit" and field in _UNITED and isinstance(stands, list):
            joined[field] = [*stands, *(entry for entry in value if entry not in stands)]
        elif where == "custom.citekit.alternatives":
            joined[field] = _alternatives(stands, [(key, None, one) for key in value for one in value[key]])
        elif (
            where.startswith("custom")
            and field != "spans"
            and isinstance(stands, dict)
            and isinstance(value, dict)
        ):
            joined[field] = _joined(stands, value, where, clashes)
        else:
            clashes.append((where, stands, value))
    return joined


def _both_objects(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)


def _joined_places(stands: list[Any], value: list[Any], clashes: Clashes) -> list[Any]:
    """Another archive's copy stands beside; another reading of the same place is a disagreement."""
    joined = list(stands)
    for entry in value:
        if entry in joined:
            continue
        same = next(_same_places(stands, entry), None)
        if same is None:
            joined.append(entry)
        else:
            clashes.append(("custom.citekit.archival", same, entry))
    return joined


def _same_places(stands: list[Any], entry: Any) -> Iterator[Any]:
    place = shelf_of(entry)
    for one in stands:
        shelf = shelf_of(one)
        if place and shelf and shelf.file == place.file and overlapping(shelf, place) is not False:
            yield one


def _alternatives(known: dict[str, list[Any]] | None, clashes: Clashes) -> dict[str, list[Any]]:
    alternatives = {field: list(values) for field, values in (known or {}).items()}
    for field, _, value in clashes:
        values = alternatives.setdefault(field, [])
        if value not in values:
            values.append(value)
    return alternatives


def _disagreement(field: str, stands: Any, value: Any) -> str:
    return (
        f"{field}: two records of this document differ; {_quoted(stands)} stands, "
        f"{_quoted(value)} is kept under custom.citekit.alternatives"
    )


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"“{text[:80]}…”" if len(text) > 80 else f"“{text}”"
