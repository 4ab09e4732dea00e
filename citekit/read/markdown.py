"""Markdown: paragraphs, headings, tables and footnotes, as their words read without the marks.

Public: :func:`read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from citekit.model import BlockKind, Document, Note
from citekit.read.encoding import decode
from citekit.read.html import add_html
from citekit.read.tidy import TextBuilder, tidy


def read(data: bytes, name: str) -> Document:
    """A Markdown file as a Document; raises UnreadableInput where ``data`` is no text.

    A note that the text never calls is read too; its number is its label, or its place where the label is
    a word.
    """
    text, diagnostics = decode(data, name)
    tokens = _parser().parse(tidy(text))
    builder = TextBuilder()
    _add(builder, tokens, _numbers(tokens))
    return builder.document(name, "markdown", diagnostics)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(front_matter_plugin).use(footnote_plugin)
    # The plugin's last step drops the notes that nothing calls.
    parser.core.ruler.disable("footnote_tail")
    return parser


def _numbers(tokens: Sequence[Token]) -> dict[str, str]:
    """The number of each note by its label: the label where it is a number, else its place."""
    labels = [token.meta["label"] for token in tokens if token.type == "footnote_reference_open"]
    ordered = list(dict.fromkeys([*_called(tokens), *labels]))
    return {label: label if label.isdigit() else str(place) for place, label in enumerate(ordered, 1)}


def _called(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                yield child.meta["label"]


def _add(builder: TextBuilder, tokens: Sequence[Token], numbers: dict[str, str]) -> None:
    notes: list[tuple[str, list[str]]] = []
    note: list[str] | None = None
    row: list[str] | None = None
    kind = BlockKind.PARAGRAPH
    for token in tokens:
        if token.type == "footnote_reference_open":
            note = []
            notes.append((numbers[token.meta["label"]], note))
        elif token.type == "footnote_reference_close":
            note = None
        elif token.type == "heading_open":
            kind = BlockKind.HEADING
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            builder.add(BlockKind.PARAGRAPH, " | ".join(row or ()))
            row = None
        elif token.type == "html_block" and note is None:
            add_html(builder, token.content)
        elif token.type == "inline":
            text, calls = _words(token.children or (), numbers)
            if note is not None:
                note.append(text)
            elif row is not None:
                row.append(text)
            else:
                builder.add(kind, text, calls=calls)
            kind = BlockKind.PARAGRAPH
    for number, paragraphs in notes:
        builder.add(BlockKind.NOTE, "\n".join(paragraphs), Note(number))


def _words(tokens: Sequence[Token], numbers: dict[str, str]) -> tuple[str, dict[tuple[str, str], int]]:
    """The words of a line of Markdown, and the notes called in it.

    An address that stands by itself keeps its angle brackets, by which a citation's address is known.
    """
    pieces: list[str] = []
    calls: dict[tuple[str, str], int] = {}
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append("\n" if token.type == "hardbreak" else " ")
        elif token.type in ("link_open", "link_close") and token.info == "auto":
            pieces.append("<" if token.type == "link_open" else ">")
        elif token.type == "image":
            pieces.append(token.content)
        elif token.type == "footnote_ref":
            label = token.meta["label"]
            calls.setdefault(("footnote", numbers.get(label, label)), sum(map(len, pieces)))
    return "".join(pieces).strip(), calls
