"""The archival references among the parts of a citation.

Public: :class:`FoundReferences`, :func:`find_references`. Parts are gathered into runs: a repository with
the levels after it ("RGANI, f. 5, op. 28"), or levels with the repository after them ("box 3, Smith
Papers, Yale University Library"). A run is a reference when it says enough to find a document by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, traditions
from citekit.find.vocabulary import ACRONYM, COLLECTION, COPY_NOTE, INSTITUTION
from citekit.model import ArchivalReference, Date, Diagnostic, Level, Span
from citekit.parse.arrange import arrange
from citekit.parse.levels import Reading, choose_tradition, read_bare, read_levels
from citekit.parse.parts import Kind, Part
from citekit.parse.repositories import FoundRepository

_BRACKET = re.compile(r"\s*([(\[（])([^()\[\]（）]*(?:\([^()]*\)[^()]*)?)[)\]）]?$")
_TNA = re.compile(
    r"(?:ADM|AIR|ASSI|AVIA|BJ|BT|BW|CAB|CM|CO|COAL|CP|CSC|CUST|DEFE|DO|ED|EF|FCO|FD|FO|FV|GFM|HO|HS|HW|INF|IR|J|KB|KV|LAB|LO|"
    r"MAF|MEPO|MFQ|MH|MT|OD|PC|PREM|PRO|PROB|RAIL|SP|STAT|SUPP|T|TS|UGC|WO|WORK) ?\d{1,4}/\d+\w?(?:/[\w/]+)?"
)
_SHELFMARK = re.compile(r"(?:\w{1,4}[-/.])?\w*\d\w*(?:[-/.][\w]+){2,}|IOR/[\w/&]+")
_STRONG_SIGNATURE = re.compile(r"[IVXLC]+-[A-Z]-\d+\w?(?:-\w{1,3})*(?: [^\W\d_]\S*)?")
_MANUSCRIPT = re.compile(r"(?:.*\s)?(?:MSS?\.?|Mss?\.?|MC|MS|GEN MSS|Coll\.)[- ]?[\w.-]+$")
_OFFICE = re.compile(r"(?:Bureau|Office|Division|Department|Directorate|Secretariat)\b")
_FURTHER_SHEETS = re.compile(
    r"(?:(?:and|и|та|und)\s+)?\d+\w?(?:\s?(?:об|ob|зв|[rv])(?!\w)\.?)?(?:\s?[-–]\s?\d*\w?(?:\s?(?:об|ob|зв|[rv])(?!\w)\.?)?)?(?:,? (?:and|и|та) \d[\w–-]*)?"
)
_OPENS_SHELFMARK = re.compile(r"[A-Z]/[A-Z]-?[A-Z]+|(?:[Ff]ond(?:ul)?|[Фф]онд|[Sb]b\.) +[A-ZА-ЯÀ-Ž]")
_ENDS_AS_INSTITUTION = re.compile(r"(?:Archives|Library|Libraries|Division|Department|Museum)$")
_FILES = re.compile(r"(?<!\w)Files(?!\w)|\d")
_LONE_WORD = re.compile(r"[^\W\d_]{1,3}\.?")
_FURTHER_NUMBER = re.compile(r"(?:(?:and|и|та|und)\s+)?(\d+\w?)(?=$|\s+[^\W\d_A-ZА-Я]{2,})")
_THEN_PROSE = re.compile(r"((?:[A-ZА-Я][\w-]*\s)?\S*\d\S*)(?=\s+[^\W\d_A-ZА-Я]{2,})")
_PARTY_FOND = re.compile(r"M-?[A-Z]{1,2}-?S")
_LONGEST_BARE = 120


@dataclass(slots=True)
class Run:
    """Parts that make one reference: where the repository stands among them, and the levels as read."""

    parts: list[Part] = field(default_factory=list)
    repository: FoundRepository | None = None
    written: Span | None = None
    places: list[Span] = field(default_factory=list)
    tradition: Tradition | None = None
    readings: list[Level] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    labelled: int = 0
    typed: int = 0
    untyped: int = 0
    collection: bool = False
    ibid: bool = False
    dates: list[Date] = field(default_factory=list)
    glosses: list[Span] = field(default_factory=list)
    extent: Span | None = None
    source: bool = False
    repository_last: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the run's first part to its last."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)

    @property
    def used(self) -> list[str]:
        """The levels read so far, in order."""
        return [level.level for level in self.readings]

    def add(self, part: Part, levels: Sequence[Level]) -> None:
        """Take ``part``, which says ``levels``, into the run."""
        self.parts.append(part)
        self.repository_last = False
        self.readings += levels
        self.cuts += [part.cut, *[","] * (len(levels) - 1)][: len(levels)]


@dataclass(frozen=True, slots=True)
class FoundReferences:
    """One run of the citation and the references that it makes (several where levels are shared)."""

    run: Run
    references: tuple[ArchivalReference, ...]


def find_references(text: str, parts: Sequence[Part], *, prose: bool) -> list[FoundReferences]:
    """The references among ``parts``; ``prose`` asks for more certainty than a note does."""
    found = []
    for run in _runs(text, parts, prose=prose):
        if _is_reference(text, run, prose=prose):
            found.append(FoundReferences(run, _references(text, run)))
    return found


def _runs(text: str, parts: Sequence[Part], *, prose: bool) -> list[Run]:
    runs: list[Run] = []
    run = Run()
    for number, part in enumerate(parts):
        if part.kind is Kind.REPOSITORY or (
            part.kind is Kind.WORDS and _is_unknown_repository(text, parts, number, run)
        ):
            if not _belongs_to(run, part, parts, number, text):
                run = _closed(runs, run)
            if not run.parts and not prose and _follows_collection(text, parts, number):
                collection = parts[number - 1]
                run.collection = True
                run.add(collection, [Level("collection", collection.span.of(text), None, collection.span)])
            _take_repository(run, part)
        elif part.kind is Kind.DIGITAL:
            run = _closed(runs, run)
            run.source = True
        elif part.kind is Kind.IBID:
            run = _closed(runs, run)
            run.ibid = True
            run.parts.append(part)
            rest = _after_ibid(text, part)
            if rest is not None and not _extend(text, run, rest, parts, number, prose=prose):
                run = Run()
        elif part.cut == ";" and part.kind is Kind.DATE and _goes_on_elsewhere(text, run, parts, number):
            run = _same_repository(runs, run, part)
        elif not _extend(text, run, part, parts, number, prose=prose):
            source = run.source and not run.parts
            run = _closed(runs, run)
            run.source = source
            if _opens(text, part) or (source and _repository_follows(text, parts[number + 1 :])):
                _extend(text, run, part, parts, number, prose=prose)
    _closed(runs, run)
    return runs


def _follows_collection(text: str, parts: Sequence[Part], number: int) -> bool:
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


def _goes_on_elsewhere(text: str, run: Run, parts: Sequence[Part], number: int) -> bool:
    """Whether after "; 1962," the same archive's next shelf-mark follows."""
    following = parts[number + 1] if number + 1 < len(parts) else None
    return (
        run.written is not None
        and bool(run.readings)
        and following is not None
        and following.kind is Kind.WORDS
        and _says_levels(text, Run(repository=run.repository), following)
    )


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


