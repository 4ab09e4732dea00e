"""An entry with named fields (a row of an export, an item of a bibliography) becomes records.

Public: :func:`parse_entry`, :func:`apply_fields`, :func:`add_credits`, :func:`names_its_archive`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from citekit.model import Block, Credit, Record, Span
from citekit.parse.citation import parse_citation, parse_shelfmark
from citekit.parse.credits import find_credits
from citekit.parse.dates import find_dates
from citekit.parse.languages import language_tag
from citekit.parse.names import parse_name, split_names
from citekit.parse.repositories import find_repositories
from citekit.parse.words import Words


def parse_entry(text: str, block: Block) -> list[Record]:
    """The records of an entry: its reference gives the shelf-mark and credits, its other fields the rest."""
    fields = block.fields
    archive, location = fields.get("archive"), fields.get("archive_location")
    if "reference" in fields:
        records = parse_citation(text, fields["reference"])
    elif archive and location and not names_its_archive(text, location):
        records = parse_shelfmark(text, archive, location)
    else:
        alone = location or archive
        records = parse_citation(text, alone) if alone else []
    record = records[0] if records else Record(span=block.span)
    apply_fields(text, record, fields)
    record.span = block.span
    return [record, *records[1:]] if records or record.title else []


def names_its_archive(text: str, location: Span) -> bool:
    """Whether a field holds a whole source note ("RGANI, f. 5, …"), beside an archive that only publishes it."""
    return any(found.span.start - location.start < 4 for found in find_repositories(Words(text, location)))


def apply_fields(text: str, record: Record, fields: Mapping[str, Span]) -> None:
    """Fill the record from named fields; what the citation itself says already stands."""
    for name, span in fields.items():
        words = " ".join(span.of(text).split())
        if not words:
            continue
        _apply(text, record, name, span, words)


def _apply(text: str, record: Record, name: str, span: Span, words: str) -> None:
    spans = record.spans
    if name == "title" and record.title is None:
        record.title, spans["title"] = words, [span]
    elif name == "date" and not record.dates:
        if dates := find_dates(text, span):
            record.dates, spans["issued"] = tuple(dates[:1]), [dates[0].span or span]
    elif name == "summary" and record.abstract is None:
        record.abstract, spans["abstract"] = words, [span]
    elif name == "url" and record.url is None:
        record.url, spans["URL"] = words.strip("<>"), [span]
    elif name == "original_language":
        record.original_language, spans["original_language"] = language_tag(words), [span]
    elif name == "language" and record.language is None:
        record.language, spans["language"] = language_tag(words), [span]
    elif name == "digital_archive" and record.digital_archive is None:
        record.digital_archive, spans["source"] = words, [span]
    elif name == "author" and not record.named_authors:
        record.named_authors = (replace(parse_name(words), span=span),)
    elif name == "genre" and record.genre is None:
        record.genre, spans["genre"] = words, [span]
    elif name in ("classification", "record_number", "rights", "subjects", "donors"):
        record.document.setdefault(name, words)
        spans[f"document.{name}"] = [span]
    elif name == "credits":
        add_credits(record, find_credits(Words(text, span)).credits)
    elif name in ("translator", "obtained_by"):
        names = split_names(span.of(text), span.start)
        add_credits(record, (Credit(name.replace("_", "-"), names, span=span),))


def add_credits(record: Record, credits: Iterable[Credit]) -> None:
    """Add the credits that the record does not have yet; the same people in the same role are one."""
    known = {(credit.role, *map(str, credit.names)) for credit in record.credits}
    record.credits += tuple(c for c in credits if (c.role, *map(str, c.names)) not in known)
