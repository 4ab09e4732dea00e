"""The page of a digital archive or catalogue as users save it: labelled parts around one citation.

Public: :class:`Page`, :func:`find_page`. "Citation", "Cite as", "Source", «Ссылка для цитирования» and
"Zitierweise" are the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citekit.model import BlockKind, Document, Span

LABELS: dict[str, tuple[str, ...]] = {
    "citation": (
        "citation", "cite as", "preferred citation", "how to cite", "cite this", "suggested citation", "source",
        "document source", "reference", "archival reference", "ссылка для цитирования", "ссылка", "источник",
        "библиографическая ссылка", "zitierweise", "zitation", "quelle", "джерело", "citer", "cita", "cytowanie",
    ),
    "summary": ("summary", "abstract", "description", "аннотация", "краткое содержание", "zusammenfassung", "résumé"),
    "original_language": ("original language", "язык оригинала", "originalsprache", "language of original"),
    "language": ("language", "язык", "sprache", "language of document"),
    "contents": ("contents", "document", "full text", "text", "содержание", "текст документа", "inhalt"),
    "title": ("title", "название", "заголовок", "titel"),
    "date": ("date", "document date", "date of document", "дата", "datum", "date created"),
    "classification": ("classification", "original classification", "гриф"),
    "rights": ("rights", "rights notice", "copyright", "права"),
    "record_number": ("record id", "record number", "document number", "identifier", "id"),
    "original_title": ("original archive", "original archive title"),
    "subjects": ("subjects", "subjects discussed", "tags", "keywords", "тематика"),
    "donors": ("donors", "funded by"),
    "url": ("url", "permalink", "persistent link", "link"),
    "author": ("author", "authors", "creator", "creators", "автор"),
    "people": ("people mentioned", "associated people", "related documents", "places", "associated places"),
}  # fmt: skip
"""Field -> the words that label it on a page."""

_FIELD_OF = {word: field for field, words in LABELS.items() for word in words}
_HEAD, _FOOT = 20_000, 6_000
_HAS_LABEL = re.compile(
    r"(?:^|\n)[\s#*_>|-]*(?:" + "|".join(LABELS["citation"]) + r")[ \t]*[*_]*[ \t]*(?::|[*_]*[ \t]*(?:\n|$))",
    re.I,
)
_LINE = re.compile(r"[^\n]+")
_INLINE = re.compile(r"^[\s#*_>|-]*([^\W\d_][^:\n]{1,32}?)\s*[*_]*:[*_]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """The labelled parts of a page, its heading and date line before them, and its body after "Contents"."""

    fields: dict[str, Span]
    heading: Span | None
    date_line: Span | None
    body: Span | None


def find_page(document: Document) -> Page | None:
    """The page that the document is, or None where it has no labelled citation beside another label."""
    text = document.text
    if not _HAS_LABEL.search(text, 0, _HEAD) and not _HAS_LABEL.search(text, max(_HEAD, len(text) - _FOOT)):
        return None
    fields: dict[str, Span] = {}
    current: str | None = None
    start = end = 0
    head: list[Span] = []
    own = next(iter(document.blocks), None)
    if own is not None and own.kind is BlockKind.ENTRY and own.fields.keys() <= {"url"}:
        # The page's own address, which its head says; no line of the page.
        address, begin = own.fields, own.span.end
    else:
        address, begin = {}, 0
    for line in _LINE.finditer(text, begin):
        span = _undecorated(text, Span(*line.span()))
        if span is None:
            continue
        field = _FIELD_OF.get(span.of(text).rstrip(":").strip().casefold())
        inline = _INLINE.match(text, line.start(), line.end())
        value = None
        if field is None and inline and (field := _FIELD_OF.get(inline[1].strip().casefold())):
            value = _undecorated(text, Span(inline.end(), line.end()))
        if field == "contents" and "citation" not in fields and current is None:
            field = None
        if field is None:
            if current is None:
                head.append(span)
            elif current == "contents":
                break
            else:
                start = start or span.start
                end = span.end
                fields.setdefault(current, Span(start, end))
                fields[current] = Span(fields[current].start, end)
            continue
        if value is not None:
            fields.setdefault(field, value)
            current, start = (field, value.start) if field in ("summary", "citation") else (None, 0)
            if current is None:
                current = f"after {field}"
            continue
        current, start = field, 0
        if field == "contents":
            fields["contents"] = Span(line.end(), len(text))
            break
    fields = {field: span for field, span in fields.items() if not field.startswith("after ")}
    if "citation" not in fields or len(fields) < 2:
        return None
    fields = {**address, **fields}
    heading, date_line = _head(text, head)
    return Page(fields, heading, date_line, fields.pop("contents", None))


def _head(text: str, lines: list[Span]) -> tuple[Span | None, Span | None]:
    """The title and the date among the lines above the first label."""
    dated = [
        line
        for line in lines
        if len(line.of(text)) < 40 and re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", line.of(text))
    ]
    others = [line for line in lines if line not in dated]
    return (others[-1] if others else None), (dated[0] if dated else None)


def _undecorated(text: str, span: Span) -> Span | None:
    line = span.of(text)
    lead = re.match(r"[\s#*_>|-]*", line)
    tail = re.search(r"[\s*_|]*$", line)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + (tail.start() if tail else len(line))
    return Span(start, end) if start < end else None
