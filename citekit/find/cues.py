"""The cheap scan for what every archival reference must contain.

Public: :func:`find_cues`. The grammar is slow and runs only around cues, so this decides
the speed over text without references (``benchmarks/extraction.py``). A reference has a number after a level
word, after capital letters or inside a shelf-mark with strokes, or it names a collection and an institution.
Each is looked for by a character that prose seldom has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from citekit.archives.traditions import traditions
from citekit.find.automaton import Words, find_words
from citekit.find.mentions import archives_in_brackets, names_archive, names_institution, surely_names_archive
from citekit.find.numbers import BETWEEN, numbers_after

_SEVERALLY = frozenset({"nos", "Nos"})
_NUMBERED = frozenset({"no", "No", "nr", "Nr", "NR"}) | _SEVERALLY
_LETTERS_AT_END = re.compile(r"[^\W\d_]+['’°]?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\w/-])")
_SHELFMARK = re.compile(
    r"\d\w*[-/]\w+[-/]\w|\d\w?/\d|[IVXLC]-[A-Z]-\d|(?<!\w)[IVXLC]+[A-Z]?/\d|(?<!\w)[A-ZА-Я]{1,2}-\d+, [A-ZА-Я]{1,2}-\d|[A-Z]{2}\d{1,3}-\d{3}"
)
"""What of a shelf-mark has strokes or dashes: "9401/1a/1", "371/3", "X-J-1", "IV/3", "P-1, E-2", "JC1-241"."""
_NEAR_CUE = 240
_SHELFMARK_REACH = 14
_LONGEST_ADDRESS = 150
_BLANK = re.compile(r"\s")
_BEFORE_PLACE, _AFTER_PLACE = 40, 80
_LONGEST_LABEL = 20
_LONGEST_GAP = 2
_WORDS_ALONE = (
    ("P", ("Papers",)),
    ("C", ("Collection",)),
    ("F", ("Files", "Central Files")),
    ("R", ("Records", "Ref. ")),
    ("N", ("Nachlass",)),
    ("D", ("Digital Archive",)),
    ("fonds", ("fonds",)),
    ("evéltár", ("Levéltár", "levéltár")),
    ("史", ("史料館",)),
    ("档", ("档案",)),
    ("ア", ("アジア歴史資料センター",)),
)
"""The words that name a collection, by the rarest of their letters or, where all are frequent, more of them."""
_AFTER_NUMBERS = (". apr.", "ő. e")
"""Level words that stand after a number, as they are written there."""
_AFTER_DASH = ("fond, ", "фонд", "қор", "қ.")
"""Those that are joined to it by a dash."""
_DASH = re.compile(f"-(?:[0-9]|({'|'.join(map(re.escape, _AFTER_DASH))}))")
_STROKE = re.compile("/(?:(?=[0-9])|(?<=[0-9]/))")
_PAPERS = ("Papers, ", "Collection, ", "Files, ", "Records, ")
"""What names a collection right before its box, whoever keeps it."""
_NEAR_NAME = 40
_REACH = 160
_TOO_COMMON = frozenset(
    {"", "s", "ss", "p", "pp", "c", "cc", "o", "no", "nos", "vol", "vols", "volume", "bd", "bde", "band", "t", "tome", "tomo",
     "year", "v", "i", "part", "country", "e", "page", "pages", "doc", "docs", "document", "tom", "том", "т", "с", "стр",
     "ff", "n", "a", "h", "ch", "art", "job", "pos", "cat", "map", "bind", "tit", "lib", "liv", "sc", "acc", "sak", "sag", "pt", "ins", "code", "heft",
     "series", "item", "items", "section", "issue", "issues", "au"}
)  # fmt: skip


def find_cues(text: str, data: bytes | None = None) -> list[int]:
    """Where a cue stands in ``text``, in order; linear in its length.

    A number ("nr 25", "J. 38") is a cue beside another or near what may name an archive. ``data`` is the text as
    the automaton reads it, where that does.
    """
    if data is None:
        numbers = numbers_after(text, _ruling())
        sure = set(_marked(text, 0, len(text)))
    else:
        numbers, others = find_words(data, _words())
        sure = {cue for stretch in _around(others) for cue in _marked(text, *stretch)}
    labelled: set[int] = set()
    numbered: set[int] = set()
    capitals: set[int] = set()
    for at in numbers:
        if word := _ruling_word(text, at):
            (numbered if word in _NUMBERED else labelled if word in _labels() else capitals).add(at)
    cues = sorted(sure | labelled | capitals)
    beside = {cue for pair in pairwise(cues) if _are_beside(text, *pair) for cue in pair}
    near = {at for at in numbered | labelled if at not in beside and _is_near(text, at, names_archive)}
    # "RFC 2277" names itself in capitals: it needs a name that is surely an archive's.
    near |= {at for at in capitals if at not in beside and _is_near(text, at, surely_names_archive)}
    return sorted(sure | beside | near)


def _are_beside(text: str, first: int, second: int) -> bool:
    """Whether two cues may belong to one reference."""
    return second - first < _NEAR_CUE and text.find("\n\n", first, second) < 0


def _ruling_word(text: str, at: int) -> str:
    """The level word or the capitals that stand before the number that begins at ``at``; "" where none do."""
    before = text[max(0, at - _LONGEST_LABEL - _LONGEST_GAP - 1) : at]
    words = before.rstrip(BETWEEN)
    word = words[words.rfind(" ") + 1 :]
    if not word.isalpha():
        letters = _LETTERS_AT_END.search(word)
        word = letters[0] if letters else ""
    gap = before[len(words) :]
    if len(gap) > _LONGEST_GAP or not (gap or word[-1:].isupper() or word[-1:] > "\xff"):
        return ""
    if word in _labels():
        # "К 1956 г.", "w 1956 r.": a preposition and a year.
        return word if len(word) > 1 or "." in gap or not _YEAR.match(text, at) else ""
    if word in _NUMBERED:
        ruled = _LETTERS_AT_END.search(words[: -len(word)].rstrip(BETWEEN))
        if ruled and ruled[0] in _labels():
            return ruled[0]  # "File No. 12"
        # Journals have numbers too, but seldom several or long ones.
        few = 2 if word in _SEVERALLY else 3
        return word if text[at : at + few].isdigit() and at + few <= len(text) else ""
    return word if len(word) > 1 and word.isupper() and word[-1].isupper() and word[-2].isupper() else ""


def _is_near(text: str, at: int, names: Callable[[str, int, int], bool]) -> bool:
    """Whether an archive is named near a cue, in the same paragraph, or "Ibid." stands there."""
    if any(text.find(word, max(0, at - _NEAR_NAME), at) >= 0 for word in _PAPERS):
        return True
    start = max(0, at - _REACH, text.rfind("\n\n", max(0, at - _REACH), at))
    paragraph_end = text.find("\n\n", at, at + _REACH)
    return names(text, start, paragraph_end if paragraph_end > 0 else at + _REACH)


def _around(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches around ``places``, those that touch as one."""
    start = end = 0
    for place in places:
        if place > end:
            if end:
                yield start, end
            start = max(0, place - _BEFORE_PLACE)
        end = place + _AFTER_PLACE
    if end:
        yield start, end


