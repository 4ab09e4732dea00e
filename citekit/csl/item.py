"""Items and cites as the processor reads them: names with their particles, dates, strings.

Public: :class:`Item`, :class:`Person`, :func:`person`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from citekit.csl.dates import DateValue, parse_date

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

_NOT_ROMAN = re.compile(
    r"[\u3040-\u30ff\u3100-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_ROMAN = re.compile(r"[a-zA-Z\u0080-\u017f\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1e00-\u1fff]")
_LEADING_PARTICLES = re.compile(
    r"^((?:(?:[^\W\d_A-ZÀ-ÖØ-ÞА-Я][^\W\d_A-ZÀ-ÖØ-Þ]*(?:[.'’]s)?[ '’\-]\s*)|(?:[’'][^\W\d_]+\s+))+)(?=\S)"
)
_TRAILING_PARTICLES = re.compile(r"(?<=\s)((?:[^\W\d_A-ZÀ-ÖØ-ÞА-Я][^\W\d_A-ZÀ-ÖØ-Þ]*['’]?(?:\s+|$))+)$")


@dataclass(slots=True)
class Person:
    """A name in its parts; ``literal`` for a body. ``roman`` says whether it is written family last."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    family_first: bool = False
    roman: bool = True

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells one person from another."""
        return (self.literal, self.family, self.given, self.dropping, self.particle, self.suffix)


def person(value: Any) -> Person | None:
    """The person of a CSL-JSON name (or a string); None where it says nothing."""
    if isinstance(value, str):
        return Person(literal=value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    if literal := value.get("literal"):
        return Person(literal=str(literal))
    family, given = str(value.get("family") or "").strip(), str(value.get("given") or "").strip()
    if not family and not given:
        return None
    if not family:
        family, given = given, ""
    result = Person(
        family=family,
        given=given,
        dropping=str(value.get("dropping-particle") or "").strip(),
        particle=str(value.get("non-dropping-particle") or "").strip(),
        suffix=str(value.get("suffix") or "").strip(),
        comma_suffix=bool(value.get("comma-suffix")),
        family_first=bool(value.get("static-ordering")),
    )
    if value.get("isInstitution") and not given:
        return Person(literal=family)
    _take_particles(result)
    if not result.suffix and "," in result.given:
        result.given, result.suffix, result.comma_suffix = _given_and_suffix(result.given)
    text = result.family + result.given
    result.roman = not (_NOT_ROMAN.search(text) and not _ROMAN.search(text))
    return result


def _given_and_suffix(given: str) -> tuple[str, str, bool]:
    first, _, rest = given.partition(",")
    rest = rest.strip()
    comma = rest.startswith("!")
    return first.strip(), rest.lstrip("! "), comma


def _take_particles(name: Person) -> None:
    """Move particles written with the family or the given name where they belong ("Names")."""
    if name.family.startswith('"') and name.family.endswith('"') and len(name.family) > 1:
        name.family = name.family[1:-1]
        return
    if not name.given:
        return
    if not name.particle and (match := _LEADING_PARTICLES.match(name.family)):
        rest = name.family[match.end() :]
        if rest[:1].isupper():
            name.particle = match[1].strip() if not match[1].endswith(("'", "’", "-")) else match[1]
            name.family = rest
    if not name.dropping and (match := _TRAILING_PARTICLES.search(name.given)):
        name.dropping = match[1].strip()
        name.given = name.given[: match.start()].strip()


class Item:
    """An item with its variables read once: strings, names and dates."""

    __slots__ = ("_dates", "_names", "archival", "data", "id", "kept_out", "type")

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.id = str(data.get("id", ""))
        self.type = str(data.get("type") or "document")
        self._names: dict[str, list[Person]] = {}
        self._dates: dict[str, DateValue | None] = {}
        self.archival: Any = None
        self.kept_out: frozenset[str] = frozenset(data.get("never-substituted") or ())

    def text(self, variable: str) -> str:
        """A string or number variable, "" where it is missing."""
        value = self.data.get(variable)
        if value is None or isinstance(value, (dict, list, bool)):
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value)

    def names(self, variable: str) -> list[Person]:
        """The people of a name variable."""
        found = self._names.get(variable)
        if found is None:
            value = self.data.get(variable)
            values = value if isinstance(value, list) else [value] if value else []
            found = [name for name in map(person, values) if name is not None]
            self._names[variable] = found
        return found

    def date(self, variable: str) -> DateValue | None:
        """A date variable."""
        if variable not in self._dates:
            self._dates[variable] = parse_date(self.data.get(variable))
        return self._dates[variable]

    @property
    def english(self) -> bool | None:
        """Whether the item is in English; None where it does not say."""
        language = self.text("language")
        return language.lower().startswith("en") if language else None
