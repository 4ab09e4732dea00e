"""Positions of cites in a document (CSL 1.0.2, "Position").

Public: :func:`first_notes`, :func:`set_positions`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from citekit.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite

NEAR_NOTE_DISTANCE = 5


def first_notes(citations: Sequence[tuple[int, Sequence[Cite]]]) -> dict[str, int]:
    """The note in which each item is cited first."""
    found: dict[str, int] = {}
    for note, cites in citations:
        if note:
            for cite in cites:
                found.setdefault(cite.item.id, note)
    return found


def set_positions(citations: Sequence[tuple[int, Sequence[Cite]]], distance: int) -> None:
    """Give every cite its position, whether its item was cited in a near note, and in which note first.

    ``citations`` are each the number of a note, 0 for the text, and its cites. Citations in the text and
    citations in notes are two sequences.
    """
    _set([cites for note, cites in citations if not note], distance)
    _set([cites for note, cites in citations if note], distance)


def _set(citations: Sequence[Sequence[Cite]], distance: int) -> None:
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    in_note = Counter(cites[0].note for cites in citations if cites)
    before: Sequence[Cite] = ()
    for cites in citations:
        for place, cite in enumerate(cites):
            key = cite.item.id
            if key not in first_notes:
                cite.position = FIRST
                first_notes[key] = cite.note
            else:
                cite.first_note = first_notes[key] if first_notes[key] != cite.note else 0
                # The text has no notes, and all of it is near.
                cite.near_note = cite.note - last_notes[key] <= distance
                previous = cites[place - 1] if place else _alone(before, cite, in_note)
                # Of a citation before, the first locator counts (beyond CSL: styles are written for it).
                located = previous if place else before[0] if before else None
                cite.position = _position(previous, located, cite)
            last_notes[key] = cite.note
        before = cites


def _alone(before: Sequence[Cite], cite: Cite, in_note: Counter[int]) -> Cite | None:
    """The last cite of the citation before, in the text or in the same note; in the note after only where
    that citation is a single cite and the only one of its note."""
    if before and (not cite.note or cite.note == before[-1].note):
        return before[-1]
    if len(before) != 1:
        return None
    last = before[0]
    if cite.note != last.note and (cite.note - last.note > 1 or in_note[last.note] > 1):
        return None
    return last


def _position(previous: Cite | None, located: Cite | None, cite: Cite) -> int:
    """The position of a cite after the ``previous`` one, whose locator is that of ``located``."""
    if previous is None or located is None or previous.item.id != cite.item.id:
        return SUBSEQUENT
    if not cite.locator:
        return SUBSEQUENT if located.locator else IBID
    same = located.locator == cite.locator and located.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
