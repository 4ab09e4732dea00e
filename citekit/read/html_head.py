"""What an HTML page's head says of the page: its address, Dublin Core, citation_* names, schema.org, COinS.

Public: :func:`head_fields`. A second witness beside what the page prints: only what describes the document
is taken, not when or by whom the page was made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from selectolax.lexbor import LexborHTMLParser

from citekit.read.tidy import tidy

_META = {
    "title": ("citation_title", "dcterms.title", "dc.title"),
    "date": ("dcterms.created", "dc.date.created", "citation_date", "citation_publication_date", "dc.date", "dcterms.date"),
    "author": ("citation_author", "dcterms.creator", "dc.creator"),
    "summary": ("citation_abstract", "dcterms.abstract", "dc.description.abstract", "dcterms.description", "dc.description"),
    "language": ("citation_language", "dcterms.language", "dc.language"),
    "reference": ("dcterms.bibliographiccitation", "dc.identifier.citation", "dc.source", "dcterms.source"),
    "rights": ("dcterms.rights", "dc.rights", "dc.rights.statement"),
}  # fmt: skip
"""Field -> the names under which a page's head gives it (the DCMI terms, and those of Google Scholar)."""

_DOCUMENTS = frozenset(
    "ArchiveComponent Manuscript CreativeWork DigitalDocument TextDigitalDocument Message Report Legislation Map "
    "Photograph Letter".split()
)
_SCHEMA = {"title": "name", "date": "dateCreated", "summary": "abstract", "language": "inLanguage", "author": "creator", "archive": "holdingArchive", "reference": "itemLocation"}  # fmt: skip
"""Field -> the property of schema.org that says it of a document."""

_COINS = {"title": ("rft.title", "rft.atitle", "rft.btitle"), "date": ("rft.date",), "language": ("rft.language",), "reference": ("rft.source",)}  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_LONGEST = 5_000


def head_fields(tree: LexborHTMLParser, text: str) -> dict[str, str]:
    """Each field that a page's metadata gives, with its words; ``url`` is the address of the page itself."""
    found: dict[str, str] = {}
    if address := _own_address(tree, text):
        found["url"] = address
    for field, words in (*_of_meta(tree), *_of_schema(tree), *_of_coins(tree)):
        words = " ".join(tidy(words).split())
        if words and len(words) <= _LONGEST:
            found.setdefault(field, words)
    return found


def _own_address(tree: LexborHTMLParser, text: str) -> str | None:
    """The address at which the page is published: its canonical link, its metadata, or where it was saved from."""
    for selector, attribute in (
        ("link[rel='canonical']", "href"),
        ("meta[property='og:url']", "content"),
        ("meta[name='citation_public_url']", "content"),
        ("meta[name='DC.identifier' i]", "content"),
    ):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if _ADDRESS.fullmatch(value):
            return value
    saved = _SAVED_FROM.search(text, 0, 2_000)
    return saved[1] if saved else None


def _of_meta(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    given: dict[str, str] = {}
    for node in tree.css("meta[name][content], meta[property][content]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").casefold()
        given.setdefault(name.replace("dcterm.", "dcterms."), node.attributes.get("content") or "")
    for field, names in _META.items():
        for name in names:
            if name in given:
                yield field, given[name]


def _of_schema(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("script[type='application/ld+json']"):
        try:
            value = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            for field, name in _SCHEMA.items():
                yield field, _words(thing.get(name))


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    """The documents that a piece of JSON-LD describes, at its top or in its graph."""
    for thing in value if isinstance(value, list) else [value]:
        if not isinstance(thing, dict):
            continue
        kinds = thing.get("@type")
        if _DOCUMENTS.intersection(kinds if isinstance(kinds, list) else [str(kinds)]):
            yield thing
        yield from _things(thing.get("@graph") or thing.get("mainEntity") or [])


def _words(value: Any) -> str:
    """A value's words: a text, the first of a list, the name of a thing."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    return _words(value.get("name") or value.get("alternateName")) if isinstance(value, dict) else ""


def _of_coins(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """ContextObjects in Spans, where the page has one: several are a list of works that it cites."""
    spans = tree.css("span.Z3988[title]")
    if len(spans) != 1:
        return
    given: Mapping[str, Sequence[str]] = parse_qs(spans[0].attributes.get("title") or "")
    for field, names in _COINS.items():
        for name in names:
            if name in given:
                yield field, given[name][0]
