"""The cheap scan for what every archival reference must contain.

Public: :func:`find_cues`. The grammar is slow and runs only around cues, so this decides the speed over
text without references (``benchmarks/extraction.py``). A reference has a number after a level word, after
capital letters or inside a shelf-mark with strokes, or it names a collection and an institution. To find
the numbers, the text is turned into classes of characters, one byte each, and searched as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.archives.traditions import traditions

_CLASSES = bytes(
    48 if 48 <= byte < 58 else 32 if byte in (9, 10, 13, 32) else byte if byte in b"./-:" else 97
    for byte in range(256)
)
_NUMBER_AFTER = (b" 0", b".0", b":0", b"a0")
_BETWEEN = " .:№\n\t"
_NUMBERED = frozenset({"no", "No", "nr", "Nr", "NR"})
_STROKES = (b"0/0", b"0-0", b"a/0", b"0/a", b"a-0")
_SHELFMARK = re.compile(
    r"\w{0,5}[ .-]?\w*\d\w*(?:[-/]\w+){2}|[A-Z]{1,6} ?\d{1,4}/\d|\d{1,5}\w?/\d|[IVXLC]+-[A-Z]-\d|[A-Z]{1,3} [IVX]+/\d"
)
_SHELFMARK_REACH = 14
_LONGEST_LABEL = 14
_WORDS_ALONE = (
    "Papers",
    "Collection",
    "Files",
    "Records",
    "fonds",
    "Nachlass",
    "Levéltár",
    "levéltár",
    "史料館",
    "档案",
    "Digital Archive",
    "Central Files",
)
INSTITUTIONS = (
    "Librar",
    "Archi",
    "Universit",
    "Institut",
    "Society",
    "Museum",
    "рхив",
    "рхів",
    "Center",
    "Centre",
    "Department of State",
)
_REACH = 160
_TOO_COMMON = frozenset(
    {"", "s", "ss", "p", "pp", "c", "cc", "o", "no", "nos", "vol", "vols", "volume", "bd", "bde", "band", "t", "tome", "tomo",
     "year", "v", "i", "part", "country", "e", "page", "pages", "doc", "docs", "document", "tom", "том", "т", "с", "стр",
     "ff", "n", "a", "h", "art", "job", "pos", "cat", "map", "bind", "tit", "lib", "liv", "sc", "acc", "sak", "sag", "pt", "ins", "code", "heft",
     "series", "item", "items", "section", "issue", "issues"}
)  # fmt: skip


def find_cues(text: str) -> list[int]:
    """Where a cue stands in ``text``, in order; linear in its length."""
    classes = text.encode("latin-1", "replace").translate(_CLASSES)
    found = [*_numbers(text, classes), *_shelfmarks(text, classes), *_collections(text)]
    return sorted(set(found))


def _numbers(text: str, classes: bytes) -> Iterator[int]:
    """Numbers after a level word or after capitals."""
    labels = _labels()
    find = classes.find
    for pattern in _NUMBER_AFTER:
        at = find(pattern)
        while at >= 0:
            word = text[at - _LONGEST_LABEL if at > _LONGEST_LABEL else 0 : at + 1].rstrip(_BETWEEN)
            word = word[word.rfind(" ") + 1 :]
            if "." in word:
                word = word[word.rfind(".") + 1 :]
            if (
                word in labels
                or (word.isupper() and len(word) > 1 and word.isalpha())
                or (word in _NUMBERED and text[at + 1 : at + 4].isdigit())
            ):
                yield at + 1
            at = find(pattern, at + 1)


def _shelfmarks(text: str, classes: bytes) -> Iterator[int]:
    """Shelf-marks that have a shape of their own: "9401/1a/135", "FO 371/3083", "106-01479-03"."""
    for pattern in _STROKES:
        at = classes.find(pattern)
        while at >= 0:
            start = max(0, at - _SHELFMARK_REACH)
            if _SHELFMARK.search(text, start, at + _SHELFMARK_REACH):
                yield at
            at = classes.find(pattern, at + len(pattern))


def _collections(text: str) -> Iterator[int]:
    """Collections near an institution: "Edward M. House Papers, Yale University Library"."""
    for word in _WORDS_ALONE:
        at = text.find(word)
        while at >= 0:
            near = text[max(0, at - _REACH) : at + _REACH]
            if not word.isascii() or " " in word or any(institution in near for institution in INSTITUTIONS):
                yield at
            at = text.find(word, at + 1)


@cache
def _labels() -> frozenset[str]:
    """The level words of every tradition but those that books have too; the last word of each, in any case."""
    found = set()
    for tradition in traditions().values():
        for table in (tradition.before, tradition.after):
            for words in table.values():
                found |= {re.split(r"[ .]", word.rstrip("."))[-1].casefold() for word in words}
    known = found - _TOO_COMMON
    return frozenset(form for word in known for form in (word, word.title(), word.upper()) if form)
