"""The parts of a zipped document (DOCX, ODT, EPUB), within limits that no honest file passes.

Public: :func:`open_parts`, :func:`unpacked`, :func:`parse_xml`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zlib import error as zlib_error

from citekit.errors import InputTooLarge, UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARTS = 10_000
"""Files within one zipped document."""

LARGEST_UNPACKED = 200 * 2**20
"""Bytes of all the parts of a document that are read, unpacked."""

LARGEST_RATIO = 200
"""A part of more than :data:`SMALL_PART` bytes may be so many times what it is packed to."""

SMALL_PART = 4 * 2**20


def open_parts(
    data: bytes, name: str, wanted: tuple[str, ...], but: tuple[str, ...] = ()
) -> Mapping[str, bytes]:
    """The parts whose names begin as one of ``wanted``, and do not end as one of ``but``.

    Raises UnreadableInput for a damaged or encrypted file, InputTooLarge for one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = file.infolist()
            if len(infos) > MOST_PARTS:
                raise InputTooLarge(
                    f"{name}: holds more than {MOST_PARTS:,} parts; it is no ordinary document"
                )
            read = [
                info
                for info in infos
                if info.filename.startswith(wanted) and not info.filename.lower().endswith(but)
            ]
            if sum(info.file_size for info in read) > LARGEST_UNPACKED:
                raise InputTooLarge(
                    f"{name}: unpacks to more than {LARGEST_UNPACKED // 2**20} MB of text; split it into parts"
                )
            return {info.filename: unpacked(file, info, name) for info in read}
    except (zipfile.BadZipFile, zlib_error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableInput(
            f"{name}: is damaged and cannot be unpacked ({error}); save it again"
        ) from error


def unpacked(file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of one part; raises as :func:`open_parts` does, and what ``zipfile`` raises for a damaged one."""
    if info.flag_bits & 1:
        raise UnreadableInput(f"{name}: is encrypted; save it without a password")
    if info.file_size > min(LARGEST_UNPACKED, max(SMALL_PART, LARGEST_RATIO * info.compress_size)):
        raise InputTooLarge(
            f"{name}: {info.filename} unpacks to {info.file_size:,} bytes, from {info.compress_size:,}; "
            "it is no ordinary document"
        )
    with file.open(info) as part:
        # No more than it says of itself: what unpacks to more is damaged, and found so at its end.
        return part.read(info.file_size)


def parse_xml(data: bytes, name: str) -> _Element:
    """The root of an XML part, read without entities, external or not, and without network."""
    # Here, as a draft is unpacked without it.
    from lxml import etree

    if b"<!ENTITY" in data:
        raise UnreadableInput(f"{name}: is refused: it declares XML entities, which no word processor does")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error.msg):
            raise InputTooLarge(f"{name}: nests its elements too deep; it is no ordinary document") from error
        raise UnreadableInput(f"{name}: is damaged: {error.msg}; save it again") from error
