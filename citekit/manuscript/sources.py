"""Where a draft's works are: bibliographies named on the command line or in the draft, then the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from citekit.errors import CitekitError, UnknownKey
from citekit.formats import read_bibliography
from citekit.library import Library
from citekit.manuscript.header import Header
from citekit.model import CslItem
from citekit.read import bytes_of


@dataclass(slots=True)
class Works:
    """The works that a draft can cite: ``named`` from its bibliographies, the rest in ``library``.

    ``problems`` are sentences about bibliographies that could not be read.
    """

    named: dict[str, CslItem] = field(default_factory=dict)
    library: Library | None = None
    problems: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def cited(self, keys: Iterable[str]) -> dict[str, CslItem]:
        """The items of ``keys`` that are known, each under the key that the draft uses."""
        found: dict[str, CslItem] = {}
        for key in dict.fromkeys(keys):
            if key == "*":
                found |= self.named
            elif key in self.named:
                found[key] = self.named[key]
            elif self.library is not None:
                try:
                    found[key] = {**self.library.get(key), "id": key}
                except UnknownKey:
                    continue
                except CitekitError as error:
                    self.problems.append(str(error))
        return found

    def nearest(self, key: str) -> list[str]:
        """Keys that are written almost so."""
        known = [*self.named, *(self.library.keys() if self.library is not None else ())]
        lower = {name.lower(): name for name in known}
        return [lower[name] for name in get_close_matches(key.lower(), list(lower), n=3, cutoff=0.6)]


def find_works(
    header: Header, folder: Path, bibliographies: Sequence[Path], library: Library | None
) -> Works:
    """The works of a draft in ``folder``; a bibliography of the command line goes before the draft's own."""
    works = Works(library=library)
    files = [*bibliographies, *(folder / name for name in header.bibliography)]
    for item in header.references:
        _take(works, item)
    for file in files:
        works.files.append(file)
        try:
            for item in read_items(file, works.problems):
                _take(works, item)
        except CitekitError as error:
            works.problems.append(str(error))
    return works


def _take(works: Works, item: Mapping[str, object]) -> None:
    if item.get("id"):
        works.named.setdefault(str(item["id"]), {**item, "id": str(item["id"])})


def read_items(file: Path, problems: list[str]) -> list[CslItem]:
    """The items of a bibliography; what of it is broken goes to ``problems``.

    Raises UnreadableInput or InvalidData.
    """
    imported = read_bibliography(bytes_of(file), str(file))
    problems += [
        f"{file}: {diagnostic.message}"
        for diagnostic in imported.diagnostics
        if diagnostic.code == "entry-unreadable"
    ]
    return list(imported.items)
