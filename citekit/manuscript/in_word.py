"""Citations typed in a Word file become Word's own footnotes; all its other bytes stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from citekit.manuscript.markdown import is_bibliography_title
from citekit.manuscript.package import Package
from citekit.manuscript.passage import Change, Passage, Piece, Place, changed, cited_keys, flow, unknown_keys
from citekit.manuscript.printing import Entry, Flow, Printed, PrintedDraft
from citekit.manuscript.runs import Run, Runs
from citekit.manuscript.typesetting import MARKER, blank_before, marks_after
from citekit.manuscript.word import WordPart, WordRun, read_part, style_id
from citekit.manuscript.write.docx import (
    DECLARATION,
    NAMESPACES,
    RELATIONS,
    R,
    note_mark_xml,
    note_paragraph_xml,
    note_xml,
    run_xml,
)
from citekit.manuscript.write.word_styles import (
    BIBLIOGRAPHY,
    FOOTNOTE_REFERENCE,
    FOOTNOTE_SEPARATORS,
    FOOTNOTE_TEXT,
)
from citekit.model import CslItem, Span

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"
ENDNOTES = "word/endnotes.xml"
_STYLES = "word/styles.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OWN_FORMS = re.compile(
    rb"<w:(?:i|iCs|b|bCs|smallCaps|vertAlign|u|strike)(?:\s[^>]*)?/>|<w:rPrChange\b.*?</w:rPrChange>",
    re.DOTALL,
)


@dataclass(slots=True)
class WordDraft:
    """A Word file as read: its parts by name, and the running text's and the notes' passages."""

    package: Package
    parts: dict[str, WordPart]
    notes: dict[str, list[Passage]] = field(default_factory=dict)

    @property
    def body(self) -> list[Passage]:
        """The paragraphs of the running text, those in tables and boxes too."""
        return self.parts[DOCUMENT].passages

    def keys(self) -> list[str]:
        """Every key that the file cites."""
        passages = [*self.body, *(passage for note in self.notes.values() for passage in note)]
        return cited_keys(passages)

    def unknown(self, order: list[Place], known: dict[str, CslItem]) -> list[tuple[str, str]]:
        """The cited keys that are not known, each with the paragraph in which it stands."""
        return unknown_keys(self.body, self.notes, order, known)

    def flow(self, known: dict[str, CslItem]) -> tuple[Flow, list[Place]]:
        """The mentions in order, and their places."""
        return flow(self.body, self.notes, known)


def read(data: bytes, path: Path) -> WordDraft:
    """The draft in a .docx; raises UnreadableInput or InputTooLarge."""
    package = Package(data, path)
    names = [name for name in (DOCUMENT, FOOTNOTES, ENDNOTES) if name == DOCUMENT or name in package]
    parts = {name: read_part(package.read(name), name, path) for name in names}
    draft = WordDraft(package, parts)
    for part in parts.values():
        draft.notes |= part.notes
    return draft


def footnoted(
    draft: WordDraft, order: list[Place], printed: PrintedDraft, *, bibliography_title: str, after_marks: bool
) -> bytes:
    """The file with each citation printed: in a new footnote, or where it stands."""
    pairs = list(zip(order, printed.mentions, strict=True))
    writer = _Writer(draft, [place for place, shown in pairs if shown.note is not None])
    for place, shown in pairs:
        if shown.note is None:
            writer.print_in_place(place, shown)
        else:
            writer.print_note(place, shown, after_marks)
    if printed.bibliography:
        writer.print_bibliography(printed.bibliography, bibliography_title)
    return writer.file()


def without_letters(passage: Passage, span: Span) -> list[Change]:
    """The changes that take letters out of a passage, its markup left alone."""
    return [Change(p.byte(start), p.byte(end), b"") for p, start, end in passage.pieces_in(span)]


def kept_blank(piece: Piece, data: bytes) -> list[Change]:
    """The change that keeps the blank at the end of words cut in two (``xml:space``)."""
    run = piece.run
    assert isinstance(run, WordRun)
    tag = data[run.tag_at : run.tag_end]
    if b"xml:space" in tag:
        return []
    return [Change(run.tag_end - 1, run.tag_end, b' xml:space="preserve">')]


def between_runs(piece: Piece, inside: str) -> bytes:
    """Runs put into the middle of a run's words: the run ends before them and begins again after."""
    run = piece.run
    assert isinstance(run, WordRun)
    properties = re.sub(rb"<w:rPrChange\b.*?</w:rPrChange>", b"", run.properties, flags=re.DOTALL)
    return b"</w:t></w:r>" + inside.encode() + b"<w:r>" + properties + b'<w:t xml:space="preserve">'


