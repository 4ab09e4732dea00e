"""The parts of a citation gathered into runs.

Public: :func:`find_runs`. A run is a repository with the levels after it ("RGANI, f. 5, op. 28"), or levels
with the repository after them ("box 3, Smith Papers, Yale University Library").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from citekit.find.vocabulary import ACRONYM
from citekit.model import Level, Span
from citekit.parse.parts import Part, as_part
from citekit.parse.run import Run
from citekit.parse.run_levels import repository_follows, says_levels
from citekit.parse.run_parts import extend
from citekit.parse.signatures import (
    is_code,
)
from citekit.parse.unlisted import follows_collection, is_unlisted
from citekit.parse.votes import choose_tradition
from citekit.parse.wording import Kind


def find_runs(text: str, parts: Sequence[Part], *, prose: bool) -> list[Run]:
    """The runs among ``parts`` in order; ``prose`` asks for more certainty than a note does."""
    runs: list[Run] = []
    run = Run()
    for number, part in enumerate(parts):
        if part.cut == ";" and part.kind is Kind.WORDS and _names_only(run):
            part = replace(part, cut=",")  # "Central State Archive, Sofia; Fond 378-B"
        if not run.parts and not prose and _opens_after_capitals(text, parts, number):
            collection = parts[number - 1]
            run.add(collection, [Level("collection", collection.span.of(text), None, collection.span)])
        if part.kind is Kind.REPOSITORY or (
            part.kind is Kind.WORDS and is_unlisted(text, parts, number, run, prose=prose)
        ):
            if _ends_the_run(text, run, part, parts, number):
                _take_archive(run, text)
            elif number and not _belongs_to(run, part, parts, number, text):
                run = _closed(runs, run)
            if not run.parts and not prose and follows_collection(text, parts, number):
                collection = parts[number - 1]
                run.collection = True
                run.add(collection, [Level("collection", collection.span.of(text), None, collection.span)])
            _take_repository(run, part)
        elif (run.parts or runs) and _says_same_archive(text, parts, number):
            before = run if run.parts else runs.pop()
            run = _same_repository(runs, before, part)
        elif part.kind is Kind.DIGITAL:
            run = _closed(runs, run)
            run.source = True
        elif part.kind is Kind.IBID and part.cut == "(" and runs and _says_no_more(text, parts, number):
            continue  # "… under a covering memorandum. (Ibid.)": where another paper lies
        elif part.kind is Kind.IBID:
            run = _closed(runs, run)
            run.ibid = True
            run.tradition = runs[-1].tradition if runs else None
            run.parts.append(part)
            rest = _after_ibid(text, part)
            if rest is not None and not extend(text, run, rest, parts, number, prose=prose):
                run = Run()
        elif part.cut == ";" and part.kind is Kind.DATE and _goes_on_elsewhere(text, run, parts, number):
            run = _same_repository(runs, run, part)
        elif not extend(text, run, part, parts, number, prose=prose):
            if run.ibid and not run.readings and _says_more(text, parts, number):
                run = Run()  # what an "Ibid." says that cannot be read is no repetition of the earlier note
            before = run if run.parts or not runs else runs[-1]
            if _goes_on_in_the_same(text, before, part, parts, number):
                run = _closed(runs, run)
                run.repository, run.written, run.tradition = (
                    before.repository,
                    before.written,
                    before.tradition,
                )
                if extend(text, run, part, parts, number, prose=prose):
                    continue
                run = Run()
            source = run.source and not run.parts
            run = _closed(runs, run)
            run.source = source
            if (part.kind is Kind.WORDS and part.wording.opens_reference) or (
                source and repository_follows(text, parts[number + 1 :])
            ):
                extend(text, run, part, parts, number, prose=prose)
    if run.parts:
        runs.append(run)
    for before, after in pairwise(runs):
        _take_over(before, after)
    return runs


def _take_over(before: Run, after: Run) -> None:
    """Give a collection that names no archive the American one before it: "JFKL, POF, box 126; Bohlen to Rusk, 12
    May 1961, NSF, box 234"."""
    if after.written is None and not after.ibid and after.used[:1] == ["delo"] and after.cuts[:1] == [";"]:
        _take_outer(before, after)
        return
    known = before.repository.known if before.repository else None
    if known is None or known.country != "US" or before.tradition is None or after.ibid:
        return
    if after.written is None and after.tradition is before.tradition and after.used[:1] == ["collection"]:
        after.repository, after.written = before.repository, before.written


