"""Pictures that a draft shows: their bytes and their size."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

LARGEST_PICTURE = 50 * 2**20
"""Bytes of the largest picture that is put into a document."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture: its ``kind`` (png, jpeg, gif), its bytes, and its width and height in pixels."""

    kind: str
    data: bytes
    width: int
    height: int


def read_image(path: Path) -> ImageFile | None:
    """The picture at ``path``; None where there is none that a word processor shows."""
    try:
        if path.stat().st_size > LARGEST_PICTURE:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    found = _measured(data)
    if found is None or not (found[1] and found[2]):
        return None
    return ImageFile(found[0], data, found[1], found[2])


def _measured(data: bytes) -> tuple[str, int, int] | None:
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        return ("png", *struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return ("gif", *struct.unpack("<HH", data[6:10]))
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    return None


def _jpeg(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return "jpeg", width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
