"""The levels that a part of words adds to its run.

Public: :func:`take_words`, :func:`take_title`, :func:`says_levels`, :func:`repository_follows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from citekit.archives.traditions import PAGE_LEVELS, Tradition, fold_label, told_by_signature, traditions
from citekit.find.vocabulary import INSTITUTION, SENTENCE
from citekit.model import Level, Span, as_span
from citekit.parse.bare_levels import bare_levels
from citekit.parse.continued import further_values, goes_on_with_name, goes_on_with_sheets
from citekit.parse.dates import find_dates
from citekit.parse.glosses import take_gloss
from citekit.parse.level_names import settled, words_level
from citekit.parse.levels import NAME_GOES_ON, read_bare
from citekit.parse.parts import Part
from citekit.parse.people import read_people
from citekit.parse.run import Run, choose_for_run, tradition_for
from citekit.parse.signatures import (
    LONGEST_BARE,
    SHELFMARK,
    is_collection,
)
from citekit.parse.wording import LOWER_WORDS, Kind, wording

_BRACKET = re.compile(r"\s*([(\[（])([^()\[\]（）]*(?:\([^()]*\)[^()]*)?)[)\]）]?$")
_CAPITAL = re.compile(r"[A-Z]")
_WHOLE_DATE = 3
_ACRONYM_LEAD = re.compile(r"[A-Z]{2,5}")
_OF_SHELFMARK = re.compile(r"[\w.)]\(\d\d\)")
_DAY = re.compile(r"\d{1,2}-\d{1,2}-\d\d")
"""The day in the name of a file of the Joint Chiefs of Staff: "CCS 381 U.S.S.R. (3-2-46)"."""
_SEE = re.compile(r"(?:^|\s)(?:see(?: also)?|cf\.?|compare|vgl\.|см\.(?: также)?|also in)$", re.I)
_KIND_OF_FILE = re.compile(
    r"(?:grant|case|project|personal|personnel|chronological|subject|country|press|microfilm)"
)
"""What stands before "file", "folder", "reel": "grant file PA 51-27"."""
_FILES = frozenset({"delo", "ae", "file", "signature", "volume", "item", "inventory", "piece"})
_LONG_PHRASE = 3
_LONGEST_LEAD = 60
_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:\s*г)?")
_LEADS_ON = re.compile(r"[\W_]*(?:also|and|и|see|vol|kn)?[\W_]*", re.I)
_FOND_AND_BOX = re.compile(r"([IVXLC]+-[A-Z]-[\w-]+)/(\d+)")
_PARTY_FOND = re.compile(r"M-?[A-Z]{1,2}(?:-?S)?")


def says_levels(text: str, run: Run, part: Part) -> bool:
    """Whether the part would add levels to the run."""
    tradition = tradition_for(run, part)
    if tradition is None:
        return bool(SHELFMARK.match(text, part.span.start, part.span.end))
    reading = part.wording.reading(tradition)
    if reading.levels and reading.lead is None:
        return True
    return bool(read_bare(text, part.span, tradition, run.used)) or bool(
        SHELFMARK.match(text, part.span.start, part.span.end)
    )


def take_words(text: str, run: Run, part: Part, parts: Sequence[Part], number: int, *, prose: bool) -> bool:
    """Take a part of words into the run where it says levels of the same reference; whether it did."""
    if run.parts and part.cut == "|":
        return False
    said = part.wording
    if not (said.may_open or run.parts or run.written or run.source):
        return False
    if run.readings:
        if said.is_copy_note:
            return False
        if (
            said.is_collection
            and run.readings[-1].level in PAGE_LEVELS
            and part.whole.start < part.span.start
        ):
            return False  # "…, ll. 5–6, in Volkogonov Papers": where a copy lies
        if said.may_say_people and read_people(text, part.span, sentence=False).whole:
            if not _stands_before_sheets(text, run, part, parts[number + 1 :]):
                return False
            run.parts.append(part)
            run.letter = part.span
            return True
        if said.may_name_document and not _is_shelfmark(text, run, part):
            if _names_document(text, part, parts, number):
                return take_title(text, run, part, parts[number + 1 :])
    if run.tradition is None:
        run.tradition = choose_for_run(text, run, parts, number)
    tradition = run.tradition or traditions()["collection"]
    if run.parts and said.is_lone_word and fold_label(part.span.of(text)) in _letters_of(tradition.id):
        # A level word without its value ("AQSH F. , D. 191") says nothing.
        run.parts.append(part)
        return True
    if goes_on_with_name(text, run, part, tradition):
        return True
    if said.is_phrase and take_title(text, run, part, parts[number + 1 :]):
        return True
    body, inner = _without_bracket(text, part.span) if said.has_bracket else (part.span, None)
    if goes_on_with_sheets(text, run, part, body):
        return True
    levels = _levels_of(text, run, part, body, tradition, parts[number + 1 :], prose=prose)
    if not levels:
        return run.extent is not None and part.span.holds(run.extent)
    run.add(part, levels)
    if inner is not None and _names_keeper(text, run, part, inner):
        run.written = inner  # "Lord Avon Papers (University of Birmingham)"
        return True
    if inner is not None and inner != body:
        take_gloss(text, run, part, inner, tradition)
    return True


def _names_keeper(text: str, run: Run, part: Part, inner: Span) -> bool:
    """Whether the bracket after a collection names the institution that keeps it."""
    return (
        run.written is None
        and part.wording.is_collection
        and INSTITUTION.search(text, *inner) is not None
        and not any(map(str.isdigit, inner.of(text)))
    )


def take_title(text: str, run: Run, part: Part, after: Sequence[Part]) -> bool:
    """Take a document's title that stands between its file and its sheets into the run: "AIPN, 0236/171, t. 3,
    Notatka służbowa, 12 XII 1970 r., k. 44"; whether it was one."""
    if run.tradition is None or not run.readings or run.used[-1] in PAGE_LEVELS or part.cut == ";":
        return False
    own = part.wording.reading(run.tradition)
    if part.kind is not Kind.QUOTE and own.levels and (own.lead is None or part.cut == "."):
        return False
    if part.cut == "." and SENTENCE.search(text, *part.span):
        return False
    following = _following(text, run.tradition, after, run)
    if _FILES & set(run.used):
        within = following in PAGE_LEVELS or _ends_citation(text, part, after)
    else:
        within = following in _FILES | {"reel"} and part.wording.names_genre
    if not within:
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


