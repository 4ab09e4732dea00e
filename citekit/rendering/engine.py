"""One function over the CSL engines, so that they can be compared and exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from citekit.errors import InvalidData, UnknownName
from citekit.model import CslItem
from citekit.rendering.shelfmarks import form_of, in_form
from citekit.rendering.styles import Style, find_style

ENGINES = {"citekit": "citekit.csl", "citeproc-py": "citekit.rendering.citeproc_py"}
"""Name -> module whose ``render`` keeps the contract of :func:`citekit.csl.render`."""

DEFAULT_ENGINE = "citekit"

OUTPUTS = ("text", "html", "markdown", "rtf", "latex")
"""The formats of rendered text."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A document's ``citations`` in their order, its ``bibliography``, the ``ids`` parallel to that, and
    ``warnings`` about what was passed over."""

    citations: list[str]
    bibliography: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def render_document(
    items: Sequence[CslItem],
    citations: Sequence[dict[str, Any]],
    style: str | Style = "chicago",
    *,
    engine: str = DEFAULT_ENGINE,
    output: str = "text",
    locale: str | None = None,
    nocite: Iterable[str] | Literal["all"] = (),
    document: bool = True,
) -> Formatted:
    """The citations and the bibliography of one document.

    ``citations`` have the shape of csl-citation.json, in final order; ``document=False`` renders each by
    itself. Raises UnknownStyle, UnknownName for an engine, InvalidData for a style that is no valid CSL and
    for an item without an id.
    """
    if engine not in ENGINES:
        raise UnknownName(engine, ENGINES)
    found = find_style(style) if isinstance(style, str) else style
    for place, item in enumerate(items, 1):
        if "id" not in item:
            raise InvalidData(f"item {place} has no id")
    form = form_of(found.name)
    program = import_module(ENGINES[engine])
    # A processor loads only when something is printed, and its errors with it.
    from citekit.csl.errors import StyleError

    try:
        result = program.render(
            found.xml,
            [_of_archive(item if form is None else in_form(item, form)) for item in items],
            citations,
            locale=locale or found.locale,
            output=output,
            nocite=nocite,
            document=document,
        )
    except StyleError as error:
        raise InvalidData(f"the style {found.name} is no valid CSL: {error}") from error
    return Formatted(
        list(result.citations), list(result.bibliography), list(result.ids), list(result.warnings)
    )


def _of_archive(item: CslItem) -> CslItem:
    """A document of an archive that nobody signs is not its translator's, whichever program the item is from."""
    if not item.get("archive") or item.get("author"):
        return item
    return {**item, "never-substituted": ["translator"]}
