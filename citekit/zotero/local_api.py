"""The local API of a running Zotero (``/api/``), read-only: what is in the library.

It is off unless the user allows it in Zotero's settings (Advanced, "Allow other applications on this computer
to communicate with Zotero"); then it answers 403.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from citekit.errors import ZoteroRefused
from citekit.formats.zotero.item import ZoteroItem
from citekit.zotero.http import PORT, ask

_ITEMS = "/api/users/0/items"
_AT_ONCE = 100
_OFF = (
    "Zotero's local API is off; allow it in Zotero's settings (Advanced, 'Allow other applications on this "
    "computer to communicate with Zotero'), or give an exported file"
)


def library(port: int = PORT) -> list[ZoteroItem]:
    """Every item of the user's library, with its notes; raises ZoteroRefused or ZoteroUnavailable."""
    items: dict[str, ZoteroItem] = {}
    notes: list[dict[str, Any]] = []
    for data in _all(port, {}):
        if data.get("itemType") == "note":
            notes.append(data)
        elif data.get("itemType") not in ("attachment", "annotation"):
            items[str(data.get("key"))] = ZoteroItem(data)
    for note in notes:
        if parent := items.get(str(note.get("parentItem"))):
            parent.notes.append(str(note.get("note") or ""))
    return list(items.values())


def found(port: int, words: str = "") -> list[dict[str, Any]] | None:
    """The items in which the words stand, or all; None where the API is off."""
    try:
        return list(_all(port, {"q": words, "qmode": "everything"} if words else {}))
    except ZoteroRefused:
        return None


def _all(port: int, query: dict[str, str]) -> Iterator[dict[str, Any]]:
    start = 0
    while True:
        parameters = {"format": "json", "limit": str(_AT_ONCE), "start": str(start), **query}
        answer = ask(port, f"{_ITEMS}?{urlencode(parameters)}", timeout=60)
        if answer.status in (403, 404):
            raise ZoteroRefused(_OFF)
        if answer.status != 200:
            raise ZoteroRefused(f"Zotero's local API answered {answer.status}")
        try:
            page = json.loads(answer.body)
        except ValueError as error:
            raise ZoteroRefused("Zotero's local API answered no JSON") from error
        yield from (entry["data"] for entry in page if isinstance(entry, dict) and "data" in entry)
        start += len(page)
        total = {name.lower(): value for name, value in answer.headers.items()}.get("total-results", "")
        if not page or (start >= int(total) if total.isdecimal() else len(page) < _AT_ONCE):
            return
