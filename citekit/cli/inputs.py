"""What a command takes: documents, bibliographies, keys of the library, ``-``; and the items in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from citekit.errors import CitekitError, InvalidData, UnknownKey, UnreadableInput
from citekit.model import CslItem, Document

STANDARD_INPUT = "-"


@dataclass(slots=True)
class Collected:
    """The ``items`` of all inputs, in their order and with ids of their own, and how many inputs gave
    none (``problems``): unreadable, broken, or without a citation."""

    items: list[CslItem] = field(default_factory=list)
    problems: int = 0


def read_items(inputs: Sequence[str]) -> Collected:
    """The CSL-JSON items of ``inputs``; what is wrong with one is a line on stderr, and the rest goes on.

    An input is a document (its citations are extracted), a bibliography, or ``-`` for standard input:
    CSL-JSON where it is JSON, else text. Two different items with one id become ``id`` and ``id-2``.
    """
    collected = Collected()
    taken: dict[str, CslItem] = {}
    for name in inputs:
        try:
            found = _items_of(name)
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


def _items_of(name: str) -> list[CslItem]:
    if name == STANDARD_INPUT:
        return _items_of_stdin()
    if Path(name).is_dir():
        return _items_of_library(name)
    if not Path(name).exists():
        return [_record(name)]
    if Path(name).suffix.lower() == ".json":
        items = _csl_json(_bytes_of(name), name)
        if items is not None:
            return items
    from citekit.read import read

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


def _record(key: str) -> CslItem:
    """The record of the library with this key."""
    from citekit.library import Library

    library = Library()
    try:
        return library.get(key)
    except UnknownKey as error:
        reason = f"No such file, and no key of the library {library.folder}"
        hint = f"; did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
        raise UnreadableInput(f"{key}: {reason}{hint}") from error


def _items_of_stdin() -> list[CslItem]:
    from citekit.read import read_bytes

    data = sys.stdin.buffer.read()
    items = _csl_json(data, _shown(STANDARD_INPUT)) if data.lstrip()[:1] in (b"[", b"{") else None
    return _extracted(read_bytes(data, _shown(STANDARD_INPUT))) if items is None else items


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


def _bytes_of(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{name}: {error.strerror or error}") from error


def _csl_json(data: bytes, name: str) -> list[CslItem] | None:
    """The items in ``data``; None where it is JSON of another kind, or text that only begins like it."""
    try:
        value = json.loads(data)
    except UnicodeDecodeError as error:
        raise InvalidData(f"{name}: is no JSON: it is not UTF-8") from error
    except json.JSONDecodeError as error:
        if name == _shown(STANDARD_INPUT):
            return None
        raise InvalidData(f"{name}: is no JSON: line {error.lineno}: {error.msg}") from error
    items = [value] if isinstance(value, dict) else value
    if not isinstance(items, list) or not all(isinstance(item, dict) and "type" in item for item in items):
        return None
    return [{**item, "id": str(item.get("id", f"item-{place}"))} for place, item in enumerate(items, 1)]
