"""Dates as archives and historians write them, in the languages of the field.

Public: :func:`find_dates`. A date says no more than the text: a month without a day gets no day, a year
that two figures give is of the twentieth century ("5.IX.56"), and what cannot be typed is no date.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from citekit.model import Date, Span, as_span

EARLIEST_YEAR, LATEST_YEAR = 1000, 2099
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_LETTERS_ALIKE = str.maketrans("ХІ", "XI")
_ROMAN_MONTH = "[XХ][IІ]{2}|[XХ][IІ]|[IІ][XХ]|[IІ]V|V[IІ]{3}|V[IІ]{2}|V[IІ]|V|[XХ]|[IІ]{3}|[IІ]{2}|[IІ]"
"""A month in Roman figures, which Cyrillic texts often write with their own letters."""
_MAY_DATE = re.compile(r"(?:1\d|20)\d\d|\d\s?[./-]\s?(?:\d\d?|[IVXХІ]{1,4})\s?[./-]\s?\d\d(?!\w)", re.I)
"""What every date has: a year, of two figures only after a day and a month in figures."""
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<bound>(?:no|not)\s+(?:earlier|later)\s+than|не\s+(?:ранее|позднее|раніше|пізніше)|nicht\s+(?:vor|nach)\s+dem)"
    r"|(?P<circa>c\.|ca\.?|circa|about|approx\.|around|ок\.|около|приблизно|бл\.|um)"
    r")\s*$",
    re.I,
)
_LEADS = tuple(
    "c ca circa about approx around ок около приблизно бл um than ранее позднее раніше пізніше dem".split()
)
"""What the words that lead a date end with."""
_LONGEST_LEAD = 24
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st(?!ycz|ud)|nd|rd|th|er|-?го|-ей|-а|-я|[.º])?"
# "31styczeń", "5studenoga": what looks like an English ending begins the month
_DASH = r"\s*[-–—]\s*"
_AND = r"(?:\s*[-–—]\s*|\s*(?:,|and|&|и|та|і|und|oraz|i|et|y|e)\s+|\s+(?:to|bis|по)\s+)"
_YEAR = r"(?:1[0-9]|20)\d\d"
_LONE_YEAR = r"(?:1[4-9]|20)\d\d"
_YEAR_END = r"(?!\w|[-–/]\d)"


@cache
def _months() -> dict[str, int]:
    text = files(__package__).joinpath("months.toml").read_text(encoding="utf-8")
    return {word: int(number) for number, words in tomllib.loads(text).items() for word in words}


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns by what a date begins with: a month's name, a day's number, a year's, or a year alone.

    Any word stands where a month's name may; :func:`_names_months` says whether it is one, which is far cheaper
    than four hundred names in each pattern.
    """
    month = r"[^\W\d_]{2,}+\.?"
    of = r"(?:\s*de\s+|\s+of\s+|\s*|\.\s*)"
    shared = [
        # 30 August – 2 September 1956; 21 July, 30 Sept. and 15 Dec. 1959
        rf"(?P<d1>{_DAY}){_TH}{of}(?P<m1>{month})(?:,\s+{_DAY}{of}{month}){{0,4}}{_AND}(?P<d2>{_DAY}){_TH}{of}(?P<m2>{month}),?(?:\s+de)?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # 12 and 16 Jan. 1961; 5–7 May 1956; 3, 9 and 12 May 1956
        rf"(?P<d1>{_DAY}){_TH}(?:,\s+{_DAY}){{0,4}}(?:{_AND}|/)(?P<d2>{_DAY}){_TH}{of}(?P<m2>{month}),?(?:\s+de)?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # May 5–7, 1956
        rf"(?P<m2>{month})\s+(?P<d1>{_DAY}){_TH}{_AND}(?P<d2>{_DAY}){_TH},?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # August 30–September 2, 1956
        rf"(?P<m1>{month})\s+(?P<d1>{_DAY}){_TH}{_AND}(?P<m2>{month})\s+(?P<d2>{_DAY}){_TH},?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # August–September 1956
        rf"(?P<m1>{month}){_DASH}(?P<m2>{month}),?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # June 1956 – May 1957; 5 May 1956 – 7 June 1957
        rf"(?:(?P<d1>{_DAY}){_TH}{of})?(?P<m1>{month}),?\s+(?P<y1>{_YEAR}){_DASH}(?:(?P<d2>{_DAY}){_TH}{of})?(?P<m2>{month}),?\s+(?P<y2>{_YEAR}){_YEAR_END}",
        # dal 7 gennaio 1736 al 29 dicembre 1736; from 7 May 1956 to 9 June 1957; с 7 мая 1956 по 9 июня 1957
        # 1950-06-25 – 1951-03-03
        rf"(?P<y1>{_YEAR})-(?P<n1>1[0-2]|0[1-9])-(?P<d1>{_DAY})\s*[-–—/]\s*(?P<y2>{_YEAR})-(?P<n2>1[0-2]|0[1-9])-(?P<d2>{_DAY})(?!\d)",
        rf"(?P<d1>{_DAY}){_TH}{of}(?P<m1>{month}),?\s+(?P<y1>{_YEAR})(?:\s*г\.)?\s+(?:al|to|по|bis|bis\s+zum)\s+(?P<d2>{_DAY}){_TH}{of}(?P<m2>{month}),?\s+(?P<y2>{_YEAR}){_YEAR_END}",
    ]
    single = [
        rf"(?P<d1>{_DAY}){_TH}{of}(?P<m1>{month}),?(?:\s+de)?\s*(?P<y1>{_YEAR}){_YEAR_END}",
        rf"(?P<m1>{month})\s+(?P<d1>{_DAY}){_TH},?\s+(?P<y1>{_YEAR}){_YEAR_END}",
        rf"(?P<y1>{_YEAR})[.,]?\s+(?P<m1>{month})\s+(?P<d1>{_DAY})(?!\d)",
        rf"(?P<y1>{_YEAR})\s*年\s*(?P<n1>1[0-2]|0?[1-9])\s*月(?:\s*(?P<d1>{_DAY})\s*日)?",
        rf"(?P<d1>{_DAY})\s?[./-]\s?(?P<r1>{_ROMAN_MONTH})\s?[./-]\s?(?P<y1>{_YEAR}|\d\d)(?!\w)",
        rf"(?P<d1>{_DAY})\s(?P<r1>{_ROMAN_MONTH})\s(?P<y1>{_YEAR}){_YEAR_END}",
        rf"(?P<y1>{_YEAR})\.?\s(?P<r1>{_ROMAN_MONTH})\.\s?(?P<d1>{_DAY})(?!\d)",
        rf"(?P<d1>{_DAY})\.\s(?P<n1>1[0-2]|0?[1-9])\.\s?(?P<y1>{_YEAR}){_YEAR_END}",
        rf"(?P<d1>{_DAY})[.](?P<n1>1[0-2]|0?[1-9])[.](?P<y1>{_YEAR}|\d\d)(?!\w)",
        rf"(?P<d1>{_DAY})[.]\s(?P<n1>1[0-2]|0?[1-9])[.]\s(?P<y1>{_YEAR})(?!\w)",
        rf"(?P<d1>{_DAY})/(?P<n1>1[0-2]|0?[1-9])/(?P<y1>{_YEAR})(?![\w/])",
        # 2/22/1946: no month is the 22nd
        rf"(?P<n1>1[0-2]|0?[1-9])/(?P<d1>1[3-9]|2\d|3[01])/(?P<y1>{_YEAR})(?![\w/])",
        rf"(?P<y1>{_YEAR})-(?P<n1>1[0-2]|0[1-9])-(?P<d1>{_DAY})(?!\d)",
        rf"(?P<y1>{_YEAR})\.(?P<n1>1[0-2]|0[1-9])\.(?P<d1>0[1-9]|[12]\d|3[01])(?![\d.]*\d)",
        rf"(?P<y1>{_YEAR})\s*年(?![\d度代間])",
        rf"(?P<y1>{_YEAR})\.\s?(?P<n1>1[0-2]|[1-9])\.\s?(?P<d1>[12]\d|3[01]|[1-9])(?![\d.]*\d)",
        rf"(?P<y1>{_YEAR}),\s+(?P<m1>{month})\s+(?P<d1>{_DAY})(?!\d)",
        rf"(?P<m1>{month}),?\s+(?:de\s+)?(?P<y1>{_YEAR}){_YEAR_END}",
        rf"(?P<y1>{_YEAR})[.,]?\s+(?P<m1>{month})(?![^\W\d_])",
    ]
    years = [
        rf"(?P<y1>{_LONE_YEAR})(?P<q1>\?)?{_DASH}(?P<y2>{_LONE_YEAR}|\d\d)(?P<q2>\?)?(?![\w/]|[-–]\d)",
        rf"(?P<y1>{_LONE_YEAR})(?P<q1>\?)?{_YEAR_END}",
    ]
    lone = [re.compile(body, re.I) for body in years]
    found: dict[str, list[re.Pattern[str]]] = {"word": [], "day": [], "year": [], "lone year": lone}
    for body in (*shared, *single):
        pattern = re.compile(body, re.I)
        for kind, opening in (("word", "(?P<m"), ("day", ("(?P<d", "(?P<n1>1")), ("year", "(?P<y")):
            if body.startswith(opening) or (kind != "year" and body.startswith("(?:(?P<d1>")):
                found[kind].append(pattern)
    found["year"] += lone
    return {kind: tuple(patterns) for kind, patterns in found.items()}


