"""One citation becomes records: references, title, people, dates, credits and what else it says.

Public: :func:`parse_citation`, :func:`parse_shelfmark`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from citekit.model import ArchivalReference, Record, Span, as_span
from citekit.parse.credits import FoundCredits
from citekit.parse.dating import take_dates
from citekit.parse.head import set_title, take_head, take_people
from citekit.parse.parts import Part, Parts, as_part, classify
from citekit.parse.people import read_people
from citekit.parse.references import FoundReferences, find_references, reference_of
from citekit.parse.run import Run
from citekit.parse.semicolons import in_semicolons
from citekit.parse.tail import says_drafter, take_tail
from citekit.parse.wording import Kind

_NOTE_NUMBER = re.compile(r"\s*(?:\[?\^?\d{1,4}[\])]?[.:)]?|\d{1,4}\.)\s+(?=\D)")
_OFFICE = re.compile(r"\b(?:Ministry|Department|Embassy|Agency|Commission|Committee|Foundation|Bureau)\b")
_IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\.?")


def parse_shelfmark(text: str, archive: Span, location: Span) -> list[Record]:
    """The records of a shelf-mark whose archive stands elsewhere, as in a reference manager's two fields."""
    named = classify(text, archive)
    known = next((part.repository for part in named.parts if part.kind is Kind.REPOSITORY), None)
    parts = classify(text, location)
    whole = as_part(text, Kind.REPOSITORY, archive, "", archive, repository=known)
    found = find_references(text, (whole, *parts.parts), prose=False)
    taken = {part.span.start for one in found for part in one.run.parts}
    rest = [part for part in parts.parts if part.span.start not in taken]
    return [_record(text, found, parts, [], rest, prose=False)] if found else []


def parse_citation(text: str, span: Span, *, prose: bool = False) -> list[Record]:
    """The records of the citation that fills ``span``; ``prose`` where it is running text.

    A reference with its own title or date, or after a new title, is a record of its own; references that
    only share a citation ("APRF, …, and AVPRF, …") are several of one record.
    """
    span = _without_number(text, span)
    parts = classify(text, span)
    if not prose and (ordered := in_semicolons(text, span, parts)):
        parts, run = ordered
        found = [reference_of(text, run)]
    else:
        found = find_references(text, parts.parts, prose=prose)
    if prose:
        return [_record(text, [reference], parts, [], [], prose=True) for reference in found]
    records: list[Record] = []
    groups = _groups(text, parts.parts, found)
    for left, references, right in groups:
        records.append(_record(text, references, parts, left, right, prose=False))
    if not groups and (record := _without_reference(text, parts, span)):
        records.append(record)
    return records


def _without_number(text: str, span: Span) -> Span:
    number = _NOTE_NUMBER.match(text, span.start, span.end)
    start = number.end() if number else span.start
    end = span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if text[start : start + 1] == "(" and (whole := _IN_BRACKETS.fullmatch(text, start, end)):
        return as_span(whole.span(1))
    return as_span((start, end))


def _groups(
    text: str, parts: Sequence[Part], found: Sequence[FoundReferences]
) -> list[tuple[list[Part], list[FoundReferences], list[Part]]]:
    """For each record the parts before its references, its references, and the parts after them."""
    taken = {part.span.start: number for number, one in enumerate(found) for part in one.run.parts}
    groups: list[tuple[list[Part], list[FoundReferences], list[Part]]] = []
    loose: list[Part] = []
    seen: set[int] = set()
    for part in parts:
        number = taken.get(part.span.start)
        if number is None:
            loose.append(part)
            continue
        if number in seen:
            continue
        seen.add(number)
        if not groups:
            groups.append((loose, [found[number]], []))
        elif (
            found[number].run.ibid
            or _has_own_head(text, loose, found[number].run)
            or _dated(groups[-1], found[number].run)
        ):
            before, after = _parted(text, loose)
            groups[-1][2].extend(before)
            groups.append((after, [found[number]], []))
        else:
            groups[-1][2].extend(loose)
            groups[-1][1].append(found[number])
        loose = []
    if groups:
        groups[-1][2].extend(loose)
    return groups


def _has_own_head(text: str, loose: Sequence[Part], run: Run) -> bool:
    _, after = _parted(text, list(loose))
    return any(
        part.kind in (Kind.QUOTE, Kind.DATE)
        or (part.kind is Kind.WORDS and part.span.end - part.span.start > 12)
        for part in after
    ) and any(part.cut in (";", ".", "\n", "/") for part in [*after[:1]])


def _dated(group: tuple[list[Part], list[FoundReferences], list[Part]], run: Run) -> bool:
    return bool(run.dates) and any(reference.run.dates for reference in group[1])


def _parted(text: str, loose: list[Part]) -> tuple[list[Part], list[Part]]:
    """What belongs to the reference before, and what begins the next one: from the last ";" on, else from where
    the words no longer speak of the document before."""
    semicolon = next((n for n in range(len(loose) - 1, -1, -1) if loose[n].cut == ";"), None)
    if semicolon is not None:
        return loose[:semicolon], loose[semicolon:]
    at = len(list(takewhile(lambda part: _speaks_of_before(text, part), loose)))
    return loose[:at], loose[at:]


def _speaks_of_before(text: str, part: Part) -> bool:
    if part.kind in (Kind.CLASSIFICATION, Kind.PUBLISHED, Kind.CREDIT):
        return True
    return part.kind is Kind.WORDS and (part.wording.is_copy_note or says_drafter(part.span.of(text)))


