"""Items, citations and a style become a document's citations and bibliography.

Public: :func:`render`, :class:`Result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from citekit.csl.archival import prepare
from citekit.csl.bibliography import entries
from citekit.csl.cite_collapsing import citation_tokens
from citekit.csl.context import FIRST, Ambiguity, Cite
from citekit.csl.disambiguation import disambiguate
from citekit.csl.errors import DataError
from citekit.csl.item import Item
from citekit.csl.name_options import number_of
from citekit.csl.numbers import leading_label
from citekit.csl.person import Person
from citekit.csl.positions import NEAR_NOTE_DISTANCE, set_positions
from citekit.csl.rendering import Citation, Rendering
from citekit.csl.style import Style, compile_style
from citekit.csl.writers import OUTPUTS

_LABELS = {"sub verbo": "sub-verbo", "": "page"}


class Result(NamedTuple):
    """What a document prints.

    ``citations``: one string per citation, "" where nothing is printed; ``bibliography``: one per entry, in
    its order; ``ids``: the items of the entries; ``warnings``: what was passed over. With the output "runs"
    citations and entries are lists of :class:`~citekit.csl.writers.Run`.
    """

    citations: list[Any]
    bibliography: list[Any]
    ids: list[str]
    warnings: list[str]


def render(
    style_xml: str | bytes | Style,
    items: Sequence[dict[str, Any]],
    citations: Sequence[dict[str, Any]],
    *,
    locale: str | None = None,
    output: str = "html",
    nocite: Iterable[str] | Literal["all"] = (),
    document: bool = True,
) -> Result:
    """The citations and the bibliography of one document, or of samples (``document=False``).

    ``style_xml`` is a style's XML, or one that :func:`~citekit.csl.style.compile_style` compiled. ``items``
    are CSL-JSON, ``citations`` follow csl-citation.json. Registered are the cited items in order, then
    ``nocite``; without a document every item in its order, and each citation stands alone. ``output`` is
    html, text, markdown, rtf, latex, or runs. Raises StyleError and DataError.
    """
    style = style_xml if isinstance(style_xml, Style) else compile_style(style_xml, locale)
    if output not in OUTPUTS:
        raise DataError(f"there is no output {output!r}: it is one of {', '.join(OUTPUTS)}")
    warnings: list[str] = []
    known = _items(items, warnings)
    clusters = _citations(citations, known, warnings, document=document)
    registered = _registered(known, clusters, nocite, warnings, document=document)
    rendering = Rendering(style, output)
    rendering.numbers = {item.id: place for place, item in enumerate(registered, 1)}
    rendering.ambiguity = {item.id: Ambiguity() for item in registered}
    bibliography = style.bibliography
    ordered = registered
    if bibliography is not None and bibliography.sort:
        ordered = rendering.sort(registered, bibliography)
        rendering.numbers = {item.id: place for place, item in enumerate(ordered, 1)}

    def in_order() -> Sequence[Item]:
        nonlocal ordered
        told_apart = any(found.given for found in rendering.ambiguity.values())
        if told_apart and bibliography is not None and bibliography.sort:
            ordered = rendering.sort(registered, bibliography)
            rendering.numbers = {item.id: place for place, item in enumerate(ordered, 1)}
        return ordered

    disambiguate(rendering, registered, in_order)
    for cluster in clusters:
        cluster.cites = rendering.sort_cites(cluster.cites)
    if document:
        distance = number_of(style.citation.options.get("near-note-distance"), NEAR_NOTE_DISTANCE)
        set_positions([(cluster.note, cluster.cites) for cluster in clusters], distance)
    printed = [rendering.written(citation_tokens(rendering, cluster)) for cluster in clusters]
    result = Result(printed, [], [], warnings)
    if bibliography is not None:
        if bibliography.sorts_by or any(found.given for found in rendering.ambiguity.values()):
            ordered = rendering.sort(registered, bibliography)
        for item, text in entries(rendering, ordered):
            result.bibliography.append(text)
            result.ids.append(item.id)
    return result


def _items(items: Sequence[Any], warnings: list[str]) -> dict[str, Item]:
    if not isinstance(items, (list, tuple)):
        raise DataError("items are no list")
    found: dict[str, Item] = {}
    met: dict[Any, Person] = {}
    for place, data in enumerate(items, 1):
        if not isinstance(data, dict):
            warnings.append(f"item {place} is no CSL-JSON item and was passed over")
            continue
        item = Item(data if "id" in data else {**data, "id": f"item-{place}"}, met)
        prepare(item)
        found[item.id] = item
    return found


def _citations(
    citations: Sequence[dict[str, Any]], known: dict[str, Item], warnings: list[str], *, document: bool
) -> list[Citation]:
    found = []
    for citation in citations:
        properties = citation.get("properties") or {}
        note = int(properties.get("noteIndex") or 0)
        cites = []
        for data in citation.get("citationItems") or ():
            item = known.get(str(data.get("id")))
            if item is None:
                warnings.append(f"a citation names the item {data.get('id')!r}, which is not there")
                continue
            cites.append(_cite(data, item, note, document=document))
        found.append(Citation(cites, note))
    return found


def _cite(data: dict[str, Any], item: Item, note: int, *, document: bool) -> Cite:
    label = str(data.get("label") or "")
    locator = str(data.get("locator") or "").strip()
    if not label or label == "page":
        label, locator = leading_label(locator)
    cite = Cite(item)
    cite.locator, cite.label, cite.note = locator, _LABELS.get(label, label), note
    cite.prefix, cite.suffix = str(data.get("prefix") or ""), str(data.get("suffix") or "")
    cite.suppress_author, cite.author_only = bool(data.get("suppress-author")), bool(data.get("author-only"))
    if locator and cite.label in ("page", "folio"):
        cite.terms = item.sheet_terms
    if not document:
        cite.position = int(data.get("position") or FIRST)
        cite.near_note = bool(data.get("near-note"))
        cite.first_note = int(data.get("first-reference-note-number") or 0)
    return cite


def _registered(
    known: dict[str, Item],
    clusters: Sequence[Citation],
    nocite: Iterable[str] | Literal["all"],
    warnings: list[str],
    *,
    document: bool,
) -> list[Item]:
    if not document:
        return list(known.values())
    cited = [cite.item.id for cluster in clusters for cite in cluster.cites]
    further = list(known) if nocite == "all" else [str(key) for key in nocite]
    warnings += [f"nocite names the item {key!r}, which is not there" for key in further if key not in known]
    return [known[key] for key in dict.fromkeys([*cited, *further]) if key in known]
