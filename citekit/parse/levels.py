"""The levels of a shelf-mark in a segment of text: "ф. 353", "Op.11 D.504–692", "81. doboz", "9401/1a/135".

Public: :class:`Reading`, :class:`FoundLevel`, :func:`find_levels`, :func:`read_bare`, :func:`as_sheets`,
:func:`as_number`, :func:`labelled_value`, and the shapes of values. Which word means which level is the
tradition's knowledge (``archives/traditions``, ``level_words``); here is only the mechanism.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, label_endings
from citekit.find.vocabulary import VERSO
from citekit.model import Level, Span, as_span
from citekit.parse.level_words import after_words, is_code, is_doubtful, joined_words, own_words, words_of

_SIDE = rf"\s?(?:и\s)?(?:{VERSO}|(?:bis|rv|v|r|R[Ss]?)(?![^\W\d_])°?)\.?"
_SHEET = rf"\d+(?:{_SIDE}|[^\W\d_](?![^\W\d_])(?:{_SIDE})?)?(?:\s?[-–—]\s?[rv](?!\w))?(?:\s?\([A-ZА-Я]\))?(?:\.(?=[-–—]\d))?"
_SHEETS = re.compile(
    rf"{_SHEET}(?:\s?[-–—]\s?{_SHEET})?(?:\s*(?:,|;|,?\s(?:and|und|и|та|і|&|u\.))\s*{_SHEET}(?:\s?[-–—]\s?{_SHEET})?(?![\w/]))*"
)
VALUE = re.compile(
    r"(?<![\w])(?:[^\W\d_]{1,5}[’'´]?[-–./]){0,8}[^\W\d_]{0,3}[’'´]?\d\w*(?:[’'´]\d\w*)?(?:[-–/]\w+|/\s\d+(?=/)|(?<=\w)\.(?=\d)\w+)*"
)
_LIST_OF_VALUES = re.compile(
    r"\s*(?:,|,?\s(?:and|и|та|і|und|&|et|e|y))\s+(?=\d)(\d\w*(?:[-–/]\w+)*)(?![\w.]*\s*(?:г\.|л\.|арк))"
)
_SPACED_RANGE = re.compile(r"\s[-–]\s(?=\d)(\d+\w?)(?!\w)")
JOINED_WORD = re.compile(r"第?(?:[^\W\d_]{1,3}-)?\d[\d/—–-]*(?:-([^\W\d_][\w‘’ʻ]*)|([\u1100-\uffef]+))")
_RANGE_OF_ORDINALS = re.compile(r"\.?\s?[-–—]\s?\d+")
GLUED = re.compile(
    r"((?:[^\W\d_]{1,6}\.?){1,3}?)((?<=\.)(?:[^\W\d_]{1,3}-?)?\d[\w/–-]*|\d+\w?(?:[-–]\d+\w{0,3})?|(?<=[\u2e80-\uffef])\d[\w–-]*)$"
)
_WRITTEN_OUT = frozenset({"fond", "fondul", "fondo", "fundo", "bestand"})
_TITLED_WORDS = frozenset({"folder", "carpeta", "mappe", "dossier", "pasta", "fascicolo"})
_LETTER_VALUE = re.compile(r"[A-ZА-ЯІЇЄ]{1,3}$")
_NAMED_VALUE = re.compile(r"[^\d;]+(?:\s(?:1[5-9]|20)\d\d(?:\s?[-–]\s?\d{2,4})?)?$")
_QUOTED_VALUE = re.compile(r"[\"“„«‘'][^\"“”„«»]+[\"”»’',.]*$")
_NAME = re.compile(r"[A-ZÀ-ŽА-ЯІЇЄ][\w'’.-]*[^\W\d]{2}")
_NAMED_LEVEL = re.compile(r"([^\W\d_][^\W\d_.]*\.?)(\s*:\s*|\s+|(?<=\.))(\S.*)$", re.S)
_NUMBER_SIGNS = ("№№", "№", "nos.", "nos", "nrs.", "no.", "nr.", "no", "nr", "n°", "#")
_WORDS_IN_LABEL = 3
_EXTENT = re.compile(r"\s?(?:лл?|арк|листов|листа|стр|с|leaves|pp|p|sheets)(?!\w)\.?(?!\s?\d)", re.I)
_QUOTES = " \"“”„«»‘’'"
_LOT = re.compile(r"(?:(?:[A-Z]{0,2}\s?)?\d{1,3}[\s–-]?[A-Z][\s–-]?\d{1,4}|[A-Z][–-]?\d{1,4})(?!\w)")
_LONGEST_LABEL = 40
_LETTERS = re.compile(r"(?<![\w.'’-])(?:[A-ZÀ-ŽА-ЯІЇЄ]{1,4} ){1,2}(?:[IVXLC]+/)?$")
_LONGEST_LETTERS = 12
_INTRODUCED = re.compile(r"\s\([^\W\d_]{1,6}\.?\)\s*$")
NAME_GOES_ON = re.compile(r" (?:w|we|v|ve|в|у|in|im|of|de|der|des) [^\W\d_a-zа-я]")
"""What goes on with a name after its number: "Prokuratura nr 1 w Warszawie"."""
_ROMAN = re.compile(r"[IVXL]{1,6}\.?")
_ROMAN_AFTER = re.compile(r"\s[IVX]+(?=\s*$|[,;])")
_FOND_LETTER = re.compile(r"\s[A-ZА-Я](?=\s*$|[,;]|\.\s+\D)")
_TITLE_AFTER_NUMBER = re.compile(r"(?:\s?[—–]\s?|\s)[A-Z][a-z][^\d]*$")
_FILES = frozenset({"file", "signature"})
_NAMED = frozenset({"fond", "folder", "file", "box", "series", "collection"})
_THOUSANDS = re.compile(r" \d{3}(?=\s*(?:$|[,;)]))")
_FEW_FIGURES = 3
_DECIMAL = re.compile(r"(\d+)\.\d+")
_IN_BRACKETS = re.compile(r"\(\w{1,8}\)(?:[-–./]{0,2}\w+|\(\w{1,8}\))*")


@dataclass(slots=True)
class FoundLevel:
    """A level in a stretch of words: its name, and where in it its value, its word and both stand."""

    level: Final[str]
    value: Final[Span]
    label: Final[Span]
    span: Final[Span]

    def of(self, text: str, at: int) -> Level:
        """The level as it stands in a text in which the stretch begins ``at``."""
        (start, end), (value, value_end), (label, label_end) = self.span, self.value, self.label
        span = as_span((at + start, at + end))
        return Level(self.level, text[at + value : at + value_end], text[at + label : at + label_end], span)


@dataclass(slots=True)
class Reading:
    """What a stretch of words says as a shelf-mark: its levels in order, the words before the first one, an
    extent ("214 л.") that is no locator, the words after all that, and whether what stands near may change the
    meaning of a level word."""

    levels: Final[tuple[FoundLevel, ...]] = ()
    lead: Final[Span | None] = None
    extent: Final[Span | None] = None
    rest: Final[Span | None] = None
    doubtful: Final[bool] = False

    def of(self, text: str, at: int) -> list[Level]:
        """The levels as they stand in a text in which the stretch begins ``at``."""
        return [level.of(text, at) for level in self.levels]


_EMPTY = Reading()


def find_levels(words: str, values: Sequence[re.Match[str]], tradition: Tradition) -> Reading:
    """The labelled levels that ``words``, whose ``values`` are known, say, read as ``tradition`` counts."""
    levels: list[FoundLevel] = []
    lead_end: int | None = None
    position = 0
    extent = None
    head = _NAMED_LEVEL.match(words)
    if not head and not values:
        return _EMPTY
    if head and (named := _named_fond(words, head, tradition)):
        levels.append(named)
        lead_end, position = 0, named.span.end
        values = [*VALUE.finditer(words, position)]
    for value in values:
        if value.start() < position:
            continue
        level = _level_at(words, position, value, tradition)
        if level is None:
            if extent_end := _EXTENT.match(words, value.end()):
                extent = Span(value.start(), extent_end.end())
                position = extent_end.end()
            continue
        if lead_end is None:
            lead_end = level.span.start
        levels.append(level)
        levels += _further_values(words, level)
        position = levels[-1].span.end
    if not levels and head and (one := _named_level(words, head, tradition)):
        levels = [one]
        lead_end, position = one.span.start, len(words)
    lead = _trimmed(words, 0, lead_end) if lead_end else None
    rest = _trimmed(words, position, len(words)) if levels or extent else None
    doubtful = any(is_doubtful(tradition.id, level.label.of(words)) for level in levels)
    return Reading(tuple(levels), lead, extent, rest, doubtful)


def _level_at(words: str, floor: int, value: re.Match[str], tradition: Tradition) -> FoundLevel | None:
    """The level whose value is ``value``; None where no level word claims it."""
    if found := _joined_to_word(words, value, tradition) or _labelled_after(words, value, tradition):
        return found
    index = words_of(tradition.id)
    if labelled := labelled_value(words, floor, value, index):
        label, start, folded = labelled
        level = index[folded]
        end = _value_end(words, value, level)
        return FoundLevel(level, as_span((start, end)), label, as_span((label.start, end)))
    glued = GLUED.match(value[0])
    if glued and not is_code(glued[1]):
        level_name = own_words(tradition.id).get(fold_label(glued[1]))
        if level_name is not None and not (
            level_name in PAGE_LEVELS and glued[1].isupper() and "." not in glued[1]
        ):
            start, end = value.span()
            number = start + glued.start(2)
            if level_name in PAGE_LEVELS and (sheets := _SHEETS.match(words, number)):
                end = sheets.end()
            return FoundLevel(
                level_name, Span(number, end), Span(start, start + glued.end(1)), Span(start, end)
            )
    return None


def _value_end(words: str, value: re.Match[str], level: str) -> int:
    if level in PAGE_LEVELS or level in ("item", "image"):
        if sheets := _SHEETS.match(words, value.start()):
            return max(sheets.end(), value.end() if "." not in value[0] else sheets.end())
    if level == "issues":
        return len(words)
    if level == "folder" and (title := _TITLE_AFTER_NUMBER.match(words, value.end())):
        return title.end()  # "folder 820 Surplus Property", "folder NSC 5412 Series"
    if level in ("lot", "accession") and (lot := _LOT.match(words, value.start())):
        return lot.end()
    if (
        (level in _FILES or level == "delo")
        and len(value[0]) <= _FEW_FIGURES
        and (thousands := _THOUSANDS.match(words, value.end()))
    ):
        return thousands.end()  # "Nr. 29 784", "č. j. 18 004"
    end = value.end()
    decimal = _DECIMAL.fullmatch(value[0])
    if decimal and _EXTENT.match(words, end):
        # "Д. 1.214 л.": a full stop without its blank, and the extent after it.
        return value.start() + len(decimal[1])
    if spaced := _SPACED_RANGE.match(words, end):
        return spaced.end()
    if level == "signature" and (roman := _ROMAN_AFTER.match(words, end)):
        return roman.end()  # "rkps 12345 III"
    further = _FOND_LETTER if level == "fond" else _IN_BRACKETS if level in _FILES else None
    if further is not None and (more := further.match(words, end)):
        return more.end()
    return end


def as_sheets(text: str, level: Level, span: Span) -> Level:
    """A level whose word turned out to mean sheets, with the whole list of them."""
    if level.span is None:
        return level
    begin = level.span.end - len(level.value)
    sheets = _SHEETS.match(text, begin, span.end)
    if sheets is None or sheets.end() <= level.span.end:
        return level
    return replace(level, value=sheets[0], span=Span(level.span.start, sheets.end()))


def as_number(text: str, level: Level, span: Span) -> Level:
    """A level whose word turned out to mean no sheets, with its whole number ("f. 15.2/23456")."""
    begin = level.span.end - len(level.value) if level.span else span.end
    number = VALUE.match(text, begin, span.end)
    if level.span is None or number is None or number.end() <= level.span.end:
        return level
    return replace(level, value=number[0], span=Span(level.span.start, number.end()))


def labelled_value(
    text: str, floor: int, value: re.Match[str], index: Mapping[str, object]
) -> tuple[Span, int, str] | None:
    """Where the level word of ``value`` stands, where the whole value begins, and the word, folded: letters in
    capitals and a blank before the number belong to the value ("f. A 2/1", "fond B 40"), though they be a level word
    elsewhere."""
    at = value.start()
    spaced = text[at - 1 : at] == "/" or text[at - 2 : at - 1].isalpha()
    if spaced and (letters := _LETTERS.search(text, max(floor, at - _LONGEST_LETTERS), at)):
        outer = _label_at(text, floor, letters.start(), index)
        if outer is not None and not text[outer.end : letters.start()].strip(" ."):
            return outer, letters.start(), fold_label(outer.of(text))
    label = _label_at(text, floor, at, index)
    return (label, at, fold_label(label.of(text))) if label else None


def _label_at(text: str, floor: int, at: int, index: Mapping[str, object]) -> Span | None:
    """Where the level word stands whose value begins at ``at``, the longest that the index knows."""
    start = max(floor, at - _LONGEST_LABEL)
    if ")" in text[start:at] and (introduced := _INTRODUCED.search(text, start, at)):
        at = introduced.start()  # "fond (f.) 2"
    end = _before_number_sign(text, start, at)
    last = _word_before(text, start, end)
    if end == at and (last is None or fold_label(text[last:end]) not in label_endings()):
        return None
    begins: list[int] = []
    position = end
    while len(begins) < _WORDS_IN_LABEL and (begin := _word_before(text, start, position)) is not None:
        begins.append(begin)
        position = begin
    while end > start and text[end - 1].isspace():
        end -= 1
    signed = bool(text[end:at].strip())
    for begin in reversed(begins):
        label = text[begin:end]
        if signed and fold_label(text[begin:at]) in index:  # "F. No." is one word
            return Span(begin, begin + len(text[begin:at].rstrip()))
        if begin > start and (text[begin - 1].isalnum() or text[begin - 1] in "’'-"):
            continue
        if fold_label(label) in index and not is_code(label):
            return as_span((begin, end))
    sign = text[end:at]
    if sign.strip() and fold_label(sign) in index:
        return Span(end + len(sign) - len(sign.lstrip()), at)
    return None


def _word_before(text: str, floor: int, end: int) -> int | None:
    """Where the word begins that ends at ``end``, a full stop or apostrophe and one blank between allowed."""
    if end > floor and text[end - 1].isspace():
        end -= 1
    if end > floor and text[end - 1] in ".'’:/°º":
        end -= 1
    begin = end
    while begin > floor and (text[begin - 1].isalpha() or _is_inside_word(text, begin - 1, floor)):
        begin -= 1
    return begin if begin < end else None


def _is_inside_word(text: str, at: int, floor: int) -> bool:
    """Whether the mark at ``at`` belongs to a word, as in Uzbek "ro‘yxat" or "архивно-следственное"."""
    if at <= floor or not text[at - 1].isalpha():
        return False
    return text[at] in "‘ʻ" or (
        text[at] == "-" and text[at + 1 : at + 2].islower() and text[at - 1].islower()
    )


def _before_number_sign(text: str, floor: int, end: int) -> int:
    """Where a "№", "No." or "Nr." that stands right before ``end`` begins; ``end`` where none does."""
    tail = text[max(floor, end - 5) : end].rstrip()
    folded = tail.casefold()
    if not folded.endswith(_NUMBER_SIGNS):
        return end
    sign = next(filter(folded.endswith, _NUMBER_SIGNS))
    begin = max(floor, end - 5) + len(tail) - len(sign)
    return end if sign[0].isalpha() and begin > floor and text[begin - 1].isalnum() else begin


def _joined_to_word(words: str, value: re.Match[str], tradition: Tradition) -> FoundLevel | None:
    """The level whose word is joined to the value before it ("R-17-fond", "12쪽", "第5页")."""
    pattern = joined_words(tradition.id)
    found = pattern.match(words, value.start()) if pattern else None
    if found is None or found.lastgroup is None:
        return None
    level = found.lastgroup
    own = as_span((value.start(), found.end()))
    return FoundLevel(level, as_span(found.span("value")), as_span(found.span(level)), own)


def _labelled_after(words: str, value: re.Match[str], tradition: Tradition) -> FoundLevel | None:
    """The level whose word stands after the value ("81. doboz", "15. ő. e."), where the tradition has such."""
    pattern, end = after_words(tradition.id), value.end()
    if pattern is None:
        return None
    found = pattern.match(words, end)
    if found is None and (further := _RANGE_OF_ORDINALS.match(words, end)):
        end = further.end()
        found = pattern.match(words, end)
        if found is None or found.lastgroup not in PAGE_LEVELS:
            return None
    if found is None or found.lastgroup is None:
        return None
    level = found.lastgroup
    own = as_span((value.start(), found.end()))
    return FoundLevel(level, as_span((value.start(), end)), as_span(found.span(level)), own)


def _further_values(words: str, level: FoundLevel) -> Iterator[FoundLevel]:
    """The further values that one level word rules ("Nos. 37 and 39"), each a level of its own."""
    if level.level in PAGE_LEVELS or level.level in ("issues", "year"):
        return
    end = level.span.end
    while match := _LIST_OF_VALUES.match(words, end):
        end = match.end()
        yield FoundLevel(level.level, as_span(match.span(1)), level.label, Span(match.start(1), end))


def _named_fond(words: str, head: re.Match[str], tradition: Tradition) -> FoundLevel | None:
    """A fond that is called by its maker's name, numbers in it or not: "fond URSS 1920–1944"."""
    index = words_of(tradition.id)
    if index.get(fold_label(head[1])) != "fond":
        return None
    written_out = len(head[1].rstrip(".")) > 2 or tradition.id == "cz"
    if not written_out or ":" in head[2] or not _NAME.match(words, head.start(3)):
        return None
    start, end = head.start(3), len(words)
    for value in VALUE.finditer(words, start):
        if (whole := _label_at(words, 0, value.start(), index)) and whole.start == head.start():
            return None  # "Fon Kodu: 030.10" is one word
        label = _label_at(words, head.end(2), value.start(), index)
        if label is not None and label.start > start and not NAME_GOES_ON.match(words, value.end()):
            end = label.start
            break
    value_end = start + len(words[start:end].rstrip(" .,;:("))
    if not any(c.isdigit() for c in words[start:value_end]) and end == len(words):
        return None
    return FoundLevel("fond", Span(start, value_end), as_span(head.span(1)), Span(head.start(), value_end))


