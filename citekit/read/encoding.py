"""Bytes into text: UTF-8, else whatever the bytes most likely are."""

from __future__ import annotations

import codecs

from citekit.errors import UnreadableInput
from citekit.model import Diagnostic

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of ``data`` and, where its encoding had to be guessed, a diagnostic that says so.

    Raises UnreadableInput where ``data`` is binary.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise UnreadableInput(f"{name}: is damaged {encoding} text: {error.reason}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data, name)
    if "\0" in text:
        return _detected(data, name)
    return text, ()


def _detected(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or "\0" in str(best):
        raise UnreadableInput(f"{name}: is no text; citekit reads documents and plain text")
    note = Diagnostic("encoding-guessed", f"read as {best.encoding}, which it most likely is")
    return str(best), (note,)