def runs_like(piece: Piece, runs: Runs, tag: str = "t") -> str:
    """Runs in the font and size of the words that they stand among."""
    run = piece.run
    assert isinstance(run, WordRun)
    inherited = _OWN_FORMS.sub(b"", run.properties)
    inherited = re.sub(rb"^<w:rPr[^>]*>|</w:rPr>$|^<w:rPr[^>]*/>$", b"", inherited)
    made = []
    for shown in runs:
        xml = run_xml(shown, tag=tag)
        if inherited:
            own = re.match(r"<w:r><w:rPr>(.*?)</w:rPr>", xml)
            rest = xml[own.end() :] if own else xml.removeprefix("<w:r>")
            xml = f"<w:r><w:rPr>{inherited.decode()}{own[1] if own else ''}</w:rPr>{rest}"
        made.append(xml)
    return "".join(made)


def _note_order(draft: WordDraft, noted: list[Place]) -> list[Place | str]:
    """The new notes and the file's own footnotes, in the order in which the text calls them."""
    by_passage: dict[int, list[tuple[int, Place | str]]] = {}
    for place in noted:
        events = by_passage.setdefault(id(place.passage), [])
        events.append((place.citation.span.start, place))
    found: list[Place | str] = []
    for passage in draft.body:
        events = [*by_passage.get(id(passage), ()), *passage.calls]
        ordered = [event for _, event in sorted(events, key=lambda event: event[0])]
        found += [event for event in ordered if isinstance(event, Place) or event.startswith("footnote ")]
    return list(dict.fromkeys(found))


