"""The archives that are known, from ``repositories/*.toml``, one file a region.

An archive's table, whose key is its id (``ru-rgani``: country, then abbreviation), says::

    name          its full English name, as historians print it
    abbreviations the short forms in use today, Latin script and native; the first of a script is printed
    names         its other names: native, transliterated, other English forms, translations
    former        [{abbreviations, names, until}]: what it was called before, and till which year
    place         its city; country = ISO 3166-1 alpha-2, or the body ("UN", "NATO", "EU")
    tradition     how it counts: the name of a file in ``traditions``
    divisions     well-known parts that references name with it ("MfS", "HA IX")
    shelfmarks    beginnings by which a bare shelf-mark is known as its own ("FO", "CAB")
    ambiguous     those of its abbreviations and names that other archives have too
    told_by       words that, standing near an ambiguous name, say that this archive is meant
    prevails      those of the ambiguous that mean this archive where nothing stands near that tells
    examples      references as historians write them, each of which citekit must read: they are its tests
    source        the public page on which the facts can be checked

Public: :class:`Repository`, :class:`Former`, :class:`Candidate`, :func:`repositories`, :func:`by_name`,
:func:`first_words`, :func:`names_from`, :func:`names_at`, :func:`names_as_written`, :func:`only_of`,
:func:`tell_apart`, :func:`is_told_by`, :func:`is_spelled`, :func:`known_besides`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from citekit.archives.compiled import adding, load
from citekit.archives.spelling import fold, folded_words, joined

_NO_LETTER = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Former:
    """What an archive was called before, ``until`` a year where that is known."""

    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Repository:
    """One archive; see the module's docstring for the fields."""

    id: str
    name: str
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    former: tuple[Former, ...] = ()
    place: str = ""
    country: str = ""
    tradition: str = "collection"
    divisions: tuple[str, ...] = ()
    shelfmarks: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    prevails: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    source: str = ""

    def known_as(self) -> Iterator[str]:
        """Every name and abbreviation under which texts know it, today's first."""
        yield self.name
        yield from self.abbreviations
        yield from self.names
        for former in self.former:
            yield from former.abbreviations
            yield from former.names


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that begins with a word: its further ``words``, folded, and whose it is.

    ``ids`` are several where archives share an abbreviation: :func:`tell_apart` chooses."""

    words: tuple[str, ...]
    ids: tuple[str, ...]
    abbreviation: bool


@cache
def repositories() -> Mapping[str, Repository]:
    """Every archive by its id."""
    return {key: repository(key, entry) for key, entry in load()["repositories"].items()}


@contextmanager
def known_besides(source: bytes) -> Iterator[None]:
    """For the length of the block the archives of a TOML file, whose form is right, are known too."""
    with adding(source):
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    for kept in (
        repositories,
        names_as_written,
        _index,
        _joined_names,
        _telling,
        _prevailing,
        _ambiguous,
        _spellings,
    ):
        kept.cache_clear()


def repository(key: str, entry: Mapping[str, Any]) -> Repository:
    """A Repository from its table; a key that is no field of it raises TypeError."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
    }
    if "former" in entry:
        fields["former"] = tuple(
            Former(
                tuple(former.get("abbreviations", ())), tuple(former.get("names", ())), former.get("until")
            )
            for former in entry["former"]
        )
    return Repository(id=key, **fields)


def first_words() -> Collection[str]:
    """The words, folded, with which known names begin."""
    return _index().keys()


def names_from(word: str) -> tuple[Candidate, ...]:
    """The known names that begin with ``word``, which is folded, longest first."""
    lines = _index().get(word)
    return _candidates(lines) if lines else ()


def names_at(words: tuple[str, ...], number: int) -> list[Candidate]:
    """The known names whose words, folded, stand in ``words`` from the word ``number`` on, longest first.

    The cost does not grow with the number of archives, only with the different lengths of the few names that
    share their first two words.
    """
    lines = _index().get(words[number])
    if lines is None:
        return []
    found: list[Candidate] = []
    by_second = _by_second_word(lines)
    if number + 1 < len(words):
        for length, names in by_second.get(words[number + 1], {}).items():
            found += names.get(words[number + 1 : number + 1 + length], ())
    for names in by_second.get("", {}).values():
        found += names[()]
    return found


@cache
def _index() -> Mapping[str, str]:
    index: Mapping[str, str] = load()["index"]
    return index


@lru_cache(maxsize=50_000)
def names_as_written(word: str) -> tuple[Candidate, ...]:
    """The known names that begin with a word as a text writes it: one in small Latin letters begins none."""
    return () if word.isascii() and word.islower() else names_from(fold(word))


