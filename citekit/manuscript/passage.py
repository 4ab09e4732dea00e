"""Paragraphs of a word processor's file, with the bytes that each of their letters is.

A draft in Word or OpenDocument is changed by splices into the bytes of its parts, so that all that is not a
citation stays as the word processor wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.manuscript.citation import Citation, bracket_pairs, citations
from citekit.manuscript.printing import Mention, Work
from citekit.manuscript.runs import Run
from citekit.model import CslItem, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together in the bytes of a part: ``start`` is their place in the passage's text,
    ``at`` and ``end`` their bytes; ``form`` how they look, ``run`` what the format knows of their run."""

    start: int
    text: str
    at: int
    end: int
    form: Run
    run: object = None

    def byte(self, position: int) -> int:
        """The byte at which the letter at ``position`` of the passage begins."""
        inside = position - self.start
        if inside <= 0:
            return self.at
        return self.end if inside >= len(self.text) else self.at + len(self.text[:inside].encode())


@dataclass(slots=True)
class Passage:
    """A paragraph: its ``text``, in which ``\\ufffc`` stands for a call of a note; the ``pieces`` of it; the
    notes called at positions; its place in ``part``; ``style`` is the name of its style."""

    part: str
    begin: int
    end: int = 0
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    style: str = ""
    in_box: bool = False
    holds_section: bool = False

    def add(self, text: str, at: int, end: int, form: Run, run: object = None) -> None:
        """Append words that are in the part's bytes."""
        self.pieces.append(Piece(len(self.text), text, at, end, form, run))
        self.text += text

    def pieces_in(self, span: Span) -> Iterator[tuple[Piece, int, int]]:
        """The pieces that lie in ``span``, each with the positions at which it begins and ends there."""
        for piece in self.pieces:
            start, end = max(span.start, piece.start), min(span.end, piece.start + len(piece.text))
            if start < end:
                yield piece, start, end

    def piece_at(self, position: int) -> Piece | None:
        """The piece into which something is put at ``position``: the one that ends there, else begins there."""
        after = None
        for piece in self.pieces:
            if piece.start < position <= piece.start + len(piece.text):
                return piece
            if piece.start == position and after is None:
                after = piece
        return after


@dataclass(frozen=True, slots=True)
class Change:
    """Bytes of a part that are replaced."""

    at: int
    end: int
    data: bytes


def changed(data: bytes, changes: Iterable[Change]) -> bytes:
    """A part with its changes made, each once; what is put in before what is taken out at one byte."""
    pieces: list[bytes] = []
    position = 0
    for change in sorted(dict.fromkeys(changes), key=lambda change: (change.at, change.end)):
        pieces += data[position : change.at], change.data
        position = max(position, change.end)
    return b"".join([*pieces, data[position:]])


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A citation and the passage that it stands in."""

    passage: Passage
    citation: Citation


def places(passage: Passage, known: Mapping[str, CslItem] | None = None) -> list[Place]:
    """The citations of a passage. With ``known``, ``@name`` in running text is one only for a known key:
    who types in a word processor also means people by it."""
    text = passage.text
    if "@" not in text:
        return []
    pairs, _ = bracket_pairs(text)
    return [
        Place(passage, citation)
        for citation in citations(text, Span(0, len(text)), pairs)
        if known is None or not citation.in_text or citation.cites[0].key in known
    ]


def rich(passage: Passage, span: Span) -> str:
    """Words of a passage as CSL rich text."""
    shown = []
    for piece, start, end in passage.pieces_in(span):
        words = piece.text[start - piece.start : end - piece.start]
        for wanted, tag in ((piece.form.italic, "i"), (piece.form.bold, "b")):
            if wanted and words.strip():
                words = f"<{tag}>{words}</{tag}>"
        if piece.form.small_caps:
            words = f'<span style="font-variant:small-caps;">{words}</span>'
        shown.append(words)
    return "".join(shown).replace("</i><i>", "").replace("</b><b>", "")


def mention(place: Place, *, in_note: bool, opens: bool = False) -> Mention:
    """What a citation of a passage asks the processor to print; ``opens`` where its passage opens the note."""
    passage, citation = place.passage, place.citation
    works = tuple(
        Work(cite.key, rich(passage, cite.prefix), rich(passage, cite.suffix), cite.author_suppressed)
        for cite in citation.cites
    )
    before = passage.text[: citation.span.start]
    after = passage.text[citation.span.end :]
    return Mention(works, citation.in_text, in_note, in_note and opens and not before.strip(), after.rstrip())


def flow(
    body: Sequence[Passage], notes: Mapping[str, Sequence[Passage]], known: Mapping[str, CslItem]
) -> tuple[list[Mention | tuple[Mention, ...]], list[Place]]:
    """A file's mentions in the order in which a reader meets them, and the place of each."""
    order: list[Place] = []
    found: list[Mention | tuple[Mention, ...]] = []
    for passage in body:
        events: list[tuple[int, Place | str]] = [(at, note) for at, note in passage.calls]
        events += [(place.citation.span.start, place) for place in places(passage, known)]
        for _, event in sorted(events, key=lambda event: event[0]):
            if isinstance(event, Place):
                if not event.passage.in_box:
                    order.append(event)
                    found.append(mention(event, in_note=False))
                continue
            own = [
                (place, at == 0)
                for at, inside in enumerate(notes.get(event, ()))
                for place in places(inside, known)
            ]
            order += [place for place, _ in own]
            found.append(tuple(mention(place, in_note=True, opens=first) for place, first in own))
    return found, order


def left_in_boxes(body: Sequence[Passage], known: Mapping[str, CslItem]) -> list[tuple[str, str]]:
    """The citations that are left as typed, as a text box can hold no footnote: each with its paragraph."""
    return [
        (f"paragraph {number}", place.citation.span.of(passage.text))
        for number, passage in enumerate(body, 1)
        if passage.in_box
        for place in places(passage, known)
    ]


def cited_keys(passages: Iterable[Passage]) -> list[str]:
    """Every key in passages, in order."""
    return [cite.key for passage in passages for place in places(passage) for cite in place.citation.cites]


def unknown_keys(
    body: Sequence[Passage],
    notes: Mapping[str, Sequence[Passage]],
    order: Iterable[Place],
    known: Mapping[str, CslItem],
) -> list[tuple[str, str]]:
    """The keys of ``order`` that are not known, each with where it stands: a paragraph or a note."""
    where = {id(passage): f"paragraph {number}" for number, passage in enumerate(body, 1)}
    for note, passages in notes.items():
        kind, number = note.split()
        where |= {id(passage): f"{kind} {number}" for passage in passages}
    return [
        (where.get(id(place.passage), "a paragraph"), cite.key)
        for place in order
        for cite in place.citation.cites
        if cite.key not in known
    ]
