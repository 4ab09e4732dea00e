"""What archival items need before a style prints them, by one rule that works with every public style.

* A document with a translator and no author opens with its title: the translator prints where the style
  puts translators, and never in the author's place.
* A title that was quoted from a citation keeps its capitals.
* A sheet is called what the tradition calls it: ``l. 226``, ``Bl. 8``.

The engine does these by keys of its input that say nothing of archives (:func:`citekit.csl.render`):
``never-substituted`` of an item, ``nocase`` in a title, ``locator-terms`` of a cite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citekit.model import CslItem
from citekit.rendering.shelfmarks import form_of, in_form, sheet_words

_SHEET_LABELS = {"folio", "leaf"}


def prepared_item(item: CslItem, style: str) -> CslItem:
    """The item as the engine shall see it in the style of this name; ``item`` itself is not changed."""
    form = form_of(style)
    changed = dict(item if form is None else in_form(item, form))
    if _from_citation(item) and (title := item.get("title")):
        changed["title"] = f'<span class="nocase">{title}</span>'
    if (item.get("archive") or _from_citation(item)) and not item.get("author"):
        changed["never-substituted"] = ["translator"]
    return changed


def prepared_citation(
    citation: Mapping[str, Any], items: Mapping[str, CslItem], style: str
) -> dict[str, Any]:
    """The citation with the words for sheets of the items that it cites by sheet."""
    form = form_of(style)
    cites: Sequence[Mapping[str, Any]] = citation["citationItems"]
    changed = []
    for cite in cites:
        words = None
        if cite.get("label") in _SHEET_LABELS and cite.get("locator"):
            words = sheet_words(items.get(str(cite["id"]), {}), form)
        terms = {"locator-terms": {"single": words[0], "plural": words[1]}} if words else {}
        changed.append({**cite, **terms})
    return {**citation, "citationItems": changed}


def _from_citation(item: CslItem) -> bool:
    """Whether citekit read the item out of a citation."""
    custom = item.get("custom")
    return isinstance(custom, dict) and "citekit" in custom
