"""The levels that a part of words adds to its run.

Public: :func:`take_words`, :func:`take_title`, :func:`says_levels`, :func:`repository_follows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, told_by_signature, traditions
from citekit.find.vocabulary import (
    COPY_NOTE,
    GENRE_FIRST,
    GENRES,
    INSTITUTION,
    MANUSCRIPT_NUMBER,
    PUBLISHED,
    SENTENCE,
)
from citekit.model import Level, Span
from citekit.parse.continued import further_values, goes_on_with_name, goes_on_with_sheets
from citekit.parse.dates import find_dates
from citekit.parse.level_names import settled, shelfmark_levels, words_level
from citekit.parse.levels import Reading, read_bare, read_levels
from citekit.parse.parts import Kind, Part
from citekit.parse.people import read_people
from citekit.parse.run import Run, choose_for_run, tradition_for
from citekit.parse.signatures import (
    LONGEST_BARE,
    SHELFMARK,
    is_collection,
    is_signature,
)

_BRACKET = re.compile(r"\s*([(\[（])([^()\[\]（）]*(?:\([^()]*\)[^()]*)?)[)\]）]?$")
_LOWER = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]|[A-Z][a-z]+ *$")
_PUBLICATION = re.compile(r"\((?:[A-ZÀ-Ž][\w.’' -]*[,:;] *)+(?:1[5-9]|20)\d\d\)")
_CAPITAL = re.compile(r"[A-Z]")
_WHOLE_DATE = 3
_LOWER_WORDS = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]{2,} ")
_ACRONYM_LEAD = re.compile(r"[A-Z]{2,5}")
_FILED = re.compile(r"([A-Z][^\d,;]*\bFiles?) (\d\S*|[A-Z]{2,4} \d.*)")
_OF_SHELFMARK = re.compile(r"\w\(\d\d\)")
_LONE_WORD = re.compile(r"[^\W\d_]{1,3}\.?")
_THEN_PROSE = re.compile(r"((?:[A-ZА-Я][\w-]*\s)?\S*\d\S*)(?=\s+[^\W\d_A-ZА-Я]{2,})")
_FILES = frozenset({"delo", "ae", "file", "signature", "volume", "item"})
_PHRASE = re.compile(r"[^\W\d_a-zа-я][\w’'-]*(?:\s+\S+)*?\s+[^\W\d_A-ZА-Я]{2,}")
_LONG_PHRASE = 3
_YEAR_THEN = re.compile(r"((?:1[5-9]|20)\d\d(?:\s?гг?\.)?),?\s+(?=\S)")
_PARTY_FOND = re.compile(r"M-?[A-Z]{1,2}(?:-?S)?")


def says_levels(text: str, run: Run, part: Part) -> bool:
    """Whether the part would add levels to the run."""
    tradition = tradition_for(run, part)
    if tradition is None:
        return bool(SHELFMARK.match(text, part.span.start, part.span.end))
    reading = read_levels(text, part.span, tradition)
    if reading.levels and reading.lead is None:
        return True
    return bool(read_bare(text, part.span, tradition, run.used)) or bool(
        SHELFMARK.match(text, part.span.start, part.span.end)
    )


def take_words(text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool) -> bool:
    """Take a part of words into the run where it says levels of the same reference; whether it did."""
    if run.parts and part.cut == "|":
        return False
    words = text[part.span.start : part.span.end]
    if run.readings and COPY_NOTE.match(words):
        return False
    if run.readings and run.readings[-1].level in PAGE_LEVELS and is_collection(words):
        if part.whole.start < part.span.start:
            return False  # "…, ll. 5–6, in Volkogonov Papers": where a copy lies
    if run.readings and (
        read_people(text, part.span, sentence=False).whole or _names_document(text, part, parts, number)
    ):
        return False
    if run.tradition is None:
        run.tradition = choose_for_run(text, run, parts, number)
    tradition = run.tradition or traditions()["collection"]
    if run.parts and _LONE_WORD.fullmatch(text, *part.span) and fold_label(words) in _letters_of(tradition):
        # A level word without its value ("AQSH F. , D. 191") says nothing.
        run.parts.append(part)
        return True
    if goes_on_with_name(text, run, part, tradition):
        return True
    if _PHRASE.match(words) and take_title(text, run, part, parts[number + 1 :]):
        return True
    bracket = _BRACKET.search(text, part.span.start, part.span.end)
    if bracket and (len(bracket[2]) == 1 or _OF_SHELFMARK.match(text, bracket.start(1) - 1)):
        bracket = None
    body = part.span
    inner = None
    if bracket and bracket.start() > part.span.start:
        body, inner = Span(part.span.start, bracket.start()), Span(*bracket.span(2))
    elif bracket:
        body = inner = Span(*bracket.span(2))
    if goes_on_with_sheets(text, run, part, body):
        return True
    levels = _levels_of(text, run, part, body, tradition, parts[number + 1 :], prose=prose)
    if not levels:
        return run.extent is not None and part.span.holds(run.extent)
    run.add(part, levels)
    if inner is not None and inner != body:
        _take_gloss(text, run, part, inner, tradition)
    return True


def take_title(text: str, run: Run, part: Part, after: Sequence[Part]) -> bool:
    """Take a document's title that stands between its file and its sheets into the run: "AIPN, 0236/171, t. 3,
    Notatka służbowa, 12 XII 1970 r., k. 44"; whether it was one."""
    if run.tradition is None or not _FILES & set(run.used) or run.used[-1] in PAGE_LEVELS or part.cut == ";":
        return False
    own = read_levels(text, part.span, run.tradition)
    if part.kind is not Kind.QUOTE and own.levels and own.lead is None:
        return False
    if _following(text, run.tradition, after, run.used) not in PAGE_LEVELS and not _ends_citation(
        text, part, after
    ):
        return False
    run.parts.append(part)
    run.title = run.title or part.span
    return True


