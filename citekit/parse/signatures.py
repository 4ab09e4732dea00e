"""Words that by their shape alone are a shelf-mark, a collection, or the beginning of one.

Public: :func:`is_code`, :func:`is_collection`, :func:`is_signature`, :func:`opens_reference`, :func:`starts_fond`,
:func:`starts_shelfmark`, and the shapes.
"""

from __future__ import annotations

import re

from citekit.archives.traditions import PAGE_LEVELS, told_by_signature
from citekit.find.vocabulary import COLLECTION, MANUSCRIPT_NUMBER
from citekit.parse.levels import read_levels
from citekit.parse.parts import Kind, Part
from citekit.parse.votes import choose_tradition

SHELFMARK = re.compile(r"(?:\w{1,4}[-/.])?\w*\d\w*(?:[-/.][\w]+){2,}|IOR/[\w/&]+")
MANUSCRIPT = re.compile(r"(?:.*\s)?(?:MSS?\.?|Mss?\.?|MC|MS|GEN MSS|Coll\.)[- ]?[\w.-]+$")
_OPENS_SHELFMARK = re.compile(
    r"[A-Z]/[A-Z]-?[A-Z]+|[Фф]\. ?[А-ЯA-Z]{1,2}\.?$|[Zz]esp(?:ół|\.) +[A-Z]|[FfФф]\. ?(?:[«“„\"]|[A-ZÀ-ÝŠŽČŘ]{2})|(?:[Ff]onds?|[Ff]ondul|[Ff]ondo|[Ff]undo|Bestand|Nachla(?:ss|ß)|NL|Papiers|Carte|[Фф]онд|[Sb]b\.) +[A-ZА-ЯÀ-Ž]"
)
_CODE = re.compile(
    r"[A-Z]{1,6}(?:[ /.-][A-Z]{1,6}){0,3}[ /.-]?(?:\(\d\d\))?\d[\w()]*(?:[/.-][\w()]+)*(?: [A-Z])?"
)
_PARTED_CODE = re.compile(r"(?:[A-Z]{1,6} ?(?:[A-Z]{1,3} )?|\d{1,4} ?[A-Z]{1,3} ?)\d+[A-Z]?(?:/\d+[\w-]*)+")
_ENDS_AS_INSTITUTION = re.compile(r"(?:Archives|Library|Libraries|Division|Department|Museum)$")
LONGEST_BARE = 120


def is_collection(words: str) -> bool:
    """Whether the words name a collection inside an archive: "Whitman File", "Papers of the … Society"."""
    found = list(COLLECTION.finditer(words))
    if not found or not words[:1].isupper() or _ENDS_AS_INSTITUTION.search(words):
        return False
    named_at_end = found[-1].end() >= len(words.rstrip(")"))
    return named_at_end or "(" in words or found[0].start() == 0 or bool(re.search(r"\d{4}", words))


def is_code(words: str) -> bool:
    """Whether the words are capitals and figures as a shelf-mark has them: "DUFC 4/5", "PO/56/123", "S 13760 A"."""
    return len(words) <= 30 and bool(_CODE.fullmatch(words))


def is_signature(words: str) -> bool:
    """Whether the words are a shelf-mark by themselves: "MSS Eur F 111", "A-12/3/4"."""
    return len(words) <= 30 and bool(
        MANUSCRIPT.fullmatch(words) or (SHELFMARK.fullmatch(words) and any(c.isalpha() for c in words))
    )


def starts_fond(text: str, part: Part) -> bool:
    """Whether a part begins with a fond."""
    tradition = choose_tradition(part.votes, None)
    if part.kind is not Kind.WORDS or tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    return bool(reading.levels) and reading.levels[0].level == "fond" and reading.lead is None


def starts_shelfmark(text: str, part: Part) -> bool:
    """Whether a part begins as what stands after a repository does."""
    if part.kind is not Kind.WORDS:
        return False
    words = text[part.span.start : part.span.end]
    if SHELFMARK.match(words) or _OPENS_SHELFMARK.match(words) or told_by_signature(words):
        return True
    if _PARTED_CODE.fullmatch(words) or MANUSCRIPT_NUMBER.fullmatch(words):
        return True
    tradition = choose_tradition(part.votes, None)
    if tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    first = reading.levels[0].level if reading.levels else "pages"
    return first not in PAGE_LEVELS and first != "volume" and reading.lead is None


def opens_reference(text: str, part: Part) -> bool:
    """Whether a part can be the first of a reference that has named no repository yet."""
    if part.kind is not Kind.WORDS:
        return False
    words = text[part.span.start : part.span.end]
    if is_collection(words) or told_by_signature(words) or is_signature(words):
        return True
    tradition = choose_tradition(part.votes, None)
    if tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    return reading.lead is None and any(level.level not in PAGE_LEVELS for level in reading.levels)
