"""The zip file that a Word or OpenDocument document is: read with care, written with its other parts as they were."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from citekit.errors import InputTooLarge, UnreadableInput
from citekit.read.archive import unpacked

LARGEST_UNPACKED = 1000 * 2**20
"""Bytes that the parts of a file may have together, unpacked: one with more is a zip bomb and no text."""

_ENCRYPTED = b"\xd0\xcf\x11\xe0"


class Package:
    """The parts of a document's zip file.

    Raises UnreadableInput for what is none, damaged or encrypted, InputTooLarge for parts beyond all text.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        if data.startswith(_ENCRYPTED):
            message = "is encrypted, or of Word before 2007; save it without a password as .docx"
            raise UnreadableInput(f"{path}: {message}")
        try:
            self._zip = ZipFile(BytesIO(data))
        except BadZipFile as error:
            raise UnreadableInput(f"{path}: is damaged, or no file of a word processor: {error}") from error
        if sum(info.file_size for info in self._zip.infolist()) > LARGEST_UNPACKED:
            raise InputTooLarge(
                f"{path}: unpacks to more than {LARGEST_UNPACKED // 2**20} MB, which no text does"
            )

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises UnreadableInput where it is damaged or missing."""
        try:
            return unpacked(self._zip, self._zip.getinfo(name), str(self._path))
        except KeyError as error:
            raise UnreadableInput(
                f"{self._path}: is no file of a word processor: it has no {name}"
            ) from error
        except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise UnreadableInput(
                f"{self._path}: its part {name} is damaged or encrypted: {error}"
            ) from error

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with these parts replaced or added, all others as they were and in their order."""
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
            for info in self._zip.infolist():
                kept = ZipInfo(info.filename, info.date_time)
                kept.compress_type = ZIP_STORED if info.compress_type == ZIP_STORED else ZIP_DEFLATED
                kept.external_attr = info.external_attr
                data = parts[info.filename] if info.filename in parts else self.read(info.filename)
                made.writestr(kept, data)
            for name, data in parts.items():
                if name not in self:
                    made.writestr(name, data)
        return buffer.getvalue()
