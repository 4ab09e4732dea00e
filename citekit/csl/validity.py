"""What is no valid CSL in a style, and in which line (the schema of CSL 1.0.2).

Public: :func:`check`. An element that CSL does not have, or one without what it needs, is an error; an
attribute, a value, a variable, a type or a term that CSL does not know is passed over, with a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from citekit.csl.errors import StyleError
from citekit.csl.item import DATE_VARIABLES, ITEM_TYPES, NAME_VARIABLES, NUMBER_VARIABLES, STRING_VARIABLES
from citekit.csl.name_options import INHERITED
from citekit.csl.numbers import LOCATORS
from citekit.csl.xml import Element

Values = frozenset[str] | None
"""The values of an attribute, None for any."""


def check(root: Element, macros: Mapping[str, Element], terms: Collection[str]) -> list[str]:
    """The warnings for a style with its ``macros``, in which ``terms`` are known; raises StyleError."""
    _check_calls(root, macros)
    warnings = [
        f"the style's line {macro.line}: the macro {name!r} is there twice; the later one counts"
        for macro in root.all("macro")
        if (name := macro.attributes.get("name", "")) and macros[name] is not macro
    ]
    for element in _elements(root):
        tag = element.tag
        known = _ATTRIBUTES[tag]
        if known is _CONDITIONS:
            _check_condition(element)
        for name, value in element.attributes.items():
            values = known.get(name, _NONE)
            if values is None or value in values or name.startswith(("xmlns", "xsi:")):
                continue
            if values is _NONE or not (words := value.split()) or not values.issuperset(words):
                what = f"the {name} {value!r}" if name in _WORDS else f"{name}={value!r}"
                warnings.append(_warning(element, what))
        if tag == "text" and (term := element.attributes.get("term")) and term not in terms:
            warnings.append(_warning(element, f"the term {term!r}"))
    return warnings


def _check_condition(element: Element) -> None:
    """Raise StyleError for a cs:if that tests nothing, or what CSL has no test for."""
    attributes = element.attributes
    unknown = attributes.keys() - _CONDITIONS.keys()
    if unknown or attributes.get("match", "all") not in _MATCHES:
        what = repr(min(unknown)) if unknown else f"match={attributes['match']!r}"
        raise StyleError(f"cs:{element.tag} has no condition {what}", element.line)
    if attributes.keys() <= {"match"}:
        raise StyleError(f"cs:{element.tag} has no condition", element.line)


def _warning(element: Element, what: str) -> str:
    return f"the style's line {element.line}: CSL knows no cs:{element.tag} with {what}, which is passed over"


def _elements(root: Element) -> Iterator[Element]:
    """The elements that CSL describes, those of cs:info and the terms left out, each with what it needs."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        tag = element.tag
        allowed = _CHILDREN.get(tag, ())
        for child in element.children:
            if child.tag not in allowed:
                raise StyleError(f"cs:{tag} has no child cs:{child.tag} in CSL", child.line)
            needed = _NEEDED.get(child.tag)
            if needed is not None and needed.isdisjoint(child.attributes) and tag not in ("names", "locale"):
                raise StyleError(f"cs:{child.tag} has no {' or '.join(sorted(needed))}", child.line)
            if child.tag in ("info", "terms"):
                continue
            waiting.append(child)
        if tag == "choose" and [child.tag for child in element.children[:1]] != ["if"]:
            raise StyleError("cs:choose does not begin with cs:if", element.line)


_MOST_CALLS = 3_000_000
"""Calls of macros, those within macros counted too; the largest public style has a quarter of a million."""


