"""Notes numbered and printed: a draft's mentions of works, in order, through the CSL processor.

What a style prints for a citation is not yet what the draft shows: ``@a says`` leaves the author in the
sentence; a citation inside one of the draft's own notes stands in its sentence, in brackets unless it opens
the note; an unknown key must be seen. These rules are pandoc's (User's Guide, "Citations in note styles"),
except that no full stop is left before other punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from citekit.manuscript.locator import Locator, locate
from citekit.manuscript.runs import (
    Run,
    Runs,
    capitalised,
    from_html,
    joined,
    plain,
    with_final_period,
    without_final_period,
)
from citekit.model import CslItem
from citekit.rendering import Style, render_document


@dataclass(frozen=True, slots=True)
class Work:
    """One work of a mention; ``prefix`` and ``suffix`` are CSL rich text (``<i>``, ``<b>``, …)."""

    key: str
    prefix: str = ""
    suffix: str = ""
    author_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a draft that cites.

    ``in_note`` says that it stands in one of the draft's own notes, ``opens_note`` that it is the first thing
    there; ``after`` is what follows it in its paragraph, which decides its punctuation.
    """

    works: tuple[Work, ...]
    in_text: bool = False
    in_note: bool = False
    opens_note: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in the draft in place of a mention: ``text`` in its sentence, ``note`` in a new note.

    ``number`` is that of the note that holds it, 0 in running text; ``swallows`` counts the characters after
    the mention that its own punctuation replaces.
    """

    text: Runs
    note: Runs | None
    number: int
    swallows: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the bibliography and the key that it is of."""

    key: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class PrintedDraft:
    """Every mention printed, in the order of the flow, and the bibliography."""

    mentions: tuple[Printed, ...]
    bibliography: tuple[Entry, ...]
    in_notes: bool
    warnings: tuple[str, ...]

    def without_bibliography(self) -> PrintedDraft:
        """The same with no bibliography to print."""
        return replace(self, bibliography=())


Flow = Sequence[Mention | Sequence[Mention]]
"""A draft in order: a mention in running text, or the mentions of one of its own notes (none, too)."""

_AUTHORS = ("author", "editor", "container-author", "director", "interviewer", "composer", "illustrator")
_CITATION_SORT = re.compile(r"(<citation\b[^>]*>\s*(?:<!--.*?-->\s*)*)<sort>.*?</sort>", re.DOTALL)
_QUOTED_END = re.compile(r"\.([”»“’]+)$")
_SHEETS = re.compile(r"\b(?:list[yi]?|fol(?:ios?)?|ll?|ff?|Bl|арк|лл?|листы?)\b\.?\s*\d", re.IGNORECASE)
_SHEET_LEVELS = {"listy", "list", "folio", "folios", "sheet", "sheets"}


def print_flow(
    flow: Flow,
    items: Mapping[str, CslItem],
    style: Style,
    *,
    locale: str | None = None,
    nocite: Iterable[str] = (),
) -> PrintedDraft:
    """Print a draft's mentions of ``items`` in a style, its notes numbered from 1."""
    in_notes = not style.in_text
    mentions = list(_numbered(flow, items if in_notes else None))
    citations = [_citation(mention, number, items) for mention, number in mentions]
    known = [citation for citation in citations if citation["citationItems"]]
    wanted = list(nocite)
    result = render_document(
        list(items.values()),
        known,
        style,
        output="html",
        locale=locale,
        nocite="all" if "*" in wanted else [key for key in wanted if key in items],
    )
    printed = dict(zip(map(id, known), result.citations, strict=True))
    unsorted = _unsorted(style)
    joined_by_words = {id(citation) for citation in known if _has_prefix_within(citation)}
    if unsorted and joined_by_words:
        again = render_document(list(items.values()), known, unsorted, output="html", locale=locale)
        for citation, text in zip(known, again.citations, strict=True):
            if id(citation) in joined_by_words:
                printed[id(citation)] = text
    authors = _authors(mentions, citations, items, style, locale)
    shown = []
    for at, (mention, number) in enumerate(mentions):
        runs = _with_unknown(from_html(printed.get(id(citations[at]), "")), mention, items, in_notes)
        shown.append(_shown(mention, number, runs, authors.get(at, ()), in_notes))
    entries = tuple(
        Entry(str(key), from_html(entry)) for key, entry in zip(result.ids, result.bibliography, strict=True)
    )
    return PrintedDraft(tuple(shown), entries, in_notes, tuple(result.warnings))


