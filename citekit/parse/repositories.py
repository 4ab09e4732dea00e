"""Where a text names an archive.

Public: :func:`find_repositories`. Known names are looked up by their first word, so that the time does not
grow with the number of archives; the longest name that stands there wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from citekit.archives.repositories import (
    Candidate,
    Repository,
    by_name,
    first_words,
    is_spelled,
    is_told_by,
    names_at,
    names_from,
    only_of,
    repositories,
    tell_apart,
)
from citekit.archives.spelling import fold, folded_words
from citekit.archives.traditions import fold_label, label_index
from citekit.find.vocabulary import PLACES, SHORT_FORM
from citekit.model import Span, as_span
from citekit.parse.words import Words

_BETWEEN = re.compile(r"(?:[\s.'’‘\"“”«»(&/—–-]|, (?=\w)|: ?(?=\w))*")
_GLOSS = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]")
_PLACED_GLOSS = re.compile(r",\s+([^\W\d_][^\d,;()]{2,25}?),?\s+\(([^\W\d_][^()]{1,20})\)")
_IN_TOWN_GLOSS = re.compile(
    r"\s+(?:w|we|v|ve|in|у|в|u|din)\s+[^\W\d_a-zа-я][\w'’-]+\s+\(([^\W\d_][^()]{1,20})\)"
)
_AND_FURTHER = re.compile(
    r"\s+(?:and|&)\s+(?:Special Collections|Archives|Manuscripts|Rare Books|Records Management\w*)(?!\w)"
)
_NAMED_FOND = re.compile(r"(?<!\w)(?:[Ff]ondo|[Ff]onds|[Ff]undo|[Bb]estand|Nachla(?:ss|ß)) $")
_MAKER = re.compile(r"\b(?:Records|Papers|Files) of(?: the)? $")
_LONGER_BEFORE = re.compile(r"(?<!\w)[A-Z][a-z]+(?<!In)(?<!The)(?<!See)(?<!From)(?<!At) $")
_LONGER_AFTER = re.compile(r" Archives?\b")
_BROADCASTS = re.compile(r",?\s(?:SWB|Summary of World Broadcasts|Monitoring)\b")
_OF_MAKER = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*) (?:Archives|Records|Papers)")
_ONE_OF_MANY = re.compile(r"(?<!\w)An? $")
_ADDRESSED = re.compile(r"\b(?:to|from)(?: the)? $")
_KEEPS = re.compile(r"archi|librar|museum|record|collection|cent(?:er|re)|institut", re.I)
_FEW_LETTERS = 3
_IN_CODE = re.compile(r"[^\W\d_][.-]")
_NUMBER = re.compile(r"\s+\d")
_NEXT = re.compile(
    r"\s*(?:[,.:;、，。：；)\]|(（\[]|[-–—]\s|/|$)|-\d|-[^\W\d_]{2,6}(?:,\s|-)[^\W\d_]\.|\s+(?:f|ф|op|оп|d|д)\b"
    r"|\s+(?:у|в|w|v|u|in|în)\s+[^\W\d_][\w'’-]+[,.:;]",
    re.I,
)
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.\s?[^\W\d_]{1,2}){2,12}\.?(?!\w)")
_KEPT_THERE = re.compile(r"(?<=[館馆])(?:所?[藏蔵]|所収)$")
_NO_LETTER = re.compile(r"\W")
_KEPT = frozenset("藏蔵収")
_OPENED_BY = {")": "(", "»": "«", "”": "“"}
_INITIALS = [1, 1, 1]
"""How long the words are where single letters follow on each other, as in "А. В. П."."""
_NEXT_CODE = re.compile(r"\s+(?:[A-ZА-ЯЁ][A-ZА-ЯЁ-]*\s+){0,2}[^\W\d_]{0,8}[\s.-]?[\w-]*\d")
_SAYS_LEVELS = re.compile(r"\b(?:[Bb]ox|[Ff]older|[Ss]eries) \w|, \w+ \d")
_GOES_ON = re.compile(r"\s+(?:of|for|de|du|des|del|della|di|da|do|dos)\s|\s+d['’]", re.I)
_CHINESE = re.compile(r"\b(?:[A-Z]{1,3}\d+-\d+|\d+-\d+-\d+)")
_SIGNED = re.compile(r"(?<!\w)(?:sygn|sign|sig|rkps|fond|f|ф)\.?\s*$")
_NEAR = 300
_FEW_WORDS = 2
_BEGINNING = 24
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


@dataclass(slots=True)
class FoundRepository:
    """A known archive in the text; ``span`` holds its name as written, with the gloss after it.

    Where several archives have the name and nothing near tells which is meant, ``repository`` has no id and
    only what they have in common, and ``candidates`` are their ids."""

    repository: Final[Repository]
    span: Final[Span]
    abbreviation: Final[bool]
    candidates: Final[tuple[str, ...]] = ()

    @property
    def known(self) -> Repository | None:
        """The archive, where it is certain which one is meant."""
        return self.repository if self.repository.id else None


def find_repositories(words: Words) -> list[FoundRepository]:
    """The known archives that a text's stretch names, in order and without overlap."""
    found: list[FoundRepository] = []
    position = words.span.start
    known = first_words()
    lengths = [*map(len, words.folded)]
    begun = [
        number
        for number, word in enumerate(words.folded)
        if word in known
        or word[-1] in _KEPT
        or (lengths[number] == 1 and lengths[number : number + 3] == _INITIALS)
    ]
    for number in begun:
        start = words.places[number].start()
        if start < position:
            continue
        for name, end in _names_at(words, number):
            if taken := _taken(words.text, words.span, found, as_span((start, end)), name):
                position = taken
                break
    return found


