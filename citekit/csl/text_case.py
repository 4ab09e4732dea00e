"""Text case (CSL 1.0.2, "Text-case", "Title case conversion", "Non-English items").

Public: :func:`change_case`, :func:`letters_of`, :func:`first_capital`, :func:`capitalized`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from citekit.csl.tree import CASE_CLOSE, CASE_OPEN, CLOSE, OPEN, QUOTE_BEGIN, Affix, Mark, Token

STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet "
    "about above across afore after against al along alongside amid amidst among amongst anenst apropos "
    "apud around aside astride athwart atop barring before behind below beneath beside besides between "
    "beyond c ca circa d d' d’ de despite during et except forenenst given inside lest like modulo near "
    "next notwithstanding off out per plus qua sans since than through throughout thru thruout toward "
    "towards under underneath until unto upon v v. van versus vis-à-vis von vs vs. within without pro".split()
)
"""Words that title case leaves small inside a title: articles, prepositions, conjunctions, particles."""

_WORD = re.compile(r"[^\s\-–—/\u00a0]+")
_FIRST_WORD = re.compile(r"\s*[(\[]*([^\W\d_][^\s\-–—/\u00a0]*)")
_EDGE = "\"'“”‘’«»()[]{},;:!?…"
_COMPOUND = re.compile(r"[-‐]\w")
_LETTER = re.compile(r"\w")
_NEAR = 16
_CLAUSE_ENDS = re.compile(r"[:?!][\"'“”‘’»)\]]*\s*[\"'“‘«(\[]*$")


def change_case(tokens: list[Token], start: int, case: str, language: str) -> None:
    """Set the text from ``start`` on in ``case``, in place.

    What stands in a "nocase" span, in small capitals, raised or lowered stays as it is. Title case is for
    English alone; for another language the text is left as it stands.
    """
    places, fixed = _texts(tokens, start)
    if not places:
        return
    letters = letters_of(language)
    change = _CHANGES.get(case)
    if change is not None:
        for place in places:
            if place not in fixed:
                tokens[place] = change(str(tokens[place]), letters)
        return
    if case == "title" and not language.startswith("en"):
        return
    if case not in _BY_WORD:
        return
    if case == "capitalize-first" and QUOTE_BEGIN in tokens[start : places[0]]:
        return
    if len(places) == 1 and not fixed:
        tokens[places[0]] = _BY_WORD[case](str(tokens[places[0]]), (), letters)
        return
    texts = [str(tokens[place]) for place in places]
    kept: list[tuple[int, int]] = []
    position = 0
    for place, text in zip(places, texts, strict=True):
        if place in fixed:
            kept.append((position, position + len(text)))
        position += len(text)
    changed = _BY_WORD[case]("".join(texts), tuple(kept), letters)
    position = 0
    for place, text in zip(places, texts, strict=True):
        if place not in fixed:
            tokens[place] = changed[position : position + len(text)]
        position += len(text)


def _texts(tokens: list[Token], start: int) -> tuple[list[int], set[int]]:
    """Where text stands from ``start`` on, and which of it stays."""
    places: list[int] = []
    fixed: set[int] = set()
    kept = 0
    stack: list[int] = []
    for place in range(start, len(tokens)):
        token = tokens[place]
        if isinstance(token, Mark):
            if token.kind in (OPEN, CASE_OPEN):
                keeps = token.kind == CASE_OPEN or (token.markup and token.name in _KEEPING)
                stack.append(keeps)
                kept += keeps
            elif token.kind in (CLOSE, CASE_CLOSE):
                kept -= stack.pop()
        elif token.__class__ is not Affix:
            places.append(place)
            if kept:
                fixed.add(place)
    return places, fixed


_KEEPING = ("vertical-align", "font-variant", "nodecor")
_Kept = tuple[tuple[int, int], ...]


def letters_of(language: str) -> str:
    """The language whose letters have capitals of their own: "tr" (Turkish, Azerbaijani), "el", or ""."""
    return _LETTERS_OF.get(language[:2], "")


_LETTERS_OF = {"tr": "tr", "az": "tr", "el": "el"}
_UNACCENTED = str.maketrans("ΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩ")
"""Greek capitals have no accent."""


def _lower(text: str, letters: str) -> str:
    return text.replace("İ", "i").replace("I", "ı").lower() if letters == "tr" else text.lower()


def _upper(text: str, letters: str) -> str:
    if letters == "tr":
        return text.replace("i", "İ").upper()
    return text.upper().translate(_UNACCENTED) if letters == "el" else text.upper()


def _one(char: str, letters: str) -> str:
    """The capital of a letter, where that is one letter ("ß" has none)."""
    upper = _upper(char, letters) if letters == "tr" else char.upper()
    return upper if len(upper) == 1 else char


def _is_kept(kept: _Kept, place: int) -> bool:
    return any(low <= place < high for low, high in kept)


def _capital(word: str, letters: str = "") -> str:
    """The word with a capital, where its first letter or digit is a letter."""
    for place, char in enumerate(word):
        if char.isalpha():
            return word[:place] + _one(char, letters) + word[place + 1 :]
        if char.isdigit():
            break
    return word


def _first(text: str, kept: _Kept, letters: str) -> str:
    """A word in lower case at the beginning gets a capital; after a quotation mark or a dash it does not."""
    match = _FIRST_WORD.match(text)
    if match is None or _is_kept(kept, match.start(1)) or match[1] != match[1].lower():
        return text
    place = match.start(1)
    return text[:place] + _one(text[place], letters) + text[place + 1 :]


def _all(text: str, kept: _Kept, letters: str) -> str:
    return _WORD.sub(
        lambda match: (
            match[0]
            if _is_kept(kept, match.start()) or match[0] != match[0].lower()
            else _capital(match[0], letters)
        ),
        text,
    )


def _sentence(text: str, kept: _Kept, letters: str) -> str:
    """All in lower case but the first word, which gets a capital; a text all in capitals keeps one alone."""
    first = re.match(r"\s*[\W\d_]*\w" if text == text.upper() else r"\s*\S*", text)
    end = first.end() if first is not None else 0
    lowered = "".join([small if len(small := _lower(char, letters)) == 1 else char for char in text])
    lowered = text[:end] + lowered[end:]
    for low, high in kept:
        lowered = lowered[:low] + text[low:high] + lowered[high:]
    place = next((place for place, char in enumerate(lowered[:end]) if char.isalpha()), end)
    if place < end and not _is_kept(kept, place):
        return lowered[:place] + _one(lowered[place], letters) + lowered[place + 1 :]
    return lowered


@lru_cache(maxsize=20_000)
def _title(text: str, kept: _Kept, _letters: str = "") -> str:
    """Words in lower case get a capital, but stop words inside a clause; words with capitals stay."""
    if text == text.upper():
        return text
    out: list[str] = []
    position = 0
    for number, match in enumerate(_WORD.finditer(text)):
        word = match[0]
        if word != word.lower() or (kept and _is_kept(kept, match.start())):
            continue
        start, end = match.span()
        # What stands right before and after is enough: a long text must not be copied for every word of it.
        before = text[max(0, start - _NEAR) : start]
        last = _LETTER.search(text, end) is None
        changed = _title_word(word, before, text[end : end + 2], first=number == 0, last=last)
        if changed != word:
            out += (text[position:start], changed)
            position = end
    out.append(text[position:])
    return "".join(out)


def _title_word(word: str, before: str, after: str, *, first: bool, last: bool) -> str:
    bare = word.strip(_EDGE)
    if bare.startswith("<"):
        return word
    # A letter by itself stays, an abbreviation of one, and what an apostrophe sets off ("fond, n.", "l’État").
    stays = not bare[1:2].isalpha() or (not last and (bare in STOP_WORDS or bare.rstrip(".") in STOP_WORDS))
    if first or not stays:
        return _capital(word)
    # The first part of a compound takes a capital whatever it is ("The In-House Archive", as CMOS asks), but a
    # letter that is a symbol ("of β-Carotene").
    compound = _COMPOUND.match(after) is not None and before[-1:].isspace()
    if compound and (len(bare) > 1 or bare.isascii()):
        return _capital(word)
    return _capital(word) if _CLAUSE_ENDS.search(before) is not None else word


_CHANGES: dict[str, Callable[[str, str], str]] = {"lowercase": _lower, "uppercase": _upper}
_BY_WORD: dict[str, Callable[[str, _Kept, str], str]] = {
    "capitalize-first": _first,
    "capitalize-all": _all,
    "sentence": _sentence,
    "title": _title,
}


def first_capital(text: str, language: str) -> str:
    """The text as capitalize-first sets it."""
    return _first(text, (), letters_of(language))


def capitalized(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
