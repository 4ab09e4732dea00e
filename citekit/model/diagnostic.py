"""What citekit has to say about a text: never an exception, always with a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from citekit.model.span import Span

CODES: dict[str, str] = {
    "level-label-repaired": "A level word stands where only another level can; the level was repaired.",
    "level-untyped": "A part of a shelf-mark could not be typed; its words are kept.",
    "repository-unknown": "The repository is not among the known archives; it is kept as written.",
    "repository-ambiguous": "A short form is that of several archives; it is kept as written.",
    "repository-missing": "A reference names no repository.",
    "value-claimed-twice": "Two places of the text claim one field; the first is kept, the other listed.",
    "ibid-unresolved": "A reference back could not be resolved with certainty.",
    "encoding-guessed": "The text is no UTF-8; its encoding was detected.",
    "page-without-text": "Pages of a PDF are pictures without text; what they say was not read.",
    "key-changed": "A key was taken by another record or can't be one; the record has another.",
    "entry-unreadable": "An entry of a bibliography could not be read; the others are kept.",
    "format-by-content": "A bibliography is in another format than its name says; it was read as what it is.",
    "field-not-carried": "The format has no place for a field; the field was left out.",
}
"""Every code that a diagnostic may bear, with what it says (documented in ``docs/diagnostics.md``)."""


@dataclass(slots=True, unsafe_hash=True)
class Diagnostic:
    """A finding: a ``code`` of :data:`CODES`, a sentence for a person, and where it stands."""

    code: Final[str]
    message: Final[str]
    span: Final[Span | None] = None

    def as_json(self) -> dict[str, Any]:
        """As it stands under ``custom.citekit.diagnostics``."""
        found: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.span is not None:
            found["span"] = list(self.span)
        return found
