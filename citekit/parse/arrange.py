"""Levels as read, arranged into references: shared levels given to each, a wrong level word repaired.

Public: :func:`arrange`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label
from citekit.model import Diagnostic, Level, Span

_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]{3,}")


def arrange(
    text: str, levels: Sequence[Level], cuts: Sequence[str], tradition: Tradition
) -> tuple[list[tuple[Level, ...]], list[Diagnostic]]:
    """The references that a run of levels makes, each with the levels that it shares with those before it.

    ``cuts`` are the marks before each level. A level that is there already begins a new reference, which
    takes over the levels outside it: "ф. 353, оп. 1, д. 1035, д. 1284; ф. 574, оп. 1, д. 3756" are three.
    """
    if ";" not in cuts[1:] and len({level.level for level in levels}) == len(levels):
        return [tuple(levels)] if levels else [], []
    levels, cuts = _placed(text, levels, cuts, tradition)
    levels, diagnostics = _repaired(levels, cuts, tradition)
    references: list[list[Level]] = []
    current: list[Level] = []
    for number, level in enumerate(levels):
        names = [other.level for other in current]
        cut = cuts[number : number + 1]
        if cut == [";"] and current and level.level not in names and _is_outside(level, current, tradition):
            references.append(current)
            current = []
        elif cut == [";"] and current and level.level not in names and _goes_back(level, current, tradition):
            references.append(current)
            current = [
                other for other in current if tradition.rank(other.level) < tradition.rank(level.level)
            ]
        elif level.level in names and _is_inside_of_one(current, level, cut):
            if level.level == "fond":
                current[-1] = replace(current[-1], level="division")
            elif len((current[-1].label or "").strip(".")) == 1:
                current[-1] = replace(current[-1], level="por")
        elif level.level in names and not _names_a_part(level, cut, current):
            references.append(current)
            at = names.index(level.level)
            kept = current[:at]
            current = [
                other
                for other in kept
                if other.label is None or tradition.rank(other.level) <= tradition.rank(level.level)
            ]
        current.append(level)
    if current:
        references.append(current)
    return [tuple(reference) for reference in references], diagnostics


def _placed(
    text: str, levels: Sequence[Level], cuts: Sequence[str], tradition: Tradition
) -> tuple[list[Level], list[str]]:
    """The levels with a bare number in its place that stands right before the same level with its word: it is
    the level outside it ("11857, Nr. IV/2.12"), or, after a stroke, the end of its name ("EA 1/106, Bü 1234")."""
    placed, marks = list(levels), list(cuts)
    for number in range(len(placed) - 2, -1, -1):
        level, following = placed[number], placed[number + 1]
        if level.label is not None or following.label is None or level.level != following.level:
            continue
        if (
            marks[number + 1 : number + 2] != [","]
            or level.level not in tradition.chain
            or level.span is None
        ):
            continue
        outer = placed[number - 1] if number else None
        if outer and outer.span and outer.label is None and text[outer.span.end : level.span.start] == "/":
            whole = Span(outer.span.start, level.span.end)
            placed[number - 1 : number + 1] = [replace(outer, value=whole.of(text), span=whole)]
            del marks[number]
            continue
        used = {other.level for other in placed}
        free = [name for name in tradition.chain[: tradition.rank(level.level)] if name not in used]
        first = [name for name in (*tradition.required, *tradition.names, "fond") if name in free]
        if first:
            placed[number] = replace(level, level=first[0])
    return placed, marks


def _is_outside(level: Level, current: Sequence[Level], tradition: Tradition) -> bool:
    """Whether a level stands outside all those before it, so that after ";" it begins another reference."""
    return all(tradition.rank(level.level) < tradition.rank(other.level) for other in current)


def _goes_back(level: Level, current: Sequence[Level], tradition: Tradition) -> bool:
    """Whether after ";" a level with its word stands outside the last one ("reg. 12, c. 45v; filza 34")."""
    return (
        level.label is not None
        and level.level in tradition.chain
        and current[-1].level in PAGE_LEVELS
        and tradition.rank(level.level) < tradition.rank(current[-1].level)
    )


def _is_inside_of_one(current: Sequence[Level], level: Level, cut: Sequence[str]) -> bool:
    """Whether a level follows on one of its own name that means another: the part of an archive before its
    fond ("KSČ-ÚV, f. 02/1"), the poriadok before the papka, for which the letter is the same ("П. 17. П. 176")."""
    last = current[-1]
    if ";" in cut or last.level != level.level or level.label is None:
        return False
    if level.level == "fond":
        named = last.label is None or not any(char.isdigit() for char in last.value)
        return len(current) == 1 and named and any(char.isdigit() for char in level.value)
    return level.level == "papka"


def _other_word(level: Level, before: Sequence[Level]) -> bool:
    """Whether a level's word is none of those that it had before: "carpeta 3, exp. 12"."""
    own = fold_label(level.label or "")
    words = [fold_label(other.label or "") for other in before if other.level == level.level]
    return bool(own) and all(word and not word.startswith(own) and not own.startswith(word) for word in words)


def _names_a_part(level: Level, cut: Sequence[str], before: Sequence[Level]) -> bool:
    """Whether a level that is there already goes further in: "Countries Series, USSR", "MfS, HA IX"."""
    if any(other.value == level.value and other.level == level.level for other in before):
        return False  # "MfAA, C 1072/76, and MfAA, C 300/78"
    if level.level == "division":
        return ";" not in cut
    if ";" not in cut and level.level == "folder" and level.label:
        return _other_word(level, before)
    if level.label and ";" not in cut and _is_name(before[-1]) and before[-1].level == level.level:
        return True  # "Ralph Bunche Papers, Collection 2051"
    last = before[-1]
    worded = (
        last.level == level.level and last.label is None and level.label is None and _WORD.search(last.value)
    )
    return ";" not in cut and (_is_name(level) or bool(worded))


def _is_name(level: Level) -> bool:
    return level.label is None and not any(char.isdigit() for char in level.value)


def _repaired(
    levels: Sequence[Level], cuts: Sequence[str], tradition: Tradition
) -> tuple[list[Level], list[Diagnostic]]:
    """The levels with a wrong level word mended: "Delo 5, Opis 28, Delo 412" begins with the fond.

    A word is wrong only where it stands in the place of exactly one missing level: before the level that
    follows in the tradition's chain, and again later in its own place.
    """
    found = list(levels)
    names = [level.level for level in found]
    diagnostics: list[Diagnostic] = []
    if len(set(names)) == len(names) or ";" in cuts[1:]:
        return found, diagnostics
    for missing in tradition.required:
        if missing in names:
            continue
        for number, level in enumerate(found):
            if level.label is None or names.count(level.level) != 2 or names.index(level.level) != number:
                continue
            trial = [*names[:number], missing, *names[number + 1 :]]
            ranks = [tradition.rank(name) for name in trial]
            out_of_order = [tradition.rank(name) for name in names] != sorted(
                tradition.rank(name) for name in names
            )
            follows = number + 1 < len(names) and names[number + 1] != level.level
            if ranks == sorted(ranks) and len(set(trial)) == len(trial) and (out_of_order or follows):
                message = (
                    f"{level.label!r} stands where only {_word(tradition, missing)!r} can; "
                    f"{level.value} is read as the {_word(tradition, missing)}"
                )
                found[number] = replace(level, level=missing)
                return found, [Diagnostic("level-label-repaired", message, level.span)]
    return found, diagnostics


def _word(tradition: Tradition, level: str) -> str:
    word = tradition.words.get(level) or level
    return word if isinstance(word, str) else word[0]
