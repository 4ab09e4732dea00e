"""A citation cut at its own punctuation: commas, semicolons, full stops, slashes and dashes that part.

Public: :class:`Segment`, :func:`split_segments`. Quotes and brackets are not cut; neither are initials,
abbreviations, decimal points, ranges and lists of numbers without blanks.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from citekit.archives.traditions import fold_label, label_index
from citekit.find.vocabulary import CLASSIFICATION, VERSO
from citekit.model import Span, as_span

_MARKS = re.compile(
    r"""["“”„«»‘’'「」『』《》（）(\[)\]{},;，。、：；\n|]|[:—–-](?=\s|$)|/(?=/)|\.(?=\s|$|[^\W\d_a-zа-яё])"""
)
"""The marks that may cut, quote or open a bracket where they stand."""
_AFTER_OWN = re.compile(
    r"(?:所?[藏蔵]|所収)(?=[「『《])|(?:所?[藏蔵]|所収)?\s*(?:([.,;:])(?=\s|\w)|[、，。：])|-(?=\w)"
)
_CLOSING = {
    "“": "”“",
    "„": "“”",
    "«": "»",
    "(": ")",
    "[": "]",
    "‘": "’",
    "（": "）",
    "「": "」",
    "『": "』",
    "《": "》",
}
_ABBREVIATIONS = frozenset(
    "no nos nr vol vols mr mrs dr st prof gen col lt sen gov hon jr sr ed eds trans dept univ inst sekr min abt arch "
    "bd bl spr sb ms mss fol fols pp ff cf см ср ред сост докл тов им ст гл тт рис табл approx ca c oct sept nov dec "
    "jan feb mar apr jun jul aug okt febr telgr cart receb exped ok add eng "
    "dep afr emp nunz segr seg aff gab dipl corr sez apost uff prov congr circ amb rapp обл окр губ респ гос ім progs дж th wm chr geo jos".split()
)
_OPENING = frozenset({*_CLOSING, '"', "'"})
_QUOTES = "\"“„«‘'「『《"
_BRACKETS = "([（"
_LEADS_TO_TITLE = re.compile(
    r"\s*(?:(?:see(?:\s+also)?|cf\.?|compare|and|also|vgl\.|siehe|см\.(?:\s+также)?:?|див\.|zob\.|voir)\s+)?",
    re.I,
)
_LAST_WORD = re.compile(r"[^\W_][\w'’]*$")
_VERSO = re.compile(rf"\d\s?(?:и\s)?{VERSO}$")
_BEGINS_VALUE = re.compile(
    r"\s*(?:(?:№+|n[or]\.?|n°|č\.|br\.)\s*)?"
    r"(?:\d|(?=[^a-zа-я])(?:[^\W\d_a-zа-я]{1,5}\s)?[^\W\d_]{1,6}(?:\s?(?:[IVXLC]+/)?\d|[-–./]\s?\w*\d)|[IVXLCDM]+(?!\w))"
)
_LEVELS = re.compile(r"\((?:[FfФф]|[Ff]ond|[Фф]онд)\.?\s?[\w-]*\d")
_FILE_IN_BRACKETS = re.compile(
    r"\((?:at [\d–-]+: )?(?=[DdДд]\.\s?\d+\w?,\s(?:ll?|LL?|Ll|лл?|Лл?)\.\s?\d[^()]*\))"
)
"""A further file of the archive before it, for what the words say: "Stalin to Molotov, 9 September (d. 779, ll. 21–23)"."""
_SOURCE = re.compile(
    r"[\[(](?:Document )?(?:Source|Quelle|Источник|Джерело|Źródło|Zdroj|Forrás|Sursa|Fonte|Fuente)\s?:", re.I
)
_REGIONS = frozenset({"обл", "окр", "губ", "респ"})
_LABEL_NEXT = re.compile(r"\s*(?:[Фф]|[Оо]п|[Дд]|[Сс]пр|[Лл]|[Аа]рк)\.\s?(?:[А-ЯA-Z]-)?\d")
_LATIN = re.compile(r"\s?[A-Za-z]")
_SURNAME = re.compile(r"\s*([^\W\d_][^\W\d_A-ZА-Я]+[\w'’-]*)")
_NAME_THEN_INITIAL = re.compile(r"(?<!\w)[^\W\d_a-zа-я][\w'’-]*[^\W\d_A-ZА-Я],?\s*[^\W\d_]$")
_DOTTED_LETTERS = re.compile(r"(?<!\w)[A-Z]\.[A-Z]\.(?:[A-Z]\.)*$")  # "U.S.S.R. (3-2-46)"
_PAPER_NUMBER = re.compile(r"\. ?\(\d\d\) ?\d")  # "C.P. (56) 208"
_DOTTED_CODE = re.compile(r"\.(?:[IVX]+\.\w|[A-Z]{2}(?: [A-Z][\w ]{0,30})?/\d)")
_LONGEST_WORD = 40
_LONGEST_SIDE = 12
_LONGEST_BRACKET = 500
_SHORTEST_QUOTE = 2
_LONGEST_QUOTE = 1500
_DEEPEST_QUOTE = 5