def _belongs_to(run: Run, part: Part, parts: Sequence[Part], number: int, text: str) -> bool:
    """Whether the repository ``part`` goes with the run before it: the run names none yet and says levels
    that stand before a repository, or it is the same repository's further words."""
    if not run.parts or part.cut in (";", "-"):
        return False
    if run.written is not None:
        gap = text[run.parts[-1].span.end : part.span.start]
        if part.kind is Kind.REPOSITORY:
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
        following is not None and bool(choose_tradition(following.votes, None)) and following.cut != ";"
    )
    return not (outer and labelled_after)


def _is_unknown_repository(text: str, parts: Sequence[Part], number: int, run: Run) -> bool:
    """Whether the words name a repository that is not known: by an institution's word, or as capitals
    right before a shelf-mark."""
    part = parts[number]
    words = text[part.span.start : part.span.end]
    if len(words) > _LONGEST_BARE or _is_collection(words) or words.startswith("("):
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    if INSTITUTION.search(words):
        if run.readings and run.written is None:
            return True
        if run.repository_last and part.cut == "," and words[0].isupper():
            return run.repository is None
        beyond = next((p for p in parts[number + 1 :] if p.kind is not Kind.PLACE), None)
        if (
            beyond is not None
            and not run.parts
            and words[0].isupper()
            and part.cut in ("", ".", "/", ";", "\n", ":")
        ):
            heads = beyond.kind is Kind.WORDS and (
                _is_collection(beyond.span.of(text)) or INSTITUTION.search(text, *beyond.span)
            )
            if heads and any(_starts_shelfmark(text, later) for later in parts[number + 1 : number + 6]):
                return True
        return (beyond is not None and _starts_shelfmark(text, beyond)) or (
            _follows_collection(text, parts, number)
            and all(p.kind is Kind.PLACE for p in parts[number + 1 :])
        )
    if following is None or part.cut not in ("", ",", ".", ";", ":", "-", "/", "\n", "(", "|", " "):
        return False
    if following.cut == "/":
        return False
    if ACRONYM.match(words) and len(words) <= 40:
        fresh = run.written is None or part.cut not in (",", " ")
        return fresh and not run.readings and _starts_shelfmark(text, following)
    named = part.cut == "/" or (
        words[:1].isupper() and following.cut in (".", ":", "-") and part.cut in ("", ".", "/", ";")
    )
    return named and len(words) <= 60 and not run.readings and _starts_fond(text, following)


