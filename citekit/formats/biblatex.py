"""BibLaTeX, plain and for biblatex-chicago, written and read with bibtexparser."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.formats.bibtex import parse, write_entries
from citekit.formats.exchange import Written
from citekit.model import CslItem

__all__ = ["parse", "write"]


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as BibLaTeX entries; with the dialect ``chicago`` as biblatex-chicago has documents in
    archives: the genre after the title, and the date of a letter in its title."""
    return write_entries(items, dialect or "biblatex", "biblatex")
