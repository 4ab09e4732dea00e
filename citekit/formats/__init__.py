"""CSL-JSON into every format and back: one module a format, one line each in FORMATS.

Public: :data:`FORMATS`, :func:`write`, :func:`export`, :func:`parse`, :func:`format_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from citekit.errors import UnknownDialect, UnknownFormat
from citekit.formats.exchange import Imported, Written
from citekit.model import CslItem

__all__ = ["FORMATS", "Format", "Imported", "Written", "export", "format_of", "parse", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, which has ``write`` and ``parse``; the suffixes of its files; its dialects."""

    module: str
    suffixes: tuple[str, ...]
    says: str
    dialects: tuple[str, ...] = ()


FORMATS = {
    "bibtex": Format("bibtex", (".bib", ".bibtex"), "BibTeX, for every style"),
    "biblatex": Format("biblatex", (), "BibLaTeX; --dialect chicago for biblatex-chicago", ("chicago",)),
}
"""Name -> format, in the order in which they are listed."""


def write(items: Sequence[CslItem], format: str, *, dialect: str | None = None) -> Written:
    """``items`` in a format, and a diagnostic for each field that it does not carry.

    Raises UnknownFormat and UnknownDialect, each with the nearest that there is.
    """
    found = _found(format)
    if dialect is not None and dialect not in found.dialects:
        raise UnknownDialect(dialect, found.dialects)
    written: Written = import_module(f"citekit.formats.{found.module}").write(items, dialect)
    return written


def export(items: Sequence[CslItem], format: str, *, dialect: str | None = None) -> str:
    """``items`` as the text of a file in a format; :func:`write` says too what the format does not carry."""
    return write(items, format, dialect=dialect).text


def parse(text: str, format: str) -> Imported:
    """The items of a bibliography; what of it could not be read is a diagnostic with its line."""
    imported: Imported = import_module(f"citekit.formats.{_found(format).module}").parse(text)
    return imported


def format_of(path: str) -> str | None:
    """The format that a file's name tells, None where it tells none."""
    suffix = PurePath(path).suffix.lower()
    return next((name for name, known in FORMATS.items() if suffix in known.suffixes), None)


def _found(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownFormat(name, FORMATS)
    return FORMATS[name]
