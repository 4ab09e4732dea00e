"""The cheap scan for what every archival reference must contain.

Public: :func:`find_cues`, :data:`INSTITUTIONS`. The grammar is slow and runs only around cues, so this decides
the speed over text without references (``benchmarks/extraction.py``). A reference has a number after a level
word, after capital letters or inside a shelf-mark with strokes, or it names a collection and an institution.
Each is looked for by a character that prose seldom has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.archives.traditions import traditions
from citekit.find.numbers import BETWEEN, numbers_after

_NUMBERED = frozenset({"no", "No", "nr", "Nr", "NR"})
_LETTERS_AT_END = re.compile(r"[^\W\d_]+['’°]?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\w/-])")
_SHELFMARK = re.compile(
    r"\w{0,5}[ .-]?\w*\d\w*(?:[-/]\w+){2}|[A-Z]{1,6} ?\d{1,4}/\d|\d{1,5}\w?/\d|[IVXLC]+-[A-Z]-\d|[A-Z]{1,3} [IVX]+/\d"
)
_DIGITS = frozenset("0123456789")
_SHELFMARK_REACH = 14
_LONGEST_LABEL = 14
_LONGEST_GAP = 2
_WORDS_ALONE = (
    ("Papers", "P"),
    ("Collection", "C"),
    ("Files", "F"),
    ("Records", "R"),
    ("fonds", "f"),
    ("Nachlass", "N"),
    ("Levéltár", "L"),
    ("levéltár", "á"),
    ("史料館", "史"),
    ("档案", "档"),
    ("Digital Archive", "D"),
    ("Central Files", "F"),
)
"""The words that name a collection, each with the rarest of its letters."""
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
    found = [at for at in numbers_after(text, _ruling()) if _is_ruled(text, at)]
    found += _shelfmarks(text)
    found += _collections(text)
    return sorted(set(found))


def _is_ruled(text: str, at: int) -> bool:
    """Whether a level word or capitals stand before the number that begins at ``at``."""
    before = text[max(0, at - _LONGEST_LABEL - _LONGEST_GAP) : at]
    words = before.rstrip(BETWEEN)
    word = words[words.rfind(" ") + 1 :]
    if not word.isalpha():
        letters = _LETTERS_AT_END.search(word)
        word = letters[0] if letters else ""
    gap = before[len(words) :]
    if len(gap) > _LONGEST_GAP:
        return False
    if word in _labels():
        # "К 1956 г.", "w 1956 r.": a preposition and a year.
        return len(word) > 1 or "." in gap or not _YEAR.match(text, at)
    if word in _NUMBERED:
        return at + 2 < len(text) and text[at : at + 3].isdigit()
    return len(word) > 1 and word.isupper() and word[-1].isupper() and word[-2].isupper()


def _shelfmarks(text: str) -> Iterator[int]:
    """Shelf-marks that have a shape of their own: "9401/1a/135", "FO 371/3083", "106-01479-03"."""
    find, last = text.find, len(text) - 1
    for stroke, either_side in (("/", True), ("-", False)):
        at = find(stroke, 1)
        while 0 < at < last:
            if text[at + 1] in _DIGITS or (either_side and text[at - 1] in _DIGITS):
                start = max(0, at - _SHELFMARK_REACH)
                if _SHELFMARK.search(text, start, at + _SHELFMARK_REACH):
                    yield at - 1
            at = find(stroke, at + 1)


def _collections(text: str) -> Iterator[int]:
    """Collections near an institution: "Edward M. House Papers, Yale University Library"."""
    find = text.find
    for word, letter in _WORDS_ALONE:
        inside = word.index(letter)
        second = word[inside + 1]
        alone = not word.isascii() or " " in word
        at = find(letter)
        while at >= 0:
            if text[at + 1 : at + 2] == second and text.startswith(word, at - inside):
                if alone or _names_institution(text, at):
                    yield at - inside
            at = find(letter, at + 1)


def _names_institution(text: str, at: int) -> bool:
    near = text[max(0, at - _REACH) : at + _REACH]
    return any(institution in near for institution in INSTITUTIONS)


@cache
def _ruling() -> frozenset[str]:
    return _labels() | _NUMBERED


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