UNDATED = re.compile(
    r"(?<!\w)(?:n\. ?d|undated|no date|б/д|б\. ?д|без даты|без дати|o\. ?D|ohne Datum|s\. ?d|bez daty)(?!\w)\.?",
    re.I,
)
_START = re.compile(r"\d+|(?<![^\W\d_])[^\W\d_]{3,}+(?=\.?(?:,?\s+(?:de\s+)?\d|\s*[–—-]))", re.I)
"""A number, or a word that a number or a dash follows, as on a month."""
_AFTER_DAY = re.compile(
    r"-?[^\W\d_]|(?:\.\s?|/)\d\d?[./]|[\s.,/&º–—-]*(?:\d\d?[\s.,º–—-]*)?(?P<word>[^\W\d_]+)"
)
_AFTER_YEAR = re.compile(r"\s*年|[-.]\d|[.,]?\s+(?P<word>[^\W\d_]+)")
_BETWEEN_DAY_AND_MONTH = frozenset(
    "de of st nd rd th er го ей а я and и та і und oraz i et y e to bis по".split()
)
_FIRST_YEARS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989}
_ERAS = re.compile(r"(明治|大正|昭和|平成)(元|[1-6]?\d)年(?:(1[0-2]|[1-9])月(?:([12]\d|3[01]|[1-9])日)?)?")
_YEAR_WORD = re.compile(
    r"\s*(?:гг?\.|год[ау]?(?!\w)|рр?\.|рок[уи]?(?!\w)|r\.|gg?\.|goda?(?!\w)|roku(?!\w))", re.I
)