def _check_calls(root: Element, macros: Mapping[str, Element]) -> None:
    """Raise StyleError for a macro that is missing, calls itself, or calls more than any style does."""
    for name in root.values("macro"):
        if name not in macros:
            raise StyleError(f"there is no macro {name!r}", root.line_of("macro", name))
    calls = {name: element.values("macro") for name, element in macros.items()}
    sizes: dict[str, int] = {}
    for start in macros:
        path: list[tuple[str, int]] = [(start, 0)]
        while path:
            name, place = path.pop()
            if name in sizes:
                continue
            if place == len(calls[name]):
                sizes[name] = 1 + sum(sizes[inner] for inner in calls[name])
                if sizes[name] > _MOST_CALLS:
                    raise StyleError(f"the macro {name!r} calls too many others", macros[name].line)
                continue
            path.append((name, place + 1))
            inner = calls[name][place]
            if any(inner == held for held, _ in path):
                raise StyleError(f"the macro {inner!r} calls itself", macros[name].line_of("macro", inner))
            path.append((inner, 0))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NONE: frozenset[str] = frozenset()
_NEEDED = {
    "text": _words("macro term variable value"),
    "number": _words("variable"),
    "names": _words("variable"),
    "date": _words("variable"),
    "label": _words("variable"),
    "key": _words("macro variable"),
    "macro": _words("name"),
    "date-part": _words("name"),
    "name-part": _words("name"),
}
"""Attributes of which an element needs one. A cs:label in cs:names and a cs:date in cs:locale do not."""

_RENDERING = _words("text number names date label group choose")
_CHILDREN = {
    **dict.fromkeys(("layout", "macro", "group", "if", "else-if", "else", "substitute"), _RENDERING),
    **dict.fromkeys(("citation", "bibliography"), _words("sort layout")),
    "style": _words("info locale macro citation bibliography"),
    "locale": _words("info style-options date terms"),
    "sort": _words("key"),
    "choose": _words("if else-if else"),
    "names": _words("name et-al label substitute"),
    "name": _words("name-part"),
    "date": _words("date-part"),
}

_STANDARD = NUMBER_VARIABLES | STRING_VARIABLES | {"note"}
_ANY_VARIABLE = _STANDARD | NAME_VARIABLES | DATE_VARIABLES
_BOOLEAN = _words("true false")
_NUMBERS = frozenset(map(str, range(1_000)))
_WORDS = ("variable", "type")

