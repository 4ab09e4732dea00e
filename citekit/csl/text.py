"""Text, numbers and labels (CSL 1.0.2, "Text", "Number", "Label").

Public: :func:`compile_text`, :func:`compile_number`, :func:`compile_label`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from citekit.csl.citation_label import citation_label
from citekit.csl.context import Context
from citekit.csl.formatting import CALLED, NOTHING, PRINTED, Compiled, Renderer, dressed
from citekit.csl.item import NUMBER_VARIABLES
from citekit.csl.locale import Locale
from citekit.csl.look import case_language, look_of
from citekit.csl.numbers import (
    embedded_labels,
    first_page,
    is_numbered,
    is_numeric,
    is_plural,
    long_ordinal,
    number_range,
    ordinal,
    page_range,
    roman,
)
from citekit.csl.scripts import has_cjk
from citekit.csl.text_case import capitalized, first_capital
from citekit.csl.tree import CASE_BEGIN, CASE_END, Affix, Tokens, has_content
from citekit.csl.xml import Element

_HYPHENED = frozenset(("part-number", "printing-number", "section", "supplement-number", "version"))
"""Numbers in which a hyphen joins the parts of one and makes no range."""
_VERBATIM = frozenset(("URL", "DOI"))
_SHEET_RANGE = re.compile(r"(?<=[\w.])(?<!\\)\s*(?:-{1,2}|[–—])\s*(?=\d)")
"""What stands between two sheets, each of which may have a side ("225 ob.-226")."""
_COMMA = re.compile(r"\s*,\s*")


def compile_text(element: Element, locale: Locale, options: Mapping[str, str]) -> Compiled:
    """A cs:text that prints a term, a variable or a value."""
    nests = element.get("variable") in NUMBER_VARIABLES
    look = look_of(element.attributes, nests=nests, own=True)
    if term := element.get("term"):
        return dressed(_term(element, term, locale), look, case_language(look, locale.lang), own=True)
    if variable := element.get("variable"):
        renderer = _variable(variable, element.get("form") or "long", locale, options, look.text_case)
        compiled = dressed(Compiled(renderer), look, own=True)
        if element.get("font-style") != "italic":
            return compiled
        others = {name: value for name, value in element.attributes.items() if name != "font-style"}
        upright = look_of(others, nests=nests, own=True)
        return _slanted(compiled, dressed(Compiled(renderer), upright, own=True), variable)
    value = element.get("value")
    tokens = locale.parse(value) if value else ()

    def render(context: Context) -> int:
        context.out.extend(tokens)
        return 0

    return dressed(
        Compiled(render, settles=False, mute=True), look, case_language(look, locale.lang), own=True
    )


_SLANTS = re.compile("[-0-9A-Za-z\u00c0-\u058f]")
"""What stands in italics in a title in Chinese or Japanese too, and then all of it."""


def _slanted(italic: Compiled, upright: Compiled, variable: str) -> Compiled:
    """The element in italics, but upright where all its text is of a script that has none."""

    def render(context: Context) -> int:
        value = context.vars.get(variable, "")
        if not has_cjk(value) or _SLANTS.search(value):
            return italic.render(context)
        return upright.render(context)

    return italic._replace(render=render)


def _term(element: Element, name: str, locale: Locale) -> Compiled:
    words = locale.term(name, element.get("form") or "long", plural=element.get("plural") == "true")
    if not words:
        return NOTHING
    opening = capitalized(words)

    def render(context: Context) -> int:
        out = context.out
        out.append(words if has_content(out) or not context.capitalizes else opening)
        return 0

    return Compiled(render, settles=False, mute=True)


def _variable(name: str, form: str, locale: Locale, options: Mapping[str, str], text_case: str) -> Renderer:
    if name == "year-suffix":
        return _year_suffix
    if name == "citation-label":
        return _citation_label
    if name in NUMBER_VARIABLES:
        return _number_as_text(name, locale, options, text_case)
    short = f"{name}-short" if form == "short" else ""
    verbatim = name in _VERBATIM

    def render(context: Context) -> int:
        substituted = context.substituted
        if substituted and name in substituted:
            return CALLED
        found = context.vars
        value = (found.get(short) if short else None) or found.get(name)
        if not value:
            return CALLED
        if context.substituting:
            context.substituted.add(name)
        context.worded = True
        if verbatim:
            context.out.append(value)
        else:
            context.out.extend(locale.parse(value))
        return CALLED | PRINTED

    return render


def _year_suffix(context: Context) -> int:
    """The letters of a year; a cite without any lacks nothing for that, and a group does not fall for it."""
    suffix = context.ambiguity.year_suffix
    if not suffix:
        return PRINTED
    context.suffix_printed = True
    context.out.append(suffix)
    return CALLED | PRINTED


def _citation_label(context: Context) -> int:
    label = citation_label(context.item)
    if not label:
        return CALLED
    context.out.append(label)
    if context.ambiguity.year_suffix and not context.suffix_printed:
        context.suffix_printed = True
        context.out.append(context.ambiguity.year_suffix)
    return CALLED | PRINTED


def _number_as_text(name: str, locale: Locale, options: Mapping[str, str], text_case: str) -> Renderer:
    worded = number_words(name, locale, options, text_case)

    def render(context: Context) -> int:
        value = context.variable(name)
        if not value:
            return CALLED
        if context.substituting:
            context.substituted.add(name)
        if name == "locator":
            _put_locator(context, worded(context, value), value, locale)
        elif name == "citation-number" and context.sorting is not None:
            context.out.append(value.rjust(9, "0"))
        else:
            context.out.extend(locale.parse(worded(context, value)))
        return CALLED | PRINTED

    return render


def _put_locator(context: Context, text: str, value: str, locale: Locale) -> None:
    """The locator, which a cite prints once; where the cite has a term of its own for it that no cs:label
    printed, with that."""
    context.substituted.add("locator")
    cite = context.cite
    terms = cite.terms if cite is not None else None
    if terms and not context.label_printed:
        context.out += [*_sheets(terms, value), Affix(" ")]
    context.out.extend(locale.parse(text))


def _sheets(terms: Mapping[str, str], value: str) -> Tokens:
    """The tradition's word for the sheet, or the sheets, of a locator; its case is its own."""
    several = is_plural(value) or _SHEET_RANGE.search(value) is not None
    return CASE_BEGIN, terms["plural" if several else "single"], CASE_END


