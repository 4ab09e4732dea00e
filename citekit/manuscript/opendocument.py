"""The paragraphs of an OpenDocument text (.odt), with the bytes that they stand in (ODF 1.3, part 3)."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from citekit.manuscript.passage import Passage
from citekit.manuscript.runs import Run
from citekit.manuscript.word import parse_xml

CONTENT = "content.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _STYLE = f"{_OASIS}text:1.0", f"{_OASIS}office:1.0", f"{_OASIS}style:1.0"
_FO, _DRAW = f"{_OASIS}xsl-fo-compatible:1.0", f"{_OASIS}drawing:1.0"
_HIDDEN = {
    f"{_TEXT} tracked-changes",
    f"{_OFFICE} annotation",
    f"{_TEXT} note-citation",
    f"{_TEXT} sequence-decls",
}


class OpenDocumentReader:
    """The passages of ``content.xml``: of the running text, and of each note; where the text ends."""

    _parser: expat.XMLParserType

    def __init__(self, data: bytes, path: Path) -> None:
        self.data = data
        self.passages: list[Passage] = []
        self.notes: dict[str, list[Passage]] = {}
        self.text_end = 0
        self.headings: list[Passage] = []
        self._forms: dict[str, Run] = {}
        self._style = ""
        self._open: list[Passage] = []
        self._spans: list[Run] = [Run("")]
        self._notes: list[str] = []
        self._hidden = self._boxes = 0
        parse_xml(data, CONTENT, path, self._attach)

    def _attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if name in _HIDDEN:
            self._hidden += 1
        elif name == f"{_DRAW} text-box":
            self._boxes += 1
        elif name == f"{_STYLE} style":
            self._style = attributes.get(f"{_STYLE} name", "")
        elif name == f"{_STYLE} text-properties" and self._style:
            self._forms[self._style] = _form(attributes)
        elif space == _TEXT and not self._hidden:
            self._start_text(tag, attributes)

    def _start_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("p", "h"):
            passage = Passage(CONTENT, self._parser.CurrentByteIndex, in_box=self._boxes > 0)
            passage.style = attributes.get(f"{_TEXT} style-name", "")
            self._open.append(passage)
            (self.notes[self._notes[-1]] if self._notes else self.passages).append(passage)
            if tag == "h":
                self.headings.append(passage)
        elif tag == "note" and self._open:
            note = f"{attributes.get(f'{_TEXT} note-class', 'footnote')} {len(self.notes) + 1}"
            self._open[-1].calls.append((len(self._open[-1].text), note))
            self._open[-1].text += "\ufffc"
            self._notes.append(note)
            self.notes[note] = []
        elif tag == "span":
            self._spans.append(self._forms.get(attributes.get(f"{_TEXT} style-name", ""), self._spans[-1]))
        elif tag == "s" and self._open:
            self._open[-1].text += " " * min(int(attributes.get(f"{_TEXT} c", "1") or 1), 1000)
        elif tag in ("tab", "line-break") and self._open:
            self._open[-1].text += "\t" if tag == "tab" else "\n"

    def _end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        at = self._parser.CurrentByteIndex
        if name in _HIDDEN:
            self._hidden -= 1
        elif name == f"{_DRAW} text-box":
            self._boxes -= 1
        elif name == f"{_STYLE} style":
            self._style = ""
        elif name == f"{_OFFICE} text":
            self.text_end = at
        elif space == _TEXT and not self._hidden:
            if tag in ("p", "h"):
                self._open.pop().end = self.data.index(b">", at) + 1
            elif tag == "note" and self._notes:
                self._notes.pop()
            elif tag == "span" and len(self._spans) > 1:
                self._spans.pop()

    def _words(self, text: str) -> None:
        if self._hidden or not self._open:
            return
        at = self._parser.CurrentByteIndex
        end = at + len(text.encode())
        if self.data[at:end] != text.encode():
            end = self.data.index(b";", at) + 1 if self.data[at : at + 1] == b"&" else at + 2
        self._open[-1].add(text, at, end, self._spans[-1])


def _form(attributes: dict[str, str]) -> Run:
    return Run(
        "",
        italic=attributes.get(f"{_FO} font-style") in ("italic", "oblique"),
        bold=attributes.get(f"{_FO} font-weight") in ("bold", "700", "800", "900"),
        small_caps=attributes.get(f"{_FO} font-variant") == "small-caps",
    )
