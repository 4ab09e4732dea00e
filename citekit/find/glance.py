"""A first look at a text, which spares the search for its paragraphs and notes where it cites nothing.

Public: :func:`may_cite`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citekit.find.automaton import notes_with_names
from citekit.find.labels import may_have_labels
from citekit.find.mentions import CREDITS, INSTITUTIONS, says_archive
from citekit.read.notes import NOTE_START

SHORT = 4_000
"""A text of so many characters may be one citation."""
_NOTE_ON_A_LINE = re.compile(rf"\n{NOTE_START.pattern}")


def may_cite(text: str, data: bytes | None = None) -> bool:
    """Whether a text that has no cue may give a record all the same: it is short, has a page's labels, or
    notes that say an archive. ``data`` is the text as the automaton reads it, where that does."""
    return len(text) <= SHORT or may_have_labels(text, data) or _notes_say_archive(text, data)


def _notes_say_archive(text: str, data: bytes | None) -> bool:
    parts = (text,) if data is None else notes_with_names(data, (*INSTITUTIONS, *CREDITS))
    return any(says_archive(part, *note) for part in parts for note in _notes(part))


def _notes(text: str) -> Iterator[tuple[int, int]]:
    """What may be a note: from behind a number at the beginning of a line to the next, two paragraphs at most."""
    first = NOTE_START.match(text)
    begins = [first.end()] if first else []
    begins += [found.end() for found in _NOTE_ON_A_LINE.finditer(text)]
    for begin, following in pairwise([*begins, len(text)]):
        paragraph_end = text.find("\n\n", begin, following)
        end = text.find("\n\n", paragraph_end + 2, following) if paragraph_end >= 0 else -1
        yield begin, end if end >= 0 else following
