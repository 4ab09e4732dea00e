"""Markdown: paragraphs, headings and footnotes."""

from __future__ import annotations

from citekit.model import Document
from citekit.read.encoding import decode
from citekit.read.text import from_text


def read(data: bytes, name: str) -> Document:
    """A Markdown file as a Document."""
    text, diagnostics = decode(data, name)
    return from_text(text, name, diagnostics=diagnostics)
