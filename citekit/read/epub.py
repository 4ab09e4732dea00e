"""EPUB: its chapters in reading order, each read as HTML.

Public: :func:`read`.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from citekit.errors import UnreadableInput
from citekit.model import Document
from citekit.read.archive import open_parts, parse_xml
from citekit.read.encoding import decode_html
from citekit.read.html import add_pages
from citekit.read.tidy import TextBuilder

_MEDIA = tuple(
    ".jpg .jpeg .png .gif .svg .webp .tif .tiff .ttf .otf .woff .woff2 .css .js .mp3 .mp4 .m4a .ogg".split()
)
_CONTAINER = "META-INF/container.xml"


def read(data: bytes, name: str) -> Document:
    """An .epub file as a Document; raises UnreadableInput or InputTooLarge."""
    parts = open_parts(data, name, ("",), _MEDIA)
    if _CONTAINER not in parts:
        raise UnreadableInput(f"{name}: is no EPUB: it has no {_CONTAINER}")
    if "META-INF/encryption.xml" in parts and b"EncryptionMethod" in parts["META-INF/encryption.xml"]:
        raise UnreadableInput(f"{name}: is protected by its seller and cannot be read")
    rootfile = parse_xml(parts[_CONTAINER], name).find(".//{*}rootfile")
    path = (rootfile.get("full-path") if rootfile is not None else None) or ""
    if path not in parts:
        raise UnreadableInput(f"{name}: is damaged: its package document {path!r} is missing")
    package = parse_xml(parts[path], name)
    hrefs = {item.get("id"): item.get("href") or "" for item in package.iterfind(".//{*}manifest/{*}item")}
    builder = TextBuilder()
    chapters = []
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        href = unquote(hrefs.get(reference.get("idref"), "").partition("#")[0])
        chapter = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
        if chapter in parts:
            text, _ = decode_html(parts[chapter], name)
            chapters.append((chapter, text))
    add_pages(builder, chapters)
    return builder.document(name, "epub")
