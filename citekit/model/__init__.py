"""The words that every part of citekit shares."""

from citekit.model.csl import CslDate, CslItem, CslName
from citekit.model.diagnostic import CODES, Diagnostic
from citekit.model.document import Block, BlockKind, Document, Note
from citekit.model.record import ArchivalReference, Credit, Date, Level, Name, Record
from citekit.model.span import Span, as_span

__all__ = [
    "CODES",
    "ArchivalReference",
    "Block",
    "BlockKind",
    "Credit",
    "CslDate",
    "CslItem",
    "CslName",
    "Date",
    "Diagnostic",
    "Document",
    "Level",
    "Name",
    "Note",
    "Record",
    "Span",
    "as_span",
]
