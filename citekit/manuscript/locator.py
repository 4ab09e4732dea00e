"""The locator at the head of a citation's suffix: ``p. 3``, ``ll. 225–226 ob.``, ``л. 12 об.``, ``Bl. 8``.

What pandoc reads as a locator is one here (Pandoc User's Guide, "Citation syntax"), and so is the way in
which archives count their sheets; the words are in ``locators.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UNITS = r"(?:IX|IV|V?I{0,3})"
_ROMAN = rf"(?:(?=[IVXLCDM])M*(?:CM|CD|D?C{{0,3}})(?:XC|XL|L?X{{0,3}}){_UNITS})"
_ROMAN = f"(?:{_ROMAN}|{_ROMAN.replace('IVXLCDM', 'ivxlcdm').lower()})"
_ROMANS = rf"\(?{_ROMAN}\)?(?:[-–—]\(?{_ROMAN}\)?)?(?![^\W_]|\. ?\w)"
_NUMBER = rf"(?:[^\s,;{{}}\d]{{0,4}}\d[^\s,;{{}}]*|{_ROMANS})"
_JOIN = r"(?:\s*[-–—]\s*|\s*,\s*|\s+(?:&|and|und|et|и|та|i|y|e|a)\s+|\s*&\s*)"
_COMMA = re.compile(r"[\s,]*")
_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a work: CSL's ``label`` and the ``value`` as written, without its label."""

    label: str
    value: str

    @property
    def typeset(self) -> str:
        """The value with the hyphen of a range of letters or Roman numbers as a dash; CSL sees to figures."""
        return _RANGE.sub(r"\1–", self.value)


_RANGE = re.compile(rf"(?<![\w-])(\(?(?:{_ROMAN}|[A-Za-z])\)?)-(?=\(?(?:{_ROMAN}|[A-Za-z])\)?(?![\w-]))")


@dataclass(frozen=True, slots=True)
class _Words:
    label_of: dict[str, str]
    sheets: frozenset[str]
    archive_sheets: frozenset[str]
    labelled: re.Pattern[str]
    bare: re.Pattern[str]
    place: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((files(__package__) / "locators.toml").read_text("utf-8"))
    label_of = {word.casefold(): label for label, words in data["labels"].items() for word in words}
    sheets = frozenset(word.casefold() for word in data["sheets"]["always"])
    archive_sheets = frozenset(word.casefold() for word in data["sheets"]["in an archive"])
    side = "|".join(sorted(map(re.escape, data["sides"]["words"]), key=len, reverse=True))
    number = rf"{_NUMBER}(?:\s+(?:{side})(?!\w)\.?)?"
    numbers = rf"{number}(?:{_JOIN}{number})*"
    every = sorted({*label_of, *sheets, *archive_sheets}, key=len, reverse=True)
    label = rf"(?P<label>{'|'.join(map(re.escape, every))})(?:\.\s*|\s+|(?=\d))"
    places = "|".join(sorted(map(re.escape, data["places"]["words"]), key=len, reverse=True))
    place = rf"(?:{places})(?:\.\s*|\s+)(?:no\.?\s+|№\s*|Nr\.?\s+)?{number}"
    return _Words(
        label_of,
        sheets,
        archive_sheets,
        re.compile(rf"{label}(?P<value>{numbers})", re.IGNORECASE),
        re.compile(rf"(?P<value>(?=\(?[\divxlcdmIVXLCDM(]){numbers})"),
        re.compile(rf"{place}(?:\s*,\s*{place})*", re.IGNORECASE),
    )


def locate(suffix: str, *, in_archive: bool = False, bare: str = "page") -> tuple[Locator | None, str]:
    """The locator with which ``suffix`` begins, and what follows it.

    ``in_archive`` is whether the work lies in an archive: there ``l. 5`` is a sheet, elsewhere a line.
    ``bare`` is the label of a number that has none. ``{…}`` holds a locator that would not be taken for one.
    """
    words = _words()
    start = _COMMA.match(suffix).end()  # type: ignore[union-attr]
    braced = _BRACED.match(suffix, start)
    if braced:
        inside = braced[1].strip()
        rest = suffix[braced.end() :]
        found = words.labelled.match(inside)
        label = _label(words, found["label"], in_archive) if found else None
        if found and label:
            return Locator(label, inside[found.start("value") :]), rest
        return (Locator(bare, inside) if inside else None), rest
    found = words.labelled.match(suffix, start)
    label = _label(words, found["label"], in_archive) if found else bare
    if found is None and not words.place.match(suffix, start):
        found = words.bare.match(suffix, start)
    if found is None or label is None:
        return None, suffix
    value, end = _trimmed(suffix, found)
    return Locator(label, value), suffix[end:]


def _trimmed(suffix: str, found: re.Match[str]) -> tuple[str, int]:
    """The value without the full stop or bracket that ends the sentence and not the number."""
    value = found["value"]
    short = value.rstrip(".:") if not re.search(r"[^\W\d_]\.$", value) else value
    return short, found.end() - (len(value) - len(short))


def _label(words: _Words, word: str, in_archive: bool) -> str | None:
    """The CSL label of a word; None for one that means a sheet in an archive and nothing in a book."""
    key = word.casefold()
    if key in words.sheets or (in_archive and key in words.archive_sheets):
        return "folio"
    return words.label_of.get(key, "line" if key in ("l", "ll") else "folio" if key in ("f", "ff") else None)