_FORMATTING: dict[str, Values] = {
    "font-style": _words("normal italic oblique"),
    "font-variant": _words("normal small-caps"),
    "font-weight": _words("normal bold light"),
    "text-decoration": _words("none underline"),
    "vertical-align": _words("baseline sup sub"),
}
_AFFIXES: dict[str, Values] = {"prefix": None, "suffix": None}
_LOOK = _FORMATTING | _AFFIXES
_DISPLAY: dict[str, Values] = {"display": _words("block left-margin right-inline indent")}
_CASE: dict[str, Values] = {
    "text-case": _words("lowercase uppercase capitalize-first capitalize-all title sentence")
}
_PERIODS: dict[str, Values] = {"strip-periods": _BOOLEAN}
_DELIMITER: dict[str, Values] = {"delimiter": None}
_FORMS = _words("long short symbol verb verb-short")
_NAME: dict[str, Values] = {
    "and": _words("text symbol"),
    "delimiter-precedes-et-al": _words("contextual after-inverted-name always never"),
    "delimiter-precedes-last": _words("contextual after-inverted-name always never"),
    "et-al-min": _NUMBERS,
    "et-al-use-first": _NUMBERS,
    "et-al-use-last": _BOOLEAN,
    "et-al-subsequent-min": _NUMBERS,
    "et-al-subsequent-use-first": _NUMBERS,
    "initialize": _BOOLEAN,
    "name-as-sort-order": _words("first all"),
    "name-form": _words("long short count"),
}
_INHERITED: dict[str, Values] = {name: _NAME.get(name) for name in INHERITED}
_MATCHES = _words("all any none nand")
_CONDITIONS: dict[str, Values] = {
    "match": _MATCHES,
    "disambiguate": _BOOLEAN,
    "is-numeric": _ANY_VARIABLE,
    "is-uncertain-date": DATE_VARIABLES,
    "locator": LOCATORS | _words("sub verbo"),
    "position": _words("first subsequent ibid ibid-with-locator near-note"),
    "type": ITEM_TYPES,
    "variable": _ANY_VARIABLE,
}
_ATTRIBUTES: dict[str, dict[str, Values]] = {
    "style": {
        **_INHERITED,
        "class": _words("in-text note"),
        "version": frozenset(("1.0", "1.0.1", "1.0.2", "1.1")),
        "default-locale": None,
        "lang": None,
        "demote-non-dropping-particle": _words("never sort-only display-and-sort"),
        "initialize-with-hyphen": _BOOLEAN,
        "page-range-format": _words("expanded minimal minimal-two chicago chicago-15 chicago-16"),
    },
    "info": {"lang": None},
    "macro": {"name": None},
    "locale": {"lang": None, "version": None},
    "style-options": {"punctuation-in-quote": _BOOLEAN, "limit-day-ordinals-to-day-1": _BOOLEAN},
    "citation": {
        **_INHERITED,
        "disambiguate-add-names": _BOOLEAN,
        "disambiguate-add-givenname": _BOOLEAN,
        "disambiguate-add-year-suffix": _BOOLEAN,
        "givenname-disambiguation-rule": _words(
            "all-names all-names-with-initials primary-name primary-name-with-initials by-cite"
        ),
        "collapse": _words("citation-number year year-suffix year-suffix-ranged"),
        "cite-group-delimiter": None,
        "year-suffix-delimiter": None,
        "after-collapse-delimiter": None,
        "near-note-distance": _NUMBERS,
    },
    "bibliography": {
        **_INHERITED,
        "hanging-indent": _BOOLEAN,
        "second-field-align": _words("flush margin"),
        "line-spacing": _NUMBERS,
        "entry-spacing": _NUMBERS,
        "subsequent-author-substitute": None,
        "subsequent-author-substitute-rule": _words("complete-all complete-each partial-each partial-first"),
    },
    "sort": {},
    "key": {
        "macro": None,
        "variable": _ANY_VARIABLE,
        "sort": _words("ascending descending"),
        "names-min": _NUMBERS,
        "names-use-first": _NUMBERS,
        "names-use-last": _BOOLEAN,
    },
    "layout": _LOOK | _DELIMITER,
    "group": _LOOK | _DELIMITER | _DISPLAY,
    "choose": {},
    "if": _CONDITIONS,
    "else-if": _CONDITIONS,
    "else": {},
    "substitute": {},
    "text": {
        **_LOOK, **_DISPLAY, **_CASE, **_PERIODS, "quotes": _BOOLEAN, "macro": None, "term": None, "value": None,
        "variable": _STANDARD, "form": _FORMS, "plural": _BOOLEAN,
    },
    "number": {
        **_LOOK, **_DISPLAY, **_CASE, "variable": NUMBER_VARIABLES,
        "form": _words("numeric ordinal roman long-ordinal"),
    },
    "label": {
        **_LOOK, **_CASE, **_PERIODS, "variable": NUMBER_VARIABLES, "form": _FORMS,
        "plural": _words("contextual always never"),
    },
    "names": {**_LOOK, **_DISPLAY, **_DELIMITER, "variable": NAME_VARIABLES},
    "name": {
        **_LOOK, **_DELIMITER, **_NAME, "form": _words("long short count"), "initialize-with": None,
        "sort-separator": None,
    },
    "name-part": {**_LOOK, **_CASE, "name": _words("family given")},
    "et-al": {**_FORMATTING, "term": _words("et-al and others")},
    "date": {
        **_LOOK, **_DISPLAY, **_CASE, **_DELIMITER, "variable": DATE_VARIABLES, "form": _words("text numeric"),
        "date-parts": _words("year year-month year-month-day"),
    },
    "date-part": {
        **_LOOK, **_CASE, **_PERIODS, "name": _words("year month day"), "range-delimiter": None,
        "form": _words("long short numeric numeric-leading-zeros ordinal"),
    },
}  # fmt: skip
