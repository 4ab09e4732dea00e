"""What words say by themselves, wherever they stand and whatever their figures.

The parts of a citation are told by a score of patterns, and the same few words with other figures stand in one
note after another ("f. 5, op. 28", "л. 12–14"). So each thing that words say is found when it is first asked
for, and of short ones kept under their shape: the words with 0 for every figure. No pattern that is asked here
tells one figure from another but in years, so words with a year keep theirs.

Public: :class:`Kind`, :class:`Wording`, :func:`wording`, :func:`trimmed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar

from citekit.archives.digital_archives import is_digital_archive
from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, label_index, told_by_signature
from citekit.find.vocabulary import (
    ACCESSED,
    CLASSIFIED,
    CONNECTOR,
    COPY_NOTE,
    DIGITAL_ARCHIVE,
    GENRE_FIRST,
    GENRES,
    IBID,
    INSTITUTION,
    MANUSCRIPT_NUMBER,
    MAYBE_INSTITUTION,
    PLACES,
    PUBLISHED,
    SENTENCE,
    VERSO,
)
from citekit.model import Span, as_span
from citekit.parse.dates import UNDATED
from citekit.parse.levels import VALUE, Reading, find_levels
from citekit.parse.people import may_say_people
from citekit.parse.signatures import (
    is_acronym,
    is_collection,
    is_signature,
    may_be_name,
    opens_shelfmark,
)
from citekit.parse.votes import choose_tradition, voters

T = TypeVar("T")
_FIGURE = re.compile(r"[1-9]")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_DIGIT = re.compile(r"\d")
_FIRST_WORD = re.compile(r"[^\W\d_][^\W\d_.]*\.?")
_MARKS = frozenset('"“„«([')
_OPENING = frozenset("([（")
LOWER_WORDS = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]{2,} ")
_LONE_WORD = re.compile(r"[^\W\d_]{1,3}\.?")
_DOT = "\u0307"  # of the Turkish capital İ, which is two characters in small letters
_LONGEST_KEPT = 48
_ENDS_IN_ACRONYM = re.compile(
    r"(?<!\w)(?:as|in|at|from|see|is|of|в|у|из|см\.|w|im|bei)\s+([A-ZА-ЯІЇЄ]{3,}(?:[ -][A-ZА-ЯІЇЄ]{2,})*)$"
)
_ENDS_IN_NAME = re.compile(
    r".*?(?<!\w)(?:is|are|was|were|has|have|had|can|may|could|stands?|lies?|survives?)\s(?:\S+\s)*?(?:in|at|among|from)\s+(?:the\s+)?(?=[A-Z])"
)
_OPENS_IN_ACRONYM = re.compile(
    r"([A-Z]{3,6})-(?P<year>V\. ?\d{4})|([A-ZА-ЯІЇЄҐ]{3,}(?:[ -][A-ZА-ЯІЇЄҐ]{2,}){0,3}) (?:(?P<fond>(?:[FfФф]|[Ff]ond|[Фф]онд)\.? ?[\w-]{0,4}\d)|[Rr]ef|[A-C]\d{11})"
)
_LONE_LEAD = re.compile(
    r"in|from|at|and|or|oraz|und|et|и|та|і|w|в|у|see|document source|source|signatur|[.…\[\]\s]+document source",
    re.I,
)
_TOWN = re.compile(r"(?:[гм]|гор|місто|[gm])\.\s?[А-ЯІЇЄҐЎA-Z][\w'’-]+(?:\s[А-ЯІЇЄA-Z][\w'’-]+)?")
_OF_ASIA = re.compile(r"宛|電報|公電|書簡|公信|覚書|会談録|報告|报告|電$|电$|전보|전문|서한|보고서")
"""What a document is, in words of Japan, China and Korea, wherever they stand."""
_OF_GERMANY = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]+e[rs]? (?:[A-ZÄÖÜ]?[a-zäöüß]*)(?i:bericht|vermerk|schreiben|protokoll|telegramm|aufzeichnung|notiz)\b"
)
"""What a document is, in German, after a word that says which: "Politischer Bericht Nr. 34"."""
_LONE_NUMBER = re.compile(r"(?:[Nn]o|[Nn]r|[Nn]os|n°|№)\.? ?\d[\d/-]*")
_PHRASE = re.compile(r"[^\W\d_a-zа-я][\w’'-]*(?:\s+\S+)*?\s+[^\W\d_A-ZА-Я]{2,}")
_VERSO = re.compile(rf"\d\s?(?:и\s)?{VERSO}\.$")
_BRACKETED_NUMBER = re.compile(r"\(\d+\)\w")  # "(10)000 54/12345"


class Kind:
    """What a part of a citation is. Plain strings, as Python 3.11 finds a member of an Enum by calling a function."""

    REPOSITORY: Final = "repository"
    DATE: Final = "date"
    UNDATED: Final = "undated"
    QUOTE: Final = "quote"
    URL: Final = "url"
    CREDIT: Final = "credit"
    IBID: Final = "ibid"
    PLACE: Final = "place"
    PUBLISHED: Final = "published"
    ACCESSED: Final = "accessed"
    DIGITAL: Final = "digital archive"
    CLASSIFICATION: Final = "classification"
    WORDS: Final = "words"


class _Once(Generic[T]):
    """A property that is found when it is first asked for, and then stands in its place. What Python 3.12 calls
    cached_property is this; that of 3.11 takes a lock each time, which costs more than most of what is found."""

    def __init__(self, find: Callable[[Wording], T]) -> None:
        self._find = find
        self._name = find.__name__

    def __get__(self, wording: Wording, owner: type[Wording]) -> T:
        found = self._find(wording)
        setattr(wording, self._name, found)
        return found


class Wording:
    """Words, and what they say by themselves."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._readings: dict[str, Reading] = {}

    def reading(self, tradition: Tradition) -> Reading:
        """The labelled levels that the words say, read as the tradition counts."""
        reading = self._readings.get(tradition.id)
        if reading is None:
            reading = self._readings[tradition.id] = find_levels(self._words, self._values, tradition)
        return reading

    @_Once
    def _values(self) -> tuple[re.Match[str], ...]:
        """What may be values of levels among the words."""
        return (*VALUE.finditer(self._words),) if self.has_digit else ()

    @_Once
    def led(self) -> str | None:
        """What the first words say the rest to be: a published work, or the day of a visit."""
        if ACCESSED.match(self._words):
            return Kind.ACCESSED
        return Kind.PUBLISHED if PUBLISHED.match(self._words) else None

    @_Once
    def core(self) -> Span | None:
        """Where the words themselves stand, without what leads to them and the marks around; None for no words."""
        start = 0
        while lead := CONNECTOR.match(self._words, start):
            start = lead.end()
        core = trimmed(self._words, start, len(self._words), " .,;:([（")
        words = core.of(self._words)
        return core if any(map(str.isalnum, words)) and not _LONE_LEAD.fullmatch(words) else None

    @_Once
    def place_end(self) -> int:
        """Where the place ends that the words begin with and what leads to an archive follows on; else 0."""
        place = PLACES.match(self._words)
        return place.end() if place and CONNECTOR.match(self._words, place.end() + 1) else 0

    @_Once
    def acronym_start(self) -> int:
        """Where the capitals begin that the words lead to and end with ("… is kept in RGANI"); else 0."""
        in_capitals = self._words[-1:].isupper()
        acronym = _ENDS_IN_ACRONYM.search(self._words) if in_capitals else None
        return acronym.start(1) if acronym else 0

    @_Once
    def name_start(self) -> int:
        """Where the name begins that a sentence's words lead to ("The decision is in the Archive of …"); else 0."""
        if not SENTENCE.search(self._words) or not (named := _ENDS_IN_NAME.match(self._words)):
            return 0
        name = self._words[named.end() :]
        return named.end() if is_collection(name) or INSTITUTION.search(name) else 0

    @_Once
    def opening_acronym(self) -> int:
        """Where the capitals end that stand before a fond without a comma ("ЦГАНЗ ф. 5"), or, a digital archive's,
        before its own number ("JACAR Ref. B03030289700"), or with a hyphen before the year ("MPKK-V. 1961"); else 0."""
        opened = _OPENS_IN_ACRONYM.match(self._words)
        if opened is None:
            return 0
        if opened["year"]:
            return opened.end(1)
        return opened.end(3) if opened["fond"] or is_digital_archive(opened[3]) else 0

    @_Once
    def kind(self) -> str:
        """What the words are as a part of a citation."""
        words = self._words
        if IBID.match(words):
            return Kind.IBID
        if UNDATED.fullmatch(words):
            return Kind.UNDATED
        if CLASSIFIED.fullmatch(words):
            return Kind.CLASSIFICATION
        if PLACES.fullmatch(words) or _TOWN.fullmatch(words):
            return Kind.PLACE
        if DIGITAL_ARCHIVE.fullmatch(words) or is_digital_archive(words):
            return Kind.DIGITAL
        return Kind.WORDS

    @_Once
    def voters(self) -> tuple[str, ...]:
        """The level words with numbers among them, which say by which tradition they count."""
        return () if self.is_manuscript_number else voters(self._words, self._values)

    @_Once
    def tradition(self) -> Tradition | None:
        """The tradition whose level words these are, where no archive says how it counts."""
        return choose_tradition(self.voters, None)

    @_Once
    def told(self) -> Tradition | None:
        """The tradition that a shelf-mark at the head of the words tells by its shape alone."""
        return told_by_signature(self._words)

    @_Once
    def is_manuscript_number(self) -> bool:
        """Whether the words are a library's number of a manuscript."""
        return MANUSCRIPT_NUMBER.fullmatch(self._words) is not None

    @_Once
    def is_collection(self) -> bool:
        """Whether the words name a collection inside an archive."""
        return is_collection(self._words)

    @_Once
    def is_signature(self) -> bool:
        """Whether the words are a shelf-mark by themselves."""
        return is_signature(self._words)

    @_Once
    def is_copy_note(self) -> bool:
        """Whether the words say what the copy is: an original, a typescript."""
        return COPY_NOTE.match(self._words) is not None

    @_Once
    def names_genre(self) -> bool:
        """Whether the words say first what a document is."""
        if _OF_GERMANY.match(self._words):
            return True
        return GENRE_FIRST.match(self._words) is not None or _OF_ASIA.search(self._words) is not None

    @_Once
    def may_name_document(self) -> bool:
        """Whether the words may name a document by its genre, or by words written small and a date."""
        quiet = not self.is_collection and _MARKS.isdisjoint(self._words)
        return quiet and (self.names_genre or self.is_genre or LOWER_WORDS.search(self._words) is not None)

    @_Once
    def has_bracket(self) -> bool:
        """Whether a bracket opens among the words."""
        return not _OPENING.isdisjoint(self._words)

    @_Once
    def has_digit(self) -> bool:
        """Whether a figure stands among the words."""
        return _DIGIT.search(self._words) is not None

    @_Once
    def is_lone_word(self) -> bool:
        """Whether the words are one of a few letters, as a level word without its value."""
        return _LONE_WORD.fullmatch(self._words) is not None

    @_Once
    def is_genre(self) -> bool:
        """Whether the words say nothing but what a document is."""
        return self._words.casefold() in GENRES

    @_Once
    def is_phrase(self) -> bool:
        """Whether a word written small follows on one with a capital, as in a title."""
        return _PHRASE.match(self._words) is not None

    @_Once
    def may_say_people(self) -> bool:
        """Whether the words may say who wrote to whom."""
        return may_say_people(self._words)

    @_Once
    def names_institution(self) -> bool:
        """Whether a word of an institution stands among them."""
        small = self._words.casefold().replace(_DOT, "")
        maybe = MAYBE_INSTITUTION.search(small)
        return maybe is not None and INSTITUTION.search(self._words) is not None

    @_Once
    def is_acronym(self) -> bool:
        """Whether the words are an abbreviation as archives have them."""
        return is_acronym(self._words)

    @_Once
    def may_be_name(self) -> bool:
        """Whether the words can be a name."""
        return may_be_name(self._words)

    @_Once
    def may_be_archive(self) -> bool:
        """Whether the words can name an archive that is not known."""
        return not self.is_collection and (self.names_institution or self.is_acronym or self.may_be_name)

    @_Once
    def may_open(self) -> bool:
        """Whether the words can begin a reference that has named no archive yet: a figure or a bracket stands
        among them, a level word before them, or they name a collection or are a shelf-mark."""
        if self.has_bracket or self.has_digit:
            return True
        first = _FIRST_WORD.match(self._words)
        named = first is not None and fold_label(first[0]) in label_index("before")
        return named or self.is_collection or self.is_signature

    @_Once
    def starts_fond(self) -> bool:
        """Whether the words begin with a fond."""
        reading = self.reading(self.tradition) if self.tradition else Reading()
        return bool(reading.levels) and reading.levels[0].level == "fond" and reading.lead is None

    @_Once
    def starts_shelfmark(self) -> bool:
        """Whether the words begin as what stands after a repository does."""
        if opens_shelfmark(self._words) or self.told or self.is_manuscript_number:
            return True
        if self.tradition is None:
            return False
        reading = self.reading(self.tradition)
        first = reading.levels[0].level if reading.levels else "pages"
        return first not in PAGE_LEVELS and first != "volume" and reading.lead is None

    @_Once
    def opens_reference(self) -> bool:
        """Whether the words can be the first of a reference that has named no repository yet."""
        if self.is_collection or self.told or self.is_signature:
            return True
        if self.tradition is None or _LONE_NUMBER.fullmatch(self._words):
            return False  # "Hayter to Lloyd, No. 234, 6 November 1956, FO 371/…": the despatch's own number
        reading = self.reading(self.tradition)
        return reading.lead is None and any(level.level not in PAGE_LEVELS for level in reading.levels)


def wording(words: str) -> Wording:
    """What ``words`` say by themselves."""
    if len(words) > _LONGEST_KEPT:
        return Wording(words)
    shape = _FIGURE.sub("0", words)
    return _kept(words if "0000" in shape and _YEAR.search(words) else shape)


@lru_cache(maxsize=8_000)
def _kept(shape: str) -> Wording:
    return Wording(shape)


def trimmed(text: str, start: int, end: int, marks: str) -> Span:
    """The stretch without ``marks`` before it, and without blanks, marks and open brackets at its end."""
    while start < end and text[start] in marks:
        if text[start] == "(" and _BRACKETED_NUMBER.match(text, start, end):
            break
        start += 1
    while end > start and not text[end - 1].isalnum():
        if not (
            text[end - 1].isspace()
            or (text[end - 1] in ".,;:" and not _VERSO.search(text, start, end))
            or text[end - 1] in "([（"
            or _closes_nothing(text, start, end)
        ):
            break
        end -= 1
    return as_span((start, end))


def _closes_nothing(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    return mark in ")]" and text.count("(" if mark == ")" else "[", start, end) < text.count(mark, start, end)
