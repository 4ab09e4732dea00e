"""Shelf-marks in the form that one of citekit's own styles wants: "RGANI, f. 5, op. 28, d. 412, ll. 224–228".

CSL has one string for an archive's name and one for the place in it, so a style cannot abbreviate "fond" or
leave the sheets to the citation. For the styles of ``shelfmarks.toml`` the item is therefore prepared:

================== ============================================================================
``archive``           the archive's abbreviation
``publisher``         its full name, for the first mention
``archive_location``  the shelf-mark in the style's form, without its sheets
``dimensions``        the sheets, with their word: "ll. 224–228"
``note``              the credits as a sentence: "Obtained by A and translated by B."
================== ============================================================================
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.archives.repositories import repositories
from citekit.archives.traditions import PAGE_LEVELS, Tradition, Words, fold_label, traditions
from citekit.csl_json.location import is_several, printed_value
from citekit.model import CslItem, Level

_CREDITS = {
    "obtained-by": "obtained",
    "translator": "translated",
    "editor": "edited",
    "transcriber": "transcribed",
    "introduced-by": "introduced",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a style wants of a shelf-mark; see ``shelfmarks.toml``."""

    joiner: str = ", "
    capitals: bool = False
    script: str | None = None
    several_sheets: bool = True
    sheets_as_written: Sequence[str] = ()
    archives: Mapping[str, str] = field(default_factory=dict)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("shelfmarks.toml").read_text(encoding="utf-8"))


@cache
def form_of(style: str) -> Form | None:
    """The form that the style of this name wants; None for a style that prints items as they are."""
    known = _data()["form"].get(style)
    return None if known is None else Form(**known)


def in_form(item: CslItem, form: Form) -> CslItem:
    """The item with its archive, shelf-mark, sheets and credits in a style's form.

    An item whose levels are not known (``custom.citekit.archival``) keeps its own words.
    """
    changed = dict(item)
    if credits := _credits(_listed(item, "credits")):
        changed["note"] = credits
    references = _listed(item, "archival")
    if not references:
        return changed
    first = references[0]
    changed["archive"] = _archive(first, form) or item.get("archive", "")
    if name := _full_name(first, form):
        changed["publisher"] = name
    if len(references) == 1:
        levels = _levels(first)
        changed["archive_location"] = _shelfmark(first, _outside(levels), form)
        changed["dimensions"] = _shelfmark(
            first, [level for level in levels if level.level in PAGE_LEVELS], form
        )
    else:
        changed["archive_location"] = "; ".join(_places(references, form))
    if terms := _sheet_terms(first, form):
        read = item["custom"]["citekit"]
        archival = [{**first, "sheet_terms": terms}, *references[1:]]
        changed["custom"] = {**item["custom"], "citekit": {**read, "archival": archival}}
    return {key: value for key, value in changed.items() if value != ""}


def _sheet_terms(reference: Mapping[str, Any], form: Form) -> dict[str, str] | None:
    """The words for one sheet and for several in the style's form; None where unknown."""
    word = _words(reference, form).get("listy")
    if word is None:
        return None
    one, several = (_cased(each, form) for each in ((word, word) if isinstance(word, str) else word))
    return {"single": one, "plural": several if form.several_sheets else one}