@dataclass(slots=True)
class Segment:
    """A stretch between two cuts, without its outer blanks; ``cut`` is the mark before it ("" at the start,
    ``"\\n"`` for a line break, ``"-"`` for a dash) and ``quoted`` says that it is a quotation."""

    span: Final[Span]
    cut: Final[str]
    quoted: Final[bool] = False


def split_segments(
    text: str, span: Span, whole: Sequence[Span] = (), alone: Sequence[Span] = (), *, most: int = sys.maxsize
) -> list[Segment]:
    """The segments of ``span`` in order, the first ``most`` of them; linear in its length.

    Nothing is cut inside the spans of ``whole`` (dates, addresses); those of ``alone`` (repositories) are
    segments of their own. Both are sorted and do not overlap each other.
    """
    segments: list[Segment] = []
    position = span.start
    cut = ""
    for own in alone:
        if own.start < position or own.end > span.end:
            continue
        if position < own.start:
            cut = _split(segments, text, as_span((position, own.start)), whole, cut, most) or cut
        segments.append(Segment(own, cut))
        mark = _AFTER_OWN.match(text, own.end, span.end)
        position, cut = (mark.end(), mark[1] or ",") if mark else (own.end, " ")
    if position < span.end:
        _split(segments, text, as_span((position, span.end)), whole, cut, most)
    return segments[:most]


def _split(segments: list[Segment], text: str, span: Span, whole: Sequence[Span], cut: str, most: int) -> str:
    """Add the segments of ``span`` until there are ``most``; the mark that stands open at its end."""
    start = position = opened_at = span.start
    limit = span.end
    closing: list[str] = []
    starts = [atom.start for atom in whole]
    while len(segments) < most and (match := _MARKS.search(text, position, limit)):
        at, position = match.span()
        mark = text[at]
        if starts and (inside := bisect_right(starts, at)) and at < whole[inside - 1].end:
            position = min(whole[inside - 1].end, limit)
            continue
        if closing:
            if mark in closing[-1] and not (mark in "'’" and _is_apostrophe(text, at)):
                closing.pop()
                if mark == "）" and not closing and _LATIN.match(text, position, limit):
                    _add(segments, text, start, position, cut)
                    start, cut = position, " "
            elif mark in _BRACKETS and (")" not in closing[-1] or _is_closed_inside(text, at, mark, limit)):
                closing.append(_CLOSING[mark])
            elif mark == '"' and closing[-1] != '"' and _opens_quote(text, at, span.start):
                closing.append('"')
            continue
        if mark in _OPENING:
            after_name = not cut.strip() and not text[start:at].strip() and segments
            if mark in "[(" and (
                _SOURCE.match(text, at, limit) or (after_name and _LEVELS.match(text, at, limit))
            ):
                _add(segments, text, start, at, cut)  # "Report on Hungary [Source: RGANI, f. 3, …]"
                start, cut = at + 1, "("
                continue
            if mark == "(" and (file := _FILE_IN_BRACKETS.match(text, at, limit)):
                _add(segments, text, start, at, cut)
                start, cut = file.end(), ";"
                continue
            end = _end_of_quotation(text, at, limit) if mark in _QUOTES else None
            if mark in _BRACKETS and text.find(_CLOSING[mark], at, min(limit, at + _LONGEST_BRACKET)) > 0:
                closing.append(_CLOSING[mark])
                opened_at = at
            elif end is not None and (mark not in "'‘" or not text[start:at].strip()):
                if mark in "『「《" or _LEADS_TO_TITLE.fullmatch(text, start, at):
                    _add(segments, text, start, at, cut)
                    segments.append(Segment(Span(at + 1, end), cut, quoted=True))
                    start, cut = end + 1, ","
                elif text[end - 1] in ",;" and text[end + 1 : end + 2].isspace():
                    # "folder “Vietnam, 1967,” box 127": the comma that parts stands inside the quotation
                    _add(segments, text, start, end + 1, cut)
                    start, cut = end + 1, text[end - 1]
                position = end + 1
            continue
        width = _cut_width(text, at, span, start)
        if width:
            in_verso = mark == "." and _ends_in_verso(text, start, at)
            _add(segments, text, start, at + 1 if in_verso else at, cut)
            start = position = at + width
            cut = "-" if mark in "—–-" else mark
    if closing and opened_at > start:
        # A bracket that never closes does not hide the rest of the citation.
        _add(segments, text, start, opened_at, cut)
        return _split(segments, text, Span(opened_at + 1, limit), whole, "(", most)
    return "" if _add(segments, text, start, limit, cut) else cut


