"""A title whose names and abbreviations no style re-cases.

Public: :func:`protected`. BibTeX's styles and BibLaTeX's sentence case lower every letter outside braces
but the first. A capitalised word is put in braces unless it is an ordinary word of ``ordinary_words.txt``:
one brace too many keeps a capital as it was printed, one too few damages a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from citekit.formats.tex.text import WITHOUT_CASE, encode

_WORD = re.compile(r"[^\W_](?:[\w.'’-]*[\w])?(?:(?<=\b[^\W\d_])\.)?")
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"(?:[:?!]|(?<![^\W\d_a-zа-я])\.)\s+[\"“«‘(\[]*$")
_BETWEEN = re.compile(r"['’]?\.?\s")


def protected(title: str, language: str | None = None) -> str:
    """The title for a ``.bib`` file: encoded, with ``{RGANI}`` and ``{Ri Sang-jo}`` in braces."""
    title, kept = _without_nocase(title)
    if "<" in title and _TAG.search(title):
        return f"{{{encode(title)}}}"
    english = not language or language.lower().startswith("en")
    pieces: list[str] = []
    at = 0
    for start, end in sorted([*_names(title, english), *kept]):
        if end > at:
            pieces += (encode(title[at:start]), f"{{{encode(title[max(at, start) : end])}}}")
            at = end
    return "".join(pieces) + encode(title[at:])


def _without_nocase(title: str) -> tuple[str, list[tuple[int, int]]]:
    """The title without CSL's ``nocase`` tags, and where their words stand in it."""
    plain, kept, at = "", [], 0
    for match in WITHOUT_CASE.finditer(title):
        plain += title[at : match.start()]
        kept.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        at = match.end()
    return plain + title[at:], kept


def _names(title: str, english: bool) -> Iterator[tuple[int, int]]:
    """Where names and abbreviations stand. "Soviet Union", "Korean Workers' Party": a capitalised word
    beside a name is part of it."""
    begun, ended, named = 0, -1, False
    before = 0
    for word in _WORD.finditer(title):
        first = word.start() == 0 or bool(_SENTENCE.search(title, max(0, before - 1), word.start()))
        before = word.end()
        kept = _must_keep(word[0], first=first, english=english)
        if not kept and (first or not word[0][0].isupper()):
            continue
        if ended < 0 or not _BETWEEN.fullmatch(title, ended, word.start()):
            if named:
                yield begun, ended
            begun, named = word.start(), False
        ended, named = word.end(), named or kept
    if named:
        yield begun, ended


@lru_cache(maxsize=65536)
def _must_keep(word: str, *, first: bool, english: bool) -> bool:
    """Whether a style that lowers the word would damage it; ``first`` where it keeps the first letter."""
    if any(char.isupper() for char in word[1:]):
        return not all(part.lower() in _ordinary() for part in word.split("-")) or not english
    if not word[0].isupper() or (len(word) == 1 and first):
        return False
    return not first and not (english and word.lower() in _ordinary())


@cache
def _ordinary() -> frozenset[str]:
    text = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
