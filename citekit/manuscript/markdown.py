"""A Markdown draft: where its citations and notes stand, so that all the rest can stay byte for byte.

The block structure (code, HTML, notes, lists) is markdown-it-py's; what pandoc does not read as prose
(code spans, mathematics, HTML tags, addresses, escapes, the YAML header) is blanked, at equal length,
before citations are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from citekit.manuscript.citation import BLANK, TARGET, Citation, bracket_pairs, citations
from citekit.model import Span


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as the draft has it: ``label`` is empty for one in the line (``^[…]``); ``span`` is all of it,
    ``body`` what it says."""

    label: str
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place of the running text at which a note is called."""

    span: Span
    note: NoteText


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a draft at a position of it: a finding for its writer, never a reason to stop."""

    code: str
    message: str
    at: int


@dataclass(frozen=True, slots=True)
class MarkdownDraft:
    """A draft and what stands in it: ``flow`` is the running text's citations and calls in order,
    ``inside`` each note's own citations, ``bibliography`` where the writer asked for one, ``blocks`` all that
    is prose."""

    text: str
    header: Span
    blocks: tuple[Span, ...]
    flow: tuple[Citation | NoteCall, ...]
    inside: dict[Span, tuple[Citation, ...]]
    notes: tuple[NoteText, ...]
    bibliography: Span | None
    troubles: tuple[Trouble, ...]

    def line(self, position: int) -> int:
        """The line, from 1, of a position."""
        return self.text.count("\n", 0, position) + 1

    def citations(self) -> list[Citation]:
        """Every citation, in the order of the text."""
        own = [citation for found in self.inside.values() for citation in found]
        return sorted([*own, *(c for c in self.flow if isinstance(c, Citation))], key=lambda c: c.span)

    def block_at(self, position: int) -> Span:
        """The block of prose that holds a position of a citation."""
        return self.blocks[bisect_right(self.blocks, Span(position, len(self.text) + 1)) - 1]