def _ends_citation(text: str, part: Part, after: Sequence[Part]) -> bool:
    """Whether a phrase ends the citation, with a date at most after it, and is too long for a part's name."""
    words = part.span.of(text)
    rest = [other.kind for other in after]
    dated = rest[:1] == [Kind.DATE]
    phrase = sum(word.islower() for word in words.split()) >= (1 if dated else _LONG_PHRASE)
    return (
        phrase and part.cut == "," and not any(char.isdigit() for char in words) and rest in ([], [Kind.DATE])
    )


def _is_subtitle(words: str) -> bool:
    """Whether words after an archive's name and ":" are the title of a book about it, no collection's name."""
    return bool(_LOWER.search(words)) and not is_collection(words) and not any(c.isdigit() for c in words)


def _names_document(text: str, part: Part, parts: Sequence[Part], number: int) -> bool:
    """Whether words after a shelf-mark name the document itself: "Bericht von Zurlinden, 3.5.1950"."""
    words = part.span.of(text)
    if part.cut != "," or is_collection(words) or any(mark in words for mark in '"“„«(['):
        return False
    worded = _LOWER_WORDS.search(text, *part.span)
    if worded and any(len(date.start) == _WHOLE_DATE for date in find_dates(text, part.span)):
        return True
    if not GENRE_FIRST.match(text, *part.span):
        return False
    following = parts[number + 1] if number + 1 < len(parts) else None
    return following is None or following.kind is Kind.DATE or following.cut in (";", ".")


def _letters_of(tradition: Tradition) -> frozenset[str]:
    return frozenset(
        fold_label(word) for words in tradition.before.values() for word in words if len(word) <= 3
    )