def number_words(
    name: str, locale: Locale, options: Mapping[str, str], text_case: str
) -> Callable[[Context, str], str]:
    """What prints the value of a number variable: ranges with their dash, embedded labels as terms. Each part
    of a number begins with a capital where the text does ("3., Durchges. Aufl.")."""
    pages = options.get("page-range-format") or ""
    term = locale.term("page-range-delimiter")
    delimiter = "–" if term is None else term
    symbol = f" {locale.ampersand} " if locale.ampersand != "&" else ""
    later = _later_parts(locale.term("and") or "and") if text_case == "capitalize-first" else None

    def worded(context: Context, value: str) -> str:
        if value.isalnum():
            return value
        if name == "page-first":
            return first_page(value)
        cite = context.cite
        if name == "locator" and cite is not None and cite.terms:
            # Sheets have two sides ("ll. 225–226 ob."): their numbers are never shortened.
            value = _SHEET_RANGE.sub(lambda match: "–" if "–" in match[0] else delimiter, value)
        elif name == "page" or (name == "locator" and cite is not None and cite.label == "page"):
            value = page_range(value, pages, delimiter, keeps_dash=name == "locator")
        elif name == "locator" or (name not in _HYPHENED and is_numbered(value)):
            value = number_range(value, delimiter)
        if symbol:
            value = re.sub(r"(?<=\w)\s*&\s*(?=\w)", symbol, value)
        if later is not None:
            value = later.sub(lambda match: match[1] + first_capital(match[2], context.language), value)
        return embedded_labels(value, locale)

    return worded


