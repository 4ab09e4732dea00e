"""Items into Zotero, each once.

Public: :func:`push`, :class:`Sent`. An item is there already where the local API shows it. Where that is
off, the hashes of what was sent before tell, and Zotero itself, which takes a session only once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from citekit.errors import ZoteroRefused
from citekit.formats import export
from citekit.formats.shape import shaped
from citekit.formats.zotero.item import to_zotero
from citekit.model import CslItem
from citekit.zotero import local_api
from citekit.zotero.connector import READ_ONLY, Connector
from citekit.zotero.memory import remember, remembered

_AT_ONCE = 100
_FEW = 50
"""Up to so many items are looked for one by one; for more the whole library is read."""
_KEY = re.compile(r"Citation Key\s*:", re.I)
_TELLING = ("title", "date", "archive", "archiveLocation", "url")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an item: ``sent`` now, or ``there`` before."""

    item: CslItem
    outcome: Literal["sent", "there"]


def push(
    items: Sequence[CslItem], connector: Connector, say: Callable[[str], None], *, again: bool = False
) -> list[Sent]:
    """Send the items into what is selected in Zotero; ``again`` also those that are there.

    Raises ZoteroUnavailable (not running, busy) and ZoteroRefused (read-only, not read); what was sent
    before that is remembered, so that the command can be repeated.
    """
    items = [shaped(item)[0] for item in items]
    connector.ping()
    selected = connector.selected()
    if not selected.editable:
        raise ZoteroRefused(READ_ONLY)
    if selected.name:
        say(f"into {selected.name}")
    known = _known(items, connector.port) if selected.is_own else None
    there = set() if again else (known if known is not None else _sent_before(items))
    new = [item for item in items if str(item["id"]) not in there]
    # Zotero's answer to a session that it has seen decides only where nothing else can tell.
    unique = f"-{uuid4()}" if again or known is not None else ""
    for start in range(0, len(new), _AT_ONCE):
        batch = new[start : start + _AT_ONCE]
        text = export(batch, "zotero-rdf")
        taken = connector.take(text, f"citekit-{_hash(text)}{unique}")
        if taken is None:
            there |= {str(item["id"]) for item in batch}
        elif taken < len(batch):
            say(f"Zotero made {taken} items of {len(batch)}; compare them")
        remember(map(_mark, batch))
    return [Sent(item, "there" if str(item["id"]) in there else "sent") for item in items]


def identities(data: dict[str, Any]) -> set[tuple[str, ...]]:
    """By what an item of Zotero is known again: its citation key, and its title, date and place together."""
    keys = {str(data.get("citationKey") or "")}
    keys |= {
        line.partition(":")[2].strip()
        for line in str(data.get("extra") or "").splitlines()
        if _KEY.match(line)
    }
    told = tuple(str(data.get(name) or "") for name in _TELLING)
    found: set[tuple[str, ...]] = {("key", key) for key in keys if key}
    return found | {told} if sum(map(bool, told)) > 1 else found


def search_words(item: CslItem) -> str:
    """What finds the item in Zotero."""
    return str(item.get("title") or item.get("archive_location") or item.get("URL") or item["id"])


def _known(items: Sequence[CslItem], port: int) -> set[str] | None:
    """The ids of the items that the library has; None where Zotero does not show it."""
    whole = _identities(local_api.found(port)) if len(items) > _FEW else None
    known: set[str] = set()
    for item in items:
        theirs = whole if whole is not None else _identities(local_api.found(port, search_words(item)))
        if theirs is None:
            return None
        if identities(to_zotero(item).data) & theirs:
            known.add(str(item["id"]))
    return known


def _identities(found: list[dict[str, Any]] | None) -> set[tuple[str, ...]] | None:
    return None if found is None else set().union(*map(identities, found))


def _sent_before(items: Iterable[CslItem]) -> set[str]:
    marks = remembered()
    return {str(item["id"]) for item in items if _mark(item) in marks}


def _mark(item: CslItem) -> str:
    return _hash(export([item], "zotero-rdf"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
