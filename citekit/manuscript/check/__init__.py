"""A draft's own notes checked, as a linter does it.

Public: :func:`check_draft`, :class:`Finding`, :data:`CHECKS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from citekit.manuscript.check.archives import archive_two_ways
from citekit.manuscript.check.documents import credit_dropped, date_differs, place_differs, sheets_differ
from citekit.manuscript.check.finding import CHECKS, Finding
from citekit.manuscript.check.letters import script_mixed, transliteration_differs
from citekit.manuscript.check.notes import Draft, noted
from citekit.manuscript.check.sequence import ibid_ambiguous, ibid_separated, short_first
from citekit.manuscript.check.shelf_marks import level_missing, level_order, sheets_backwards
from citekit.model import Document, Span

__all__ = ["CHECKS", "Finding", "check_draft"]

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    archive_two_ways,
    level_missing,
    level_order,
    sheets_backwards,
    date_differs,
    place_differs,
    sheets_differ,
    ibid_separated,
    ibid_ambiguous,
    short_first,
    credit_dropped,
    transliteration_differs,
    script_mixed,
)


def check_draft(document: Document, source: str | None = None) -> list[Finding]:
    """What is wrong with a draft's archival references, in the order of the text.

    ``source`` is the file as it is typed, where it has lines: then each finding says the line of its note.
    """
    from citekit.pipeline import extract

    draft = noted(document, extract(document))
    found = [finding for rule in RULES for finding in rule(draft)]
    if source is not None:
        lines = _lines(draft, source)
        found = [replace(finding, line=_line(lines, finding)) for finding in found]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.span.start, finding.code))


def _lines(draft: Draft, source: str) -> list[tuple[Span, int]]:
    """The line on which each note begins: a reader joins lines and takes marks out, so its words are sought."""
    lines = []
    position = 0
    for note in draft.notes:
        for count in (6, 3, 1):
            words = note.text.split()[:count]
            found = re.compile(r"[\s*_\\]+".join(map(re.escape, words))).search(source, position)
            if found and words:
                position = found.start()
                lines.append((note.span, source.count("\n", 0, position) + 1))
                break
    return lines


def _line(lines: list[tuple[Span, int]], finding: Finding) -> int:
    return next((line for span, line in lines if span.holds(finding.span)), 0)
