"""Whether a stretch of text names an archive, known or not.

Public: :func:`names_institution`, :func:`names_archive`, :func:`surely_names_archive`, :func:`archives_in_brackets`,
:func:`begins_with_archive`, :func:`says_archive`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.archives.repositories import names_as_written
from citekit.archives.spelling import fold
from citekit.find.alternatives import one_of
from citekit.find.vocabulary import IBID
from citekit.read.notes import REFERS_BACK

INSTITUTIONS = (
    "Librar",
    "Archi",
    "Universit",
    "Institut",
    "Society",
    "Museum",
    "рхив",
    "рхів",
    "rkiv",
    "rkisto",
    "rhiv",
    "rchyv",
    "sarchiv",
    "tarchiv",
    "evéltár",
    "Center",
    "Centre",
    "Department of State",
)
CREDITS = ("Translated", "Obtained", "Contributed", "Donated", "Provided", "Перевод", "Переклад")
"""What a note that only credits begins with."""
_INSTITUTION = re.compile("|".join(INSTITUTIONS))
_PRESS = re.compile(r"\w+(?:\s+of(?:\s+[A-Z]\w+){1,3})?\s+Press(?!\w)")
_CAPITAL = "[A-ZА-ЯЁІЇЄҐЎÀ-ÖØ-ÞĀČĎĒĚĢĪĶĻŁŃŇŌŐŘŚŠŤŪŰŹŻŽ]"
_ABBREVIATION = re.compile(
    rf"{_CAPITAL}(?<!\w{_CAPITAL}){_CAPITAL}[\w'’-]*(?:[\s-]+{_CAPITAL}[\w'’-]*)*"
    r"(?=\s*(?:[^\w\s]|\d)|\s+[^\W\d_]{1,6}[.:]?\s*№?\s*\d)"
)
"""An abbreviation that may be an archive's: a mark, a number or a short word's number follows it."""
_OPENS_WITH_CAPITALS = re.compile(rf"\((?={_CAPITAL}{_CAPITAL})")
_CAPITALS = re.compile(
    rf"(?P<word>{_CAPITAL}(?<!\w{_CAPITAL}){_CAPITAL}\w*)(?:\W+(?P<following>\w+))?(?=\D{{0,60}}\d)"
)
"""Capitals, the word after them, and a number near."""
_REFERS_BACK = re.compile(
    one_of(
        form
        for word in re.findall(r"(?:^|\|)(\w+)", REFERS_BACK)
        for form in (word, word.title(), word.upper())
    )
    + r"(?!\w)"
)
"""The first words of what refers back, as texts write them."""
_MAYBE_NAME = re.compile(r"([^\W_a-z\d](?<!\w.)\w*)(?=\W*(\w*))")
"""A word that is not written small in Latin letters, and the next."""
_CREDITED = re.compile(rf"\W*(?:{'|'.join(CREDITS)})\b")
_SHORT = 2
_LONGEST_BRACKET = 100


def names_institution(text: str, start: int, end: int) -> bool:
    """Whether an institution that may keep papers is named between ``start`` and ``end``; a university press
    keeps none."""
    return any(
        not _PRESS.match(text, named.start(), end) for named in _INSTITUTION.finditer(text, start, end)
    )


def names_archive(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation in capitals stands between ``start`` and ``end``, or what is surely an archive."""
    return _ABBREVIATION.search(text, start, end) is not None or surely_names_archive(text, start, end)


def surely_names_archive(text: str, start: int, end: int) -> bool:
    """Whether an institution or the beginning of a known archive's name stands between ``start`` and ``end``, or
    "Ibid."."""
    if names_institution(text, start, end):
        return True
    return any(
        IBID.match(text, word.start(), end) for word in _REFERS_BACK.finditer(text, start, end)
    ) or any(_begins_name(*words) for words in _MAYBE_NAME.findall(text, start, end))


def archives_in_brackets(text: str, start: int, end: int) -> Iterator[int]:
    """Where between ``start`` and ``end`` a bracket begins with a known archive's abbreviation and has a number."""
    for opening in _OPENS_WITH_CAPITALS.finditer(text, start, end):
        at = opening.end()
        if begins_with_archive(text, at, at + _LONGEST_BRACKET):
            yield at


def begins_with_archive(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with a known archive's abbreviation, and a number follows in it."""
    named = _CAPITALS.match(text, start, end)
    return named is not None and _begins_name(named["word"], named["following"] or "")


def says_archive(text: str, start: int, end: int) -> bool:
    """Whether a note only credits, has a known archive's abbreviation and a number, or names an institution."""
    return (
        _CREDITED.match(text, start, end) is not None
        or any(
            _begins_name(capitals["word"], capitals["following"] or "")
            for capitals in _CAPITALS.finditer(text, start, end)
        )
        or names_institution(text, start, end)
    )


def _begins_name(word: str, following: str) -> bool:
    """Whether these two words begin a known name, or the first is one and is written as one."""
    names = names_as_written(word)
    return len(names) > 0 and any(
        name.words[0] == fold(following)
        if name.words
        else not _reads_as_word(word, abbreviation=name.abbreviation)
        for name in names
    )


def _reads_as_word(word: str, *, abbreviation: bool) -> bool:
    """Whether what is a known name by itself is more likely another word, as it is written: "Das" for DAS."""
    if abbreviation or len(word) <= _SHORT:
        return not word.isupper() and word[1:].islower()
    return word.islower()
