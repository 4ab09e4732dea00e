"""Which files an input names: a file, a folder with all that is in it, a pattern.

Public: :func:`files_of`, :func:`is_folder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from glob import has_magic, iglob
from os import walk
from os.path import isdir, lexists, realpath
from pathlib import Path

from citekit.errors import UnreadableInput
from citekit.read.dispatch import READERS


def files_of(name: str) -> Iterator[Path]:
    """The files that ``name`` stands for, "chapter 2" before "chapter 10".

    A folder stands for every readable file in it and its folders; hidden ones, and files whose names begin
    with ``~$`` (what Word leaves beside an open document), are passed over, and links to folders are not
    followed. A pattern such as ``*.docx`` or ``**/*.md`` stands for what matches it, each file once, unless a
    file has just that name. Raises UnreadableInput for a folder or a pattern that gives no file; a file or
    folder that is missing or may not be opened is for the reader to report.
    """
    path = Path(name)
    if is_folder(path):
        yield from _of_folder(path)
    elif has_magic(name) and not lexists(path):
        matched = [Path(found) for found in iglob(name, recursive=True) if not is_folder(found)]  # noqa: PTH207 (Path.glob takes no absolute pattern)
        # A link to a folder that holds it gives its files again and again, the shortest path first.
        once = {realpath(file): file for file in sorted(matched, key=lambda file: -len(file.parts))}
        files = sorted(once.values(), key=_natural)
        if not files:
            raise UnreadableInput(f"{name}: no file matches this pattern")
        yield from files
    else:
        yield path


def is_folder(path: str | Path) -> bool:
    """Whether ``path`` is a folder; False where that may not be known."""
    return isdir(path)  # noqa: PTH112 (Path.is_dir raises where the path may not be followed)


def _of_folder(folder: Path) -> Iterator[Path]:
    found = False
    closed: list[Path] = []
    for place, folders, names in walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted((inner for inner in folders if not inner.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if Path(name).suffix.lower() in READERS and not name.startswith((".", "~$")):
                found = True
                yield Path(place, name)
    yield from closed
    if not found and not closed:
        raise UnreadableInput(f"{folder}: no document is in this folder ({', '.join(READERS)})")


def _natural(name: str | Path) -> list[tuple[int, str]]:
    """A key that sorts the numbers in names as numbers."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part)
        for part in re.split(r"(\d+)", str(name).casefold())
    ]
