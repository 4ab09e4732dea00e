"""Many documents one after the other, or several at a time in processes of their own.

Public: :class:`Extracted`, :func:`extract_all`, :func:`in_json`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citekit.cli.inputs import STANDARD_INPUT
from citekit.errors import CitekitError, UnreadableInput
from citekit.model import CslItem, Document

if TYPE_CHECKING:
    from citekit.report.marked import MarkedText

_AHEAD = 4
"""Documents given to each process before the first of them is taken back: so much is held in memory."""

_ROWS = 250
"""Rows of a table that are read as one part of it."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document gave: its ``items``, each its id and its JSON; what there is to say of it, a line
    each (``said``); whether it, or an entry of it, could not be read (``failed``); and its ``text`` for a
    report, where one is asked for and the document has one.

    A table comes in several parts, of which the one that is ``last`` ends it.
    """

    name: str
    items: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    failed: bool = False
    text: MarkedText | None = None
    last: bool = True


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to be read, or a part of a table, which has been: its rows as a ``document`` that begins
    ``offset`` characters into the whole, or why they cannot be read (``failure``)."""

    name: str
    document: Document | None = None
    offset: int = 0
    last: bool = True
    failure: str | None = None


def extract_all(names: Sequence[str], jobs: int, *, one_line: bool, marked: bool) -> Iterator[Extracted]:
    """What each document gives, in the order of ``names``.

    More than one are read in ``jobs`` processes of their own, so that not even a crash of one stops the others.
    So are the parts of a table. Standard input is read here. ``one_line`` is :func:`in_json`'s; ``marked``
    asks for the text of a report, for which a table is read whole.
    """
    tasks = (task for name in names for task in _tasks(name, whole=marked))
    if STANDARD_INPUT in names:
        yield from (_done(task, one_line, marked) for task in tasks)
        return
    ahead = list(islice(tasks, 2))
    if len(ahead) < 2:
        yield from (_done(task, one_line, marked) for task in ahead)
        return
    rest = chain(ahead, tasks)
    ended = False
    while not ended:
        waiting: deque[tuple[_Task, Future[Extracted]]] = deque()
        with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
            try:
                while True:
                    for task in islice(rest, jobs * _AHEAD - len(waiting)):
                        waiting.append((task, pool.submit(_done, task, one_line, marked)))
                    if not waiting:
                        ended = True
                        break
                    yield _result(waiting[0][0].name, waiting[0][1])
                    waiting.popleft()
            except BrokenProcessPool:
                # A process was killed, and its pool with it: what was being read is read again, each alone.
                pass
            finally:
                pool.shutdown(cancel_futures=True)
        yield from (_alone(task, one_line, marked) for task, _ in waiting)


def _tasks(name: str, *, whole: bool) -> Iterator[_Task]:
    """The parts of a table, each read when it is asked for; any other document is one task."""
    from citekit.formats import detected
    from citekit.read import head_of, is_table
    from citekit.read.table import parts_of

    held: _Task | None = None
    offset = 0
    try:
        if whole or name == STANDARD_INPUT or not is_table(name) or detected(head_of(name), name):
            yield _Task(name)
            return
        for part in parts_of(Path(name), _ROWS):
            if held:
                yield held
            held = _Task(name, part, offset, last=False)
            offset += len(part.text)
    except CitekitError as error:
        if held:
            yield held
        yield _Task(name, failure=str(error))
        return
    if held:
        yield replace(held, last=True)


def _done(task: _Task, one_line: bool, marked: bool) -> Extracted:
    """What a task gives."""
    if task.failure is not None:
        return Extracted(task.name, said=(task.failure,), failed=True)
    try:
        if task.document is None:
            return extract_one(task.name, one_line, marked)
        items, said, text = _citations(task.document, one_line, marked, task.offset)
    except (RecursionError, MemoryError) as error:
        return _crashed(task.name, error)
    return Extracted(task.name, items, said, text=text, last=task.last)


