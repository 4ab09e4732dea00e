"""One pass over a long text by an automaton (RE2, the ``fast`` extra), which says where to look.

Public: :func:`utf8`, :func:`find_words`, :func:`notes_with_names`, :func:`has_line`. What it finds is looked at again as without
it, so both ways give the same; its patterns may say too much, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

LEAST = 20_000
"""So many characters are worth it."""

_MEMORY = 1 << 26
_LETTER, _DIGIT, _WORD = r"\pL", r"\p{Nd}", r"[\pL\pN\pM_]"
_CAPITAL = r"[\p{Lu}\x{2160}-\x{216F}\x{24B6}-\x{24CF}]"
_MAY_BEGIN_BOTH = b"-.(0123456789"
"""What stands before a level word as well as at the beginning of a shelf-mark, a bracket or another word."""
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""With one of them, glued to a number, a shelf-mark may begin."""
_NO_LETTER = rf"[^{_LETTER}]"
_AFTER_WORD = re.compile(rb"[\x00-\xff][^0-9]+(?<![/-])[0-9]")
"""A number after a word, whose first byte may be a mark or a digit; a shelf-mark has a stroke before its own."""
_NO_YEAR = (
    r"[03-9]|1(?:[^5-9]|$)|2(?:[^0]|$)"
    rf"|(?:1[5-9]|20)(?:[^0-9]|$|[0-9](?:[^0-9]|$|[0-9](?:{_WORD}|[/-])))"
)
_SHELFMARKS = (
    rf"{_DIGIT}{_WORD}?/{_DIGIT}",
    rf"{_DIGIT}{_WORD}*[-/]{_WORD}+[-/]{_WORD}",
    rf"[A-Z]/{_DIGIT}",
    rf"[A-Z]-[A-Z]-{_DIGIT}",
    rf"[A-ZА-Я]-{_DIGIT}+, [A-ZА-Я]",
    rf"[A-Z]{_DIGIT}+-{_DIGIT}{_DIGIT}{_DIGIT}",
)
_NOTE = rf"[ \t]*[\[(]?\^?(?:{_DIGIT}|[⁰¹²³⁴-⁹])"
_PARAGRAPH = r"(?:\n?[^\n])*?\n?"


@dataclass(frozen=True, slots=True)
class Words:
    """What :func:`find_words` looks for: numbers after ``labels``, after a word for "number" (``numbered``,
    and for "numbers", ``severally``) or after two capitals, with what may stand ``between``; and ``others``."""

    labels: frozenset[str]
    numbered: frozenset[str]
    severally: frozenset[str]
    between: str
    others: tuple[str, ...]


def utf8(text: str) -> bytes | None:
    """The text as the automaton reads it, behind a line end, so that one stands before every line; None where it
    is not worth it or the extra is not installed."""
    return ("\n" + text).encode("utf-8", "surrogatepass") if len(text) >= LEAST and _is_installed() else None


def find_words(data: bytes, words: Words) -> tuple[list[int], list[int]]:
    """Where in the text a number may stand after one of ``words``; and where a shelf-mark by its shape or one of
    the other words may begin. Both in order."""
    numbers: list[int] = []
    others: list[int] = []
    cues, names = _cues(words), _names(words)
    begin = 0
    while hit := cues.search(data, begin):
        start, end = hit.span()
        begin = start + 1
        number = _AFTER_WORD.match(data, start, end)
        if number:
            at = number.end() - 1
            numbers.append(at)
            if data[start] not in _MAY_BEGIN_BOTH and not names.search(data, start, at):
                begin = at - 1 if data[at - 1] in _CAPITALS else at
                continue
        others.append(start)
    characters = _characters(data, sorted({*numbers, *others}))
    return sorted({characters[at] for at in numbers}), [characters[at] for at in others]


def _characters(data: bytes, places: Sequence[int]) -> dict[int, int]:
    """By their places among the bytes of ``data``: where they are in the text, which begins behind the first byte."""
    found: dict[int, int] = {}
    counted, characters = 1, 0
    for place in places:
        characters += len(_text(data[counted:place]))
        found[place] = characters
        counted = max(counted, place)
    return found


def notes_with_names(data: bytes, names: tuple[str, ...]) -> Iterator[str]:
    """Stretches of the text, each from the line end before what begins as a note, with two capitals or one
    of ``names`` in its two paragraphs."""
    for hit in _named_notes(names).finditer(data):
        paragraph_end = data.find(b"\n\n", hit.end())
        end = data.find(b"\n\n", paragraph_end + 2) if paragraph_end >= 0 else -1
        yield _text(data[hit.start() : end if end >= 0 else len(data)])


def has_line(data: bytes, decoration: str, words: frozenset[str]) -> bool:
    """Whether a line begins with one of ``words`` behind blanks and characters of ``decoration``."""
    return _lines(decoration, words).search(data) is not None


@cache
def _cues(words: Words) -> Any:
    between = f"[{_quoted(words.between)}]"
    numbered, severally = _one_of(words.numbered), _one_of(words.severally)
    longer = _one_of(word for word in words.labels if len(word) > 1)
    ones = _one_of(word for word in words.labels.difference(words.between) if len(word) == 1)
    return _compiled(
        [
            rf"{_NO_LETTER}{longer}{between}*(?:{numbered}{between}{{0,2}})?[0-9]",
            rf"{_NO_LETTER}{ones}{between}*{numbered}{between}{{0,2}}[0-9]",
            rf"{_NO_LETTER}{ones}{between}?\.{between}?[0-9]",
            rf"{_NO_LETTER}{ones}{between}{{0,2}}(?:{_NO_YEAR})",
            rf"{_NO_LETTER}{numbered}{between}{{0,2}}[0-9]\pN\pN",
            rf"{_NO_LETTER}{severally}{between}{{0,2}}[0-9]\pN",
            rf"{_CAPITAL}{_CAPITAL}{between}{{0,2}}[0-9]",
            *_SHELFMARKS,
            rf"\({_CAPITAL}{_CAPITAL}",
            _one_of(words.others),
        ]
    )


@cache
def _names(words: Words) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(word.encode()) for word in words.others))


@cache
def _named_notes(names: tuple[str, ...]) -> Any:
    named = rf"(?:{_CAPITAL}{_CAPITAL}|{_one_of(names)})"
    return _compiled([rf"\n{_NOTE}{_PARAGRAPH}(?:\n\n\n?{_PARAGRAPH})?{named}"])


@cache
def _lines(decoration: str, words: frozenset[str]) -> Any:
    return _compiled([rf"\n[\s\pZ\x1c-\x1f\x{{85}}{decoration}]*{_one_of(words)}(?:[^\pL\pN_]|$)"])


def _compiled(alternatives: list[str]) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = _MEMORY
    return re2.compile("|".join(alternatives).encode(), options)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(_quoted, sorted(words)))})"


def _quoted(words: str) -> str:
    import re2

    return str(re2.escape(words))


@cache
def _is_installed() -> bool:
    return find_spec("re2") is not None
