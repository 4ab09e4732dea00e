"""Rich Text Format: paragraphs, footnotes and endnotes; tracked changes as accepted, hidden text out.

Public: :func:`read`. What the control words mean is known to striprtf, which leaves notes out; the walk is
our own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from striprtf.striprtf import charset_map, destinations, specialchars

from citekit.model import BlockKind, Document, Note
from citekit.read.tidy import TextBuilder, tidy

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<argument>-?\d{1,10})?[ ]?|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
_FONT = re.compile(r"\\f(\d{1,6})(?:\\(?!f\d)[a-z*]+-?\d*[ ]?|[ {}])*?\\fcharset(\d{1,3})")
_FONTS_WITHIN = 200_000
_SYMBOLS = {**specialchars, "_": "-", "tab": " ", "row": "", "cell": " | ", "nestcell": " | "}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "row"})
_OUT = frozenset(destinations) - {"footnote", "shp", "shpinst", "shptxt"}
_DEEPEST = 2_000


@dataclass(slots=True)
class _Group:
    """What holds from an opening brace to its closing one."""

    out: bool = False
    ignorable: bool = False
    hidden: bool = False
    deleted: bool = False
    font: str = ""
    skip: int = 1
    note: bool = False


@dataclass(slots=True)
class _Flow:
    """Text that is being read, the body's or a note's: its paragraphs so far and the one that is open."""

    kind: str = ""
    paragraphs: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    calls: dict[tuple[str, str], int] = field(default_factory=dict)
    heading: bool = False


def read(data: bytes, name: str) -> Document:
    """An .rtf file as a Document; what is damaged in it is read as far as it goes."""
    rtf = _Rtf(data.decode("latin-1"))
    rtf.walk()
    return rtf.builder.document(name, "rtf")


class _Rtf:
    """One walk over the tokens of a file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = TextBuilder()
        self.encoding = "cp1252"
        self.fonts = {
            font: charset_map.get(int(charset), "cp1252")
            for font, charset in _FONT.findall(source[:_FONTS_WITHIN])
            if int(charset) > 1
        }
        self.group = _Group()
        self.stack: list[_Group] = []
        self.body = self.flow = _Flow()
        self.notes: list[tuple[str, Note]] = []
        self.numbers = {"footnote": 0, "endnote": 0}
        self.in_row = False
        self.skip = 0

    def walk(self) -> None:
        position = 0
        while token := _TOKEN.match(self.source, position):
            position = token.end()
            if token["text"] is not None:
                self._text(token["text"])
            elif token["word"]:
                position += self._word(token["word"], token["argument"])
            elif token["hex"]:
                self._hex(token["hex"])
            elif token["symbol"]:
                self._symbol(token["symbol"])
            elif token["brace"] == "{":
                self._open()
            elif token["brace"] and self._close():
                break
        self._end_paragraph()
        for kind in ("footnote", "endnote"):
            for text, note in self.notes:
                if note.kind == kind:
                    self.builder.add(BlockKind.NOTE, text, note)

    def _open(self) -> None:
        self.skip = 0
        if len(self.stack) < _DEEPEST:
            self.stack.append(self.group)
            self.group = replace(self.group, note=False, ignorable=False)

    def _close(self) -> bool:
        """End a group; whether it was the last."""
        self.skip = 0
        if self.group.note:
            self._end_note()
        if not self.stack:
            return True
        self.group = self.stack.pop()
        return not self.stack

    def _word(self, word: str, argument: str | None) -> int:
        """Do what a control word says; how many characters after it are binary."""
        if self.skip:
            self.skip -= 1
            return 0
        group = self.group
        if word == "bin":
            return max(0, int(argument or 0))
        if word == "footnote" and not group.out:
            self._begin_note()
        elif word in _OUT or group.ignorable:
            group.out = True
        elif word == "ftnalt":
            self.flow.kind = "endnote"
        elif word == "ansicpg":
            self.encoding = f"cp{argument}"
        elif word == "f":
            group.font = argument or ""
        elif word == "uc":
            group.skip = int(argument or 1)
        elif word == "u":
            self._put(chr(int(argument or 0) % 0x10000))
            self.skip = group.skip
        elif word in ("v", "deleted"):
            setattr(group, "hidden" if word == "v" else word, argument != "0")
        elif word == "plain":
            group.hidden = group.deleted = False
        elif word == "outlinelevel":
            self.flow.heading = True
        elif word == "pard":
            self.flow.heading = False
        elif word in _PARAGRAPH_ENDS and not group.out:
            if word == "par" and self.in_row:
                self._put(" ")
            else:
                self.in_row = False
                self._end_paragraph()
        elif word == "trowd":
            self.in_row = True
        elif word in _SYMBOLS:
            self._put(_SYMBOLS[word])
        return 0

    def _symbol(self, symbol: str) -> None:
        if self.skip:
            self.skip -= 1
        elif symbol == "*":
            self.group.ignorable = True
        elif symbol in "\r\n":
            self._end_paragraph()
        else:
            self._put(_SYMBOLS.get(symbol, ""))

    def _hex(self, written: str) -> None:
        values = bytes.fromhex(written.replace("\\'", ""))
        skipped = min(self.skip, len(values))
        self.skip -= skipped
        self._put(self._decoded(values[skipped:]))

    def _decoded(self, values: bytes) -> str:
        encoding = self.fonts.get(self.group.font, self.encoding)
        try:
            return values.decode(encoding, "replace")
        except LookupError:
            return values.decode("cp1252", "replace")

    def _text(self, text: str) -> None:
        skipped = min(self.skip, len(text))
        self.skip -= skipped
        text = text[skipped:]
        self._put(text if text.isascii() else self._decoded(text.encode("latin-1")))

    def _put(self, text: str) -> None:
        if not (self.group.out or self.group.hidden or self.group.deleted):
            self.flow.pieces.append(text)

    def _begin_note(self) -> None:
        if self.flow is self.body and not (self.group.hidden or self.group.deleted):
            self.group.note, self.group.ignorable = True, False
            self.flow = _Flow("footnote")
        else:
            self.group.out = True

    def _end_note(self) -> None:
        self._end_paragraph()
        note, self.flow = self.flow, self.body
        self.numbers[note.kind] += 1
        number = str(self.numbers[note.kind])
        self.notes.append(("\n".join(note.paragraphs), Note(number, note.kind)))
        self._settle()
        self.body.calls[note.kind, number] = self.body.length

    def _settle(self) -> None:
        """Make the pieces one text, surrogates joined, so that the place of a call counts true."""
        text = "".join(self.flow.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = tidy(text)
        self.flow.settled.append(text if self.flow.length else text.lstrip())
        self.flow.length += len(self.flow.settled[-1])
        self.flow.pieces = []

    def _end_paragraph(self) -> None:
        self._settle()
        text = "".join(self.flow.settled).rstrip(" |")
        if self.flow is self.body:
            kind = BlockKind.HEADING if self.flow.heading else BlockKind.PARAGRAPH
            self.builder.add(kind, text, calls=self.flow.calls)
        elif text:
            self.flow.paragraphs.append(text)
        self.flow.settled, self.flow.length, self.flow.calls = [], 0, {}
