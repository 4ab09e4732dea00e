"""CSL's names in two parts, as Zotero and RIS have them, by the convention of CSL's processors.

Public: :func:`two_parts`, :func:`from_two_parts`. Lower-case words before the family name are a particle
that stays with it, those behind the given name one that does not, and a suffix follows a comma: "van der
Berg | Jan", "Humboldt | Alexander von", "King | Martin Luther, Jr." (CSL-JSON's ``parse-names``).
"""

from __future__ import annotations

import re

from citekit.model import CslName

_PARTICLE = re.compile(r"[^\W\d_]+['’]?|['’][a-z]")


def two_parts(name: CslName) -> tuple[str, str] | None:
    """The name's last and first part; None for a body."""
    if name.get("literal"):
        return None
    part = {field: str(value) for field, value in name.items() if value}
    last = _joined(part.get("non-dropping-particle", ""), part.get("family", ""))
    first = _joined(part.get("given", ""), part.get("dropping-particle", ""))
    return last, f"{first}, {part['suffix']}" if "suffix" in part else first


def from_two_parts(last: str, first: str, suffix: str | None = None) -> CslName:
    """The CSL name of two parts; of three where ``suffix`` is given, and a comma then parts nothing."""
    particle, family = _split(last.split(" "))
    given = first
    if suffix is None:
        given, _, suffix = first.partition(", ")
    words = given.split(" ")
    dropped = len(words)
    while dropped > 1 and _is_particle(words[dropped - 1]):
        dropped -= 1
    found = {
        "family": " ".join(family),
        "given": " ".join(words[:dropped]),
        "non-dropping-particle": " ".join(particle),
        "dropping-particle": " ".join(words[dropped:]),
        "suffix": suffix,
    }
    return {field: value for field, value in found.items() if value}


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    end = 0
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    return words[:end], words[end:]


def _is_particle(word: str) -> bool:
    return word.islower() and _PARTICLE.fullmatch(word) is not None


def _joined(first: str, second: str) -> str:
    if first.endswith(("'", "’")):
        return first + second
    return f"{first} {second}" if first and second else first or second
