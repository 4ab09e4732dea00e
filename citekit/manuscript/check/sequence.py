"""What a note takes over from those before it (CMOS 17, 14.34: "ibid." refers to a single item of the note
that immediately precedes)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.archives.traditions import PAGE_LEVELS
from citekit.manuscript.check.finding import Finding
from citekit.manuscript.check.notes import CitingNote, Draft
from citekit.model import Span

IBID = re.compile(
    r"\s*(?:(?:see|cf\.?|see also|см\.|ср\.|vgl\.)\s+)?"
    r"(?P<ibid>ibid(?:em)?\b\.?|там же\b|там само\b|пак там\b|ebd\b\.?|ebenda\b|ibídem\b|tamże\b|tamtéž\b|uo\.)",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\b(?:pp?|vols?|eds?|trans|с|сс|стр|т|S|Bd)\.\s*\d|\(\D{3,60}\d{4}\)|,\s*\d{1,4}(?:[–-]\d+)?\.?\s*$",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\b(?:pp?|с|сс|стр|S)\.\s*\d", re.IGNORECASE)
_SHELF = re.compile(r"\b(?:f|op|d|ll?|ф|оп|д|лл?|Bl|fol|box|folder)\.?\s*\d", re.IGNORECASE)


def ibid_separated(draft: Draft) -> Iterator[Finding]:
    """An "Ibid." with sheets after a printed work, with pages after a file, or after a mere comment."""
    archival: CitingNote | None = None
    printed: CitingNote | None = None
    before: CitingNote | None = None
    kind = ""
    for note in draft.notes:
        found = IBID.match(note.text)
        if found is None:
            kind = _kind(note)
        elif before is not None:
            own = note.text[found.end() :]
            wanted = "archive" if _SHELF.search(own) else "print" if _PAGES.search(own) else ""
            target = {"archive": archival, "print": printed}.get(wanted)
            place = Span(note.span.start + found.start("ibid"), note.span.start + found.end("ibid"))
            if kind == "comment":
                last = archival or printed
                hint = f"; the last work cited is in {last.name}" if last else ""
                message = f"“{found['ibid']}” follows {before.name}, which cites nothing{hint}"
                yield Finding("ibid-separated", message, note.number, place)
            elif wanted and kind != wanted and target is not None:
                what = "sheets of a file" if wanted == "archive" else "pages"
                message = (
                    f"“{found['ibid']}” gives {what}, which {before.name} does not cite; "
                    f"it seems to mean {target.name}"
                )
                yield Finding("ibid-separated", message, note.number, place)
        if kind == "archive":
            archival = note
        elif kind == "print":
            printed = note
        before = note


def ibid_ambiguous(draft: Draft) -> Iterator[Finding]:
    """An "Ibid." after a note that cites several works."""
    before: CitingNote | None = None
    for note in draft.notes:
        found = IBID.match(note.text)
        if found and before is not None and (count := _works(before)) > 1:
            place = Span(note.span.start + found.start("ibid"), note.span.start + found.end("ibid"))
            message = f"“{found['ibid']}” follows {before.name}, which cites {count} works"
            yield Finding("ibid-ambiguous", message, note.number, place)
        before = note


def short_first(draft: Draft) -> Iterator[Finding]:
    """A shelf-mark without its archive before any note has named the archive for that fond."""
    named: set[str] = set()
    for reference in draft.references():
        archival = reference.archival
        outer = next((level for level in archival.levels if level.level not in PAGE_LEVELS), None)
        if outer is None or archival.resolved_from == "ibid" or reference.record.form == "ibid":
            continue
        fond = f"{outer.level} {outer.value.casefold()}"
        if archival.repository and not archival.resolved_from:
            named.add(fond)
        elif fond not in named:
            message = f"{outer.label or outer.level} {outer.value} is cited before any note names its archive"
            place = archival.span or reference.note.place(reference.record)
            named.add(fond)
            yield Finding("short-first", message, reference.note.number, place)


def _kind(note: CitingNote) -> str:
    """What a note cites last: an archive's file, a printed work, or nothing (a comment)."""
    if any(record.archival for record in note.records):
        return "archive"
    return "print" if _PRINTED.search(note.text) else "comment"


def _works(note: CitingNote) -> int:
    """How many works a note cites, as far as the parts between its semicolons show it."""
    if IBID.match(note.text):
        return 1
    references = {
        (a.repository_id, tuple(level.value for level in a.levels if level.level not in PAGE_LEVELS))
        for record in note.records
        for a in record.archival
    }
    printed = [part for part in note.text.split(";") if _PRINTED.search(part) and not _SHELF.search(part)]
    return len(references) + len(printed)