def extract_one(name: str, one_line: bool, marked: bool) -> Extracted:
    """What the document or bibliography ``name`` gives; ``-`` is standard input."""
    from citekit.formats import detected
    from citekit.read import bytes_of, bytes_within, head_of, is_stream, read, read_bytes

    shown, given = name, None
    try:
        if name == STANDARD_INPUT:
            shown = "standard input"
            given = bytes_within(sys.stdin.buffer, shown)
        elif is_stream(name):
            given = bytes_of(name)
        if not (head_of(name) if given is None else given):
            raise UnreadableInput(f"{shown}: is empty")
        if kind := detected(head_of(name), name) if given is None else detected(given):
            items, said, failed = _entries(bytes_of(name) if given is None else given, shown, kind)
            entries = tuple((str(item["id"]), in_json(item, one_line=one_line)) for item in items)
            return Extracted(name, entries, tuple(said), failed)
        document = read(name) if given is None else read_bytes(given, shown)
    except CitekitError as error:
        return Extracted(name, said=(str(error),), failed=True)
    found, said_of_it, text = _citations(document, one_line, marked)
    return Extracted(name, found, said_of_it, text=text)


def _citations(
    document: Document, one_line: bool, marked: bool, offset: int = 0
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], MarkedText | None]:
    """The citations of a document, what there is to say of them, and the text with them marked."""
    from citekit.csl_json import to_csl
    from citekit.pipeline import iter_extract

    said = [f"{document.name}: {found.code}: {found.message}" for found in document.diagnostics]
    items, records = [], []
    for record in iter_extract(document):
        place = f"{document.name}: note {record.note}" if record.note else document.name
        said += [f"{place}: {found.code}: {found.message}" for found in record.diagnostics]
        item = to_csl(record)
        if offset:
            _move(item["custom"]["citekit"], offset)
        items.append((str(item["id"]), in_json(item, one_line=one_line)))
        if marked:
            records.append(record)
    if not marked:
        return tuple(items), tuple(said), None
    from citekit.report.marked import marked_text

    return tuple(items), tuple(said), marked_text(document, records)


def _move(found: dict[str, Any], offset: int) -> None:
    """Let the spans of a part of a document count from the beginning of the whole."""
    said = found.get("spans", {})
    found["spans"] = {
        name: [[start + offset, end + offset] for start, end in spans] for name, spans in said.items()
    }
    for diagnostic in found.get("diagnostics", ()):
        if "span" in diagnostic:
            diagnostic["span"] = [place + offset for place in diagnostic["span"]]


def _entries(data: bytes, name: str, format: str) -> tuple[list[CslItem], list[str], bool]:
    """The entries of a bibliography, their shelf-marks taken apart where they are understood; what there is to
    say of them; and whether an entry is broken."""
    from citekit.formats import read_bibliography
    from citekit.library.splitting import split_shelfmark

    imported = read_bibliography(data, name, format)
    said = [f"{name}: {found.code}: {found.message}" for found in imported.diagnostics]
    broken = any(found.code == "entry-unreadable" for found in imported.diagnostics)
    return [split_shelfmark(item)[0] for item in imported.items], said, broken


def in_json(item: CslItem, *, one_line: bool) -> str:
    """An item as a line of JSON Lines, or as it stands in an array."""
    if one_line:
        return json.dumps(item, ensure_ascii=False)
    return json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def _result(name: str, future: Future[Extracted]) -> Extracted:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenProcessPool):
        raise error
    return _crashed(name, error)


def _alone(task: _Task, one_line: bool, marked: bool) -> Extracted:
    """A document that was being read when a process ended, in a process for it alone."""
    with ProcessPoolExecutor(1, initializer=_begin) as pool:
        try:
            return _result(task.name, pool.submit(_done, task, one_line, marked))
        except BrokenProcessPool as error:
            return _crashed(task.name, error)


def _crashed(name: str, error: BaseException) -> Extracted:
    said = f"{name}: could not be read to its end ({type(error).__name__}: {error}); please report this"
    return Extracted(name, said=(said,), failed=True)


def _begin() -> None:
    """Begin a process: the run alone answers to Ctrl-C, and no process outlives it."""
    import signal
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run = parent_process()
    if run is not None:

        def end_with_run() -> None:
            wait([run.sentinel])
            os._exit(1)

        threading.Thread(target=end_with_run, daemon=True).start()
