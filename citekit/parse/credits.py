"""Credits: who obtained, translated, edited, transcribed or paid for a copy.

Public: :func:`find_credits`. "Obtained for NKIDP by A and translated from Korean by B and C." is two
credits; a shared clause ("Obtained and translated by A") is one for each role.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from citekit.archives.spelling import fold
from citekit.find.alternatives import one_of
from citekit.model import Credit, Name, Span
from citekit.parse.languages import tag_of
from citekit.parse.names import split_names
from citekit.parse.words import Words

ROLES = {
    "obtained": "obtained-by",
    "acquired": "obtained-by",
    "contributed": "obtained-by",
    "donated": "obtained-by",
    "provided": "obtained-by",
    "supplied": "obtained-by",
    "shared": "obtained-by",
    "gathered": "obtained-by",
    "collected": "obtained-by",
    "translated": "translator",
    "translation": "translator",
    "translations": "translator",
    "trans": "translator",
    "transl": "translator",
    "edited": "editor",
    "compiled": "editor",
    "annotated": "editor",
    "transcribed": "transcriber",
    "introduced": "introduced-by",
    "introduction": "introduced-by",
    "funded": "funder",
    "перевод": "translator",
    "переклад": "translator",
    "переводчик": "translator",
    "перекладач": "translator",
    "перевел": "translator",
    "перевёл": "translator",
    "перевела": "translator",
    "переклав": "translator",
    "переклала": "translator",
    "пер": "translator",
    "предоставлено": "obtained-by",
    "предоставлен": "obtained-by",
    "надано": "obtained-by",
    "наданий": "obtained-by",
    "получено": "obtained-by",
    "отримано": "obtained-by",
    "редактор": "editor",
    "übersetzt": "translator",
    "übersetzung": "translator",
}
"""The words that open a credit, folded, and the role that each gives."""

_VERB = one_of(sorted(map(re.escape, ROLES), key=len, reverse=True)) + r"(?!\w)\.?"
_JOIN = r"(?:\s*,\s*(?:and\s+|&\s+)?|\s+and\s+|\s*&\s*|\s+и\s+|\s+та\s+)"
_OPENING = frozenset(
    map(
        fold,
        (
            *ROLES,
            "предоставлена",
            "перевёла",
            "made",
            "courtesy",
            "donation",
            "gift",
            "donations",
            "funded",
            "support",
        ),
    )
)
"""One of these words, folded, stands in every credit."""
_DETAIL = r"(?:\s+(?:(?P<{f}>for)\s+(?P<{p}>(?:the\s+)?[^\s.;,]+(?:\s+(?!from\b|by\b)[^\s.;,]+){{0,6}}?)|from\s+(?:the\s+)?(?P<{l}>[A-Z][\w-]+)(?:\s+(?:and|into|to)\s+[A-Z]\w+)?|(?:in)?to\s+English|to\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*){{0,4}}(?=\s+by)))"
_HEAD = re.compile(
    rf"(?<![\w-])(?P<verbs>{_VERB}(?:{_JOIN}{_VERB})*)"
    rf"{_DETAIL.format(f='f1', p='p1', l='l1')}?{_DETAIL.format(f='f2', p='p2', l='l2')}?"
    r"\s*(?P<by>by|:|von)\s+",
    re.I,
)
_BEFORE_NAME = re.compile(r"(?<![\w-])(?P<verbs>transl?)\.\s+(?=[A-Z][\w'’-]+\s(?:[A-Z]\.\s?)*[A-Z])")
_COURTESY = re.compile(
    r"(?<![\w-])(?:(?:(?:an?|the)\s+)?(?:copy|copies|document|text|scan|photocopy)\s+)?(?:(?:is|was)\s+)?(?:provided\s+|obtained\s+|made\s+available\s+|available\s+)?"
    r"(?:by\s+|through\s+)?(?:the\s+)?courtesy\s+(?:of|:)\s+(?:Professor\s+|Prof\.\s+|Dr\.?\s+)?|(?<![\w-])made\s+available\s+by\s+|(?<![\w-])(?:donations?|gift)\s+(?:of|from|by)\s+(?:Dr\.\s+|Prof\.\s+)?(?=[A-Z])",
    re.I,
)
_SLAVIC_HEAD = re.compile(
    r"(?<![\w-])(?P<verbs>перевод|переклад|пер\.|перев[её]ла?|перекла(?:в|ла)|переводчик|перекладач|предоставлен[оа]?|надан(?:о|ий)|получено|отримано)"
    r"(?:\s+(?:с|со|з|із)\s+(?P<l1>[^\W\d_]+)\.?(?:\s+(?:языка|мови))?)?\s*[:–—]?\s+(?=[А-ЯІЇЄҐ])",
    re.I,
)
_AFFILIATION = re.compile(r"Universit|Institut|College|Academy|School|Archives?\b|Cent(?:er|re)\b")
_FIRM = re.compile(r"\d+[A-Z]\w+")  # "7Brands"
_SUPPORT = re.compile(
    r"(?<!\w)(?:made possible (?:with|by)(?: the)?(?: generous)? (?:support|grants?) (?:from|of|by)|funded by|with support from)\s+(?:the\s+)?",
    re.I,
)
_SENTENCE_END = re.compile(
    r"(?<![A-ZА-ЯІЇЄ])(?<!Jr)(?<!Sr)(?<!St)(?<!Dr)(?<!ed)\.(?=\s|$|<|[A-Z])|[\n<>()\[\]|]|(?=https?://)|(?=\.\s*(?:https?://|<|$))"
)
_JOINED_END = re.compile(
    r"[\s,;.]*(?:(?<!\w)(?:copy|copies|document|text|with)\s*$)?[\s,;.]*(?:(?<!\w)(?:and|и|та|und)\s*)?[\s,;]*$"
)
_TAIL_FOR = re.compile(r"\s+for\s+((?:the\s+)?[A-Z][\w&' -]*)$")
_TAIL_WITH = re.compile(r",?\s+(?:with|using|on|in|from|(?:to|of)\s+the)\s+.*$", re.S)


class FoundCredits(NamedTuple):
    """The credits of a text, the language translated from where said, and where they stand."""

    credits: tuple[Credit, ...] = ()
    original_language: str | None = None
    span: Span | None = None


_NONE = FoundCredits()


def find_credits(words: Words) -> FoundCredits:
    """Every credit of a text's stretch, in the order of the text; a shared clause gives one for each role."""
    if _OPENING.isdisjoint(words.folded):
        return _NONE
    text, span = words.text, words.span
    heads = sorted(
        (
            *_HEAD.finditer(text, span.start, span.end),
            *_SLAVIC_HEAD.finditer(text, span.start, span.end),
            *_COURTESY.finditer(text, span.start, span.end),
            *_BEFORE_NAME.finditer(text, span.start, span.end),
        ),
        key=lambda match: match.start(),
    )
    found: list[Credit] = []
    language = None
    for number, head in enumerate(heads):
        limit = heads[number + 1].start() if number + 1 < len(heads) else span.end
        stop = _SENTENCE_END.search(text, head.end(), limit)
        end = stop.start() if stop else limit
        part = head.groupdict()
        programme = part.get("p1") or part.get("p2")
        named = _JOINED_END.sub("", text[head.end() : end])
        whole = named
        if tail := _TAIL_FOR.search(named):
            programme, named = tail[1], named[: tail.start()]
        named = _TAIL_WITH.sub("", named)
        names = _without_affiliation(text, split_names(named, head.end()))
        if not names or not _looks_named(named):
            continue
        language = language or _language(part.get("l1") or part.get("l2"))
        gift = head[0].casefold().startswith(("donation", "gift"))
        where = Span(head.start(), head.end() + len((whole if tail or gift else named).rstrip()))
        roles = dict.fromkeys(
            ROLES[verb.rstrip(".").casefold()]
            for verb in re.findall(_VERB, part.get("verbs") or "obtained", re.I)
        )
        found += [Credit(role, names, programme, where) for role in roles]
    for match in _SUPPORT.finditer(text, span.start, span.end):
        stop = _SENTENCE_END.search(text, match.end(), span.end)
        end = stop.start() if stop else span.end
        funder = Name(literal=text[match.end() : end].strip(), span=Span(match.end(), end))
        found.append(Credit("funder", (funder,), None, Span(match.start(), end)))
    if not found:
        return _NONE
    where = Span.around([credit.span for credit in found if credit.span])
    return FoundCredits(tuple(found), language, where)


def _without_affiliation(text: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names without the institution that a person's is followed by: "courtesy of A. B., University of C"."""
    kept = list(names[:1])
    for before, name in pairwise(names):
        between = text[before.span.end : name.span.start] if before.span and name.span else ""
        if (name.literal or name.given)[:1].islower():
            continue  # "…, slightly revised"
        belongs = between.strip() == "," and name.literal and _AFFILIATION.search(name.literal)
        if not (belongs and before.family):
            kept.append(name)
    return tuple(kept)


def _language(word: str | None) -> str | None:
    return tag_of(word) if word else None


def _looks_named(text: str) -> bool:
    """Whether a credit's names begin as names do, with a capital, and are no sentence of prose."""
    word = text.lstrip()
    word = word.removeprefix("the ")
    named = word[:1].isupper() or not word[:1].isascii() or _FIRM.match(word) is not None
    return bool(word) and named and len(text) < 300