def _is_shelfmark(text: str, run: Run, part: Part) -> bool:
    """Whether the part is a shelf-mark without level words, as the run counts."""
    return run.tradition is not None and bool(read_bare(text, part.span, run.tradition, run.used))


def _names_document(text: str, part: Part, parts: Sequence[Part], number: int) -> bool:
    """Whether words after a shelf-mark name the document itself: "Bericht von Zurlinden, 3.5.1950"."""
    if part.cut not in (",", "、", "，"):
        return False
    worded = LOWER_WORDS.search(text, *part.span)
    if worded and any(len(date.start) == _WHOLE_DATE for date in find_dates(text, part.span)):
        return True
    following = parts[number + 1] if number + 1 < len(parts) else None
    if part.wording.is_genre:
        return following is not None and following.kind is Kind.DATE
    if not part.wording.names_genre:
        return False
    return following is None or following.kind is Kind.DATE or following.cut in (";", ".")


def _without_bracket(text: str, span: Span) -> tuple[Span, Span | None]:
    """What a part says before the bracket that ends it, and what stands in that; both are the same where the
    bracket is all."""
    bracket = _BRACKET.search(text, *span)
    if (
        bracket is None
        or len(bracket[2]) == 1
        or _DAY.fullmatch(bracket[2])
        or _OF_SHELFMARK.match(text, bracket.start(1) - 1)
    ):
        return span, None
    inner = as_span(bracket.span(2))
    return Span(span.start, bracket.start()) if bracket.start() > span.start else inner, inner


