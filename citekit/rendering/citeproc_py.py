"""citeproc-py behind the contract of :func:`citekit.csl.render`, so that anyone can compare.

What it cannot do it does not get: it knows no positions but the first, no ibid, no disambiguation, and
it writes text and HTML only.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

from citekit.errors import InvalidData
from citekit.model import CslItem

_BREAKS = (AssertionError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
"""What citeproc-py raises where it meets an item or a style that it does not understand."""


_UNKNOWN = {"custom", "citation-key", "never-substituted"}
"""Keys of an item that citeproc-py only warns about."""


@dataclass(frozen=True, slots=True)
class Result:
    """The same fields as the result of :func:`citekit.csl.render`."""

    citations: list[str] = field(default_factory=list)
    bibliography: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def render(
    style_xml: str,
    items: Sequence[CslItem],
    citations: Sequence[dict[str, Any]],
    *,
    locale: str | None = None,
    output: str = "html",
    nocite: Iterable[str] | Literal["all"] = (),
    document: bool = True,
) -> Result:
    """The contract of :func:`citekit.csl.render`, as far as citeproc-py keeps it.

    Raises InvalidData for another ``output`` than text and html, and for what citeproc-py breaks on.
    """
    from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from lxml.etree import XMLSyntaxError

    writers = {"text": formatter.plain, "html": formatter.html}
    if output not in writers:
        raise InvalidData(f"the engine citeproc-py writes text and html, not {output}")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            style = CitationStylesStyle(BytesIO(style_xml.encode()), locale=locale, validate=False)
            # Its ids are lower-cased, which makes "Doc1" and "doc1" one: number them instead.
            keys = {str(item["id"]): str(place) for place, item in enumerate(items)}
            source = CiteProcJSON([_known(item, keys[str(item["id"])]) for item in items])
            bibliography = CitationStylesBibliography(style, source, writers[output])
            cited = _register(bibliography, citations, keys, [] if document else list(keys))
            if document:
                _register(bibliography, [], keys, list(keys) if nocite == "all" else [str(i) for i in nocite])
            texts = [str(bibliography.cite(citation, lambda item: None)) for citation in cited]
            if not style.has_bibliography():
                return Result(texts, warnings=[str(warning.message) for warning in said])
            bibliography.sort()
            entries = [str(entry) for entry in bibliography.bibliography()]
        except XMLSyntaxError as error:
            raise InvalidData(f"the style is no valid XML: {error}") from error
        except _BREAKS as error:
            raise InvalidData(f"citeproc-py breaks on these items or this style: {error!r}") from error
    ids = {number: key for key, number in keys.items()}
    order = [ids[number] for number in bibliography.keys]
    return Result(texts, entries, order, [str(warning.message) for warning in said])


def _known(item: CslItem, key: str) -> CslItem:
    """The item under another id, as far as citeproc-py knows its keys."""
    return {name: value for name, value in item.items() if name not in _UNKNOWN} | {"id": key}


def _register(
    bibliography: Any, citations: Sequence[dict[str, Any]], keys: dict[str, str], others: Sequence[str]
) -> list[Any]:
    from citeproc import Citation, CitationItem

    made = []
    for key in others:
        bibliography.register(Citation([CitationItem(keys[key])]))
    for citation in citations:
        cites = [
            CitationItem(keys[str(cite["id"])], **_details(cite))
            for cite in citation["citationItems"]
            if str(cite["id"]) in keys
        ]
        made.append(Citation(cites))
        bibliography.register(made[-1])
    return made


def _details(cite: dict[str, Any]) -> dict[str, Any]:
    from citeproc import Locator

    details = {name: cite[name] for name in ("prefix", "suffix") if cite.get(name)}
    if cite.get("locator"):
        details["locator"] = Locator(cite.get("label", "page"), cite["locator"])
    return details
