"""A draft's own notes checked, as a linter does it.

Public: :func:`check_draft`, :class:`Finding`, :data:`CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from citekit.manuscript.check.archives import archive_two_ways
from citekit.manuscript.check.documents import credit_dropped, date_differs, place_differs, sheets_differ
from citekit.manuscript.check.finding import CHECKS, Finding
from citekit.manuscript.check.letters import script_mixed, transliteration_differs
from citekit.manuscript.check.notes import Draft, noted
from citekit.manuscript.check.sequence import ibid_ambiguous, ibid_separated, short_first
from citekit.manuscript.check.shelf_marks import level_missing, level_order, sheets_backwards
from citekit.model import Document

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


def check_draft(document: Document) -> list[Finding]:
    """What is wrong with a draft's archival references, in the order of the text."""
    from citekit.pipeline import extract

    draft = noted(document, extract(document))
    found = [finding for rule in RULES for finding in rule(draft)]
    has_lines = document.format in ("markdown", "text", "html")
    if has_lines:
        found = [
            replace(finding, line=document.text.count("\n", 0, finding.span.start) + 1) for finding in found
        ]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.span.start, finding.code))
