"""Cities, states and countries after an archive's name, and those that papers are about.

Public: :func:`says_place`, :func:`names_inside`, :func:`is_no_state`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.archives.spelling import folded_words
from citekit.archives.traditions import PAGE_LEVELS
from citekit.find.vocabulary import COUNTRIES
from citekit.parse.parts import Part
from citekit.parse.run import Run

_TOWN = re.compile(r"[A-ZÀ-Ž][a-zà-ž.]+(?: [A-ZÀ-Ž][a-zà-ž.]+)?")
_POST = re.compile(
    r"Mosc(?:ou|ú|a)|Moskau|Londres|Londra|Varsovie|Varsavia|Varsóvia|Pékin|Pechino|Pekín|Pequim"
)


def says_place(text: str, run: Run, part: Part) -> bool:
    """Whether the words right after an archive's name say where it stands."""
    words = part.span.of(text)
    if part.wording.has_digit:
        return False
    return _is_place_of(run, words) or _is_country_of(run, words) or _is_town_after(text, run, part)


def names_inside(text: str, run: Run, part: Part) -> bool:
    """Whether a city or country stands among the levels, as what papers are about: "RG 84, Moscow, box 3"."""
    known = run.repository.known if run.repository else None
    if known is not None and part.cut == "," and not run.readings and _POST.fullmatch(text, *part.span):
        return known.country != "RU"  # "CADN, Moscou, série B": the papers of an embassy
    if run.parts and ")" in text[run.parts[-1].span.end : part.span.start]:
        return False  # "Rockefeller Archive Center (box 371, folder 3), Tarrytown, NY"
    if run.readings and run.readings[-1].level in PAGE_LEVELS:
        return False
    after_levels = bool(run.readings) and run.written is not None and not run.repository_last
    return after_levels and part.cut == "," and text[part.span.start].isupper() and not run.places


def is_no_state(text: str, run: Run, part: Part) -> bool:
    """Whether two capitals after an archive elsewhere are no American state: "DASMIP, PA, 1956"."""
    known = run.repository.known if run.repository else None
    elsewhere = known is not None and known.country not in ("US", "CA")
    return (
        elsewhere and part.span.end - part.span.start == 2 and text[part.span.start : part.span.end].isupper()
    )


def _is_country_of(run: Run, words: str) -> bool:
    """Whether the words are the country of the run's archive, or stand after its city."""
    country = COUNTRIES.get(words)
    known = run.repository.known if run.repository else None
    after_city = bool(run.places) and run.places[-1] == run.parts[-1].span
    return country is not None and (after_city or (known is not None and known.country == country))


def _is_town_after(text: str, run: Run, part: Part) -> bool:
    """Whether a name without number after the archive that ends its reference can only be where it stands:
    "Anna Berliner Memoirs, box 50, University of Akron, Akron"."""
    last = run.readings[-1].span if run.readings else None
    return (
        run.written is not None
        and last is not None
        and last < run.written
        and part.cut == ","
        and _TOWN.fullmatch(text, *part.span) is not None
        and not part.wording.is_collection
        and not part.wording.names_institution
    )


def _is_place_of(run: Run, words: str) -> bool:
    """Whether the words are the place of the run's archive, as it is known."""
    place = run.repository.repository.place if run.repository else ""
    return bool(place) and folded_words(words) in _spellings_of_place(place)


@lru_cache(maxsize=1_000)
def _spellings_of_place(place: str) -> tuple[tuple[str, ...], ...]:
    return folded_words(place), folded_words(place.split(",")[0])