@lru_cache(maxsize=100)
def _later_parts(conjunction: str) -> re.Pattern[str]:
    """What finds the beginning of the later parts of a number, and what joins them to those before."""
    return re.compile(rf"((?:[,;]|\s(?:&|and|{re.escape(conjunction)})(?=\s)|[-–])\s*)(\w\S*)")


def compile_number(element: Element, locale: Locale, options: Mapping[str, str]) -> Compiled:
    """A cs:number: the value's numbers in their form, where it is numeric."""
    look = look_of(element.attributes, nests=True)
    name, form = element.get("variable") or "", element.get("form") or "numeric"
    gender = locale.gender("page" if name == "locator" else name)
    worded = number_words(name, locale, options, look.text_case)
    convert: Callable[[int], str] | None = {
        "ordinal": lambda number: ordinal(number, locale, gender),
        "long-ordinal": lambda number: long_ordinal(number, locale, gender),
        "roman": roman,
    }.get(form)

    def render(context: Context) -> int:
        value = context.variable(name)
        if not value:
            return CALLED
        if context.substituting:
            context.substituted.add(name)
        if context.sorting is not None and value.isdecimal():
            context.out.append(value.rjust(9, "0"))
            return CALLED | PRINTED
        text = worded(context, value)
        if "," in text and is_numeric(text):
            text = _COMMA.sub(", ", text)
        if convert is not None:
            text = _converted(text, convert)
        if name == "locator":
            _put_locator(context, text, value, locale)
        else:
            context.out.append(text)
        return CALLED | PRINTED

    # A roman numeral has no letters of a language.
    return dressed(Compiled(render), look, "en" if form == "roman" else "")


def _converted(text: str, convert: Callable[[int], str]) -> str:
    """The text with its numbers converted, up to a label inside it; a number with letters stays."""
    if is_numeric(text):
        return re.sub(r"(?<![\w/])\d{1,9}(?![\w/])", lambda match: convert(int(match[0])), text)
    match = re.match(r"(\d{1,9})(?=,\s)", text)
    return convert(int(match[1])) + text[match.end() :] if match else text


def compile_label(element: Element, locale: Locale, beside: str) -> Compiled:
    """A cs:label: the term of a number variable or of the locator's label. Where that variable is empty it
    labels the number that stands ``beside`` it: styles have "no." before a volume, or label a cite's pages as
    "page"; and where there is none it stands as a term does (beyond CSL: in a group without content it goes)."""
    look = look_of(element.attributes)
    name, form = element.get("variable") or "", element.get("form") or "long"
    rule = element.get("plural") or "contextual"
    counts, pages = name.startswith("number-of-"), name in ("page", "locator")
    counted = "page" if name == "locator" else name
    singular, plural = locale.term(counted, form), locale.term(counted, form, plural=True)

    def is_several(value: str) -> bool:
        if rule != "contextual":
            return rule == "always"
        if counts and value.isdecimal():
            return value not in ("1", "0")
        return (pages or is_numeric(value)) and is_plural(value)

    def render(context: Context) -> int:
        value = context.variable(name)
        counts_own = bool(value)
        if not value and beside:
            value = context.variable(beside)
        if not value and context.substituting:
            # The number that it labels has just been printed in the same cs:substitute.
            value = context.vars.get(name, "")
        cite = context.cite
        if name == "locator" and cite is not None and value:
            context.label_printed = True
            if cite.terms:
                context.out.extend(_sheets(cite.terms, value))
                return 0
            term = locale.term(cite.label, form, plural=counts_own and is_several(value))
        elif counts_own or name == "page":
            term = plural if is_several(value) else singular
        else:
            term = plural if rule == "always" else singular
        if term:
            context.out.append(term)
        return 0

    return dressed(Compiled(render, settles=False, mute=True), look, case_language(look, locale.lang))
