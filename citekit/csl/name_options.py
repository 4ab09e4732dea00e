"""The options of cs:name and how they are inherited (CSL 1.0.2, "Name", "Inheritable Name Options").

Public: :class:`NameOptions`, :class:`Numbering`, :data:`INHERITED`, :func:`read_options`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from citekit.csl.look import NO_LOOK, Look, look_of
from citekit.csl.rich_text import Quotes
from citekit.csl.xml import Element

INHERITED = (
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first",
    "et-al-use-last", "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize", "initialize-with",
    "name-as-sort-order", "sort-separator", "name-form", "name-delimiter", "names-delimiter",
)  # fmt: skip
"""Options that cs:style, cs:citation and cs:bibliography hand down."""

STYLE_WIDE = ("demote-non-dropping-particle", "initialize-with-hyphen")


class NameOptions(NamedTuple):
    """The options of a cs:name element, what is inherited included, and the terms that it needs.

    ``body`` is the look of bodies. ``and_`` is None where names are joined by the delimiter alone. ``drops_articles`` says that bodies sort
    without "the", "a", "an". ``number`` tells the options from others of the style, 0 before they have any.
    ``letters`` is the language whose capitals the names have
    (:func:`~citekit.csl.text_case.letters_of`).
    """

    form: str = "long"
    and_: str | None = None
    delimiter: str = ", "
    precedes_last: str = "contextual"
    precedes_body: str = "contextual"
    precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    subsequent_min: int = 0
    subsequent_use_first: int = 0
    initialize: bool = True
    initialize_with: str | None = None
    hyphens: bool = True
    sort_order: str = ""
    sort_separator: str = ", "
    demote: str = "display-and-sort"
    gap: str = " "
    after_given: str = " "
    drops_articles: bool = False
    look: Look = NO_LOOK
    body: Look = NO_LOOK
    family: Look = NO_LOOK
    given: Look = NO_LOOK
    et_al: str = "et al."
    et_al_look: Look = NO_LOOK
    quotes: Quotes = ("“", "”", "‘", "’")
    number: int = 0
    letters: str = ""

    @property
    def plain(self) -> bool:
        """Whether no part of a name is formatted."""
        return not (self.family or self.given)

    @property
    def shows_by_ambiguity(self) -> bool:
        """Whether more of a given name shows where names are told apart."""
        return self.form == "short" or (self.initialize and self.initialize_with is not None)


class Numbering:
    """Numbers the different options of one style, so that a name is formatted once for all cs:names with the
    same; from whatever thread they are compiled."""

    def __init__(self) -> None:
        self._found: dict[NameOptions, NameOptions] = {}
        self._numbers = count(1)

    def numbered(self, options: NameOptions) -> NameOptions:
        """The options with their number."""
        found = self._found.get(options)
        if found is None:
            found = self._found.setdefault(options, options._replace(number=next(self._numbers)))
        return found


def number_of(value: str | None, default: int = 0) -> int:
    """An attribute that is a whole number."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else default


_FORMATTING = ("font-style", "font-variant", "font-weight", "text-decoration", "text-case")


def _formatting(element: Element | None) -> dict[str, str]:
    """What an element sets of the formatting that bodies have too."""
    attributes = element.attributes if element is not None else {}
    return {name: attributes[name] for name in _FORMATTING if name in attributes}


def read_options(
    inherited: Mapping[str, str],
    name: Element | None,
    et_al: Element | None,
    name_parts: Mapping[str, Element],
    term: Mapping[str, str],
    quotes: Quotes,
) -> NameOptions:
    """The options of ``name`` over those ``inherited``. ``name_parts`` are the cs:name-part elements that
    format its parts; ``term`` holds "and", "&", the et-al terms, what
    stands after a particle, and the language."""
    own = dict(inherited)
    if "name-form" in own:
        own["form"] = own.pop("name-form")
    if "name-delimiter" in own:
        own["delimiter"] = own.pop("name-delimiter")
    if name is not None:
        own |= name.attributes
    parts = {part: look_of(element.attributes) for part, element in name_parts.items()}
    et_al_term = (et_al.get("term") if et_al is not None else None) or "et-al"
    cuts = "et-al-min" in own and "et-al-use-first" in own
    minimum = number_of(own.get("et-al-min")) if cuts else 0
    use_first = number_of(own.get("et-al-use-first"), 1)
    return NameOptions(
        form=own.get("form", "long"),
        and_={"text": term["and"], "symbol": term["&"]}.get(own.get("and", "")),
        delimiter=own.get("delimiter", ", "),
        precedes_last=own.get("delimiter-precedes-last", "contextual"),
        precedes_body=inherited.get("delimiter-precedes-last", "contextual"),
        precedes_et_al=own.get("delimiter-precedes-et-al", "contextual"),
        et_al_min=minimum,
        et_al_use_first=use_first,
        et_al_use_last=own.get("et-al-use-last") == "true",
        subsequent_min=number_of(own.get("et-al-subsequent-min"), minimum),
        subsequent_use_first=number_of(own.get("et-al-subsequent-use-first"), use_first),
        initialize=own.get("initialize") != "false",
        initialize_with=own.get("initialize-with"),
        hyphens=own.get("initialize-with-hyphen") != "false",
        sort_order=own.get("name-as-sort-order", ""),
        sort_separator=own.get("sort-separator", ", "),
        demote=own.get("demote-non-dropping-particle", "display-and-sort"),
        gap=term["particle-gap"],
        # Initials that do not break do not break from the family name either.
        after_given="\u00a0" if "\u00a0" in own.get("initialize-with", "") else " ",
        drops_articles=term["language"] == "en",
        look=look_of(name.attributes) if name is not None else NO_LOOK,
        body=look_of(_formatting(name) | _formatting(name_parts.get("family"))),
        family=parts.get("family", NO_LOOK),
        given=parts.get("given", NO_LOOK),
        et_al=term.get(et_al_term, et_al_term),
        et_al_look=look_of(et_al.attributes) if et_al is not None else NO_LOOK,
        quotes=quotes,
    )