def find_dates(text: str, span: Span) -> list[Date]:
    """The dates inside ``span``, in order and without overlap; lone years and ranges of years too.

    A date that no calendar has ("31 February 1956") keeps its words as ``literal`` and no parts.
    """
    found: list[Date] = []
    if not _MAY_DATE.search(text, *span):
        return _of_eras(text, span) if text.find("年", *span) >= 0 else found
    patterns, months = _patterns(), _months()
    position = span.start
    for candidate in _START.finditer(text, *span):
        word = candidate[0]
        if candidate.start() < position:
            continue
        if word[0].isdigit():
            kind = _begun_by_number(text, candidate, span)
        else:
            kind = "word" if word.casefold() in months else None
        if kind is None or _inside_a_number(text, candidate.start(), span.start):
            continue
        for pattern in patterns[kind]:
            match = pattern.match(text, candidate.start(), span.end)
            if match and _names_months(match):
                found.append(_led(text, span.start, match))
                position = found[-1].span.end if found[-1].span else match.end()
                break
    if text.find("年", *span) >= 0:
        taken = [date.span for date in found if date.span]
        eras = [
            era for era in _of_eras(text, span) if era.span and not any(era.span.holds(own) for own in taken)
        ]
        found = sorted([*found, *eras], key=lambda date: date.span.start if date.span else 0)
    return found


def _of_eras(text: str, span: Span) -> list[Date]:
    """The dates by the years of Japan's emperors: "昭和6年9月18日" is 18 September 1931."""
    found = []
    for match in _ERAS.finditer(text, *span):
        year = _FIRST_YEARS[match[1]] - 1 + (1 if match[2] == "元" else int(match[2]))
        start = _parts(year, _number(match[3]), _number(match[4]))
        found.append(Date(start or (), None, False, "" if start else match[0], Span(*match.span())))
    return found


