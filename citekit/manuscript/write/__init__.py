"""A text with its notes as a file of another format: one module a format, one line each in WRITERS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from citekit.errors import UnknownFormat
from citekit.manuscript.body import Body


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands before the text, and the language of the whole; ``folder`` is where pictures are sought."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    lang: str = "en"
    folder: Path = Path()


WRITERS: dict[str, str] = {
    "html": "citekit.manuscript.write.html",
    "latex": "citekit.manuscript.write.latex",
    "docx": "citekit.manuscript.write.docx",
    "odt": "citekit.manuscript.write.odt",
}
"""Format -> module whose ``write(body: Body, page: TitlePage) -> bytes`` writes it."""

SUFFIXES = {
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".tex": "latex",
    ".latex": "latex", ".docx": "docx", ".odt": "odt",
}  # fmt: skip
"""The format that a file's suffix says."""


def write(body: Body, page: TitlePage, to: str) -> bytes:
    """``body`` in format ``to``; raises UnknownFormat."""
    if to not in WRITERS:
        raise UnknownFormat(to, ["markdown", *WRITERS])
    writer = cast("Callable[[Body, TitlePage], bytes]", import_module(WRITERS[to]).write)
    return writer(body, page)