class _Writer:
    """Collects the changes of a file's parts."""

    def __init__(self, draft: WordDraft, noted: list[Place]) -> None:
        self.draft = draft
        self.changes: dict[str, list[Change]] = {name: [] for name in draft.parts}
        self.notes: dict[int, str] = {}
        self.styles = draft.package.read(_STYLES) if _STYLES in draft.package else None
        self.new_styles: list[str] = []
        self.numbers = self._numbers(_note_order(draft, noted)) if noted else {}

    def _numbers(self, notes: list[Place | str]) -> dict[Place | str, int]:
        """The ids of all footnotes, in the order of their calls: LibreOffice hands notes out in the order of
        their ids, whatever id a call names. The file's own notes are renumbered where that is needed."""
        own = self.draft.parts.get(FOOTNOTES)
        called = set(notes)
        uncalled = [note for note in (own.note_starts if own else {}) if note not in called]
        special = {f"footnote {number}" for number in (own.special if own else ())}
        first = max([0, *(own.special if own else ())]) + 1
        numbers: dict[Place | str, int] = {
            note: first + at
            for at, note in enumerate([*notes, *(note for note in uncalled if note not in special)])
        }
        for name, part in self.draft.parts.items():
            tags = [*part.calls, *part.note_starts.items()]
            for note, at in tags:
                old = note.split()[1]
                if note in numbers and str(numbers[note]) != old:
                    end = part.data.index(b">", at)
                    found = re.compile(rb"\bw:id=[\"'](-?\d+)").search(part.data, at, end)
                    if found:
                        self.changes[name].append(Change(*found.span(1), str(numbers[note]).encode()))
        return numbers

    def style(self, name: str, xml: str) -> str:
        """The id of a named style of the file, which gets it where it has none."""
        own = re.search(r'w:styleId="([^"]*)"', xml)
        default = own[1] if own else name
        if self.styles is None:
            return default
        found = style_id(self.styles, name)
        if found is None and xml not in self.new_styles:
            self.new_styles.append(xml)
        return found or default

    def print_in_place(self, place: Place, shown: Printed) -> None:
        """Print a citation where it stands: in a note of the draft, or in the text."""
        span = place.citation.span
        start = span.start
        if shown.text and all(run.raised for run in shown.text):
            start = blank_before(place.passage.text, start)
        self._replace(place.passage, Span(start, span.end + shown.swallows), shown.text)

    def print_note(self, place: Place, shown: Printed, after_marks: bool) -> None:
        """Take a citation out, and call a new note that prints it."""
        passage, citation = place.passage, place.citation
        number = self.numbers[place]
        text = self.style("footnote text", FOOTNOTE_TEXT)
        mark = self.style("footnote reference", FOOTNOTE_REFERENCE)
        inside = "".join(run_xml(run) for run in shown.note or ())
        paragraph = note_paragraph_xml(inside, first=True, text=text, mark=mark)
        self.notes[number] = note_xml(number, [paragraph])
        call = note_mark_xml(number, mark)
        if citation.in_text:
            self._replace(passage, citation.span, shown.text, call)
            return
        start = blank_before(passage.text, citation.span.start)
        end = marks_after(passage.text, citation.span.end) if after_marks else citation.span.end
        self.changes[passage.part] += without_letters(passage, Span(start, citation.span.end))
        self._insert(passage, end if end > citation.span.end else start, call)

    def _replace(self, passage: Passage, span: Span, runs: Runs, call: str = "") -> None:
        piece = next(iter(passage.pieces_in(span)))[0]
        self.changes[passage.part] += without_letters(passage, span)
        self._insert(passage, span.start, runs_like(piece, runs) + call, piece)

    def _insert(self, passage: Passage, position: int, xml: str, piece: Piece | None = None) -> None:
        piece = piece or passage.piece_at(position)
        assert piece is not None  # a citation has letters, and stands beside none but its own
        part = self.draft.parts[passage.part]
        at = piece.byte(position)
        self.changes[passage.part] += kept_blank(piece, part.data)
        self.changes[passage.part].append(Change(at, at, between_runs(piece, xml)))

    def print_bibliography(self, entries: tuple[Entry, ...], title: str) -> None:
        """Print the bibliography at its marker, under its heading, or at the end."""
        style = self.style("bibliography", BIBLIOGRAPHY)
        paragraphs = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            + "".join(run_xml(run) for run in entry.runs)
            + "</w:p>"
            for entry in entries
        )
        part = self.draft.parts[DOCUMENT]
        headings = _heading_styles(self.styles or b"")
        for passage in self.draft.body:
            if MARKER.fullmatch(passage.text.strip()):
                begin = passage.end if passage.holds_section else passage.begin
                self.changes[DOCUMENT].append(Change(begin, passage.end, paragraphs.encode()))
                return
        for passage in reversed(self.draft.body):
            if passage.style in headings and is_bibliography_title(passage.text):
                self.changes[DOCUMENT].append(Change(passage.end, passage.end, paragraphs.encode()))
                return
        level = next(iter(sorted(headings)), "")
        named = f'<w:pPr><w:pStyle w:val="{level}"/></w:pPr>' if level else ""
        heading = f"<w:p>{named}{run_xml(Run(title, bold=not level))}</w:p>"
        self.changes[DOCUMENT].append(Change(part.body_end, part.body_end, (heading + paragraphs).encode()))

    def file(self) -> bytes:
        """The whole file."""
        parts = {
            name: changed(self.draft.parts[name].data, changes)
            for name, changes in self.changes.items()
            if changes
        }
        if self.notes:
            self._add_notes(parts)
        if self.new_styles and self.styles is not None:
            end = self.styles.rindex(b"</w:styles>")
            parts[_STYLES] = self.styles[:end] + "".join(self.new_styles).encode() + self.styles[end:]
        return self.draft.package.with_parts(parts)

    def _add_notes(self, parts: dict[str, bytes]) -> None:
        if FOOTNOTES in self.draft.parts:
            part = self.draft.parts[FOOTNOTES]
            following = {
                number: part.note_starts[note]
                for note, number in self.numbers.items()
                if isinstance(note, str)
            }
            for number, note in sorted(self.notes.items()):
                after = min((later for later in following if later > number), default=0)
                at = following.get(after, part.body_end)
                self.changes[FOOTNOTES].append(Change(at, at, note.encode()))
            parts[FOOTNOTES] = changed(part.data, self.changes[FOOTNOTES])
            return
        notes = "".join(note for _, note in sorted(self.notes.items())).encode()
        begin = f"{DECLARATION}<w:footnotes {NAMESPACES}>{FOOTNOTE_SEPARATORS}"
        parts[FOOTNOTES] = begin.encode() + notes + b"</w:footnotes>"
        types = self.draft.package.read(_TYPES)
        end = types.rindex(b"</Types>")
        override = f'<Override PartName="/{FOOTNOTES}" ContentType="{_FOOTNOTES_TYPE}"/>'
        parts[_TYPES] = types[:end] + override.encode() + types[end:]
        relation = f'<Relationship Id="rIdCitekitNotes" Type="{R}/footnotes" Target="footnotes.xml"/>'
        if _RELATIONS in self.draft.package:
            relations = self.draft.package.read(_RELATIONS)
            if relations.rstrip().endswith(b"/>"):  # <Relationships …/> with nothing in it
                relations = relations.rstrip()[:-2] + b"></Relationships>"
            end = relations.rindex(b"</Relationships>")
            parts[_RELATIONS] = relations[:end] + relation.encode() + relations[end:]
        else:
            parts[_RELATIONS] = (
                f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode()
            )


def _heading_styles(styles: bytes) -> set[str]:
    """The ids of the styles of headings, in whatever language Word is."""
    return {found for level in range(1, 7) if (found := style_id(styles, f"heading {level}"))}
