"""What a run has done so far, beside the file that it will write: a stopped run goes on from there.

Public: :class:`Journal`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from citekit.cli.documents import Extracted
from citekit.errors import WriteError

if TYPE_CHECKING:
    from citekit.report.marked import MarkedText


class Journal:
    """A file of JSON Lines, ``NAME.part``: what wrote it (``head``), then a line a document.

    A document counts as done while its size and its time of change are what they were.
    """

    def __init__(self, output: Path, head: Mapping[str, Any]) -> None:
        self.path = output.with_name(f"{output.name}.part")
        self._lines: dict[str, int] = {}
        try:
            self._file: BinaryIO = self.path.open("a+b")
            self._take_up(head)
        except OSError as error:
            raise WriteError(f"{self.path}: {error.strerror or error}") from error

    def has(self, name: str) -> bool:
        """Whether the document was done and has not changed since."""
        return name in self._lines

    def add(self, extracted: Extracted) -> None:
        """Note a document that is done."""
        self._lines[extracted.name] = self._append(
            {
                "file": extracted.name,
                "stamp": _stamp(extracted.name),
                "items": extracted.items,
                "text": asdict(extracted.text) if extracted.text else None,
            }
        )

    def document(self, name: str) -> Extracted | None:
        """What a document gave that is done; None where it is not."""
        if name not in self._lines:
            return None
        self._file.seek(self._lines[name])
        done = json.loads(self._file.readline())
        return Extracted(name, tuple((key, text) for key, text in done["items"]), text=_text(done["text"]))

    def close(self) -> None:
        """Leave the journal to a later run."""
        self._file.close()

    def remove(self) -> None:
        """Remove the journal of a run that is complete."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _append(self, value: Mapping[str, Any]) -> int:
        place = self._file.seek(0, 2)
        self._file.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        return place

    def _take_up(self, head: Mapping[str, Any]) -> None:
        """Find what an earlier run has done; a line that it could not finish is cut off."""
        self._file.seek(0)
        first = self._file.readline()
        if first.endswith(b"\n") and json.loads(first) == head:
            end = self._file.tell()
            while (line := self._file.readline()).endswith(b"\n"):
                done = json.loads(line)
                if done["stamp"] is not None and done["stamp"] == _stamp(done["file"]):
                    self._lines[done["file"]] = end
                end = self._file.tell()
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
