"""Which reader reads which file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from citekit.errors import InputTooLarge, UnreadableInput

if TYPE_CHECKING:
    from citekit.model import Document

LARGEST_INPUT = 100 * 2**20
"""Bytes of the largest file that is read; a larger one is refused. A table may be larger: it is never held."""

_HEAD = 4096

MOST_NOTES = 100_000
"""Footnotes and endnotes of one document; one with more is refused."""

_OF_THE_SHELL = re.compile(r"/dev/(?:stdin$|fd/)|/proc/self/fd/")

READERS: dict[str, str] = {
    ".md": "citekit.read.markdown",
    ".markdown": "citekit.read.markdown",
    ".txt": "citekit.read.text",
    ".html": "citekit.read.html",
    ".htm": "citekit.read.html",
    ".xhtml": "citekit.read.html",
    ".mhtml": "citekit.read.mhtml",
    ".mht": "citekit.read.mhtml",
    ".docx": "citekit.read.docx",
    ".odt": "citekit.read.odt",
    ".rtf": "citekit.read.rtf",
    ".epub": "citekit.read.epub",
    ".pdf": "citekit.read.pdf",
    ".csv": "citekit.read.table",
    ".tsv": "citekit.read.table",
}
"""Suffix -> module whose ``read(data: bytes, name: str) -> Document`` reads it. Others read as text."""

_TABLES = frozenset(suffix for suffix, module in READERS.items() if module.endswith(".table"))


def read(path: str | PathLike[str]) -> Document:
    """The Document in the file at ``path``.

    Raises UnreadableInput (missing, a directory, no permission, broken, binary) or InputTooLarge.
    """
    if is_table(path):
        from citekit.read.table import read_file

        return read_file(Path(path))
    return read_bytes(bytes_of(path), str(Path(path)))


def is_table(path: str | PathLike[str]) -> bool:
    """Whether the file at ``path`` is a table, which :func:`citekit.read.table.parts_of` reads row by row.

    Raises UnreadableInput.
    """
    if Path(path).suffix.lower() not in _TABLES:
        return False
    from citekit.read.sniff import suffix_of

    return suffix_of(head_of(path), str(path)) in _TABLES


def head_of(path: str | PathLike[str]) -> bytes:
    """The first bytes of the file at ``path``, by which its format is known; raises UnreadableInput."""
    file = Path(path)
    try:
        _checked(file)
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    except OSError as error:
        raise UnreadableInput(f"{file}: {error.strerror or error}") from error


def is_stream(path: str | PathLike[str]) -> bool:
    """Whether ``path`` is what a shell opens itself (``/dev/stdin``, ``<(command)``): it can be read once."""
    return bool(_OF_THE_SHELL.match(str(path))) and not Path(path).is_file()


def bytes_of(path: str | PathLike[str]) -> bytes:
    """The bytes of the file at ``path``; raises UnreadableInput or InputTooLarge."""
    file = Path(path)
    try:
        if is_stream(file):
            with file.open("rb") as opened:
                return bytes_within(opened, str(file))
        if _checked(file).st_size > LARGEST_INPUT:
            raise InputTooLarge(_too_large(file))
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file}: {error.strerror or error}") from error


def _checked(file: Path) -> os.stat_result:
    """The status of a file; raises UnreadableInput for a folder, and for a pipe or a device, which may not end."""
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        if not os.access(file, os.R_OK | os.X_OK):
            raise UnreadableInput(f"{file}: may not be opened: permission denied")
        raise UnreadableInput(f"{file}: is a directory; name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableInput(f"{file}: is no file, but a pipe or a device; give what it holds to -")
    return status


def bytes_within(opened: BinaryIO, name: str) -> bytes:
    """What a pipe or standard input holds; raises InputTooLarge for more than :data:`LARGEST_INPUT`."""
    data = opened.read(LARGEST_INPUT + 1)
    if len(data) > LARGEST_INPUT:
        raise InputTooLarge(_too_large(name))
    return data


def _too_large(name: object) -> str:
    return f"{name}: is larger than {LARGEST_INPUT // 2**20} MB; split it into parts"


def read_bytes(data: bytes, name: str) -> Document:
    """The Document in ``data``. The suffix of ``name`` says its format, unless the bytes plainly say another.

    Raises UnreadableInput or InputTooLarge.
    """
    # Here and not above: ``import citekit`` loads this module, and the model takes longer than all the rest.
    from citekit.read.sniff import suffix_of

    module = READERS.get(suffix_of(data, name), "citekit.read.text")
    reader: Callable[[bytes, str], Document] = import_module(module).read
    document = reader(data, name)
    if sum(block.note is not None for block in document.blocks) > MOST_NOTES:
        raise InputTooLarge(f"{name}: has more than {MOST_NOTES:,} notes; split it into parts")
    return document