def _record(
    text: str,
    references: Sequence[FoundReferences],
    parts: Parts,
    left: Sequence[Part],
    right: Sequence[Part],
    *,
    prose: bool,
) -> Record:
    record = Record()
    archival = tuple(reference for one in references for reference in one.references)
    record.archival = archival
    record.spans["archival"] = [reference.span for reference in archival if reference.span]
    for one in references:
        record.diagnostics += one.run.diagnostics
    if any(one.run.ibid for one in references):
        record.form = "ibid"
    if not prose:
        take_head(text, record, left)
        take_tail(text, record, right, references)
        within = next((one.run.title for one in references if one.run.title), None)
        if within is not None and record.title is None:
            set_title(text, record, within)
        letter = next((one.run.letter for one in references if one.run.letter), None)
        if letter is not None and not record.authors:
            take_people(record, read_people(text, letter, sentence=False))
        _take_credits(record, parts.credits, left, right)
        if parts.short_form:
            record.short_form = parts.short_form["name"].strip(' ,;"“”«»„')
    take_dates(text, record, left, right, references)
    stretches = [s for spans in record.spans.values() for s in spans]
    record.span = Span.around(stretches)
    return record


def _without_reference(text: str, parts: Parts, span: Span) -> Record | None:
    """A citation that names no shelf-mark: a block with its repository alone, or only credits."""
    repository = next((part for part in parts.parts if part.kind is Kind.REPOSITORY), None)
    digital = next((part for part in parts.parts if part.kind is Kind.DIGITAL), None)
    keeper = _credited_keeper(text, parts)
    if keeper is not None and (repository is None or keeper.span.start < repository.span.start):
        repository = keeper
    if digital is None and keeper is None and not (parts.credits.credits and _only_credits(parts)):
        if repository is None or not _names_letter(text, parts, repository):
            return None
    record = Record(form="full" if digital or repository else "credits")
    left = [part for part in parts.parts if repository is None or part.span.start < repository.span.start]
    right = [
        part for part in parts.parts if repository is not None and part.span.start > repository.span.start
    ]
    take_head(text, record, left)
    take_tail(text, record, right, ())
    _take_credits(record, parts.credits, left, right)
    take_dates(text, record, left, right, ())
    if repository is not None:
        record.archival = (_bare_repository(text, repository),)
        record.spans["archival"] = [repository.span]
    stretches = [s for spans in record.spans.values() for s in spans]
    record.span = Span.around(stretches) if stretches else span
    return record


def _credited_keeper(text: str, parts: Parts) -> Part | None:
    """The archive or office that a block names before its credits, after the title and the digital archive at most:
    "Russian Foreign Ministry archives, obtained by NHK"."""
    if not parts.credits.credits:
        return None
    for part, following in pairwise(parts.parts):
        if part.kind is Kind.REPOSITORY and following.kind is Kind.CREDIT and part.cut != " ":
            return part  # "…, in Bulletin 5, 66–67; AVP RF, copy courtesy of NSA"
    known = next(
        (p for p in parts.parts if p.repository is not None and p.repository.known is not None), None
    )
    if known is not None and text[known.span.end : known.span.end + 1] in (",", ".", ";", ""):
        roles = {credit.role for credit in parts.credits.credits}
        if roles & {"translator", "obtained-by"} and any(part.kind is Kind.CREDIT for part in parts.parts):
            return known
    own = [part for part in parts.parts if part.kind not in (Kind.QUOTE, Kind.DATE, Kind.DIGITAL)]
    first = own[0] if own else None
    if first is None or first.kind is Kind.REPOSITORY:
        return first
    after = own[1].kind if len(own) > 1 else Kind.CREDIT
    named = first.wording.names_institution or _OFFICE.search(text, *first.span)
    if first.kind is Kind.WORDS and named and after in (Kind.CREDIT, Kind.PLACE, Kind.URL):
        return first if text[first.span.start].isupper() else None
    return None


def _names_letter(text: str, parts: Parts, repository: Part) -> bool:
    """Whether a dated letter or telegram with its sender and addressee stands before an archive's name: "Telegram
    from A to B, 2 November 1962, AVPRF"."""
    before = [part for part in parts.parts if part.span.start < repository.span.start]
    return (
        repository.cut == ","
        and repository.repository is not None
        and repository.repository.known is not None
        and [part.kind for part in before[-2:]] == [Kind.WORDS, Kind.DATE]
        and read_people(text, before[-2].span, sentence=False).whole
    )


def _take_credits(record: Record, credits: FoundCredits, left: Sequence[Part], right: Sequence[Part]) -> None:
    record.credits = credits.credits
    record.original_language = credits.original_language
    if credits.credits:
        record.spans["credits"] = sorted({credit.span for credit in credits.credits if credit.span})


def _only_credits(parts: Parts) -> bool:
    return all(part.kind in (Kind.CREDIT, Kind.URL) for part in parts.parts)


def _bare_repository(text: str, part: Part) -> ArchivalReference:
    known = part.repository.known if part.repository else None
    return ArchivalReference(
        repository=part.span.of(text),
        repository_id=known.id if known else None,
        repository_name=known.name if known else None,
        place=known.place if known else None,
        tradition=known.tradition if known else None,
        span=part.span,
    )
