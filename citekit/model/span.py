"""A half-open range in the one text of a document."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Final, NamedTuple


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of ``Document.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same span, ``by`` characters further on."""
        return as_span((self.start + by, self.end + by))

    @classmethod
    def around(cls, spans: Collection[Span]) -> Span:
        """From the first of ``spans``, which are one or more, to where the last ends."""
        return tuple.__new__(cls, (min(spans).start, max([span.end for span in spans])))

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


as_span: Final[Callable[[tuple[int, int]], Span]] = partial(tuple.__new__, Span)
"""The span of a pair, such as a match's: made in half the time that the class itself takes."""