def _starts_fond(text: str, part: Part) -> bool:
    tradition = choose_tradition(part.votes, None)
    if part.kind is not Kind.WORDS or tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    return bool(reading.levels) and reading.levels[0].level == "fond" and reading.lead is None


def _starts_shelfmark(text: str, part: Part) -> bool:
    """Whether a part begins as what stands after a repository does."""
    if part.kind is not Kind.WORDS:
        return False
    if _TNA.match(text, part.span.start, part.span.end) or _SHELFMARK.match(
        text, part.span.start, part.span.end
    ):
        return True
    words = text[part.span.start : part.span.end]
    if _OPENS_SHELFMARK.match(words):
        return True
    tradition = choose_tradition(part.votes, None)
    if tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    first = reading.levels[0].level if reading.levels else "pages"
    return first not in PAGE_LEVELS and first != "volume" and reading.lead is None


def _is_collection(words: str) -> bool:
    """Whether the words name a collection inside an archive: "Whitman File", "Papers of the … Society"."""
    found = list(COLLECTION.finditer(words))
    if not found or not words[:1].isupper() or _ENDS_AS_INSTITUTION.search(words):
        return False
    named_at_end = found[-1].end() >= len(words.rstrip(")"))
    return named_at_end or "(" in words or found[0].start() == 0 or bool(re.search(r"\d{4}", words))


def _opens(text: str, part: Part) -> bool:
    """Whether a part can be the first of a reference that has named no repository yet."""
    if part.kind is not Kind.WORDS:
        return False
    words = text[part.span.start : part.span.end]
    if (
        _is_collection(words)
        or _STRONG_SIGNATURE.match(words)
        or _TNA.fullmatch(words)
        or _is_signature(words)
    ):
        return True
    tradition = choose_tradition(part.votes, None)
    if tradition is None:
        return False
    reading = read_levels(text, part.span, tradition)
    return reading.lead is None and any(level.level not in PAGE_LEVELS for level in reading.levels)


def _is_signature(words: str) -> bool:
    return len(words) <= 30 and bool(
        _MANUSCRIPT.fullmatch(words) or (_SHELFMARK.fullmatch(words) and any(c.isalpha() for c in words))
    )


def _extend(text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool) -> bool:
    """Take ``part`` into the run where it says more of the same reference."""
    if part.kind is Kind.PLACE:
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
    if part.kind is not Kind.WORDS:
        return False
    return _take_words(text, run, part, parts, number, prose=prose)


