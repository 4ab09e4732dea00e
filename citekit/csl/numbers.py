"""Numbers and page ranges (CSL 1.0.2, "Number", "Page ranges", "Choose": ``is-numeric``, "Label": plurals).

Public: :func:`is_numeric`, :func:`is_plural`, :func:`ordinal`, :func:`long_ordinal`, :func:`roman`,
:func:`page_range`, :func:`number_range`, :func:`embedded_labels`, :func:`leading_label`, :data:`LOCATORS`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.csl.locale import Locale

_ONE = r"[^\W\d_]{0,4}\d+(?:[.:]\d+)*[^\W\d_]{0,4}|[ivxlcdm]+|[IVXLCDM]+"
_JOIN = r"\s*(?:--|[-–—,&;])\s*"
_COUNTED = r"[^\W\d_]{0,4}\d+[^\W\d_]{0,4}|[ivxlcdm]+|[IVXLCDM]+"
_NUMERIC = re.compile(
    rf"\s*(?:(?=.*\d)(?:{_COUNTED})(?:{_JOIN}(?:{_COUNTED}))*|[ivx]+(?:{_JOIN}[ivxlcdm]+)*|\d+(?:/\d+)+)\s*",
    re.DOTALL,
)
_THOUSANDS = re.compile(r"\s*\d{1,3}(?:,\d{3})+\s*")
_OF_MANUALS = frozenset({"chicago", "chicago-15", "chicago-16", "minimal-two"})
_DASH = r"\s*(?:--|[-–—])\s*"
_PAGES = re.compile(
    rf"(?<![\w.])(?P<p1>[^\W_]*[^\W\d_])?(?P<n1>\d+)(?P<dash>{_DASH})(?P<p2>[^\W_]*[^\W\d_])?(?P<n2>\d+)(?![\w])"
)
_ROMAN_PAGES = re.compile(rf"(?<!\w)([ivxlcdm]+|[IVXLCDM]+)({_DASH})([ivxlcdm]+|[IVXLCDM]+)(?!\w)")
_NUMBERS = re.compile(rf"(?<![\w.])((?:{_ONE}))({_DASH})((?:{_ONE}))(?!\w)")
_LIST = re.compile(r"\d\w*\s*(?:[,;&]|[,;]?\s*[^\W\d_]{1,4}(?=\s))\s*\w*\d|[ivxlcdm]+\s*[,&]\s*[ivxlcdm]+\b")

LOCATORS = frozenset(
    "act appendix article article-locator book canon chapter column elocation equation figure folio issue line note "
    "opus page paragraph part rule scene section sub-verbo supplement surface table timestamp title title-locator "
    "verse version volume".split()
)
"""What a locator can be ("Appendix II – Terms", "Locators", and what the locale files have beside those)."""

LABELS = {
    "art": "article", "bk": "book", "ch": "chapter", "chap": "chapter", "col": "column", "fig": "figure",
    "fol": "folio", "l": "line", "n": "note", "no": "issue", "op": "opus", "p": "page", "pp": "page",
    "para": "paragraph", "pt": "part", "r": "rule", "sec": "section", "sv": "sub-verbo", "tit": "title-locator",
    "vrs": "verse", "v": "verse", "vol": "volume", "app": "appendix",
}  # fmt: skip
"""Abbreviations by which the text of a locator names what it counts."""
_EMBEDDED = re.compile(
    r"(?<![\w.])(?P<label>" + "|".join(sorted(LABELS, key=len, reverse=True)) + r")\.\s+(?P<value>\w[^,;&]*)"
)
_LEADING = re.compile(r"\s*(?P<label>" + "|".join(sorted(LABELS, key=len, reverse=True)) + r")\.\s+(?=\w)")

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@lru_cache(maxsize=10_000)
def is_numeric(value: str) -> bool:
    """Whether the content is numbers alone, letters before and after them allowed: "2nd", "D2", "1, 2 & 3".

    So are small roman numerals and a double issue ("3/4"), as other processors have it; not "10.2", nor a
    number in which commas set off the thousands.
    """
    return _NUMERIC.fullmatch(value) is not None and _THOUSANDS.fullmatch(value) is None


@lru_cache(maxsize=10_000)
def is_plural(value: str) -> bool:
    """Whether a number variable or locator names several: "1-3", "2 & 4", "5, 6"; not "3\\-B" or "1.2"."""
    match = _EMBEDDED.search(value)
    if match is not None and match.start():
        value = value[: match.start()].rstrip(" ,;&")
    value = value.replace("\\-", "\0")
    return (
        _PAGES.search(value) is not None
        or _ROMAN_PAGES.search(value) is not None
        or _NUMBERS.search(value) is not None
        or _LIST.search(value) is not None
    )


def leading_label(locator: str) -> tuple[str, str]:
    """The label with which a locator's text begins ("vol. 1"), "" for none, and the rest."""
    match = _LEADING.match(locator)
    return (LABELS[match["label"]], locator[match.end() :]) if match else ("", locator)


