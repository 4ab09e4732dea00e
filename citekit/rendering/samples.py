"""Each item as a note, as a later note or as an in-text citation, and in the bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from citekit.model import CslItem
from citekit.rendering.engine import DEFAULT_ENGINE, render_document
from citekit.rendering.styles import Style, find_style


@dataclass(frozen=True, slots=True)
class Rendered:
    """Items in one style. ``notes`` and ``short_notes`` (a note style) or ``in_text`` (any other) are
    parallel to the items; ``bibliography`` is in the style's own order, parallel to ``ids``."""

    style: Style
    notes: list[str] = field(default_factory=list)
    short_notes: list[str] = field(default_factory=list)
    in_text: list[str] = field(default_factory=list)
    bibliography: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def render(
    items: Sequence[CslItem],
    style: str | Style = "chicago",
    *,
    engine: str = DEFAULT_ENGINE,
    output: str = "text",
    locale: str | None = None,
) -> Rendered:
    """Each item by itself: its first note, a later note that no "ibid." stands for, its entry.

    ``style`` is a name, a title or the path of a ``.csl``; ``output`` one of ``text``, ``html``,
    ``markdown``, ``rtf``, ``latex``. Raises UnknownStyle, and InvalidData for a style that is no CSL.
    """
    found = find_style(style) if isinstance(style, str) else style
    ids = [str(item.get("id", "")) for item in items]
    first = [_cite(key, 0) for key in ids]
    later = [] if found.in_text else [_cite(key, 1) for key in ids]
    result = render_document(
        items, first + later, found, engine=engine, output=output, locale=locale, document=False
    )
    cited, again = result.citations[: len(first)], result.citations[len(first) :]
    return Rendered(
        found,
        notes=[] if found.in_text else cited,
        short_notes=again,
        in_text=cited if found.in_text else [],
        bibliography=result.bibliography,
        ids=result.ids,
        warnings=result.warnings,
    )


def _cite(key: str, position: int) -> dict[str, Any]:
    """A citation of one item; position 1 is a later one (csl-citation.json)."""
    return {"citationItems": [{"id": key, "position": position}], "properties": {"noteIndex": 0}}