def _take_date(text: str, run: Run, part: Part, parts: Sequence[Part], number: int) -> bool:
    date = part.date
    if date is None or not run.parts or date.span is None:
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    goes_on = (
        following is not None
        and following.kind is Kind.WORDS
        and following.cut not in (";",)
        and _says_levels(text, run, following)
    )
    lone_year = len(date.start) == 1
    last = run.readings[-1] if run.readings else None
    if (
        lone_year
        and date.end is not None
        and last is not None
        and last.label is None
        and not any(c.isdigit() for c in last.value)
        and last.span
    ):
        # "White House Central Files, 1953-1961": the years belong to the series.
        run.readings[-1] = replace(
            last, value=text[last.span.start : date.span.end], span=Span(last.span.start, date.span.end)
        )
        run.parts.append(part)
        return True
    if lone_year and date.end is None and run.readings and goes_on and part.cut != "(":
        run.add(part, [Level("year", date.span.of(text), None, date.span)])
        return True
    if part.cut == ";" and run.written is not None and following is not None and goes_on:
        return False
    if (
        goes_on
        or (run.readings and part.cut in (",", "(", "."))
        or (run.written is not None and part.cut == ",")
    ):
        if not run.readings or not goes_on or lone_year:
            run.parts.append(part)
            run.dates.append(date)
            return True
    return False


def _says_levels(text: str, run: Run, part: Part) -> bool:
    tradition = _tradition_for(run, part)
    if tradition is None:
        return bool(_SHELFMARK.match(text, part.span.start, part.span.end))
    reading = read_levels(text, part.span, tradition)
    if reading.levels and reading.lead is None:
        return True
    return bool(read_bare(text, part.span, tradition, run.used)) or bool(
        _SHELFMARK.match(text, part.span.start, part.span.end)
    )


def _tradition_for(run: Run, part: Part) -> Tradition | None:
    if run.tradition is not None:
        return run.tradition
    known = run.repository.repository.tradition if run.repository else None
    return choose_tradition(part.votes, known)


def _choose_for_run(text: str, run: Run, parts: Sequence[Part], number: int) -> Tradition | None:
    """The tradition by which the run counts: its repository's, or that whose words it uses most."""
    end = number
    while end + 1 < len(parts) and parts[end + 1].kind in (Kind.WORDS, Kind.DATE) and end - number < 8:
        end += 1
    known = run.repository.repository.tradition if run.repository else None
    words = parts[number].span.of(text)
    if known is None and _STRONG_SIGNATURE.match(words):
        return traditions()["hu"]
    if known is None and _TNA.match(words):
        return traditions()["gb"]
    votes: Counter[str] = Counter()
    for part in parts[number : end + 1]:
        votes.update(part.votes)
    return choose_tradition(votes, known)


def _take_words(text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool) -> bool:
    if run.parts and part.cut == "|":
        return False
    words = text[part.span.start : part.span.end]
    if run.readings and COPY_NOTE.match(words):
        return False
    if run.tradition is None:
        run.tradition = _choose_for_run(text, run, parts, number)
    tradition = run.tradition or traditions()["collection"]
    if run.parts and _LONE_WORD.fullmatch(text, *part.span) and fold_label(words) in _letters_of(tradition):
        # A level word without its value ("AQSH F. , D. 191") says nothing.
        run.parts.append(part)
        return True
    bracket = _BRACKET.search(text, part.span.start, part.span.end)
    if bracket and len(bracket[2]) == 1:
        bracket = None
    body = part.span
    inner = None
    if bracket and bracket.start() > part.span.start:
        body, inner = Span(part.span.start, bracket.start()), Span(*bracket.span(2))
    elif bracket:
        body = inner = Span(*bracket.span(2))
    if _goes_on_with_sheets(text, run, part, body):
        return True
    levels = _levels_of(text, run, part, body, tradition, parts[number + 1 :], prose=prose)
    if not levels:
        return run.extent is not None and part.span.holds(run.extent)
    run.add(part, levels)
    if inner is not None and inner != body:
        _take_gloss(text, run, part, inner, tradition)
    return True


