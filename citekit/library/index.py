"""What is in the files, in SQLite: a cache that follows the files and may be deleted at any time.

It lies in the user's cache folder, not in the library: so it is never committed nor carried about by a
file synchroniser (which breaks databases), and a library that can only be read is searched as fast.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from citekit.errors import UnreadableInput
from citekit.library.entry import COLUMNS, Entry, entry_of
from citekit.library.key import SUFFIX, folded
from citekit.library.record_file import Damage, DamagedRecord, read_record
from citekit.library.sameness import Mark, key_mark
from citekit.library.sheets import LONG_RUN
from citekit.model import CslItem

VERSION = 8
"""Raised with every change of what is indexed: an index of another version is made anew."""

ALWAYS_COMPARED = 5_000
"""Files up to which each use compares every file's time and size with the index (10 ms at 2,000).
Beyond that a change of the folder (a file added, removed or replaced) is seen at once, and a file that an
editor changed in place at the latest after COMPARED_EVERY seconds."""

COMPARED_EVERY = 30.0

WORDS_IN_MEMORY = 16 * 2**20
"""Bytes of new words that SQLite gathers before it writes them; its own 1 MiB costs a quarter more time."""

TOLD_BEYOND = 5_000
"""Files that are read into the index without a word: two seconds' worth."""

LONGEST_WAIT = 120.0
"""Seconds to wait while another process reads a large library into the index."""

_SCHEMA = f"""
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, changed INTEGER NOT NULL, size INTEGER NOT NULL,
    key TEXT, folded TEXT, summary TEXT, line INTEGER, damage TEXT
);
CREATE INDEX files_folded ON files (folded, key);
CREATE INDEX files_key ON files (key);
CREATE INDEX files_damaged ON files (name) WHERE damage IS NOT NULL;
CREATE VIRTUAL TABLE words USING fts5 ({", ".join(COLUMNS)}, tokenize = "unicode61 remove_diacritics 0");
INSERT INTO words (words, rank) VALUES ('hashsize', {WORDS_IN_MEMORY});
CREATE TABLE levels (record INTEGER NOT NULL, level TEXT, value TEXT, first INTEGER, last INTEGER);
CREATE INDEX levels_value ON levels (level, value, record);
CREATE INDEX levels_sheet ON levels (level, first, last, record) WHERE first IS NOT NULL;
CREATE INDEX levels_long ON levels (level, first, last, record) WHERE last - first > {LONG_RUN};
CREATE INDEX levels_record ON levels (record);
CREATE TABLE years (record INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE INDEX years_first ON years (first, record);
CREATE INDEX years_range ON years (first, last, record) WHERE last > first;
CREATE INDEX years_record ON years (record);
CREATE TABLE marks (
    record INTEGER NOT NULL, mark INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
);
CREATE INDEX marks_mark ON marks (mark, first, last, record);
CREATE INDEX marks_record ON marks (record);
"""
_INSERT_WORDS = f"INSERT INTO words (rowid, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})"


