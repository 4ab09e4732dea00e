"""What is wrong with a file of archives: for whoever adds one.

Public: :class:`Problem`, :func:`check`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from citekit.archives.repositories import Repository, repositories, repository
from citekit.archives.spelling import folded_words
from citekit.archives.traditions import traditions

_ID = re.compile(r"[a-z]{2,4}(?:-[a-z0-9]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}|NATO")
_PLACE_OF_ERROR = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.S)
_TEXTS = ("name", "place", "country", "tradition", "source")
_LISTS = (
    "abbreviations", "names", "divisions", "shelfmarks", "ambiguous", "told_by", "prevails", "examples",
)  # fmt: skip
_REQUIRED = ("name", "place", "country", "tradition", "examples", "source")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: the line of the file, counted from 1, the archive's id and field where there are
    such, and a sentence."""

    line: int
    archive: str
    field: str
    message: str


def check(text: str) -> tuple[dict[str, Repository], list[Problem]]:
    """The archives of a TOML file whose form is right, by id, and the problems of all, in order of lines."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE_OF_ERROR.fullmatch(str(error))
        return {}, [
            Problem(
                int(found["line"]) if found else 1, "", "", f"no TOML: {found['what'] if found else error}"
            )
        ]
    sound: dict[str, Repository] = {}
    problems: list[Problem] = []
    for key, entry in tables.items():
        wrong = [
            Problem(_line(text, key, field), key, field, message) for field, message in _form(key, entry)
        ]
        problems += wrong
        if not wrong:
            sound[key] = repository(key, entry)
    for field, key, message in _clashes(sound):
        problems.append(Problem(_line(text, key, field), key, field, message))
    return sound, sorted(problems, key=lambda problem: problem.line)


def _line(text: str, key: str, field: str) -> int:
    """The line on which the archive's field stands, else that of its table."""
    lines = text.splitlines()
    head = re.compile(rf"\s*\[\s*(?:{re.escape(key)}|\"{re.escape(key)}\")\s*\]")
    start = next((number for number, line in enumerate(lines) if head.match(line)), 0)
    for number in range(start + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if field and re.match(rf"\s*{re.escape(field)}\s*=", lines[number]):
            return number + 1
    return start + 1


def _form(key: str, entry: Any) -> Iterator[tuple[str, str]]:
    """What breaks the schema in one archive: (field, sentence)."""
    if not _ID.fullmatch(key):
        yield "", "an id is the country and the abbreviation in small letters, such as ru-rgani"
    if not isinstance(entry, Mapping):
        yield "", "an archive is a table: [ru-rgani] and its fields below"
        return
    for field in _REQUIRED:
        if not entry.get(field):
            yield field, f"{field} is missing"
    for field, value in entry.items():
        if (right := _KINDS.get(field)) is None:
            yield field, f"there is no such field; the fields are {', '.join(_KINDS)}"
        elif not right(value):
            yield field, f"{field} is {_WANTED[field]}"
    if isinstance(entry.get("country"), str) and not _COUNTRY.fullmatch(entry["country"]):
        yield "country", "a country is its ISO 3166 code of two capitals, such as RU"
    if isinstance(entry.get("tradition"), str) and entry["tradition"] not in traditions():
        yield "tradition", f"there is no such tradition; there are {', '.join(traditions())}"
    if isinstance(entry.get("source"), str) and not entry["source"].startswith(("http://", "https://")):
        yield "source", "the source is the address of a public page"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value == value.strip() != ""


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_former(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict)
        and name.keys() <= {"abbreviations", "names", "until"}
        and name.keys() & {"abbreviations", "names"}
        and all(_is_list(name.get(field, [])) for field in ("abbreviations", "names"))
        and isinstance(name.get("until", 0), int)
        for name in value
    )


_KINDS: dict[str, Callable[[object], bool]] = {
    **dict.fromkeys(_TEXTS, _is_text),
    **dict.fromkeys(_LISTS, _is_list),
    "former": _is_former,
}
_WANTED = {
    **dict.fromkeys(_TEXTS, 'a text: "…"'),
    **dict.fromkeys(_LISTS, 'a list of texts: ["…", "…"]'),
    "former": 'a list of tables: [{ abbreviations = ["…"], names = ["…"], until = 1991 }]',
}


def _clashes(sound: Mapping[str, Repository]) -> Iterator[tuple[str, str, str]]:
    """Names that other archives have too and that are not marked as ambiguous: (field, id, sentence)."""
    here = {words: set(ids) for words, ids in _known_names().items()}
    for key, one in sound.items():
        for name in one.known_as():
            here.setdefault(folded_words(name), set()).add(key)
    for key, one in sound.items():
        marked = {folded_words(name) for name in one.ambiguous}
        own = {folded_words(name) for name in one.known_as()}
        for name in dict.fromkeys(one.known_as()):
            others = sorted(here[folded_words(name)] - {key})
            if others and folded_words(name) not in marked:
                field = _field_of(one, name)
                sentence = (
                    f"{name!r} is also a name of {', '.join(others)}: list it in ambiguous there and here"
                )
                yield field, key, sentence
        for name in chain(one.ambiguous, one.prevails):
            if folded_words(name) not in own:
                yield "ambiguous", key, f"{name!r} is none of the archive's names"
        if one.ambiguous and not (one.told_by or one.prevails):
            yield "ambiguous", key, "told_by has no word that tells this archive from its namesakes"


def _field_of(one: Repository, name: str) -> str:
    fields = {"name": (one.name,), "abbreviations": one.abbreviations, "names": one.names}
    return next((field for field, names in fields.items() if name in names), "former")


@cache
def _known_names() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for known in repositories().values():
        for name in known.known_as():
            found.setdefault(folded_words(name), set()).add(known.id)
    return {words: frozenset(ids) for words, ids in found.items()}
