"""What stands in brackets after a level.

Public: :func:`take_gloss`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.archives.traditions import Tradition
from citekit.find.vocabulary import COPY_NOTE, PUBLISHED
from citekit.model import Level, Span, as_span
from citekit.parse.levels import read_bare
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.signatures import is_code, is_collection
from citekit.parse.wording import wording

_PIECE = re.compile(r"[^,\s][^,]*")
_SHEETS = re.compile(r"(?:ff?|fol|ll?|pp?)\.\s*[\d–-]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OF_DAYS = re.compile(r"\d{1,2}/\d{1,2}/\d\d")


def take_gloss(text: str, run: Run, part: Part, inner: Span, tradition: Tradition) -> None:
    """What stands in brackets after a level: further levels, or the title of the fond or file."""
    if PUBLISHED.match(text, *inner):
        run.glosses.append(inner)
        return
    reading = wording(inner.of(text)).reading(tradition)
    named = reading.levels and reading.lead is None and reading.rest is None
    if named and not (len(reading.levels) == 1 and reading.levels[0].level == "year"):
        run.readings += reading.of(text, inner.start)
        run.cuts += [","] * len(reading.levels)
        run.labelled += 1
        return
    if levels := _several(text, inner, tradition):
        run.readings += levels
        run.cuts += [","] * len(levels)
        run.labelled += 1
        return
    if bare := read_bare(text, inner, tradition, []):
        numbered = bool(run.readings) and any(map(str.isdigit, run.readings[-1].value))
        numbered = numbered and not any(map(str.isdigit, inner.of(text)))
        if (
            not _YEAR.fullmatch(text, *inner)
            and not numbered  # "837 (KPR)"
            and run.readings
            and run.readings[-1].level == bare[0].level
        ):
            run.readings[-1] = bare[0]
            return
    last = run.readings[-1] if run.readings else None
    dated = _OF_DAYS.match(text, *inner) is not None
    if last is not None and last.label is None and last.span is not None and (dated or len(last.value) > 12):
        # A name keeps its bracket: "White House Central Files (Eisenhower Administration)".
        if not any(mark in inner.of(text) for mark in '":;“«'):
            run.readings[-1] = replace(
                last, value=text[last.span.start : part.span.end], span=Span(last.span.start, part.span.end)
            )
            return
    for nested in _SHEETS.finditer(inner.of(text)):
        own = Span(inner.start + nested.start(), inner.start + nested.end())
        pages = wording(nested[0]).reading(tradition).of(text, own.start)
        run.readings += pages
        run.cuts += [","] * len(pages)
    if last is not None and not COPY_NOTE.match(text, *inner) and not PUBLISHED.match(text, *inner):
        at = run.readings.index(last)
        run.readings[at] = replace(last, gloss=inner.of(text).strip())
    run.glosses.append(inner)


def _several(text: str, inner: Span, tradition: Tradition) -> list[Level]:
    """The levels of shelf-marks in a row ("HUG 4118.10, Box 1, Folder 1"); [] unless each piece is one."""
    found: list[Level] = []
    pieces = [as_span(piece.span()) for piece in _PIECE.finditer(text, *inner)]
    for piece in pieces if len(pieces) > 1 else ():
        reading = wording(piece.of(text)).reading(tradition)
        if reading.levels and (reading.lead is None or is_collection(reading.lead.of(piece.of(text)))):
            found += reading.of(text, piece.start)
        elif is_code(piece.of(text)):
            found.append(Level("signature", piece.of(text), None, piece))
        else:
            return []
    return found
