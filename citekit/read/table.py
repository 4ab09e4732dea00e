"""CSV: the export of a digital archive, one record a row.

Public: :func:`read`, :func:`read_file`, :func:`parts_of`. Only the columns that say something of a citation
are kept in the text; the documents' bodies are not, and the file is read row by row, so that an export of many
thousand rows is no burden and none is too large.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document
from citekit.read.encoding import encoding_of
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
    return next(_parts(io.BytesIO(data), name, None))


def read_file(path: Path) -> Document:
    """The table in a file, as :func:`read` gives it, without holding the file."""
    return next(parts_of(path, None))


def parts_of(path: Path, rows: int | None) -> Iterator[Document]:
    """The table in a file as Documents of so many ``rows`` each, one after the other; at least one.

    The rows before one that cannot be read are given before UnreadableInput is raised for it.
    """
    try:
        with path.open("rb") as file:
            yield from _parts(file, str(path), rows)
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}") from error


def _parts(file: BinaryIO, name: str, rows: int | None) -> Iterator[Document]:
    encoding, diagnostics = encoding_of(file, name)
    lines = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    first = lines.readline()
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(chain([first], lines), delimiter=_delimiter(first))
    builder = TextBuilder()
    given = False
    try:
        header = next(reader, [])
        fields = [COLUMNS.get(column.strip("\ufeff ").casefold().replace(" ", "_")) for column in header]
        if not any(field in ("reference", "archive", "archive_location") for field in fields):
            known = "source, citation, archive or archive_location"
            raise UnreadableInput(f"{name}: its first line names no column that holds a reference ({known})")
        for number, row in enumerate(reader, 1):
            _add(builder, fields, row)
            if rows and number % rows == 0:
                yield builder.document(name, "csv", diagnostics)
                builder, diagnostics, given = TextBuilder(), (), True
    except csv.Error as error:
        if rows:
            yield builder.document(name, "csv", diagnostics)
        raise UnreadableInput(f"{name}: line {reader.line_num}: {error}") from error
    document = builder.document(name, "csv", diagnostics)
    if document.blocks or not given:
        yield document


def _delimiter(first: str) -> str:
    return max(",;\t|", key=first.count)


def _add(builder: TextBuilder, fields: list[str | None], row: list[str]) -> None:
    values: dict[str, str] = {}
    for field, cell in zip(fields, row, strict=False):
        if field is not None and (value := " ".join(tidy(_listed(cell)).split())):
            values.setdefault(field, value)
    builder.add_fields(BlockKind.ENTRY, values)


def _listed(cell: str) -> str:
    """A cell that holds a list in JSON, as its items."""
    listed = _LIST.match(cell)
    return "; ".join(re.split(r'"\s*,\s*"', listed[1])) if listed else cell
