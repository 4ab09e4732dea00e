"""Citations typed in an OpenDocument text become its own footnotes; all its other bytes stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from citekit.manuscript.markdown import is_bibliography_title
from citekit.manuscript.opendocument import CONTENT, OpenDocumentReader
from citekit.manuscript.package import Package
from citekit.manuscript.passage import Change, Passage, Place, changed, cited_keys, flow, unknown_keys
from citekit.manuscript.printing import Entry, Flow, Printed, PrintedDraft
from citekit.manuscript.runs import Run, Runs
from citekit.manuscript.typesetting import MARKER, blank_before, marks_after
from citekit.manuscript.write.odt import form_style_xml, note_xml, run_xml
from citekit.model import CslItem, Span

_STYLES = "styles.xml"
_ENTRY_STYLE = (
    '<style:style style:name="CitekitEntry" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="1cm" fo:text-indent="-1cm" fo:margin-bottom="0.2cm"/>'
    "</style:style>"
)
_FOOTNOTE_STYLE = (
    '<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="0.5cm" fo:text-indent="-0.5cm"/>'
    '<style:text-properties fo:font-size="10pt"/></style:style>'
)


@dataclass(slots=True)
class OpenDocumentDraft:
    """An OpenDocument text as read."""

    package: Package
    content: OpenDocumentReader

    @property
    def body(self) -> list[Passage]:
        """The paragraphs of the running text, those in tables and boxes too."""
        return self.content.passages

    @property
    def notes(self) -> dict[str, list[Passage]]:
        """The paragraphs of each note."""
        return self.content.notes

    def keys(self) -> list[str]:
        """Every key that the file cites."""
        return cited_keys([*self.body, *(passage for note in self.notes.values() for passage in note)])

    def unknown(self, order: list[Place], known: dict[str, CslItem]) -> list[tuple[str, str]]:
        """The cited keys that are not known, each with the paragraph in which it stands."""
        return unknown_keys(self.body, self.notes, order, known)

    def flow(self, known: dict[str, CslItem]) -> tuple[Flow, list[Place]]:
        """The mentions in order, and their places."""
        return flow(self.body, self.notes, known)


def read(data: bytes, path: Path) -> OpenDocumentDraft:
    """The draft in an .odt; raises UnreadableInput or InputTooLarge."""
    package = Package(data, path)
    return OpenDocumentDraft(package, OpenDocumentReader(package.read(CONTENT), path))


def footnoted(
    draft: OpenDocumentDraft,
    order: list[Place],
    printed: PrintedDraft,
    *,
    bibliography_title: str,
    after_marks: bool,
) -> bytes:
    """The file with each citation printed: in a new footnote, or where it stands."""
    writer = _Writer(draft)
    for place, shown in zip(order, printed.mentions, strict=True):
        writer.print(place, shown, after_marks)
    if printed.bibliography:
        writer.print_bibliography(printed.bibliography, bibliography_title)
    return writer.file()


class _Writer:
    """Collects the changes of ``content.xml``."""

    def __init__(self, draft: OpenDocumentDraft) -> None:
        self.draft = draft
        self.changes: list[Change] = []
        self.forms: dict[str, str] = {}
        self.styles: list[str] = []
        self.noted = False

    def _runs(self, runs: Runs) -> str:
        return "".join(run_xml(run.unlinked(), self.forms, "Citekit") for run in runs)

    def print(self, place: Place, shown: Printed, after_marks: bool) -> None:
        """Print one citation."""
        passage, span = place.passage, place.citation.span
        text = self._runs(shown.text)
        if shown.note is None:
            start = span.start
            if shown.text and all(run.raised for run in shown.text):
                start = blank_before(passage.text, start)
            self._take_out(passage, Span(start, span.end + shown.swallows))
            self._put(passage, start, text)
            return
        self.noted = True
        paragraph = f'<text:p text:style-name="Footnote">{self._runs(shown.note)}</text:p>'
        note = note_xml(shown.number, [paragraph]).replace('text:id="ftn', 'text:id="citekit', 1)
        if place.citation.in_text:
            self._take_out(passage, span)
            self._put(passage, span.start, text + note)
            return
        start = blank_before(passage.text, span.start)
        end = marks_after(passage.text, span.end) if after_marks else span.end
        self._take_out(passage, Span(start, span.end))
        self._put(passage, end if end > span.end else start, note)

    def _take_out(self, passage: Passage, span: Span) -> None:
        self.changes += [Change(p.byte(start), p.byte(end), b"") for p, start, end in passage.pieces_in(span)]

    def _put(self, passage: Passage, position: int, xml: str) -> None:
        piece = passage.piece_at(position)
        assert piece is not None  # a citation has letters, and stands beside none but its own
        at = piece.byte(position)
        self.changes.append(Change(at, at, xml.encode()))

    def print_bibliography(self, entries: tuple[Entry, ...], title: str) -> None:
        """Print the bibliography at its marker, under its heading, or at the end."""
        self.styles.append(_ENTRY_STYLE)
        named = '<text:p text:style-name="CitekitEntry">'
        paragraphs = "".join(f"{named}{self._runs(entry.runs)}</text:p>" for entry in entries)
        for passage in self.draft.body:
            if MARKER.fullmatch(passage.text.strip()):
                self.changes.append(Change(passage.begin, passage.end, paragraphs.encode()))
                return
        for passage in reversed(self.draft.content.headings):
            if is_bibliography_title(passage.text):
                self.changes.append(Change(passage.end, passage.end, paragraphs.encode()))
                return
        heading = '<text:h text:style-name="Heading_20_1" text:outline-level="1">'
        end = self.draft.content.text_end
        shown = f"{heading}{self._runs((Run(title),))}</text:h>{paragraphs}"
        self.changes.append(Change(end, end, shown.encode()))

    def file(self) -> bytes:
        """The whole file."""
        data = self.draft.content.data
        self.styles += [form_style_xml(name, properties) for properties, name in self.forms.items()]
        if self.styles:
            self.changes.append(_added(data, b"office:automatic-styles", "".join(self.styles)))
        parts = {CONTENT: changed(data, self.changes)} if self.changes else {}
        if self.noted and _STYLES in self.draft.package:
            styles = self.draft.package.read(_STYLES)
            if b'style:name="Footnote"' not in styles:
                parts[_STYLES] = changed(styles, [_added(styles, b"office:styles", _FOOTNOTE_STYLE)])
        return self.draft.package.with_parts(parts)


def _added(data: bytes, element: bytes, inside: str) -> Change:
    """The change that puts XML at the end of an element that need not have anything in it."""
    end = data.find(b"</" + element + b">")
    if end >= 0:
        return Change(end, end, inside.encode())
    empty = re.search(b"<" + element + rb"\s*/>", data)
    if empty:
        return Change(*empty.span(), b"<" + element + b">" + inside.encode() + b"</" + element + b">")
    root = re.search(rb"<office:body\b|<office:master-styles\b", data)
    at = root.start() if root else len(data)
    return Change(at, at, b"<" + element + b">" + inside.encode() + b"</" + element + b">")
