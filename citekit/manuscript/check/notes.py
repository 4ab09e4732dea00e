"""A draft's notes with the references that were found in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from citekit.model import ArchivalReference, BlockKind, Document, Record, Span


@dataclass(frozen=True, slots=True)
class CitingNote:
    """A note of a draft, or a paragraph that cites; ``number`` is "" for a paragraph."""

    number: str
    span: Span
    text: str
    records: tuple[Record, ...] = ()

    @property
    def name(self) -> str:
        """How a message calls it."""
        return f"note {self.number}" if self.number else "the text"

    def place(self, record: Record, words: str | None = None) -> Span:
        """The span of ``words`` in a record, else of the record, else of the note."""
        whole = record.span or self.span
        if words:
            at = self.text.find(words, max(0, whole.start - self.span.start))
            if at >= 0:
                return Span(self.span.start + at, self.span.start + at + len(words))
        return whole


@dataclass(frozen=True, slots=True)
class Reference:
    """One archival reference of a draft, with the note and the record that it belongs to."""

    note: CitingNote
    record: Record
    archival: ArchivalReference

    def level(self, name: str) -> str | None:
        """The value of a level, as written."""
        return next((level.value for level in self.archival.levels if level.level == name), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is checked."""

    document: Document
    notes: tuple[CitingNote, ...] = field(default=())

    def references(self) -> Iterator[Reference]:
        """Every archival reference, in the order of the notes."""
        for note in self.notes:
            for record in note.records:
                for archival in record.archival:
                    yield Reference(note, record, archival)


def noted(document: Document, records: list[Record]) -> Draft:
    """The notes of a document in their order; of one without notes, the paragraphs that cite."""
    has_notes = any(block.kind is BlockKind.NOTE for block in document.blocks)
    starts = sorted((record.span.start, at) for at, record in enumerate(records) if record.span)
    notes = []
    next_record = 0
    for block in document.blocks:
        own = []
        while next_record < len(starts) and starts[next_record][0] < block.span.end:
            if starts[next_record][0] >= block.span.start:
                own.append(records[starts[next_record][1]])
            next_record += 1
        if block.kind is BlockKind.NOTE or (own and not has_notes):
            number = block.note.number if block.note else ""
            notes.append(CitingNote(number, block.span, block.span.of(document.text), tuple(own)))
    return Draft(document, tuple(notes))