def _names_at(words: Words, number: int) -> Iterator[tuple[Candidate, int]]:
    """The known names that stand at the word, longest first, each with where it ends."""
    first = words.folded[number]
    start, end = words.places[number].span()
    if first[-1:] in _KEPT and (stem := _KEPT_THERE.search(words.text, start, end)):
        for name in names_from(fold(words.text[start : stem.start()])):
            if not name.words:
                yield name, stem.start()
        return
    for name in names_at(words.folded, number):
        if name_end := _end_of(name, words, number):
            yield name, name_end
    initials = [*map(len, words.folded[number : number + 3])] == _INITIALS
    if initials and (dotted := _DOTTED.match(words.text, start, words.span.end)):
        for name in names_from(fold(_NO_LETTER.sub("", dotted[0]))):
            if not name.words:
                yield name, dotted.end()


def _end_of(name: Candidate, words: Words, number: int) -> int | None:
    """Where the name ends that begins with the word; None where something parts its words."""
    text, limit = words.text, words.span.end
    start = end = words.places[number].end()
    for following in words.places[number + 1 : number + 1 + len(name.words)]:
        gap = _BETWEEN.match(text, end, limit)
        if gap is None or gap.end() != following.start():
            return None
        end = following.end()
    opening = _OPENED_BY.get(text[end : end + 1]) if end < limit else None
    return end + 1 if opening and opening in text[start:end] else end


