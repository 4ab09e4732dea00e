"""One more part taken into a run: an archive's further name, its place, a date, a folder, levels.

Public: :func:`extend`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from citekit.find.vocabulary import ACRONYM, BRANCH
from citekit.model import Level, Span
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.run_levels import says_levels, take_title, take_words
from citekit.parse.signatures import is_code
from citekit.parse.towns import is_no_state, names_inside, says_place
from citekit.parse.wording import Kind

_YEARS_FIRST = frozenset({"it", "yu", "ro", "al", "es", "pt"})
"""Traditions whose archives order papers by year before all else: "APC, 1967, Estero, mf. 545"."""
_ENDS_WITH_YEAR = re.compile(r"[^\d]\s(?:1[89]|20)\d\d$")
_OF_ANY = re.compile(r"(?:(?:Diplomatic|Historical|Central|National|State) )?Archives?(?:, .*)?")
_OF_STATE = re.compile(r"(?:Ministry|Department|Office) of |(?:[A-Z]\w+ )?Republic of |Foreign Ministry\b")
"""Whose an archive without a name of its own is: "Diplomatic Archive, Ministry of Foreign Affairs, Republic of Korea"."""
_NEAR_IN_LIST = 200
_LONGEST_FOLDER = 80
_FEW_NAMES = 2


def extend(text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool) -> bool:
    """Take ``part`` into the run where it says more of the same reference."""
    if part.cut == ";" and _names_series_of_papers(text, parts, number):
        return False
    if part.kind is Kind.WORDS:
        return _extend_by_words(text, run, part, parts, number, prose=prose)
    if part.kind is Kind.PLACE and not is_no_state(text, run, part):
        if names_inside(text, run, part):
            return take_words(text, run, replace(part, kind=Kind.WORDS), parts, number, prose=prose)
        if run.written is not None and part.cut in (",", ";", ".", "-", "(", " "):
            run.parts.append(part)
            run.places.append(part.span)
            run.repository_last = True
            return True
        return False
    if part.kind is Kind.DATE:
        return _take_date(text, run, part, parts, number)
    if part.kind is Kind.UNDATED:
        return bool(run.parts)
    if part.kind is Kind.QUOTE and _is_folder(text, run, parts, number):
        run.add(part, [Level("folder", part.span.of(text).rstrip(".,"), None, part.span)])
        return True
    second = text[part.span.start - 1] == "「" and any(p.kind is Kind.QUOTE for p in parts[:number])
    if (
        part.kind is Kind.QUOTE
        and (run.readings or run.written)
        and (text[part.span.start - 1] == "『" or (second and run.used[-1:] == ["signature"]))
    ):
        # In Japan double corner brackets name a file or book, single ones a document.
        numbered = "file" in run.used and any(char.isdigit() for char in part.span.of(text))
        run.add(part, [Level("series" if numbered else "file", part.span.of(text), None, part.span)])
        return True
    if part.kind is Kind.QUOTE and run.written is not None and not run.readings and not prose:
        run.parts.append(part)
        run.title = run.title or part.span
        return True
    if part.kind is Kind.QUOTE:
        return take_title(text, run, part, parts[number + 1 :])
    if part.kind is not Kind.PLACE:
        return False
    return _extend_by_words(text, run, part, parts, number, prose=prose)


def _extend_by_words(
    text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool
) -> bool:
    """Take words into the run where they say more of its archive's name, its place, or levels."""
    if run.repository_last and not run.readings and run.written and BRANCH.match(text, *part.span):
        run.parts.append(part)
        run.written = Span(run.written.start, part.span.end)
        return True
    if run.repository is None and run.repository_last and run.written and part.cut == ",":
        if _OF_STATE.match(text, *part.span) and _OF_ANY.fullmatch(text, *run.written):
            run.parts.append(part)
            run.written = Span(run.written.start, part.span.end)
            return True
    if run.repository_last and says_place(text, run, part):
        run.parts.append(part)
        return True
    unsure = prose and not _leads_to_number(text, run, part, parts[number + 1 :])
    return take_words(text, run, part, parts, number, prose=unsure)


