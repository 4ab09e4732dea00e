"""A Markdown text as blocks and inlines: what every writer of another format walks.

The parser is markdown-it-py with the plugins that make it read pandoc's Markdown as a scholar uses it:
notes, tables, definition lists, divisions, spans with classes, sub- and superscript, mathematics, and
typewriter quotation marks and dashes made typographic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from citekit.manuscript.runs import Run


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is called: its place in :attr:`Body.notes`."""

    note: int


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line that the writer broke."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image: where it is, and the words that stand for it."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics in TeX."""

    tex: str
    displayed: bool


@dataclass(frozen=True, slots=True)
class RawHtml:
    """HTML as the writer typed it, which only HTML keeps."""

    text: str


Inline: TypeAlias = Run | NoteMark | LineBreak | Picture | Formula | RawHtml
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or (``entry``) of the bibliography."""

    inlines: Inlines
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """Lines kept as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, numbered from ``start`` or (None) bulleted."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``heads`` rows are the table's head."""

    rows: tuple[tuple[Inlines, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block: TypeAlias = Paragraph | Heading | Code | Quote | ItemList | Table | Rule | RawHtml


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a text and its notes, in the order in which they are called."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[Block, ...], ...]


QUOTES = {
    "de": "„“‚‘", "ru": "«»„“", "uk": "«»„“", "be": "«»„“", "bg": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘",
    "pl": "„”«»", "hu": "„”»«", "ro": "„”«»", "fr": ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"],
    "it": "«»“”", "es": "«»“”", "sr": "„“‚‘", "hr": "„”‚’", "lt": "„“‚‘", "lv": "“”‘’", "et": "„”«»",
}  # fmt: skip
"""Quotation marks by language, outer and inner (CLDR); others have the English ones."""


def read_body(markdown: str, lang: str | None = None) -> Body:
    """The blocks and notes of a Markdown text that has no YAML header."""
    parser = (
        MarkdownIt("commonmark", {"typographer": True, "quotes": QUOTES.get((lang or "en")[:2], "“”‘’")})
        .use(footnote_plugin)
        .use(deflist_plugin)
        .use(dollarmath_plugin, allow_space=False, allow_digits=False)
        .use(sub_plugin)
        .use(superscript_plugin)
        .use(attrs_plugin, spans=True)
        .use(container_plugin, "division", validate=lambda *_: True)
        .enable(["table", "strikethrough", "smartquotes"])
    )
    parser.core.ruler.after("inline", "dashes", _make_dashes)
    tree = SyntaxTreeNode(parser.parse(markdown))
    notes: dict[int, tuple[Block, ...]] = {}
    blocks: list[Block] = []
    for node in tree.children:
        if node.type == "footnote_block":
            for note in node.children:
                notes[note.meta["id"]] = tuple(_blocks(note.children))
        else:
            blocks += _blocks([node])
    return Body(tuple(blocks), tuple(notes[at] for at in sorted(notes)))


def _blocks(nodes: Sequence[SyntaxTreeNode], *, entries: bool = False) -> Iterator[Block]:
    for node in nodes:
        kind = node.type
        if kind == "paragraph":
            yield Paragraph(_inlines(node), entries)
        elif kind == "heading":
            yield Heading(int(node.tag[1]), _without_attributes(_inlines(node)))
        elif kind in ("fence", "code_block"):
            yield Code(node.content.rstrip("\n"))
        elif kind == "blockquote":
            yield Quote(tuple(_blocks(node.children)))
        elif kind in ("bullet_list", "ordered_list"):
            start = int(node.attrs.get("start", 1)) if kind == "ordered_list" else None
            yield ItemList(tuple(tuple(_blocks(item.children)) for item in node.children), start)
        elif kind == "table":
            heads = [row for part in node.children if part.type == "thead" for row in part.children]
            rows = [row for part in node.children for row in part.children]
            yield Table(tuple(tuple(_inlines(cell) for cell in row.children) for row in rows), len(heads))
        elif kind == "hr":
            yield Rule()
        elif kind == "html_block":
            yield RawHtml(node.content)
        elif kind in ("math_block", "math_block_label"):
            yield Paragraph((Formula(node.content.strip(), displayed=True),))
        elif kind == "container_division":
            yield from _blocks(node.children, entries="#refs" in node.info)
        elif kind == "dt":
            bold = (replace(part, bold=True) if isinstance(part, Run) else part for part in _inlines(node))
            yield Paragraph(tuple(bold))
        elif kind == "dd":
            yield Quote(tuple(_blocks(node.children)))
        elif kind != "footnote_anchor":
            yield from _blocks(node.children, entries=entries)


def _without_attributes(inlines: Inlines) -> Inlines:
    """A heading's words without pandoc's ``{#id .class}``."""
    if inlines and isinstance(inlines[-1], Run):
        words = re.sub(r"\s*\{[^{}]*\}\s*$", "", inlines[-1].text)
        return (*inlines[:-1], replace(inlines[-1], text=words))
    return inlines


def _inlines(node: SyntaxTreeNode) -> Inlines:
    return tuple(part for inline in node.children for part in _parts(inline.children, Run("")))


_FORMS = {"em": "italic", "strong": "bold", "sup": "raised", "sub": "lowered", "s": "struck"}


def _parts(nodes: Sequence[SyntaxTreeNode], form: Run) -> Iterator[Inline]:
    for node in nodes:
        kind = node.type
        if kind in ("text", "text_special"):
            yield replace(form, text=node.content)
        elif kind == "softbreak":
            yield replace(form, text=" ")
        elif kind == "hardbreak":
            yield LineBreak()
        elif kind == "code_inline":
            yield replace(form, text=node.content, code=True)
        elif kind == "image":
            yield Picture(str(node.attrs.get("src", "")), node.content)
        elif kind == "footnote_ref":
            yield NoteMark(node.meta["id"])
        elif kind in ("math_inline", "math_inline_double"):
            yield Formula(node.content, displayed=kind == "math_inline_double")
        elif kind == "html_inline":
            yield RawHtml(node.content)
        elif kind == "link":
            yield from _parts(node.children, replace(form, link=str(node.attrs.get("href", ""))))
        elif kind == "span":
            classes = str(node.attrs.get("class", "")).split()
            small = form.small_caps or "smallcaps" in classes
            lined = form.underline or "underline" in classes
            yield from _parts(node.children, replace(form, small_caps=small, underline=lined))
        elif kind in _FORMS:
            yield from _parts(node.children, form.having(_FORMS[kind], True))


def _make_dashes(state: StateCore) -> None:
    """A rule of the parser: before escapes are joined to the words, which keep what was escaped."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = _dashed(child.content)


def _dashed(words: str) -> str:
    """Typewriter dashes and dots as typographic ones (pandoc's `smart`)."""
    if "--" not in words and "..." not in words:
        return words
    return re.sub(r"(?<!\S)(?!\S*://)\S+", _dashes, words)


def _dashes(word: re.Match[str]) -> str:
    return word.group().replace("---", "—").replace("--", "–").replace("...", "…")
