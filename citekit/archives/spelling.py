"""The ways in which an archive's name is spelled, so that a text's spelling finds it.

Public: :data:`WORD`, :func:`fold`, :func:`folded_words`, :func:`joined`, :func:`variants`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"\w+")

# How the words are shortened with which an archive's name begins or ends.
_BEGINS = (
    (("государственный", "архив"), ("госархив",)),
    (("державний", "архів"), ("держархів",)),
    (("державний", "архів"), ("да",)),
)
_ENDS = (
    (("российской", "федерации"), ("рф",)),
    (("rossiiskoi", "federatsii"), ("rf",)),
    (("области",), ("обл",)),
    (("області",), ("обл",)),
)

_BREVE = "̆"  # what parts й from и is no diacritic to those who write it
_ARTICLE = re.compile(r"^(?:the|der|die|das|les|l['’]|el|la)\s+", re.I)

# Case endings of the words that stand before and in "archive": nominative -> genitive, locative.
_DECLINED = {
    "архив": ("архива", "архиве"),
    "архивы": ("архивов", "архивах"),
    "государственный": ("государственного", "государственном"),
    "российский": ("российского", "российском"),
    "центральный": ("центрального", "центральном"),
    "национальный": ("национального", "национальном"),
    "исторический": ("исторического", "историческом"),
    "областной": ("областного", "областном"),
    "отдел": ("отдела", "отделе"),
    "архів": ("архіву", "архіві"),
    "державний": ("державного", "державному"),
    "центральний": ("центрального", "центральному"),
    "історичний": ("історичного", "історичному"),
    "галузевий": ("галузевого", "галузевому"),
    "bundesarchiv": ("bundesarchivs",),
    "archiv": ("archivs", "archivu"),
    "politisches": ("politischen",),
    "arhiv": ("arhiva", "arhivu"),
    "arhiva": ("arhivei",),
    "arhivele": ("arhivelor",),
}


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word as it is compared: case, diacritics and ё folded."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char) or char == _BREVE).replace(
        "ё", "е"
    )


def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name, each as it is compared."""
    if name.isascii():
        return tuple(WORD.findall(name.lower()))
    return tuple(map(fold, WORD.findall(name)))


def joined(name: str) -> str:
    """A whole name as it is compared: without its article and what stands between letters and figures."""
    return "".join(folded_words(_ARTICLE.sub("", name, count=1)))


def variants(name: str, *, abbreviation: bool) -> Iterator[tuple[str, ...]]:
    """Other ways in which texts write a name, as folded words: without its article, in the genitive and the
    locative; an abbreviation without its blanks (АВП РФ, АВПРФ)."""
    words = folded_words(name)
    if abbreviation:
        if len(words) > 1 and all(word.isalpha() for word in words):
            yield ("".join(words),)
        return
    if article := _ARTICLE.match(name):
        yield folded_words(name[article.end() :])
    yield from _shortened(words)
    for case in range(2):
        declined = tuple(_declined(word, case) for word in words)
        if declined != words:
            yield declined


def _shortened(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with its beginning shortened, its end, or both."""
    begins = [words] + [
        (*short, *words[len(long) :]) for long, short in _BEGINS if words[: len(long)] == long
    ]
    for begin in begins:
        if begin is not words:
            yield begin
        for long, short in _ENDS:
            if begin[-len(long) :] == long:
                yield (*begin[: -len(long)], *short)


def _declined(word: str, case: int) -> str:
    forms = _DECLINED_FOLDED.get(word, (word,))
    return forms[min(case, len(forms) - 1)]


_DECLINED_FOLDED = {fold(word): tuple(fold(form) for form in forms) for word, forms in _DECLINED.items()}