def _marked(text: str, start: int, end: int) -> Iterator[int]:
    """The cues between ``start`` and ``end`` that are no numbers after level words."""
    end = min(end, len(text))
    yield from _shelfmarks(text, start, end)
    yield from _words_after(text, start, end)
    yield from _collections(text, start, end)
    yield from archives_in_brackets(text, start, end)


def _shelfmarks(text: str, start: int, end: int) -> Iterator[int]:
    """Numbers with a mark of their own: "9401/1a/135", "FO 371/3083", "106-01479-03", "5-қ. 21-т."."""
    for pattern in (_STROKE, _DASH):
        for mark in pattern.finditer(text, start, end):
            at = mark.start()
            if mark.lastindex or (
                _SHELFMARK.search(text, max(0, at - _SHELFMARK_REACH), at + _SHELFMARK_REACH)
                and not _is_in_address(text, at)
            ):
                yield max(0, at - 1)


def _is_in_address(text: str, at: int) -> bool:
    """Whether a mark stands in the address of a page on the web."""
    scheme = text.rfind("://", max(0, at - _LONGEST_ADDRESS), at)
    return scheme >= 0 and _BLANK.search(text, scheme, at) is None


def _words_after(text: str, start: int, end: int) -> Iterator[int]:
    """Numbers that their level words follow on: "101. f., 15. apr.", "15. ő. e."."""
    for word in _AFTER_NUMBERS:
        at = text.find(word, start, end)
        while at >= 0:
            yield max(0, at - 1)
            at = text.find(word, at + 1, end)


def _collections(text: str, start: int, end: int) -> Iterator[int]:
    """Collections near an institution: "Edward M. House Papers, Yale University Library"."""
    find = text.find
    for letters, pair, words in _by_rarest_letters():
        at = find(letters, start, end)
        while at >= 0:
            if text[at : at + 2] == pair:
                for word, inside in words:
                    begin = at - inside
                    if text.startswith(word, begin) and (
                        not word.isascii()
                        or " " in word
                        or names_institution(text, max(0, at - _REACH), at + _REACH)
                    ):
                        yield begin
            at = find(letters, at + 1, end)


@cache
def _by_rarest_letters() -> list[tuple[str, str, list[tuple[str, int]]]]:
    """For each of the rarest letters: those and the next, and the words that have them, with the place in each."""
    found = []
    for letters, words in _WORDS_ALONE:
        places = [(word, word.index(letters)) for word in words]
        word, inside = places[0]
        found.append((letters, word[inside : inside + 2], places))
    return found


@cache
def _words() -> Words:
    joined = (f"-{word}" for word in _AFTER_DASH)
    collections = (word for _, words in _WORDS_ALONE for word in words)
    others = (*collections, *joined, *_AFTER_NUMBERS)
    return Words(_labels(), _NUMBERED, _SEVERALLY, BETWEEN, others)


@cache
def _ruling() -> frozenset[str]:
    return _labels() | _NUMBERED


@cache
def _labels() -> frozenset[str]:
    """The level words of every tradition but those that books have too; the last word of each, in any case."""
    found = set()
    for tradition in traditions().values():
        for table in (tradition.before, tradition.after):
            for words in table.values():
                found |= {re.split(r"[ .]", word.rstrip("."))[-1].casefold() for word in words}
    known = found - _TOO_COMMON
    return frozenset(form for word in known for form in (word, word.title(), word.upper()) if form)
