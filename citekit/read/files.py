"""Which files an input names: a file, a folder with all that is in it, a pattern.

Public: :func:`files_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from glob import has_magic, iglob
from os import walk
from pathlib import Path

from citekit.errors import UnreadableInput
from citekit.read.dispatch import READERS


def files_of(name: str) -> Iterator[Path]:
    """The files that ``name`` stands for, "chapter 2" before "chapter 10".

    A folder stands for every readable file in it and its folders; hidden ones, and files whose names begin
    with ``~$`` (what Word leaves beside an open document), are passed over. A pattern such as ``*.docx`` or
    ``**/*.md`` stands for what matches it, unless a file has just that name. Raises UnreadableInput for a
    folder or a pattern that gives no file; a missing file is for its reader to report.
    """
    path = Path(name)
    if path.is_dir():
        yield from _of_folder(path)
    elif has_magic(name) and not path.exists():
        matched = [Path(found) for found in iglob(name, recursive=True)]  # noqa: PTH207 (Path.glob takes no absolute pattern)
        files = sorted((file for file in matched if file.is_file()), key=_natural)
        if not files:
            raise UnreadableInput(f"{name}: no file matches this pattern")
        yield from files
    else:
        yield path


def _of_folder(folder: Path) -> Iterator[Path]:
    found = False
    for place, folders, names in walk(folder):
        folders[:] = sorted((inner for inner in folders if not inner.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if Path(name).suffix.lower() in READERS and not name.startswith((".", "~$")):
                found = True
                yield Path(place, name)
    if not found:
        raise UnreadableInput(f"{folder}: no document is in this folder ({', '.join(READERS)})")


def _natural(name: str | Path) -> list[tuple[int, str]]:
    """A key that sorts the numbers in names as numbers."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part)
        for part in re.split(r"(\d+)", str(name).casefold())
    ]