def _taken(text: str, span: Span, found: list[FoundRepository], written: Span, name: Candidate) -> int | None:
    """Where the name ends that was taken into ``found``, alone or as more of the one before; None where
    no archive is meant by it."""
    start, end = written
    if not _is_written_so(text, written, span, name):
        return None
    repository = _meant(text, written, span, name.ids)
    before = found[-1] if found else None
    if repository is None or (before and _is_series_of(text, before, written)):
        return None
    if before and _is_kept_by(text, before, written, name, repository):
        return None
    if before and _is_part(text, before, start, repository):
        if not name.abbreviation:
            gloss = _GLOSS.match(text, end, span.end)
            if gloss and (other := by_name(gloss[1])) and other.id == repository.id:
                end = gloss.end()  # "The National Archives (TNA): Public Record Office (PRO)"
            found[-1] = replace(before, span=Span(before.span.start, end))
        return end
    if before and _stands_inside(text, before, Span(start, end), name, repository):
        return None
    if _is_province(text[start:end], repository) and not _CHINESE.search(
        text, end, min(end + _NEAR, span.end)
    ):
        return None
    if further := _AND_FURTHER.match(text, end, span.end):
        end = further.end()
    gloss = _GLOSS.match(text, end, span.end)
    if gloss and not SHORT_FORM.match(gloss[0].strip()):
        if (other := by_name(gloss[1])) and other.id != repository.id:
            return None  # the last words of a longer name, whose abbreviation the bracket gives
        if _is_gloss(gloss[1], repository):
            end = gloss.end()
    elif (placed := _IN_TOWN_GLOSS.match(text, end, span.end)) and by_name(placed[1]) == repository:
        end = placed.end()  # "Archiwum Akt Nowych w Warszawie (AAN)"
    elif placed := _PLACED_GLOSS.match(text, end, span.end):
        if is_told_by(repository, placed[1]) and by_name(placed[2]) in (None, repository):
            end = placed.end()
    candidates = () if repository.id else name.ids
    found.append(FoundRepository(repository, as_span((start, end)), name.abbreviation, candidates))
    return end


def _is_province(name: str, repository: Repository) -> bool:
    """Whether the archive is named by its province or city alone ("Gansu"), as only a shelf-mark shows."""
    return repository.tradition == "cn" and name in repository.abbreviations and name.istitle()


def _is_series_of(text: str, before: FoundRepository, name: Span) -> bool:
    """Whether a name right after an archive's is the beginning of a shelf-mark there ("AN, AJ 72/1896")."""
    return (
        text[before.span.end : name.start].strip() in (",", "")
        and name.of(text) in before.repository.shelfmarks
        and _NUMBER.match(text, name.end) is not None
    )


def _is_kept_by(
    text: str, before: FoundRepository, own: Span, found: Candidate, repository: Repository
) -> bool:
    """Whether a name that an archive goes by for the papers of one maker stands after the archive's own and
    means those papers: "Rockefeller Archive Center, Ford Foundation Archives"."""
    if repository.id != before.repository.id or found.abbreviation or before.abbreviation:
        return False
    maker = _OF_MAKER.fullmatch(text, *own)
    return maker is not None and set(folded_words(maker[1])).isdisjoint(folded_words(before.span.of(text)))


def _is_part(text: str, before: FoundRepository, start: int, repository: Repository) -> bool:
    """Whether a name of the archive that was named right before stands for a part of it ("SAPMO-BArch, ZPA")."""
    if repository.id != before.repository.id:
        return False
    between = text[before.span.end : start].strip(" .,:/")
    return not between or folded_words(between) == folded_words(repository.place.split(",")[0])


def _stands_inside(
    text: str, before: FoundRepository, own: Span, found: Candidate, repository: Repository
) -> bool:
    """Whether a name right after another archive's means papers that it keeps: a few capitals after a full name
    ("Ford Library, NSA, …"), a president's papers in the national archives ("NARA, NPMP, NSC Files")."""
    if text[before.span.end : own.start] != ", ":
        return False
    national = before.repository.id == "us-nara" or before.span.of(text).startswith("National Archives")
    if national and repository.name.endswith("Library"):
        return "Library" not in own.of(text)
    few = found.abbreviation and own.end - own.start <= _FEW_LETTERS
    return few and not before.abbreviation and before.repository.tradition == "collection"


