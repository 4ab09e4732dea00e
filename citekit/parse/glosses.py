"""What stands in brackets after a level.

Public: :func:`take_gloss`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.archives.traditions import Tradition
from citekit.find.vocabulary import COPY_NOTE, PUBLISHED
from citekit.model import Span
from citekit.parse.levels import read_bare
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.wording import wording


def take_gloss(text: str, run: Run, part: Part, inner: Span, tradition: Tradition) -> None:
    """What stands in brackets after a level: further levels, or the title of the fond or file."""
    reading = wording(inner.of(text)).reading(tradition)
    named = reading.levels and reading.lead is None and reading.rest is None
    if named and not (len(reading.levels) == 1 and reading.levels[0].level == "year"):
        run.readings += reading.of(text, inner.start)
        run.cuts += [","] * len(reading.levels)
        run.labelled += 1
        return
    if bare := read_bare(text, inner, tradition, []):
        if (
            not re.fullmatch(r"(?:1[5-9]|20)\d\d", inner.of(text))
            and run.readings
            and run.readings[-1].level == bare[0].level
        ):
            run.readings[-1] = bare[0]
            return
    last = run.readings[-1] if run.readings else None
    if last is not None and last.label is None and last.span is not None and len(last.value) > 12:
        # A name keeps its bracket: "White House Central Files (Eisenhower Administration)".
        if not any(mark in inner.of(text) for mark in '":;“«'):
            run.readings[-1] = replace(
                last, value=text[last.span.start : part.span.end], span=Span(last.span.start, part.span.end)
            )
            return
    for nested in re.finditer(r"(?:ff?|fol|ll?|pp?)\.\s*[\d–-]+", inner.of(text)):
        own = Span(inner.start + nested.start(), inner.start + nested.end())
        pages = wording(nested[0]).reading(tradition).of(text, own.start)
        run.readings += pages
        run.cuts += [","] * len(pages)
    if last is not None and not COPY_NOTE.match(text, *inner) and not PUBLISHED.match(text, *inner):
        at = run.readings.index(last)
        run.readings[at] = replace(last, gloss=inner.of(text).strip())
    run.glosses.append(inner)
