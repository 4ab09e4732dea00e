"""The digital archives that publish documents, from ``digital-archives.toml``: a document's source, never its
repository.

A table says its ``name``, the other ``names`` under which texts cite it, its ``url``, and the ``hosts`` of the
addresses at which its documents stand.

Public: :class:`DigitalArchive`, :func:`digital_archives`, :func:`at_address`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class DigitalArchive:
    """One digital archive; see the module's docstring for the fields."""

    id: str
    name: str
    names: tuple[str, ...]
    url: str
    hosts: tuple[str, ...]


@cache
def digital_archives() -> Mapping[str, DigitalArchive]:
    """Every digital archive by its id."""
    tables = tomllib.loads(files(__package__).joinpath("digital-archives.toml").read_text(encoding="utf-8"))
    return {
        key: DigitalArchive(key, table["name"], tuple(table["names"]), table["url"], tuple(table["hosts"]))
        for key, table in tables.items()
    }


def at_address(url: str) -> DigitalArchive | None:
    """The digital archive that publishes what stands at ``url``; None for any other address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # no address at all: "http://["
        return None
    for archive in digital_archives().values():
        if any(host == known or host.endswith(f".{known}") for known in archive.hosts):
            return archive
    return None