def _meant(text: str, name: Span, span: Span, ids: tuple[str, ...]) -> Repository | None:
    """The archive that a name means here; without an id where several have it and nothing near tells: then
    what they have in common, how they count. None where the name need not be an archive's at all."""
    written = name.of(text)
    if only := only_of(ids, written):
        return only
    near = text[max(span.start, name.start - _NEAR) : min(span.end, name.end + _NEAR)]
    if (
        meant := tell_apart(ids, written, near, text[name.end : min(span.end, name.end + _BEGINNING)])
    ) or len(ids) == 1:
        return meant
    traditions = {repositories()[key].tradition for key in ids}
    return Repository(id="", name=written, tradition=traditions.pop() if len(traditions) == 1 else "")


def _is_spelled_so(written: str, ids: Sequence[str]) -> bool:
    """Whether an archive spells its abbreviation in small letters too ("Hoover", "Bodl."): "Abs" is no "ABS"."""
    return any(is_spelled(key, written) for key in ids)


def _is_written_so(text: str, found: Span, span: Span, name: Candidate) -> bool:
    """Whether the words are the archive's name here: an abbreviation in capitals, before a shelf-mark."""
    start, end = found
    written = text[start:end]
    begun = start > span.start and text[start - 1] == " "  # that words stand before it
    if begun and _NAMED_FOND.search(text, max(span.start, start - 12), start):
        return False  # "AGA, Fondo MAE, caja 82": whose papers another archive has
    if begun and _MAKER.search(text, max(span.start, start - 16), start):
        return False  # "General Records of the Department of State": whose papers another archive has
    if not name.abbreviation:
        if (
            begun
            and _LONGER_AFTER.match(text, end)
            and _LONGER_BEFORE.search(text, max(span.start, start - 24), start)
        ):
            return False  # "South African Department of Foreign Affairs Archives"
        if begun and _ONE_OF_MANY.search(text, max(span.start, start - 3), start):
            return False  # "A National Security Archive Documents Reader"
        if _ADDRESSED.search(text, max(span.start, start - 12), start) and not _KEEPS.search(written):
            return False  # "Kennan to State Department": who is written to
        whole = not _GOES_ON.match(text, end, span.end)
        long = len(written.split()) > _FEW_WORDS
        return whole and (long or written[:1].isupper() or not written[:1].isascii())
    if _BROADCASTS.match(text, end, span.end):
        return False  # "BBC, SWB, SU/1234": what is printed from broadcasts
    if _SIGNED.search(text, max(span.start, start - 12), start):
        return False  # "sygn. IPN BU 01222/231", "fond AS 1931": what begins the value
    if "," in written and _NUMBER.match(text, end, span.end):
        return False  # "TNA, PRO 30/69": a series of the archive, no other name of it
    if len(written) <= _FEW_LETTERS and _IN_CODE.match(text, start - 2):
        return False
    if not _in_capitals(written) and not _is_spelled_so(written, name.ids):
        return False
    if _NEXT.match(text, end, span.end) or end == span.end:
        return True
    if (place := PLACES.match(text, end + 1, span.end)) and _NEXT.match(text, place.end(), span.end):
        return True
    if word := _NEXT_WORD.match(text, end, span.end):
        if fold_label(word[1]) in label_index("before"):
            return True
    return bool(_NEXT_CODE.match(text, end, span.end))


def _in_capitals(written: str) -> bool:
    """Whether two letters of an abbreviation are capitals, or the one that it has."""
    if written[0].isupper() and written[1:2].isupper():
        return True
    letters = [char for char in written if char.isalpha()]
    return sum(map(str.isupper, letters)) >= min(2, len(letters))


def _is_gloss(words: str, repository: Repository) -> bool:
    """Whether the bracket after a name repeats it ("(AAN)", "(ЦДА)") or gives its place."""
    letters = [char for char in words if char.isalpha()]
    return (
        bool(letters)
        and not _SAYS_LEVELS.search(words)
        and (sum(char.isupper() for char in letters) >= 2 or is_told_by(repository, words))
        and len(words) < 40
    )
