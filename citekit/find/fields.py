"""Text that gives a reference manager's fields: ``"archive": "…", "archiveLocation": "…"``.

Public: :func:`find_fields`.
"""

from __future__ import annotations

import re

from citekit.model import Block, BlockKind, Document, Span

FIELDS = {
    "archive": "archive",
    "archivelocation": "archive_location",
    "locinarchive": "archive_location",
    "title": "title",
    "date": "date",
    "issued": "date",
    "url": "url",
    "abstract": "summary",
    "abstractnote": "summary",
    "language": "language",
    "librarycatalog": "digital_archive",
    "source": "digital_archive",
    "callnumber": "archive_location",
}
"""Folded names of fields, and the names that an entry's fields have."""

_LONGEST = 20_000
_LINE = re.compile(
    r"""^[ \t,{]*["']?(?P<name>[A-Za-z_. -]{3,24})["']?[ \t]*[:=][ \t]*(?P<open>["'{])(?P<value>.*?)["'}][ \t]*,?[ \t]*$""",
    re.M,
)


_IN_A_ROW = re.compile(
    r"""["'](?P<name>[A-Za-z_. -]{3,24})["'][ \t]*:[ \t]*"(?P<value>[^"\n]*)"(?=[ \t]*[,}\n]|[ \t]*$)"""
)


def find_fields(document: Document) -> Block | None:
    """The one entry that the text is, or None where it has no line that gives an archive."""
    if document.format != "text" or len(document.text) > _LONGEST or "rchive" not in document.text:
        return None
    fields: dict[str, Span] = {}
    for line in (*_IN_A_ROW.finditer(document.text), *_LINE.finditer(document.text)):
        name = FIELDS.get(re.sub(r"[_. -]", "", line["name"]).casefold())
        if name is not None and line["value"].strip():
            fields.setdefault(name, Span(*line.span("value")))
    if not fields.keys() & {"archive", "archive_location"}:
        return None
    return Block(BlockKind.ENTRY, Span(0, len(document.text)), fields=fields)
