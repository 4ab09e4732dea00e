"""Who supplied, translated or edited a copy, in sentences: "Obtained for NKIDP by A and B. Edited by C".

Public: :func:`credit_sentences`, :func:`read_credits`. Formats that have no field for a role carry it in a
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
_JOINED = re.compile(r", | and ")


def credits_of(item: CslItem) -> list[dict[str, Any]]:
    """The credits of ``custom.citekit``, and the translators that stand in none of them."""
    custom = item.get("custom")
    own = custom.get("citekit") if isinstance(custom, dict) else None
    listed = own.get("credits") if isinstance(own, dict) else None
    found = [credit for credit in listed or () if isinstance(credit, dict) and credit.get("names")]
    named = {name for credit in found if credit.get("role") == "translator" for name in credit["names"]}
    left = [name for name in map(shown_name, item.get("translator") or ()) if name not in named]
    return [*found, {"role": "translator", "names": left}] if left else found


def credit_sentences(credits: Sequence[dict[str, Any]]) -> list[str]:
    """A sentence a credit, without its full stop; none for a role that has no verb."""
    return [_sentence(credit) for credit in credits if credit.get("role") in _VERBS]


def read_credits(text: str) -> tuple[list[dict[str, Any]], str]:
    """The credits that ``text`` begins with, and the text behind them."""
    found: list[dict[str, Any]] = []
    at = 0
    while match := _SENTENCE.match(text, at):
        credit: dict[str, Any] = {"role": _ROLES[match["verb"]], "names": _JOINED.split(match["names"])}
        if match["programme"]:
            credit["for"] = match["programme"]
        found.append(credit)
        at = match.end()
        at += len(text[at:]) - len(text[at:].lstrip(" \n"))
    return found, text[at:]


def shown_name(name: dict[str, Any]) -> str:
    """A CSL name in reading order."""
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return str(name.get("literal") or " ".join(str(name[part]) for part in order if name.get(part)))


def _sentence(credit: dict[str, Any]) -> str:
    names = [str(name) for name in credit["names"]]
    joined = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    programme = f" for {credit['for']}" if credit.get("for") else ""
    return f"{_VERBS[credit['role']]}{programme} by {joined}"
