"""Write the output again whenever a file that it depends on changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from citekit.errors import CitekitError
from citekit.manuscript.footnotes import Report, Request, footnotes

INTERVAL = 0.3
"""Seconds between two looks at the files."""


def watched(
    request: Request,
    say: Callable[[str], None],
    *,
    wait: Callable[[float], None] = time.sleep,
    rounds: int | None = None,
) -> None:
    """Write, and write again at each change, until interrupted (or for so many ``rounds`` of looking).

    A draft that cannot be read just now is said once and waited for.
    """
    seen: object = None
    report = Report()
    said = ""
    while rounds is None or rounds > 0:
        now = _state([request.draft, *report.files, *_library_files(request)])
        if now != seen:
            seen = now
            try:
                report = footnotes(request)
            except CitekitError as error:
                if str(error) != said:
                    say(str(error))
                said = str(error)
            else:
                said = ""
                for trouble in report.troubles:
                    say(trouble)
                say(f"{request.out}: {report.citations} citations, {report.notes} notes")
                seen = _state([request.draft, *report.files, *_library_files(request)])
        rounds = None if rounds is None else rounds - 1
        wait(INTERVAL)


def _state(files: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was last changed, and its size; one that is not there is left out."""
    state = {}
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        state[file] = (found.st_mtime_ns, found.st_size)
    return state


def _library_files(request: Request) -> list[Path]:
    """The library's folder: its time changes when a record is added, replaced or taken out."""
    return [request.library.folder] if request.library is not None else []