def is_numbered(value: str) -> bool:
    """Whether a hyphen in a number is a dash: it is numeric, it is of roman numerals ("II-III"), or a label
    and another number follow ("7, p. 3-8")."""
    return (
        is_numeric(value)
        or _ROMAN_PAGES.fullmatch(value) is not None
        or (value[:1].isdigit() and _EMBEDDED.search(value) is not None)
    )


def embedded_labels(value: str, locale: Locale) -> str:
    """The value with the labels inside it in the locale's words, plural where they name several."""

    def localized(match: re.Match[str]) -> str:
        term = locale.term(LABELS[match["label"]], "short", plural=is_plural(match["value"]))
        return f"{term} {match['value']}" if term else match[0]

    return _EMBEDDED.sub(localized, value) if "." in value else value


def number_range(value: str, delimiter: str = "–") -> str:
    """A number variable with dashes in its ranges and blanks around "&"; "\\-" is a hyphen that stays."""
    if "\\-" in value:
        return number_range(value.replace("\\-", "\0"), delimiter).replace("\0", "-")
    value = _NUMBERS.sub(lambda match: f"{match[1]}{'–' if '–' in match[2] else delimiter}{match[3]}", value)
    return re.sub(r"(?<=\w)\s*&\s*(?=\w)", " & ", value)


def ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """The number with its ordinal suffix, by the locale's own rules ("Ordinal suffixes")."""
    return f"{number}{_suffix(number, locale, gender)}"


def _suffix(number: int, locale: Locale, gender: str) -> str:
    last, two = number % 10, number % 100
    for rest, fits in (
        (two if two >= 10 else -1, ("", "last-two-digits")),
        (number, ("whole-number",)),
        (two, ("last-two-digits",)),
        (last, ("", "last-digit")),
    ):
        if rest < 0 or rest > 99:
            continue
        for wanted in (gender, "") if gender else ("",):
            term = locale.terms.get((f"ordinal-{rest:02d}", "long", wanted))
            if term is not None and term.match in fits:
                return term.single
    for wanted in (gender, "") if gender else ("",):
        if term := locale.terms.get(("ordinal", "long", wanted)):
            return term.single
    return ""


def long_ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """The number in words where the locale has them (1 to 10), else with its suffix."""
    if 1 <= number <= 10:
        word = locale.term(f"long-ordinal-{number:02d}", "long", gender=gender)
        if word:
            return word
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


def page_range(value: str, format: str, delimiter: str, *, keeps_dash: bool = False) -> str:
    """The pages with their ranges in ``format``: expanded, minimal, minimal-two, chicago, chicago-15/16, or
    "" to leave the numbers as they are. "\\-" is a hyphen that stays, and where ``keeps_dash`` so does a range
    that was written with a dash, but in the formats of Chicago and MLA, which set all alike (CMOS 9.63).

    A range whose two numbers have different prefixes ("N110-5") is none, and keeps its hyphen.
    """
    if "-" not in value and "–" not in value and "—" not in value:
        return value
    hidden = value.replace("\\-", "\0")
    keeps_dash = keeps_dash and format not in _OF_MANUALS

    def pages(match: re.Match[str]) -> str:
        return match[0] if keeps_dash and "–" in match["dash"] else _range(match, format, delimiter)

    def roman_pages(match: re.Match[str]) -> str:
        return match[0] if keeps_dash and "–" in match[2] else f"{match[1]}{delimiter}{match[3]}"

    return _ROMAN_PAGES.sub(roman_pages, _PAGES.sub(pages, hidden)).replace("\0", "-")


def _range(match: re.Match[str], format: str, delimiter: str) -> str:
    prefix, first, last = match["p1"] or "", match["n1"], match["n2"]
    if (match["p2"] or "") != prefix:
        return f"{prefix}{first}-{match['p2'] or ''}{last}"
    if not format:
        return f"{prefix}{first}{delimiter}{match['p2'] or ''}{last}"
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if (len(last), last) < (len(first), first):
        return f"{prefix}{first}{delimiter}{match['p2'] or ''}{match['n2']}"
    shown = _abbreviated(first, last, format)
    return f"{prefix}{first}{delimiter}{prefix if format == 'expanded' else ''}{shown}"


def _abbreviated(first: str, last: str, format: str) -> str:
    if format == "expanded" or len(first) != len(last):
        return last
    if format == "minimal":
        return _minimal(first, last, 1)
    if format == "minimal-two":
        return _minimal(first, last, 2)
    if format in ("chicago", "chicago-15", "chicago-16"):
        return _chicago(first, last, old=format != "chicago-16")
    return last


def _minimal(first: str, last: str, least: int) -> str:
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _chicago(first: str, last: str, *, old: bool) -> str:
    """CMOS 18, 9.63: below 100 and after a multiple of 100 in full; 101 to 109 the changed part; else two digits
    or more; in the 15th edition four digits where three of them change."""
    if len(first.lstrip("0")) < 3 or first.endswith("00"):
        return last
    if first[-2] == "0":
        return _minimal(first, last, 1)
    if old and len(first) == 4 and len(_minimal(first, last, 2)) > 2:
        return last
    return _minimal(first, last, 2)


def first_page(value: str) -> str:
    """The first page of the pages ("page-first")."""
    match = re.match(r"\s*[^\s,;&–—-]+", value)
    return match[0].strip() if match else value
