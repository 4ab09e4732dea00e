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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citekit.cli.inputs import STANDARD_INPUT
from citekit.errors import CitekitError
from citekit.model import CslItem, Document

if TYPE_CHECKING:
    from citekit.report.marked import MarkedText

_AHEAD = 4
"""Documents given to each process before the first of them is taken back: so much is held in memory."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document gave: its ``items``, each its id and its JSON; what there is to say of it, a line
    each (``said``); whether it, or an entry of it, could not be read (``failed``); and its ``text`` for a
    report, where one is asked for and the document has one."""

    name: str
    items: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    failed: bool = False
    text: MarkedText | None = None


def extract_all(names: Sequence[str], jobs: int, *, one_line: bool, marked: bool) -> Iterator[Extracted]:
    """What each document gives, in the order of ``names``.

    More than one are read in ``jobs`` processes of their own, so that not even a crash of one stops the others.
    Standard input is read here. ``one_line`` is :func:`in_json`'s; ``marked`` asks for the text of a report.
    """
    if len(names) < 2 or STANDARD_INPUT in names:
        yield from (extract_one(name, one_line, marked) for name in names)
        return
    rest = deque(names)
    while rest:
        waiting: deque[tuple[str, Future[Extracted]]] = deque()
        with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
            try:
                while rest or waiting:
                    while rest and len(waiting) < jobs * _AHEAD:
                        waiting.append((rest[0], pool.submit(extract_one, rest[0], one_line, marked)))
                        rest.popleft()
                    yield _result(*waiting[0])
                    waiting.popleft()
            except BrokenProcessPool:
                # A process was killed, and its pool with it: what was being read is read again, each alone.
                pass
            finally:
                pool.shutdown(cancel_futures=True)
        yield from (_alone(name, one_line, marked) for name, _ in waiting)


def extract_one(name: str, one_line: bool, marked: bool) -> Extracted:
    """What the document or bibliography ``name`` gives; ``-`` is standard input."""
    from citekit.formats import detected
    from citekit.read import bytes_of, read_bytes

    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else bytes_of(name)
        if kind := detected(data, "" if name == STANDARD_INPUT else name):
            (items, said, failed), text = _entries(data, shown, kind), None
        else:
            items, said, text = _citations(read_bytes(data, shown), marked)
            failed = False
    except CitekitError as error:
        return Extracted(name, said=(str(error),), failed=True)
    except (RecursionError, MemoryError) as error:
        return _crashed(name, error)
    return Extracted(
        name,
        tuple((str(item["id"]), in_json(item, one_line=one_line)) for item in items),
        tuple(said),
        failed,
        text,
    )


def _citations(document: Document, marked: bool) -> tuple[list[CslItem], list[str], MarkedText | None]:
    """The citations of a document, what there is to say of them, and the text with them marked."""
    from citekit.csl_json import to_csl
    from citekit.pipeline import iter_extract

    said = [f"{document.name}: {found.code}: {found.message}" for found in document.diagnostics]
    items, records = [], []
    for record in iter_extract(document):
        place = f"{document.name}: note {record.note}" if record.note else document.name
        said += [f"{place}: {found.code}: {found.message}" for found in record.diagnostics]
        items.append(to_csl(record))
        if marked:
            records.append(record)
    if not marked:
        return items, said, None
    from citekit.report.marked import marked_text

    return items, said, marked_text(document, records)


def _entries(data: bytes, name: str, format: str) -> tuple[list[CslItem], list[str], bool]:
    """The entries of a bibliography, their shelf-marks taken apart where they are understood; what there is to
    say of them; and whether an entry is broken."""
    from citekit.formats import read_bibliography
    from citekit.zotero.splitting import split_shelfmark

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


def _alone(name: str, one_line: bool, marked: bool) -> Extracted:
    """A document that was being read when a process ended, in a process for it alone."""
    with ProcessPoolExecutor(1, initializer=_begin) as pool:
        try:
            return _result(name, pool.submit(extract_one, name, one_line, marked))
        except BrokenProcessPool as error:
            return _crashed(name, error)


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
