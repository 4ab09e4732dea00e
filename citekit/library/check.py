"""What is wrong in a library's records, and what of it can safely be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from citekit.errors import InvalidData
from citekit.library.finding import Finding
from citekit.library.key import SUFFIX, file_name, made_valid
from citekit.library.merging import adds_nothing
from citekit.library.people import Spellings, differ_in_spacing, respelled
from citekit.library.record_file import (
    DamagedRecord,
    delete_record,
    field_twice,
    parse_record,
    read_record,
    read_to_change,
    record_text,
    write_records,
)
from citekit.library.repository import known, unknown_names, with_known_repositories
from citekit.library.rules import faults
from citekit.library.sameness import same_document
from citekit.library.shelf import citekit_part
from citekit.model import CslItem

if TYPE_CHECKING:
    from citekit.library.index import Index

Mend: TypeAlias = Callable[[], None]
Found: TypeAlias = tuple[Finding, Mend | None]
"""A finding and what mends it, where something safely does. The caller of a Mend holds the lock."""


def found_in(folder: Path, index: Index, names: frozenset[str] | None) -> list[Found]:
    """What is wrong in the files ``names`` of a library (None: in all), by file; the index is fresh."""
    spellings = Spellings()
    found: list[Found] = [
        (Finding("file-damaged", damage.name, damage.reason, line=damage.line), None)
        for damage in index.damages()
    ]
    for (name,) in index.rows("SELECT name FROM files WHERE damage IS NULL ORDER BY name"):
        try:
            data = (folder / name).read_bytes()
            item = parse_record(data, name, folder)
        except (DamagedRecord, OSError):
            continue
        item["id"] = str(item.get("id") or name.removesuffix(SUFFIX))
        spellings.note(name, item)
        if names is None or name in names:
            found += _one_record(folder, name, item, data)
    found += _same_keys(index)
    found += _same_documents(folder, index)
    found += _people(folder, spellings)
    here = [one for one in found if names is None or one[0].file in names]
    return sorted(here, key=lambda one: (one[0].file, one[0].line))


def mended(found: list[Found]) -> list[Finding]:
    """The findings after what can be mended is. A file is renamed last, so that others still find it."""
    fixed = set()
    for number, (finding, mend) in sorted(enumerate(found), key=lambda one: one[1][0].code == "key-misfiled"):
        if mend is not None:
            try:
                mend()
            except (InvalidData, FileNotFoundError):
                continue
            fixed.add((number, finding.code))
    return [
        replace(finding, fixed=True) if (number, finding.code) in fixed else finding
        for number, (finding, _) in enumerate(found)
    ]


def _one_record(folder: Path, name: str, item: CslItem, data: bytes) -> Iterator[Found]:
    key = item["id"]
    if file_name(key) != name:
        mend = partial(_file_under_key, folder, name)
        yield Finding("key-misfiled", name, f"holds the key {key!r}, which leads nowhere", key), mend
    for fault in faults(item):
        yield Finding(fault.code, name, fault.message, key), None
    for archive in unknown_names(item):
        repository = known(archive)
        if repository is None:
            yield Finding("repository-unknown", name, f"{archive!r} is no archive known here", key), None
        else:
            message = f"{archive!r} is {repository.id}, {repository.name}, but the record does not say so"
            mend = partial(_rewrite, folder, name, with_known_repositories)
            yield Finding("repository-unknown", name, message, key), mend
    if record_text(parse_record(data, name)).encode() == data:
        return
    if field := field_twice(data):
        message = f"the field {field!r} stands twice; only the last is read"
        yield Finding("field-twice", name, message, key), None
    else:
        mend = partial(_rewrite, folder, name, lambda record: record)
        yield Finding("file-untidy", name, "is not written as citekit writes it", key), mend


def _same_keys(index: Index) -> Iterator[Found]:
    query = (
        "SELECT name, key FROM files WHERE folded IN (SELECT folded FROM files WHERE damage IS NULL "
        "GROUP BY folded HAVING COUNT(*) > 1) ORDER BY folded, name"
    )
    for name, key in index.rows(query):
        message = f"the key {key} is also another file's; give one of the two another key"
        yield Finding("key-twice", name, message, key), None


def _same_documents(folder: Path, index: Index) -> Iterator[Found]:
    for one, other in index.pairs():
        try:
            first, second = read_record(folder, one), read_record(folder, other)
        except (DamagedRecord, FileNotFoundError):
            continue
        reason = same_document(first, second)
        left = next(_taken_over(((one, first), (other, second))), None)
        if left is not None:
            (gone, record), heir = left
            whole = adds_nothing(heir, record)
            message = f"{record['id']} was taken over by {heir['id']}" + (
                ", which holds all of it" if whole else "; merge the two"
            )
            mend = partial(delete_record, folder, gone) if whole else None
            yield Finding("key-left-over", gone, message, record["id"]), mend
        elif reason:
            message = f"is of the same document as {first['id']}: {reason}; 'citekit merge' joins them"
            yield Finding("document-twice", other, message, second["id"]), None


def _taken_over(pair: tuple[tuple[str, CslItem], ...]) -> Iterator[tuple[tuple[str, CslItem], CslItem]]:
    for gone, heir in (pair, pair[::-1]):
        if gone[1]["id"] in (citekit_part(heir[1]).get("former_keys") or ()):
            yield gone, heir[1]


def _people(folder: Path, spellings: Spellings) -> Iterator[Found]:
    for group in spellings.inconsistent():
        right = group[0]
        counted = "; ".join(f"“{', '.join(name)}” ({len(spellings.files[name])})" for name in group)
        for wrong in group[1:]:
            respell: Callable[[CslItem], CslItem] = partial(respelled, spelling={wrong: right})
            safe = differ_in_spacing(wrong, right)
            for name in spellings.files[wrong]:
                mend = partial(_rewrite, folder, name, respell) if safe else None
                yield Finding("name-inconsistent", name, f"may be one person: {counted}"), mend


def _file_under_key(folder: Path, name: str) -> None:
    item = read_to_change(folder, name)
    item["id"] = made_valid(item["id"])
    right = file_name(item["id"])
    if (folder / right).exists() and not (folder / right).samefile(folder / name):
        raise InvalidData(f"{right} stands there already")
    write_records(folder, {right: record_text(item)})
    if not (folder / right).samefile(folder / name):
        delete_record(folder, name)


def _rewrite(folder: Path, name: str, change: Callable[[CslItem], CslItem]) -> None:
    read_to_change(folder, name)
    item = parse_record((folder / name).read_bytes(), name, folder)
    write_records(folder, {name: record_text(change(item))})
