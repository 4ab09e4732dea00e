"""The words of a text, as the index keeps them and as a query asks for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from citekit.library.transliteration import forms

BREAK = "\ue000"
"""A token between the readings of a text, so that no phrase runs from one into the next."""

_APOSTROPHES = "'\u2019\u02bc\u02b9\u02ba\u2032\u2033`\u00b4"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}]{{1,2}}[^\W_]+)*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$")
_INSIDE = re.compile(f"[{_APOSTROPHES}]")
_LOOSE_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\ufe20-\ufe2f]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")


def words(text: str) -> list[str]:
    """The words of ``text`` in order; every ideograph is a word, an apostrophe within a word is dropped."""
    return [word for match in _WORD.findall(_composed(text)) for word in _pieces(match)]


def indexed(text: str) -> str:
    """``text`` as the index keeps it: its plain words, then the same across scripts, then other readings."""
    if not text:
        return ""
    read = [_readings(match) for match in _WORD.findall(_composed(text))]
    plain = " ".join([first for first, _, _ in read])
    normal = " ".join([second for _, second, _ in read])
    others = " ".join([rest for _, _, rest in read if rest])
    found = plain if plain == normal else f"{plain} {BREAK} {normal}"
    return f"{found} {BREAK} {others}" if others else found


def asked(text: str, *, beginning: bool = False) -> str:
    """``text`` as an FTS5 expression: all its words next to each other, in any of their forms.

    With ``beginning`` the last word may go on. Empty where ``text`` has no word.
    """
    spelled = [forms(word) for word in words(text)]
    if not spelled:
        return ""
    star = "*" if beginning else ""
    if len(spelled) == 1:
        phrases = list(spelled[0])
    else:
        phrases = [" ".join(word[0] for word in spelled), " ".join(word[1] for word in spelled)]
    return "(" + " OR ".join(f'"{phrase}"{star}' for phrase in dict.fromkeys(phrases)) + ")"


def alike(text: str) -> str:
    """``text`` for comparing: the words across scripts, without case, diacritics and punctuation."""
    return " ".join([_readings(match)[1] for match in _WORD.findall(_composed(text))])


@lru_cache(maxsize=50_000)
def exact(value: str) -> str:
    """A number or shelf-mark for comparing: never nearer than equal, but ``Р-5446`` is ``R-5446``.

    Width, case, script, the kind of dash and blanks beside letters or marks do not count; digits do.
    """
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", value)).casefold()
    if not plain.isascii():
        plain = plain.translate(_LETTER_FOR_LETTER)
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", plain.strip())


_LETTER_FOR_LETTER = str.maketrans(
    {
        **dict(zip("абвгдезиійклмнопрстуфхц", "abvgdeziiiklmnoprstufhc", strict=True)),
        **{"ё": "e", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "iu", "я": "ia"},
    }
)


def _composed(text: str) -> str:
    if text.isascii():
        return text
    return _LOOSE_MARKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=200_000)
def _readings(match: str) -> tuple[str, str, str]:
    """A piece of text as its plain words, the same across scripts, and their other readings."""
    spelled = [forms(word) for word in _pieces(match)]
    others = " ".join(form for word in spelled for form in word[2:])
    return " ".join(word[0] for word in spelled), " ".join(word[1] for word in spelled), others


@lru_cache(maxsize=200_000)
def _pieces(match: str) -> tuple[str, ...]:
    if match.isascii() and match.isalnum():
        return (match,)
    word = _INSIDE.sub("", _POSSESSIVE.sub("", match))
    if not _IDEOGRAPH.search(word):
        return (word,)
    return tuple(re.findall(rf"{_IDEOGRAPH.pattern}|[^{_IDEOGRAPH.pattern[1:-1]}]+", word))
