"""BibTeX, written and read with bibtexparser.

An archival document prints in every style: ``note`` holds the archive, the shelf-mark, the digital archive
and the credits; fields that no style knows (``archive``, ``archivelocation`` …) hold the same parts apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from citekit.formats.exchange import Imported, Losses, Written
from citekit.formats.tex.parsing import parsed
from citekit.formats.tex.reading import item_of
from citekit.formats.tex.writing import entry_of, unique_keys, written
from citekit.model import CslItem


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as entries that plain BibTeX and BibLaTeX both print."""
    return write_entries(items, "bibtex", "bibtex")


def parse(text: str) -> Imported:
    """The entries of a ``.bib`` file, BibTeX's or BibLaTeX's."""
    return parsed(text)


def write_entries(items: Sequence[CslItem], dialect: str, name: str) -> Written:
    """The items in one of the dialects of ``.bib``; ``name`` is the format's, for the diagnostics."""
    losses = Losses()
    texts = []
    pairs = list(zip(items, unique_keys(items), strict=True))
    for start in range(0, len(pairs), _AT_ONCE):
        entries = []
        for item, key in pairs[start : start + _AT_ONCE]:
            entry = entry_of(item, key, dialect)
            entries.append(entry)
            values = {
                field: value[1:-1] if value[0] == "{" else value for field, value in entry.fields.items()
            }
            losses.compare(item, item_of(entry.kind, entry.key, values))
        texts.append(written(entries))
    return Written("\n".join(texts), losses.diagnostics(name))


_AT_ONCE = 1000
"""Entries that are held at one time: what is let go soon costs the garbage collector nothing."""
