"""HTML: one page without scripts, its notes at the end, linked both ways."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from citekit.manuscript.body import (
    Block,
    Body,
    Code,
    Formula,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    RawHtml,
    Rule,
    Table,
)
from citekit.manuscript.runs import Run
from citekit.manuscript.write import TitlePage

_STYLE = """\
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.5 Georgia, serif; }
blockquote { margin: 1em 2em; } table { border-collapse: collapse; } th, td { padding: .2em .6em; }
thead { border-bottom: 1px solid; } .smallcaps { font-variant: small-caps; }
.entry { padding-left: 2em; text-indent: -2em; } section.footnotes { font-size: .9em; }
a.footnote-ref { vertical-align: super; font-size: .75em; line-height: 0; text-decoration: none; }
"""


def write(body: Body, page: TitlePage) -> bytes:
    """The page as UTF-8."""
    title = escape(page.title or "")
    head = [f"<h1>{title}</h1>"] if page.title else []
    head += [f'<p class="author">{escape(author)}</p>' for author in page.authors]
    head += [f'<p class="date">{escape(page.date)}</p>'] if page.date else []
    notes = "\n".join(_note(number, blocks) for number, blocks in enumerate(body.notes, 1))
    if notes:
        notes = f'<section class="footnotes" role="doc-endnotes">\n<hr>\n<ol>\n{notes}\n</ol>\n</section>\n'
    text = "\n".join([*head, *map(_block, body.blocks)])
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(page.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n{text}\n{notes}</body>\n</html>\n"
    ).encode()


def _note(number: int, blocks: Iterable[Block]) -> str:
    back = f' <a href="#fnref{number}" role="doc-backlink">↩</a>'
    shown = [_block(block) for block in blocks] or ["<p></p>"]
    if shown[-1].endswith("</p>"):
        shown[-1] = shown[-1].removesuffix("</p>") + back + "</p>"
    else:
        shown.append(f"<p>{back}</p>")
    return f'<li id="fn{number}">{"".join(shown)}</li>'


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines, entry):
            opening = '<p class="entry">' if entry else "<p>"
            return f"{opening}{_inlines(inlines)}</p>"
        case Heading(level, inlines):
            return f"<h{level}>{_inlines(inlines)}</h{level}>"
        case Code(text):
            return f"<pre><code>{escape(text, quote=False)}\n</code></pre>"
        case Quote(blocks):
            return f"<blockquote>\n{_blocks(blocks)}\n</blockquote>"
        case ItemList(items, start):
            tag = "ul" if start is None else "ol"
            opening = f'{tag} start="{start}"' if start not in (None, 1) else tag
            shown = "\n".join(f"<li>{_blocks(item)}</li>" for item in items)
            return f"<{opening}>\n{shown}\n</{tag}>"
        case Table(rows, heads):
            head = "\n".join(_row(row, "th") for row in rows[:heads])
            rest = "\n".join(_row(row, "td") for row in rows[heads:])
            return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{rest}\n</tbody>\n</table>"
        case Rule():
            return "<hr>"
        case RawHtml(text):
            return text.rstrip("\n")


def _row(cells: Iterable[Iterable[Inline]], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_inlines(cell)}</{tag}>" for cell in cells) + "</tr>"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Run():
            return _run(inline)
        case NoteMark(note):
            number = note + 1
            mark = f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" role="doc-noteref">'
            return f"{mark}{number}</a>"
        case LineBreak():
            return "<br>\n"
        case Picture(source, words):
            return f'<img src="{escape(source)}" alt="{escape(words)}">'
        case Formula(tex, displayed):
            opened, closed = (r"\[", r"\]") if displayed else (r"\(", r"\)")
            return f'<span class="math">{opened}{escape(tex, quote=False)}{closed}</span>'
        case RawHtml(text):
            return text


def _run(run: Run) -> str:
    shown = escape(run.text, quote=False)
    for wanted, opened, closed in (
        (run.code, "<code>", "</code>"),
        (run.raised, "<sup>", "</sup>"),
        (run.lowered, "<sub>", "</sub>"),
        (run.small_caps, '<span class="smallcaps">', "</span>"),
        (run.underline, "<u>", "</u>"),
        (run.struck, "<s>", "</s>"),
        (run.italic, "<em>", "</em>"),
        (run.bold, "<strong>", "</strong>"),
    ):
        if wanted:
            shown = f"{opened}{shown}{closed}"
    return f'<a href="{escape(run.link)}">{shown}</a>' if run.link else shown
