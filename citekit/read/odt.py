"""OpenDocument text: paragraphs, tables, footnotes and endnotes; tracked changes as accepted.

Public: :func:`read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml import etree

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document, Note
from citekit.read.archive import open_parts, parse_xml
from citekit.read.rows import Words, in_one_line
from citekit.read.tidy import TextBuilder, tidy

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BY_THEMSELVES = frozenset(
    {*_PARAGRAPHS, f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}hidden-text", f"{_TEXT}ruby-text"}
)
_NO_TEXT = (f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes")


def read(data: bytes, name: str) -> Document:
    """An .odt file as a Document; raises UnreadableInput or InputTooLarge."""
    parts = open_parts(data, name, ("content.xml", "styles.xml", "META-INF/manifest.xml"))
    if "content.xml" not in parts:
        raise UnreadableInput(
            f"{name}: is no OpenDocument text; open it in its own program and save it as .odt"
        )
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableInput(f"{name}: is encrypted; save it without a password")
    roots = [parse_xml(parts[part], name) for part in ("content.xml", "styles.xml") if part in parts]
    text = _Text({style for root in roots for style in _hidden_styles(root)})
    text.add_body(roots[0])
    return text.builder.document(name, "odt")


class _Text:
    """One document, and the notes in the order in which the text calls them."""

    def __init__(self, hidden: Set[str]) -> None:
        self.hidden = hidden
        self.builder = TextBuilder()
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def add_body(self, root: etree._Element) -> None:
        """Add the paragraphs in their order, a table's row as one line, and then the notes."""
        in_rows: set[etree._Element] = set()
        for element in root.iter(*_PARAGRAPHS, f"{_TABLE}table-row"):
            if element in in_rows or next(element.iterancestors(*_NO_TEXT), None) is not None:
                continue
            if element.tag in _PARAGRAPHS:
                words = self._words(element)
                kind = BlockKind.HEADING if element.tag == f"{_TEXT}h" else BlockKind.PARAGRAPH
                self.builder.add(kind, words.text, calls=words.calls)
            elif next(element.iter(f"{_TABLE}table"), None) is None:
                cells = [
                    [p for p in cell.iter(*_PARAGRAPHS) if next(p.iterancestors(*_NO_TEXT), None) is None]
                    for cell in element.iterchildren(f"{_TABLE}table-cell")
                ]
                in_rows.update(paragraph for cell in cells for paragraph in cell)
                for words in in_one_line([[self._words(paragraph) for paragraph in cell] for cell in cells]):
                    self.builder.add(BlockKind.PARAGRAPH, words.text, calls=words.calls)
        for kind_of_note, notes in self.notes.items():
            for number, text in enumerate(notes, 1):
                self.builder.add(BlockKind.NOTE, text, Note(str(number), kind_of_note))

    def _words(self, paragraph: etree._Element) -> Words:
        words = Words()
        pieces: list[str] = []
        length = 0
        for piece in _pieces(paragraph, self.hidden):
            if isinstance(piece, str):
                pieces.append(piece)
                length += len(piece)
                continue
            kind = "endnote" if piece.get(f"{_TEXT}note-class") == "endnote" else "footnote"
            body = piece.find(f"{_TEXT}note-body")
            paragraphs = [
                self._words(inner).text.strip()
                for inner in (() if body is None else body.iter(*_PARAGRAPHS))
                if next(inner.iterancestors(*_NO_TEXT), None) is piece
            ]
            self.notes[kind].append("\n".join(text for text in paragraphs if text))
            words.calls[kind, str(len(self.notes[kind]))] = length
        words.text = "".join(pieces)
        return words


def _hidden_styles(root: etree._Element) -> Iterator[str]:
    """The names of the styles of text that is not shown."""
    for properties in root.iterfind(f".//{_STYLE}style/{_STYLE}text-properties[@{_TEXT}display='none']"):
        style = properties.getparent()
        if style is not None:
            yield style.get(f"{_STYLE}name") or ""


def _pieces(paragraph: etree._Element, hidden: Set[str]) -> Iterator[str | etree._Element]:
    """The words of a paragraph, and the notes among them where they are called, without recursion."""
    stack: list[etree._Element | str] = [*reversed(paragraph)]
    yield tidy(paragraph.text or "")
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            yield element
            continue
        stack.append(tidy(element.tail or ""))
        tag = element.tag
        if element.get(f"{_TEXT}style-name") in hidden and tag == f"{_TEXT}span":
            continue
        if tag == f"{_TEXT}note":
            yield element
        elif tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif tag == f"{_TEXT}line-break":
            yield "\n"
        elif isinstance(tag, str) and tag not in _BY_THEMSELVES:
            stack += reversed(element)
            yield tidy(element.text or "")
