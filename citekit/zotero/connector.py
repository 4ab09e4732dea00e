"""A running Zotero, through its connector server: what is selected there, and an import.

The statuses are those of Zotero's ``server_connector.js``: 201 with the items, 400 where it can't read the
text, 409 for a session that it has seen, 500 where its library is read-only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from citekit.errors import ZoteroRefused, ZoteroUnavailable
from citekit.zotero.http import HOST, PORT, Answer, ask, busy


@dataclass(frozen=True, slots=True)
class Selected:
    """The collection or library that is selected in Zotero."""

    name: str = ""
    editable: bool = True
    is_own: bool = True
    """Whether it is of the user's own library, which the local API shows, and of no group."""


@dataclass(frozen=True, slots=True)
class Connector:
    """The connector server of a Zotero on this machine."""

    port: int = PORT

    def ping(self) -> None:
        """Raises ZoteroUnavailable where no Zotero answers, or not now."""
        answer = ask(self.port, "/connector/ping")
        if answer.status == 503:
            raise ZoteroUnavailable(busy(self.port))
        if answer.status != 200 or b"zotero" not in answer.body.lower():
            raise ZoteroUnavailable(
                f"what answers on {HOST}:{self.port} is no Zotero; close it, or give --port"
            )

    def selected(self) -> Selected:
        """What is selected; a Zotero that does not tell says nothing against an import."""
        answer = ask(self.port, "/connector/getSelectedCollection", b"{}")
        told = _json(answer) if answer.status == 200 else None
        if not isinstance(told, dict):
            return Selected()
        name = str(told.get("name") or told.get("libraryName") or "")
        return Selected(name, bool(told.get("libraryEditable", True)), told.get("libraryID") in (None, 1))

    def take(self, text: str, session: str) -> int | None:
        """Import a bibliography; how many items Zotero made of it, None where it has seen this session.

        Raises ZoteroRefused or ZoteroUnavailable.
        """
        # Only ASCII: no decoding on the other side can damage a name.
        body = text.encode("ascii", "xmlcharrefreplace")
        path = f"/connector/import?session={quote(session)}"
        answer = ask(self.port, path, body, "application/rdf+xml", timeout=300)
        if answer.status in (200, 201):
            items = _json(answer)
            return len(items) if isinstance(items, list) else 0
        if answer.status == 409:
            return None
        if answer.status == 503:
            raise ZoteroUnavailable(busy(self.port))
        if answer.status == 500:
            told = _json(answer)
            if isinstance(told, dict) and told.get("libraryEditable") is False:
                raise ZoteroRefused(READ_ONLY)
            raise ZoteroRefused(f"Zotero could not save the items; {READ_ONLY[0].lower()}{READ_ONLY[1:]}")
        if answer.status == 400:
            raise ZoteroRefused("Zotero could not read the items: it knows no translator for Zotero RDF")
        if answer.status == 403:
            raise ZoteroRefused("Zotero refuses requests of other programs; see its settings, Advanced")
        raise ZoteroRefused(
            f"Zotero answered {answer.status}: {answer.body[:200].decode('utf-8', 'replace')}"
        )


READ_ONLY = "The library that is selected in Zotero is read-only; select another one and repeat"


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except ValueError:
        return None
