"""Bytes into text: UTF-8, else whatever the bytes most likely are.

Public: :func:`decode`, :func:`decode_html`, :func:`encoding_of`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import BinaryIO

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
        text = "\0"
    if "\0" not in text and _SHIFT_TO_JIS not in data:
        return text, ()
    encoding, text = _detected(data, name)
    return text, (_guessed(encoding),)


def encoding_of(file: BinaryIO, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The encoding of a file that is too large to hold, which is read through once, and a diagnostic where it
    had to be guessed; the file is at its beginning again. Raises UnreadableInput where it is binary.
    """
    head = file.read(_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            file.seek(0)
            return encoding, ()
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk, sample, whole = head, b"", b"\0" not in head
    while chunk and (whole or len(sample) < _SAMPLE):
        try:
            whole = whole and decoder.decode(chunk) is not None
        except UnicodeDecodeError:
            whole = False
        if not chunk.isascii() and len(sample) < _SAMPLE:
            sample += b"".join(line for line in chunk.splitlines(keepends=True) if not line.isascii())
        chunk = file.read(_SAMPLE)
    file.seek(0)
    if whole:
        return "utf-8", ()
    encoding, _ = _detected(sample if b"\0" not in head else head, name)
    return encoding, (_guessed(encoding),)


def _guessed(encoding: str) -> Diagnostic:
    return Diagnostic("encoding-guessed", f"read as {encoding}, which it most likely is")


def _detected(data: bytes, name: str) -> tuple[str, str]:
    """The encoding that bytes which are not UTF-8 most likely have, and their text."""
    from charset_normalizer import from_bytes

    if _SHIFT_TO_JIS in data:
        return "iso2022_jp", data.decode("iso2022_jp", "replace")
    if b"\0" not in data and (found := _cyrillic(data) or _latin(data)):
        return found
    best = from_bytes(data).best()
    if best is None or "\0" in str(best) or _is_binary(str(best)):
        raise UnreadableInput(f"{name}: is no text; citekit reads documents and plain text")
    return best.encoding, str(best)


def _cyrillic(data: bytes) -> tuple[str, str] | None:
    """The Cyrillic encoding in which the bytes make words, and their text; None where they are no Cyrillic.

    Short texts mislead a general detector. Cyrillic letters make whole words, where the accented letters
    of a Latin text stand between plain ones; and only the right encoding gives words whose capitals come first.
    """
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    latin = len(_LATIN_LETTER.findall(sample))
    if high == 0 or (high < latin and sum(map(len, _LONG_RUN.findall(sample))) < 0.3 * high):
        return None
    tried = []
    for place, encoding in enumerate(_CYRILLIC):
        try:
            tried.append((_likeness(sample.decode(encoding, "replace")), -place, data.decode(encoding)))
        except UnicodeDecodeError:
            continue
    score, place, text = max(tried, default=(0.0, 0, ""))
    return (_CYRILLIC[-place], text) if score > 0.5 * high else None


def _latin(data: bytes) -> tuple[str, str] | None:
    """The encoding in which the accented letters are those of one language, and the text; None where in none.

    Of several that fit, the most common: they then give the same letters.
    """
    tried = []
    for place, encoding in enumerate(_LATIN):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = Counter(char for char in text[:_SAMPLE].lower() if char.isalpha() and not char.isascii())
        marks = len(_NO_LETTER_IN_WORD.findall(text[:_SAMPLE]))
        if letters["á"]:
            marks += len(_HUNGARIAN_MISREAD.findall(text))
        whole = letters.total() + marks
        if whole:
            fits = max(sum(letters[char] for char in alphabet) for alphabet in _ALPHABETS)
            tried.append((fits / whole, -place, text))
    score, place, text = max(tried, default=(0.0, 0, ""))
    return (_LATIN[-place], text) if score > _FITS else None


def _likeness(text: str) -> float:
    """How much a text is like Cyrillic prose: letters of words with their capitals first, common letters,
    the level words of references; less what is no letter."""
    words = _CYRILLIC_WORD.findall(text)
    whole = sum(len(word) for word in words if word.islower() or word.istitle() or word.isupper())
    broken = sum(map(len, words)) - whole
    common = sum(text.count(letter) for letter in "оеаинтсрвлОЕАИНТСРВЛ")
    levels = sum(word in _LEVEL_WORDS for word in words)
    other = len(_NO_LETTER.findall(text))
    return whole + 0.5 * common + 3 * levels - 2 * broken - 3 * other


def _is_binary(text: str) -> bool:
    """Whether what a detector took for text is full of control characters."""
    sample = text[:_SAMPLE]
    return sum(ord(char) < 32 and char not in "\t\n\r\f" for char in sample) > 0.02 * len(sample)


_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.I)
_HEAD = 4096
_SAMPLE = 200_000
_SHIFT_TO_JIS = b"\x1b$B"
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_LATIN = ("cp1252", "cp1250", "iso8859-2", "cp1257", "cp852", "cp850", "mac-latin2", "mac-roman")
_ALPHABETS = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "ãâáàçéêíóôõú", "àéèìíòóù", "åäöæøé", "ąćęłńóśźż", "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţșț", "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "çğıöşüâî",
)  # fmt: skip
"""The accented letters of the languages that historians write in, a string a language."""

_NO_LETTER_IN_WORD = re.compile(r"(?<=[a-z])[\x80-\xbf×÷˛ˇ¸˙\u2500-\u25ff]|[\x80-\x9f]")
_HUNGARIAN_MISREAD = re.compile("[õû](?!e)")
_FITS = 0.9
_LONG_RUN = re.compile(rb"[\x80-\xff]{4,}")
_LATIN_LETTER = re.compile(rb"[A-Za-z]")
_CYRILLIC_WORD = re.compile(r"[А-яЁёІіЇїЄєҐґ]+")
_LEVEL_WORDS = frozenset({"Ф", "Оп", "Д", "Л", "ф", "оп", "д", "л", "спр", "арк"})
_NO_LETTER = re.compile("[\u2500-\u259f\u00a0-\u00aa\u00ac-\u00af]")


def decode_html(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of an HTML or XML file, by the encoding that it declares, else as :func:`decode` finds it."""
    declared = _DECLARED.search(data, 0, _HEAD)
    if declared:
        encoding = (declared[1] or declared[2]).decode("ascii")
        try:
            return data.decode(encoding), ()
        except (LookupError, UnicodeDecodeError):
            # A page that declares the wrong encoding is common; its bytes tell.
            return decode(data, name)
    return decode(data, name)