class Index:
    """The index of one library. Every method may refresh it first; none changes the library."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        self._tell = tell
        self._path = _place(folder)
        self._database = self._opened()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def refresh(self, *, thoroughly: bool = False) -> None:
        """Read what changed in the files since. ``thoroughly``: compare every file, however many."""
        try:
            self._refresh(thoroughly)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise UnreadableInput(
                    f"{self.folder}: another citekit is making its index; try again in a minute"
                ) from error
            if not _broken(error):
                raise
            self.rebuild()

    def rebuild(self) -> None:
        """Throw the index away and read every file."""
        self._database.close()
        _remove(self._path)
        self._database = self._opened()
        self._refresh(thoroughly=True)

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """The answer to a query of the index's tables; an index found broken is made anew first."""
        wanted = tuple(values)
        try:
            return self._database.execute(query, wanted).fetchall()
        except sqlite3.DatabaseError as error:
            if self._database.in_transaction or not _broken(error):
                raise
        self.rebuild()
        return self._database.execute(query, wanted).fetchall()

    def file_of(self, key: str) -> str | None:
        """The file of the record with this key: the same letters, else the same but for case, else former."""
        found = self.rows(
            "SELECT name FROM files WHERE folded = ? AND damage IS NULL ORDER BY key = ? DESC, name LIMIT 1",
            (folded(key), key),
        )
        names = [name for (name,) in found] or self.sharing([key_mark(key)])
        return names[0] if names else None

    def has_level(self, level: str) -> bool:
        """Whether some record's shelf-mark has this level."""
        return bool(self.rows("SELECT 1 FROM levels WHERE level = ? LIMIT 1", (level,)))

    def taken(self, key: str, *, besides: str = "") -> bool:
        """Whether a record, other than that in the file ``besides``, has this key or had it before."""
        query = (
            "SELECT 1 FROM files JOIN marks ON files.id = marks.record WHERE mark = ? AND name != ? LIMIT 1"
        )
        return bool(self.rows(query, (key_mark(key)[0], besides)))

    def damages(self) -> list[Damage]:
        """The files that are no records."""
        found = self.rows("SELECT name, line, damage FROM files WHERE damage IS NOT NULL ORDER BY name")
        return [Damage(*row) for row in found]

    def sharing(self, marks: Iterable[Mark]) -> list[str]:
        """The files of the records that share one of the marks, in the order of the marks."""
        query = (
            "SELECT name FROM files JOIN marks ON files.id = marks.record "
            "WHERE mark = ? AND first <= ? AND last >= ? ORDER BY name"
        )
        found = (self.rows(query, (mark, last, first)) for mark, first, last in marks)
        return list(dict.fromkeys(name for rows in found for (name,) in rows))

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of files whose records share a mark, or of which one had the other's key before."""
        query = (
            "SELECT DISTINCT min(a.name, b.name), max(a.name, b.name) FROM marks one "
            "JOIN marks other ON one.mark = other.mark AND one.record < other.record "
            "AND one.first <= other.last AND other.first <= one.last "
            "JOIN files a ON a.id = one.record JOIN files b ON b.id = other.record ORDER BY 1, 2"
        )
        return [(one, other) for one, other in self.rows(query)]

    def keep(self, name: str, item: CslItem) -> None:
        """Note a record that is about to be written; :meth:`settle` confirms it."""
        self._put(name, (0, 0), entry_of(item))

    def drop(self, name: str) -> None:
        """Forget a file that was taken away."""
        found = self._database.execute("SELECT id FROM files WHERE name = ?", (name,)).fetchone()
        if found is None:
            return
        for statement in (
            "DELETE FROM files WHERE id = ?",
            "DELETE FROM words WHERE rowid = ?",
            "DELETE FROM levels WHERE record = ?",
            "DELETE FROM years WHERE record = ?",
            "DELETE FROM marks WHERE record = ?",
        ):
            self._database.execute(statement, found)

    def settle(self, names: Iterable[str]) -> None:
        """Take over the times and sizes of files just written, and the folder's, and commit."""
        for name in names:
            status = os.stat(self.folder / name)  # noqa: PTH116 (one Path fewer, for each of many files)
            self._database.execute(
                "UPDATE files SET changed = ?, size = ? WHERE name = ?",
                (status.st_mtime_ns, status.st_size, name),
            )
        self._note("folder", self.folder.stat().st_mtime_ns)
        self._database.execute("COMMIT")

    def begin(self) -> None:
        """Begin to note changes; the caller has refreshed and holds the library's lock."""
        self._database.execute("BEGIN IMMEDIATE")

    def undo(self) -> None:
        """Forget what was noted since :meth:`begin`."""
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def _refresh(self, thoroughly: bool) -> None:
        if not thoroughly and self._fresh():
            return
        # The folder's time is taken before its files are: what comes between is seen the next time.
        folder_changed = self.folder.stat().st_mtime_ns if self.folder.is_dir() else 0
        there = dict(_files(self.folder))
        if len(there) <= ALWAYS_COMPARED and self._known() == there:
            return
        self._database.execute("BEGIN IMMEDIATE")
        try:
            known = self._known()
            for name in known.keys() - there.keys():
                self.drop(name)
            changed = [name for name, state in there.items() if known.get(name) != state]
            if len(changed) > TOLD_BEYOND:
                self._tell(f"reading {len(changed)} records of {self.folder} into the index")
            for name in changed:
                self._read(name, there[name])
            self._note("folder", folder_changed)
            self._note("compared", time.time())
            self._database.execute("COMMIT")
        finally:
            self.undo()

    def _known(self) -> dict[str, tuple[int, int]]:
        found = self._database.execute("SELECT name, changed, size FROM files")
        return {name: (changed, size) for name, changed, size in found}

    def _fresh(self) -> bool:
        about = dict(self.rows("SELECT name, value FROM about"))
        if "compared" not in about or not self.folder.is_dir():
            return False
        if about.get("folder") != self.folder.stat().st_mtime_ns:
            return False
        if not 0 <= time.time() - about["compared"] < COMPARED_EVERY:
            return False
        ((count,),) = self.rows("SELECT COUNT(*) FROM files")
        return bool(count > ALWAYS_COMPARED)

    def _read(self, name: str, state: tuple[int, int]) -> None:
        try:
            item = read_record(self.folder, name)
        except DamagedRecord as damaged:
            self._put(name, state, damaged.damage)
        except FileNotFoundError:
            self.drop(name)
        else:
            self._put(name, state, entry_of(item))

    def _put(self, name: str, state: tuple[int, int], content: Entry | Damage) -> None:
        execute = self._database.execute
        self.drop(name)
        if isinstance(content, Damage):
            execute(
                "INSERT INTO files (name, changed, size, line, damage) VALUES (?, ?, ?, ?, ?)",
                (name, *state, content.line, content.reason),
            )
            return
        row = execute(
            "INSERT INTO files (name, changed, size, key, folded, summary) VALUES (?, ?, ?, ?, ?, ?)",
            (name, *state, content.key, content.folded, json.dumps(content.summary, ensure_ascii=False)),
        ).lastrowid
        execute(_INSERT_WORDS, (row, *content.words))
        many = self._database.executemany
        many("INSERT INTO levels VALUES (?, ?, ?, ?, ?)", [(row, *level) for level in content.levels])
        many("INSERT INTO years VALUES (?, ?, ?)", [(row, *years) for years in content.years])
        many("INSERT INTO marks VALUES (?, ?, ?, ?)", [(row, *mark) for mark in content.marks])

    def _note(self, name: str, value: float) -> None:
        self._database.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def _opened(self) -> sqlite3.Connection:
        for place in (self._path, self._path, Path(":memory:")):
            database = None
            try:
                if place.name != ":memory:":
                    place.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(place, timeout=LONGEST_WAIT, isolation_level=None)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = OFF")
                database.execute("PRAGMA cache_size = -65536")
                if _ready(database):
                    return database
            except (sqlite3.DatabaseError, OSError):
                pass
            if database is not None:
                database.close()
            _remove(self._path)
        raise AssertionError("SQLite keeps no database in memory")


def _ready(database: sqlite3.Connection) -> bool:
    """Whether the database is an index of this version, made now if it was empty."""
    ((version,),) = database.execute("PRAGMA user_version")
    if version == VERSION:
        return True
    if version:
        return False
    database.execute("BEGIN IMMEDIATE")
    ((version,),) = database.execute("PRAGMA user_version")
    if not version:
        for statement in _SCHEMA.split(";\n"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")
    return True


def _broken(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_IOERR,
    )


def _place(folder: Path) -> Path:
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:20]
    return user_cache_path("citekit", appauthor=False) / "libraries" / f"{name}.sqlite"


def _remove(path: Path) -> None:
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        try:
            part.unlink(missing_ok=True)
        except OSError:
            return


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files that may be records: name, (time of change in ns, bytes)."""
    try:
        listing = os.scandir(folder)
    except FileNotFoundError:
        return
    with listing:
        for place in listing:
            if place.name.endswith(SUFFIX) and not place.name.startswith("."):
                try:
                    status = place.stat()
                except FileNotFoundError:
                    continue
                yield place.name, (status.st_mtime_ns, status.st_size)
