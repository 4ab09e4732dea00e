"""What archival items need before a public style prints them."""

from __future__ import annotations

from citekit.model import CslItem


def prepared(item: CslItem) -> CslItem:
    """The item as the engine shall see it; ``item`` itself is not changed."""
    return item