def _letters_of(tradition: Tradition) -> frozenset[str]:
    return frozenset(
        fold_label(word) for words in tradition.before.values() for word in words if len(word) <= 3
    )


def _levels_of(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, after: Sequence[Part], *, prose: bool
) -> list[Level]:
    """What the part says as levels; [] where it is none of the reference."""
    anchored = run.written is not None or run.ibid or bool(run.readings)
    if further := _further_file(text, run, part, body):
        return further
    reading = read_levels(text, body, tradition)
    if reading.levels and _fits(text, run, part, reading, prose=prose):
        levels = _lead_levels(text, run, reading, tradition)
        if levels is not None:
            run.labelled += sum(level.level not in PAGE_LEVELS for level in reading.levels)
            if reading.extent:
                run.extent = reading.extent
            if reading.rest is not None:
                rest = _BRACKET.match(text, reading.rest.start, reading.rest.end)
                if rest:
                    run.glosses.append(Span(*rest.span(2)))
            read = list(reading.levels)
            if reading.lead is not None and _PARTY_FOND.fullmatch(text, *reading.lead) and read[0].span:
                # "M-KS 288. f.": the letters are part of the fond's number.
                begin = reading.lead.start
                value = text[begin : read[0].span.start] + read[0].value
                read[0], levels = replace(read[0], value=value, span=Span(begin, read[0].span.end)), []
            return [*levels, *_settled(run, read, tradition)]
    if reading.extent and run.readings and not reading.levels:
        run.extent = reading.extent
        return []
    if (
        not anchored
        and not _is_collection(body.of(text))
        and not _TNA.fullmatch(body.of(text))
        and not _STRONG_SIGNATURE.match(body.of(text))
    ):
        if not _is_signature(body.of(text)) and not (run.source and _repository_follows(text, after)):
            return []
    return _bare_levels(text, run, part, body, tradition, prose=prose)


def _repository_follows(text: str, after: Sequence[Part]) -> bool:
    """Whether a repository ends the source note that begins before ``after``."""
    for part in after:
        if part.kind is Kind.REPOSITORY or (part.kind is Kind.WORDS and INSTITUTION.search(text, *part.span)):
            return True
        if part.kind is not Kind.WORDS or part.cut not in (",", ":", "(", " "):
            return False
    return False


def _goes_on_with_sheets(text: str, run: Run, part: Part, body: Span) -> bool:
    """Whether the part is one more sheet of the level before it ("ll. 12–14, 18, 28"); if so it is joined."""
    if not run.readings or part.cut not in (",", " ") or not _FURTHER_SHEETS.fullmatch(text, *body):
        return False
    last = run.readings[-1]
    if last.level not in PAGE_LEVELS or last.span is None:
        return False
    if last.label is None and not last.value.endswith(("r", "v")):
        return False
    value_start = last.span.end - len(last.value)
    run.readings[-1] = replace(last, value=text[value_start : body.end], span=Span(last.span.start, body.end))
    run.parts.append(part)
    return True


def _further_file(text: str, run: Run, part: Part, body: Span) -> list[Level]:
    """One more file of a list without level words ("73/34, 35, and 36")."""
    if not run.readings or part.cut != "," or run.readings[-1].level not in ("delo", "ae"):
        return []
    last = run.readings[-1]
    number = _FURTHER_NUMBER.match(text, *body)
    if number is None or last.label is not None or len(run.used) < 2:
        return []
    return [Level(last.level, number[1], None, Span(*number.span(1)))]


def _fits(text: str, run: Run, part: Part, reading: Reading, *, prose: bool) -> bool:
    if not run.parts:
        return reading.lead is None or _lead_is_shelfmark(text, reading.lead)
    if run.ibid or run.written is not None or run.readings:
        return reading.lead is None or len(reading.lead.of(text)) <= 60
    return True


def _lead_is_shelfmark(text: str, lead: Span) -> bool:
    return bool(_STRONG_SIGNATURE.match(lead.of(text))) or _is_collection(lead.of(text))


