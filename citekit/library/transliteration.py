"""One normal form for a word in Cyrillic and for the ways of writing it in Latin letters.

Sources: the ALA-LC romanization tables (Russian, Ukrainian, Bulgarian, Serbian), BGN/PCGN 1947, the
scholarly system (as in the *Slavic Review* style), ISO 9:1995 and GOST 7.79-2000. They differ in few places, and the
normal form is what they have in common once those places are made one:

=========================  ==============================================  =======
letters                    written                                         here
=========================  ==============================================  =======
ж ч ш щ                    zh ch sh shch · ž č š šč · ŝ · shh              ž č š šč
х                          kh · x · h · ch                                 h
ц                          ts · c                                          c
й ы и і ь+vowel            i · y · j · ĭ                                   i
ю я                        iu ia · yu ya · ju ja · û â                     iu ia
е ё э є after anything     e · ye · je · ie · ë · yo · è                   e
ъ ь                        ″ ′ ' (or nothing)                              nothing
ё о after ж ч ш щ          e · o                                           e
=========================  ==============================================  =======

The form is for comparing only: it is no romanization, and words that merely look alike in it
("Khan", "Han") are taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = str.maketrans(
    {
        **dict(
            zip("абвгґдђзиійјклмнопрстћуўфхцчџшыэѣѳѵ", "abvggdđziiiiklmnoprstcuufhcčǆšieefi", strict=True)
        ),
        **{"е": "e", "ё": "e", "є": "ie", "ж": "ž", "ї": "i", "љ": "li", "њ": "ni", "щ": "šč", "ѓ": "g"},
        **{"ъ": "", "ь": "", "ю": "iu", "я": "ia", "ѕ": "dz", "ќ": "k", "ѝ": "i", "һ": "h"},
    }
)
_MARKED_LATIN = str.maketrans({"â": "ia", "û": "iu", "ŝ": "šč", "ǆ": "dž"})
_KEPT = {"ž": "\ue001", "č": "\ue002", "š": "\ue003"}
_RETURNED = str.maketrans({private: letter for letter, private in _KEPT.items()})
_KEPT_LETTERS = str.maketrans(_KEPT)
_DIGRAPHS = (
    ("shh", "šč"),
    ("shch", "šč"),
    ("zh", "ž"),
    ("ch", "č"),
    ("sh", "š"),
    ("ts", "c"),
)
_WRITTEN_H = re.compile("k+h")
_GLIDES = str.maketrans("yj", "ii")
_SEVERAL_I = re.compile("i+")
_O_AFTER_SIBILANT = re.compile("(?<=[žčš])o")
_GERMAN_ENDING = re.compile(r"[eo]w(?:a|sk\w*|itsch)?$")
_HARD_SIGN_VOWEL = re.compile("ъ(?=[^еёюяиіїэ])")
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """The forms under which a word is found: first it without case and diacritics, then its normal form
    across scripts, then further ones where its letters can be read in two ways.

    ``word`` is one word, in Unicode form NFC or NFKC. The first two are always there, if equal.
    """
    lowered = word.casefold()
    plain = _bare(lowered)
    first = _normal(lowered)
    others = [form for form in map(_normal, _other_readings(lowered)) if form not in (plain, first)]
    return (plain, first, *dict.fromkeys(others))


def _bare(lowered: str) -> str:
    """Without diacritics: ё is е, й is и, č is c."""
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.translate(_STROKES))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _normal(lowered: str) -> str:
    letters = lowered
    if not letters.isascii():
        letters = _HARD_SIGN_VOWEL.sub("а", letters)
        letters = letters.translate(_CYRILLIC).translate(_MARKED_LATIN)
    letters = _WRITTEN_H.sub("h", letters.replace("x", "h"))
    for written, single in _DIGRAPHS:
        letters = letters.replace(written, single)
    letters = letters.translate(_GLIDES)
    if not letters.isascii():
        letters = _bare(letters.translate(_KEPT_LETTERS)).translate(_RETURNED)
    letters = _SEVERAL_I.sub("i", letters.translate(_GLIDES))
    letters = letters.replace("ie", "e").replace("io", "e")
    return _SEVERAL_I.sub("i", _O_AFTER_SIBILANT.sub("e", letters))


def _other_readings(lowered: str) -> list[str]:
    """``x`` is also ks, ``ch`` also х (Čechov), г also h, as in Ukrainian and Belarusian; and the letters of
    the German and French transcriptions (Chruschtschow, Schukow, Tchekhov)."""
    readings = []
    if "x" in lowered:
        readings.append(lowered.replace("x", "ks"))
    if "ch" in lowered:
        readings.append(lowered.replace("ch", "h"))
    if "г" in lowered:
        readings.append(lowered.replace("г", "һ"))
    if "sch" in lowered or _GERMAN_ENDING.search(lowered):
        german = lowered.replace("schtsch", "šč").replace("tsch", "č").replace("w", "v")
        readings += [german.replace("sch", letter).replace("ch", "h") for letter in "šž"]
    if "tch" in lowered:
        readings.append(lowered.replace("chtch", "šč").replace("tch", "č").replace("ou", "u"))
    return readings
