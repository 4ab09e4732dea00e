"""Archival documents: rules of our own beyond CSL, which work with every public style.

* A document with a translator and no author opens with its title: the translator prints where the style
  puts translators, and never in the author's place.
* A title that was read out of a citation keeps its capitals; and no dash stands for it where the entry before has
  the same ("Protocol No. 12"), as a dash is for names alone.
* A sheet is called what its archive's tradition calls it ("l. 226"), for which CSL has no term: a locator of
  such an item counts folios, not pages, by whatever word for them it begins with.
* A letter says to whom it is, also in a style that never asks for its recipient ("Letter to Colonel House").
* A cite that would print its locator alone, or nothing, names the archive and the shelf-mark, with which such a
  document's entry begins.
* A note that has nothing before the shelf-mark begins with a capital ("Fond 5, opis 28").

They hold for an item that was read out of a citation (it carries ``custom.citekit``); any other is rendered
as CSL says, but for the name variables that its ``never-substituted`` lists, which never stand in for others.

Public: :func:`prepare`, :func:`keeps_title`, :func:`describe_letter`, :func:`sheet_locator`, :func:`shelf_mark`,
:func:`begin_sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from citekit.csl.item import Item
from citekit.csl.locale import Locale
from citekit.csl.name_options import NameOptions
from citekit.csl.name_parts import name_tokens
from citekit.csl.numbers import leading_label
from citekit.csl.tree import Token, plain

_TITLES = ("title", "title-short")
_NAMED = frozenset(("author", "title", "title-short", "genre"))
_SHEET_WORD = re.compile(
    r"(?:ll?|pp?|fols?|ff?|folios?|sheets?|listy?|bl|blatt|ark|k|лл?|листы?|арк)\b\.?\s*(?=\d)", re.I
)
_OF_SHEETS = ("", "page", "folio", "line")
"""What a word before a sheet's number may be in CSL: "l." is a line there."""
_PAGES = frozenset(("p.", "pp.", "S.", "s.", "с."))
_LEVEL_WORD = re.compile(r"[^\W\d_]{3,}\s")


def prepare(item: Item) -> None:
    """Give an item what the rules need."""
    read = _from_citation(item)
    if read is None:
        return
    item.kept_out |= {"translator"}
    for name in _TITLES:
        value = item.vars.get(name)
        if value and "nocase" not in value:
            item.vars[name] = f'<span class="nocase">{value}</span>'
    item.sheet_terms = _sheet_terms(read)


def keeps_title(item: Item) -> bool:
    """Whether the item's title is never left out for a dash."""
    return _from_citation(item) is not None


def describe_letter(item: Item, locale: Locale) -> None:
    """Give a letter without a title a genre that says to whom it is, for a style without recipients."""
    people = item.names("recipient")
    if item.type != "personal_communication" or not people or "title" in item.present:
        return
    to = locale.term("recipient", "verb")
    if _from_citation(item) is None or not to:
        return
    names = [plain(name_tokens(one, NameOptions(quotes=locale.quotes), False, 0)) for one in people]
    several = f" {locale.term('and') or '&'} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    item.put("genre", f"{item.vars.get('genre') or locale.term('letter') or 'letter'} {to} {several}")


def shelf_mark(item: Item) -> str:
    """The archive and the shelf-mark of a document without an author and a title; "" for any other item."""
    if _from_citation(item) is None or not _NAMED.isdisjoint(item.present):
        return ""
    places = (item.vars.get("archive", ""), item.vars.get("archive_location", ""))
    return ", ".join(filter(None, places))


def sheet_locator(item: Item, label: str, locator: str) -> tuple[str, str]:
    """The label of a locator and what it counts; of an item that counts sheets a locator without a label
    counts those, and their word at its beginning is the label."""
    terms = item.sheet_terms
    if terms is None or label not in ("", "page", "folio") or leading_label(locator)[0] not in _OF_SHEETS:
        return label, locator
    bare = _SHEET_WORD.sub("", locator, count=1) if _SHEET_WORD.match(locator) else locator
    for word in (terms["plural"], terms["single"]):
        if bare.startswith(f"{word} "):
            bare = bare[len(word) + 1 :]
    if bare == locator and label != "folio" and terms["single"] in _PAGES:
        return label, locator
    return "folio", bare.lstrip()


def begin_sentence(item: Item, tokens: list[Token]) -> None:
    """Give the level word a capital with which the tokens of a note's first cite begin."""
    first = next((place for place, token in enumerate(tokens) if token.__class__ is str), None)
    if first is None or _from_citation(item) is None:
        return
    words = str(tokens[first])
    if _LEVEL_WORD.match(words) and str(item.vars.get("archive_location", "")).startswith(words):
        tokens[first] = words[0].upper() + words[1:]


def _from_citation(item: Item) -> Mapping[str, Any] | None:
    custom = item.custom
    read = custom.get("citekit") if isinstance(custom, dict) else None
    return read if isinstance(read, dict) else None


def _sheet_terms(read: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The words for one sheet and for several, of the first reference."""
    references = read.get("archival")
    first = references[0] if isinstance(references, list) and references else None
    terms = first.get("sheet_terms") if isinstance(first, dict) else None
    if isinstance(terms, dict) and all(isinstance(terms.get(name), str) for name in ("single", "plural")):
        return terms
    return None
