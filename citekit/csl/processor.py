"""Items, citations and a style become a document's citations and bibliography.

Public: :func:`render`, :class:`Result`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

from citekit.csl.archival import describe_letter
from citekit.csl.bibliography import entries
from citekit.csl.cite_collapsing import citation_tokens
from citekit.csl.context import Ambiguity
from citekit.csl.disambiguation import Disambiguation
from citekit.csl.document import read_citations, read_items, registered
from citekit.csl.errors import DataError, StyleError
from citekit.csl.item import Item
from citekit.csl.name_options import number_of
from citekit.csl.positions import NEAR_NOTE_DISTANCE, first_notes, set_positions
from citekit.csl.rendering import Rendering
from citekit.csl.style import Style, compile_style
from citekit.csl.writers import OUTPUTS


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
    if output not in OUTPUTS:
        raise DataError(f"there is no output {output!r}: it is one of {', '.join(OUTPUTS)}")
    if not isinstance(style_xml, (str, bytes, Style)):
        raise StyleError("is no XML text")
    if not isinstance(locale, str | None):
        raise DataError(f"the locale {locale!r} is no language tag")
    if isinstance(style_xml, Style) and locale not in (None, "", style_xml.locale.lang):
        raise DataError(f"the style was compiled for {style_xml.locale.lang}, not for {locale}")
    try:
        with _uncollected():
            style = style_xml if isinstance(style_xml, Style) else compile_style(style_xml, locale)
            return _rendered(style, items, citations, output, nocite, document=document)
    except RecursionError as error:
        # Nothing but its elements is read from the outer to the inner.
        raise StyleError("has elements or macros too deep inside each other") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: nearly all that is made is needed to the end, and it would walk through
    it again and again, ever longer, in vain."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _rendered(
    style: Style,
    items: Sequence[dict[str, Any]],
    citations: Sequence[dict[str, Any]],
    output: str,
    nocite: Iterable[str] | Literal["all"],
    *,
    document: bool,
) -> Result:
    warnings = list(style.warnings)
    if not style.locale.is_known:
        warnings.append(f"there is no locale {style.locale.lang!r}; the terms are those of en-US")
    known = read_items(items, warnings)
    if not style.prints_recipients:
        for item in known.values():
            describe_letter(item, style.locale)
    clusters = read_citations(citations, known, warnings, document=document)
    listed = registered(known, clusters, nocite, warnings, document=document)
    rendering = Rendering(style, output)
    rendering.ambiguity = {item.id: Ambiguity() for item in listed}
    ordered = _numbered(rendering, listed)
    notes = first_notes([(cluster.note, cluster.cites) for cluster in clusters]) if document else {}
    disambiguation = Disambiguation(rendering, listed, notes)
    disambiguation.tell_apart()
    if disambiguation.names_differ and any(found.sorts for found in rendering.ambiguity.values()):
        ordered = _numbered(rendering, listed)
    disambiguation.add_year_suffixes(ordered)
    for cluster in clusters:
        cluster.cites = rendering.sort_cites(cluster.cites, grouped=document)
    if document:
        distance = number_of(style.citation.options.get("near-note-distance"), NEAR_NOTE_DISTANCE)
        set_positions([(cluster.note, cluster.cites) for cluster in clusters], distance)
    printed = []
    for cluster in clusters:
        rendering.begin()
        printed.append(rendering.written(citation_tokens(rendering, cluster)))
    result = Result(printed, [], [], warnings)
    if style.bibliography is not None:
        if style.bibliography.sorts_by:
            ordered = rendering.sort(listed, style.bibliography)
        for item, text in entries(rendering, ordered):
            result.bibliography.append(text)
            result.ids.append(item.id)
    return result


def _numbered(rendering: Rendering, listed: Sequence[Item]) -> Sequence[Item]:
    """The items in the bibliography's order, which numbers them."""
    rendering.numbers = {item.id: place for place, item in enumerate(listed, 1)}
    bibliography = rendering.style.bibliography
    if bibliography is None or not bibliography.sort:
        return listed
    ordered = rendering.sort(listed, bibliography)
    rendering.numbers = {item.id: place for place, item in enumerate(ordered, 1)}
    return ordered
