"""The paragraphs of a Word file (.docx), with the bytes that they stand in (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from citekit.errors import UnreadableInput
from citekit.manuscript.passage import Passage
from citekit.manuscript.runs import Run

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_FORMS = {"i": "italic", "b": "bold", "smallCaps": "small_caps", "strike": "struck"}
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class WordRun:
    """The run that words stand in: the bytes of its properties, and of the start tag of its ``w:t``."""

    properties: bytes
    tag_at: int
    tag_end: int


@dataclass(slots=True)
class WordPart:
    """A part as read: its passages in order (those of a note under the note's id), the byte at which each note
    begins and at which each is called, the ids of notes that are no notes (separators), the end of what can be
    added to, and whether the part is of ISO's strict variant."""

    data: bytes
    passages: list[Passage]
    notes: dict[str, list[Passage]]
    note_starts: dict[str, int]
    calls: list[tuple[str, int]]
    special: list[int]
    body_end: int
    strict: bool


def parse_xml(data: bytes, name: str, path: Path, handlers: Callable[[expat.XMLParserType], None]) -> None:
    """Run a parser over a part without entities or network; raises UnreadableInput with the line."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    handlers(parser)

    def refuse(*_: object) -> None:
        raise UnreadableInput(
            f"{path}: its part {name} declares a document type, which no word processor writes"
        )

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableInput(f"{path}: its part {name} is no XML: {error}") from error


def read_part(data: bytes, name: str, path: Path) -> WordPart:
    """The passages of ``document.xml``, ``footnotes.xml`` or ``endnotes.xml``."""
    reader = _Reader(data, name)

    def attach(parser: expat.XMLParserType) -> None:
        reader.parser = parser
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.words

    parse_xml(data, name, path, attach)
    return WordPart(
        data,
        reader.passages,
        reader.notes,
        reader.note_starts,
        reader.calls,
        reader.special,
        reader.body_end,
        reader.strict,
    )


class _Reader:
    """Handlers that collect the passages of one part."""

    parser: expat.XMLParserType

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.passages: list[Passage] = []
        self.notes: dict[str, list[Passage]] = {}
        self.note_starts: dict[str, int] = {}
        self.calls: list[tuple[str, int]] = []
        self.special: list[int] = []
        self.body_end = 0
        self.strict = False
        self._open: list[Passage] = []
        self._note: str | None = None
        self._path: list[str] = []
        self._hidden = 0
        self._boxes = 0
        self._form = Run("")
        self._properties = b""
        self._properties_at = 0
        self._tag: tuple[int, int] | None = None

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, tag = qualified.rpartition(" ")
        self._path.append(tag)
        if space == _COMPATIBILITY and tag == "Fallback":
            self._hidden += 1
        if space not in (_TRANSITIONAL, _STRICT):
            return
        at = self.parser.CurrentByteIndex
        value = attributes.get(f"{space} val", "")
        if len(self._path) == 1:
            self.strict = space == _STRICT
        if tag == "p":
            passage = Passage(self.name, at, in_box=self._boxes > 0)
            self._open.append(passage)
            held = self.notes[self._note] if self._note is not None else self.passages
            if not self._hidden:
                held.append(passage)
        elif tag in ("footnote", "endnote") and f"{space} id" in attributes:
            kind = attributes.get(f"{space} type", "normal")
            self._note = f"{tag} {attributes[f'{space} id']}"
            self.notes.setdefault(self._note, [])
            self.note_starts[self._note] = at
            if kind != "normal":
                self._hidden += 1
                self.special.append(int(attributes[f"{space} id"]))
        elif tag in ("moveFrom", "del"):
            self._hidden += 1
        elif tag == "txbxContent":
            self._boxes += 1
        elif tag == "sectPr" and len(self._path) == 3 and self._path[1] == "body":
            self.body_end = at
        elif self._open:
            self._start_in_paragraph(tag, value, attributes.get(f"{space} id", ""), at)

    def _start_in_paragraph(self, tag: str, value: str, number: str, at: int) -> None:
        passage = self._open[-1]
        if tag == "r":
            self._form, self._properties = Run(""), b""
        elif tag == "rPr" and self._path[-2] == "r":
            self._properties_at = at
        elif tag in _FORMS and self._path[-3:-1] == ["r", "rPr"]:
            self._form = self._form.having(_FORMS[tag], value not in _OFF)
        elif tag == "pStyle":
            passage.style = value
        elif tag == "sectPr":
            passage.holds_section = True
        elif tag == "t":
            self._tag = (at, self.data.index(b">", at) + 1)
        elif tag in ("tab", "br", "cr") and self._path[-2] == "r" and not self._hidden:
            passage.text += "\t" if tag == "tab" else "\n"
        elif tag in ("footnoteReference", "endnoteReference") and not self._hidden:
            note = f"{tag.removesuffix('Reference')} {number}"
            self.calls.append((note, at))
            passage.calls.append((len(passage.text), note))
            passage.text += "\ufffc"

    def end(self, qualified: str) -> None:
        space, _, tag = qualified.rpartition(" ")
        self._path.pop()
        if space == _COMPATIBILITY and tag == "Fallback":
            self._hidden -= 1
        if space not in (_TRANSITIONAL, _STRICT):
            return
        at = self.parser.CurrentByteIndex
        if tag == "p" and self._open:
            self._open.pop().end = self._after(at)
        elif tag in ("footnote", "endnote") and self._note is not None:
            if self._path and self._path[-1] == f"{tag}s":
                self._hidden = 0
                self._note = None
        elif tag in ("moveFrom", "del"):
            self._hidden -= 1
        elif tag == "txbxContent":
            self._boxes -= 1
        elif tag == "rPr" and self._path[-1:] == ["r"]:
            self._properties = self.data[self._properties_at : self._after(at)]
        elif tag == "t":
            self._tag = None
        elif tag in ("body", "footnotes", "endnotes") and len(self._path) == (1 if tag == "body" else 0):
            self.body_end = self.body_end or at

    def words(self, text: str) -> None:
        if self._tag is None or self._hidden or not self._open:
            return
        at = self.parser.CurrentByteIndex
        end = at + len(text.encode())
        if self.data[at:end] != text.encode():  # a reference such as &amp;, or a line end
            end = self.data.index(b";", at) + 1 if self.data[at : at + 1] == b"&" else at + 2
        run = WordRun(self._properties, *self._tag)
        self._open[-1].add(text, at, end, self._form, run)

    def _after(self, at: int) -> int:
        """The byte after the tag that begins at ``at`` (an empty element ends in its start tag)."""
        return self.data.index(b">", at) + 1


def style_id(styles: bytes, name: str) -> str | None:
    """The id of the style that Word calls ``name``, whatever its language calls it; None where there is none."""
    pattern = rb"<w:style\b[^>]*?w:styleId=\"([^\"]*)\"[^>]*>\s*<w:name w:val=\"([^\"]*)\""
    for found in re.finditer(pattern, styles):
        if found[2].decode().casefold() == name.casefold():
            return found[1].decode()
    return None
