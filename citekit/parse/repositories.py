"""Where a text names an archive.

Public: :func:`find_repositories`. Known names are looked up by their first word, so that the time does not
grow with the number of archives; the longest name that stands there wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from citekit.archives.repositories import Repository, repositories
from citekit.archives.traditions import fold_label, label_index
from citekit.model import Span

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"(?:[\s.'’‘\"“”&-]|, (?=\w))*")
_GLOSS = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]")
_NEXT = re.compile(r"\s*(?:[,.:;)\]|(\[]|[-–—]\s|/|$)|\s+(?:f|ф|op|оп|d|д)\b", re.I)
_NEXT_CODE = re.compile(r"\s+(?:[A-ZА-ЯЁ][A-ZА-ЯЁ-]*\s+){0,2}[^\W\d_]{0,8}[\s.-]?[\w-]*\d")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class FoundRepository:
    """A known archive in the text; ``span`` holds its name as written, with the gloss after it."""

    repository: Repository
    span: Span
    abbreviation: bool


def find_repositories(text: str, span: Span) -> list[FoundRepository]:
    """The known archives that ``span`` names, in order and without overlap."""
    found: list[FoundRepository] = []
    position = span.start
    names = _names()
    while word := _WORD.search(text, position, span.end):
        position = word.end()
        for tokens, repository, abbreviation in names.get(fold(word[0]), ()):
            end = _end_of_name(text, word.end(), span.end, tokens)
            if end is None or not _is_written_so(text, word.start(), end, span, repository, abbreviation):
                continue
            if gloss := _GLOSS.match(text, end, span.end):
                if _is_gloss(gloss[1], repository):
                    end = gloss.end()
            found.append(FoundRepository(repository, Span(word.start(), end), abbreviation))
            position = end
            break
    return found


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word as it is compared: case, diacritics and ё folded."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char) or char == "̆").replace("ё", "е")


@cache
def _names() -> Mapping[str, tuple[tuple[tuple[str, ...], Repository, bool], ...]]:
    """First word of a name -> (its further words, archive, whether it is an abbreviation), longest first."""
    found: dict[str, dict[tuple[tuple[str, ...], bool], Repository]] = {}
    for repository in repositories().values():
        for name, abbreviation in _names_of(repository):
            first, *further = [fold(word) for word in _WORD.findall(name)]
            found.setdefault(first, {}).setdefault((tuple(further), abbreviation), repository)
    return {
        first: tuple(
            (tokens, repository, abbreviation)
            for (tokens, abbreviation), repository in sorted(named.items(), key=lambda item: -len(item[0][0]))
        )
        for first, named in found.items()
    }


def _names_of(repository: Repository) -> Iterator[tuple[str, bool]]:
    yield repository.name, False
    yield from ((name, False) for name in repository.names)
    yield from ((name, True) for name in repository.abbreviations)


def _end_of_name(text: str, position: int, limit: int, tokens: tuple[str, ...]) -> int | None:
    for token in tokens:
        gap = _BETWEEN.match(text, position, limit)
        word = _WORD.match(text, gap.end() if gap else position, limit)
        if word is None or fold(word[0]) != token:
            return None
        position = word.end()
    return position


def _is_written_so(
    text: str, start: int, end: int, span: Span, repository: Repository, abbreviation: bool
) -> bool:
    """Whether the words are the archive's name here: an abbreviation in capitals, before a shelf-mark."""
    written = text[start:end]
    if not abbreviation:
        return written[:1].isupper() or not written[:1].isascii()
    letters = [char for char in written if char.isalpha()]
    if sum(char.isupper() for char in letters) < min(2, len(letters)) and not written[:1].isupper():
        return False
    if _NEXT.match(text, end, span.end) or end == span.end:
        return True
    if word := _NEXT_WORD.match(text, end, span.end):
        if fold_label(word[1]) in label_index("before"):
            return True
    return bool(_NEXT_CODE.match(text, end, span.end))


def _is_gloss(words: str, repository: Repository) -> bool:
    """Whether the bracket after a name repeats it ("(AAN)", "(ЦДА)") or gives its place."""
    letters = [char for char in words if char.isalpha()]
    return (
        bool(letters)
        and (sum(char.isupper() for char in letters) >= 2 or words == repository.place)
        and len(words) < 40
    )
