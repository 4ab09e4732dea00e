"""What a file is by its first bytes, whatever it is named.

Public: :func:`suffix_of`.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from citekit.errors import UnreadableInput

_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown", ".doc", ".rtf", ".asp", ".aspx", ".php"})
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S)
_MHTML = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version: 1\.0", re.I)
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_BIBTEX = re.compile(rb"\s*(?:%[^\n]*\n\s*)*@\w+\s*[{(]")
_RIS = re.compile(rb"\s*TY  - \w+")
_KINDS = ((_HTML, ".html"), (_MHTML, ".mhtml"), (_RIS, ".ris"), (_BIBTEX, ".bib"), (_JSON, ".json"))
_MARKED = {
    ".docx": "Word document",
    ".odt": "OpenDocument text",
    ".epub": "EPUB",
    ".pdf": "PDF",
}
"""Suffixes of formats whose files begin with bytes of their own."""

_OF_OTHER_BYTES = frozenset({*_MARKED, ".csv", ".tsv"})
_HEAD = 4096

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "is of Word before 2007, or encrypted; save it without a password as .docx"),
    (b"\x89PNG", "is a picture; run it through text recognition first"),
    (b"\xff\xd8\xff", "is a picture; run it through text recognition first"),
    (b"II*\0", "is a picture; run it through text recognition first"),
    (b"MM\0*", "is a picture; run it through text recognition first"),
    (b"AT&TFORM", "is a DjVu file; save its text, or convert it to PDF"),
    (b"\x1f\x8b", "is compressed; unpack it"),
    (b"7z\xbc\xaf", "is an archive of files; unpack it"),
    (b"Rar!", "is an archive of files; unpack it"),
    (b"%!PS", "is PostScript; convert it to PDF"),
)
_PARTS = (("word/document.xml", ".docx"), ("META-INF/container.xml", ".epub"), ("content.xml", ".odt"))


def suffix_of(data: bytes, name: str) -> str:
    """The suffix that a file with these bytes should have: its own, unless its bytes are plainly of another kind.

    Raises UnreadableInput for an empty file and for a kind that citekit does not read, with what to do.
    """
    if not data:
        raise UnreadableInput(f"{name}: is empty")
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for magic, said in _REFUSED:
        if head.startswith(magic):
            raise UnreadableInput(f"{name}: {said}")
    suffix = Path(name).suffix.lower()
    if head.startswith(b"%PDF-") or b"\n%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\3\4"):
        return _zipped(data, name, suffix)
    if head.lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    kinds = _KINDS if suffix in _TEXT_SUFFIXES else _KINDS[:2] if suffix in _OF_OTHER_BYTES else ()
    for pattern, kind in kinds:
        if pattern.match(head):
            return kind
    if suffix in _MARKED:
        raise UnreadableInput(
            f"{name}: is no {_MARKED[suffix]}, or damaged at its beginning; name it as what it is, or save it again"
        )
    return suffix


def _zipped(data: bytes, name: str, suffix: str) -> str:
    """The suffix of a zipped document; that of the name where the file is too damaged to tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.NameToInfo
    except zipfile.BadZipFile:
        return suffix if suffix in (".docx", ".odt", ".epub") else ".docx"
    for part, kind in _PARTS:
        if part in parts:
            return kind
    if suffix in (".docx", ".odt", ".epub"):
        return suffix
    raise UnreadableInput(f"{name}: is a zip file; unpack it and name the documents in it")