def _numbered(flow: Flow, noted: Mapping[str, CslItem] | None) -> Iterator[tuple[Mention, int]]:
    """Each mention with its note's number; ``noted`` are the items that get notes in running text."""
    number = 0
    for part in flow:
        if isinstance(part, Mention):
            has_note = noted is not None and not _stays_in_text(part, noted)
            number += has_note
            yield part, number if has_note else 0
        else:
            number += 1
            for mention in part:
                yield mention, number


def _unsorted(style: Style) -> Style | None:
    """The style without its order of the works in a citation; None where it has none."""
    xml = _CITATION_SORT.sub(r"\1", style.xml, count=1)
    return None if xml == style.xml else replace(style, xml=xml)


def _has_prefix_within(citation: Mapping[str, Any]) -> bool:
    """Whether words lead from one work to the next ("see A; also B"), which then must keep their order."""
    cites = citation["citationItems"]
    return len(cites) > 1 and any("prefix" in cite for cite in cites)


def _citation(mention: Mention, number: int, items: Mapping[str, CslItem]) -> dict[str, Any]:
    """A mention in the shape of csl-citation.json."""
    cites = []
    for at, work in enumerate(mention.works):
        if work.key in items:
            cite = _cite(work, items[work.key])
            if mention.in_text and at == 0 and _has_author(items[work.key]):
                cite["suppress-author"] = True
            cites.append(cite)
    return {"citationItems": cites, "properties": {"noteIndex": number}}


def _has_author(item: CslItem) -> bool:
    """Whether a work is known by people, and not by its title."""
    return any(item.get(role) for role in _AUTHORS)


def _cite(work: Work, item: CslItem) -> dict[str, Any]:
    locator, rest = locate_in(item, work.suffix)
    cite: dict[str, Any] = {"id": item["id"]}
    if locator:
        cite |= {"locator": locator.typeset, "label": locator.label}
    if work.prefix.strip():
        cite["prefix"] = work.prefix.strip() + " "
    if rest.strip():
        cite["suffix"] = rest.rstrip() if rest[:1] in " ,;:." else f" {rest.rstrip()}"
    if work.author_suppressed:
        cite["suppress-author"] = True
    return cite


def locate_in(item: CslItem, suffix: str) -> tuple[Locator | None, str]:
    """The locator at the head of a suffix, read as the work is counted: in sheets, or in pages."""
    archival = (item.get("custom", {}).get("citekit", {}).get("archival") or [{}])[0]
    levels = {level.get("level") for level in archival.get("levels", ())}
    shelf_mark = str(item.get("archive_location", ""))
    in_sheets = bool(archival.get("sheet_terms") or levels & _SHEET_LEVELS or _SHEETS.search(shelf_mark))
    return locate(
        suffix,
        in_archive=bool(archival or shelf_mark or item.get("archive")),
        bare="folio" if in_sheets else "page",
    )


def _authors(
    mentions: Sequence[tuple[Mention, int]],
    citations: Sequence[dict[str, Any]],
    items: Mapping[str, CslItem],
    style: Style,
    locale: str | None,
) -> dict[int, Runs]:
    """What the sentence shows of each mention that names its author there."""
    wanted = {
        at for at, (mention, _) in enumerate(mentions) if mention.in_text and mention.works[0].key in items
    }
    if not wanted:
        return {}
    asked = []
    for at, citation in enumerate(citations):
        if at in wanted:
            first = {"id": items[mentions[at][0].works[0].key]["id"], "author-only": True}
            citation = {**citation, "citationItems": [first]}
        asked.append(citation)
    kept = [citation for citation in asked if citation["citationItems"]]
    result = render_document(list(items.values()), kept, style, output="html", locale=locale)
    printed = dict(zip(map(id, kept), result.citations, strict=True))
    authors = {}
    for at in wanted:
        item = items[mentions[at][0].works[0].key]
        shown = without_final_period(from_html(printed.get(id(asked[at]), ""))) if _has_author(item) else ()
        title = str(item.get("title-short") or item.get("title") or "")
        authors[at] = shown or ((Run(f"“{title}”"),) if title and not _has_author(item) else ())
    return authors


