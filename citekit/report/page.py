"""The page of a report, put together from what each document gave.

Public: :class:`Report`.
"""

from __future__ import annotations

import base64
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from citekit import __version__
from citekit.csl_json import UniqueKeys
from citekit.errors import WriteError
from citekit.model import CslItem
from citekit.report.cards import Card, card_of
from citekit.report.marked import MOST_RECORDS, Block, MarkedText, anchor_prefix
from citekit.report.tables import Place, Tables

LONGEST_TEXT = 500_000
"""Characters of text that a page shows whole; of documents beyond them, what stands around their references."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What is known of a document before its text is written."""

    name: str
    prefix: str
    records: int
    findings: int
    left_out: bool
    whole: bool
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A diagnostic, with the record that it belongs to (number 0: the document as a whole)."""

    place: Place
    code: str
    message: str


class Report:
    """A report in the making: documents are added one by one, and wait on disk until the page is written."""

    def __init__(self) -> None:
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._documents: list[_Document] = []
        self._tables = Tables()
        self._findings: list[_Finding] = []
        self._keys = UniqueKeys()
        self._shown = self._length = 0

    def add(
        self, name: str, items: Sequence[CslItem], text: MarkedText | None, said: Sequence[str] = ()
    ) -> None:
        """Add a document: its records as items, and its marked text, which a bibliography does not have; or,
        where it could not be read, why (``said``)."""
        prefix = anchor_prefix(name)
        shown = self._shown < MOST_RECORDS
        length = sum(block.length for block in text.blocks) if text else 0
        whole = self._length + length <= LONGEST_TEXT
        if shown:
            self._shown += len(items)
            self._length += length if whole else 0
        cards = []
        findings = 0
        for number, item in enumerate(items, 1):
            on_page = shown and number <= MOST_RECORDS
            card = card_of(item, prefix, number, text, self._keys.unique(str(item["id"])))
            place = Place(name, number, f"{prefix}-{'t' if card.in_text else 'r'}{number}")
            self._tables.add(item, place if on_page else None)
            findings += len(card.findings)
            if on_page:
                cards.append(card)
                self._findings += [_Finding(place, code, message) for code, message in card.findings]
        if text:
            findings += len(text.findings)
            self._findings += [_Finding(Place(name, 0, prefix), *found) for found in text.findings]
        blocks: Sequence[Block | int] = text.blocks if text and shown else ()
        if text and shown and not whole:
            blocks = _in_excerpts(text.blocks)
        self._documents.append(
            _Document(name, prefix, len(items), findings, len(cards) < len(items), whole, tuple(said))
        )
        shown_blocks = [block.html if isinstance(block, Block) else block for block in blocks]
        pickle.dump((shown_blocks, cards), self._waiting)

    def write(self, path: Path) -> None:
        """Write the page to ``path``, which is then whole, or what it was before; raises WriteError."""
        environment = Environment(
            loader=PackageLoader("citekit", "report"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        here = files("citekit.report")
        style, script = (here.joinpath(name).read_text("utf-8") for name in ("report.css", "report.js"))
        pieces = environment.get_template("report.html.j2").generate(
            version=__version__,
            style=Markup(style),
            script=Markup(script),
            style_hash=_source_hash(style),
            script_hash=_source_hash(script),
            documents=self._documents,
            labels=_labels([document.name for document in self._documents]),
            texts=self._texts(),
            archives=self._tables.archives(),
            references=self._tables.references,
            records=sum(document.records for document in self._documents),
            findings=self._findings,
        )
        _write_whole(path, pieces)

    def close(self) -> None:
        """Give back the room on disk."""
        self._waiting.close()

    def _texts(self) -> Iterator[tuple[list[Markup | int], list[Card]]]:
        """What each document shows: its blocks, a number where so many were left out, and its cards."""
        self._waiting.seek(0)
        for _ in self._documents:
            blocks, cards = pickle.load(self._waiting)
            yield [block if isinstance(block, int) else Markup(block) for block in blocks], cards


def _labels(names: Sequence[str]) -> dict[str, str]:
    """What each document is called on the page: its path within the folder that holds them all."""
    try:
        within = Path(os.path.commonpath([str(Path(name).parent) for name in names] or [""]))
    except ValueError:  # Some paths are absolute and some are not.
        return {name: name for name in names}
    if within == Path(within.anchor):
        return {name: name for name in names}
    return {name: str(Path(name).relative_to(within)) for name in names}


def _in_excerpts(blocks: Sequence[Block]) -> list[Block | int]:
    """The blocks with records and what they need: the paragraphs beside them, the notes that those call, the
    paragraphs that call these; and how many are left out in between."""
    callers = {note: place for place, block in enumerate(blocks) for note in block.calls}
    notes = {block.note: place for place, block in enumerate(blocks) if block.note is not None}
    kept = {place for place, block in enumerate(blocks) if block.marked}
    kept |= {callers[block.note] for place in kept if (block := blocks[place]).note in callers}
    beside = {near for place in kept for near in (place - 1, place + 1) if 0 <= near < len(blocks)}
    kept |= {place for place in beside if blocks[place].note is None}
    kept |= {notes[note] for place in kept for note in blocks[place].calls}
    found: list[Block | int] = []
    before = -1
    for place in [*sorted(kept), len(blocks)]:
        if place > before + 1:
            found.append(place - before - 1)
        if place < len(blocks):
            found.append(blocks[place])
        before = place
    return found


def _source_hash(text: str) -> str:
    """How a Content-Security-Policy names an inline style or script (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _write_whole(path: Path, pieces: Iterable[str]) -> None:
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(pieces)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WriteError(f"{path}: {error.strerror or error}") from error
