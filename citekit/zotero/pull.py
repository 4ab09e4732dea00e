"""Items out of Zotero: from an exported file, or from the local API."""

from __future__ import annotations

from collections.abc import Iterable

from citekit.csl_json import UniqueKeys
from citekit.formats.zotero.item import from_zotero
from citekit.library.splitting import split_shelfmark
from citekit.model import CslItem, Diagnostic
from citekit.zotero.http import PORT
from citekit.zotero.local_api import library


def pull(port: int = PORT) -> list[CslItem]:
    """Every item of the user's library in the Zotero that is running; raises ZoteroUnavailable and
    ZoteroRefused (its local API is off)."""
    items = []
    for zotero in library(port):
        items.append(from_zotero(zotero, str(zotero.data.get("citationKey") or zotero.data.get("key"))))
    keys = UniqueKeys()
    return [item | {"id": keys.unique(str(item.get("citation-key", item["id"])))} for item in items]


def taken_apart(items: Iterable[CslItem]) -> tuple[list[CslItem], list[Diagnostic]]:
    """The items with their shelf-marks taken apart, and a diagnostic for each that is not understood."""
    parted: list[CslItem] = []
    found: list[Diagnostic] = []
    for item in items:
        new, understood = split_shelfmark(item)
        parted.append(new)
        if not understood:
            words = str(item.get("archive_location"))
            found.append(
                Diagnostic("level-untyped", f"{item['id']}: {words!r} is no shelf-mark that citekit knows")
            )
    return parted, found
