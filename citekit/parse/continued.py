"""Parts that go on with the level before them: its name, its sheets, its further numbers.

Public: :func:`goes_on_with_name`, :func:`goes_on_with_sheets`, :func:`further_values`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.archives.traditions import PAGE_LEVELS, Tradition
from citekit.find.vocabulary import VERSO
from citekit.model import Level, Span, as_span
from citekit.parse.parts import Part
from citekit.parse.run import Run

_SIDE = rf"(?:\s?(?:и\s)?(?:{VERSO}|[rv](?!\w))\.?)?"
_FURTHER_SHEETS = re.compile(
    rf"(?:(?:and|и|та|und|i|et|a|și|és)\s+)?\d+\w?{_SIDE}(?:\s?[-–—]\s?\d*\w?{_SIDE})?(?:,? (?:and|und|et|e|y|&|и|та) \d[\w–-]*)?"
)
_NUMBER = re.compile(r"\d+[^\W\d_]?")
_FURTHER_NUMBERS = re.compile(r"\d+[^\W\d_]?(?:\s(?:and|und|et|e|y|&|и|та)\s\d+[^\W\d_]?)+")
_BEGINS_FURTHER = re.compile(r"(?:(?:and|и|та|und)\s+)?\d")
_FURTHER_NUMBER = re.compile(r"(?:(?:and|и|та|und)\s+)?(\d+\w?)(?=$|\s+[^\W\d_A-ZА-Я]{2,})")
_OF_SHEETS = re.compile(
    r"(?:hier|here|esp\.|bes\.|insb\.|ici|qui)\s+(?:(?:Bl|S|p|pp|fol|fols|f|ff|c|cc)\.?\s?)?\d+[rv]?(?:[-–]\d+[rv]?)?"
)
_NEAR_IN_LIST = 200
_LONGEST_FOLDER = 120
_OF_DAYS = re.compile(
    r"(?:\d{1,2}/)?\d{1,2}(?:[–-]\d{1,2})?/(?:19)?\d\d(?:\s?[–-]\s?(?:\d{1,2}/)?\d{1,2}/(?:19)?\d\d)?(?: \[\w[^\[\]]*\]| \([\w ]+\))?"
)
"""The days of what a folder holds, as presidential libraries write them in its title: "1–2/77", "5/1/78–6/30/78"."""
_SEVERAL = re.compile(r"(?:\w{3,}s|bb|fascc?|buste|fascicoli|nos|nrn|bde|Bde|Nrn)\.?", re.I)


def goes_on_with_name(text: str, run: Run, part: Part, tradition: Tradition) -> bool:
    """Whether the part after a dash or colon is more of the fond's or folder's name ("fond CC al PCR –
    Cancelarie", "folder Soviet Union: Gorbachev"); if so it is joined."""
    last = run.readings[-1] if run.readings else None
    if last is None or last.span is None:
        return False
    if last.label is None:
        if last.level != "folder" or not last.value[0].isalpha() or run.used[-2:-1] != ["box"]:
            return False
        named = part.cut == ":" or (part.cut == "," and _OF_DAYS.fullmatch(text, *part.span))
        if not named or part.span.end - last.span.start > _LONGEST_FOLDER:
            return False
        run.readings[-1] = replace(
            last, value=text[last.span.start : part.span.end], span=Span(last.span.start, part.span.end)
        )
        run.parts.append(part)
        return True
    if (part.cut, last.level) not in (("-", "fond"), (":", "folder"), (":", "fond")):
        return False
    if not last.value[-1:].isalpha() or part.wording.reading(tradition).levels:
        return False
    begin = last.span.end - len(last.value)
    run.readings[-1] = replace(
        last, value=text[begin : part.span.end], span=Span(last.span.start, part.span.end)
    )
    run.parts.append(part)
    return True


def goes_on_with_sheets(text: str, run: Run, part: Part, body: Span) -> bool:
    """Whether the part is one more sheet of the level before it ("ll. 12–14, 18, 28"); if so it is joined."""
    last = run.readings[-1] if run.readings else None
    if last is None or last.level not in PAGE_LEVELS:
        return False
    if _OF_SHEETS.fullmatch(text, *body):
        run.parts.append(part)  # "Bl. 12–20, hier Bl. 15": a place in the sheets that stand already
        return True
    if last.span is None or part.cut not in (",", " ") or not _FURTHER_SHEETS.fullmatch(text, *body):
        return False
    if last.label is None and not last.value.endswith(("r", "v")):
        return False
    if last.gloss is not None or "(" in text[last.span.end : body.start]:
        run.add(part, [replace(last, value=body.of(text), span=body, gloss=None)])  # "Л. 4 (подлинник), 7"
        return True
    value_start = last.span.end - len(last.value)
    run.readings[-1] = replace(last, value=text[value_start : body.end], span=Span(last.span.start, body.end))
    run.parts.append(part)
    return True


def further_values(text: str, run: Run, part: Part, body: Span) -> list[Level]:
    """Further numbers of a list: "73/34, 35, and 36", "folders 1, 2 and 7"."""
    last = run.readings[-1] if run.readings else None
    if last is None or part.cut != "," or not _BEGINS_FURTHER.match(text, *body):
        return []
    if last.label is None:
        listed = last.level in ("delo", "ae", "piece") and len(run.used) > 1
    else:
        listed = bool(_SEVERAL.fullmatch(last.label)) and last.level not in PAGE_LEVELS
    if _FURTHER_NUMBERS.fullmatch(text, *body) and (listed or _is_list(text, last, body)):
        numbers = _NUMBER.finditer(text, *body)
        return [Level(last.level, number[0], last.label, as_span(number.span())) for number in numbers]
    if not listed:
        return []
    number = _FURTHER_NUMBER.match(text, *body)
    return [Level(last.level, number[1], last.label, as_span(number.span(1)))] if number else []


def _is_list(text: str, last: Level, body: Span) -> bool:
    """Whether "124 und 130" goes on with a level that bears a word or, without one, is of its size."""
    if last.level in PAGE_LEVELS or not last.value.isdigit():
        return False
    first = _NUMBER.match(text, *body)
    near = first is not None and 0 < int(re.sub(r"\D", "", first[0])) - int(last.value) < _NEAR_IN_LIST
    return last.label is not None or near