def _begun_by_number(text: str, number: re.Match[str], span: Span) -> str | None:
    """What of a date a number may be, by its figures and what follows it; None where of none."""
    figures = number[0]
    if len(figures) <= 2:
        after = _AFTER_DAY.match(text, number.end(), span.end) if 1 <= int(figures) <= 31 else None
        return "day" if after and _leads_to_month(after) else None
    if len(figures) != 4 or not "10" <= figures[:2] <= "20":
        return None
    after = _AFTER_YEAR.match(text, number.end(), span.end)
    return "year" if after and _leads_to_month(after) else "lone year"


def _leads_to_month(after: re.Match[str]) -> bool:
    """Whether a figure, a month or a word that leads to one follows."""
    word = (after["word"] or "").casefold()
    return (
        not word
        or word in _months()
        or word in _BETWEEN_DAY_AND_MONTH
        or word.upper().translate(_LETTERS_ALIKE) in _ROMAN
    )


def _names_months(match: re.Match[str]) -> bool:
    """Whether the words that stand in the place of months are their names."""
    places = match.re.groupindex
    return all(
        (match[name] or "").rstrip(".").casefold() in _months()
        for name in ("m1", "m2")
        if name in places and match[name]
    )


def _inside_a_number(text: str, start: int, floor: int) -> bool:
    """Whether what stands at ``start`` goes on a number or shelf-mark that began before it."""
    if start <= floor:
        return False
    before = text[start - 1]
    return before.isdigit() or (before in "/-–" and start - 1 > floor and text[start - 2].isalnum())


def _led(text: str, floor: int, match: re.Match[str]) -> Date:
    """The matched date with what leads it (circa, no earlier than) and the year word after it."""
    start, end = match.span()
    said = _said(match)
    first, last, circa = said or ((), None, False)
    literal = "" if said else match[0]
    before = text[max(floor, start - _LONGEST_LEAD) : start].rstrip()
    if before.rstrip(".").casefold().endswith(_LEADS):
        lead = _LEAD.search(text, max(floor, start - _LONGEST_LEAD), start)
        if lead:
            circa, start = True, lead.start()
            literal = text[start:end] if lead["bound"] else literal
    if tail := _YEAR_WORD.match(text, end):
        end = tail.end()
    return Date(first, last, circa, literal, as_span((start, end)))


def _said(match: re.Match[str]) -> tuple[tuple[int, ...], tuple[int, ...] | None, bool] | None:
    """The date's beginning and end and whether it is about then; None where no calendar has it."""
    part = match.groupdict()
    last_year = _year(part.get("y2"), part.get("y1")) if part.get("y2") else None
    first_year = _year(part.get("y1")) if part.get("y1") else last_year
    if first_year is None or not EARLIEST_YEAR <= first_year <= LATEST_YEAR:
        return None
    last_month = _month(part.get("m2")) or _number(part.get("n2"))
    first_month = _month(part.get("m1")) or (_month(part.get("r1")) or _number(part.get("n1"))) or last_month
    start = _parts(first_year, first_month, _number(part.get("d1")))
    end = None
    if last_year is not None:
        end = _parts(last_year, last_month, _number(part.get("d2")))
    if start is None or (last_year is not None and end is None):
        return None
    if end is not None and (len(end), end) < (len(start), start):
        return None
    circa = bool(part.get("q1") or part.get("q2"))
    return start, end if end != start else None, circa


def _parts(year: int, month: int | None, day: int | None) -> tuple[int, ...] | None:
    """(year, month, day) as far as given; None where the calendar has no such day."""
    if month is None:
        return (year,)
    if day is None:
        return (year, month)
    if day > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return None
    return (year, month, day)


def _year(text: str | None, first: str | None = None) -> int | None:
    if text is None:
        return None
    if len(text) == 2:
        century = first[:2] if first and len(first) == 4 else "19"
        return int(century + text)
    return int(text)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _month(text: str | None) -> int | None:
    if not text:
        return None
    return _ROMAN.get(text.upper().translate(_LETTERS_ALIKE)) or _months().get(text.rstrip(".").casefold())
