"""What every reader normalises before the first span exists.

Public: :func:`tidy`, :func:`plain_dashes`, :class:`TextBuilder`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citekit.model import Block, BlockKind, Diagnostic, Document, Note, Span
from citekit.read.notes import with_typed_notes

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0002\ufffe"
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2212": "–",
    "\ufe58": "–",
    "\ufe63": "-",
    "\uff0d": "-",
}
_LINE_ENDS = dict.fromkeys(("\r\n", *"\r\u2028\u2029\x0b\x0c\x85"), "\n")
_PLAIN = _LINE_ENDS | dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_BLANKS, " ") | _DASHES
_PLAIN_IN_ASCII = {found: instead for found, instead in _PLAIN.items() if found.isascii()}


def tidy(text: str) -> str:
    """Soft hyphens and other invisible characters gone, blanks of every width, hyphens and dashes plain, line
    ends "\\n"."""
    return _replaced(text, _PLAIN_IN_ASCII if text.isascii() else _PLAIN)


def plain_dashes(text: str) -> str:
    """The text, its hyphens that do not break and its figure dashes and minus signs plain, each in its place."""
    return _replaced(text, _DASHES)


def _replaced(text: str, plain: Mapping[str, str]) -> str:
    # Of a long text `str.translate` asks for every letter; hardly any of these stands in most.
    for found, instead in plain.items():
        if found in text:
            text = text.replace(found, instead)
    return text


class TextBuilder:
    """Puts a document's one text together, block by block, so that each block knows its span."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._calls: dict[object, int] = {}
        self._uncalled: list[tuple[int, object]] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        note: Note | None = None,
        *,
        fields: Mapping[str, Span] | None = None,
        calls: Mapping[Any, int] | None = None,
        called_by: object = None,
    ) -> None:
        """Add a block.

        ``calls`` maps what a note is called by to the offset in ``text`` that calls it; ``called_by`` is
        that of a note: its kind and number, unless the format has names of its own for notes.
        """
        if not text.strip():
            return
        start = self._length
        if note is not None and note.called_at is None:
            key = called_by or (note.kind, note.number)
            note = Note(note.number, note.kind, self._calls.pop(key, None))
            if note.called_at is None:
                self._uncalled.append((len(self._blocks), key))
        for called, offset in (calls or {}).items():
            self._calls.setdefault(called, start + offset)
        shifted = {name: span.shifted(start) for name, span in (fields or {}).items()}
        self._blocks.append(Block(kind, Span(start, start + len(text)), note, shifted))
        self._pieces += [text, "\n\n"]
        self._length += len(text) + 2

    def add_fields(self, kind: BlockKind, fields: Mapping[str, str]) -> None:
        """Add a block of named fields, each on a line of its own."""
        spans: dict[str, Span] = {}
        length = 0
        for name, words in fields.items():
            spans[name] = Span(length, length + len(words))
            length += len(words) + 1
        self.add(kind, "\n".join(fields.values()), fields=spans)

    def document(self, name: str, format: str, diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
        """The document of all that was added, each note with the place that calls it.

        Where the format knows of no note, those that are typed as text are found.
        """
        text, blocks = "".join(self._pieces), self._blocks
        for place, key in self._uncalled:
            # The call comes after the note: a note beside the text, or an order of the file's own.
            note = blocks[place].note
            if note is not None:
                called = Note(note.number, note.kind, self._calls.get(key))
                blocks[place] = Block(blocks[place].kind, blocks[place].span, called, blocks[place].fields)
        if not any(block.note for block in blocks):
            return Document(text, with_typed_notes(text, blocks), name, format, diagnostics)
        return Document(text, tuple(blocks), name, format, diagnostics)
