"""Keys, and the file that each stands in.

A key may be almost any word: BibTeX keys such as ``smith:2003`` stay as they are, since drafts cite by
them. The *file name* is made safe instead: it is the key with what some file system refuses written as
``%XX`` (UTF-8 bytes, as in URLs), so no key leaves the folder, and two keys that a case-insensitive file
system or another Unicode form would take for one are one (:func:`folded`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable

from citekit.errors import InvalidData

SUFFIX = ".json"
LONGEST_NAME = 200
"""Bytes of the longest stem; common file systems take 255 for a whole name."""

_REFUSED = re.compile(r'[<>:"/\\|?*%\x00-\x1f\x7f]|^[. ]|[. ]$')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.I)
"""What Windows keeps for devices, with any suffix (Microsoft, "Naming Files, Paths, and Namespaces")."""

_NO_KEY = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class InvalidKey(InvalidData):
    """What can't be a key; ``str`` says why."""


def valid(key: str) -> str:
    """``key`` in Unicode form NFC; raises InvalidKey where it can't be one, and says why."""
    composed = unicodedata.normalize("NFC", key)
    if not composed:
        raise InvalidKey("a key can't be empty")
    if _NO_KEY.search(composed):
        raise InvalidKey(f"key {key!r} holds a blank or an unprintable character; use '-' instead")
    if composed[0] in "-@":
        raise InvalidKey(f"key {key!r} begins with {composed[0]!r}; begin it with a letter or a digit")
    return composed


def made_valid(words: str) -> str:
    """A key out of any words: the nearest that :func:`valid` accepts, ``record`` where nothing is left."""
    joined = _NO_KEY.sub("-", unicodedata.normalize("NFC", words.strip()))
    return re.sub(r"-{2,}", "-", joined).strip("-@") or "record"


def folded(key: str) -> str:
    """What two keys must differ in: neither letter case nor Unicode form tells keys apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", key).casefold())


def file_name(key: str) -> str:
    """The name of the file of a valid key, the same on every system."""
    name = _REFUSED.sub(_percent, key)
    if _DEVICES.fullmatch(name):
        name = _percent(name[0]) + name[1:]
    encoded = name.encode()
    if len(encoded) > LONGEST_NAME:
        tail = "~" + hashlib.sha256(key.encode()).hexdigest()[:16]
        name = encoded[: LONGEST_NAME - len(tail)].decode(errors="ignore") + tail
    return name + SUFFIX


def free(key: str, taken: Callable[[str], bool]) -> str:
    """``key``, or ``key-2``, ``key-3`` … : the first that is not ``taken``."""
    number, found = 1, key
    while taken(found):
        number += 1
        found = f"{key}-{number}"
    return found


def _percent(character: str | re.Match[str]) -> str:
    letters = character if isinstance(character, str) else character.group()
    return "".join(f"%{byte:02X}" for byte in letters.encode())
