"""Who wrote to whom: "George Creel to Colonel House", "cable from Chervonenko to the CPSU Politburo".

Public: :class:`People`, :func:`may_say_people`, :func:`read_people`, :func:`is_genre`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from citekit.find.vocabulary import GENRES
from citekit.model import Name, Span, as_span
from citekit.parse.names import names_body, parse_name

_GENRE = "(?:" + "|".join(sorted(GENRES, key=len, reverse=True)) + ")"
_ALIAS = r"(?:\s+\[[A-ZÀ-Ý][^\[\]]{1,30}\])?"  # "Filippov [Stalin]"
_PERSON = rf"(?:[A-ZÀ-ÝĀ-Ž][\w.'’-]*(?:\s+(?:von|van|de|der|al|the|of|in|at|and|&|[A-ZÀ-ÝĀ-Ž][\w.'’-]*)){{0,6}}|[A-ZÀ-Ý][\w.'’-]*){_ALIAS}"
_KIND = (
    r"(?i:top|most|very|strictly|ciphered|cipher|coded|encrypted|enciphered|secret|confidential|urgent|personal|private|draft"
    r"|handwritten|joint|special|outgoing|incoming|immediate|unsigned|undated)"
)
"""What may be said of a letter or telegram before its genre."""
_TO = re.compile(
    rf"(?:(?:{_KIND}\s+){{0,3}}(?P<genre>(?i:{_GENRE}))s?(?:,?\s+(?:[Ff]rom\s+)?(?:the\s+)?|:\s+))?"
    rf"(?P<sender>{_PERSON})(?:\s+\([^()]*\))?\s+to\s+(?:the\s+)?(?P<recipient>{_PERSON})(?:\s+\([^()]*\))?(?:\s+\[?via\s+{_PERSON}\]?)?",
    re.S,
)
_GENRES = re.compile(rf"(?:{_KIND}\s+){{0,3}}{_GENRE}s?(?:\s(?:no|nr|№|n°)?\.?\s?\d[\d/-]*)?", re.I)
_NO_SENDER = re.compile(
    rf"{_GENRES.pattern}$|(?:Documents?|Papers|Records|Materials|Files|Correspondence|Letters|Notes|Reply|Response|Annex|Guide|Access"
    r"|Addendum|Attachment|Introduction|Visit|Trip|Contribution)\b",
    re.I,
)
_OF_PERSON = re.compile(
    rf"(?!{_KIND}\s)(?P<sender>[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?)(?:[’']s?)?\s(?P<genre>minute|telegram|despatch|diary)s?"
)
_FEWEST_WORDS = 3  # "A to B"
_BETWEEN_PEOPLE = frozenset(
    "— – - from to by an à au aux a ad al para ao aan till til von vom de du da di dal del do".split()
)
"""One of these stands between blanks wherever more than the writer is named."""
_FROM_AND_TO = frozenset({"from", "to"})
_FROM_TO = re.compile(
    rf"(?P<genre>{_GENRE})s?\s+from\s+(?:the\s+)?(?P<sender>{_PERSON})(?:\s+\([^()]*\))?\s+to\s+(?:the\s+)?(?P<recipient>{_PERSON})",
    re.I,
)
_NAME_ABROAD = r"(?-i:[A-ZÀ-ÝĀ-Ž])[\w'’-]*(?:\s+(?:von|van|de|di|d['’](?-i:[A-ZÀ-Ý])\w+|(?-i:[A-ZÀ-ÝĀ-Ž])[\w.'’-]*)){0,3}"
_TO_ABROAD = re.compile(
    rf"(?P<sender>{_NAME_ABROAD})\s+(?:an|à|au|aux|a|ad|al|para|ao|aan|till|til)\s+(?P<recipient>{_NAME_ABROAD})"
)
_FROM_TO_ABROAD = re.compile(
    rf"(?P<genre>{_GENRE})(?:\s+(?:n[.°ºor]{{0,2}}|Nr\.?)?\s?\d[\d/-]*)?\s+(?:von|vom|de|du|da|di|dal|del|do)\s+(?P<sender>{_NAME_ABROAD})\s+(?:an|à|au|a|ad|al|para|ao)\s+(?P<recipient>{_NAME_ABROAD})"
    rf"|(?P<genre2>{_GENRE})\s+(?P<sender2>{_NAME_ABROAD})\s+an\s+(?P<recipient2>{_NAME_ABROAD})",
    re.I,
)
_DATED_AFTER = re.compile(
    r",?\s+(?:[^\W\d_]+\.?\s+n[°ºor.]+\s*\d[\d/-]*,\s+)?(?:[^\W\d_]+,\s+)?(?:den\s+|le\s+)?\d{1,2}(?:er|º|°)?[.\s]\s?(?:de\s+)?(?:[^\W\d_]{3,10}|\d{1,2}\.)\s?(?:de\s+)?(?:1[5-9]|20)\d\d"
)
_NAME_CYRILLIC = r"(?:[А-ЯЁІЇЄ]\.\s?){0,2}[А-ЯЁІЇЄ][а-яёіїє'’-]+"
_TO_CYRILLIC = re.compile(
    rf"(?P<sender>{_NAME_CYRILLIC})\s[—–-]\s(?P<recipient>(?:[А-ЯЁІЇЄ]\.\s?){{0,2}}[А-ЯЁІЇЄ][а-яёіїє'’-]+(?:у|ю|ому|ему|ой|е|ові|еві))"
)
"""A letter by its sender and, in the dative, its addressee: "Лаврентьев — Вышинскому"."""
_LETTER_TO = re.compile(
    rf"(?P<genre>{_GENRE})\s+to\s+(?P<recipient>[A-ZÀ-Ý][\w.'’-]*(?:\s+[A-ZÀ-Ý][\w.'’-]*){{0,4}})(?=$|\s+dated|[.,])",
    re.I,
)
_BY = re.compile(
    rf"(?:from\s+)?(?:[Aa]n?\s+|[Tt]he\s+)?(?P<genre>(?i:{_GENRE}))s?\s+by\s+"
    r"(?:(?:the\s+)?(?:[a-zé]+\s+)+|(?:Czechoslovak|Soviet|Polish|American|British|German|Chinese|General|Ambassador|Minister|Comrade|Colonel|Marshal)\s+)*"
    r"(?P<sender>[A-ZÀ-ÝĀ-Ž][\w.'’-]*(?:\s+[A-ZÀ-ÝĀ-Ž][\w.'’-]*){0,3})(?=$|[,.])"
)


@dataclass(slots=True)
class People:
    """Sender and addressee of a letter, its genre, and whether the words say nothing else."""

    authors: Final[tuple[Name, ...]] = ()
    recipients: Final[tuple[Name, ...]] = ()
    genre: Final[str | None] = None
    whole: Final[bool] = False


_NOBODY = People()


def may_say_people(words: str) -> bool:
    """Whether :func:`read_people` may find someone in these words."""
    if _OF_PERSON.match(words):
        return True  # "Hankey minute"
    between = _between_people(words)
    if not between:
        return False
    heads = (_TO, _FROM_TO_ABROAD, _TO_ABROAD, _TO_CYRILLIC, _LETTER_TO, _BY)
    if any(pattern.match(words) for pattern in heads):
        return True
    return between.issuperset(_FROM_AND_TO) and _FROM_TO.search(words) is not None


def _between_people(words: str) -> frozenset[str]:
    """Which of the words stand among these that stand between two people's names."""
    apart = words.casefold().split()
    return _BETWEEN_PEOPLE.intersection(apart) if len(apart) >= _FEWEST_WORDS else frozenset()


