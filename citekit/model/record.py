"""What one citation says: every part, with the words and the place it came from.

The parts never change once they are made. Type checkers see to that, by ``Final``: a frozen dataclass takes four
times as long to make, and a book has tens of thousands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from citekit.model.diagnostic import Diagnostic
from citekit.model.span import Span


@dataclass(slots=True, unsafe_hash=True)
class Name:
    """A person (``family``, ``given``) or a body or unsplit name (``literal``), never both."""

    family: Final[str] = ""
    given: Final[str] = ""
    particle: Final[str] = ""
    suffix: Final[str] = ""
    literal: Final[str] = ""
    span: Final[Span | None] = None

    def __str__(self) -> str:
        """The name in reading order."""
        parts = (self.given, self.particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)


@dataclass(slots=True, unsafe_hash=True)
class Date:
    """A date or a range as far as the text says it; never a part that it does not say.

    ``start`` and ``end`` are (year,), (year, month) or (year, month, day); ``end`` is None for a single
    date. ``literal`` keeps the words of a date that could not be typed.
    """

    start: Final[tuple[int, ...]] = ()
    end: Final[tuple[int, ...] | None] = None
    circa: Final[bool] = False
    literal: Final[str] = ""
    span: Final[Span | None] = None


@dataclass(slots=True, unsafe_hash=True)
class Level:
    """One level of a shelf-mark: the tradition's name for it, its value, and its label as written
    (None where the text gives the bare value).

    ``gloss`` is what stands in brackets after it, as written: the title or the years of a fond or file
    (GOST R 7.0.5-2008, clause 11.9).
    """

    level: Final[str]
    value: Final[str]
    label: Final[str | None] = None
    span: Final[Span | None] = None
    gloss: Final[str | None] = None


@dataclass(slots=True, unsafe_hash=True)
class ArchivalReference:
    """One document's place in one archive.

    ``repository`` is as written, None where the text names none; ``repository_id`` is the id of
    ``archives/repositories.toml`` where it is known. ``resolved_from`` is ``"ibid"`` or ``"short"`` where
    parts were taken over from an earlier note.
    """

    repository: Final[str | None] = None
    repository_id: Final[str | None] = None
    repository_name: Final[str | None] = None
    place: Final[str | None] = None
    tradition: Final[str | None] = None
    levels: Final[tuple[Level, ...]] = ()
    span: Final[Span | None] = None
    resolved_from: Final[str | None] = None


@dataclass(slots=True, unsafe_hash=True)
class Credit:
    """Who did what for this copy: ``obtained-by``, ``translator``, ``editor``, ``transcriber``,
    ``introduced-by``, ``funder``; ``programme`` is the body it was done for ("for NKIDP")."""

    role: Final[str]
    names: Final[tuple[Name, ...]]
    programme: Final[str | None] = None
    span: Final[Span | None] = None


@dataclass(slots=True)
class Record:
    """Everything that one citation says.

    ``form`` is ``full``, ``short``, ``ibid`` or ``credits``. ``document`` holds what only the document's
    own body says (classification, registration number). ``spans`` gives for each field the ranges of the
    text that say it.
    """

    title: str | None = None
    title_short: str | None = None
    type: str = "manuscript"
    genre: str | None = None
    authors: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()
    named_authors: tuple[Name, ...] = ()
    dates: tuple[Date, ...] = ()
    archival: tuple[ArchivalReference, ...] = ()
    credits: tuple[Credit, ...] = ()
    digital_archive: str | None = None
    url: str | None = None
    accessed: Date | None = None
    language: str | None = None
    original_language: str | None = None
    abstract: str | None = None
    document: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    extent: str | None = None
    copy_note: str | None = None
    short_form: str | None = None
    form: str = "full"
    note: str | None = None
    span: Span | None = None
    spans: dict[str, list[Span]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
