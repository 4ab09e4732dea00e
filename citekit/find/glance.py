"""A first look at a text, which spares the search for its paragraphs and notes where it cites nothing.

Public: :func:`may_cite`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citekit.find.labels import may_have_labels
from citekit.find.mentions import says_archive
from citekit.read.notes import NOTE_START

SHORT = 4_000
"""A text of so many characters may be one citation."""
_BEGINS_WITH_NUMBER = re.compile(r"\n[ \t]*[\[(]?\^?[\d⁰¹²³⁴-⁹]")


def may_cite(text: str) -> bool:
    """Whether a text that has no cue may give a record all the same: it is short, has a page's labels, or
    notes that say an archive."""
    return (
        len(text) <= SHORT
        or may_have_labels(text)
        or any(says_archive(text, *stretch) for stretch in _numbered(text))
    )


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """What may be a note: from behind a number at the beginning of a line to the next, two paragraphs at most."""
    starts = [0, *(found.start() + 1 for found in _BEGINS_WITH_NUMBER.finditer(text)), len(text)]
    for start, following in pairwise(starts):
        if note := NOTE_START.match(text, start):
            paragraph_end = text.find("\n\n", note.end(), following)
            end = text.find("\n\n", paragraph_end + 2, following) if paragraph_end >= 0 else -1
            yield note.end(), end if end >= 0 else following
