"""Word: paragraphs, tables, footnotes and endnotes; tracked changes as accepted, hidden text out.

Public: :func:`read`. Footnotes and endnotes are numbered separately, as Word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document, Note
from citekit.read.archive import open_parts, parse_xml
from citekit.read.rows import Words, in_one_line
from citekit.read.tidy import TextBuilder, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}delText",
        f"{_W}instrText",
        f"{_W}delInstrText",
        f"{_W}p",
        f"{_W}tbl",
        f"{_W}rt",
        _FALLBACK,
    }
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_KINDS = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
_PART_OF = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_HEADINGS = ("heading", "title", "überschrift", "заголовок", "titre", "nagłówek")


def read(data: bytes, name: str) -> Document:
    """A .docx file as a Document; raises UnreadableInput or InputTooLarge."""
    parts = open_parts(data, name, ("word/document", "word/footnotes", "word/endnotes", "word/styles.xml"))
    if "word/document.xml" not in parts:
        raise UnreadableInput(f"{name}: is no Word document; open it in its own program and save it as .docx")
    word = _Word({part: _parsed(content, name) for part, content in parts.items() if part.endswith(".xml")})
    word.add_body(word.parts["word/document.xml"])
    word.add_notes()
    return word.builder.document(name, "docx")


def _parsed(content: bytes, name: str) -> etree._Element:
    return parse_xml(content.replace(_STRICT, _W[1:-1].encode(), 1), name)


class _Word:
    """One document: its parts, and the notes in the order in which the text calls them."""

    def __init__(self, parts: dict[str, etree._Element]) -> None:
        self.parts = parts
        self.builder = TextBuilder()
        self.called: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self.headings = _heading_styles(parts.get("word/styles.xml"))

    def add_body(self, body: etree._Element) -> None:
        """Add the paragraphs in their order, a table's row as one line."""
        in_rows: set[etree._Element] = set()
        carried = Words()
        for element in body.iter(f"{_W}p", f"{_W}tr"):
            if element in in_rows or next(element.iterancestors(_FALLBACK), None) is not None:
                continue
            if element.tag == f"{_W}p":
                words = self._words(element)
                if _is_mark_deleted(element):
                    carried = _joined(carried, words)
                    continue
                words, carried = _joined(carried, words), Words()
                self.builder.add(self._kind(element), words.text, calls=words.calls)
            elif element.find(f"{_W}trPr/{_W}del") is not None:
                in_rows.update(element.iter(f"{_W}p", f"{_W}tr"))
            elif next(element.iter(f"{_W}tbl"), None) is None:
                cells = [list(cell.iter(f"{_W}p")) for cell in element.iterchildren(f"{_W}tc")]
                in_rows.update(paragraph for cell in cells for paragraph in cell)
                for words in in_one_line([[self._words(paragraph) for paragraph in cell] for cell in cells]):
                    self.builder.add(BlockKind.PARAGRAPH, words.text, calls=words.calls)

        self.builder.add(BlockKind.PARAGRAPH, carried.text, calls=carried.calls)

    def add_notes(self) -> None:
        """Add the notes that the text calls, footnotes first, numbered in the order of their calls."""
        for kind, part in _PART_OF.items():
            notes = self._notes(self.parts[part]) if part in self.parts else {}
            for number, key in enumerate(self.called[kind], 1):
                self.builder.add(BlockKind.NOTE, notes.get(key, ""), Note(str(number), kind))

    def _notes(self, part: etree._Element) -> dict[str, str]:
        """The notes of a part by their ids; the separators that Word keeps among them left out."""
        found = {}
        for note in part.iterchildren(f"{_W}footnote", f"{_W}endnote"):
            if note.get(f"{_W}type") in (None, "normal"):
                paragraphs = [self._words(paragraph).text.strip() for paragraph in note.iter(f"{_W}p")]
                found[note.get(f"{_W}id") or ""] = "\n".join(text for text in paragraphs if text)
        return found

    def _kind(self, paragraph: etree._Element) -> BlockKind:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = (style.get(f"{_W}val") or "") if style is not None else ""
        outlined = paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None
        heading = outlined or named in self.headings or named.lower().startswith(_HEADINGS)
        return BlockKind.HEADING if heading else BlockKind.PARAGRAPH

    def _words(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph as accepted, and the notes called in it."""
        words = Words()
        pieces: list[str] = []
        length = 0
        for element in _accepted(paragraph):
            piece = ""
            tag = element.tag
            if tag in (f"{_W}t", _MATH):
                piece = tidy(element.text or "")
                if _is_on(element.getparent(), "caps"):
                    piece = piece.upper()
            elif tag == f"{_W}sym":
                piece = _symbol(element)
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                piece = " "
            elif tag in (f"{_W}br", f"{_W}cr"):
                piece = "\n"
            elif tag == f"{_W}noBreakHyphen":
                piece = "-"
            elif kind := _KINDS.get(str(tag)):
                self.called[kind].append(element.get(f"{_W}id") or "")
                words.calls[kind, str(len(self.called[kind]))] = length
            pieces.append(piece)
            length += len(piece)
        words.text = "".join(pieces)
        return words


def _heading_styles(styles: etree._Element | None) -> set[str]:
    """The ids of the styles that are headings, whatever the language of the program that made them."""
    found = set()
    for style in () if styles is None else styles.iterchildren(f"{_W}style"):
        named = style.find(f"{_W}name")
        if named is not None and (named.get(f"{_W}val") or "").lower().startswith(_HEADINGS):
            found.add(style.get(f"{_W}styleId") or "")
    return found


def _accepted(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements of a paragraph in order, without hidden runs, without what tracked changes deleted, and
    without paragraphs inside it (text boxes), which are read by themselves."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden(element):
            continue
        yield element
        stack += reversed(element)


def _is_hidden(element: etree._Element) -> bool:
    return element.tag == f"{_W}r" and _is_on(element, "vanish")


def _is_on(run: etree._Element | None, name: str) -> bool:
    """Whether a run has a property that is on or off."""
    found = run.find(f"{_W}rPr/{_W}{name}") if run is not None else None
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """A character of a font; "" where it is one that only the font knows, as of Wingdings."""
    code = element.get(f"{_W}char") or ""
    character = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    return "" if "\ud800" <= character <= "\uf8ff" else tidy(character)


def _is_mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next goes on with it."""
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _joined(before: Words, words: Words) -> Words:
    """Two paragraphs made one."""
    moved = {key: len(before.text) + offset for key, offset in words.calls.items()}
    return Words(before.text + words.text, before.calls | moved)
