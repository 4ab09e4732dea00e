"""citekit: archival citations out of documents into CSL-JSON, and back as footnotes.

The public verbs, in the order in which a document goes::

    document = citekit.read("fedorenko-1956.md")
    records  = citekit.extract(document)            # or a plain string
    items    = [citekit.to_csl(record) for record in records]
    print(citekit.render(items, style="chicago").notes[0])
    print(citekit.export(items, "bibtex"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Not lazily: the verb would be hidden by the package of the same name once that is imported.
from citekit.read import read

if TYPE_CHECKING:
    from citekit.csl_json import to_csl
    from citekit.formats import export
    from citekit.library import Library
    from citekit.pipeline import extract
    from citekit.rendering import render

__version__ = "0.1.0"

_VERBS = {
    "Library": "citekit.library",
    "export": "citekit.formats",
    "extract": "citekit.pipeline",
    "render": "citekit.rendering",
    "to_csl": "citekit.csl_json",
}

__all__ = ["Library", "export", "extract", "read", "render", "to_csl"]


def __getattr__(name: str) -> Any:
    """Load another verb when it is first used, so that ``import citekit`` costs next to nothing."""
    if name not in _VERBS:
        raise AttributeError(f"module 'citekit' has no attribute {name!r}")
    return getattr(import_module(_VERBS[name]), name)
