"""The order of the National Archives of the United States, in which semicolons part what a note says, from the
document to its archive: "Memorandum; Date; Folder Title; Series; Collection; Record Group 59; Archive".

Public: :func:`in_semicolons`. The rule is that of the National Archives' General Information Leaflet 17,
"Citing Records in the National Archives of the United States".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citekit.archives.traditions import traditions
from citekit.find.vocabulary import INSTITUTION, PLACES
from citekit.model import Level, Span, as_span
from citekit.parse.dates import find_dates
from citekit.parse.level_names import words_level
from citekit.parse.levels import read_bare
from citekit.parse.parts import Parts, as_part
from citekit.parse.repositories import FoundRepository, find_repositories
from citekit.parse.run import Run
from citekit.parse.signatures import is_collection
from citekit.parse.wording import Kind, wording
from citekit.parse.words import Words

_PIECE = re.compile(r"[^;]*[^;\s]")
_SENTENCE = re.compile(r"(?<=[a-z]{2})\.\s+[A-Z][a-z]+ ")
_FEWEST = 4
_QUOTES = " \"“”'‘’"


def in_semicolons(text: str, span: Span, parts: Parts) -> tuple[Parts, Run] | None:
    """The parts of a citation in that order and the run of its shelf-mark; None where it is in another."""
    if text.count(";", *span) < _FEWEST - 1:
        return None
    pieces = [as_span(piece.span()) for piece in _PIECE.finditer(text, *span)]
    pieces = [Span(_begin(text, piece), piece.end) for piece in pieces]
    archive = _archive(text, pieces)
    if archive is None:
        return None
    place, named = archive
    inner = pieces[:place]
    if any(find_repositories(Words(text, piece)) or _SENTENCE.search(text, *piece) for piece in inner):
        return None
    dated = next((n for n, piece in enumerate(inner) if _is_date(text, piece)), None)
    first = 1 if dated is None else dated + 1
    shelved = inner[first:]
    if not shelved or not any(is_collection(piece.of(text)) or _levels(text, piece) for piece in shelved):
        return None
    head = [
        as_part(text, Kind.WORDS, piece, "" if n == 0 else ",", piece)
        for n, piece in enumerate(inner[:first])
    ]
    if dated is not None:
        date = find_dates(text, inner[dated])[0]
        head[dated] = as_part(text, Kind.DATE, inner[dated], ",", inner[dated], date=date)
    run = _run(text, shelved, named, pieces[place])
    return Parts((*head, *run.parts), parts.credits, parts.short_form), run


def _begin(text: str, piece: Span) -> int:
    start = piece.start
    while start < piece.end and text[start].isspace():
        start += 1
    return start


def _archive(text: str, pieces: Sequence[Span]) -> tuple[int, FoundRepository | Span] | None:
    """Which piece names the archive, the last or the one before its place, and the name in it."""
    for place in range(len(pieces) - 1, max(len(pieces) - 3, _FEWEST - 2), -1):
        piece = Span(pieces[place].start, pieces[place].end - (text[pieces[place].end - 1] == "."))
        if found := find_repositories(Words(text, piece)):
            return (place, found[0]) if found[0].span.start == piece.start else None
        if INSTITUTION.search(text, *piece) and not is_collection(piece.of(text)):
            comma = text.find(",", *piece)
            placed = comma > 0 and PLACES.match(text, comma + 2, piece.end)
            return place, Span(piece.start, comma) if placed else piece
    return None


def _is_date(text: str, piece: Span) -> bool:
    return any(date.span == piece for date in find_dates(text, piece))


def _levels(text: str, piece: Span) -> list[Level]:
    """The labelled levels of a piece; [] where it is a name alone."""
    tradition = traditions()["collection"]
    labelled = wording(piece.of(text)).reading(tradition).of(text, piece.start)
    return labelled or list(read_bare(text, piece, tradition, []))


def _run(text: str, shelved: Sequence[Span], named: FoundRepository | Span, last: Span) -> Run:
    tradition = traditions()["collection"]
    written = named if isinstance(named, Span) else named.span
    repository = None if isinstance(named, Span) else named
    run = Run(repository=repository, written=written, tradition=tradition, collection=True)
    for piece in reversed(shelved):  # from the outside in, as shelf-marks go
        part = as_part(text, Kind.WORDS, piece, ",", piece)
        levels = _levels(text, piece)
        name = Span(piece.start, levels[0].span.start) if levels and levels[0].span else piece
        name = _without(text, name)
        if name.start < name.end:
            level = words_level(text, run, name, tradition)
            if "," in level.value and not any(char.isdigit() for char in level.value):
                level = replace(level, level="folder")  # "Acheson, Dean"
            run.add(part, [level])
        run.add(part, levels)
        run.labelled += sum(level.label is not None for level in levels)
    run.parts.append(as_part(text, Kind.REPOSITORY, written, ",", written))
    run.parts.sort(key=lambda part: part.span)
    if last.end > written.end + 1 and (place := PLACES.search(text, written.end, last.end)):
        run.places.append(as_span(place.span()))
    return run


def _without(text: str, name: Span) -> Span:
    """A name without the quotation marks around it and the comma after it."""
    start, end = name
    while start < end and text[start] in _QUOTES:
        start += 1
    while start < end and text[end - 1] in _QUOTES + ",":
        end -= 1
    return Span(start, end)