@cache
def _letters_of(tradition: str) -> frozenset[str]:
    before = traditions()[tradition].before
    return frozenset(fold_label(word) for words in before.values() for word in words if len(word) <= 3)


def _levels_of(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, after: Sequence[Part], *, prose: bool
) -> list[Level]:
    """What the part says as levels; [] where it is none of the reference."""
    anchored = run.written is not None or run.ibid or bool(run.readings)
    if further := further_values(text, run, part, body):
        return further
    said = part.wording if body == part.span else wording(body.of(text))
    if said.is_manuscript_number and "signature" not in run.used:
        run.typed += 1
        return [Level("signature", body.of(text), None, body)]
    reading = said.reading(tradition)
    read = reading.of(text, body.start)
    lead = reading.lead.shifted(body.start) if reading.lead else None
    if read and lead is not None and said.has_bracket:
        if len(bare := read_bare(text, body, tradition, run.used)) > 2:
            run.typed += len(bare)  # "XIX-J-1-j-Szovjetunió-1968-(24. d.)-001234/12"
            return list(bare)
    if read and lead is None and _CAPITAL.fullmatch(read[0].label or ""):
        if len(bare := read_bare(text, body, tradition, run.used)) > 1:
            run.typed += len(bare)  # "F 7 15.312": a series, no folio 7
            return list(bare)
    if read and lead is not None and reading.rest is not None and _is_named(text, read, body):
        run.untyped += 1
        return [words_level(text, run, body, tradition)]
    if read and (lead is None or _fits(text, run, lead)):
        levels = _lead_levels(text, run, lead, tradition) if lead else []
        if levels is not None:
            run.labelled += len([level for level in read if level.level not in PAGE_LEVELS])
            doubtful = reading.doubtful
            if reading.extent:
                run.extent = reading.extent.shifted(body.start)
            if reading.rest is not None:
                rest = _BRACKET.match(text, *reading.rest.shifted(body.start))
                if rest:
                    run.glosses.append(as_span(rest.span(2)))
                    read[-1] = replace(read[-1], gloss=rest[2].strip())
                elif tradition.after and (
                    more := read_bare(text, reading.rest.shifted(body.start), tradition, [read[-1].level])
                ):
                    read += more  # "M-KP 276. f. 67/145"
                    doubtful = True
            if read[0].level == "box" and read[0].span and (joined := _FOND_AND_BOX.fullmatch(read[0].value)):
                begin = read[0].span.start  # "XIX-C-2-m/31. d."
                fond = Span(begin, begin + joined.end(1))
                number = Span(begin + joined.start(2), read[0].span.end)
                read[0] = replace(read[0], value=joined[2], span=number)
                levels = [*levels, Level("fond", joined[1], None, fond)]
            if lead is not None and _PARTY_FOND.fullmatch(text, *lead) and read[0].span:
                # "M-KS 288. f.": the letters are part of the fond's number.
                begin = lead.start
                value = text[begin : read[0].span.start] + read[0].value
                read[0], levels = replace(read[0], value=value, span=Span(begin, read[0].span.end)), []
            if doubtful:
                following = partial(_following, text, tradition, after, run)
                read = settled(text, run, read, tradition, part, following)
            return [*levels, *read]
    if reading.extent and run.readings and not read:
        run.extent = reading.extent.shifted(body.start)
        return []
    if not anchored and not said.is_collection and not said.told:
        if not said.is_signature and not (run.source and repository_follows(text, after)):
            return []
    if found := bare_levels(text, run, part, body, tradition, prose=prose):
        return found
    if not prose and _stands_between(text, run, part, body, tradition, after):
        run.untyped += 1
        return [words_level(text, run, body, tradition)]
    return []


def _is_named(text: str, read: Sequence[Level], body: Span) -> bool:
    """Whether a number belongs to a name that goes on after it: "Wojskowa Prokuratura Okręgowa nr 1 w Warszawie"."""
    span = read[0].span
    if len(read) != 1 or span is None or fold_label(read[0].label or "") not in ("no", "nr", "№"):
        return False
    return NAME_GOES_ON.match(text, span.end, body.end) is not None