@cache
def _candidates(lines: str) -> tuple[Candidate, ...]:
    split = (line.split("\t") for line in lines.split("\n"))
    return tuple(
        Candidate(tuple(words.split()), tuple(ids.split()), short == "a") for words, ids, short in split
    )


@cache
def _by_second_word(lines: str) -> Mapping[str, Mapping[int, Mapping[tuple[str, ...], list[Candidate]]]]:
    """The names of :func:`_candidates` by the second of their words, "" where there is none; then by how many words
    follow the first, most first, and by those."""
    found: dict[str, dict[int, dict[tuple[str, ...], list[Candidate]]]] = {}
    for name in _candidates(lines):
        by_length = found.setdefault(name.words[0] if name.words else "", {})
        by_length.setdefault(len(name.words), {}).setdefault(name.words, []).append(name)
    return found


def by_name(text: str) -> Repository | None:
    """The archive with this id, abbreviation or name, whatever its case, dots, blanks, dashes, quotation
    marks and diacritics; None where no archive has it or several have."""
    if text in repositories():
        return repositories()[text]
    first, *further = folded_words(text) or ("",)
    exact = [name.ids for name in names_from(first) if name.words == tuple(further)]
    ids = [key for named in exact for key in named] or _joined_names().get(joined(text), [])
    if len(set(ids)) == 1:
        return repositories()[ids[0]]
    return tell_apart(ids, text, "") if ids else None


@cache
def _joined_names() -> Mapping[str, list[str]]:
    """Every name without its blanks -> the ids of the archives that have it."""
    found: dict[str, list[str]] = {}
    for key, known in repositories().items():
        for name in known.known_as():
            ids = found.setdefault(joined(name), [])
            if key not in ids:
                ids.append(key)
    return found


def only_of(ids: Sequence[str], name: str) -> Repository | None:
    """The archive, where but one has the ``name`` and it has no other meaning outside the archives."""
    if len(ids) > 1 or (_ambiguous(ids[0]) and folded_words(name) in _ambiguous(ids[0])):
        return None
    return repositories()[ids[0]]


def tell_apart(ids: Sequence[str], name: str, near: str, after: str = "") -> Repository | None:
    """The one of the archives ``ids``, which all have ``name``, whose shelf-mark stands right ``after`` it or of
    which the words ``near`` it speak, by its place or the words that tell it; else the one for which the name
    prevails; else None. A name that but one archive has and that is ambiguous has another meaning outside the
    archives."""
    if only := only_of(ids, name):
        return only
    known = [repositories()[key] for key in ids]
    own = [one for one in known if _begins_as_its_shelfmark(one, after)]
    if len(own) == 1:
        return own[0]
    said = _said(near)
    votes = [_votes(one, said) for one in known]
    if most := max(votes):
        return known[votes.index(most)] if votes.count(most) == 1 else None
    wanted = joined(name)
    return next((one for one in known if wanted in _prevailing(one.id)), None)


def _begins_as_its_shelfmark(repository: Repository, after: str) -> bool:
    """Whether what stands after the archive's name is a shelf-mark of its own: "TNA, FO 371", "BAR, E 2001"."""
    rest = after.lstrip(" ,:;.")
    for beginning in repository.shelfmarks:
        number = rest[len(beginning) :].lstrip(" .-")
        if rest.startswith(beginning) and number[:1].isdigit():
            return len(beginning) > 1 or number[:4].isdigit()
    return False


def is_told_by(repository: Repository, words: str) -> bool:
    """Whether ``words`` name the archive's place or another word that tells it from its namesakes; nothing tells
    one without id, of which several may be meant."""
    return bool(repository.id) and _votes(repository, _said(words)) > 0


def is_spelled(key: str, name: str) -> bool:
    """Whether the archive with the id spells one of its names so, with these capitals; what stands between the
    letters aside."""
    return _NO_LETTER.sub("", name) in _spellings(key)


@cache
def _spellings(key: str) -> frozenset[str]:
    return frozenset(_NO_LETTER.sub("", name) for name in repositories()[key].known_as())


@cache
def _ambiguous(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(map(folded_words, repositories()[key].ambiguous))


@cache
def _prevailing(key: str) -> frozenset[str]:
    return frozenset(map(joined, repositories()[key].prevails))


def _said(words: str) -> str:
    return " ".join(["", *folded_words(words), ""])


def _votes(repository: Repository, said: str) -> int:
    return sum(f" {word} " in said for word in _telling(repository.id))


@cache
def _telling(key: str) -> tuple[str, ...]:
    """The words that tell an archive, each folded as a text's are."""
    one = repositories()[key]
    phrases = {one.place.split(",")[0], *one.told_by} - {""}
    return tuple(" ".join(folded_words(phrase)) for phrase in sorted(phrases))
