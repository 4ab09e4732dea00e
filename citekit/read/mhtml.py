"""MHTML: a page that a browser saved as one file.

Public: :func:`read`.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from citekit.errors import UnreadableInput
from citekit.model import Document
from citekit.read import html


def read(data: bytes, name: str) -> Document:
    """The page in an .mhtml file as a Document; raises UnreadableInput where it holds none."""
    for part in message_from_bytes(data, policy=default).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return replace(html.read(page, name), format="mhtml")
    raise UnreadableInput(f"{name}: holds no page; save it as HTML")
