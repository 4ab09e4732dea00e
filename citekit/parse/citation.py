"""One citation becomes records: references, title, people, dates, credits and what else it says.

Public: :func:`parse_citation`, :func:`parse_shelfmark`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citekit.find.vocabulary import COPY_NOTE, GENRES
from citekit.model import ArchivalReference, Date, Name, Record, Span
from citekit.parse.credits import FoundCredits
from citekit.parse.dates import find_dates
from citekit.parse.names import parse_name
from citekit.parse.parts import Kind, Part, Parts, classify
from citekit.parse.people import People, read_people
from citekit.parse.references import FoundReferences, Run, find_references

_NOTE_NUMBER = re.compile(r"\s*(?:\[?\^?\d{1,4}[\])]?[.:)]?|\d{1,4}\.)\s+(?=\D)")
_IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\.?")
_LOWER_WORD = re.compile(r"[^\W\d_A-ZА-ЯЁІЇЄ]{3,}|[^\x00-\u2fff]{2,}")
_DATED = re.compile(r"\bdated\s+(?P<day>.{3,20}?)(?=$|[.,;])")
_TITLE_BRACKET = re.compile(r"\s*\[(?P<genre>[^\[\]]+)\]$")
_SENTENCE = re.compile(
    r"(?<!\w)(?:is|are|was|were|may|can|has|have|had|will|would|should|that he|which|who|wrote|said|хранится|находится|см\.?|был[аио]?|"
    r"есть|ist|sind|wird|wurde|siehe|see|według|jest)(?!\w)",
    re.I,
)
_AUTHOR_HEAD = re.compile(
    r"(?P<name>[A-ZÀ-ÝĀ-Ž][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)?, [A-ZÀ-Ý][\w'’-]*\.?(?:[ -][A-ZÀ-Ý][\w'’-]*\.?){0,3})(?<=[\w.])[.](?=\s)"
    r"|(?P<name2>[A-ZÀ-Ý][\w'’-]+, (?:[A-Z]\.[ -]?)+)(?=\s|,)"
)
_CYRILLIC_AUTHOR = re.compile(
    r"(?P<name>[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]+ [А-ЯЁІЇЄҐ]\.\s?(?:[А-ЯЁІЇЄҐ]\.?)?)\s*(?=[А-ЯЁІЇЄҐ«\[]|$)"
)
_APA_AUTHORS = re.compile(r"(?:[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?)+(?:,? & |, )?)+(?=\s*\()")
_APA_AUTHOR = re.compile(r"[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?)+")
_DRAFTED = re.compile(
    r"(?:Drafted|Prepared|Written)\s+by\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3})"
)
_PERSON_YEAR = re.compile(r"(?P<name>[A-ZА-Я][\w.’-]+(?: [A-ZА-Я][\w.’-]+){1,3}),\s*(?P<date>.*\d{4}.*)$")
_QUOTED = re.compile(r"[\"“«„](?P<words>[^\"”»]{8,}?)[,.]?[\"”»]")
_QUOTE_MARKS = "\"“„«'‘"
_TITLE_TAIL = " \t\n,.;:"


def parse_shelfmark(text: str, archive: Span, location: Span) -> list[Record]:
    """The records of a shelf-mark whose archive stands elsewhere, as in a reference manager's two fields."""
    named = classify(text, archive)
    known = next((part.repository for part in named.parts if part.kind is Kind.REPOSITORY), None)
    parts = classify(text, location)
    whole = Part(Kind.REPOSITORY, archive, "", archive, repository=known)
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
    found = find_references(text, parts.parts, prose=prose)
    if prose:
        return [_record(text, [reference], parts, [], [], prose=True) for reference in found]
    records: list[Record] = []
    groups = _groups(parts.parts, found)
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
    if whole := _IN_BRACKETS.fullmatch(text, start, end):
        return Span(*whole.span(1))
    return Span(start, end)


