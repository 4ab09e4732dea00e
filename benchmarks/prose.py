"""Prose as historians write it, made on the fly, for what is measured: books with numbered notes, in eight languages.

Public: :class:`Corpus`, :func:`documents`. Every sentence is put together from a pattern and lists of words, so
that there are millions of different ones; they have the capitals, numbers, dates, abbreviations and initials
of real ones. The notes cite books and journals; an archival reference stands in them, or in brackets in a
sentence, as often as is asked for.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARAGRAPHS = 90
"""Of a document; its notes follow, as many as two in three of them."""

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """How often an archival reference stands in the prose: one in so many bytes; 0 for none."""

    name: str
    every: int


def documents(corpus: Corpus, size: int, seed: int = 1) -> Iterator[str]:
    """Books until they have ``size`` bytes of UTF-8, the same for the same seed."""
    chance = random.Random(f"{corpus.name} {seed}")
    tongues = [_Tongue(table) for table in _tables()]
    references = _references()
    written = since = 0
    while written < size:
        tongue = tongues[chance.randrange(len(tongues))]
        paragraphs, notes = [], []
        for number in range(1, PARAGRAPHS + 1):
            paragraph = tongue.paragraph(chance)
            since += len(paragraph.encode())
            if number % 3:
                note = tongue.note(chance)
                since += len(note.encode())
                if corpus.every and since >= corpus.every:
                    note = chance.choice(references)
                    since -= corpus.every
                notes.append(f"{len(notes) + 1}. {note}")
                paragraph += f"[{len(notes)}]"
            elif corpus.every and since >= corpus.every:
                paragraph = paragraph[:-1] + f" ({chance.choice(references).rstrip('.')})."
                since -= corpus.every
            paragraphs.append(paragraph)
        book = "\n\n".join([*paragraphs, tongue.heading, *notes]) + "\n"
        written += len(book.encode())
        yield book


class _Tongue:
    """One language's sentences."""

    def __init__(self, table: dict[str, list[str] | str]) -> None:
        self.heading = str(table["heading"])
        self._lists = {key: value for key, value in table.items() if isinstance(value, list)}

    def paragraph(self, chance: random.Random) -> str:
        """Four to seven sentences."""
        blank = "" if self._lists.get("unspaced") else " "
        return blank.join(self._filled("sentence", chance) for _ in range(chance.randint(4, 7)))

    def note(self, chance: random.Random) -> str:
        """What cites a book, a journal or the note before."""
        return self._filled("note", chance)

    def _filled(self, key: str, chance: random.Random) -> str:
        def value(slot: re.Match[str]) -> str:
            name = slot[1]
            if name in self._lists:
                return self._filled(name, chance)
            low, high = _NUMBERS[name]
            return str(low + int(chance.random() * (high - low + 1)))

        pattern = _pick(self._lists[key], chance)
        return _SLOT.sub(value, pattern) if "{" in pattern else pattern


_NUMBERS = {
    "year": (1917, 1991),
    "late": (1992, 2021),
    "day": (1, 28),
    "few": (2, 40),
    "page": (3, 480),
    "many": (1000, 90000),
}


def _pick(values: Sequence[str], chance: random.Random) -> str:
    return values[int(chance.random() * len(values))]


def _tables() -> list[dict[str, list[str] | str]]:
    text = (Path(__file__).parent / "prose.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text).values())


def _references() -> list[str]:
    """Real references: the examples of the archives' and traditions' files, and those of the shipped library."""
    found = [
        line
        for line in (ROOT / "records" / "citations.txt").read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    for file in sorted((ROOT / "citekit" / "archives" / "repositories").glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).values():
            found += entry.get("examples", [])
    return [" ".join(reference.split()) for reference in found]
