"""Items as the processor reads them: strings, names and dates of CSL-JSON (CSL 1.0.2, "Appendix IV – Variables").

Public: :class:`Item`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from citekit.csl.dates import DateValue, parse_date
from citekit.csl.json_text import text_of
from citekit.csl.person import Person, people

ITEM_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
"""The types of items ("Appendix III – Types")."""
NAME_VARIABLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATE_VARIABLES = frozenset("accessed available-date event-date issued original-date submitted".split())
NUMBER_VARIABLES = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume".split()
)
_NAMES_AND_DATES = NAME_VARIABLES | DATE_VARIABLES

# Older names of variables, which programs still write.
_ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}
_NOTE_FIELD = re.compile(r"\{:([A-Za-z_-]+):\s*([^}]*)\}|^\s*([a-z][A-Za-z_-]*):[ \t]*(.+?)[ \t]*$", re.M)
STRING_VARIABLES = frozenset(
    "abstract annote archive archive-place archive_collection archive_location authority call-number citation-key "
    "citation-label collection-title container-title container-title-short dimensions division DOI event event-place "
    "event-title genre ISBN ISSN jurisdiction keyword language license medium original-publisher "
    "original-publisher-place original-title part-title PMCID PMID publisher publisher-place references "
    "reviewed-genre reviewed-title scale section source status title title-short URL volume-title "
    "year-suffix".split()
)


_NONE: frozenset[str] = frozenset()


class Known(NamedTuple):
    """What decides most of what a style prints of an item: its type, and which variables have content."""

    type: str
    present: frozenset[str]


# One for all items of a kind, by which their programs are found at once.
_known = lru_cache(maxsize=2_000)(Known)


class Item:
    """An item with its variables read.

    ``vars`` holds what has text, ``present`` names all that has content; ``kept_out`` the name
    variables that never stand in for others, ``sheet_terms`` the words for one sheet and for several. ``met``
    are the people whom the document's items name, each once.
    """

    __slots__ = (
        "_data",
        "_dates",
        "_met",
        "_names",
        "id",
        "kept_out",
        "known",
        "language",
        "present",
        "sheet_terms",
        "type",
        "vars",
    )

    def __init__(self, data: Mapping[str, Any], met: dict[Any, Person]) -> None:
        self._met = met
        self._data = _with_note_fields(data)
        self.id = str(data.get("id", ""))
        self.type = str(self._data.get("type") or "document")
        self.vars: dict[str, str] = {}
        for name, value in self._data.items():
            text = text_of(value).strip()
            if text:
                self.vars[name] = text
        for old, name in _ALIASES.items():
            if old in self.vars and name not in self.vars:
                self.vars[name] = self.vars[old]
        if "page" in self.vars and "page-first" not in self.vars:
            self.vars["page-first"] = self.vars["page"]
        self._names: dict[str, tuple[Person, ...]] = {}
        self._dates: dict[str, DateValue | None] = {}
        self.language = self.vars.get("language", "").strip().lower()
        self.kept_out = frozenset(map(str, kept)) if (kept := self._data.get("never-substituted")) else _NONE
        self.sheet_terms: Mapping[str, str] | None = None
        self._renew()

    @property
    def custom(self) -> Any:
        """The item's own field ``custom``."""
        return self._data.get("custom")

    def put(self, variable: str, text: str) -> None:
        """Give the item a string variable."""
        self.vars[variable] = text
        self._renew()

    def _renew(self) -> None:
        self.known = _known(self.type, self._present())
        self.present = self.known.present

    def names(self, variable: str) -> tuple[Person, ...]:
        """The people of a name variable."""
        found = self._names.get(variable)
        if found is None:
            found = self._names[variable] = people(self._data.get(variable), self._met)
        return found

    def date(self, variable: str) -> DateValue | None:
        """A date variable; None where it says nothing."""
        if variable not in self._dates:
            self._dates[variable] = parse_date(self._data.get(variable))
        return self._dates[variable]

    def _present(self) -> frozenset[str]:
        found = self.vars.keys() - _NAMES_AND_DATES
        for name in _NAMES_AND_DATES.intersection(self._data):
            if self.names(name) if name in NAME_VARIABLES else self.date(name) is not None:
                found.add(name)
        return frozenset(found)


def _with_note_fields(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with the variables that its note writes as "name: value" lines or "{:name: value}", as
    Zotero's users write what it has no field for."""
    note = data.get("note")
    if not isinstance(note, str) or ":" not in note:
        return data
    found: dict[str, Any] = {}
    for match in _NOTE_FIELD.finditer(note):
        name, value = match[1] or match[3], (match[2] or match[4] or "").strip()
        if name in NAME_VARIABLES:
            family, _, given = (part.strip() for part in value.partition("||"))
            one = {"family": family, "given": given} if given else {"literal": family}
            found.setdefault(name, []).append(one)
        elif name in DATE_VARIABLES:
            found[name] = {"raw": value}
        elif (name in NUMBER_VARIABLES or name in STRING_VARIABLES or name == "type") and value:
            found[name] = value
    if not found:
        return data
    kept = {name: value for name, value in found.items() if not data.get(name) or name in ("type",)}
    return {**data, **kept}