def _ends_in_verso(text: str, start: int, end: int) -> bool:
    return _VERSO.search(text, max(start, end - _LONGEST_SIDE), end) is not None


def _add(segments: list[Segment], text: str, start: int, end: int, cut: str) -> bool:
    """Add what stands between two cuts, unless nothing does."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        segments.append(Segment(as_span((start, end)), cut))
    return start < end


def _cut_width(text: str, at: int, span: Span, start: int) -> int:
    """How many characters the cut at ``at`` takes; 0 where the mark does not cut."""
    mark = text[at]
    if mark in ";\n|、；：，。":
        return 1
    after = text[at + 1] if at + 1 < span.end else " "
    if mark == ",":
        return 0 if after.isdigit() and at > start and text[at - 1].isdigit() else 1
    if mark == "/":
        return 2 if after == "/" else 0
    if mark in "—–-":
        spaced = after.isspace() and (at == start or text[at - 1].isspace())
        return 1 if spaced and not _joins_numbers(text, at, span) else 0
    if mark in "’'":
        return 0
    if mark == ":":
        return 1 if after.isspace() and not _ends_with_label(text, start, at) else 0
    return _full_stop_width(text, at, span, start, after)


def _full_stop_width(text: str, at: int, span: Span, start: int, after: str) -> int:
    following = text[at + 1 : min(at + 4, span.end)].lstrip()[:1]
    if not following:
        return 1
    if following == "(" and (
        _PAPER_NUMBER.match(text, at, span.end) or _DOTTED_LETTERS.search(text, start, at + 1)
    ):
        return 0
    if not after.isspace():
        cuts = following.isalpha() and following.isupper() and text[at - 1].isdigit()
        return 1 if cuts and not _DOTTED_CODE.match(text, at) else 0
    if following in "–—-" and _ends_in_verso(text, start, at):
        return 0
    if following.isalpha() and CLASSIFICATION.match(text, at + 2, span.end):
        return 1
    if following.islower():
        return 0
    begin = _last_word(text, start, at)
    if begin is None:
        return 1 if text[at - 1 : at] in ')]"”»’?!' else 0
    if text[begin:at].isdigit():
        return 1
    return 0 if _is_abbreviation(text, start, as_span((begin, at)), span.end) else 1


def _is_abbreviation(text: str, start: int, word: Span, limit: int) -> bool:
    folded, after = word.of(text).casefold(), word.end + 1
    if len(folded) == 1:
        lead = text[start : word.start].rstrip(" .")
        if not lead or (_BEGINS_VALUE.match(text, after, limit) and _ends_with_long_label(text, start, word)):
            return True
        before = Span(start, start + len(lead))
        return not _ends_with_label(text, *before) or _goes_on_as_name(text, before, Span(after, limit))
    if folded in _REGIONS and not _BEGINS_VALUE.match(text, after, limit):
        return not _LABEL_NEXT.match(text, after, limit)  # "Архів УСБУ у Львівській обл. Спр. П-12345"
    if folded in _ABBREVIATIONS:
        return True
    return _BEGINS_VALUE.match(text, after, limit) is not None and _is_label(text, start, word)


def _goes_on_as_name(text: str, before: Span, after: Span) -> bool:
    """Whether a surname follows two letters that might be a level and its value: "P. F. Yudin", but not
    after "Полторацкий С. Д."."""
    name = _SURNAME.match(text, *after)
    if name is None or fold_label(name[1]) in label_index("before"):
        return False
    return _NAME_THEN_INITIAL.search(text, max(before.start, before.end - _LONGEST_WORD), before.end) is None


def _ends_with_label(text: str, start: int, end: int) -> bool:
    """Whether the last word, or the last two ("ед. хр"), are a level word."""
    begin = _last_word(text, start, end)
    return begin is not None and not text[begin:end].isdigit() and _is_label(text, start, Span(begin, end))


def _is_label(text: str, start: int, word: Span) -> bool:
    return fold_label(word.of(text)) in label_index("before") or _ends_with_long_label(text, start, word)


def _ends_with_long_label(text: str, start: int, word: Span) -> bool:
    """Whether ``word`` and the one before it are a level word together ("a. j")."""
    end = word.start - len(lead := text[max(start, word.start - _LONGEST_WORD) : word.start])
    end += len(lead.rstrip(" ."))
    begin = _last_word(text, start, end)
    return begin is not None and fold_label(text[begin:end] + word.of(text)) in label_index("before")


def _last_word(text: str, start: int, end: int) -> int | None:
    """Where the word begins that ends at ``end``; None where none does."""
    begin = max(start, end - _LONGEST_WORD, text.rfind(" ", start, end) + 1)
    if text[begin:end].isalnum():
        return begin
    word = _LAST_WORD.search(text, begin, end)
    return word.start() if word else None


def _joins_numbers(text: str, at: int, span: Span) -> bool:
    left = text[max(span.start, at - _LONGEST_SIDE) : at].rstrip().removesuffix(".")
    right = text[at + 1 : min(span.end, at + 3)].lstrip()[:1]
    return right.isdigit() and (left[-1:].isdigit() or _VERSO.search(left) is not None)


def _is_closed_inside(text: str, at: int, mark: str, limit: int) -> bool:
    """Whether a bracket within brackets closes soon and the outer one after it: "(Т. 12(1). М., 1993)"."""
    own = text.find(_CLOSING[mark], at, min(limit, at + _LONGEST_SIDE))
    return own > 0 and text.find(")", own + 1, min(limit, own + _LONGEST_BRACKET)) > 0


def _opens_quote(text: str, at: int, floor: int) -> bool:
    before = text[at - 1] if at > floor else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([" + "'‘“") and not after.isspace()


def _is_apostrophe(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at + 1].isalnum() and at > 0 and text[at - 1].isalnum()


def _end_of_quotation(text: str, at: int, limit: int) -> int | None:
    """Where the quotation that opens at ``at`` closes, nested quotations of the same marks counted."""
    opening = text[at]
    closing = {
        '"': '"',
        "'": "'",
        "“": "”",
        "„": "“”",
        "«": "»",
        "‘": "’",
        "「": "」",
        "『": "』",
        "《": "》",
    }[opening]
    if opening in "\"'" and not _opens_quote(text, at, 0):
        return None
    depth, position = 1, at + 1
    limit = min(limit, at + _LONGEST_QUOTE)
    marks = re.compile("[" + re.escape(opening + closing) + "]")
    last = None
    while match := marks.search(text, position, limit):
        position = match.end()
        mark = match[0]
        if (mark == opening and mark not in closing) or (
            opening in "\"'" and _opens_quote(text, match.start(), at)
        ):
            depth += 1
            if depth > _DEEPEST_QUOTE:
                break
        elif opening in "'‘" and _is_apostrophe(text, match.start()):
            continue
        else:
            depth -= 1
            last = match.start()
            if depth == 0:
                return last if last - at > _SHORTEST_QUOTE else None
    return last if last is not None and last - at > _SHORTEST_QUOTE else None
