"""The words that label the parts of a digital archive's page: "Citation", «Ссылка для цитирования», "Cote".

Public: :func:`label_at`, :func:`may_have_labels`, :class:`Label`. The words are in ``page-labels.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.find.automaton import has_line
from citekit.model import Span

CITATION, REFERENCE, ARCHIVE = "citation", "reference", "archive"
_OF_CITATIONS = frozenset({CITATION, REFERENCE, ARCHIVE, "levels"})
_LONGEST = 60
_HEAD = 80
_TOP, _BOTTOM = 20_000, 6_000
_MARK = re.compile(r"[:：|\t]| {3}")
_MARKS = " \t\u00a0#*_>|•·-:："
_DECORATION = "#*_>|•·-"
_LEAD = rf"[\s{_DECORATION}]*"
_WORD = r"([^\W_]+)"
_BEFORE_WORD = f":：{_DECORATION}"
_FIRST_WORD = re.compile(rf"[\s{_BEFORE_WORD}]*{_WORD}")
_FIRST_WORDS = re.compile(rf"\n[ \t\xa0{_BEFORE_WORD}]*{_WORD}")
"""Those of the lines after the first."""
_CLOSES = "*_|"
_INLINE = re.compile(
    rf"{_LEAD}(?P<label>[^\W\d_№][^:：\n\t|]{{0,{_LONGEST}}}?)\s*(?P<mark>[*_]*\s*[:：]\s*[*_]*\s*\|?\s*|\s*[*_]*\s*(?:\||\t+|[ ]{{3,}})\s*)(?=\S)"
)
_OF_THIS = re.compile(
    r"\s+(?:for\s+)?(?:this|the|ce|cette|cet|este|esta|questo|questa|dieses?|diesen|diese|этот|эту|данный|цей|ten|tę|tego|tento|acest)\s+\w+$"
)
_BRACKETED = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: the ``field`` that it names, its own words folded, where they stand, and its value where that is
    beside it."""

    field: str
    words: str
    span: Span
    value: Span | None


def may_have_labels(text: str, data: bytes | None = None) -> bool:
    """Whether a line near the beginning or the end is or begins with a label of a citation or a reference; cheap.
    ``data`` is the text as the automaton reads it, where that does."""
    if data is not None and not has_line(data, _BEFORE_WORD, _beginnings()):
        return False
    length = len(text)
    return _has_label(text, 0, min(_TOP, length)) or _has_label(text, max(_TOP, length - _BOTTOM), length)


def _has_label(text: str, start: int, end: int) -> bool:
    begins = [start] if start < end else []
    if not _beginnings().isdisjoint(_FIRST_WORDS.findall(text, start, end)):
        begins += [
            line.start() + 1 for line in _FIRST_WORDS.finditer(text, start, end) if line[1] in _beginnings()
        ]
    return any(
        (label := label_at(text, begin, _line_end(text, begin, end))) and label.field in _OF_CITATIONS
        for begin in begins
    )


def _line_end(text: str, begin: int, end: int) -> int:
    line_end = text.find("\n", begin, end)
    return line_end if line_end >= 0 else end


@cache
def _beginnings() -> frozenset[str]:
    """The first words of the labels of citations and references, as texts write them."""
    words = {_first_word(words) for words, field in _fields().items() if field in _OF_CITATIONS}
    return frozenset(form for word in words for form in (word, word.title(), word.capitalize(), word.upper()))


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label that this line is or begins with; None where it has none."""
    first = _FIRST_WORD.match(text, start, end)
    if first is None or first[1].casefold() not in _first_words():
        return None
    line = text[start:end]
    if len(line) <= _LONGEST and (field := _field_of(line)):
        return Label(field, folded(line), undecorated(text, Span(start, end)) or Span(start, end), None)
    inline = _INLINE.match(text, start, end) if _MARK.search(text, start, min(end, start + _HEAD)) else None
    if inline and (field := _field_of(inline["label"])):
        value = undecorated(text, Span(inline.end(), end))
        return Label(field, folded(inline["label"]), Span(*inline.span("label")), value)
    return None


def undecorated(text: str, span: Span) -> Span | None:
    """The span without the marks of a heading, of emphasis and of a list around it; None where no word is left."""
    start, end = span
    while start < end and (text[start] in _DECORATION or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _CLOSES or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None


def folded(words: str) -> str:
    """A label as ``page-labels.toml`` gives it: in small letters, without marks, colon and brackets."""
    return _BRACKETED.sub("", " ".join(words.strip(_MARKS).casefold().split()))


def _field_of(words: str) -> str | None:
    fields = _fields()
    key = words.strip(_MARKS).casefold()
    if found := fields.get(key):
        return found
    key = folded(words)
    return fields.get(key) or fields.get(_OF_THIS.sub("", key))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(map(_first_word, _fields()))


def _first_word(words: str) -> str:
    first = _FIRST_WORD.match(words)
    return first[1] if first else ""


@cache
def _labels() -> dict[str, list[str]]:
    text = files(__package__).joinpath("page-labels.toml").read_text(encoding="utf-8")
    return {field.replace("-", "_"): words for field, words in tomllib.loads(text).items()}


@cache
def _fields() -> dict[str, str]:
    """Label -> field; the first that claims a word has it."""
    found: dict[str, str] = {}
    for field, labels in _labels().items():
        for words in labels:
            found.setdefault(words, field)
    return found
