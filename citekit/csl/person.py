"""Names of people and bodies in CSL-JSON (CSL 1.0.2, "Names": name-parts, particles).

Public: :class:`Person`, :func:`people`.
"""

from __future__ import annotations

import re
from typing import Any

from citekit.csl.json_text import text_of
from citekit.csl.scripts import is_spaced
from citekit.csl.tree import Tokens

_PARTICLE = re.compile(
    r"[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ.]*(?:\.[^\W\d_A-ZÀ-ÖØ-Þ]+)*(?:['’]s)?\.?[ '’\-\u2010]\s*|[’'][^\W\d_]+\s+"
)
"""A word before a family name, with the blank, apostrophe or hyphen after it."""
_DROPPING = re.compile(r"[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]*['’]?")
"""A word after a given name."""
_INVERTED = re.compile(r"([^\W\d_][^,\d]{0,40}),\s*([^\W\d_][^,\d]{0,40})")
"""A family name and a given name after a comma."""
_APOSTROPHES = ("'", "’", "-", "\u2010")


class Person:
    """A name in its parts; ``literal`` for a body or a name in one piece.

    ``roman`` is false for a name that is written family first and without a blank. ``forms`` keeps how the
    name has been formatted.
    """

    __slots__ = (
        "_identity",
        "comma_dropping",
        "comma_suffix",
        "dropping",
        "family",
        "family_first",
        "forms",
        "given",
        "literal",
        "particle",
        "roman",
        "suffix",
    )

    def __init__(self, family: str = "", given: str = "", *, literal: str = "") -> None:
        self.family = family
        self.given = given
        self.literal = literal
        self.dropping = self.particle = self.suffix = ""
        self.comma_suffix = self.comma_dropping = self.family_first = False
        self.roman = True
        self.forms: dict[Any, Tokens] = {}
        self._identity: tuple[str, ...] | None = None

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells one person from another."""
        if self._identity is None:
            given = " ".join(self.given.replace(".", " ").split())
            self._identity = (self.literal or self.family, given, self.dropping, self.particle, self.suffix)
        return self._identity


def people(value: Any, met: dict[Any, Person]) -> tuple[Person, ...]:
    """The people of a name variable: a list of CSL-JSON names, one name, or plain strings. ``met`` holds
    those that the document has named before, and takes in the others."""
    if not value:
        return ()
    values = value if isinstance(value, (list, tuple)) else (value,)
    return tuple([one for data in values if (one := _met(data, met)) is not None])


def _met(data: Any, met: dict[Any, Person]) -> Person | None:
    """The person whom the same data named before, so that a name is taken apart and formatted once."""
    try:
        key = tuple(data.items()) if isinstance(data, dict) else data
        if (found := met.get(key)) is not None:
            return found
    except TypeError:  # what is in the data has no hash, and is no name
        return _person(data)
    one = _person(data)
    if one is not None:
        met[key] = one
    return one


def _part(value: Any, name: str) -> str:
    return text_of(value.get(name)).strip()


def _person(value: Any) -> Person | None:
    if isinstance(value, str):
        return _in_one_piece(text_of(value).strip())
    if not isinstance(value, dict):
        return None
    if literal := _part(value, "literal"):
        return Person(literal=literal)
    family, given = _part(value, "family"), _part(value, "given")
    if not family and not given:
        return None
    if not family:
        family, given = given, ""
    if value.get("isInstitution") and not given:
        return Person(literal=family)
    name = Person(family, given)
    if len(value) > 2 or "given" not in value:
        name.dropping = _part(value, "dropping-particle")
        name.particle = _part(value, "non-dropping-particle")
        name.suffix = _part(value, "suffix")
        name.comma_suffix = bool(value.get("comma-suffix"))
        name.family_first = bool(value.get("static-ordering"))
    if value.get("parse-names") not in (False, 0, "false"):
        _take_particles(name)
        _take_suffix(name)
    name.roman = is_spaced(name.family + name.given)
    return name


def _in_one_piece(text: str) -> Person | None:
    """A name that is plain text, which CSL-JSON does not have: "Family, Given" by its only comma, else as it
    stands."""
    if match := _INVERTED.fullmatch(text):
        return _person({"family": match[1], "given": match[2]})
    return Person(literal=text) if text else None


def _take_suffix(name: Person) -> None:
    """Move what follows a comma in the given name: a suffix ("James, III"; "James,! Jr."), or words that end
    in a particle ("François Hédelin, abbé d'")."""
    if name.suffix or "," not in name.given:
        return
    given, _, rest = name.given.partition(",")
    rest = rest.strip()
    if name.dropping and not rest:
        name.given, name.comma_dropping = given.strip(), True
        return
    if name.dropping:
        name.given, name.dropping = given.strip(), f"{rest} {name.dropping}"
        name.comma_dropping = True
        return
    name.comma_suffix = name.comma_suffix or rest.startswith("!")
    name.given, name.suffix = given.strip(), rest.lstrip("! ")


def _take_particles(name: Person) -> None:
    """Move particles written with the family or the given name where they belong."""
    if name.family.startswith('"') and name.family.endswith('"') and len(name.family) > 1:
        name.family = name.family[1:-1]
        return
    if not name.given:
        return
    if not name.particle:
        _take_particle(name)
    if not name.dropping:
        given = name.given
        while len(words := given.rsplit(None, 1)) == 2 and _is_dropping(words[1]):
            given = words[0]
        if not _is_dropping(given):
            name.given, name.dropping = given, name.given[len(given) :].strip()


def _take_particle(name: Person) -> None:
    """Move the words in lower case before the family name."""
    family, end = name.family, 0
    while (match := _PARTICLE.match(family, end)) and match.end() < len(family):
        if match[0][0].isupper():
            break
        end = match.end()
    if end and family[end].isupper():
        before, name.family = family[:end], family[end:]
        name.particle = before if before.endswith(_APOSTROPHES) else before.strip()
        if name.particle.endswith(_APOSTROPHES) and before.endswith(" "):
            name.particle += " "


def _is_dropping(word: str) -> bool:
    return not word[:1].isupper() and _DROPPING.fullmatch(word) is not None
