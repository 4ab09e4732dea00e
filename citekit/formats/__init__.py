"""CSL-JSON into every format and back: one module a format, one line each in FORMATS.

Public: :data:`FORMATS`, :func:`write`, :func:`export`, :func:`parse`, :func:`read_bibliography`,
:func:`detected`, :func:`format_of`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from citekit.errors import InvalidData, UnknownDialect, UnknownFormat
from citekit.formats.exchange import Imported, Losses, Written
from citekit.formats.page import BEGINS
from citekit.model import CslItem, Diagnostic

__all__ = [
    "FORMATS",
    "Format",
    "Imported",
    "Written",
    "detected",
    "export",
    "format_of",
    "parse",
    "read_bibliography",
    "write",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, which has ``write`` and ``parse``; the suffixes of its files; its dialects; a
    pattern with which its files begin; and whether it holds any item as it is."""

    module: str
    suffixes: tuple[str, ...]
    says: str
    dialects: tuple[str, ...] = ()
    begins: str = ""
    carries_all: bool = False


_XML = r"(?s)\s*(?:<\?xml.*?\?>)?\s*(?:<!--.*?-->\s*)*<"
FORMATS = {
    "csl-json": Format("csl_json", (".json",), "CSL-JSON 1.0.2", (), r'\s*(?:\[\s*)?\{\s*"', True),
    "csl-yaml": Format("csl_yaml", (".yaml", ".yml"), "CSL-YAML, as pandoc reads it", carries_all=True),
    "bibtex": Format("bibtex", (".bib", ".bibtex"), "BibTeX, for every style", begins=r"\s*@\w+\s*\{"),
    "biblatex": Format("biblatex", (), "BibLaTeX; the dialect chicago is biblatex-chicago's", ("chicago",)),
    "ris": Format("ris", (".ris",), "RIS", begins=r"(?:\s*\d+\.)?\s*TY {1,2}- "),
    "zotero-rdf": Format(
        "zotero.rdf", (".rdf",), "Zotero RDF: everything, for Zotero", begins=_XML + "rdf:RDF"
    ),
    "mods": Format("mods", (".mods",), "MODS 3.8, for library catalogues", begins=_XML + r"(?:\w+:)?mods"),
    "csv": Format(
        "table", (".csv",), "CSV, for a spreadsheet", begins=r'"?(?:id"?[,;\t]"?type|type"?[,;\t]"?id)\b'
    ),
}
"""Name -> format, in the order in which they are listed."""

_PAGE = Format("page", (".html", ".htm"), "a page that citekit wrote, with its items", begins=BEGINS)
_READ = FORMATS | {"html": _PAGE}
"""What is read. A style prints the page of HTML: :mod:`citekit.cli.export` writes it."""

_HEAD = 4096


def write(items: Sequence[CslItem], format: str, *, dialect: str | None = None) -> Written:
    """``items`` in a format, and a diagnostic for each field that it does not carry.

    Raises UnknownFormat and UnknownDialect, each with the nearest that there is.
    """
    found = _found(format)
    if dialect is not None and dialect not in found.dialects:
        raise UnknownDialect(dialect, found.dialects)
    module = import_module(f"citekit.formats.{found.module}")
    if found.carries_all:
        written: Written = module.write(items, dialect)
        return written
    harmed = Losses()
    written = module.write([harmed.in_shape(item, place) for place, item in enumerate(items, 1)], dialect)
    return Written(written.text, harmed.diagnostics(format) + written.diagnostics)


def export(items: Sequence[CslItem], format: str, *, dialect: str | None = None) -> str:
    """``items`` as the text of a file in a format; :func:`write` says too what the format does not carry."""
    return write(items, format, dialect=dialect).text


def parse(text: str, format: str) -> Imported:
    """The items of a bibliography; what of it could not be read is a diagnostic with its line."""
    known = _READ[format] if format in _READ else _found(format)
    imported: Imported = import_module(f"citekit.formats.{known.module}").parse(text)
    return imported


def read_bibliography(data: bytes, name: str, format: str | None = None) -> Imported:
    """The items of a bibliography's file, whose ``name`` tells its format where ``format`` does not.

    Raises UnreadableInput or InvalidData, whose sentences begin with ``name``.
    """
    from citekit.read.encoding import decode

    found = format or detected(data, name) or "csl-json"
    text, notes = decode(data, name)
    if found == "csl-json" and notes:
        raise InvalidData(f"{name}: is no CSL-JSON: it is not UTF-8")
    if (named := format_of(name)) and named != found:
        notes += (Diagnostic("format-by-content", f"is {found}, whatever its name says, and read as that"),)
    try:
        imported = parse(text, found)
    except InvalidData as error:
        raise InvalidData(f"{name}: {error}") from error
    return Imported(imported.items, notes + imported.diagnostics)


def detected(data: bytes, name: str = "") -> str | None:
    """The format of a bibliography's file, by its first words, else by its name; None for a document."""
    named = format_of(name)
    suffix = PurePath(name).suffix.lower()
    if named is None and suffix not in ("", ".txt", ".xml", *_PAGE.suffixes):
        return None
    head = data[:_HEAD].decode("utf-8-sig", "replace")
    begun = next(
        (name for name, known in _READ.items() if known.begins and re.match(known.begins, head)), None
    )
    if suffix in _PAGE.suffixes and begun != "html":
        return None
    # A table may also be the export of a digital archive, which is read as a document.
    return begun or (None if named == "csv" else named)


def format_of(path: str) -> str | None:
    """The format that a file's name tells, None where it tells none."""
    suffix = PurePath(path).suffix.lower()
    return next((name for name, known in FORMATS.items() if suffix in known.suffixes), None)


def _found(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownFormat(name, FORMATS)
    return FORMATS[name]
