"""The parts of a zipped document (DOCX, ODT, EPUB), within limits that no honest file passes.

Public: :func:`open_parts`, :func:`parse_xml`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from zlib import error as zlib_error

from lxml import etree

from citekit.errors import InputTooLarge, UnreadableInput

MOST_PARTS = 10_000
LARGEST_PART = 200 * 2**20
LARGEST_RATIO = 200


def open_parts(data: bytes, name: str, wanted: tuple[str, ...]) -> Mapping[str, bytes]:
    """The parts whose names begin as one of ``wanted``.

    Raises UnreadableInput for a damaged or encrypted file, InputTooLarge for one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = file.infolist()
            if len(infos) > MOST_PARTS:
                raise InputTooLarge(
                    f"{name}: holds more than {MOST_PARTS:,} parts; it is no ordinary document"
                )
            found = {}
            for info in infos:
                if not info.filename.startswith(wanted):
                    continue
                if info.flag_bits & 1:
                    raise UnreadableInput(f"{name}: is encrypted; save it without a password")
                ratio = info.file_size / max(1, info.compress_size)
                if info.file_size > LARGEST_PART or (ratio > LARGEST_RATIO and info.file_size > 2**20):
                    raise InputTooLarge(
                        f"{name}: {info.filename} unpacks to {info.file_size:,} bytes; it is no ordinary document"
                    )
                found[info.filename] = file.read(info)
            return found
    except (zipfile.BadZipFile, zlib_error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableInput(
            f"{name}: is damaged and cannot be unpacked ({error}); save it again"
        ) from error


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML part, read without entities, external or not, and without network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(f"{name}: is damaged: {error.msg}; save it again") from error
