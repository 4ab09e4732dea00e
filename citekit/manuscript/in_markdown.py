"""Citations of a Markdown draft printed into it: the rest stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from citekit.manuscript.citation import Citation
from citekit.manuscript.markdown import MarkdownDraft
from citekit.manuscript.printing import Flow, Mention, Printed, PrintedDraft, Work
from citekit.manuscript.runs import to_markdown
from citekit.manuscript.typesetting import marks_after
from citekit.model import Span

_MARKED = re.compile(r"[*_`~^<\\&]|--|\.\.\.|['\"]")
_MARKER = re.compile(r"(?:[ \t]*(?:[-+*]|\d{1,9}[.)]|>|#{1,6})[ \t]+)*[ \t]*")
_BLANKS = re.compile(r"(?:[ \t]*\r?\n[ \t]*(?:>[ \t]*)*|[ \t]+)$")
_TAGS = {
    "em_open": "<i>", "em_close": "</i>", "strong_open": "<b>", "strong_close": "</b>",
    "sup_open": "<sup>", "sup_close": "</sup>", "sub_open": "<sub>", "sub_close": "</sub>",
    "softbreak": " ", "hardbreak": " ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Splice:
    """What stands in place of a span of the draft."""

    span: Span
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """``text`` with its splices made; they must not overlap."""
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda splice: splice.span):
        pieces += text[position : splice.span.start], splice.text
        position = splice.span.end
    return "".join([*pieces, text[position:]])


def flow_of(draft: MarkdownDraft) -> tuple[Flow, list[Citation]]:
    """A draft's mentions in the order in which a reader meets them, and the citation of each."""
    flow: list[Mention | tuple[Mention, ...]] = []
    order: list[Citation] = []
    met: set[Span] = set()
    for item in draft.flow:
        if isinstance(item, Citation):
            flow.append(_mention(draft, item, None))
            order.append(item)
        elif item.note.span not in met:
            met.add(item.note.span)
            own = draft.inside.get(item.note.span, ())
            flow.append(tuple(_mention(draft, citation, item.note.body) for citation in own))
            order += own
    return flow, order


def _mention(draft: MarkdownDraft, citation: Citation, note: Span | None) -> Mention:
    works = tuple(
        Work(
            cite.key,
            affix(cite.prefix.of(draft.text)),
            affix(cite.suffix.of(draft.text)),
            cite.author_suppressed,
        )
        for cite in citation.cites
    )
    if note is None:
        return Mention(works, citation.in_text)
    before = draft.text[note.start : citation.span.start]
    after = re.split(r"\n[ \t]*\r?\n", draft.text[citation.span.end : note.end], maxsplit=1)[0]
    return Mention(works, citation.in_text, True, not before.strip(), after.rstrip())


@lru_cache(maxsize=4096)
def affix(markdown: str) -> str:
    """A prefix or suffix as CSL rich text; its blanks at either end stay, a line break is a blank."""
    words = re.sub(r"\s+", " ", markdown)
    if not _MARKED.search(words):
        return words
    core = words.strip()
    (inline,) = _inline().parseInline(core)
    pieces = []
    for token in inline.children or ():
        pieces.append(_smart(token.content) if token.type == "text" else _TAGS.get(token.type, token.content))
    blank = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return blank[0] + "".join(pieces) + blank[1]


@lru_cache(maxsize=1)
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark").use(sub_plugin).use(superscript_plugin)


def _smart(words: str) -> str:
    """Typewriter dashes, dots and quotation marks as pandoc's `smart` extension reads them."""
    words = words.replace("---", "—").replace("--", "–").replace("...", "…")
    words = re.sub(r"(?<![\w.,;!?)])'(?=\w)", "‘", words).replace("'", "’")
    return re.sub(r"(?<![\w.,;!?)’])\"(?=\S)", "“", words).replace('"', "”")


def footnoted(
    draft: MarkdownDraft,
    order: list[Citation],
    printed: PrintedDraft,
    *,
    after_marks: bool = True,
    bibliography_title: str | None = None,
    fenced: bool = False,
) -> str:
    """The draft with every citation printed in its place, its bibliography, and the new notes at its end.

    ``after_marks`` puts a note's number after the punctuation that follows its citation (CMOS 17, 14.26).
    ``bibliography_title`` heads a bibliography for which the draft has no place; ``fenced`` sets it in
    pandoc's division ``refs``.
    """
    newline = "\r\n" if "\r\n" in draft.text else "\n"
    blank = newline * 2
    taken = {note.label for note in draft.notes}
    splices: list[Splice] = []
    notes: list[str] = []
    for citation, shown in zip(order, printed.mentions, strict=True):
        if shown.note is None:
            splices.append(_in_place(draft, citation, shown))
        else:
            label = _label(shown.number, taken)
            notes.append(f"[^{label}]: {to_markdown(shown.note, begins_line=True)}")
            splices.append(_with_mark(draft, citation, shown, label, after_marks))
    entries = blank.join(to_markdown(entry.runs, begins_line=True) for entry in printed.bibliography)
    if entries and fenced:
        entries = f"::: {{#refs}}{blank}{entries}{blank}:::"
    place = draft.bibliography
    if entries and place:
        before = "" if place.start < place.end else newline
        after = "" if place.start < place.end else newline
        splices.append(Splice(place, f"{before}{entries}{after}"))
    text = spliced(draft.text, splices)
    ends = []
    if entries and not place:
        ends += ([f"# {bibliography_title}"] if bibliography_title else []) + [entries]
    ends += notes
    return text.rstrip("\r\n") + blank + blank.join(ends) + newline if ends else text


def _label(number: int, taken: set[str]) -> str:
    """The note's number as its label, or that number marked where the draft uses it for another note."""
    label = str(number)
    while label in taken:
        label = f"n{label}"
    taken.add(label)
    return label


def _in_place(draft: MarkdownDraft, citation: Citation, shown: Printed) -> Splice:
    start, end = citation.span
    if shown.text and all(run.raised for run in shown.text):
        start = _blank_before(draft, start)
    return Splice(Span(start, end + shown.swallows), to_markdown(shown.text))


def _with_mark(
    draft: MarkdownDraft, citation: Citation, shown: Printed, label: str, after_marks: bool
) -> Splice:
    call = f"[^{label}]"
    if citation.in_text:
        return Splice(citation.span, to_markdown(shown.text) + call)
    start, end = _blank_before(draft, citation.span.start), citation.span.end
    moved = draft.text[end : marks_after(draft.text, end)] if after_marks else ""
    if moved.startswith(".") and draft.text[start - 1 : start] == ".":
        return Splice(Span(start, end + len(moved)), moved[1:] + call)
    return Splice(Span(start, end + len(moved)), moved + call)


def _blank_before(draft: MarkdownDraft, position: int) -> int:
    """Where the blanks before ``position`` begin, unless they begin its paragraph."""
    block = draft.block_at(position)
    begin = _MARKER.match(draft.text, block.start, position)
    first = begin.end() if begin else block.start
    before = draft.text[first:position]
    return first + len(_BLANKS.sub("", before)) if before.strip() else position
