"""Markdown: paragraphs, headings, tables and footnotes, as their words read without the marks.

Public: :func:`read`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from citekit.model import BlockKind, Document, Note
from citekit.read.encoding import decode
from citekit.read.html import add_html
from citekit.read.rows import Words, in_one_line
from citekit.read.tidy import TextBuilder, tidy


def read(data: bytes, name: str) -> Document:
    """A Markdown file as a Document; raises UnreadableInput where ``data`` is no text.

    A note's number is its label where every label is a number and no note stands in the line; else its place
    among the calls, as it is printed. A note that the text never calls is read too.
    """
    text, diagnostics = decode(data, name)
    found: dict[str, Any] = {}
    tokens = _parser().parse(tidy(text), found)
    in_line = {
        f"^{key}": note["tokens"]
        for key, note in found.get("footnotes", {}).get("list", {}).items()
        if "tokens" in note
    }
    builder = TextBuilder()
    _add(builder, tokens, in_line, _numbers(tokens, in_line))
    return builder.document(name, "markdown", diagnostics)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(front_matter_plugin).use(footnote_plugin)
    # The plugin's last step drops the notes that nothing calls.
    parser.core.ruler.disable("footnote_tail")
    return parser


def _numbers(tokens: Sequence[Token], in_line: Mapping[str, Sequence[Token]]) -> dict[str, str]:
    """The number of each note by its label."""
    labels = [token.meta["label"] for token in tokens if token.type == "footnote_reference_open"]
    called = [key for token in tokens for child in token.children or () if (key := _key(child))]
    ordered = list(dict.fromkeys([*called, *labels, *in_line]))
    if all(label.isdigit() for label in ordered):
        return {label: label for label in ordered}
    return {label: str(place) for place, label in enumerate(ordered, 1)}


def _key(token: Token) -> str | None:
    """The label of the note that a token calls; one that stands in the line has its place for a label."""
    if token.type != "footnote_ref":
        return None
    return str(token.meta.get("label") or f"^{token.meta['id']}")


def _add(
    builder: TextBuilder,
    tokens: Sequence[Token],
    in_line: Mapping[str, Sequence[Token]],
    numbers: Mapping[str, str],
) -> None:
    notes = [(numbers[key], [_words(words, numbers)[0]]) for key, words in in_line.items()]
    note: list[str] | None = None
    row: list[list[Words]] | None = None
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
            for line in in_one_line(row or []):
                builder.add(BlockKind.PARAGRAPH, line.text, calls=line.calls)
            row = None
        elif token.type == "html_block" and note is None:
            add_html(builder, token.content)
        elif token.type == "inline":
            text, calls = _words(token.children or (), numbers)
            if note is not None:
                note.append(text)
            elif row is not None:
                row.append([Words(text, calls)])
            else:
                builder.add(kind, text, calls=calls)
            kind = BlockKind.PARAGRAPH
    for number, paragraphs in sorted(notes, key=lambda note: int(note[0])):
        builder.add(BlockKind.NOTE, "\n".join(paragraphs), Note(number))


def _words(tokens: Sequence[Token], numbers: Mapping[str, str]) -> tuple[str, dict[tuple[str, str], int]]:
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
        elif key := _key(token):
            calls.setdefault(("footnote", numbers[key]), sum(map(len, pieces)))
    return "".join(pieces).strip(), calls