def _named_level(words: str, head: re.Match[str], tradition: Tradition) -> FoundLevel | None:
    """A level whose value is no number: "Ф. П", "Country: Korea", "Sb. KV ČSFR", "fond CC al PCR"."""
    level = own_words(tradition.id).get(fold_label(head[1])) or (
        words_of(tradition.id).get(fold_label(head[1]))
        if ":" in head[2] or head[1].casefold() in _WRITTEN_OUT
        else None
    )
    quoted = bool(_QUOTED_VALUE.match(head[3])) and level in _NAMED
    if level is None or level in PAGE_LEVELS or not (quoted or _NAMED_VALUE.match(head[3])):
        return None
    colon = ":" in head[2]
    lettered = bool(_LETTER_VALUE.match(head[3])) and "." in head[1]
    lettered = lettered or (level in ("volume", "part") and _ROMAN.fullmatch(head[3]) is not None)
    named = len(head[1]) > 2 and level in ("fond", "collection", "series") and head[3][0].isupper()
    named = named or (head[1].casefold() in _TITLED_WORDS and head[3][0].isupper())
    abbreviated = head[1] in ("Sb.", "f.", "F.") and tradition.id == "cz"
    if not (colon or lettered or named or abbreviated or quoted):
        return None
    marks = _QUOTES + ".," if quoted else _QUOTES
    begin = head.start(3) + len(head[3]) - len(head[3].lstrip(marks))
    value = Span(begin, begin + len(head[3].strip(marks)))
    return FoundLevel(level, value, as_span(head.span(1)), Span(head.start(), len(words)))


def read_bare(text: str, span: Span, tradition: Tradition, used: list[str]) -> tuple[Level, ...]:
    """The levels of a shelf-mark without level words that fills ``span``; () where no pattern fits.

    ``used`` are the levels that stand before it; a level that is used is not read again.
    """
    for bare in tradition.bare:
        if bare.after is not None and (not used or used[-1] not in (bare.after, *bare.levels)):
            continue
        match = bare.pattern.fullmatch(text, span.start, span.end)
        if match and bare.after is None and any(level in used for level in bare.levels):
            said = [level for level in bare.levels if match[level]]
            own = tradition.signature is None or tradition.signature.match(text, *span)
            if not own or len(said) < 2 or not all(level in used for level in said):
                continue  # a shelf-mark said whole again is another one's
        if match:
            word = match["word"] if bare.worded else None
            return tuple(
                Level(
                    level,
                    match[level],
                    word,
                    Span(match.start("word") if word else match.start(level), match.end(level)),
                )
                for level in bare.levels
                if match[level]
            )
    return ()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ".,;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return Span(start, end) if start < end else None