def read_people(text: str, span: Span, *, sentence: bool) -> People:
    """The people of the words in ``span``; ``sentence`` looks inside them too, for "cable from A to B"."""
    end = span.end
    between = _between_people(span.of(text))
    if not between:
        match = _OF_PERSON.fullmatch(text, span.start, end)
        return _people(match, whole=True) if match else _NOBODY
    if (match := _TO.fullmatch(text, span.start, end)) and not _NO_SENDER.match(match["sender"]):
        return _people(match, whole=not names_body(match["sender"]))
    if match := _OF_PERSON.fullmatch(text, span.start, end):
        return _people(match, whole=True)
    if match := _FROM_TO_ABROAD.match(text, span.start, end):
        return _people(match, whole=match.end() == end)
    if (match := _TO_ABROAD.fullmatch(text, span.start, end)) and _DATED_AFTER.match(text, end):
        return _people(match, whole=True)
    if match := _TO_CYRILLIC.fullmatch(text, span.start, end):
        return _people(match, whole=True)
    if match := _LETTER_TO.match(text, span.start, end):
        return _people(match, whole=False)
    if match := _BY.match(text, span.start, end):
        return _people(match, whole=match.start("genre") == span.start)
    if between.issuperset(_FROM_AND_TO) and (match := _FROM_TO.search(text, span.start, end)):
        if match["sender"][0].isupper() and (sentence or match.start() > span.start):
            return _people(match, whole=False)
    return _NOBODY


def is_genre(words: str) -> bool:
    """Whether the words say nothing but what a document is: "Telegram", "Top secret memorandum"."""
    return _GENRES.fullmatch(words) is not None


def _people(match: re.Match[str], *, whole: bool) -> People:
    named = {name: words for name, words in match.groupdict().items() if words}
    sender, recipient, genre = (
        next((name for name in (group, f"{group}2") if name in named), None)
        for group in ("sender", "recipient", "genre")
    )
    return People(
        (_name(match, sender),) if sender else (),
        (_name(match, recipient),) if recipient else (),
        named[genre] if genre else None,
        whole,
    )


def _name(match: re.Match[str], group: str) -> Name:
    return parse_name(match[group], as_span(match.span(group)))
