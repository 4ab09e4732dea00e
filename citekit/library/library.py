"""A folder of records: kept, found, joined."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citekit.errors import InvalidData, UnknownKey, UnreadableInput
from citekit.library.added import Added, Sameness
from citekit.library.key import InvalidKey, file_name, folded, valid
from citekit.library.record_file import (
    Damage,
    DamagedRecord,
    delete_record,
    read_record,
    read_to_change,
    record_text,
    write_records,
)
from citekit.model import CslItem, Diagnostic

if TYPE_CHECKING:
    from citekit.library.finding import Finding
    from citekit.library.index import Index
    from citekit.library.query import Query

_NEAR_KEYS = 5000
"""Keys that are looked through for the one that a mistyped key may have meant."""

_RANKED = 5000
"""Matches up to which the best are looked for."""

_TOGETHER = 500
"""Records that are forced to disk together when many are added."""


def default_folder() -> Path:
    """``CITEKIT_LIBRARY``, else ``./records`` where there is one, else the user's data folder."""
    named = os.environ.get("CITEKIT_LIBRARY")
    if named:
        return Path(named).expanduser()
    here = Path("records")
    if here.is_dir():
        return here
    from platformdirs import user_data_path

    return user_data_path("citekit", appauthor=False) / "library"


class Library:
    """The records in one folder, one CSL-JSON file each.

    ``folder`` need not exist: it is made when the first record is added. ``tell`` is given a sentence
    when something takes its time. Every method sees what other programs did to the files;
    every change is on disk, whole, when its method returns.
    """

    def __init__(
        self, folder: str | os.PathLike[str] | None = None, *, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()
        self._tell = tell
        if self.folder.exists() and not self.folder.is_dir():
            raise UnreadableInput(f"{self.folder}: is a file; a library is a folder")

    # Reading

    def get(self, key: str) -> CslItem:
        """The record with this key, or that had it before it was renamed or merged.

        The time it takes does not grow with the library. Raises UnknownKey or DamagedRecord.
        """
        return read_record(self.folder, self._existing(key))

    def __contains__(self, key: object) -> bool:
        """Whether a record has, or had, this key."""
        return isinstance(key, str) and self._name_of(key) is not None

    def __len__(self) -> int:
        """How many records there are, damaged files not counted."""
        self._index.refresh()
        ((count,),) = self._index.rows("SELECT COUNT(*) FROM files WHERE damage IS NULL")
        return int(count)

    def __iter__(self) -> Iterator[CslItem]:
        """Every record, in the order of the keys; damaged files are passed over (see :meth:`damages`)."""
        self._index.refresh()
        names = self._index.rows("SELECT name FROM files WHERE damage IS NULL ORDER BY key, name")
        yield from self._readable(name for (name,) in names)

    def keys(self, beginning: str = "") -> list[str]:
        """The keys, sorted; those that begin so, whatever the case of their letters."""
        return [key for key, _ in self.beginning(beginning)]

    def beginning(self, letters: str, limit: int = -1) -> list[tuple[str, dict[str, str]]]:
        """The keys that begin so, with what :meth:`summaries` says of them, sorted; ``limit`` of them."""
        self._index.refresh()
        start = folded(_storable(letters))
        query = (
            "SELECT key, summary FROM files WHERE damage IS NULL AND folded >= ? AND folded < ? "
            "ORDER BY key LIMIT ?"
        )
        rows = self._index.rows(query, (start, start + "\U0010ffff", limit))
        return [(key, json.loads(summary)) for key, summary in rows]

    def damages(self) -> list[Damage]:
        """The files that can't be read as records, each with its line and what is wrong."""
        self._index.refresh()
        return self._index.damages()

    def search(self, query: str, limit: int | None = None) -> list[CslItem]:
        """The records that meet every term of ``query`` (grammar: :mod:`citekit.library.query`).

        The best matches first, then by key; beyond 5,000 matches no order is of use, and none is made.
        Raises UnknownField or UnknownYear.
        """
        return list(self._readable(name for name, _ in self._found(query, limit)))

    def summaries(self, query: str = "", limit: int | None = None) -> list[tuple[str, dict[str, str]]]:
        """(key, its ``date``, ``title``, ``archive``, ``shelfmark``) of what :meth:`search` finds."""
        found = self._found(query, limit)
        return [(summary["key"], summary) for summary in (json.loads(row) for _, row in found)]

    def count(self, query: str = "") -> int:
        """How many records :meth:`search` would find without a limit."""
        self._index.refresh()
        matches, values = self._asked(query).matches()
        ((count,),) = self._index.rows(f"SELECT COUNT(*) FROM ({matches})", values)
        return int(count)

    # Changing

    def add(self, items: Iterable[CslItem], *, same: Sameness = "refuse") -> list[Added]:
        """Add items, each as a record of its own.

        ``same`` says what becomes of a document that the library has already: ``refuse`` it, ``merge``
        it into the record (no field is lost) or ``keep`` both. An item keeps its key where it can; a key
        that is taken or impossible is changed, which a diagnostic says. Raises InvalidData for an item
        that is no CSL item, and WriteError; what was added before then stands.
        """
        from citekit.library.adding import add_together, checked

        waiting = [checked(item) for item in items]
        outcomes: list[Added] = []
        with self._writing():
            for start in range(0, len(waiting), _TOGETHER):
                together = waiting[start : start + _TOGETHER]
                outcomes += add_together(self.folder, self._index, together, same)
        return outcomes

    def replace(self, key: str, item: CslItem, *, was: CslItem | None = None) -> CslItem:
        """Put ``item`` in the place of the record ``key``; where its ``id`` is another, rename it too.

        ``was`` is the record as the caller saw it: InvalidData is raised where it has changed since.
        """
        new = valid(str(item.get("id") or key))
        with self._writing():
            name = self._existing(key)
            now = read_to_change(self.folder, name)
            if was is not None and now != was:
                raise InvalidData(f"record {key} was changed by someone else meanwhile; nothing was written")
            return self._move(name, new, item, str(now["id"]))

    def rename(self, key: str, new: str) -> CslItem:
        """Give the record another key; the old one still finds it. Raises InvalidData if it is taken."""
        new = valid(new)
        with self._writing():
            name = self._existing(key)
            item = read_to_change(self.folder, name)
            return self._move(name, new, item, str(item["id"]))

    def merge(self, kept: str, other: str) -> tuple[CslItem, list[Diagnostic]]:
        """Join record ``other`` into ``kept``: (the record, what the two disagreed about).

        No field is lost; ``other``'s key finds the record from now on.
        """
        from citekit.library.merging import merged

        with self._writing():
            first, second = self._existing(kept), self._existing(other)
            if first == second:
                raise InvalidData(f"{kept} and {other} are one record already")
            item, notes = merged(read_to_change(self.folder, first), read_to_change(self.folder, second))
            self._write({first: item})
            self._delete(second)
        return item, notes

    def remove(self, key: str) -> CslItem:
        """Delete the record's file; returns what it held."""
        with self._writing():
            name = self._existing(key)
            item = read_record(self.folder, name)
            self._delete(name)
        return item

    # Checking

    def check(self, keys: Iterable[str] = (), *, fix: bool = False) -> list[Finding]:
        """What is wrong in the records (all, or those with these keys), in the order of the files.

        With ``fix`` what can safely be mended is, and its findings say so.
        """
        from citekit.library.check import found_in, mended

        wanted = frozenset(self._existing(key) for key in keys) or None
        self._index.refresh(thoroughly=True)
        if not fix:
            return [finding for finding, _ in found_in(self.folder, self._index, wanted)]
        with self._writing():
            return mended(found_in(self.folder, self._index, wanted))

    # Within

    @cached_property
    def _index(self) -> Index:
        from citekit.library.index import Index

        return Index(self.folder, self._tell)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        from citekit.library.locking import writing

        with writing(self.folder, self._tell):
            self._index.refresh(thoroughly=True)
            yield

    def _name_of(self, key: str) -> str | None:
        """The record's file: that of its key, read to be sure; else what the index knows of it."""
        with suppress(FileNotFoundError, InvalidKey):
            name = file_name(valid(key))
            if folded(read_record(self.folder, name)["id"]) == folded(key):
                return name
        if not self.folder.is_dir():
            return None
        self._index.refresh()
        return self._index.file_of(_storable(key))

    def _existing(self, key: str) -> str:
        name = self._name_of(key)
        if name is None:
            raise UnknownKey(key, (self.keys(key[:2]) or self.keys())[:_NEAR_KEYS])
        return name

    def _readable(self, names: Iterable[str]) -> Iterator[CslItem]:
        """The records in these files, without those that were taken away or damaged this moment."""
        for name in names:
            with suppress(DamagedRecord, FileNotFoundError):
                yield read_record(self.folder, name)

    def _found(self, query: str, limit: int | None) -> list[tuple[str, str]]:
        """(file, summary) of the records that meet the query."""
        self._index.refresh()
        asked = self._asked(query)
        matches, values = asked.matches()
        order, most = "key", -1 if limit is None else limit
        if asked.match and self._is_ranked(matches, values):
            matches, order = asked.ranked(), "place, key"
        elif not asked.match:
            matches += " ORDER BY key"
        return self._index.rows(
            f"SELECT name, summary FROM ({matches} LIMIT ?) JOIN files USING (id) ORDER BY {order}",
            (*values, most),
        )

    def _is_ranked(self, matches: str, values: list[object]) -> bool:
        ((count,),) = self._index.rows(f"SELECT COUNT(*) FROM ({matches} LIMIT {_RANKED + 1})", values)
        return bool(count <= _RANKED)

    def _asked(self, query: str) -> Query:
        from citekit.library.query import parsed_query

        return parsed_query(_storable(query), self._index.has_level)

    def _move(self, name: str, new: str, item: CslItem, old: str) -> CslItem:
        """Write ``item``, which stood in the file ``name`` under the key ``old``, under the key ``new``."""
        from citekit.library.adding import with_former_key

        if folded(new) != folded(old) and self._index.taken(new, besides=name):
            raise InvalidData(f"key {new!r} is taken by another record; choose another, or merge the two")
        record = {**item, "id": new, "citation-key": new}
        if new != old:
            record = with_former_key(record, old)
        target = file_name(new) if new != old else name
        self._write({target: record})
        if target != name and not (self.folder / target).samefile(self.folder / name):
            self._delete(name)
        return record

    def _write(self, records: Mapping[str, CslItem]) -> None:
        write_records(self.folder, {name: record_text(item) for name, item in records.items()})
        self._index.begin()
        try:
            for name, item in records.items():
                self._index.keep(name, item)
            self._index.settle(records)
        finally:
            self._index.undo()

    def _delete(self, name: str) -> None:
        delete_record(self.folder, name)
        self._index.begin()
        try:
            self._index.drop(name)
            self._index.settle(())
        finally:
            self._index.undo()


def _storable(text: str) -> str:
    """``text`` without half characters, which a shell makes of bytes that are no UTF-8."""
    return text.encode(errors="replace").decode()
