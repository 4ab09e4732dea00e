"""A document as read: one text that never changes, and the blocks that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from citekit.model.diagnostic import Diagnostic
from citekit.model.span import Span


class BlockKind(StrEnum):
    """What a block of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    ENTRY = "entry"
    METADATA = "metadata"


class Note(NamedTuple):
    """A note's ``number`` as printed, whether it is a ``footnote`` or an ``endnote``, and where the
    running text calls it (a position in ``Document.text``; None where no call was found)."""

    number: str
    kind: str = "footnote"
    called_at: int | None = None


class Block(NamedTuple):
    """A paragraph, heading, note, entry or metadata: a span of the text that is read as one piece.

    ``fields`` belongs to an entry (a row of an export, an item of a bibliography) and to metadata (what a
    page's head says of the page, before its text): each field's name, with the span of its value. The names are
    title, author, recipient, date, genre, reference, credits, archive, archive_location,
    digital_archive, url, summary, language, original_language, classification, record_number,
    rights, subjects, donors, key.
    """

    kind: BlockKind
    span: Span
    note: Note | None = None
    fields: Mapping[str, Span] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text and its parts, in the order of the text.

    ``text`` is normalised once, before the first span exists (soft hyphens gone, no-break spaces made
    plain, wrapped lines joined where the format wraps them) and never changes after. Blocks do not
    overlap; they need not cover the text.
    """

    text: str
    blocks: tuple[Block, ...]
    name: str = "<text>"
    format: str = "text"
    diagnostics: tuple[Diagnostic, ...] = ()
