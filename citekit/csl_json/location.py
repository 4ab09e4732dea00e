"""A shelf-mark printed whole, in its tradition's own words: CSL's ``archive_location``.

Public: :func:`location`, :func:`sheet_terms`, :func:`printed_value`, :func:`is_several`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.archives.traditions import PAGE_LEVELS, Tradition, traditions
from citekit.model import ArchivalReference, Level

_BARE = frozenset({"item", "file", "document"})
_TITLED = frozenset({"folder", "file"})
_NAMED_BY_VALUE = frozenset({"country", "issues", "signature"})
_HYPHEN_IN_RANGE = re.compile(r"(?<=[\dа-яrv.])\s?-\s?(?=\d)")
_SEVERAL = re.compile(r"\d\D*[-–—,]\s*\d|\d\s(?:and|и|та|і|u\.)\s\d")
_LONGEST_ABBREVIATION = 4
_VERSO = re.compile(r"(?<=\d)\s?(?:об|ob)\.?(?!\w)")


def location(references: Sequence[ArchivalReference]) -> str:
    """The shelf-marks of one archive: "fond 5, opis 28, delo 412, listy 224–228"; several joined by ";",
    the later ones without the levels that they share with the one before."""
    printed: list[str] = []
    before: tuple[Level, ...] = ()
    for reference in references:
        tradition = traditions().get(reference.tradition or "collection", traditions()["collection"])
        shared = 0
        for own, other in zip(reference.levels, before, strict=False):
            if (own.level, own.value) != (other.level, other.value):
                break
            shared += 1
        printed.append(_printed(reference.levels[shared:] or reference.levels, tradition))
        before = reference.levels
    return "; ".join(part for part in printed if part)


def sheet_terms(tradition: Tradition, reference: ArchivalReference) -> tuple[str, str]:
    """The words for one and several sheets, in the script that the reference is written in."""
    labels = "".join(level.label or "" for level in reference.levels) + (reference.repository or "")
    cyrillic = not labels.isascii() and sum("Ѐ" <= char <= "ӿ" for char in labels) > len(labels) // 3
    return tradition.sheets.get("Cyrl" if cyrillic else "Latn") or tradition.sheets["Latn"]


def _printed(levels: Sequence[Level], tradition: Tradition) -> str:
    text = ""
    for number, level in enumerate(levels):
        word = _word(level, tradition)
        value = printed_value(level)
        if (behind := _word_behind(level, tradition)) is not None:
            word, value = "", f"{value.rstrip('.')}. {behind}"
        titled = level.level == "file" and word and not any(char.isdigit() for char in value)
        if titled or ("," in value and level.level in _TITLED):
            value = f"“{value}”"
        if text:
            text += _joiner(levels[number - 1], level, tradition)
        text += f"{word} {value}" if word else value
    return text


def _joiner(before: Level, level: Level, tradition: Tradition) -> str:
    """What stands between two levels: a stroke joins numbers ("DY 30/3667"), no name and its number ("MfAA, C
    1234/76")."""
    joiner = None if level.label else tradition.joiners.get(level.level)
    return joiner if joiner is not None and any(map(str.isdigit, before.value)) else ", "


def _word_behind(level: Level, tradition: Tradition) -> str | None:
    """The word as written, where the tradition puts it after the value: "288. f.", "4. doboz"."""
    written = (level.label or "").strip(" .")
    if level.level in tradition.before or written not in tradition.after.get(level.level, ()):
        return None
    return written if len(written) > _LONGEST_ABBREVIATION else f"{written}."


def _word(level: Level, tradition: Tradition) -> str:
    if not level.label and level.level in _BARE:
        return ""  # "611.41/3-553", "POL 7 USSR": a number that needs no word
    word = tradition.words.get(level.level)
    if word is None:
        word = traditions()["collection"].words.get(level.level, level.level)
    if isinstance(word, tuple):
        return word[1] if is_several(level.value) else word[0]
    named = level.label and not level.value.startswith(level.label) and level.level not in _NAMED_BY_VALUE
    return (level.label or "").strip() if named and not word else word


def is_several(value: str) -> bool:
    """Whether a level's value names more than one: "224-228", "3, 5"."""
    return bool(_SEVERAL.search(value))


def printed_value(level: Level) -> str:
    """The value with an en dash in ranges of sheets (CMOS 18, 9.62) and "ob." for the verso."""
    if level.level in PAGE_LEVELS or level.level == "issues":
        return _VERSO.sub(lambda m: " об." if "о" in m[0] else " ob.", _HYPHEN_IN_RANGE.sub("–", level.value))
    return level.value
