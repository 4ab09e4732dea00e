"""Archival documents: rules of our own beyond CSL, for items that carry ``custom.citekit.archival``.

Public: :func:`prepare`. No historian puts a document's translator in its author's place, so the title
leads; a title quoted from a citation keeps its capitals; and a sheet is cited by its tradition's word
("l. 226"), which CSL has no term for. Any other item is rendered as CSL says.
"""

from __future__ import annotations

from citekit.csl.item import Item

_TITLES = ("title", "title-short")


def prepare(item: Item) -> None:
    """Give an archival item what the rules need; other items stay as they are."""
    custom = item.custom
    citekit = custom.get("citekit") if isinstance(custom, dict) else None
    archival = citekit.get("archival") if isinstance(citekit, dict) else None
    if not isinstance(archival, list) or not archival or not isinstance(archival[0], dict):
        return
    item.kept_out |= {"translator"}
    terms = archival[0].get("sheet_terms")
    if isinstance(terms, dict) and all(isinstance(terms.get(name), str) for name in ("single", "plural")):
        item.archival = terms
    for name in _TITLES:
        value = item.vars.get(name)
        if value and "nocase" not in value:
            item.vars[name] = f'<span class="nocase">{value}</span>'
