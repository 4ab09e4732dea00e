"""Cites of the author alone and cites without the author (csl-citation.json, ``author-only``,
``suppress-author``).

CSL leaves open what of its layout such a cite prints. Here it is what styles are written for: an element is
silent by what the cite has named before it; the affixes and labels around it stay.

Public: :func:`hides_names`, :func:`silenced`.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.csl.context import AuthorMode, Context
from citekit.csl.formatting import Compiled

_NAMING = frozenset(
    (
        "archive", "archive-place", "authority", "collection-title", "container-title", "country", "event",
        "event-place", "genre", "jurisdiction", "medium", "publisher", "publisher-place", "title",
        "title-short",
    )
)  # fmt: skip
"""Variables by which a cite names its work as it does by an author or a date."""


def hides_names(mode: AuthorMode) -> Callable[[Context], bool]:
    """Whether names that have people are left out of a cite in the mode: all but the first, or the first."""
    alone = mode is AuthorMode.ALONE

    def hides(context: Context) -> bool:
        named, context.named = context.named, True
        return named is alone

    return hides


def silenced(compiled: Compiled, mode: AuthorMode, tag: str, variable: str) -> Compiled:
    """A cs:text, cs:number or cs:date of a cite in the mode, ``variable`` "" for a term. The author alone is
    what a cs:substitute says, or a date, before anything else. A cite without its author has neither a title
    nor a date in the author's place, but keeps a word there ("Anon.")."""
    if mode is AuthorMode.WITH_WORK or compiled.silent is not None:
        return compiled
    alone = mode is AuthorMode.ALONE
    dated = tag == "date"
    names = dated or variable in _NAMING
    inner = compiled.render

    def render(context: Context) -> int:
        if alone:
            hides = context.named or not (dated or context.substituting)
        else:
            hides = names and not context.named and context.substituting > 0
        out = context.out
        start = len(out)
        called = inner(context)
        if len(out) > start:
            if hides:
                del out[start:]
            if names and (alone or dated or not hides):
                context.named = True
        return called

    return compiled._replace(render=render)
