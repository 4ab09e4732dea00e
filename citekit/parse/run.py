"""A run: the parts of a citation that make one reference, while it is gathered.

Public: :class:`Run`, :func:`tradition_for`, :func:`choose_for_run`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from citekit.archives.traditions import Tradition, fold_label, label_index, traditions
from citekit.model import Date, Diagnostic, Level, Span
from citekit.parse.parts import Part
from citekit.parse.repositories import FoundRepository
from citekit.parse.votes import choose_tradition
from citekit.parse.wording import Kind

_LONE_LABEL = re.compile(r"([^\W\d_]{1,3}\.?)\s?\d")
_WORD_BEHIND = re.compile(r"\d[\w/–-]*\.? ?([^\W\d_]+(?:\. ?[^\W\d_]+)?)")
_FOLIO = re.compile(r"(?:.*\s)?ff?\.? ?\d[\d–-]*[rv]?|[A-Z]\d{4,}[\d–-]*")
_SHORT = 3
_COLLECTIONS = frozenset({"collection", "gb"})


@dataclass(slots=True)
class Run:
    """Parts that make one reference: where the repository stands among them, and the levels as read."""

    parts: list[Part] = field(default_factory=list)
    repository: FoundRepository | None = None
    written: Span | None = None
    places: list[Span] = field(default_factory=list)
    tradition: Tradition | None = None
    readings: list[Level] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    labelled: int = 0
    typed: int = 0
    untyped: int = 0
    collection: bool = False
    ibid: bool = False
    dates: list[Date] = field(default_factory=list)
    glosses: list[Span] = field(default_factory=list)
    extent: Span | None = None
    title: Span | None = None
    letter: Span | None = None
    source: bool = False
    repository_last: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the run's first part to its last."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)

    @property
    def used(self) -> list[str]:
        """The levels read so far, in order."""
        return [level.level for level in self.readings]

    @property
    def used_here(self) -> list[str]:
        """The levels since the last reference of the run began, with the level that its first began with."""
        used = self.used
        return used[len(used) - 1 - used[::-1].index(used[0]) :] if used else used

    def add(self, part: Part, levels: Sequence[Level]) -> None:
        """Take ``part``, which says ``levels``, into the run."""
        self.parts.append(part)
        self.repository_last = False
        self.readings += levels
        if levels:
            self.cuts += [part.cut, *[","] * (len(levels) - 1)]


def tradition_for(run: Run, part: Part) -> Tradition | None:
    """The tradition by which the part counts in its run: the run's, else what the part's words and the
    repository say."""
    if run.tradition is not None:
        return run.tradition
    known = run.repository.repository.tradition if run.repository else None
    return choose_tradition(part.voters, known)


def _up_to_semicolon(parts: Sequence[Part], number: int) -> Iterator[Part]:
    return takewhile(lambda part: part.cut != ";", parts[number + 1 : number + 9])


def choose_for_run(text: str, run: Run, parts: Sequence[Part], number: int) -> Tradition | None:
    """The tradition by which the run counts: its repository's, or that whose words it uses most."""
    end = number
    while end + 1 < len(parts) and parts[end + 1].kind in (Kind.WORDS, Kind.DATE) and end - number < 8:
        end += 1
    known = run.repository.repository.tradition if run.repository else None
    if known is None:
        known = next(
            (
                part.repository.repository.tradition
                for part in _up_to_semicolon(parts, number)
                if part.repository
            ),
            None,
        )
    if known is None and (told := parts[number].wording.told):
        return told
    voters: list[str] = []
    for part in parts[number : end + 1]:
        own = part.voters
        if own and not (known in _COLLECTIONS and _FOLIO.fullmatch(text, *part.span)):
            voters += own
    if run.ibid and not voters and (behind := _WORD_BEHIND.match(text, *parts[number].span)):
        # "uo., 5. doboz": the word after the number
        holders = label_index("after").get(fold_label(behind[1]), {})
        return traditions()[min(holders)] if holders else None
    if (
        known is None
        and not voters
        and not run.ibid
        and (found := _counted_by(text, parts[number : end + 1]))
    ):
        return found
    if run.ibid and (word := _LONE_LABEL.match(text, *parts[number].span)):
        # "Ivi, b. 1235": what the letter means the earlier note says; here any tradition will do that has it
        having = set(label_index("before").get(fold_label(word[1]), {}))
        chosen = choose_tradition(tuple(voters), known) if voters else None
        if having and (chosen is None or chosen.id not in having):
            also = [having.intersection(label_index("before").get(voter, {})) for voter in voters]
            return traditions()[min(next(filter(None, also), having))]
    return choose_tradition(tuple(voters), known)


def _counted_by(text: str, parts: Sequence[Part]) -> Tradition | None:
    """The tradition that has the long level word after the first number which has one: "4. doboz"."""
    for part in parts:
        behind = _WORD_BEHIND.match(text, *part.span)
        if behind and len(behind[1]) > _SHORT:
            having = label_index("after").get(fold_label(behind[1]), {})
            return traditions()[min(having)] if having else None
    return None
