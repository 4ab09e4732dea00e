"""OpenDocument text: paragraphs, footnotes and endnotes; tracked changes as accepted.

Public: :func:`read`.
"""

from __future__ import annotations

from lxml import etree

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document, Note
from citekit.read.archive import open_parts, parse_xml
from citekit.read.tidy import TextBuilder, tidy

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note"})


def read(data: bytes, name: str) -> Document:
    """An .odt file as a Document; raises UnreadableInput or InputTooLarge."""
    parts = open_parts(data, name, ("content.xml",))
    if "content.xml" not in parts:
        raise UnreadableInput(
            f"{name}: is no OpenDocument text; open it in its own program and save it as .odt"
        )
    root = parse_xml(parts["content.xml"], name)
    for deleted in root.iter(f"{_TEXT}tracked-changes"):
        for element in list(deleted):
            deleted.remove(element)
    builder = TextBuilder()
    notes: list[tuple[str, str, str]] = []
    counts = {"footnote": 0, "endnote": 0}
    for paragraph in root.iter(f"{_TEXT}p", f"{_TEXT}h"):
        if next(paragraph.iterancestors(f"{_TEXT}note", f"{_OFFICE}annotation"), None) is not None:
            continue
        calls: dict[tuple[str, str], int] = {}
        pieces: list[str] = []
        _collect(paragraph, pieces, calls, notes, counts)
        kind = BlockKind.HEADING if paragraph.tag == f"{_TEXT}h" else BlockKind.PARAGRAPH
        builder.add(kind, "".join(pieces), calls=calls)
    for kind_of_note in ("footnote", "endnote"):
        for kind_called, number, words in notes:
            if kind_called == kind_of_note:
                builder.add(BlockKind.NOTE, words, Note(number, kind_called))
    return builder.document(name, "odt")


def _collect(
    element: etree._Element,
    pieces: list[str],
    calls: dict[tuple[str, str], int],
    notes: list[tuple[str, str, str]],
    counts: dict[str, int],
) -> None:
    pieces.append(tidy(element.text or ""))
    for child in element:
        tag = child.tag
        if tag == f"{_TEXT}note":
            kind = child.get(f"{_TEXT}note-class") or "footnote"
            counts[kind] += 1
            calls[kind, str(counts[kind])] = sum(map(len, pieces))
            body = child.find(f"{_TEXT}note-body")
            paragraphs = (
                []
                if body is None
                else ["".join(map(str, p.itertext())).strip() for p in body.iter(f"{_TEXT}p")]
            )
            notes.append((kind, str(counts[kind]), tidy("\n".join(text for text in paragraphs if text))))
        elif tag == f"{_TEXT}s":
            pieces.append(" " * int(child.get(f"{_TEXT}c") or 1))
        elif tag == f"{_TEXT}tab":
            pieces.append(" ")
        elif tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif isinstance(tag, str) and tag not in _LEFT_OUT:
            _collect(child, pieces, calls, notes, counts)
        pieces.append(tidy(child.tail or ""))
