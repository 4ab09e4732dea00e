"""One record, one file: read with the place of what is wrong, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from citekit.errors import InvalidData, WriteError
from citekit.model import CslItem
from citekit.model.strict_json import BrokenJson, decoded, mended

WORKROOM = ".citekit"
"""Folder inside a library for the lock and for files that are not yet whole; git ignores it."""

LARGEST_RECORD = 16 * 2**20
"""Bytes of the largest file that is read as one record."""

_BLANKS = " \t\r\n"
_SYNCING_AT_ONCE = 4
"""Files that are forced to disk side by side: a journalling file system commits them together."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a file is no record: its name, the line (0 where no line can be named) and the reason."""

    name: str
    line: int
    reason: str

    def __str__(self) -> str:
        """As a sentence for a person."""
        place = f"{self.name}, line {self.line}" if self.line else self.name
        return f"{place}: {self.reason}"


class DamagedRecord(InvalidData):
    """A file of a library that can't be read as a record; :attr:`damage` says where and why."""

    def __init__(self, damage: Damage, folder: Path) -> None:
        self.damage = damage
        super().__init__(f"{folder / damage.name}{str(damage)[len(damage.name) :]}")


def read_record(folder: Path, name: str) -> CslItem:
    """The record in ``folder/name``, its ``id`` a text (the file's name where it has none).

    Raises DamagedRecord, or FileNotFoundError.
    """
    try:
        with open(f"{folder}{os.sep}{name}", "rb") as file:  # noqa: PTH123 (twice as fast, for each of many)
            data = file.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedRecord(Damage(name, 0, error.strerror or str(error)), folder) from error
    item = parse_record(data, name, folder)
    item["id"] = str(item.get("id") or name.removesuffix(".json"))
    return item


def read_to_change(folder: Path, name: str) -> CslItem:
    """:func:`read_record` for a record that will be written again; raises InvalidData too where a field stands
    twice in the file, since a reader of JSON keeps only the last."""
    if field := field_twice((folder / name).read_bytes()):
        raise InvalidData(f"{folder / name}: the field {field!r} stands twice in it; take one out first")
    return read_record(folder, name)


def field_twice(data: bytes) -> str | None:
    """The first field that an object in ``data`` has twice; None where none has, or ``data`` is no JSON."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            twice.append(next(name for name in names if names.count(name) > 1))

    with suppress(ValueError, RecursionError):
        json.loads(data.decode("utf-8-sig"), object_pairs_hook=note)
    return twice[0] if twice else None


def parse_record(data: bytes, name: str, folder: Path = Path()) -> CslItem:
    """The record in ``data``, the content of ``folder/name``; raises DamagedRecord."""
    line, reason = 0, ""
    item: Any = None
    if len(data) > LARGEST_RECORD:
        reason = f"is larger than {LARGEST_RECORD // 2**20} MB, which no record is"
    elif not data.strip():
        line, reason = 1, "is empty"
    else:
        try:
            line, reason, item = _decoded(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line, reason = data.count(b"\n", 0, error.start) + 1, "is not UTF-8"
    if not reason and not isinstance(item, dict):
        many = isinstance(item, list)
        line, reason = 1, "holds a list, not one record: 'citekit add' it" if many else "holds no record"
    if reason:
        raise DamagedRecord(Damage(name, line, reason), folder)
    found: CslItem = item
    return found


def parsed(data: bytes, path: Path) -> CslItem:
    """The record that a user wrote into ``path``, checked against the schema.

    Raises DamagedRecord for what is no record, InvalidData for one that breaks the schema.
    """
    from citekit.model.schema import violations

    item = parse_record(data, path.name, path.parent)
    broken = list(violations(item))
    if broken:
        raise InvalidData(f"{path}: breaks the CSL-JSON schema: {'; '.join(broken)}")
    return item


def record_text(item: CslItem) -> str:
    """``item`` as its file holds it: pretty-printed, fields sorted, letters as they are."""
    try:
        text = _pretty(item, "\n") + "\n"
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidData(f"record {item.get('id')!r} can't be written as JSON: {error}") from error
    return text


def _pretty(value: Any, line: str) -> str:
    """``json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)``, letter for letter.

    The standard library indents in Python, piece by piece; this is four times as fast, and records are
    written by the hundred thousand. ``line`` is a line's end with the indentation of ``value``.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = line + "  "
        fields = [f"{encode_basestring(key)}: {_pretty(value[key], inner)}" for key in sorted(value)]
        return f"{{{inner}{f',{inner}'.join(fields)}{line}}}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inner = line + "  "
        return f"[{inner}{f',{inner}'.join([_pretty(entry, inner) for entry in value])}{line}]"
    return json.dumps(value, allow_nan=False)


def write_records(folder: Path, texts: Mapping[str, str]) -> None:
    """Write each text to ``folder/name``, all durable when this returns, each whole at every moment.

    All are forced to disk under other names before the first one takes its place, so a full disk leaves
    the library as it was. Raises WriteError. The caller holds the library's lock.
    """
    staged = [(folder / WORKROOM / f"{number}.tmp", name) for number, name in enumerate(texts)]
    with _sentence_for_disk_errors(folder):
        try:
            _stage([(path, texts[name].encode()) for path, name in staged])
            for path, name in staged:
                os.replace(path, folder / name)  # noqa: PTH105 (Path.replace builds a Path for each)
        except OSError:
            for path, _ in staged:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        _force_names(folder)


def delete_record(folder: Path, name: str) -> None:
    """Take ``folder/name`` away, durably; raises WriteError."""
    with _sentence_for_disk_errors(folder):
        (folder / name).unlink()
        _force_names(folder)


def make_workroom(folder: Path) -> Path:
    """The folder for the lock and for unfinished files, made where it is missing; raises WriteError."""
    room = folder / WORKROOM
    with _sentence_for_disk_errors(folder):
        room.mkdir(parents=True, exist_ok=True)
        ignored = room / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
    return room


def clear_workroom(folder: Path) -> None:
    """Take away what a killed writer left unfinished; the caller holds the lock."""
    for left in (folder / WORKROOM).glob("*.tmp"):
        left.unlink(missing_ok=True)


def _stage(files: list[tuple[Path, bytes]]) -> None:
    if len(files) < 2 * _SYNCING_AT_ONCE:
        for file in files:
            _write_through(file)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_SYNCING_AT_ONCE) as pool:
        _exhaust(pool.map(_write_through, files))


def _write_through(file: tuple[Path, bytes]) -> None:
    path, data = file
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _exhaust(results: Iterable[None]) -> None:
    for _ in results:
        pass


def _force_names(folder: Path) -> None:
    """Force the folder's own entries to disk, where the system can (Windows can't, and needs not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _sentence_for_disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{folder}: can't be written ({reason}); every earlier record is whole") from error


def _decoded(text: str) -> tuple[int, str, Any]:
    """(line, what is wrong, value): the value of a text of JSON, or why it is none."""
    start = len(text) - len(text.lstrip(_BLANKS))
    try:
        value, end = decoded(text, start)
    except BrokenJson as error:
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith(("<<<<<<< ", ">>>>>>> ")):
                return number, "holds the marks of an unfinished git merge", None
        column = f", column {error.column}" if error.column else ""
        return error.line, f"is no JSON ({error.reason}{column})", None
    if text[end:].strip(_BLANKS):
        return text.count("\n", 0, end) + 1, "is no JSON (something stands behind the record)", None
    if mended(value, text) != value:
        return 1, "holds half a character (\\ud800 to \\udfff)", None
    return 0, "", value
