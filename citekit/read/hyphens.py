"""Whether a hyphen at the end of a line breaks a word or belongs to it ("hard-line", «социал-демократ»).

Public: :class:`Hyphens`, :func:`are_dashed`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʹ][^\W\d_]+)*")
_BROKEN = re.compile(r"[^\W\d_]+(?:[-'’ʹ][^\W\d_]+)*-\s*$")
_LAST = re.compile(r"[^\W\d_]+(?:[-'’ʹ][^\W\d_]+)*$")


class Hyphens:
    """What a document's own words, in the middles of its lines, tell of those that its lines break."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None

    def joined(self, before: str, after: str) -> str | None:
        """Two lines as one where a hyphen ends the first and a word goes on in the next; None where not.

        The hyphen stays where the document writes the word with it elsewhere, and not without.
        """
        if not (before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower()):
            return None
        first, second = _LAST.search(before[:-1]), _WORD.match(after)
        if first is None or second is None:
            return before[:-1] + after
        words = self._counted()
        whole = words[f"{first[0]}{second[0]}".casefold()]
        hyphened = words[f"{first[0]}-{second[0]}".casefold()]
        return before + after if hyphened > whole else before[:-1] + after

    def _counted(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter(
                word.casefold() for line in self._lines for word in _WORD.findall(_BROKEN.sub("", line))
            )
        return self._words


def are_dashed(before: str, after: str) -> bool:
    """Whether a dash that no blank sets apart from its words stands where two lines meet: "to the President—"."""
    ends = before.endswith("—") and before[-2:-1].isalnum()
    return ends or (after.startswith("—") and before[-1:].isalnum() and after[1:2].isalnum())