def _stands_before_sheets(text: str, run: Run, part: Part, after: Sequence[Part]) -> bool:
    """Whether a letter stands between its file and its folios: "FCO 33/1234, Jackling to FCO, 12 May 1970, fos. 3–5"."""
    if run.tradition is None or part.cut != "," or run.used[-1] in PAGE_LEVELS:
        return False
    return _following(text, run.tradition, after, run) in PAGE_LEVELS


def _is_letter(text: str, part: Part) -> bool:
    said = part.kind is Kind.WORDS and part.wording.may_say_people
    return said and read_people(text, part.span, sentence=False).whole


def _following(text: str, tradition: Tradition, after: Sequence[Part], run: Run) -> str | None:
    """The level that the part after this one begins with, where the same reference goes on in it."""
    own = (part for part in after if part.kind is not Kind.DATE)
    following = next((part for part in own if not _is_letter(text, part)), None)
    if following is None or following.kind is not Kind.WORDS or following.cut == ";":
        return None
    reading = following.wording.reading(tradition)
    if reading.levels and reading.lead is None:
        return reading.levels[0].level
    bare = read_bare(text, following.span, tradition, run.used)
    return bare[0].level if bare else None


def _stands_between(
    text: str, run: Run, part: Part, body: Span, tradition: Tradition, after: Sequence[Part]
) -> bool:
    """Whether words stand between two levels of one reference: "Оп. 12. Столбцы Белгородского стола. № 344"."""
    if (
        not (run.labelled or run.typed)
        or run.written is None
        or part.cut == ";"
        or body.end - body.start > LONGEST_BARE // 2
    ):
        return False
    if part.wording.reading(tradition).levels or SENTENCE.search(text, *part.span):
        return False  # "… For the cover see d. 1066"
    following = _following(text, tradition, after, run)
    inner = max(tradition.rank(level) for level in run.used)
    return following is not None and following in tradition.chain and tradition.rank(following) > inner


def repository_follows(text: str, after: Sequence[Part]) -> bool:
    """Whether a repository ends the source note that begins before ``after``."""
    for part in after:
        if part.kind is Kind.REPOSITORY or (part.kind is Kind.WORDS and part.wording.names_institution):
            return True
        if part.kind is not Kind.WORDS or part.cut not in (",", ":", "(", " "):
            return False
    return False


def _fits(text: str, run: Run, lead: Span) -> bool:
    """Whether the words before a part's first level may stand there."""
    if not run.parts:
        return _lead_is_shelfmark(text, lead)
    if run.ibid or run.written is not None or run.readings:
        return lead.end - lead.start <= _LONGEST_LEAD
    return True


def _lead_is_shelfmark(text: str, lead: Span) -> bool:
    return bool(told_by_signature(lead.of(text))) or is_collection(lead.of(text))


def _lead_levels(text: str, run: Run, lead: Span, tradition: Tradition) -> list[Level] | None:
    """The levels of the words before a labelled one ("XIX-A-24b 17. d."); None where they are prose."""
    words = lead.of(text)
    year = _YEAR.fullmatch(words)
    if year and run.readings:
        end = lead.end + (1 if text[lead.end : lead.end + 1] == "." else 0)
        return [Level("year", text[lead.start : end], None, Span(lead.start, end))]
    if bare := read_bare(text, lead, tradition, run.used):
        run.typed += len(bare)
        return list(bare)
    if run.labelled and _SEE.search(words) and len(words) <= _LONGEST_LEAD:
        return []  # "… d. 1065. For the cover see d. 1066"
    if (run.readings and _KIND_OF_FILE.fullmatch(words)) or _LEADS_ON.fullmatch(words):
        return []
    if run.written is not None and not run.readings and words[:1].isupper() and len(words) < 60:
        return [words_level(text, run, lead, tradition)]
    if is_collection(words) or (run.written is not None and _ACRONYM_LEAD.fullmatch(words)):
        return [words_level(text, run, lead, tradition)]
    return None
