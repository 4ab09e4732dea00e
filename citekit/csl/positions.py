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
    last_notes: dict[str, tuple[int, int]] = {}
    in_note = Counter(cites[0].note for cites in citations if cites)
    before: Sequence[Cite] = ()
    for number, cites in enumerate(citations):
        for place, cite in enumerate(cites):
            key = cite.item.id
            if key not in first_notes:
                cite.position = FIRST
                first_notes[key] = cite.note
            else:
                cite.first_note = first_notes[key]
                note, citation = last_notes[key]
                cite.near_note = (cite.note - note if cite.note else number - citation) <= distance
                previous = cites[place - 1] if place else _alone(before, cite, in_note)
                cite.position = _position(previous, cite)
            last_notes[key] = (cite.note, number)
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


def _position(previous: Cite | None, cite: Cite) -> int:
    if previous is None or previous.item.id != cite.item.id:
        return SUBSEQUENT
    if not cite.locator:
        return SUBSEQUENT if previous.locator else IBID
    same = previous.locator == cite.locator and previous.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
