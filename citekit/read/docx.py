"""Word: paragraphs, footnotes and endnotes; tracked changes as accepted.

Public: :func:`read`. Footnotes and endnotes are numbered separately, as Word does.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document, Note
from citekit.read.archive import open_parts, parse_xml
from citekit.read.tidy import TextBuilder, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}delInstrText"})
_PART_OF = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


def read(data: bytes, name: str) -> Document:
    """A .docx file as a Document; raises UnreadableInput or InputTooLarge."""
    parts = open_parts(data, name, ("word/document", "word/footnotes", "word/endnotes"))
    if "word/document.xml" not in parts:
        raise UnreadableInput(f"{name}: is no Word document; open it in its own program and save it as .docx")
    body = parse_xml(parts["word/document.xml"], name)
    notes = {kind: _notes(parts[part], name) for kind, part in _PART_OF.items() if part in parts}
    builder = TextBuilder()
    order: list[tuple[str, str]] = []
    numbers = {"footnote": 0, "endnote": 0}
    for paragraph in body.iter(f"{_W}p"):
        text, calls = _text(paragraph)
        named: dict[tuple[str, str], int] = {}
        for offset, (kind, key) in calls:
            numbers[kind] += 1
            order.append((kind, key))
            named[kind, str(numbers[kind])] = offset
        builder.add(_kind(paragraph), text, calls=named)
    count = {"footnote": 0, "endnote": 0}
    for kind in ("footnote", "endnote"):
        for called, key in order:
            if called == kind:
                count[kind] += 1
                if words := notes.get(kind, {}).get(key):
                    builder.add(BlockKind.NOTE, words, Note(str(count[kind]), kind))
    return builder.document(name, "docx")


def _notes(data: bytes, name: str) -> dict[str, str]:
    """The notes of a part by their ids; the separators that Word keeps among them left out."""
    found = {}
    for note in parse_xml(data, name):
        if note.get(f"{_W}type") not in (None, "normal") or not isinstance(note.tag, str):
            continue
        paragraphs = [_text(paragraph)[0].strip() for paragraph in note.iter(f"{_W}p")]
        found[note.get(f"{_W}id") or ""] = "\n".join(text for text in paragraphs if text)
    return found


def _kind(paragraph: etree._Element) -> BlockKind:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = (style.get(f"{_W}val") or "") if style is not None else ""
    return (
        BlockKind.HEADING
        if named.lower().startswith(("heading", "title", "berschrift"))
        else BlockKind.PARAGRAPH
    )


def _text(paragraph: etree._Element) -> tuple[str, list[tuple[int, tuple[str, str]]]]:
    """The words of a paragraph as accepted, and the notes called in it with their offsets."""
    pieces: list[str] = []
    calls: list[tuple[int, tuple[str, str]]] = []
    length = 0
    for element in _accepted(paragraph):
        piece = ""
        tag = element.tag
        if tag == f"{_W}t":
            piece = tidy(element.text or "")
        elif tag == f"{_W}tab":
            piece = " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            piece = "\n"
        elif tag == f"{_W}noBreakHyphen":
            piece = "-"
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            calls.append((length, (kind, element.get(f"{_W}id") or "")))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), calls


def _accepted(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements of a paragraph in order, without what tracked changes deleted, and without paragraphs
    inside it (text boxes), which are read by themselves."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _DELETED or element.tag == f"{_W}p":
            continue
        yield element
        stack += reversed(element)
