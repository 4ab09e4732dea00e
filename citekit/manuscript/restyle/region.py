"""The words of a note that a reference is, and whether all of them are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.manuscript.check.sequence import IBID
from citekit.model import Record, Span

_HARMLESS = {"repository-unknown"}
"""What a record may have against it: the archive is then printed as written."""

_JOINING = {"in", "and", "at", "und", "et", "и", "та", "в", "the", "archive", "also"}
"""Words between the parts of a reference that carry nothing of their own."""

_LETTER = frozenset({"to", "an", "à", "a", "к", "do", "from", "von", "de"})
"""Words between the writer and the addressee of a letter."""

_OPENING = frozenset("\"“„«‚‘'")


def is_whole(record: Record) -> bool:
    """Whether a record is printed with its title or its writer, and not as the mere place of a file."""
    return record.form == "full" and bool(record.title or (record.authors and record.recipients))


def region(
    words: str, record: Record, start: int, works_before: int, *, titles: bool = True
) -> tuple[Span, str]:
    """The span of ``words`` (a note that begins at ``start`` of the text that the record was found in) that is
    rewritten, and the reason why it is not, "" if it is.

    ``works_before`` is how many works the note before it cites. A title that the note does not quote, or any
    where the style prints no ``titles``, stays outside: then only the archive and the shelf-mark are rewritten,
    and the record loses its title.
    """
    assert record.span is not None
    span = record.span.shifted(-start)
    if record.form == "ibid":
        return _ibid(words, record, span, start, works_before)
    if record.form != "full":
        return span, "it is a short form"
    for diagnostic in record.diagnostics:
        if diagnostic.code not in _HARMLESS:
            return span, diagnostic.message
    if not record.archival or not all(reference.repository for reference in record.archival):
        return span, "it names no archive"
    parts = sorted(_archival_parts(words, record, start))
    if not parts:
        return span, "its parts could not be told apart"
    first = min(part.start for part in parts)
    if (record.title and not _quoted(words, record, start, first)) or (is_whole(record) and not titles):
        _reduce(record)
    if is_whole(record):
        if len(record.archival) > 1:
            return span, "it is in several places"
        parts += _other_parts(record, start)
    whole = Span(min(part.start for part in parts), max(part.end for part in parts))
    whole = _with_quotes(words, whole, record)
    return whole, _not_understood(words, whole, parts, _LETTER if record.recipients else frozenset())


def _ibid(words: str, record: Record, span: Span, start: int, works_before: int) -> tuple[Span, str]:
    found = IBID.match(words)
    if found is None or re.search(r"\w", words[found.end("ibid") : max(span.start, found.end("ibid"))]):
        return span, "it refers back from the middle of a note"
    whole = Span(found.start("ibid"), max(span.end, found.end("ibid")))
    if record.diagnostics:
        return whole, record.diagnostics[0].message
    if works_before > 1:
        return whole, "the note before it cites several works"
    own = [part for part in _archival_parts(words, record, start) if whole.holds(part)]
    return whole, _not_understood(words, whole, [Span(*found.span("ibid")), *own])


def _reduce(record: Record) -> None:
    """Leave a title that is not quoted, and all that stands with it, to the note."""
    record.title = record.title_short = None
    record.authors = record.recipients = ()
    record.dates = ()


def _quoted(words: str, record: Record, start: int, before: int) -> bool:
    """Whether the title stands in quotation marks before the archive."""
    spans = record.spans.get("title", [])
    return (
        bool(spans)
        and spans[0].end - start <= before
        and words[spans[0].start - start - 1 : spans[0].start - start] in _OPENING
    )


def _archival_parts(words: str, record: Record, start: int) -> Iterator[Span]:
    """Where the archives and the levels stand, as far as they stand in this note."""
    for reference in record.archival:
        if reference.repository and not reference.resolved_from:
            found = re.search(rf"(?<!\w){re.escape(reference.repository)}(?!\w)", words)
            if found:
                place = reference.place and re.match(
                    rf"[,\s(]*{re.escape(reference.place)}\)?", words[found.end() :]
                )
                yield Span(found.start(), found.end() + (place.end() if place else 0))
        for level in reference.levels:
            if level.span and 0 <= level.span.start - start < len(words):
                yield level.span.shifted(-start)


def _other_parts(record: Record, start: int) -> list[Span]:
    spans = [
        span for name, found in record.spans.items() if name not in ("archival", "credits") for span in found
    ]
    spans += [date.span for date in record.dates if date.span]
    return [span.shifted(-start) for span in spans]


def _with_quotes(words: str, whole: Span, record: Record) -> Span:
    opened = is_whole(record) and bool(record.title) and words[whole.start - 1 : whole.start] in _OPENING
    return Span(whole.start - 1, whole.end) if opened and whole.start else whole


def _not_understood(words: str, whole: Span, parts: list[Span], joining: frozenset[str] = frozenset()) -> str:
    """The first words of a region that no part covers, as a reason."""
    letters = list(words[whole.start : whole.end])
    for part in parts:
        for at in range(max(0, part.start - whole.start), min(len(letters), part.end - whole.start)):
            letters[at] = " "
    rest = [
        word for word in re.findall(r"\w+", "".join(letters)) if word.casefold() not in _JOINING | joining
    ]
    return f"“{' '.join(rest[:6])}” in it is not understood" if rest else ""
