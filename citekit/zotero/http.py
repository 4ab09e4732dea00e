"""Requests to a program on this machine: never through a proxy, and with a limit of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from citekit import __version__
from citekit.errors import ZoteroUnavailable

HOST = "127.0.0.1"
PORT = 23119
"""Where a running Zotero listens (its setting ``httpServer.port``)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, body and headers."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def ask(
    port: int, path: str, body: bytes | None = None, kind: str = "application/json", *, timeout: float = 15
) -> Answer:
    """GET ``path``, or POST ``body`` to it; raises ZoteroUnavailable where nothing answers, or not in time.

    Zotero refuses a browser's user agent and any ``Origin``, so neither is sent.
    """
    headers = {"User-Agent": f"citekit/{__version__}", "X-Zotero-Connector-API-Version": "3"}
    if body is not None:
        headers["Content-Type"] = kind
    request = Request(f"http://{HOST}:{port}{path}", data=body, headers=headers)
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=timeout) as response:
            return Answer(response.status, response.read(), dict(response.headers))
    except HTTPError as error:
        with error:
            return Answer(error.code, error.read(), dict(error.headers))
    except TimeoutError as error:
        raise ZoteroUnavailable(busy(port)) from error
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise ZoteroUnavailable(busy(port)) from error
        if isinstance(
            reason, ConnectionResetError | ConnectionAbortedError | BrokenPipeError | HTTPException
        ):
            raise ZoteroUnavailable(
                f"Zotero on {HOST}:{port} broke off before it answered; repeat the command (nothing that "
                "arrived is sent twice)"
            ) from error
        raise ZoteroUnavailable(
            f"Zotero is not running: nothing answers on {HOST}:{port}; start it and repeat the command"
        ) from error


def busy(port: int) -> str:
    """What is said where Zotero is there and gives no answer."""
    return f"Zotero on {HOST}:{port} is busy; close its open dialogs, wait until it is done, and repeat"
