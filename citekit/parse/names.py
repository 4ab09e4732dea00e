"""Names of people and bodies: one name split into its parts, a list of names split into names.

Public: :func:`parse_name`, :func:`split_names`, :func:`names_body`. A name whose order is not certain ("Ri Sang-jo", a body)
stays whole as ``literal``: nothing is guessed about which part is the family's.
"""

from __future__ import annotations

import re

from citekit.model import Name, Span

_BODY = re.compile(
    r"(?<!\w)(?:Archives?|Institut\w*|Cent(?:er|re)|Foundation|Project|Program(?:me)?|Universit\w+|Librar(?:y|ies)|Office|"
    r"Service|Ministr\w+|Embass\w+|Committee|Association|Society|Department|Division|Bureau|Council|Agency|Commission|"
    r"Collection|Museum|Fund|Group|Team|Staff|FBIS|CIA|KGB|NKIDP|CWIHP|Union|Party|Government|Company|Press|"
    r"архив\w*|институт\w*|центр\w*|фонд\w*|музе\w*|министерств\w*|посольств\w*|общество)(?!\w)",
    re.I,
)
_PARTICLE = r"(?:van|von|de|del|della|der|den|di|da|dos|du|la|le|ten|ter|zu|zur|af|bin|ibn|al)"
_PARTICLES = re.compile(rf"(?<!\S)((?:{_PARTICLE}\s+)+)(\S+)$")
_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
_EAST_ASIAN_GIVEN = re.compile(r"^[A-Z][a-z]+-[a-z]+$")
_FAMILY_FIRST = frozenset(
    "Kim Ri Pak Choe Ch'oe Kang Chong Jong Yi Hwang Han Mao Zhou Deng Peng Liu Lin Chen Zhang Wang Zhu Hu Jiang Hua "
    "Nguyen Nguyễn Pham Phạm Tran Trần Vo Võ Truong Trường Ho Hồ Chiang Chou Teng Nam".split()
)
_CYRILLIC_INITIALS_LAST = re.compile(r"^([^\W\d_][\w'’-]+),?\s+((?:[^\W\d_]\.?\s?-?){1,2}\.?)$")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|и|та|und)\s+|,\s*|;\s*|\s+(?:and|и|та|und|&)\s+)\s*")
_LEADING = re.compile(r"^(?:(?:the|by)\s+)+", re.I)


def parse_name(text: str, span: Span | None = None) -> Name:
    """One name: "Gary Goldberg", "Goldberg, Gary", "Фомин А.Г.", "George von Kennan Jr.", a body."""
    text = " ".join(text.split()).strip(" ,;")
    if not text:
        return Name(literal=text, span=span)
    if names_body(text) or text.endswith("]"):
        return Name(literal=_LEADING.sub("", text), span=span)
    suffix = ""
    if match := _SUFFIX.search(text):
        suffix, text = match[1], text[: match.start()]
    if match := _CYRILLIC_INITIALS_LAST.match(text):
        if _CYRILLIC.search(text) or "." in match[2]:
            return Name(family=match[1], given=match[2].strip(), suffix=suffix, span=span)
    family, comma, given = text.partition(", ")
    if comma:
        return Name(family=family, given=given, suffix=suffix, span=span)
    words = text.split()
    if len(words) == 1 or _is_family_first(words):
        return Name(literal=text, span=span)
    if match := _PARTICLES.search(text):
        if match.start():
            given = text[: match.start()].strip()
            return Name(match[2], given, match[1].strip(), suffix, span=span)
    return Name(family=words[-1], given=" ".join(words[:-1]), suffix=suffix, span=span)


def names_body(text: str) -> bool:
    """Whether the words name an office or institution, no person."""
    return _BODY.search(text) is not None or text.lower().startswith("the ")


def split_names(text: str, start: int = 0) -> tuple[Name, ...]:
    """The names of a list ("A, B, and C"); ``start`` is where ``text`` stands in the document."""
    names: list[Name] = []
    position = 0
    for match in [*_SPLIT.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[position:end]
        if _SUFFIX.fullmatch(" " + piece.strip()) and names:
            last = names[-1]
            whole = Span(last.span.start if last.span else start, start + end)
            names[-1] = parse_name(f"{last} {piece.strip()}", whole)
        elif piece.strip():
            lead = len(piece) - len(piece.lstrip())
            names.append(
                parse_name(piece, Span(start + position + lead, start + position + len(piece.rstrip())))
            )
        position = match.end() if match else end
    return tuple(names)


def _is_family_first(words: list[str]) -> bool:
    return len(words) in (2, 3) and (words[0] in _FAMILY_FIRST or bool(_EAST_ASIAN_GIVEN.match(words[-1])))
