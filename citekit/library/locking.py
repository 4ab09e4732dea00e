"""One writer at a time, across processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from citekit.errors import WriteError
from citekit.library.record_file import clear_workroom, make_workroom

NOTICED_AFTER = 0.5
"""Seconds of waiting after which the user is told what for."""

LONGEST_WAIT = 600.0


@contextmanager
def writing(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the library in ``folder``; ``tell`` is given a sentence if that takes a while.

    The lock is the operating system's: it goes with the process that held it, killed or not. Raises
    WriteError where the folder can't be written or the lock is not free within ten minutes.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(make_workroom(folder) / "lock")
    try:
        try:
            lock.acquire(timeout=NOTICED_AFTER)
        except Timeout:
            tell(f"waiting: another citekit is writing to {folder}")
            lock.acquire(timeout=LONGEST_WAIT, poll_interval=0.1)
    except Timeout as error:
        minutes = round(LONGEST_WAIT / 60)
        raise WriteError(f"{folder}: another citekit has been writing to it for {minutes} minutes") from error
    except OSError as error:
        raise WriteError(f"{folder}: can't be written ({error.strerror or error})") from error
    try:
        clear_workroom(folder)
        yield
    finally:
        lock.release()
