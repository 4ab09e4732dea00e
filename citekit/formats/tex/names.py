"""CSL's names in the forms of BibTeX ("von Last, Jr, First") and BibLaTeX (its extended name format).

Public: :func:`write_names`, :func:`read_names`. The grammar is that of Patashnik, *BibTeXing*, section 4,
and of the BibLaTeX manual, 3.4. A body is written in braces, ``{Central Committee and Politburo}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.formats.tex.text import decode, encode
from citekit.model import CslName

_EXTENDED = {
    "family": "family",
    "given": "given",
    "prefix": "non-dropping-particle",
    "suffix": "suffix",
}
_ALWAYS_BRACED = re.compile(r",|(?:^|\s)and(?:\s|$)|(?:^|\s)others$|^\s|\s$|=", re.I)
_BODY = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
_PART = re.compile(
    r'\s*"?(?P<part>family|given|prefix|suffix|useprefix)(?:-i)?=(?P<value>(?:\{.*?\}|[^,{}])*)"?'
)


def write_names(names: Sequence[CslName], *, extended: bool = False) -> str:
    """The names joined by "and"; ``extended`` where BibLaTeX's own form may tell what BibTeX cannot: a
    particle that is dropped."""
    return " and ".join(_written(name, extended) for name in names)


def read_names(value: str) -> list[CslName]:
    """The names of an author field, as written by BibTeX, BibLaTeX or by hand."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [_read(name.strip()) for name in split_multiple_persons_names(value) if name.strip()]


def _written(name: CslName, extended: bool) -> str:
    if literal := name.get("literal"):
        return f"{{{encode(str(literal))}}}"
    parts = {part: str(value) for part, value in name.items() if isinstance(value, str) and value}
    if extended and "dropping-particle" in parts and "non-dropping-particle" not in parts:
        return _in_extended_form(parts)
    particles = (parts.get("dropping-particle"), parts.get("non-dropping-particle"))
    particle = " ".join(filter(None, particles))
    family = parts.get("family", "")
    if particle and not _is_lower(particle):
        # A particle in BibTeX begins in lower case: this one is read as part of the name.
        particle, family = "", f"{particle} {family}".strip()
    last = _part(family, keep_case=True)
    if particle:
        last = f"{encode(particle)} {last}" if last else encode(particle)
    given = _part(parts.get("given", ""))
    if suffix := parts.get("suffix"):
        return f"{last}, {_part(suffix)}, {given}" if given else f"{last}, {_part(suffix)},"
    if given:
        return f"{last}, {given}"
    return last if " " not in last or (last.startswith("{") and not particle) else f"{last},"


def _in_extended_form(parts: dict[str, str]) -> str:
    """A name whose particle is dropped where the family name leads."""
    values = {part: parts.get(field) for part, field in _EXTENDED.items()}
    values["prefix"] = parts["dropping-particle"]
    written = [f"{part}={{{encode(value)}}}" for part, value in values.items() if value]
    return ", ".join([*written, "useprefix=false"])


def _part(value: str, *, keep_case: bool = False) -> str:
    """A part that BibTeX reads as one; ``keep_case`` where a lower-case word would become a particle."""
    text = encode(value)
    lower = keep_case and any(_is_lower(word) for word in value.split()[:-1])
    # The name of a command would be taken for a word in lower case, which is a particle.
    return f"{{{text}}}" if lower or "\\" in text or _ALWAYS_BRACED.search(value) else text


def _is_lower(word: str) -> bool:
    first = next((char for char in word if char.isalpha()), "")
    return first.islower()


def _read(name: str) -> CslName:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _BODY.fullmatch(name):
        return {"literal": decode(name[1:-1])}
    if name == "others":
        return {"literal": "others"}
    if _PART.match(name):
        return _read_extended(name)
    # "García Márquez," has a family name alone, which the parser takes for two names.
    parts = parse_single_name_into_parts(f"{name} {{}}" if name.endswith(",") else name, strict=False)
    found = {
        "family": " ".join(parts.last),
        "given": " ".join(parts.first),
        "non-dropping-particle": " ".join(parts.von),
        "suffix": " ".join(parts.jr),
    }
    return {field: text for field, value in found.items() if (text := decode(value))}


def _read_extended(name: str) -> CslName:
    found: CslName = {}
    dropped = False
    for match in _PART.finditer(name):
        value = decode(match["value"].strip())
        if match["part"] == "useprefix":
            dropped = value == "false"
        elif value:
            found[_EXTENDED[match["part"]]] = value
    if dropped and (particle := found.pop("non-dropping-particle", None)):
        found["dropping-particle"] = particle
    return found