def _listed(item: CslItem, field: str) -> Sequence[Mapping[str, Any]]:
    """The objects of a list under ``custom.citekit``, which another program may have changed."""
    custom = item.get("custom")
    known = custom.get("citekit") if isinstance(custom, dict) else None
    values = known.get(field) if isinstance(known, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _places(references: Sequence[Mapping[str, Any]], form: Form) -> list[str]:
    """Each reference's shelf-mark, with its archive where that is another than the one before."""
    places = []
    before = _archive(references[0], form)
    for reference in references:
        archive = _archive(reference, form)
        shelfmark = _shelfmark(reference, _levels(reference), form)
        places.append(shelfmark if archive == before else form.joiner.join((archive, shelfmark)))
        before = archive
    return places


def _levels(reference: Mapping[str, Any]) -> list[Level]:
    return [
        Level(str(level["level"]), str(level["value"]), level.get("label"))
        for level in reference.get("levels") or ()
        if "level" in level and "value" in level
    ]


def _outside(levels: Sequence[Level]) -> list[Level]:
    return [level for level in levels if level.level not in PAGE_LEVELS]


def _shelfmark(reference: Mapping[str, Any], levels: Sequence[Level], form: Form) -> str:
    script, tradition = _script_in(reference, form), _tradition(reference)
    words = _words(reference, form)
    joiners = tradition.joiners
    if reference.get("repository_id") in _data()["parted_by_comma"]["repositories"]:
        joiners = {}
    text = ""
    for level in levels:
        text += ((joiners.get(level.level) if not level.label else None) or form.joiner) if text else ""
        word = _variant(level, tradition, script, form) or _word(level, words, form)
        value = printed_value(level).replace("ob.", "об.") if script == "Cyrl" else printed_value(level)
        text += f"{word} {value}" if word else value
    return text


def _variant(level: Level, tradition: Tradition, script: str, form: Form) -> str | None:
    """The word that the source chose for the level, where the form leaves it the choice."""
    if tradition.id in form.sheets_as_written and level.level in PAGE_LEVELS and level.label:
        return level.label.strip()
    variants = _data()["variants"].get(tradition.id, {}).get(fold_label(level.label or ""), {})
    return _cased(variants[script], form) if script in variants else None


def _word(level: Level, words: Mapping[str, Words], form: Form) -> str:
    word = words.get(level.level, level.level)
    if not level.label and not any(char.isdigit() for char in level.value):
        return ""  # a name, not a number: "KC PZPR"
    if not isinstance(word, str):
        word = word[1] if form.several_sheets and is_several(level.value) else word[0]
    elif not word and level.label and level.level in ("volume", "file") and level.label != level.value:
        word = level.label.strip()
    return _cased(word, form)


def _cased(word: str, form: Form) -> str:
    return word[:1].upper() + word[1:] if form.capitals else word


def _tradition(reference: Mapping[str, Any]) -> Tradition:
    return traditions().get(str(reference.get("tradition")), traditions()["collection"])


def _words(reference: Mapping[str, Any], form: Form) -> Mapping[str, Words]:
    """The words of every level of the reference's tradition, the style's short ones first."""
    tradition = _tradition(reference)
    short = _data()["words"].get(tradition.id, {}).get(_script_in(reference, form), {})
    known: dict[str, Words] = {**traditions()["collection"].words, **tradition.words}
    return known | {
        level: word if isinstance(word, str) else (word[0], word[1]) for level, word in short.items()
    }


def _script_in(reference: Mapping[str, Any], form: Form) -> str:
    """The script for the reference in this form: the form's where the tradition has it, else its own."""
    known = _data()["words"].get(_tradition(reference).id, {})
    return form.script if form.script and form.script in known else _script(reference)


def _script(reference: Mapping[str, Any]) -> str:
    """The script that the reference is written in: Cyrl or Latn."""
    written = "".join(level.label or "" for level in _levels(reference)) + str(
        reference.get("repository", "")
    )
    return "Cyrl" if sum("Ѐ" <= char <= "ӿ" for char in written) > len(written) // 3 else "Latn"


def _archive(reference: Mapping[str, Any], form: Form) -> str:
    """The archive's abbreviation: the style's, the one written, be it a former one, one in the right script;
    else its name."""
    key, written = str(reference.get("repository_id", "")), str(reference.get("repository", ""))
    if key in form.archives:
        return form.archives[key]
    repository = repositories().get(key)
    if repository is None:
        return written
    script = _script_in(reference, form)
    former = [short for name in repository.former for short in name.abbreviations]
    fitting = [short for short in repository.abbreviations if _script({"repository": short}) == script]
    if written in fitting or (written in former and _script({"repository": written}) == script):
        return written
    return fitting[0] if fitting else written or repository.name


def _full_name(reference: Mapping[str, Any], form: Form) -> str:
    name = str(reference.get("repository_name", ""))
    archive = _archive(reference, form)
    return f"{name} ({archive})" if name and archive and archive not in name else name


def _credits(credits: Sequence[Mapping[str, Any]]) -> str:
    """ "Obtained and translated for NKIDP by A.", as the Wilson Center's source notes have it."""
    shared: dict[tuple[str, str], list[str]] = {}
    for credit in credits:
        if verb := _CREDITS.get(str(credit.get("role"))):
            by = (_enumerated(credit.get("names", ())), str(credit.get("for", "")))
            shared.setdefault(by, []).append(verb)
    parts = []
    for (names, programme), verbs in shared.items():
        purpose = f" for {programme}" if programme else ""
        agent = f" by {names}" if names else ""
        parts.append(f"{' and '.join(verbs)}{purpose}{agent}")
    sentence = " and ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _enumerated(names: Sequence[str]) -> str:
    """Names as a sentence has them: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
