"""Numbers: ordinals, roman numerals, page ranges, what is numeric (CSL 1.0.2, "Number", "Page ranges").

Public: :func:`ordinal`, :func:`long_ordinal`, :func:`roman`, :func:`is_numeric`, :func:`page_range`,
:func:`is_plural`, :func:`split_numbers`.
"""

from __future__ import annotations

import re
from typing import Any

_NUMBER = r"[^\W\d_]{0,3}\d+[^\W\d_]*(?:\.\d+)*"
_NUMERIC = re.compile(rf"\s*{_NUMBER}(?:\s*(?:[-–—,&;]|,\s*&)\s*{_NUMBER})*\s*")
_RANGE = re.compile(r"\s*[-–—]\s*|\s*--+\s*")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PAGES = re.compile(
    r"(?<![\w])(?P<p1>\d*[^\W\d_]+)?(?P<n1>\d+)(?P<s1>[^\W\d_]*)\s*(?:--|[-–—])\s*(?P<p2>\d*[^\W\d_]+)?(?P<n2>\d+)(?P<s2>[^\W\d_]*)(?![\w])"
)
_ROMAN_PAGES = re.compile(r"(?<!\w)([ivxlcdm]+)\s*[-–—]\s*([ivxlcdm]+)(?!\w)", re.I)


def is_numeric(value: str) -> bool:
    """Whether the content is numbers alone, with affixes of letters: "2nd", "D2", "L2d", "1, 2 & 3"."""
    return bool(_NUMERIC.fullmatch(value))


def is_plural(value: str) -> bool:
    """Whether a number variable names several: "1-3", "2 & 4", "5, 6"; not "3-B" or "1.2"."""
    value = value.replace("\\-", "")
    return bool(
        re.search(r"\d\S*\s*(?:[-–—]|--)\s*\S*\d|[,&;]\s*\S|\s(?:and|et|und|y|e|и)\s", value)
    ) or bool(re.fullmatch(r"[ivxlcdm]+\s*[-–—]\s*[ivxlcdm]+", value.strip(), re.I))


def split_numbers(value: str) -> list[tuple[str, bool]]:
    """The pieces of a number variable and whether each is a number: the others stand between."""
    return [
        (piece, bool(re.fullmatch(_NUMBER, piece))) for piece in re.split(rf"({_NUMBER})", value) if piece
    ]


def ordinal(number: int, locale: Any, gender: str = "") -> str:
    """The number with its ordinal suffix, by the locale's own rules ("Ordinal suffixes")."""
    return f"{number}{_suffix(number, locale, gender)}"


def _suffix(number: int, locale: Any, gender: str) -> str:
    for digits, modulo in ((2, 100), (1, 10)):
        rest = number % modulo
        name = f"ordinal-{rest:02d}"
        for wanted in (gender, "") if gender else ("",):
            term = locale.terms.get((name, "long", wanted))
            if term is None:
                continue
            match = term.match or ("last-two-digits" if digits == 2 and rest >= 10 else "last-digit")
            if match == "whole-number" and number != rest:
                continue
            if match == "last-digit" and digits == 2 and rest >= 10:
                continue
            if match == "last-two-digits" and digits == 1 and number % 100 != rest:
                continue
            if digits == 2 and rest < 10 and number >= 10 and match == "last-digit":
                return str(term.single)
            return str(term.single)
    for wanted in (gender, "") if gender else ("",):
        if term := locale.terms.get(("ordinal", "long", wanted)):
            return str(term.single)
    return ""


def long_ordinal(number: int, locale: Any, gender: str = "") -> str:
    """The number in words where the locale has them (1 to 10), else with its suffix."""
    if 1 <= number <= 10:
        word = locale.term(f"long-ordinal-{number:02d}", "long", gender=gender)
        if word:
            return str(word)
    return ordinal(number, locale, gender)


def roman(number: int) -> str:
    """A roman numeral in lower case; numbers that have none stay as they are."""
    if not 0 < number < 6000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def page_range(value: str, format: str | None, delimiter: str) -> str:
    """The pages with their ranges in ``format``: expanded, minimal, minimal-two, chicago, chicago-15/16.

    A range whose ends have different prefixes is no range of pages and stays as it is.
    """

    def convert(match: re.Match[str]) -> str:
        prefix, first, last = match["p1"] or "", match["n1"], match["n2"]
        if match["s1"] or match["s2"] or prefix != (match["p2"] or ""):
            odd = format and (prefix or match["p2"])
            return match[0] if odd else re.sub(r"\s*(?:--|[-–—])\s*", delimiter, match[0])
        if format is None:
            return f"{prefix}{first}{delimiter}{prefix}{last}"
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if int(whole) < int(first):
            return f"{prefix}{first}{delimiter}{prefix}{last}"
        shown = _abbreviated(first, whole, format)
        return f"{prefix}{first}{delimiter}{prefix if format == 'expanded' else ''}{shown}"

    return _ROMAN_PAGES.sub(rf"\1{delimiter}\2", _PAGES.sub(convert, value))


def _abbreviated(first: str, last: str, format: str) -> str:
    if format == "expanded" or len(first) != len(last):
        return last
    if format == "minimal":
        return _minimal(first, last, 1)
    if format == "minimal-two":
        return _minimal(first, last, 2)
    if format in ("chicago", "chicago-15", "chicago-16"):
        return _chicago(first, last, format)
    return last


def _minimal(first: str, last: str, least: int) -> str:
    same = 0
    while same < len(first) - least and same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _chicago(first: str, last: str, format: str) -> str:
    """CMOS 18, 9.63: below 100 and multiples of 100 in full; 101 to 109 the changed part; else two digits
    or more."""
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _minimal(first, last, 1)
    if (
        format in ("chicago", "chicago-15")
        and len(first) == 4
        and sum(a != b for a, b in zip(first, last, strict=True)) >= 3
    ):
        return last
    return _minimal(first, last, 2)
