"""Positions of cites in a document (CSL 1.0.2, "Locators", "Position").

Public: :func:`set_positions`.
"""

from __future__ import annotations

from collections.abc import Sequence

from citekit.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite

NEAR_NOTE_DISTANCE = 5


def set_positions(citations: Sequence[Sequence[Cite]], distance: int) -> None:
    """Give every cite its position, whether its item was cited in a near note, and in which note first."""
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    before: Sequence[Cite] = ()
    for cites in citations:
        for place, cite in enumerate(cites):
            key = cite.item.id
            if key not in first_notes:
                cite.position = FIRST
                first_notes[key] = cite.note
            else:
                cite.first_note = first_notes[key]
                cite.near_note = bool(cite.note) and cite.note - last_notes[key] <= distance
                previous = cites[place - 1] if place else _single(before, cite)
                cite.position = _position(previous, cite)
            last_notes[key] = cite.note
        before = cites


def _single(before: Sequence[Cite], cite: Cite) -> Cite | None:
    """The cite of the citation before, where it is its only one and stands in this note or the last."""
    if len({other.item.id for other in before}) != 1:
        return None
    last = before[-1]
    if len(before) > 1:
        return None
    if cite.note and last.note and cite.note - last.note > 1:
        return None
    return last


def _position(previous: Cite | None, cite: Cite) -> int:
    if previous is None or previous.item.id != cite.item.id:
        return SUBSEQUENT
    if not cite.locator:
        return SUBSEQUENT if previous.locator else IBID
    same = previous.locator == cite.locator and previous.label == cite.label
    return IBID if same else IBID_WITH_LOCATOR