def _levels_of(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, after: Sequence[Part], *, prose: bool
) -> list[Level]:
    """What the part says as levels; [] where it is none of the reference."""
    anchored = run.written is not None or run.ibid or bool(run.readings)
    if further := further_values(text, run, part, body):
        return further
    if MANUSCRIPT_NUMBER.fullmatch(text, *body) and "signature" not in run.used:
        run.typed += 1
        return [Level("signature", body.of(text), None, body)]
    reading = read_levels(text, body, tradition)
    if reading.levels and reading.lead is None and _CAPITAL.fullmatch(reading.levels[0].label or ""):
        if len(bare := read_bare(text, body, tradition, run.used)) > 1:
            run.typed += len(bare)  # "F 7 15.312": a series, no folio 7
            return list(bare)
    if reading.levels and _fits(text, run, part, reading, prose=prose):
        levels = _lead_levels(text, run, reading, tradition)
        if levels is not None:
            run.labelled += sum(level.level not in PAGE_LEVELS for level in reading.levels)
            if reading.extent:
                run.extent = reading.extent
            read = list(reading.levels)
            if reading.rest is not None:
                rest = _BRACKET.match(text, reading.rest.start, reading.rest.end)
                if rest:
                    run.glosses.append(Span(*rest.span(2)))
                    read[-1] = replace(read[-1], gloss=rest[2].strip())
            if reading.lead is not None and _PARTY_FOND.fullmatch(text, *reading.lead) and read[0].span:
                # "M-KS 288. f.": the letters are part of the fond's number.
                begin = reading.lead.start
                value = text[begin : read[0].span.start] + read[0].value
                read[0], levels = replace(read[0], value=value, span=Span(begin, read[0].span.end)), []
            return [
                *levels,
                *settled(text, run, read, tradition, part, _following(text, tradition, after, run.used)),
            ]
    if reading.extent and run.readings and not reading.levels:
        run.extent = reading.extent
        return []
    if not anchored and not is_collection(body.of(text)) and not told_by_signature(body.of(text)):
        if not is_signature(body.of(text)) and not (run.source and repository_follows(text, after)):
            return []
    if found := _bare_levels(text, run, part, body, tradition, prose=prose):
        return found
    if not prose and _stands_between(text, run, part, body, tradition, after):
        run.untyped += 1
        return [words_level(text, run, body, tradition)]
    return []


def _following(text: str, tradition: Tradition, after: Sequence[Part], used: list[str]) -> str | None:
    """The level that the part after this one begins with, where the same reference goes on in it."""
    following = next((part for part in after if part.kind is not Kind.DATE), None)
    if following is None or following.kind is not Kind.WORDS or following.cut == ";":
        return None
    reading = read_levels(text, following.span, tradition)
    levels = reading.levels if reading.lead is None else ()
    levels = levels or read_bare(text, following.span, tradition, used)
    return levels[0].level if levels else None


def _stands_between(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, after: Sequence[Part]
) -> bool:
    """Whether words stand between two levels of one reference: "Оп. 12. Столбцы Белгородского стола. № 344"."""
    if (
        not run.labelled
        or run.written is None
        or part.cut == ";"
        or body.end - body.start > LONGEST_BARE // 2
    ):
        return False
    following = _following(text, tradition, after, run.used)
    inner = max(tradition.rank(level) for level in run.used)
    return following is not None and following in tradition.chain and tradition.rank(following) > inner


def repository_follows(text: str, after: Sequence[Part]) -> bool:
    """Whether a repository ends the source note that begins before ``after``."""
    for part in after:
        if part.kind is Kind.REPOSITORY or (part.kind is Kind.WORDS and INSTITUTION.search(text, *part.span)):
            return True
        if part.kind is not Kind.WORDS or part.cut not in (",", ":", "(", " "):
            return False
    return False


def _fits(text: str, run: Run, part: Part, reading: Reading, *, prose: bool) -> bool:
    if not run.parts:
        return reading.lead is None or _lead_is_shelfmark(text, reading.lead)
    if run.ibid or run.written is not None or run.readings:
        return reading.lead is None or len(reading.lead.of(text)) <= 60
    return True


