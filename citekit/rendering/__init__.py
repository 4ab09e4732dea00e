"""Styles by name, and the engines that render items in them.

Public: :func:`render` (samples of each item), :func:`render_document` (the citations of a document),
:func:`find_style`, :func:`listed_styles`.
"""

from citekit.rendering.engine import DEFAULT_ENGINE, ENGINES, OUTPUTS, Formatted, render_document
from citekit.rendering.samples import Rendered, render
from citekit.rendering.styles import ALIASES, Listed, Style, find_style, listed_styles

__all__ = [
    "ALIASES",
    "DEFAULT_ENGINE",
    "ENGINES",
    "OUTPUTS",
    "Formatted",
    "Listed",
    "Rendered",
    "Style",
    "find_style",
    "listed_styles",
    "render",
    "render_document",
]
