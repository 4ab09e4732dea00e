"""Letters: two alphabets in one word, two transliterations of one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from citekit.library.transliteration import forms
from citekit.manuscript.check.finding import Finding
from citekit.manuscript.check.notes import CitingNote, Draft
from citekit.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʹ][^\W\d_]+)*['’ʹ]?")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKALIKES = re.compile(r"[АВЕЅІЈКМНОРСТУХаеіјорсухѕ]+")
_SHORTEST_NAME = 6
"""Letters of the shortest word that is compared: shorter ones are alike by chance."""


def script_mixed(draft: Draft) -> Iterator[Finding]:
    """A Cyrillic letter in a Latin word (``RGАNI``), or alone where all else is Latin."""
    for note in draft.notes:
        words = list(_WORD.finditer(note.text))
        latin_only = sum(bool(_CYRILLIC.search(word.group())) for word in words) == 1 and len(words) > 3
        for word in words:
            cyrillic = _CYRILLIC.findall(word.group())
            mixed = cyrillic and _LATIN.search(word.group())
            alone = latin_only and len(word.group()) <= 2 and _LOOKALIKES.fullmatch(word.group())
            if mixed or alone:
                odd = (
                    cyrillic
                    if len(cyrillic) <= len(word.group()) / 2 or alone
                    else _LATIN.findall(word.group())
                )
                named = ", ".join(f"{letter} ({_name(letter)})" for letter in dict.fromkeys(odd))
                message = f"“{word.group()}” has {named} among letters of another alphabet"
                if alone:
                    message = f"“{word.group()}” is {named} in a note of Latin letters"
                yield Finding("script-mixed", message, note.number, _placed(note, word))


def transliteration_differs(draft: Draft) -> Iterator[Finding]:
    """*Khrushchev* and *Chruščev*, *Fedorenko* and *Fyodorenko*: one name, two systems."""
    seen: dict[str, dict[str, tuple[CitingNote, re.Match[str]]]] = {}
    for note in draft.notes:
        for word in _WORD.finditer(note.text):
            name = word.group().rstrip("'’ʹ").removesuffix("'s").removesuffix("’s")
            if len(name) < _SHORTEST_NAME or not name[0].isupper() or _CYRILLIC.search(name):
                continue
            spelled = unicodedata.normalize("NFC", name).replace("’", "'").replace("ʹ", "'")
            spelled = spelled.title() if spelled.isupper() else spelled
            readings = forms(spelled)[1:]
            known = next((seen[form] for form in readings if form in seen), {})
            known.setdefault(spelled, (note, word))
            for form in readings:
                seen.setdefault(form, known)
    for spellings in {id(known): known for known in seen.values()}.values():
        first, *others = spellings
        for other in others:
            note, word = spellings[other]
            message = f"“{other}” is spelled “{first}” in {spellings[first][0].name}"
            yield Finding("transliteration-differs", message, note.number, _placed(note, word))


def _placed(note: CitingNote, word: re.Match[str]) -> Span:
    return Span(note.span.start + word.start(), note.span.start + word.end())


def _name(letter: str) -> str:
    return unicodedata.name(letter, "a letter").lower().replace(" letter", "")