def _lead_is_shelfmark(text: str, lead: Span) -> bool:
    return bool(told_by_signature(lead.of(text))) or is_collection(lead.of(text))


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
        return [words_level(text, run, lead, tradition)]
    if is_collection(words) or (run.written is not None and _ACRONYM_LEAD.fullmatch(words)):
        return [words_level(text, run, lead, tradition)]
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
            levels = list(read_bare(text, own, tradition, used)) or shelfmark_levels(
                text, run, own, tradition
            )
            if not levels:
                found = []
                break
            found += levels
        if found:
            run.typed += len(found)
            return found
    if filed := _FILED.fullmatch(text, *body):
        series, number = Span(*filed.span(1)), Span(*filed.span(2))
        if bare := read_bare(text, number, tradition, run.used):
            run.typed += 1
            return [words_level(text, run, series, tradition), *bare]
    used = run.used if part.cut != ";" else []
    if (dated := _YEAR_THEN.match(text, *body)) and run.readings:
        rest = read_bare(text, Span(dated.end(), body.end), tradition, used)
        if rest:
            run.typed += len(rest)
            return [Level("year", dated[1], None, Span(*dated.span(1))), *rest]
    if levels := list(read_bare(text, body, tradition, used)):
        if part.cut in (".", "\n") and used[-1:] == [levels[0].level]:
            return []  # the number of the next note, no further file of a list
        run.typed += len(levels)
        return levels
    if (
        (part.cut == ";" and run.readings)
        or (part.cut == "." and run.written is not None)
        or (
            (part.cut == ":" and run.readings and (_ends_in_sheets(run) or not is_collection(words)))
            and not _names_part(text, run, part, tradition)
        )
    ):
        return []
    if not run.parts and told_by_signature(words):
        return []
    return _untyped_levels(text, run, part, body, tradition, prose=prose)


def _names_part(text: str, run: Run, part: Part, tradition: Tradition) -> bool:
    """Whether after ":" the part of what was named follows ("Country File: Vietnam"), not a document."""
    if part.cut != ":" or tradition.id != "collection" or run.written is None:
        return False
    last = run.readings[-1]
    named = last.label is None and not any(char.isdigit() for char in last.value)
    words = part.span.of(text).casefold()
    return named and len(words) <= LONGEST_BARE // 2 and not any(words.startswith(genre) for genre in GENRES)


def _ends_in_sheets(run: Run) -> bool:
    return run.readings[-1].level in PAGE_LEVELS


def _untyped_levels(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, *, prose: bool
) -> list[Level]:
    words = body.of(text)
    if len(words) > LONGEST_BARE:
        return []
    digits = any(char.isdigit() for char in words)
    if not (
        words[:1].isupper()
        or words[:1].isdigit()
        or words[:1] in '“«"('
        or (words[:1] and not words[:1].isascii() and not words[:1].islower())
    ):
        return []
    if (prose or part.cut == "\n") and not digits and not is_collection(words):
        return []
    if prose and len(words.split()) > 5 and not is_collection(words):
        return []
    if run.ibid and not digits and not is_collection(words) and not run.labelled:
        return []
    if (
        _PUBLICATION.search(words)
        or (not is_collection(words) and (said := SENTENCE.search(words)) and said[0].islower())
        or (part.cut == ":" and run.repository_last and _is_subtitle(words))
    ):
        return []
    if digits:
        levels = shelfmark_levels(text, run, body, tradition)
        if levels:
            run.typed += 1
            return levels
    if is_collection(words):
        run.collection = True
    else:
        run.untyped += 1
    return [words_level(text, run, body, tradition)]


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
    if last is not None and not COPY_NOTE.match(text, *inner) and not PUBLISHED.match(text, *inner):
        at = run.readings.index(last)
        run.readings[at] = replace(last, gloss=inner.of(text).strip())
    run.glosses.append(inner)
