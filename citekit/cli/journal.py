"""What a run has done so far, beside the file that it will write: a stopped run goes on from there.

Public: :class:`Journal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from citekit.cli.documents import Extracted
from citekit.errors import WriteError

if TYPE_CHECKING:
    from citekit.report.marked import MarkedText


class Journal:
    """A file of JSON Lines, ``NAME.part``: what wrote it (``head``), then a line a document or part of a table.

    A document counts as done while its size and its time of change are what they were.
    """

    def __init__(self, output: Path, head: Mapping[str, Any]) -> None:
        self.path = output.with_name(f"{output.name}.part")
        self._lines: dict[str, list[int]] = {}
        self._done: set[str] = set()
        try:
            self._file: BinaryIO = self.path.open("a+b")
            self._take_up(head)
        except OSError as error:
            raise WriteError(f"{self.path}: {error.strerror or error}") from error

    def has(self, name: str) -> bool:
        """Whether the document was done and has not changed since."""
        return name in self._done

    def add(self, extracted: Extracted) -> None:
        """Note a document, or a part of one, that is done."""
        first = extracted.name not in self._lines
        value = {
            "file": extracted.name,
            "first": first,
            "stamp": _stamp(extracted.name),
            "items": extracted.items,
            "text": asdict(extracted.text) if extracted.text else None,
            "last": extracted.last,
        }
        self._note(extracted.name, self._append(value), first=first, last=extracted.last)

    def parts(self, name: str) -> Iterator[Extracted]:
        """What a document gave, as far as it is done."""
        for place in self._lines.get(name, ()):
            self._file.seek(place)
            done = json.loads(self._file.readline())
            items = tuple((key, text) for key, text in done["items"])
            yield Extracted(name, items, text=_text(done["text"]), last=done["last"])

    def close(self) -> None:
        """Leave the journal to a later run."""
        self._file.close()

    def remove(self) -> None:
        """Remove the journal of a run that is complete."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _append(self, value: Mapping[str, Any]) -> int:
        place = self._file.seek(0, 2)
        self._file.write(json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace") + b"\n")
        self._file.flush()
        return place

    def _note(self, name: str, place: int, *, first: bool, last: bool) -> None:
        self._lines[name] = [place] if first else [*self._lines[name], place]
        if last:
            self._done.add(name)

    def _take_up(self, head: Mapping[str, Any]) -> None:
        """Find what an earlier run has done; a line that it could not finish is cut off."""
        self._file.seek(0)
        first = self._file.readline()
        if first.endswith(b"\n") and json.loads(first) == head:
            end = self._file.tell()
            while (line := self._file.readline()).endswith(b"\n"):
                done = json.loads(line)
                if done["stamp"] is not None and done["stamp"] == _stamp(done["file"]):
                    self._note(done["file"], end, first=done["first"], last=done["last"])
                end = self._file.tell()
            # A table is read from its beginning again where its end is missing.
            self._lines = {name: self._lines[name] for name in self._done}
            self._file.truncate(end)
        else:
            self._file.truncate(0)
            self._append(head)


def _text(found: dict[str, Any] | None) -> MarkedText | None:
    if found is None:
        return None
    from citekit.report.marked import MarkedText

    return MarkedText.from_json(found)


def _stamp(name: str) -> list[int] | None:
    """A file's size and time of change; None where there is none, as for standard input."""
    try:
        status = Path(name).stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]
