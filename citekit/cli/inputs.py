"""What a command takes: documents, bibliographies, keys of the library, ``-``; and the items in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from citekit.errors import CitekitError, UnknownKey, UnreadableInput
from citekit.formats import detected, read_bibliography
from citekit.model import CslItem, Document
from citekit.read import bytes_of, bytes_within, head_of, is_stream, read
from citekit.read.files import files_of, is_folder

STANDARD_INPUT = "-"


@dataclass(slots=True)
class Collected:
    """The ``items`` of all inputs, in their order and with ids of their own, and how many inputs were
    unreadable, broken somewhere, or without a citation (``problems``)."""

    items: list[CslItem] = field(default_factory=list)
    problems: int = 0


def read_items(inputs: Sequence[str], library: Path | None = None) -> Collected:
    """The CSL-JSON items of ``inputs``; what is wrong with one is a line on stderr, and the rest goes on.

    An input is a document (its citations are extracted), a bibliography, a folder or a pattern of documents,
    a folder of records, a key of ``library`` (of the user's own where that is None), or ``-`` for standard
    input. Two different items with one id become ``id`` and ``id-2``.
    """
    collected = Collected()
    taken: dict[str, CslItem] = {}
    for name in _named(inputs, collected):
        try:
            found = _items_of(name, library, collected)
        except CitekitError as error:
            report(str(error))
            collected.problems += 1
            continue
        if not found:
            report(f"{_shown(name)}: no citation found")
            collected.problems += 1
        for item in found:
            _take(item, taken)
    collected.items.extend(taken.values())
    return collected


def _named(inputs: Sequence[str], collected: Collected) -> Iterator[str]:
    """What each input stands for: the documents of a folder or a pattern, or itself."""
    for name in inputs:
        if name == STANDARD_INPUT or _is_library(name):
            yield name
            continue
        try:
            yield from map(str, files_of(name))
        except CitekitError as error:
            report(str(error))
            collected.problems += 1


def _is_library(name: str) -> bool:
    """Whether a folder holds records, one a file, rather than documents."""
    return is_folder(name) and any(Path(name).glob("*.json"))


def report(message: str) -> None:
    """One line on stderr, so that stdout holds data and nothing else."""
    click.echo(f"citekit: {message}", err=True)


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def _take(item: CslItem, taken: dict[str, CslItem]) -> None:
    wanted = key = str(item["id"])
    number = 1
    while key in taken:
        if taken[key] == {**item, "id": key}:
            return
        number += 1
        key = f"{wanted}-{number}"
    taken[key] = {**item, "id": key}


def _items_of(name: str, library: Path | None, collected: Collected) -> list[CslItem]:
    if name == STANDARD_INPUT:
        return _items_of_stdin(collected)
    if _is_library(name):
        return _items_of_library(name)
    try:
        is_key = not Path(name).exists()
    except OSError as error:
        raise UnreadableInput(f"{name}: {error.strerror or error}") from error
    if is_key:
        return [_record(name, library)]
    if is_stream(name):
        return _items_of_bytes(bytes_of(name), name, collected)
    if kind := detected(head_of(name), name):
        return _items_of_bibliography(bytes_of(name), name, kind, collected)
    return _extracted(read(name))


def _items_of_library(name: str) -> list[CslItem]:
    """Every record of the library in a folder; raises UnreadableInput where the folder is none."""
    from citekit.library import Library

    library = Library(name)
    for damage in library.damages():
        report(f"{Path(name, damage.name)}{str(damage)[len(damage.name) :]}")
    items = list(library)
    if not items:
        raise UnreadableInput(f"{name}: is a folder without records; name the files in it")
    return items


def _record(key: str, folder: Path | None) -> CslItem:
    """The record of the library with this key."""
    from citekit.library import Library

    library = Library(folder)
    try:
        return library.get(key)
    except UnknownKey as error:
        reason = f"No such file, and no key of the library {library.folder}"
        hint = f"; did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
        raise UnreadableInput(f"{key}: {reason}{hint}") from error


def _items_of_stdin(collected: Collected) -> list[CslItem]:
    return _items_of_bytes(
        bytes_within(sys.stdin.buffer, _shown(STANDARD_INPUT)), _shown(STANDARD_INPUT), collected
    )


def _items_of_bytes(data: bytes, name: str, collected: Collected) -> list[CslItem]:
    from citekit.read import read_bytes

    if kind := detected(data):
        return _items_of_bibliography(data, name, kind, collected)
    return _extracted(read_bytes(data, name))


def _extracted(document: Document) -> list[CslItem]:
    from citekit.csl_json import to_csl
    from citekit.pipeline import extract

    for diagnostic in document.diagnostics:
        report(f"{document.name}: {diagnostic.message}")
    items = []
    for record in extract(document):
        for diagnostic in record.diagnostics:
            report(f"{document.name}: {diagnostic.message}")
        items.append(to_csl(record))
    return items


def _items_of_bibliography(data: bytes, name: str, format: str, collected: Collected) -> list[CslItem]:
    """The entries of a bibliography; one that is broken is a problem, and the others are kept."""
    imported = read_bibliography(data, name, format)
    for diagnostic in imported.diagnostics:
        report(f"{name}: {diagnostic.message}")
    collected.problems += any(diagnostic.code == "entry-unreadable" for diagnostic in imported.diagnostics)
    return list(imported.items)