def _groups(
    parts: Sequence[Part], found: Sequence[FoundReferences]
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
        elif _has_own_head(loose, found[number].run) or _dated(groups[-1], found[number].run):
            before, after = _parted(loose)
            groups[-1][2].extend(before)
            groups.append((after, [found[number]], []))
        else:
            groups[-1][2].extend(loose)
            groups[-1][1].append(found[number])
        loose = []
    if groups:
        groups[-1][2].extend(loose)
    return groups


def _has_own_head(loose: Sequence[Part], run: Run) -> bool:
    _, after = _parted(list(loose))
    return any(
        part.kind in (Kind.QUOTE, Kind.DATE)
        or (part.kind is Kind.WORDS and part.span.end - part.span.start > 12)
        for part in after
    ) and any(part.cut in (";", ".", "\n", "/") for part in [*after[:1]])


def _dated(group: tuple[list[Part], list[FoundReferences], list[Part]], run: Run) -> bool:
    return bool(run.dates) and any(reference.run.dates for reference in group[1])


def _parted(loose: list[Part]) -> tuple[list[Part], list[Part]]:
    """What belongs to the reference before, and what begins the next one: from the last ";" on."""
    at = next((n for n in range(len(loose) - 1, -1, -1) if loose[n].cut == ";"), 0)
    return loose[:at], loose[at:]


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
        _take_head(text, record, left)
        _take_tail(text, record, right, references)
        _take_credits(record, parts.credits, left, right)
        if parts.short_form:
            record.short_form = (parts.short_form["en"] or parts.short_form["ru"] or "").strip()
    _take_dates(text, record, left, right, references)
    stretches = [s for spans in record.spans.values() for s in spans]
    record.span = Span(min(s.start for s in stretches), max(s.end for s in stretches))
    return record


def _take_head(text: str, record: Record, left: Sequence[Part]) -> None:
    """Title, people and genre from what stands before the reference."""
    quote = next((part for part in left if part.kind is Kind.QUOTE), None)
    words = [part for part in left if part.kind is Kind.WORDS]
    for part in left:
        if part.kind is Kind.DIGITAL and record.digital_archive is None:
            record.digital_archive = part.span.of(text)
            record.spans["source"] = [part.span]
        elif part.kind is Kind.PUBLISHED:
            record.also = (*record.also, part.span.of(text))
        elif part.kind is Kind.CLASSIFICATION:
            record.document.setdefault("classification", part.span.of(text))
        elif part.kind is Kind.URL:
            _take_url(text, record, part)
    start, people = _authors(text, left)
    record.authors = people
    if people:
        record.spans["author"] = [name.span for name in people if name.span]
    if quote is not None:
        _set_title(text, record, quote.span)
        before = [part for part in words if part.span.start < quote.span.start and part.span.start >= start]
        if before and not record.authors:
            _take_people(
                record, read_people(text, Span(before[0].span.start, before[-1].span.end), sentence=False)
            )
        after = [part for part in words if part.span.start > quote.span.end]
        for part in after:
            _take_people(record, read_people(text, part.span, sentence=True))
        return
    own = [part for part in words if part.span.start >= start]
    if not own:
        return
    title = _title_span(text, left, own)
    found = read_people(text, own[0].whole, sentence=False)
    _take_people(record, found)
    for part in own[1:]:
        if record.genre is None and part.span.of(text).casefold() in GENRES:
            record.genre = part.span.of(text)
    if not found.whole and _is_title(text, title):
        _set_title(text, record, title)


def _authors(text: str, left: Sequence[Part]) -> tuple[int, tuple[Name, ...]]:
    """The authors that head a bibliography's entry, and where the rest begins."""
    words = [part for part in left if part.kind in (Kind.WORDS, Kind.QUOTE)]
    if not words:
        return 0, ()
    begin, end = words[0].whole.start, left[-1].span.end
    if apa := _APA_AUTHORS.match(text, begin, end):
        names = tuple(
            parse_name(name[0].rstrip(" ,"), Span(name.start(), name.end()))
            for name in _APA_AUTHOR.finditer(text, begin, apa.end())
        )
        return _after_date(left, apa.end()), names
    for pattern in (_AUTHOR_HEAD, _CYRILLIC_AUTHOR):
        if match := pattern.match(text, begin, end):
            name = match["name"] or match["name2"] if "name2" in match.groupdict() else match["name"]
            where = Span(match.start(), match.start() + len(name))
            return match.end(), (parse_name(name, where),)
    return begin, ()


def _after_date(left: Sequence[Part], start: int) -> int:
    """Where an author-date entry goes on after its date in brackets."""
    return next((part.span.start for part in left if part.span.start > start and part.cut == "."), start)


def _title_span(text: str, left: Sequence[Part], own: Sequence[Part]) -> Span:
    """The words of an unquoted title: up to the sentence's end, the date or what is no words."""
    last = own[0]
    for part in own[1:]:
        between = [
            other
            for other in left
            if last.span.start < other.span.start < part.span.start and other.kind is not Kind.WORDS
        ]
        if part.cut in (".", "\n", "-", "|", "(", "/") or between:
            break
        last = part
    return Span(own[0].whole.start, last.whole.end)


def _is_title(text: str, span: Span) -> bool:
    words = span.of(text)
    return (
        bool(_LOWER_WORD.search(words))
        and (words[0].isupper() or words[0].isdigit() or not words[0].isascii())
        and not _SENTENCE.search(words)
    )


def _set_title(text: str, record: Record, span: Span) -> None:
    start, end = span
    while end > start and text[end - 1] in _TITLE_TAIL and not _ends_abbreviation(text, start, end):
        end -= 1
    if start == 0 or text[start - 1] not in _QUOTE_MARKS:
        end = _without_date(text, start, end)
        if bracket := _TITLE_BRACKET.search(text, start, end):
            record.genre = record.genre or bracket["genre"]
            end = bracket.start()
    record.title = " ".join(text[start:end].split())
    record.spans["title"] = [Span(start, end)]


def _without_date(text: str, start: int, end: int) -> int:
    """Where the title ends before a date that stands at its end."""
    last = next(
        (date.span for date in reversed(find_dates(text, Span(start, end))) if len(date.start) == 3), None
    )
    if last is None or last.end < end or last.start <= start:
        return end
    before = text[start : last.start]
    if before[-1:].isspace() and before.rstrip()[-1:] not in ".,;":
        return end
    while last.start < end and end > start and (end > last.start or text[end - 1] in _TITLE_TAIL):
        end -= 1
    return end


def _ends_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the last full stop belongs to an abbreviation: "16.I.1981 r.", "5 p.m."."""
    return bool(
        re.search(
            r"(?:(?<!\w)[^\W\d_]\.[^\W\d_]|\d\s[rг]|\sp\.?m|\sa\.?m|(?<!\w)[A-ZА-Я])\.$",
            text[max(start, end - 8) : end],
        )
    )


def _take_people(record: Record, people: People) -> None:
    if people.authors and not record.authors:
        record.authors = people.authors
        record.spans["author"] = [name.span for name in people.authors if name.span]
    if people.recipients and not record.recipients:
        record.recipients = people.recipients
        record.spans["recipient"] = [name.span for name in people.recipients if name.span]
    if people.genre and record.genre is None:
        record.genre = people.genre


def _take_tail(
    text: str, record: Record, right: Sequence[Part], references: Sequence[FoundReferences]
) -> None:
    """What stands after the reference: title and author in brackets, notes on the copy, published works."""
    for one in references:
        if one.run.extent is not None and record.extent is None:
            record.extent = one.run.extent.of(text)
        for gloss in one.run.glosses:
            _take_gloss(text, record, gloss)
    for part in right:
        words = part.span.of(text)
        if part.kind is Kind.URL:
            _take_url(text, record, part)
        elif part.kind is Kind.PUBLISHED:
            record.also = (*record.also, words)
            if words.casefold().startswith("accessed") and (dates := find_dates(text, part.span)):
                record.accessed = dates[0]
        elif part.kind is Kind.CLASSIFICATION:
            known = record.document.get("classification")
            record.document["classification"] = f"{known}; {words}" if known else words
        elif part.kind is Kind.DIGITAL and record.digital_archive is None:
            record.digital_archive = words
            record.spans["source"] = [part.span]
        elif part.kind is Kind.QUOTE and record.title is None:
            _set_title(text, record, part.span)
        elif part.kind is Kind.WORDS:
            if COPY_NOTE.match(words):
                record.copy_note = words
            elif (
                not record.authors
                and (found := read_people(text, part.span, sentence=False)).genre
                and found.authors
            ):
                _take_people(record, found)
            elif drafted := _DRAFTED.match(words):
                start = part.span.start + drafted.start("name")
                name = re.split(r"\s+(?:and|on)\s", drafted["name"])[0].rstrip(".")
                record.authors = record.authors or (parse_name(name, Span(start, start + len(name))),)
            elif part.cut == ":" and record.extent and record.title is None:
                _set_title(text, record, part.span)


def _take_gloss(text: str, record: Record, gloss: Span) -> None:
    words = gloss.of(text)
    if quoted := _QUOTED.search(words):
        if record.title is None:
            start = gloss.start + quoted.start("words")
            _set_title(text, record, Span(start, start + len(quoted["words"])))
        return
    if record.authors or record.title:
        return
    if named := _CYRILLIC_AUTHOR.match(words):
        if named.end() < len(words):
            where = Span(gloss.start, gloss.start + len(named["name"].rstrip()))
            record.authors = (parse_name(named["name"], where),)
            record.spans["author"] = [where]
            _set_title(text, record, Span(gloss.start + named.end(), gloss.end))
        return
    if (person := _PERSON_YEAR.fullmatch(words)) and find_dates(text, gloss):
        where = Span(gloss.start, gloss.start + len(person["name"]))
        record.authors = (parse_name(person["name"], where),)
        record.spans["author"] = [where]


def _take_url(text: str, record: Record, part: Part) -> None:
    if record.url is None:
        record.url = part.span.of(text).strip("<>")
        record.spans["URL"] = [part.span]


def _take_credits(record: Record, credits: FoundCredits, left: Sequence[Part], right: Sequence[Part]) -> None:
    record.credits = credits.credits
    record.original_language = credits.original_language
    if credits.credits:
        record.spans["credits"] = sorted({credit.span for credit in credits.credits if credit.span})


def _take_dates(
    text: str,
    record: Record,
    left: Sequence[Part],
    right: Sequence[Part],
    references: Sequence[FoundReferences],
) -> None:
    """The document's dates: before the reference, inside it, right after it, or in its unquoted title."""
    dates = [part.date for part in left if part.kind is Kind.DATE and part.date]
    if not dates and left and (apa := _APA_AUTHORS.match(text, left[0].whole.start, left[-1].span.end)):
        dates = find_dates(text, Span(apa.end(), min(apa.end() + 30, left[-1].span.end)))[:1]
    if not dates:
        dates = [date for one in references for date in one.run.dates]
    if not dates:
        dates = [
            part.date
            for part in right
            if part.kind is Kind.DATE and part.date and part.cut in (",", "(", ".")
        ][:1]
    if not dates and len(references) == 1 and len(references[0].references) == 1:
        dates = _dates_in_brackets(text, references[0].run.glosses)
    if not dates:
        dates = _dates_in_words(text, record, left)
    if len(dates) == 1 and len(dates[0].start) == 1 and left:
        dates = [_with_day(text, dates[0], Span(left[0].whole.start, left[-1].span.end))]
    if dates:
        record.dates = tuple(_joined(dates))
        record.spans["issued"] = [date.span for date in record.dates if date.span]


def _dates_in_brackets(text: str, glosses: Sequence[Span]) -> list[Date]:
    for gloss in glosses:
        quoted = _QUOTED.search(text, *gloss)
        found = find_dates(text, Span(*quoted.span("words")) if quoted else gloss)
        if found and (quoted or _PERSON_YEAR.fullmatch(text, *gloss) or found[0].span == gloss):
            return found[:1]
    return []


def _dates_in_words(text: str, record: Record, left: Sequence[Part]) -> list[Date]:
    """The first date with a month in an unquoted title, or in the words after it."""
    spans = [part.span for part in left if part.kind is Kind.WORDS]
    spans += [
        s for s in record.spans.get("title", []) if s.start == 0 or text[s.start - 1] not in _QUOTE_MARKS
    ]
    for span in sorted(spans):
        if found := [date for date in find_dates(text, span) if len(date.start) > 1]:
            return found[:1]
    return []


def _with_day(text: str, year: Date, span: Span) -> Date:
    """An author-date entry's year with the day that its words give: "1930. Letter … dated 18 October"."""
    if not (dated := _DATED.search(text, *span)) or year.span is None:
        return year
    found = find_dates(f"{dated['day']} {year.start[0]}", Span(0, len(dated["day"]) + 5))
    return replace(found[0], span=Span(*dated.span("day"))) if found and len(found[0].start) == 3 else year


def _joined(dates: Sequence[Date]) -> list[Date]:
    """Dates that say one: a year and, later, the day without it; the same date twice."""
    kept: list[Date] = []
    for date in dates:
        if not any(date.start == other.start and date.end == other.end for other in kept):
            kept.append(date)
    return kept


def _without_reference(text: str, parts: Parts, span: Span) -> Record | None:
    """A citation that names no shelf-mark: a block with its repository alone, or only credits."""
    repository = next((part for part in parts.parts if part.kind is Kind.REPOSITORY), None)
    digital = next((part for part in parts.parts if part.kind is Kind.DIGITAL), None)
    if digital is None and not (parts.credits.credits and _only_credits(parts)):
        return None
    record = Record(form="full" if digital else "credits")
    left = [part for part in parts.parts if repository is None or part.span.start < repository.span.start]
    right = [
        part for part in parts.parts if repository is not None and part.span.start > repository.span.start
    ]
    _take_head(text, record, left)
    _take_tail(text, record, right, ())
    _take_credits(record, parts.credits, left, right)
    _take_dates(text, record, left, right, ())
    if repository is not None and repository.repository is not None:
        record.archival = (_bare_repository(text, repository),)
        record.spans["archival"] = [repository.span]
    stretches = [s for spans in record.spans.values() for s in spans]
    record.span = Span(min(s.start for s in stretches), max(s.end for s in stretches)) if stretches else span
    return record


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