_HEADER = re.compile(r"---[ \t]*\r?\n(?=[ \t]*[^\s])(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_HEADER_OPEN = re.compile(r"---[ \t]*\r?\n[ \t]*[\w-]+[ \t]*:")
_DEFINITION = re.compile(r"[> \t]*(?:\[\^[^\]\s]+\]:[ \t]*)+")
_OPAQUE = re.compile(
    r"""\\[^\w\s]                                                   # an escape
    | (?P<code>`+)
    | (?P<math>\$\$?)
    | <!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|pre|textarea)\b.*?(?:</(?P=raw)\s*>|\Z)
    | <[a-z][a-z0-9+.-]*:[^\s<>]*>                                  # an address
    | <[\w.+-]+@[\w.-]+>
    | </?[a-z][\w-]*(?:\s[^<>]*)?/?>                                # a tag
    | (?P<target>(?<=\])\([ \t]*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)
                 (?:\s+(?:"[^"]*"|'[^']*'))?[ \t]*\))
    | ^[ ]{0,3}\[[^\]@\n]+\]:[^\n]*                                # what a link's label stands for
    """,
    re.DOTALL | re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_MATH = re.compile(r"\$(?=\S)(?:[^$\\]|\\.)*?(?<=\S)\$(?!\d)", re.DOTALL)
_DISPLAY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_CALL = re.compile(r"\[\^([^\[\]\s]+)\]")
_REFS = re.compile(
    r"^:{3,}[ \t]*\{[^}\n]*#refs[^}\n]*\}[^\n]*\n(?:[ \t]*\n)*:{3,}[ \t]*$"
    r"|^<div\s[^>\n]*\bid=[\"']?refs\b[^>\n]*>\s*</div>[ \t]*$",
    re.MULTILINE,
)
_TITLES = {
    "bibliography", "references", "works cited", "literature", "sources", "sources cited",
    "bibliographie", "literaturverzeichnis", "literatur", "quellenverzeichnis",
    "библиография", "список литературы", "литература", "источники", "список источников и литературы",
    "бібліографія", "література", "bibliografia", "bibliografía", "irodalom",
}  # fmt: skip
"""Headings under which a writer means the bibliography to stand, lower case."""


@cache
def _blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(footnote_plugin).enable("table")
    parser.disable("reference")  # `[@a]: said so` begins with a citation
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def is_bibliography_title(words: str) -> bool:
    """Whether a heading of these words announces a bibliography."""
    return re.sub(r"\{[^}]*\}|[#*_]", "", words).strip().rstrip(".:").lower() in _TITLES


def read_draft(text: str) -> MarkdownDraft:
    """Everything citekit needs to know of a Markdown draft; no text is refused."""
    troubles: list[Trouble] = []
    opened = _HEADER.match(text)
    header = Span(0, opened.end()) if opened else Span(0, 0)
    if opened is None and _HEADER_OPEN.match(text):
        troubles.append(Trouble("header-unclosed", "the YAML header that begins here never ends with ---", 0))
    blocks, notes, bibliography = _block_structure(text, header)
    labels: dict[str, NoteText] = {}
    for note in notes:
        if first := labels.get(note.label):
            line = text.count("\n", 0, first.span.start) + 1
            message = f"the note [^{note.label}] is there twice; the one on line {line} is used"
            troubles.append(Trouble("note-twice", message, note.span.start))
        else:
            labels[note.label] = note
    prose, pairs, unclosed, inline = _prose(text, blocks)
    flow: list[Citation | NoteCall] = [NoteCall(note.span, note) for note in inline]
    flow += _calls(prose, blocks, labels, troubles)
    inside: dict[Span, list[Citation]] = {}
    holders = sorted([*notes, *inline], key=lambda note: note.span)
    starts = [note.span.start for note in holders]

    def holder(position: int) -> NoteText | None:
        at = bisect_right(starts, position) - 1
        return holders[at] if at >= 0 and position < holders[at].span.end else None

    for block in blocks:
        for citation in citations(prose, block, pairs):
            held_by = holder(citation.span.start)
            if held_by is None:
                flow.append(citation)
            else:
                inside.setdefault(held_by.span, []).append(citation)
            if citation.in_text and any(block.start <= at < citation.span.start for at in unclosed[block]):
                message = f"a [ before @{citation.cites[0].key} is never closed"
                troubles.append(Trouble("bracket-unclosed", message, citation.span.start))
    running = []
    for item in sorted(flow, key=lambda item: item.span):
        outer = holder(item.span.start)
        if isinstance(item, Citation) or outer is None or outer is item.note:
            running.append(item)
        else:
            message = "a note is called inside a note, which no word processor can print"
            troubles.append(Trouble("note-in-note", message, item.span.start))
    uncalled = set(labels.values()) - {item.note for item in running if isinstance(item, NoteCall)}
    for note in uncalled:
        troubles.append(Trouble("note-uncalled", f"nothing calls the note [^{note.label}]", note.span.start))
    return MarkdownDraft(
        text,
        header,
        tuple(blocks),
        tuple(running),
        {span: tuple(found) for span, found in inside.items()},
        tuple(notes),
        bibliography,
        tuple(sorted(troubles, key=lambda trouble: trouble.at)),
    )


def _block_structure(text: str, header: Span) -> tuple[list[Span], list[NoteText], Span | None]:
    """The spans that hold prose, in order; the notes defined; where the bibliography is to stand."""
    starts = [0, *(line.end() for line in re.finditer(r"\n", text))]
    body = re.sub(r"[^\n]", " ", text[: header.end]) + text[header.end :].replace("\r", " ")

    def span_of(lines: list[int]) -> Span:
        first, last = lines
        return Span(starts[first], starts[last] if last < len(starts) else len(text))

    blocks: dict[Span, None] = {}
    notes: list[NoteText] = []
    bibliography: Span | None = None
    in_heading = False
    outer: list[tuple[str, Span]] = []
    for token in _blocks().parse(body):
        if token.type == "footnote_reference_open" and token.map:
            outer.append((token.meta["label"], span_of(token.map)))
        elif token.type == "footnote_reference_close":
            label, span = outer.pop()
            begin = _DEFINITION.match(text, span.start)
            end = span.start + len(text[span.start : span.end].rstrip())
            notes.append(NoteText(label, span, Span(begin.end() if begin else span.start, end)))
        elif token.type in ("inline", "html_block") and token.map:
            span = span_of(token.map)
            begin = _DEFINITION.match(text, span.start) if outer else None
            blocks[Span(begin.end() if begin else span.start, span.end)] = None
            if in_heading and not outer and is_bibliography_title(token.content):
                bibliography = Span(span.end, span.end)
        in_heading = token.type == "heading_open"
    marker = _REFS.search(body)
    if marker:
        bibliography = Span(*marker.span())
    return sorted(blocks), sorted(notes, key=lambda note: note.span), bibliography


def _prose(
    text: str, blocks: list[Span]
) -> tuple[str, dict[int, int], dict[Span, tuple[int, ...]], list[NoteText]]:
    """The draft with all that is no prose blanked; its bracket pairs; for each block the brackets that
    nothing closes; and the notes in the line."""
    pieces: list[str] = []
    pairs: dict[int, int] = {}
    unclosed: dict[Span, tuple[int, ...]] = {}
    notes: list[NoteText] = []
    position = 0
    for block in blocks:
        pieces.append(BLANK * (block.start - position))
        masked = _masked(text[block.start : block.end])
        matched, unclosed_here = bracket_pairs(masked)
        for start in sorted(matched):
            if (
                start
                and masked[start - 1] == "^"
                and not (notes and block.start + start < notes[-1].span.end)
            ):
                end = matched.pop(start)
                masked = (
                    f"{masked[: start - 1]}{BLANK * 2}{masked[start + 1 : end]}{BLANK}{masked[end + 1 :]}"
                )
                span = Span(block.start + start - 1, block.start + end + 1)
                notes.append(NoteText("", span, Span(span.start + 2, span.end - 1)))
        pieces.append(masked)
        pairs |= {block.start + start: block.start + end for start, end in matched.items()}
        unclosed[block] = tuple(block.start + at for at in unclosed_here)
        position = block.end
    return "".join(pieces), pairs, unclosed, notes


def _calls(
    prose: str, blocks: list[Span], labels: dict[str, NoteText], troubles: list[Trouble]
) -> Iterator[NoteCall]:
    for block in blocks:
        for call in _CALL.finditer(prose, *block):
            note = labels.get(call[1])
            if note:
                yield NoteCall(Span(*call.span()), note)
            else:
                message = f"no note [^{call[1]}] is defined; the call stays as typed"
                troubles.append(Trouble("note-undefined", message, call.start()))


def _masked(text: str) -> str:
    """``text``, one block, with escapes, code, mathematics, tags and addresses blanked at equal length."""
    pieces: list[str] = []
    done = position = 0
    runs: dict[str, list[int]] | None = None
    while found := _OPAQUE.search(text, position):
        start, end = found.span()
        if found["code"]:
            if runs is None:
                runs = _backtick_runs(text)
            closing = runs.get(found["code"], [])
            at = bisect_right(closing, start)
            end = closing[at] + len(found["code"]) if at < len(closing) else end
        elif found["math"]:
            closed = (_DISPLAY if found["math"] == "$$" else _MATH).match(text, start)
            end = closed.end() if closed else end
        position = end
        pieces += text[done:start], (TARGET if found["target"] else BLANK) * (end - start)
        done = end
    return "".join([*pieces, text[done:]])


def _backtick_runs(text: str) -> dict[str, list[int]]:
    runs: dict[str, list[int]] = {}
    for run in re.finditer("`+", text):
        runs.setdefault(run.group(), []).append(run.start())
    return runs