def _lead_levels(text: str, run: Run, reading: Reading, tradition: Tradition) -> list[Level] | None:
    """The levels of the words before a labelled one ("XIX-A-24b 17. d."); None where they are prose."""
    if reading.lead is None:
        return []
    lead = reading.lead
    words = lead.of(text)
    year = re.fullmatch(r"((?:1[5-9]|20)\d\d)(?:\s*г)?", words)
    if year and run.readings:
        end = lead.end + (1 if text[lead.end : lead.end + 1] == "." else 0)
        return [Level("year", text[lead.start : end], None, Span(lead.start, end))]
    if bare := read_bare(text, lead, tradition, run.used):
        return list(bare)
    if re.fullmatch(r"[\W_]*(?:also|and|и|see|vol|kn)?[\W_]*", words, re.I):
        return []
    if run.written is not None and not run.readings and words[:1].isupper() and len(words) < 60:
        return [_words_level(text, run, lead, tradition)]
    if _is_collection(words):
        return [_words_level(text, run, lead, tradition)]
    return None


def _bare_levels(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, *, prose: bool
) -> list[Level]:
    """The levels of a part without level words, which only stands where a repository leads it."""
    if prose and (shelf_mark := _THEN_PROSE.match(text, *body)):
        body = Span(*shelf_mark.span(1))
    words = body.of(text)
    several = re.split(r"(?:,?\s+(?:and|и|та|und|&)\s+)", words)
    if len(several) > 1 and all(any(c.isdigit() for c in piece) for piece in several):
        found: list[Level] = []
        position = body.start
        for piece in several:
            start = text.index(piece, position, body.end)
            own = Span(start, start + len(piece))
            position = own.end
            used = run.used if not found else []
            levels = list(read_bare(text, own, tradition, used)) or _shelfmark_levels(
                text, run, own, tradition
            )
            if not levels:
                found = []
                break
            found += levels
        if found:
            run.typed += len(found)
            return found
    used = run.used if part.cut != ";" else []
    if levels := list(read_bare(text, body, tradition, used)):
        run.typed += len(levels)
        return levels
    if (
        part.cut == ";"
        or (part.cut == "." and run.written is not None)
        or (part.cut == ":" and run.readings and not _is_collection(words))
    ):
        return []
    if not run.parts and _TNA.fullmatch(words):
        return []
    return _untyped_levels(text, run, part, body, tradition, prose=prose)


def _untyped_levels(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, *, prose: bool
) -> list[Level]:
    words = body.of(text)
    if len(words) > _LONGEST_BARE:
        return []
    digits = any(char.isdigit() for char in words)
    if not (
        words[:1].isupper()
        or words[:1].isdigit()
        or words[:1] in '“«"('
        or (words[:1] and not words[:1].isascii() and not words[:1].islower())
    ):
        return []
    if (prose or part.cut == "\n") and not digits and not _is_collection(words):
        return []
    if prose and len(words.split()) > 5 and not _is_collection(words):
        return []
    if run.ibid and not digits and not _is_collection(words) and not run.readings:
        return []
    if digits:
        levels = _shelfmark_levels(text, run, body, tradition)
        if levels:
            run.typed += 1
            return levels
    if _is_collection(words):
        run.collection = True
    else:
        run.untyped += 1
    return [_words_level(text, run, body, tradition)]


def _shelfmark_levels(text: str, run: Run, span: Span, tradition: Tradition) -> list[Level]:
    """A bare shelf-mark of no known shape, kept whole."""
    words = span.of(text)
    if re.fullmatch(r"\d+(?:[-–]\d+)?", words) and tradition.id in ("cn", "de", "jp"):
        return [Level("pages", words, None, span)]
    if (
        re.fullmatch(r"\S+(?: \S+){0,3}", words)
        and any(c.isdigit() for c in words)
        and not re.search(r"[a-zа-я]{4,}", words)
    ):
        level = "file" if tradition.id == "de" and run.readings else "signature"
        if level in run.used and level == "signature":
            level = "item"
        return [Level(level, words, None, span)]
    if match := re.fullmatch(r"([A-ZÀ-Ž][^\W\d_]+(?: [^\W\d_]+)*) (\d+)", words):
        if tradition.id == "it":
            return [
                Level("series", match[1], None, Span(span.start, span.start + len(match[1]))),
                Level("volume", match[2], None, Span(span.end - len(match[2]), span.end)),
            ]
    return []


