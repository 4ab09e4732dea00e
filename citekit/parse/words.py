"""The words of a citation, cut once for all who look words up.

Public: :class:`Words`.
"""

from __future__ import annotations

from citekit.archives.spelling import WORD, folded_words
from citekit.model import Span


class Words:
    """The words of a stretch of text: how each is compared, and the match that has its place."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span
        self.folded = folded_words(span.of(text))
        self.places = [*WORD.finditer(text, *span)]
