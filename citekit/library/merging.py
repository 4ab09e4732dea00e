"""Two records of one document into one, without losing a field.

What only one has is taken; where both differ the kept record's value stands, and the other's is kept
under ``custom.citekit.alternatives`` with a diagnostic, never overwritten.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from citekit.errors import InvalidData
from citekit.library.shelf import Shelf, citekit_part, overlapping, shelf_of
from citekit.library.shown import shown
from citekit.model import CslItem, Diagnostic

_UNITED = frozenset({"credits", "diagnostics", "former_keys"})
"""Lists under ``custom.citekit`` whose entries of both records stand side by side."""

_OF_THE_COPY = frozenset({"id", "citation-key"})
_TRACES = frozenset({"spans", "diagnostics", "former_keys", "form", "alternatives", "other_readings"})
"""What ``custom.citekit`` says of one reading or of one file, not of the document."""


class _Differences(NamedTuple):
    """(field, what stands, what the other record says): ``clashes`` are of substance, ``readings`` only
    of how or where another text puts the same (labels, script, spans)."""

    clashes: list[tuple[str, Any, Any]]
    readings: list[tuple[str, Any, Any]]

    def beyond(self, item: CslItem) -> _Differences:
        """Those that ``item`` does not hold already from an earlier merge."""
        part = citekit_part(item)
        known, read = _listed(part.get("alternatives")), _listed(part.get("other_readings"))
        return _Differences(
            [clash for clash in self.clashes if clash[2] not in known.get(clash[0], [])],
            [reading for reading in self.readings if reading[2] not in read.get(reading[0], [])],
        )


def merged(kept: CslItem, other: CslItem) -> tuple[CslItem, list[Diagnostic]]:
    """``kept`` with everything that ``other`` knows besides, and what the two disagree about.

    ``other``'s key is remembered under ``custom.citekit.former_keys``; where another text writes the same
    in other words, under ``other_readings``. Raises InvalidData where a ``custom`` is no object.
    """
    for item in (kept, other):
        if not isinstance(item.get("custom", {}), dict) or not _holds_object(item):
            raise InvalidData(f"record {item.get('id')}: its 'custom' holds no object; mend it first")
    found = _Differences([], [])
    said = {field: value for field, value in other.items() if field not in _OF_THE_COPY}
    item = _joined(kept, said, "", found)
    new = found.beyond(kept)
    notes = [Diagnostic("value-claimed-twice", _disagreement(*clash)) for clash in new.clashes]
    part = dict(citekit_part(item))
    if new.clashes:
        part["alternatives"] = _with(part.get("alternatives"), new.clashes)
        part["diagnostics"] = [*part.get("diagnostics", []), *(note.as_json() for note in notes)]
    if new.readings:
        part["other_readings"] = _with(part.get("other_readings"), new.readings)
    if other.get("id") and str(other["id"]) != str(kept.get("id")):
        part["former_keys"] = list(dict.fromkeys([*part.get("former_keys", []), str(other["id"])]))
    if part:
        item = {**item, "custom": {**item.get("custom", {}), "citekit": part}}
    return item, notes


def adds_nothing(kept: CslItem, other: CslItem) -> bool:
    """Whether ``kept`` already says everything that ``other`` says of the document."""
    found = _Differences([], [])
    known = of_the_document(kept)
    return _joined(known, of_the_document(other), "", found) == known and not found.beyond(kept).clashes


def of_the_document(item: CslItem) -> CslItem:
    """What an item says of the document: without its key, and without traces of the text it was read from."""
    plain = {field: value for field, value in item.items() if field not in _OF_THE_COPY}
    custom = plain.pop("custom", None) or {}
    part = {field: value for field, value in citekit_part(item).items() if field not in _TRACES}
    custom = {**custom, "citekit": part} if part else {key: custom[key] for key in custom if key != "citekit"}
    return {**plain, "custom": custom} if custom else plain


def _holds_object(item: CslItem) -> bool:
    return isinstance(item.get("custom", {}).get("citekit", {}), dict)


def _joined(kept: dict[str, Any], other: dict[str, Any], place: str, found: _Differences) -> dict[str, Any]:
    joined = dict(kept)
    for field, value in other.items():
        where = f"{place}.{field}" if place else field
        stands = kept.get(field)
        if stands in ("", [], {}, None):
            joined[field] = value
        elif stands == value or value in ("", [], {}, None):
            continue
        elif where == "custom.citekit.archival" and isinstance(stands, list) and isinstance(value, list):
            joined[field] = _joined_places(stands, value, found)
        elif place == "custom.citekit" and field in _UNITED and isinstance(stands, list):
            joined[field] = [*stands, *(entry for entry in value if entry not in stands)]
        elif where in ("custom.citekit.alternatives", "custom.citekit.other_readings"):
            joined[field] = _with(stands, [(key, None, one) for key in value for one in value[key]])
        elif (
            where.startswith("custom")
            and field != "spans"
            and isinstance(stands, dict)
            and isinstance(value, dict)
        ):
            joined[field] = _joined(stands, value, where, found)
        elif where == "custom.citekit.spans":
            found.readings.append((where, stands, value))
        else:
            found.clashes.append((where, stands, value))
    return joined


def _joined_places(stands: list[Any], value: list[Any], found: _Differences) -> list[Any]:
    """Another archive's copy stands beside; another reading of the same place is a difference."""
    joined = list(stands)
    for entry in value:
        if entry in joined:
            continue
        place = shelf_of(entry)
        same = next((one for one in stands if place and _same_place(shelf_of(one), place)), None)
        if same is None:
            joined.append(entry)
        elif shelf_of(same) == place:
            found.readings.append(("custom.citekit.archival", same, entry))
        else:
            found.clashes.append(("custom.citekit.archival", same, entry))
    return joined


def _same_place(one: Shelf | None, other: Shelf) -> bool:
    return one is not None and one.file == other.file and overlapping(one, other) is not False


def _listed(known: Any) -> dict[str, list[Any]]:
    return {field: list(values) for field, values in known.items()} if isinstance(known, dict) else {}


def _with(known: Any, differences: list[tuple[str, Any, Any]]) -> dict[str, list[Any]]:
    listed = _listed(known)
    for field, _, value in differences:
        values = listed.setdefault(field, [])
        if value not in values:
            values.append(value)
    return listed


def _disagreement(field: str, stands: Any, value: Any) -> str:
    return (
        f"{field}: two records of this document differ; {_quoted(stands)} stands, "
        f"{_quoted(value)} is kept under custom.citekit.alternatives"
    )


def _quoted(value: Any) -> str:
    text = shown(value)
    return f"“{text[:80]}…”" if len(text) > 80 else f"“{text}”"
