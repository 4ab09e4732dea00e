"""Who supplied, translated or edited a copy, in sentences: "Obtained for NKIDP by A and B. Edited by C".

Public: :func:`credits_of`, :func:`credits_besides`, :func:`credit_sentences`, :func:`joined`, :func:`read_credits`. Formats that have no field for a role carry it in a
note, and what they carry is read again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citekit.model import CslItem

_VERBS = {
    "obtained-by": "Obtained",
    "translator": "Translated",
    "editor": "Edited",
    "transcriber": "Transcribed",
    "introduced-by": "Introduced",
    "funder": "Funded",
}
_ROLES = {verb: role for role, verb in _VERBS.items()}
_HEAD = rf"(?:{'|'.join(_ROLES)})(?: for (?:(?! by )[^\n])+?)? by "
_SENTENCE = re.compile(
    rf"(?P<verb>{'|'.join(_ROLES)})(?: for (?P<programme>(?:(?! by )[^\n])+?))? by (?P<names>[^\n]+?)"
    rf"(?P<end>\.?$|\.(?= {_HEAD})|\.?(?=\n)|\.(?=  ))"
)
_ABBREVIATED = re.compile(r"(?:\b[JS]r|\b[^\W\d_])$")
_JOINED = re.compile(r", (?!(?:[JS]r\b|I{2,3}\b|IV\b))| and ")
_APART = "; "
"""What parts names of which one has a comma."""


def credits_of(item: CslItem) -> list[dict[str, Any]]:
    """The credits of ``custom.citekit``, and the translators that stand in none of them."""
    custom = item.get("custom")
    own = custom.get("citekit") if isinstance(custom, dict) else None
    listed = own.get("credits") if isinstance(own, dict) else None
    found = [credit for credit in listed or () if isinstance(credit, dict) and credit.get("names")]
    named = {name for credit in found if credit.get("role") == "translator" for name in credit["names"]}
    left = [name for name in map(shown_name, item.get("translator") or ()) if name not in named]
    return [*found, {"role": "translator", "names": left}] if left else found


def credits_besides(item: CslItem) -> list[dict[str, Any]]:
    """The credits, without those of translators who stand in the field of translators, and for no programme."""
    named = set(map(shown_name, item.get("translator") or ()))
    return [
        credit
        for credit in credits_of(item)
        if credit.get("role") != "translator" or credit.get("for") or not named.issuperset(credit["names"])
    ]


def credit_sentences(credits: Sequence[dict[str, Any]]) -> list[str]:
    """A sentence a credit, without its full stop; none for a role that has no verb."""
    return [_sentence(credit) for credit in credits if credit.get("role") in _VERBS]


def read_credits(text: str, translators: Sequence[str] = ()) -> tuple[list[dict[str, Any]], str]:
    """The credits that ``text`` begins with, and the text behind them; ``translators`` are known by a field
    of their own, and are not taken apart at a comma in a name."""
    found: list[dict[str, Any]] = []
    at = 0
    while match := _SENTENCE.match(text, at):
        names, at = _parted(match["names"]), match.end()
        if (
            translators
            and match["verb"] == "Translated"
            and text.startswith(_joined(translators), match.start("names"))
        ):
            names, at = list(translators), max(at, match.start("names") + len(_joined(translators)))
        elif match["end"] and _ABBREVIATED.search(names[-1]):
            names[-1] += "."
        credit: dict[str, Any] = {"role": _ROLES[match["verb"]], "names": names}
        if match["programme"]:
            credit["for"] = match["programme"]
        found.append(credit)
        at += len(text[at:]) - len(text[at:].lstrip(" \n"))
    return found, text[at:]


def shown_name(name: dict[str, Any]) -> str:
    """A CSL name in reading order."""
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return str(name.get("literal") or " ".join(str(name[part]) for part in order if name.get(part)))


def joined(sentences: Sequence[str]) -> str:
    """The sentences after one another, a full stop between two."""
    text = ""
    for sentence in filter(None, sentences):
        text += f"{' ' if text.endswith(('.', '!', '?')) else '. '}{sentence}" if text else sentence
    return text


def _sentence(credit: dict[str, Any]) -> str:
    programme = f" for {credit['for']}" if credit.get("for") else ""
    return f"{_VERBS[credit['role']]}{programme} by {_joined([str(name) for name in credit['names']])}"


def _joined(names: Sequence[str]) -> str:
    if len(names) > 1 and any(", " in name for name in names):
        return _APART.join(names)
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _parted(names: str) -> list[str]:
    apart = names.split(_APART)
    return apart if len(apart) > 1 and any(", " in name for name in apart) else _JOINED.split(names)
