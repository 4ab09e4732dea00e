"""What an "Ibid." takes over from the reference before it.

Public: :func:`taken_over`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, traditions
from citekit.model import ArchivalReference, Level, Span
from citekit.parse.levels import read_bare


def taken_over(before: ArchivalReference, own: ArchivalReference) -> ArchivalReference:
    """``own`` with the repository and the outer levels of ``before``."""
    return replace(
        own,
        repository=before.repository,
        repository_id=before.repository_id,
        repository_name=before.repository_name,
        place=before.place,
        tradition=before.tradition or own.tradition,
        levels=_levels(before, own.levels),
        resolved_from="ibid",
    )


def _as_counted(level: Level, before: ArchivalReference, tradition: Tradition) -> Sequence[Level]:
    """A level of a later note as the earlier note's tradition counts: under the name that its word has
    there, or a bare shelf-mark taken apart ("Ebd., DY 30/3668")."""
    word = fold_label(level.label or "")
    if not word:
        return _taken_apart(level, tradition) or [level]
    for other in before.levels:
        if fold_label(other.label or "") == word:
            return [replace(level, level=other.level)]
    readings = [name for name, words in tradition.before.items() if word in map(fold_label, words)]
    if readings and level.level not in readings:
        return [replace(level, level=max(readings, key=tradition.rank))]
    return [level]


def _taken_apart(level: Level, tradition: Tradition) -> list[Level]:
    if level.span is None or level.level != "signature" or level.value.isdigit():
        return []
    found = read_bare(level.value, Span(0, len(level.value)), tradition, [])
    return [replace(part, span=part.span.shifted(level.span.start)) if part.span else part for part in found]


def _levels(before: ArchivalReference, own: Sequence[Level]) -> tuple[Level, ...]:
    if not own:
        return before.levels
    tradition = traditions().get(before.tradition or "", traditions()["collection"])
    own = [counted for level in own for counted in _as_counted(level, before, tradition)]
    names = {level.level for level in own}
    inside = min(tradition.rank(name) for name in names)
    in_place = [level.level for level in before.levels if level.level in names]
    if in_place and len(own) == 1 and own[0].level not in PAGE_LEVELS:
        # "Ibid., Folder 1": one level exchanged, those outside it kept in their order.
        return tuple(
            own[0] if level.level == own[0].level else replace(level, span=None)
            for level in before.levels
            if level.level == own[0].level
            or (level.level not in PAGE_LEVELS and tradition.rank(level.level) <= inside)
        )
    kept = [
        replace(level, span=None)
        for level in before.levels
        if level.level not in names and tradition.rank(level.level) < inside
    ]
    return (*kept, *own)
