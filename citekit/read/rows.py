"""A table's row as one line: "GARF | f. 9401, op. 2, d. 96".

Public: :class:`Words`, :func:`in_one_line`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_BETWEEN = " | "
_LONGEST_ROW = 1_500


@dataclass(slots=True)
class Words:
    """The words of a paragraph, and the notes called in it, each with its offset."""

    text: str = ""
    calls: dict[tuple[str, str], int] = field(default_factory=dict)


def in_one_line(cells: Sequence[Sequence[Words]]) -> list[Words]:
    """The paragraphs of a row's cells as one; as they are where a cell holds a text of its own."""
    paragraphs = [words for cell in cells for words in cell]
    if sum(len(words.text) for words in paragraphs) > _LONGEST_ROW:
        return paragraphs
    row = Words()
    for cell in cells:
        between = _BETWEEN if row.text else ""
        for words in cell:
            if not words.text.strip():
                continue
            row.text += between
            row.calls |= {key: len(row.text) + offset for key, offset in words.calls.items()}
            row.text += words.text
            between = " "
    return [row]
