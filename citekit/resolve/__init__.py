"""4. "Ibid.", "Там же", short forms: what a later citation takes over from an earlier one.

Public: :class:`Unit`, :func:`resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citekit.archives.traditions import PAGE_LEVELS
from citekit.model import ArchivalReference, Diagnostic, Record, Span
from citekit.resolve.ibid import taken_over
from citekit.resolve.short_forms import ShortForms

_OF_BOOKS = frozenset({"document", "item", "part", "volume", "issues"})
"""Levels that published works have too: "Ebd., Dok. 235"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One note or paragraph, with the records found in it; ``cites_else`` where it cites something that is
    no archival reference, to which a following "Ibid." would refer."""

    records: tuple[Record, ...]
    note: bool
    cites_else: bool
    span: Span
    apart: frozenset[int] = frozenset()
    """The places of the records before which another work is cited in the same note."""


def resolve(units: Iterable[Unit]) -> Iterator[Record]:
    """The records in order, each "Ibid." and each short form with what it takes over.

    An "Ibid." refers to the reference before it in its note, else to the note before. Where that note cites
    something else, or references between which the words do not tell, the answer is unknown: the record is
    kept with ``ibid-unresolved``, or left out where nothing of it is archival.
    """
    before: (
        tuple[ArchivalReference, ...] | None
    ) = ()  # None where an archive was cited, but which is not known
    short_forms = ShortForms()
    for unit in units:
        cited: list[ArchivalReference] = []
        for place, record in enumerate(unit.records):
            apart = place in unit.apart
            if record.form == "ibid" and (apart or not _refer_back(record, before or ())):
                if (before != () and not apart) or _says_archival(record):
                    record.diagnostics.append(Diagnostic("ibid-unresolved", _why(before), record.span))
                    yield record
                    before = None
                cited.clear()
                continue
            short_forms.resolve(record)
            short_forms.learn(record)
            yield record
            if unit.note or record.form != "ibid":
                before = record.archival[-1:]
                cited += record.archival
        if unit.note:
            before = () if unit.cites_else else tuple(cited) or before


def _why(before: Sequence[ArchivalReference] | None) -> str:
    if before and len(before) > 1:
        return "the note before it cites several works"
    return "what this refers back to is not certain"


def _refer_back(record: Record, before: Sequence[ArchivalReference]) -> bool:
    """Give the record's references what they take over, where only one answer is possible."""
    resolved: list[ArchivalReference] = []
    for own in record.archival:
        if own.repository:
            # "Ibid., l. 5; GARF, f. 9401": what names its archive refers to nothing.
            resolved.append(own)
            continue
        answers = {_said(answer): answer for answer in (taken_over(other, own) for other in before)}
        if len(answers) != 1:
            return False
        resolved += answers.values()
    record.archival = tuple(resolved)
    record.diagnostics = [found for found in record.diagnostics if found.code != "repository-missing"]
    return True


def _said(reference: ArchivalReference) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    return reference.repository, tuple((level.level, level.value) for level in reference.levels)


def _says_archival(record: Record) -> bool:
    return any(
        level.label and level.level not in PAGE_LEVELS | _OF_BOOKS
        for reference in record.archival
        for level in reference.levels
    )
