"""The archives that are known, from ``repositories.toml``.

Public: :class:`Repository`, :func:`repositories`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Repository:
    """One archive: its full English ``name``, the abbreviations and names under which texts know it, its
    city, its country (ISO 3166) and the tradition by which it counts."""

    id: str
    name: str
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    place: str = ""
    country: str = ""
    tradition: str = "collection"


@cache
def repositories() -> Mapping[str, Repository]:
    """Every archive by its id."""
    data = tomllib.loads(files(__package__).joinpath("repositories.toml").read_text(encoding="utf-8"))
    return {
        key: Repository(
            id=key,
            name=entry["name"],
            abbreviations=tuple(entry.get("abbreviations", ())),
            names=tuple(entry.get("names", ())),
            place=entry.get("place", ""),
            country=entry.get("country", ""),
            tradition=entry.get("tradition", "collection"),
        )
        for key, entry in data.items()
    }
