"""What a check has to say of a draft, and every code that it may say it under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citekit.model import Span

CHECKS: dict[str, str] = {
    "archive-two-ways": "One archive is written in two ways.",
    "level-missing": "A shelf-mark leaves out a level that its archive counts by.",
    "level-order": "The levels of a shelf-mark stand in an order that the archive cannot have.",
    "sheets-backwards": "A range of sheets or pages ends before it begins.",
    "date-differs": "One document is cited with two dates.",
    "place-differs": "One document is cited from two places.",
    "sheets-differ": "One document is cited with sheets that have nothing in common.",
    "ibid-separated": "An “Ibid.” follows a note that it cannot refer to.",
    "ibid-ambiguous": "An “Ibid.” follows a note with several references.",
    "short-first": "The first citation of a document or archive is a short form.",
    "credit-dropped": "A translator or provider named at first is left out of a later full citation.",
    "transliteration-differs": "One name is transliterated in two ways.",
    "script-mixed": "A word mixes Cyrillic and Latin letters.",
}
"""Code -> what it says in a line; ``docs/checks.md`` says why it matters, with an example of each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: a ``code`` of :data:`CHECKS`, a sentence, and its place: the ``note``'s number ("" in running
    text), the ``span`` of the words in the text that was read, and the ``line``, from 1, where the file has
    lines (0 where it has none)."""

    code: str
    message: str
    note: str
    span: Span
    line: int = 0

    def as_json(self, file: str) -> dict[str, Any]:
        """For a program that reads the answer."""
        found: dict[str, Any] = {"file": file, "code": self.code, "message": self.message}
        if self.note:
            found["note"] = self.note
        if self.line:
            found["line"] = self.line
        return found | {"span": list(self.span)}

    def shown(self, file: str) -> str:
        """As a line for a person: ``file:line: note 12: message [code]``."""
        place = f"{file}:{self.line}" if self.line else file
        note = f" note {self.note}:" if self.note else ""
        return f"{place}:{note} {self.message} [{self.code}]"