def _words_level(text: str, run: Run, span: Span, tradition: Tradition) -> Level:
    """The level of a name without number: what the collection is, or the part of it that comes next."""
    words = span.of(text)
    used = run.used
    if fonds := re.fullmatch(r"(.+?)\s+(fonds)", words):
        return Level("fond", fonds[1], fonds[2], span)
    if _MANUSCRIPT.fullmatch(words) and any(level in used for level in ("collection", "box", "folder")):
        return Level("signature", words, None, span)
    if _OFFICE.match(words) and tradition.id == "collection":
        return Level("division", words, None, span)
    if "box" in used:
        if not _is_collection(words):
            return (
                Level("folder", words, None, span)
                if "folder" not in used
                else Level("item", words, None, span)
            )
    if "lot" in used:
        return Level("folder", words, None, span)
    files = tradition.id == "collection" and _FILES.search(words)
    order = ("series", "subseries", "folder") if files or _is_department(run) else tradition.names
    last = max((order.index(name) for name in used if name in order), default=-1)
    level = order[min(last + 1, len(order) - 1)]
    return Level(level, words, None, span)


def _is_department(run: Run) -> bool:
    """Whether the papers lie with the office that made them, whose parts are series ("Central Files")."""
    return run.repository is not None and run.repository.repository.name.startswith("Department of")


def _readings_of(tradition: Tradition, label: str) -> list[str]:
    """The levels that a level word may mean in the tradition, outermost first."""
    found = [level for level, words in tradition.before.items() if label in words]
    return sorted(found, key=tradition.rank)


def _settled(run: Run, levels: Sequence[Level], tradition: Tradition) -> list[Level]:
    """Levels whose word means two things, settled by what stands before them."""
    settled = []
    before = list(run.used)
    for level in levels:
        written = (level.label or "").casefold().rstrip(".")
        if tradition.id in ("ru", "bg") and written == "p":
            inside = "fond" in before and "delo" not in before and "ae" not in before
            avp = run.repository is not None and "avp" in run.repository.repository.id
            name = (
                "papka" if tradition.id == "ru" and (inside or (avp and "papka" not in before)) else "pages"
            )
            level = replace(level, level=name)
        elif tradition.id == "ru" and written == "k" and "fond" not in before:
            level = replace(level, level="listy")
        elif len(readings := _readings_of(tradition, written)) > 1:
            rank = max((tradition.rank(name) for name in before), default=-1)
            name = next((name for name in readings if tradition.rank(name) > rank), readings[0])
            level = replace(level, level=name)
        settled.append(level)
        before.append(level.level)
    return settled


def _take_gloss(text: str, run: Run, part: Part, inner: Span, tradition: Tradition) -> None:
    """What stands in brackets after a level: further levels, or the title of the fond or file."""
    reading = read_levels(text, inner, tradition)
    named = (
        reading.levels
        and reading.lead is None
        and (reading.rest is None or not reading.rest.of(text).strip())
    )
    if named and not (len(reading.levels) == 1 and reading.levels[0].level == "year"):
        run.readings += reading.levels
        run.cuts += [","] * len(reading.levels)
        run.labelled += 1
        return
    if bare := read_bare(text, inner, tradition, []):
        if (
            not re.fullmatch(r"(?:1[5-9]|20)\d\d", inner.of(text))
            and run.readings
            and run.readings[-1].level == bare[0].level
        ):
            run.readings[-1] = bare[0]
            return
    last = run.readings[-1] if run.readings else None
    if last is not None and last.label is None and last.span is not None and len(last.value) > 12:
        # A name keeps its bracket: "White House Central Files (Eisenhower Administration)".
        if not any(mark in inner.of(text) for mark in '":;“«'):
            run.readings[-1] = replace(
                last, value=text[last.span.start : part.span.end], span=Span(last.span.start, part.span.end)
            )
            return
    for nested in re.finditer(r"(?:ff?|fol|ll?|pp?)\.\s*[\d–-]+", inner.of(text)):
        own = Span(inner.start + nested.start(), inner.start + nested.end())
        pages = read_levels(text, own, tradition).levels
        run.readings += pages
        run.cuts += [","] * len(pages)
    run.glosses.append(inner)


