"""Items become records: which are new, which the library has already, under which key and in one batch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from citekit.errors import InvalidData
from citekit.library.added import Added, Sameness
from citekit.library.index import Index
from citekit.library.key import file_name, folded, free, made_valid
from citekit.library.merging import adds_nothing, merged
from citekit.library.record_file import read_record, read_to_change, record_text, write_records
from citekit.library.sameness import marks, same_document
from citekit.library.shelf import citekit_part
from citekit.library.splitting import with_levels
from citekit.model import CslItem, Diagnostic


def checked(item: Any) -> CslItem:
    """``item`` as it may be added; raises InvalidData for what is no CSL item."""
    if not isinstance(item, dict):
        raise InvalidData(f"no CSL item, but {type(item).__name__}: {str(item)[:60]!r}")
    custom = item.get("custom", {})
    if not isinstance(custom, dict) or not isinstance(custom.get("citekit", {}), dict):
        raise InvalidData(f"item {item.get('id')!r}: its 'custom' holds no object")
    try:
        json.dumps(item, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidData(f"item {item.get('id')!r} can't be written as JSON: {error}") from error
    return item


def add_together(folder: Path, index: Index, items: list[CslItem], same: Sameness) -> list[Added]:
    """Add items in one batch; the caller holds the library's lock, and the index is fresh."""
    fresh: dict[str, CslItem] = {}
    index.begin()
    try:
        outcomes = [_add_one(folder, index, item, same, fresh) for item in items]
        write_records(folder, {name: record_text(item) for name, item in fresh.items()})
        index.settle(fresh)
    finally:
        index.undo()
    return outcomes


def same_documents(
    folder: Path, index: Index, item: CslItem, fresh: Mapping[str, CslItem]
) -> Iterator[tuple[str, CslItem, str]]:
    """(file, record, reason) of every record of the same document; ``fresh`` are not yet in files."""
    for name in index.sharing(marks(item)):
        record = fresh[name] if name in fresh else read_record(folder, name)
        reason = same_document(record, item)
        if reason:
            yield name, record, reason


def _add_one(folder: Path, index: Index, item: CslItem, same: Sameness, fresh: dict[str, CslItem]) -> Added:
    """Note in the index and under ``fresh`` (file -> record) what adding ``item`` changes."""
    found = next(same_documents(folder, index, item, fresh), None) if same != "keep" else None
    if found is None and (typed := with_levels(item)) is not item:
        item = typed
        found = next(same_documents(folder, index, item, fresh), None) if same != "keep" else None
    if found is None:
        record, notes = _with_free_key(item, index)
        name, added = file_name(record["id"]), Added(record["id"], "added", record, diagnostics=notes)
    else:
        name, known, reason = found
        if _refers_back(item) or adds_nothing(known, item):
            return Added(known["id"], "there", known, reason)
        if same == "refuse":
            return Added(known["id"], "refused", item, reason)
        record, clashes = merged(known if name in fresh else read_to_change(folder, name), item)
        added = Added(record["id"], "merged", record, reason, tuple(clashes))
    fresh[name] = record
    index.keep(name, record)
    return added


def _refers_back(item: CslItem) -> bool:
    """Whether the item is a later note's "Ibid." or short form, which says nothing of its own."""
    return citekit_part(item).get("form") in ("ibid", "short")


def _with_free_key(item: CslItem, index: Index) -> tuple[CslItem, tuple[Diagnostic, ...]]:
    """``item`` under a key that no record has or had; a key that can't be one stays a former key."""
    wanted = str(item.get("citation-key") or item.get("id") or "")
    if not wanted:
        wanted = "-".join(str(item.get("title") or item.get("type") or "").split()[:5])
    key = free(made_valid(wanted), index.taken)
    record = {**item, "id": key, "citation-key": key}
    original = str(item.get("id") or "")
    if original and folded(original) != folded(key) and not index.taken(original):
        record = with_former_key(record, original)
    if key == wanted or not original:
        return record, ()
    near = made_valid(wanted)
    why = "is taken by another document" if key != near and key.startswith(near) else "can't be one"
    return record, (Diagnostic("key-changed", f"key {wanted!r} {why}; the record is {key}"),)


def with_former_key(item: CslItem, old: str) -> CslItem:
    """``item``, which is found by the key ``old`` too."""
    custom = item.get("custom") or {}
    part = citekit_part(item)
    if not isinstance(custom, dict) or custom.get("citekit", part) != part:
        raise InvalidData(f"record {item['id']}: its 'custom' holds no object; mend it first")
    former = [key for key in part.get("former_keys", []) if key != item["id"]]
    part = {**part, "former_keys": list(dict.fromkeys([*former, old]))}
    return {**item, "custom": {**custom, "citekit": part}}
