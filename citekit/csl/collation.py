"""The order of letters in a language (CSL 1.0.2, "Sorting": locale-dependent collation).

Public: :func:`collation`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=16)
def collation(lang: str) -> Callable[[str], Any]:
    """What makes a key by which text sorts as its language does: ICU's where PyICU is installed, else by the
    letters themselves. Case, accents and punctuation do not count; numbers sort by their value."""
    try:
        import icu
    except ImportError:
        return _own_order(lang)
    collator = icu.Collator.createInstance(icu.Locale(lang.replace("-", "_")))
    collator.setStrength(icu.Collator.PRIMARY)
    key: Callable[[str], Any] = collator.getSortKey
    return lambda text: key(_digits(_words(text)))


def _words(text: str) -> str:
    """The text without punctuation, which does not count."""
    if text.isascii():
        return text.translate(_WITHOUT_PUNCTUATION)
    return "".join([char for char in text if unicodedata.category(char)[0] != "P" and char not in "ʿʾʼ"])


def _digits(text: str) -> str:
    """The text with its numbers of one length, so that they sort by their value."""
    return _NUMBER.sub(lambda match: match[0].rjust(12, "0"), text)


def _own_order(lang: str) -> Callable[[str], str]:
    """The key without ICU: accents fall off, but a letter of the language's own stands after another."""
    letters: dict[str, str] = {}
    for group in _ALPHABETS.get(lang.partition("-")[0].lower(), "").split():
        after, *own = group.split("<")
        for place, letter in enumerate(own):
            for variant in letter.split("="):
                letters[variant] = f"{after}\uffff{chr(0x61 + place)}"
    pattern = (
        re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True))) if letters else None
    )

    cyrillic_first = lang[:2].lower() in _IN_CYRILLIC

    @lru_cache(maxsize=20_000)
    def key(text: str) -> str:
        words = _digits(_words(text).lower())
        if cyrillic_first:
            return _base(words).replace(_CYRILLIC, "_")
        if pattern is not None:
            words = pattern.sub(lambda match: letters[match[0]], unicodedata.normalize("NFC", words))
        return _base(words)

    return key


def _base(words: str) -> str:
    """The words without accents."""
    if words.isascii():
        return words
    words = unicodedata.normalize("NFC", words).translate(_FOLDED)
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join([char for char in decomposed if not unicodedata.combining(char)])


_NUMBER = re.compile(r"\d+")
_WITHOUT_PUNCTUATION = {ord(char): None for char in "!\"#%&'()*,-./:;?@[\\]_{}"}
_IN_CYRILLIC = frozenset(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"))
"""Languages in which Cyrillic letters stand before the Latin ones: after a "_", as there is no punctuation any
more."""
_CYRILLIC = "\u0430"
_CYRILLIC_LETTERS = "аәбвгґғдђѓеєжҗзѕиіїйјкқлљмнњңоөпрстћќуўұүфхһцчџшщъыьэюя"
"""The letters of these languages in one order that holds for each: Unicode's own has the Russian ones first."""
# Letters that sort as others, and the place of the Cyrillic ones.
_FOLDED = {ord(char): text for char, text in {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "n",
}.items()} | {
    ord(letter): f"{_CYRILLIC}{chr(place)}" for place, letter in enumerate(_CYRILLIC_LETTERS, 1)
}  # fmt: skip
_FOLDED[ord("ё")] = _FOLDED[ord("е")]

_ALPHABETS = {
    "cs": "c<č h<ch r<ř s<š z<ž", "sk": "a<ä c<č h<ch o<ô s<š z<ž",
    "da": "z<æ=ä<ø=ö<å=aa", "nb": "z<æ=ä<ø=ö<å=aa", "nn": "z<æ=ä<ø=ö<å=aa",
    "sv": "z<å<ä=æ<ö=ø", "fi": "z<å<ä=æ<ö=ø",
    "es": "n<ñ", "eu": "n<ñ", "gl": "n<ñ",
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "hr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž", "sr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž", "sl": "c<č<ć d<đ s<š z<ž",
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs",
    "ro": "a<ă<â i<î s<ș=ş t<ț=ţ",
    "tr": "c<ç g<ğ h<ı o<ö s<ş u<ü",
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "lv": "c<č g<ģ k<ķ l<ļ n<ņ s<š z<ž", "lt": "c<č s<š z<ž",
    "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ<ö<å",
}  # fmt: skip
"""For each language the letters that stand after another as letters of their own (CLDR's tailorings)."""
