"""Rewrites as changes that Word tracks (ECMA-376, part 1, 17.13.5), so that the author accepts each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from xml.sax.saxutils import quoteattr

from citekit.manuscript.in_word import WordDraft, between_runs, kept_blank, runs_like
from citekit.manuscript.passage import Change, Passage, changed
from citekit.manuscript.restyle.plan import Rewrite
from citekit.manuscript.runs import Run

_FIRST_ID = 900_001
"""Far above the ids that Word gives: an id of a change need only be one that no other has."""


def tracked(draft: WordDraft, passages: Sequence[Passage], rewrites: Sequence[Rewrite], author: str) -> bytes:
    """The file with each rewrite as a deletion and an insertion by ``author``."""
    changes: dict[str, list[Change]] = {}
    ids = count(_FIRST_ID)
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for rewrite in rewrites:
        passage = passages[rewrite.note]
        part = draft.parts[passage.part]
        own = changes.setdefault(passage.part, [])
        pieces = list(passage.pieces_in(rewrite.span))
        for at, (piece, start, end) in enumerate(pieces):
            words = piece.text[start - piece.start : end - piece.start]
            old = runs_like(piece, (_formed(piece.form, words),), tag="delText")
            by = f'w:author={quoteattr(author)} w:date="{when}"'
            xml = f'<w:del w:id="{next(ids)}" {by}>{old}</w:del>'
            if at + 1 == len(pieces):
                xml += f'<w:ins w:id="{next(ids)}" {by}>{runs_like(piece, rewrite.runs)}</w:ins>'
            own += kept_blank(piece, part.data)
            own.append(Change(piece.byte(start), piece.byte(end), between_runs(piece, xml)))
    return draft.package.with_parts(
        {name: changed(draft.parts[name].data, own) for name, own in changes.items()}
    )


def _formed(form: Run, words: str) -> Run:
    return Run(words, form.italic, form.bold, form.small_caps, struck=form.struck)