def _names_series_of_papers(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether capitals and a date say what a document is, before the shelf-mark that it has: "FO 371/25224; HCWM,
    10 April 1940, DO 121/7"."""
    own = parts[number : number + 3]
    return (
        [part.kind for part in own] == [Kind.WORDS, Kind.DATE, Kind.WORDS]
        and ACRONYM.fullmatch(own[0].span.of(text)) is not None
        and is_code(own[2].span.of(text))
    )


def _leads_to_number(text: str, run: Run, part: Part, after: Sequence[Part]) -> bool:
    """Whether a name after a known archive can only be a part of it, since a level with its number follows:
    "ASMAE, Affari Politici 1946–1950, URSS, b. 12"."""
    known = run.repository.known if run.repository else None
    if known is None or run.labelled or part.cut != "," or not text[part.span.start].isupper():
        return False
    near = takewhile(lambda later: later.cut == "," and later.kind is Kind.WORDS, after[:_FEW_NAMES])
    return any(later.starts_shelfmark for later in near)


def _is_folder(text: str, run: Run, parts: Sequence[Part], number: int) -> bool:
    """Whether a quotation right after a box is the name of a folder in it, and no document with its date."""
    following = parts[number + 1] if number + 1 < len(parts) else None
    return (
        run.used[-1:] == ["box"]
        and parts[number].cut == ","
        and not any(part.kind is Kind.QUOTE for part in parts[:number])
        and (following is None or following.kind is not Kind.DATE)
        and len(parts[number].span.of(text)) <= _LONGEST_FOLDER
    )


def _take_date(text: str, run: Run, part: Part, parts: Sequence[Part], number: int) -> bool:
    date = part.date
    if date is None or not run.parts or date.span is None:
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    goes_on = any(
        later.kind is Kind.WORDS and says_levels(text, run, later)
        for later in takewhile(lambda later: later.cut != ";", parts[number + 1 : number + 3])
    )
    lone_year = len(date.start) == 1
    last = run.readings[-1] if run.readings else None
    if (
        lone_year
        and date.end is not None
        and last is not None
        and last.label is None
        and (not any(c.isdigit() for c in last.value) or _ENDS_WITH_YEAR.search(last.value))
        and last.span
    ):
        # "White House Central Files, 1953-1961": the years belong to the series.
        run.readings[-1] = replace(
            last, value=text[last.span.start : date.span.end], span=Span(last.span.start, date.span.end)
        )
        run.parts.append(part)
        return True
    if run.used[-2:] == ["box", "folder"] and last and last.label is None and last.span and part.cut == ",":
        if date.end is not None and len(date.start) > 1 and last.value[0].isalpha():
            # "Box 82, NSC Meetings, Jan–Mar 1969": the months are part of the folder's title
            run.readings[-1] = replace(
                last, value=text[last.span.start : date.span.end], span=Span(last.span.start, date.span.end)
            )
            run.parts.append(part)
            return True
    if run.readings and _lists_files(run, part):
        run.add(part, [replace(run.readings[-1], value=date.span.of(text), span=date.span)])
        return True
    counts = run.repository.repository.tradition if run.repository else ""
    opens = run.repository_last and part.cut == "," and counts in _YEARS_FIRST
    if lone_year and date.end is None and (run.readings or opens) and goes_on and part.cut != "(":
        run.add(part, [Level("year", date.span.of(text), None, date.span)])
        return True
    if part.cut == ";" and run.written is not None and following is not None and goes_on:
        return False
    if (
        goes_on
        or (run.readings and part.cut in (",", "(", "."))
        or (run.written is not None and part.cut == ",")
    ):
        inside = part.cut == "," and bool(run.labelled or run.typed or run.untyped)
        if not run.readings or not goes_on or lone_year or inside or run.title is not None:
            run.parts.append(part)
            run.dates.append(date)
            return True
    return False


def _lists_files(run: Run, part: Part) -> bool:
    """Whether what looks like a year is the next of a list of files: "Д. 1514, 1515"."""
    last = run.readings[-1]
    year = part.date.start if part.date and part.date.end is None and part.cut == "," else ()
    listed = last.level in ("delo", "ae") and last.label is not None and last.value.isdigit()
    return listed and len(year) == 1 and 0 < year[0] - int(last.value) < _NEAR_IN_LIST
