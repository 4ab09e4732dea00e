"""Locales: terms, localized dates and options (CSL 1.0.2, "Locale files" and "Locale").

Public: :class:`Locale`, :func:`load`. The locale files are those that citeproc-py carries.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from citekit.csl.errors import DataError
from citekit.csl.rich_text import Quotes
from citekit.csl.rich_text import parse as parse_markup
from citekit.csl.tree import Tokens
from citekit.csl.xml import Element, parse

PRIMARY = {
    "af": "af-ZA", "ar": "ar", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK",
    "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "eu": "eu", "fa": "fa-IR",
    "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
    "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR", "la": "la",
    "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-RS",
    "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
"""A language's primary dialect ("Locale fallback")."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
"""A language tag, and so the name of a file."""

FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
"""Where a term's form is looked for when it has none of that form ("Terms")."""

TermKey = tuple[str, str, str]
"""Name, form, and gender-form of a term."""


class Term(NamedTuple):
    """A term's ``single`` and ``multiple`` wording, its gender and, for ordinals, what it matches."""

    single: str = ""
    multiple: str = ""
    gender: str = ""
    match: str = ""


class Locale:
    """The terms, dates and options of one language, what the style overrides included; ``is_known`` says
    that there is a file for it."""

    def __init__(self, lang: str = "en-US") -> None:
        self.lang = lang
        self.is_known = True
        self.terms: dict[TermKey, Term] = {}
        self.dates: dict[str, Element] = {}
        self.options: dict[str, str] = {}

    def term(self, name: str, form: str = "long", *, plural: bool = False, gender: str = "") -> str | None:
        """A term's wording, by the fallback of its form; None where the locale has no such term."""
        while True:
            found = self.terms.get((name, form, gender)) if gender else None
            found = found or self.terms.get((name, form, ""))
            if found is not None:
                return found.multiple if plural else found.single
            if form not in FORM_FALLBACK:
                return None
            form = FORM_FALLBACK[form]

    def gender(self, name: str) -> str:
        """The gender of a term, "" where it has none."""
        found = self.terms.get((name, "long", ""))
        return found.gender if found else ""

    def parse(self, text: str) -> Tokens:
        """A string of an item as tokens, by this locale's quotation marks."""
        return parse_markup(text, self.quotes)

    @cached_property
    def quotes(self) -> Quotes:
        """The outer and the inner quotation marks."""
        return (
            self.term("open-quote") or "“",
            self.term("close-quote") or "”",
            self.term("open-inner-quote") or "‘",
            self.term("close-inner-quote") or "’",
        )

    @property
    def ampersand(self) -> str:
        """The symbol for "and", "&" where the locale has none of its own."""
        found = self.terms.get(("and", "symbol", ""))
        return (found.single if found else "") or "&"

    @property
    def punctuation_in_quote(self) -> bool:
        """Whether commas and full stops go inside the closing quotation mark."""
        return self.options.get("punctuation-in-quote") == "true"

    @property
    def limit_day_ordinals(self) -> bool:
        """Whether only the first day of a month takes an ordinal."""
        return self.options.get("limit-day-ordinals-to-day-1") == "true"


def load(lang: str, overrides: list[Element]) -> Locale:
    """The locale for ``lang``: en-US, then the dialect's own file, then what the style's ``cs:locale``
    elements say, the most specific last ("Locale fallback")."""
    dialect = _dialect(lang)
    locale = Locale(dialect)
    names = _chain(dialect)
    language = dialect.partition("-")[0]
    locale.is_known = (
        len(names) > 1
        or language == "en"
        or any((override.get("lang") or "").partition("-")[0] == language for override in overrides)
    )
    for name in names:
        _merge(locale, _file(name), whole=True)
    for wanted in (None, language, dialect):
        for override in overrides:
            if override.get("lang") == wanted and (
                wanted != dialect or wanted != language or override.get("lang")
            ):
                _merge(locale, override)
    return locale


def _dialect(lang: str) -> str:
    language, _, country = lang.replace("_", "-").partition("-")
    language = language.lower()
    if country:
        exact = f"{language}-{country.upper() if len(country) == 2 else country}"
        if _exists(exact):
            return exact
    primary = PRIMARY.get(language, language)
    if _exists(primary):
        return f"{language}-{country}" if country else primary
    return lang


def _chain(dialect: str) -> list[str]:
    """The locale files that apply, the most general first."""
    language = dialect.partition("-")[0]
    names = ["en-US", PRIMARY.get(language, language), dialect]
    return [name for name in dict.fromkeys(names) if _exists(name)]


@lru_cache(maxsize=1)
def _folder() -> Path:
    found = find_spec("citeproc")
    if found is None or found.origin is None:
        raise DataError("the locale files, which citeproc-py carries, are not there")
    return Path(found.origin).parent / "data" / "locales"


@lru_cache(maxsize=200)
def _exists(name: str) -> bool:
    return _TAG.fullmatch(name) is not None and (_folder() / f"locales-{name}.xml").is_file()


@lru_cache(maxsize=64)
def _file(name: str) -> Element:
    return parse((_folder() / f"locales-{name}.xml").read_bytes())


def _merge(locale: Locale, element: Element, *, whole: bool = False) -> None:
    """Lay what ``element`` says over the locale; a ``whole`` locale's terms replace all forms of theirs."""
    for child in element.children:
        if child.tag == "style-options":
            locale.options |= child.attributes
        elif child.tag == "date" and (form := child.get("form")):
            locale.dates[form] = child
        elif child.tag == "terms":
            _merge_terms(locale, child, whole=whole)


def _merge_terms(locale: Locale, terms: Element, *, whole: bool) -> None:
    own = [term for term in terms.children if term.tag == "term"]
    if any(term.get("name") == "ordinal" for term in own):
        # A locale with an ordinal of its own replaces all of those before it ("Ordinal suffixes").
        locale.terms = {key: term for key, term in locale.terms.items() if not _is_ordinal(key[0])}
        counts = True
    else:
        # Without it they are no set that every number finds its suffix in: they say those there are anew.
        counts = not locale.terms
    if whole and locale.terms:
        names = {term.get("name") for term in own}
        locale.terms = {key: term for key, term in locale.terms.items() if key[0] not in names}
    for element in own:
        attributes = element.attributes
        single = multiple = element.text
        if element.children:
            single, multiple = "", ""
            for child in element.children:
                if child.tag == "single":
                    single = child.text
                elif child.tag == "multiple":
                    multiple = child.text
        elif not single.strip(" \n\t"):
            single = multiple = ""
        if "'" in single or "'" in multiple:
            single, multiple = single.replace("'", "’"), multiple.replace("'", "’")
        key = (attributes.get("name", ""), attributes.get("form", "long"), attributes.get("gender-form", ""))
        match = attributes.get("match", "")
        if not counts and _is_ordinal(key[0]):
            if key not in locale.terms:
                continue
            match = match or locale.terms[key].match
        locale.terms[key] = Term(single, multiple, attributes.get("gender", ""), match)


def _is_ordinal(name: str) -> bool:
    return name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdigit())
