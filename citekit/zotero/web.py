"""Items into a library on zotero.org, through pyzotero (the extra ``zotero``).

The key comes from the environment (``ZOTERO_API_KEY``), and stands in no file, message or log.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from citekit.errors import CitekitError, ZoteroRefused, ZoteroUnavailable
from citekit.formats.shape import shaped
from citekit.formats.zotero.item import to_zotero
from citekit.model import CslItem
from citekit.zotero.push import Sent, identities, search_words

_AT_ONCE = 50
"""Items that the Web API takes in one call."""


class ZoteroNotSet(CitekitError):
    """The environment does not say which library, or pyzotero is not installed."""

    wrong_usage = True


def push_web(
    items: Sequence[CslItem],
    say: Callable[[str], None],
    *,
    again: bool = False,
    endpoint: str | None = None,
) -> list[Sent]:
    """Send the items to the library that ``ZOTERO_LIBRARY_ID`` and ``ZOTERO_LIBRARY_TYPE`` (user or group)
    name, or to that of the key; raises ZoteroNotSet, ZoteroRefused or ZoteroUnavailable."""
    key = os.environ.get("ZOTERO_API_KEY", "")
    if not key:
        raise ZoteroNotSet("ZOTERO_API_KEY is not set; make a key at https://www.zotero.org/settings/keys")
    try:
        from httpx import HTTPError
        from pyzotero import zotero, zotero_errors
    except ImportError as error:
        raise ZoteroNotSet("pyzotero is not installed: pip install 'citekit-archival[zotero]'") from error
    client = zotero.Zotero(
        os.environ.get("ZOTERO_LIBRARY_ID") or "0", os.environ.get("ZOTERO_LIBRARY_TYPE", "user"), key
    )
    if endpoint:
        client.endpoint = endpoint
    try:
        if not os.environ.get("ZOTERO_LIBRARY_ID"):
            client.library_id = str(client.key_info()["userID"])
        return _pushed(client, items, say, again)
    except HTTPError as error:
        raise ZoteroUnavailable(f"zotero.org does not answer: {_without(key, error)}") from None
    except zotero_errors.UserNotAuthorisedError:
        raise ZoteroRefused(
            "zotero.org refuses the key: it is wrong, or may not write to this library"
        ) from None
    except zotero_errors.PyZoteroError as error:
        raise ZoteroRefused(f"zotero.org refused: {_without(key, error)}") from None


def _pushed(client: Any, items: Sequence[CslItem], say: Callable[[str], None], again: bool) -> list[Sent]:
    items = [shaped(item)[0] for item in items]
    there = set()
    if not again:
        for item in items:
            found = client.items(q=search_words(item), qmode="everything")
            own = identities(to_zotero(item).data)
            if any(own & identities(entry.get("data", {})) for entry in found):
                there.add(str(item["id"]))
    new = [item for item in items if str(item["id"]) not in there]
    refused = set()
    for start in range(0, len(new), _AT_ONCE):
        batch = new[start : start + _AT_ONCE]
        answer = client.create_items([_payload(item) for item in batch])
        for place, failure in (answer.get("failed") or {}).items():
            item = batch[int(place)]
            refused.add(str(item["id"]))
            say(f"{item['id']}: zotero.org refused it: {failure.get('message', failure.get('code'))}")
        _add_notes(client, batch, answer.get("success") or {})
    kept = [item for item in items if str(item["id"]) not in refused]
    return [Sent(item, "there" if str(item["id"]) in there else "sent") for item in kept]


def _payload(item: CslItem) -> dict[str, Any]:
    """The item as the Web API takes it: the citation key in Extra, from where Zotero takes it over."""
    data = dict(to_zotero(item).data)
    if key := data.pop("citationKey", None):
        data["extra"] = "\n".join(filter(None, (f"Citation Key: {key}", data.get("extra"))))
    return {"creators": [], "tags": [], "collections": [], "relations": {}, **data}


def _add_notes(client: Any, batch: Sequence[CslItem], made: dict[str, str]) -> None:
    notes = [
        {
            "itemType": "note",
            "parentItem": made[str(place)],
            "note": note,
            "tags": [],
            "collections": [],
            "relations": {},
        }
        for place, item in enumerate(batch)
        if str(place) in made
        for note in to_zotero(item).notes
    ]
    for start in range(0, len(notes), _AT_ONCE):
        client.create_items(notes[start : start + _AT_ONCE])


def _without(key: str, error: Exception) -> str:
    return " ".join(str(error).replace(key, "***").split())[:300]
