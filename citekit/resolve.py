"""4. "Ibid.", "Там же", short forms: what a later citation takes over from an earlier one.

Public: :class:`Unit`, :func:`resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, traditions
from citekit.model import ArchivalReference, Diagnostic, Level, Record, Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One note or paragraph, with the records found in it; ``cites_else`` where it cites something that is
    no archival reference, to which a following "Ibid." would refer."""

    records: tuple[Record, ...]
    note: bool
    cites_else: bool
    span: Span


def resolve(units: Iterable[Unit]) -> Iterator[Record]:
    """The records in order, each "Ibid." with what it takes over.

    An "Ibid." refers to the last reference of the note before it. Where that note cites something else, or
    several references, the answer is unknown: the record is kept with ``ibid-unresolved``, or left out
    where nothing of it is archival.
    """
    before: ArchivalReference | None = None
    known = False
    for unit in units:
        for record in unit.records:
            if record.form == "ibid":
                if not known or before is None:
                    if _says_archival(record):
                        record.diagnostics.append(
                            Diagnostic(
                                "ibid-unresolved", "what this refers back to is not certain", record.span
                            )
                        )
                        yield record
                    known = known and before is not None
                    continue
                record.archival = tuple(_taken_over(before, reference) for reference in record.archival)
                record.diagnostics = [d for d in record.diagnostics if d.code != "repository-missing"]
            yield record
            if unit.note or record.form != "ibid":
                before, known = (record.archival[-1], True) if record.archival else (None, False)
        if unit.note and unit.cites_else and not _last_is_archival(unit):
            before, known = None, False


def _last_is_archival(unit: Unit) -> bool:
    return bool(unit.records) and not unit.cites_else


def _says_archival(record: Record) -> bool:
    return any(level.level not in PAGE_LEVELS for reference in record.archival for level in reference.levels)


def _taken_over(before: ArchivalReference, own: ArchivalReference) -> ArchivalReference:
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


def _as_counted(level: Level, before: ArchivalReference, tradition: Tradition) -> Level:
    """A level of a later note under the name that its word has in the earlier note's tradition."""
    word = fold_label(level.label or "")
    for other in before.levels:
        if word and fold_label(other.label or "") == word:
            return replace(level, level=other.level)
    readings = [name for name, words in tradition.before.items() if word in map(fold_label, words)]
    if word and readings and level.level not in readings:
        return replace(level, level=max(readings, key=tradition.rank))
    return level


def _levels(before: ArchivalReference, own: Sequence[Level]) -> tuple[Level, ...]:
    if not own:
        return before.levels
    tradition = traditions().get(before.tradition or "", traditions()["collection"])
    own = [_as_counted(level, before, tradition) for level in own]
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