def _with_unknown(runs: Runs, mention: Mention, items: Mapping[str, CslItem], in_notes: bool) -> Runs:
    """The runs with the keys that no one knows, in bold, before or after what is known."""
    works = mention.works
    first = next((at for at, work in enumerate(works) if work.key in items), len(works))
    before = [_unknown(work) for work in works[:first]]
    after = [_unknown(work) for work in works[first:] if work.key not in items]
    if not before and not after:
        return runs
    parts = [*before, *([without_final_period(runs)] if runs else []), *after]
    whole = [run for part in parts for run in (Run("; "), *part)][1:]
    return joined(whole) if in_notes or runs or mention.in_text else joined([Run("("), *whole, Run(")")])


def _unknown(work: Work) -> Runs:
    gap = "" if work.suffix[:1] in (",", ";", ":", ".") or not work.suffix.strip() else " "
    prefix = from_html(work.prefix)
    mark = Run(f"@{work.key}?", bold=True)
    return (*prefix, Run(" " if prefix else ""), mark, Run(gap), *from_html(work.suffix))


def _stays_in_text(mention: Mention, items: Mapping[str, CslItem]) -> bool:
    """Whether a mention has nothing for a note: `@a says` of a key that no one knows."""
    return mention.in_text and not any(work.key in items for work in mention.works)


def _shown(mention: Mention, number: int, runs: Runs, author: Runs, in_notes: bool) -> Printed:
    if not in_notes:
        return Printed(joined([*author, Run(" "), *_without_author(runs, author)]), None, number)
    if not mention.in_note:
        if number == 0:
            return Printed(runs, None, 0)
        return Printed(author, capitalised(with_final_period(runs)), number)
    bare = without_final_period(runs)
    if not mention.in_text and not mention.opens_note:
        return Printed(joined([Run("("), *bare, Run(")")]), None, number)
    if author and runs and not plain(runs).startswith(plain(author).rstrip("”")):
        runs = joined([*author, Run(", "), *runs])
    if mention.opens_note:
        runs = capitalised(runs)
    text, swallows = in_sentence(runs, mention.after)
    return Printed(text, None, number, swallows)


def _without_author(runs: Runs, author: Runs) -> Runs:
    """An in-text citation without the title that the sentence has just said (``“Report” (1956)``)."""
    begin = f"({plain(author).rstrip('”')}"
    if not author or not plain(runs).startswith(begin):
        return runs
    gone = len(begin) + len(re.match(r"[,”\s]*", plain(runs)[len(begin) :]).group())  # type: ignore[union-attr]
    rest = [Run("(")]
    for run in runs:
        rest.append(replace(run, text=run.text[gone:]))
        gone = max(0, gone - len(run.text))
    return () if plain(rest) == "()" else joined(rest)


def in_sentence(runs: Runs, after: str) -> tuple[Runs, int]:
    """A citation as it stands before ``after`` in its paragraph: its full stop kept only where the sentence
    ends; and how many characters of ``after`` its own punctuation replaces."""
    bare = without_final_period(runs)
    next_word = after.lstrip()[:1]
    if after[:1] in (".", ",") and (quoted := _QUOTED_END.search(plain(runs))):
        # Where the style draws a full stop into the quotation marks, the writer's own goes there too.
        last = bare[-1]
        text = last.text[: -len(quoted[1])] + after[0] + quoted[1]
        return (*bare[:-1], replace(last, text=text)), 1
    if after[:1] == "." and plain(bare).endswith("."):
        return bare, 1
    return (with_final_period(runs) if not next_word or next_word.isupper() else bare), 0
