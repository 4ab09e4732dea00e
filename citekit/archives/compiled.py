"""The tables of the archives with their index of names, compiled when citekit is built.

Reading the TOML takes a tenth of a second, which every start would feel; the JSON that the build makes of it
(``hatch_build.py``) a few milliseconds. Where the TOML has changed since, or nothing was built, the TOML itself
is read, so that what is known is always what it says.

Public: :func:`load`, :func:`build`, :func:`adding`, :data:`COMPILED`.
"""

from __future__ import annotations

import json
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from citekit.archives.spelling import folded_words, variants

COMPILED = "repositories.json"


_added: list[bytes] = []


@contextmanager
def adding(source: bytes) -> Iterator[None]:
    """For the length of the block the archives of a TOML file are known too, in the place of those of the
    same ids; whoever keeps what :func:`load` gave must forget it before and after."""
    _added.append(source)
    load.cache_clear()
    try:
        yield
    finally:
        _added.remove(source)
        load.cache_clear()


@cache
def load() -> dict[str, Any]:
    """``repositories``: id -> table; ``index``: first word of a name -> a line for each name that begins with it,
    longest first: its further words, the ids of the archives that have it, and "a" for an abbreviation,
    between tabs. Lines, as most of them are never looked at."""
    here = files(__package__)
    sources = read_sources(here)
    if _added:
        return build(sources, _added)
    try:
        compiled: dict[str, Any] = json.loads(here.joinpath(COMPILED).read_bytes())
    except FileNotFoundError:
        return build(sources)
    return compiled if compiled["stamp"] == stamp(sources) else build(sources)


def read_sources(here: Traversable) -> list[bytes]:
    """The contents of the archives' TOML files, in the order of their names."""
    found = sorted(here.joinpath("repositories").iterdir(), key=lambda file: file.name)
    return [file.read_bytes() for file in found if file.name.endswith(".toml")]


def stamp(sources: Sequence[bytes]) -> int:
    """A number that changes when the files do."""
    return zlib.crc32(b"\0".join(sources))


def build(sources: Sequence[bytes], added: Sequence[bytes] = ()) -> dict[str, Any]:
    """What :func:`load` gives, from the contents of the TOML files; ``stamp`` says from which. What is
    ``added`` stands in the place of what has the same id.

    Raises ValueError where two tables have the same id, and TOMLDecodeError.
    """
    repositories: dict[str, Any] = {}
    for source in sources:
        for key, entry in tomllib.loads(source.decode("utf-8")).items():
            if key in repositories:
                raise ValueError(f"two archives have the id {key}")
            repositories[key] = entry
    for source in added:
        repositories |= tomllib.loads(source.decode("utf-8"))
    by_words: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for key, entry in repositories.items():
        for name, abbreviation in _names(entry):
            _add(by_words.setdefault((folded_words(name), abbreviation), []), key)
    named = frozenset(by_words)
    for key, entry in repositories.items():
        for name, abbreviation in _names(entry):
            for spelling in variants(name, abbreviation=abbreviation):
                if (spelling, abbreviation) not in named:  # what is another's own name is no variant of it
                    _add(by_words.setdefault((spelling, abbreviation), []), key)
    by_first: dict[str, list[str]] = {}
    for ((first, *further), abbreviation), ids in sorted(by_words.items(), key=_longest_first):
        line = "\t".join((" ".join(further), " ".join(ids), "a" if abbreviation else ""))
        by_first.setdefault(first, []).append(line)
    index = {first: "\n".join(lines) for first, lines in by_first.items()}
    return {"stamp": stamp(sources), "repositories": repositories, "index": index}


def _longest_first(name: tuple[tuple[tuple[str, ...], bool], list[str]]) -> int:
    (words, _), _ = name
    return -len(words)


def _names(entry: dict[str, Any]) -> list[tuple[str, bool]]:
    """Every name of an archive, today's and former, each with whether it is an abbreviation."""
    tables = [entry, *entry.get("former", ())]
    return [(entry["name"], False)] + [
        (name, field == "abbreviations")
        for table in tables
        for field in ("names", "abbreviations")
        for name in table.get(field, ())
    ]


def _add(ids: list[str], key: str) -> None:
    if key not in ids:
        ids.append(key)