def _after_ibid(text: str, part: Part) -> Part | None:
    match = re.compile(r"\w+(?:\s+(?:же|само|там))?\.?\s*").match(text, part.span.start, part.span.end)
    if match is None or match.end() >= part.span.end:
        return None
    span = Span(match.end(), part.span.end)
    return Part(Kind.WORDS, span, ",", span, votes=part.votes)


def _is_reference(text: str, run: Run, *, prose: bool) -> bool:
    """Whether the run says enough to find a document by, and is nothing else."""
    outer = [level for level in run.readings if level.level not in PAGE_LEVELS]
    labelled = [level for level in outer if level.label]
    if run.ibid:
        return bool(run.readings) or len(run.parts) == 1
    if not outer:
        return False
    if run.repository is not None:
        if prose and not run.labelled and not run.typed and not run.collection:
            return False
        return bool(run.labelled or run.typed or run.collection or (run.untyped and not prose))
    kinds = {level.level for level in labelled}
    if run.written is not None:
        if run.collection or len(kinds) >= 2:
            return True
        if kinds & {"fond", "opis", "delo", "ae", "box", "folder", "record_group", "lot", "inventory"}:
            return True
        if kinds and not prose and len(outer) >= 2 and kinds != {"volume"}:
            return True
        return bool(run.typed) and any(c.isdigit() for level in outer for c in level.value)
    values = " ".join(level.value for level in outer)
    if run.tradition is not None and run.tradition.id == "gb" and run.typed:
        return True
    if any(_STRONG_SIGNATURE.match(level.value) for level in outer) and labelled:
        return True
    if run.collection and (kinds & {"box", "folder", "file", "lot", "record_group", "document"}):
        return True
    if kinds & {"box"} and kinds & {"folder", "record_group", "lot", "series", "collection"}:
        return True
    if not any(c.isdigit() for c in values):
        return False
    numbered = {level.level for level in labelled if any(c.isdigit() for c in level.value)}
    if {"fond", "opis"} <= kinds | {"opis"} and len(kinds) >= 2 and numbered and "fond" in kinds:
        return len(numbered | kinds) >= 2 and bool(
            numbered & {"opis", "delo", "ae", "papka", "inventory", "file", "box"}
        )
    return {"opis", "delo"} <= numbered


def _references(text: str, run: Run) -> tuple[ArchivalReference, ...]:
    tradition = run.tradition or traditions()["collection"]
    arranged, diagnostics = arrange(text, run.readings, run.cuts, tradition)
    run.diagnostics += diagnostics
    known = run.repository.known if run.repository else None
    written = run.written.of(text) if run.written else None
    place = ", ".join(span.of(text) for span in run.places) or None
    if written is None and not run.ibid:
        run.diagnostics.append(
            Diagnostic("repository-missing", "the reference names no repository", run.span)
        )
    elif run.repository is not None and run.repository.candidates:
        several = ", ".join(run.repository.candidates)
        message = f"{written!r} is the short form of several archives ({several}); it is kept as written"
        run.diagnostics.append(Diagnostic("repository-ambiguous", message, run.written))
    elif known is None and written is not None:
        message = f"{written!r} is not among the known archives; it is kept as written"
        run.diagnostics.append(Diagnostic("repository-unknown", message, run.written))
    return tuple(
        ArchivalReference(
            repository=written,
            repository_id=known.id if known else None,
            repository_name=known.name if known else None,
            place=place or (known.place if known else None),
            tradition=tradition.id,
            levels=levels,
            span=_span_of(run, levels),
        )
        for levels in (arranged or [()])
    )


def _span_of(run: Run, levels: Sequence[Level]) -> Span:
    spans = [level.span for level in levels if level.span]
    if run.written is not None:
        spans.append(run.written)
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else run.span
