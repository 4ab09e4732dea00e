"""CSV: the export of a digital archive, one record a row.

Public: :func:`read`. Only the columns that say something of a citation are kept in the text; the documents'
bodies are not, so that an export of many thousand rows is no burden.
"""

from __future__ import annotations

import csv
import io
import re

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document
from citekit.read.encoding import decode
from citekit.read.tidy import TextBuilder, tidy

COLUMNS = {
    "title": "title",
    "document_title": "title",
    "authors": "author",
    "author": "author",
    "creator": "author",
    "creators": "author",
    "original_publication_date": "date",
    "date": "date",
    "document_date": "date",
    "source": "reference",
    "citation": "reference",
    "source_note": "reference",
    "reference": "reference",
    "credits": "credits",
    "donors": "donors",
    "document_url": "url",
    "url": "url",
    "summary": "summary",
    "abstract": "summary",
    "description": "summary",
    "language": "original_language",
    "original_language": "original_language",
    "record_id": "record_number",
    "record_number": "record_number",
    "original_classification": "classification",
    "classification": "classification",
    "rights": "rights",
    "archive": "archive",
    "archivelocation": "archive_location",
    "archive_location": "archive_location",
    "loc._in_archive": "archive_location",
    "loc_in_archive": "archive_location",
    "library_catalog": "digital_archive",
}
"""Column names, folded, and the names that an entry's fields have."""

_LIST = re.compile(r'^\[\s*"(.*)"\s*\]$', re.S)
_LONGEST_CELL = 50 * 2**20


def read(data: bytes, name: str) -> Document:
    """A .csv or .tsv file as a Document with an entry a row; raises UnreadableInput where it has no header
    that citekit knows."""
    text, diagnostics = decode(data, name)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    builder = TextBuilder()
    try:
        header = next(rows, [])
        fields = [COLUMNS.get(column.strip().casefold().replace(" ", "_")) for column in header]
        if not any(field in ("reference", "archive", "archive_location") for field in fields):
            known = "source, citation, archive or archive_location"
            raise UnreadableInput(f"{name}: its first line names no column that holds a reference ({known})")
        for row in rows:
            _add(builder, fields, row)
    except csv.Error as error:
        raise UnreadableInput(f"{name}: line {rows.line_num}: {error}") from error
    return builder.document(name, "csv", diagnostics)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _add(builder: TextBuilder, fields: list[str | None], row: list[str]) -> None:
    values: dict[str, str] = {}
    for field, cell in zip(fields, row, strict=False):
        value = " ".join(tidy(_listed(cell)).split())
        if field is not None and value:
            values.setdefault(field, value)
    builder.add_fields(BlockKind.ENTRY, values)


def _listed(cell: str) -> str:
    """A cell that holds a list in JSON, as its items."""
    listed = _LIST.match(cell)
    return "; ".join(re.split(r'"\s*,\s*"', listed[1])) if listed else cell