def _take_outer(before: Run, after: Run) -> None:
    """Give a further file the archive, fond and opis before it: "…, d. 745; Stalin to Ordzhonikidze (d. 779, l. 2)"."""
    if before.written is None or before.tradition is not after.tradition or "delo" not in before.used:
        return
    here = before.readings[-len(before.used_here) :]
    outer = list(takewhile(lambda level: level.level != "delo", here))
    if {"fond", "opis"} <= {level.level for level in outer}:
        after.repository, after.written = before.repository, before.written
        after.readings[:0] = outer
        after.cuts[1:1] = [","] * len(outer)


def _names_only(run: Run) -> bool:
    """Whether the run ends with its archive, and says no number of a shelf-mark yet."""
    return run.repository_last and not any(char.isdigit() for level in run.readings for char in level.value)


def _says_no_more(text: str, parts: Sequence[Part], number: int) -> bool:
    return number + 1 == len(parts) and _after_ibid(text, parts[number]) is None


def _says_more(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether a number stands in the words after an "Ibid.", or in those that follow on them."""
    near = [part for part in parts[number : number + 2] if part.kind is Kind.WORDS and part.cut == ","]
    return any(char.isdigit() for part in near for char in part.span.of(text))


def _goes_on_elsewhere(text: str, run: Run, parts: Sequence[Part], number: int) -> bool:
    """Whether after "; 1962," the same archive's next shelf-mark follows."""
    following = parts[number + 1] if number + 1 < len(parts) else None
    return (
        run.written is not None
        and bool(run.readings)
        and following is not None
        and following.kind is Kind.WORDS
        and says_levels(text, Run(repository=run.repository), following)
    )


def _opens_after_capitals(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether a box begins a reference after the capitals of its collection and a date ("…, NSF, box 36A")."""
    if number < 2 or parts[number].cut != "," or parts[number].kind is not Kind.WORDS:
        return False
    words, dated = parts[number - 1], parts[number - 2]
    return (
        dated.kind in (Kind.DATE, Kind.UNDATED, Kind.QUOTE)
        and words.kind is Kind.WORDS
        and words.cut == ","
        and ACRONYM.fullmatch(words.span.of(text)) is not None
        and (
            parts[number].starts_shelfmark
            or parts[number].wording.is_collection
            or (
                number + 1 < len(parts)
                and parts[number + 1].cut == ","
                and parts[number + 1].starts_shelfmark
            )
        )
    )


def _goes_on_in_the_same(text: str, run: Run, part: Part, parts: Sequence[Part], number: int) -> bool:
    """Whether after ";" the next shelf-mark of the same archive follows: "…, box 3; Girs Papers, box 36"."""
    if part.cut != ";" or part.kind is not Kind.WORDS or run.written is None or not run.readings:
        return False
    own = [part]
    for following in parts[number + 1 :]:
        if following.cut == ";":
            break
        if following.kind is Kind.REPOSITORY or is_unlisted(
            text, [*own, following], len(own), Run(), prose=False
        ):
            return False
        own.append(following)
    words = part.span.of(text)
    named = (part.wording.is_collection or ACRONYM.fullmatch(words) is not None) and any(
        later.starts_shelfmark for later in own[1:3]
    )
    told = part.wording.told
    if told is not None and told is not run.tradition:
        return False
    return named or is_code(words) or says_levels(text, Run(repository=run.repository), part)


def _says_same_archive(text: str, parts: Sequence[Part], number: int) -> bool:
    """Whether "idem" stands before a shelf-mark, as Romanian notes have it for the same archive."""
    start, end = parts[number].span
    if end - start != len("idem") or text[start:end].casefold() != "idem" or number + 1 == len(parts):
        return False
    near = takewhile(lambda part: part.cut == ",", parts[number + 1 : number + 3])
    return any(part.starts_shelfmark for part in near)


def _same_repository(runs: list[Run], run: Run, part: Part) -> Run:
    runs.append(run)
    following = Run(parts=[part], repository=run.repository, written=run.written, tradition=run.tradition)
    if part.date is not None:
        following.dates.append(part.date)
    return following


def _closed(runs: list[Run], run: Run) -> Run:
    if run.parts:
        runs.append(run)
    return Run()


def _take_repository(run: Run, part: Part) -> None:
    run.parts.append(part)
    if part.repository is not None:
        run.repository = part.repository
    run.written = part.span if run.written is None else Span(run.written.start, part.span.end)
    run.repository_last = True


def _ends_the_run(text: str, run: Run, part: Part, parts: Sequence[Part], number: int) -> bool:
    """Whether an archive ends the reference that began with the capitals of papers which it keeps: "NPMP, NSC
    Files, box 489, NARA"."""
    known = run.repository
    presidential = known is not None and known.abbreviation and known.repository.name.endswith("Library")
    if known is None or not presidential or part.repository is None or not run.readings:
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    return (
        part.cut == ","
        and (following is None or following.cut in (";", ".", "(") or following.kind is Kind.PLACE)
        and known.repository.country == part.repository.repository.country == "US"
        and known.repository.id != part.repository.repository.id
        and all(cut == "," for cut in run.cuts)
    )


def _take_archive(run: Run, text: str) -> None:
    """Make what stood in the archive's place the collection that the next archive keeps."""
    if run.written is not None:
        run.readings.insert(0, Level("collection", run.written.of(text), None, run.written))
        run.cuts.insert(0, "")
    run.repository, run.written, run.places, run.collection = None, None, [], True


def _belongs_to(run: Run, part: Part, parts: Sequence[Part], number: int, text: str) -> bool:
    """Whether the repository ``part`` goes with the run before it: the run names none yet and says levels
    that stand before a repository, or it is the same repository's further words."""
    if not run.parts or part.cut in (";", "-"):
        return False
    if run.written is not None:
        gap = text[run.parts[-1].span.end : part.span.start]
        if part.kind is Kind.REPOSITORY:
            if run.repository is None and run.repository_last and part.cut == "," and run.collection:
                return (
                    True  # "Hughes Papers, Yale U, New Haven, Beinecke Library": the library of a university
                )
            # "TNA: PRO", "SAPMO im Bundesarchiv": one archive by two of its names.
            return run.repository_last and part.cut in (":", " ") and not run.readings
        return part.kind is Kind.WORDS and run.repository_last and part.cut == "," and "." not in gap
    if run.ibid:
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    outer = any(
        level in ("fond", "opis", "delo") and run.readings[n].label and run.readings[n].value[:1].isdigit()
        for n, level in enumerate(run.used)
    )
    labelled_after = (
        following is not None and bool(choose_tradition(following.voters, None)) and following.cut != ";"
    )
    return not (outer and labelled_after)


def _after_ibid(text: str, part: Part) -> Part | None:
    match = re.compile(r"\w+(?:\s+(?:же|само|там|pat|tam|zhe|aty))?\.?\s*").match(
        text, part.span.start, part.span.end
    )
    if match is None or match.end() >= part.span.end:
        return None
    span = Span(match.end(), part.span.end)
    return as_part(text, Kind.WORDS, span, ",", span)
