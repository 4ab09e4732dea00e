"""Words that name an archive that is not among the known ones.

Public: :func:`is_unlisted`, :func:`follows_collection`. What tells such a name is an institution's word in it, or
capitals before a shelf-mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.archives.traditions import PAGE_LEVELS, fold_label, label_index
from citekit.find.vocabulary import ACRONYM, BRANCH, COLLECTION, INSTITUTION, NO_ARCHIVE
from citekit.parse.levels import read_bare
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.signatures import LONGEST_BARE, SHELFMARK
from citekit.parse.wording import Kind

_NAMES_FOND = re.compile(r"(?:[FfФф]|[Ff]ond|[Фф]онд)\.?\s*[\"«„“]")
_KEEPS_PAPERS = re.compile(
    r"archi[vefo]|arkiv|arkisto|librar|bibliot|museum|research cent(?:er|re)|levéltár|record office", re.I
)
_PRESS = re.compile(r"\bpress\b|verlag|journal|annual", re.I)
_LABELLED = re.compile(r"([^\W\d_A-Z]{1,12}\.?|[A-Z][a-zü]{1,12}\.?)\s?\d")
_PERIODICAL = re.compile(
    r"\b(?:Bulletin|Newsletter|Review|Quarterly|Journal|Annual|Yearbook|Working Paper|Occasional Paper"
    r"|Minute|Memorandum|Memo|Note|Telegram|Report|Meeting|Despatch)s?\b"
)
_NAMED_NUMBER = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?: (?:und|der|des|für) [A-ZÄÖÜ][a-zäöüß]+)+ \d{1,5}")
"""A German town's fond by its name, and the file: "Bürgermeister und Rat 2345"."""
_OF_KEEPER = re.compile(r"(?:Archives?|Collection)$")
_COUNTED = re.compile(r"\d+\. ([^\W\d_]{3,12}\.?)")
_FEW_LETTERS = 5
_LONGEST_NAME = 60
_FEW_NAMES = 3
_NAMES_BETWEEN = 4
_BRACKET = re.compile(r"\([^()]*\)")
_PARTED = re.compile(r"(?:[A-Z]{1,3} ?)?\w{1,4}(?:/[\w-]+){2,}")  # "17/IX/36"
_WEAK = frozenset({"volume", "item", "document", "issues", "year", "part", "section", "series", "country"})


def is_unlisted(text: str, parts: Sequence[Part], number: int, run: Run, *, prose: bool) -> bool:
    """Whether the words name a repository that is not known: by an institution's word, or as capitals
    right before a shelf-mark."""
    part = parts[number]
    said, words = part.wording, part.span.of(text)
    if len(words) > LONGEST_BARE or not said.may_be_archive or words.startswith("("):
        return False
    if _NAMES_FOND.match(words) or (run.repository_last and BRANCH.match(words)):
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    if part.cut == ";" and run.readings and not _is_signed(text, following) and _goes_on(text, part, run):
        return False
    if words.startswith(("A ", "An ")) or words.endswith((" Press", " Verlag")):
        return False
    if said.names_institution and INSTITUTION.search(_BRACKET.sub("", words)):
        if run.readings and run.written is None:
            kept = following is not None and following.repository is not None and following.cut == ","
            if kept and _OF_KEEPER.search(words):
                return False  # "box 181, Prague Spring Archive, LBJ Library": what another archive keeps
            return words[0].isupper()
        if run.repository_last and part.cut == "," and words[0].isupper():
            return run.repository is None
        beyond = next((p for p in parts[number + 1 :] if p.kind is not Kind.PLACE), None)
        if (
            beyond is not None
            and (not run.parts or part.cut == ";")
            and words[0].isupper()
            and part.cut in ("", ".", "/", ";", "\n", ":")
        ):
            heads = beyond.kind is Kind.WORDS and (
                beyond.wording.is_collection
                or beyond.wording.names_institution
                or ACRONYM.match(beyond.span.of(text))
            )
            if heads and any(later.starts_shelfmark for later in parts[number + 1 : number + 6]):
                return True
            if not prose and _keeps_collection(text, words, parts[number + 1 :]):
                return True
            if not prose and _KEEPS_PAPERS.search(words) and beyond.cut == "," and not _PRESS.search(words):
                if _leads_to_shelfmark(text, parts, number):
                    return True
                if heads and any(later.voters for later in parts[number + 2 : number + 6]):
                    return True
        return (beyond is not None and beyond.starts_shelfmark) or (
            follows_collection(text, parts, number) and all(p.kind is Kind.PLACE for p in parts[number + 1 :])
        )
    if following is None or part.cut not in ("", ",", ".", ";", ":", "-", "/", "\n", "(", "|", " "):
        return False
    if following.cut == "/":
        return False
    if said.is_acronym:
        inside = (",", " ", ":") if run.repository_last else (",", " ")
        fresh = run.written is None or part.cut not in inside
        fresh = fresh and (not run.readings or part.cut == ";")
        if not fresh or _is_followed_by_its_archive(parts, number):
            return False
        found = following.starts_shelfmark or (not prose and _leads_to_shelfmark(text, parts, number))
    else:
        named = part.cut == "/" or (
            words[:1].isupper() and following.cut in (".", ":", "-") and part.cut in ("", ".", "/", ";")
        )
        found = named and said.may_be_name and not run.readings and following.starts_fond
    return found and not (
        NO_ARCHIVE.match(text, *following.span)  # "BBC, SWB, SU/1234"
        or NO_ARCHIVE.match(words)
        or _PERIODICAL.search(words)
    )


