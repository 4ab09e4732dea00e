"""The archives that records name, and those of them that citekit knows."""

from __future__ import annotations

from citekit.archives.repositories import Repository
from citekit.library.shelf import citekit_part, references
from citekit.model import CslItem, Span
from citekit.parse.repositories import find_repositories
from citekit.parse.words import Words


def known(name: str) -> Repository | None:
    """The known archive of which ``name`` is a name or abbreviation, and nothing else."""
    plain = name.strip()
    for found in find_repositories(Words(plain, Span(0, len(plain)))):
        if found.span.of(plain) == plain:
            return found.known
    return None


def unknown_names(item: CslItem) -> list[str]:
    """The archives that a record names without the id of a known one."""
    return [
        str(reference["repository"])
        for reference in references(item)
        if reference.get("repository") and not reference.get("repository_id")
    ]


def with_known_repositories(item: CslItem) -> CslItem:
    """``item`` with the id and full name of every archive whose name is known."""
    archival = [
        _identified(entry) if isinstance(entry, dict) else entry
        for entry in citekit_part(item).get("archival") or ()
    ]
    part = {**citekit_part(item), "archival": archival}
    return {**item, "custom": {**item["custom"], "citekit": part}}


def _identified(reference: dict[str, object]) -> dict[str, object]:
    name = reference.get("repository")
    repository = known(str(name)) if name and not reference.get("repository_id") else None
    if repository is None:
        return reference
    return {**reference, "repository_id": repository.id, "repository_name": repository.name}
