"""Words that by their shape alone are a shelf-mark, a collection, or the beginning of one.

Public: :func:`is_code`, :func:`is_acronym`, :func:`is_collection`, :func:`is_signature`, :func:`may_be_name`,
:func:`opens_shelfmark`, and the shapes.
"""

from __future__ import annotations

import re

from citekit.find.vocabulary import ACRONYM, COLLECTION

SHELFMARK = re.compile(r"(?:\w{1,4}[-/.])?\w*\d\w*(?:[-/.][\w]+){2,}|IOR/[\w/&]+")
MANUSCRIPT = re.compile(r"(?:.*\s)?(?:MSS?\.?|Mss?\.?|MC|MS|GEN MSS|Coll\.)[- ]?[\w.-]+$")
_OPENS_SHELFMARK = re.compile(
    r"\d{2,4}/[IVXLC]+$|[A-Z]/[A-Z]-?[A-Z]+|[Фф]\. ?[А-ЯA-Z]{1,2}\.?$|[Zz]esp(?:ół|\.) +[A-Z]|[FfФф]\. ?(?:[«“„\"]|[A-ZÀ-ÝŠŽČŘ]{2})|(?:[Ff]onds?|[Ff]ondul|[Ff]ondo|[Ff]undo|Bestand|Nachla(?:ss|ß)|NL|Papiers|Carte|[Фф]онд|[Sb]b\.) +[A-ZА-ЯÀ-Ž]"
)
_CODE = re.compile(
    r"[A-Z]{1,6}(?:[ /.-][A-Z]{1,6}){0,3}[ /.-]?(?:\(\d\d\))?\d[\w()]*(?:[/.-][\w()]+)*(?: [A-Z]\d{0,3})?"
)
_PARTED_CODE = re.compile(
    r"(?:[A-Z]{1,6}[ /]?(?:[A-Z]{1,3} )?|\d{1,4} ?[A-Z]{1,3} ?)\d+[A-Z]?(?:/\d+[\w-]*)+"
)
_OF_MAKER = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:Records|Papers|Files) of ")
_ENDS_AS_INSTITUTION = re.compile(r"(?:Archives|Library|Libraries|Division|Department|Museum)$")
_IN_TOWN = re.compile(
    r"(?:[A-ZÄÖÜ]\w*[A-Z]|[A-Z]{2,4}) [A-ZÄÖÜŁŚŻ][a-zäöüßéèóąęłńśźż]{3,}(?:[ -][A-Z]?[a-zäöü]+)?"
)
_YEAR = re.compile(r"\d{4}")
_HAS_NAME = re.compile(r"[^\W\d_]{3}|[^\W\d_a-zа-я]{2}")
_LONGEST_ACRONYM = 40
_LONGEST_NAME = 60
LONGEST_BARE = 120


def is_collection(words: str) -> bool:
    """Whether the words name a collection inside an archive: "Whitman File", "Papers of the … Society"."""
    if not words[:1].isupper():
        return False
    found = list(COLLECTION.finditer(words))
    if not found or _ENDS_AS_INSTITUTION.search(words):
        return False
    if _OF_MAKER.match(words):
        return True
    named_at_end = found[-1].end() >= len(words.rstrip(")"))
    return named_at_end or "(" in words or found[0].start() == 0 or _YEAR.search(words) is not None


def is_code(words: str) -> bool:
    """Whether the words are capitals and figures as a shelf-mark has them: "DUFC 4/5", "PO/56/123", "S 13760 A"."""
    return len(words) <= 30 and bool(_CODE.fullmatch(words))


def is_signature(words: str) -> bool:
    """Whether the words are a shelf-mark by themselves: "MSS Eur F 111", "A-12/3/4"."""
    return len(words) <= 30 and bool(
        MANUSCRIPT.fullmatch(words) or (SHELFMARK.fullmatch(words) and any(c.isalpha() for c in words))
    )


def opens_shelfmark(words: str) -> bool:
    """Whether the words begin with a shelf-mark, or are one in parts."""
    return bool(SHELFMARK.match(words) or _OPENS_SHELFMARK.match(words) or _PARTED_CODE.fullmatch(words))


def is_acronym(words: str) -> bool:
    """Whether capitals are an archive's, with its town after them or without: "ЦГВИА РФ", "StA Marburg"."""
    if len(words) > _LONGEST_ACRONYM or any(map(str.isdigit, words)):
        return False  # "JC44-1442"
    return bool(ACRONYM.match(words) or _IN_TOWN.fullmatch(words))


def may_be_name(words: str) -> bool:
    """Whether the words can be a name: not "Ст. 153"."""
    return len(words) <= _LONGEST_NAME and _HAS_NAME.search(words) is not None