def _keeps_collection(text: str, words: str, after: Sequence[Part]) -> bool:
    """Whether an institution that keeps papers stands before collections alone: "Harvard College Library,
    O’Laughlin Papers"."""
    own = [part for part in after if part.kind is not Kind.PLACE]
    named = [part for part in own if part.kind is Kind.WORDS and part.cut == ","]
    if not named or named != own or _PRESS.search(words) or not _KEEPS_PAPERS.search(words):
        return False
    papers = COLLECTION.search(text, *named[0].span) is not None
    return papers and named[0].wording.is_collection and len(named) <= _FEW_NAMES


def follows_collection(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether the words before a repository, right after a date, can only be its collection."""
    if number < 2 or parts[number].cut != ",":
        return False
    words, dated = parts[number - 1], parts[number - 2]
    return (
        words.kind is Kind.WORDS
        and words.cut == ","
        and dated.kind in (Kind.DATE, Kind.UNDATED)
        and words.span.of(text)[:1].isupper()
    )


def _is_followed_by_its_archive(parts: Sequence[Part], number: int) -> bool:
    """Whether a known archive ends the reference that begins with these capitals ("NSF, box 36A, JFKL")."""
    for place, part in enumerate(parts[number + 1 :], number + 1):
        if part.cut == ";":
            return False
        if part.kind is Kind.REPOSITORY:
            after = parts[place + 1] if place + 1 < len(parts) else None
            return part.cut == "," and (after is None or after.cut == ";" or after.kind is Kind.PLACE)
    return False


def _leads_to_shelfmark(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether capitals that open a citation stand before names of fonds and then a level with its word:
    "APSR, Africa 1939-1958, b. 12, f. 3"."""
    if parts[number].cut not in ("", ";", ":", "\n", "("):
        return False
    for part in parts[number + 1 : number + 2 + _NAMES_BETWEEN]:
        if part.cut not in (",", " ") or part.span.end - part.span.start > _LONGEST_NAME:
            return False
        if part.kind in (Kind.PLACE, Kind.DATE):
            continue
        words = part.span.of(text)
        if part.kind is not Kind.WORDS:
            return False
        if _PARTED.fullmatch(words):
            return True
        if labelled := _LABELLED.match(words):
            found = label_index("before").get(fold_label(labelled[1]), {})
            return bool(set(found.values()) - PAGE_LEVELS - _WEAK) and fold_label(labelled[1]) not in (
                "no",
                "nos",
            )
        if _NAMED_NUMBER.fullmatch(words):
            return True
        if (counted := _COUNTED.fullmatch(words)) and _names_file(counted[1]):
            return True
        if not (words[:1].isupper() or words[:1].isdigit()):
            return False
    return False


def _names_file(word: str) -> bool:
    """Whether a word after a number is a level word, and none of sheets: "4. doboz"."""
    return bool(set(label_index("after").get(fold_label(word), {}).values()) - PAGE_LEVELS)


def _is_signed(text: str, following: Part | None) -> bool:
    """Whether a shelf-mark in one piece stands after capitals, as after an archive's: "UNA, DAG-13/3.1.0.1"."""
    return (
        following is not None
        and following.cut == ","
        and SHELFMARK.fullmatch(text, *following.span) is not None
    )


def _goes_on(text: str, part: Part, run: Run) -> bool:
    """Whether capitals after ";" are a part of the archive named before: "BStU, MfS, HA IX, …; HA XX, Nr. 234",
    "JFKL, NSF, box 74; POF, box 126"."""
    known = run.repository.known if run.repository else None
    if known is None or run.tradition is None:
        return False
    words = part.span.of(text)
    shelved = read_bare(text, part.span, run.tradition, [])
    return bool(shelved) or (
        run.tradition.id == "collection" and len(words) <= _FEW_LETTERS and words.isupper()
    )
