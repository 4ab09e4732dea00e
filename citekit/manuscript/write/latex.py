"""LaTeX: a document that pdflatex, xelatex and lualatex typeset, its notes ``\\footnote``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

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

_BABEL = {
    "en": "english", "de": "ngerman", "fr": "french", "ru": "russian", "uk": "ukrainian", "pl": "polish",
    "cs": "czech", "sk": "slovak", "hu": "magyar", "ro": "romanian", "bg": "bulgarian", "it": "italian",
    "es": "spanish",
}  # fmt: skip
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "[": "{[}", "]": "{]}", "\u00a0": "~", "“": "``", "”": "''", "‘": "`",
    "’": "'", "–": "--", "—": "---", "…": r"\ldots{}", '"': r"\textquotedbl{}", "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
}  # fmt: skip
_SPECIAL_PATTERN = re.compile("|".join(map(re.escape, _SPECIAL)))
_HEADINGS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph")


def write(body: Body, page: TitlePage) -> bytes:
    """The document as UTF-8."""
    text = "\n\n".join(_block(block, body.notes) for block in body.blocks)
    language = _BABEL.get(page.lang[:2], "english")
    cyrillic = "T2A," if re.search(r"[\u0400-\u04ff]", text) else ""
    title = ""
    if page.title:
        authors = r" \and ".join(map(_escaped, page.authors))
        title = f"\\title{{{_escaped(page.title)}}}\n\\author{{{authors}}}\n\\date{{{_escaped(page.date or '')}}}\n"
    preamble = (
        "\\documentclass{article}\n\\usepackage{iftex}\n"
        f"\\ifPDFTeX\n  \\usepackage[{cyrillic}T1]{{fontenc}}\n  \\usepackage[utf8]{{inputenc}}\n"
        "  \\usepackage{textcomp}\n\\else\n  \\usepackage{fontspec}\n\\fi\n"
        f"\\usepackage[{language}]{{babel}}\n\\usepackage{{graphicx}}\n\\usepackage[normalem]{{ulem}}\n"
        "\\usepackage[hidelinks]{hyperref}\n"
    )
    begin = "\\begin{document}\n" + ("\\maketitle\n" if page.title else "")
    return f"{preamble}{title}{begin}\n{text}\n\n\\end{{document}}\n".encode()


Notes = Sequence[tuple[Block, ...]]


def _blocks(blocks: Iterable[Block], notes: Notes) -> str:
    return "\n\n".join(_block(block, notes) for block in blocks)


def _block(block: Block, notes: Notes) -> str:
    match block:
        case Paragraph(inlines, entry):
            shown = _inlines(inlines, notes)
            return f"\\noindent\\hangindent=2em {shown}\\par" if entry else shown
        case Heading(level, inlines):
            return f"\\{_HEADINGS[level - 1]}*{{{_inlines(inlines, notes)}}}"
        case Code(text):
            return f"\\begin{{verbatim}}\n{text}\n\\end{{verbatim}}"
        case Quote(blocks):
            return f"\\begin{{quote}}\n{_blocks(blocks, notes)}\n\\end{{quote}}"
        case ItemList(items, start):
            name = "itemize" if start is None else "enumerate"
            first = f"\\setcounter{{enumi}}{{{start - 1}}}\n" if start not in (None, 1) else ""
            shown = "\n".join(f"\\item {_blocks(item, notes)}" for item in items)
            return f"\\begin{{{name}}}\n{first}{shown}\n\\end{{{name}}}"
        case Table(rows, heads):
            lines = [" & ".join(_inlines(cell, notes) for cell in row) + r" \\" for row in rows]
            columns = "l" * max(map(len, rows), default=1)
            inside = "\n".join([*lines[:heads], r"\hline", *lines[heads:]])
            return f"\\begin{{tabular}}{{{columns}}}\n{inside}\n\\end{{tabular}}"
        case Rule():
            return r"\begin{center}\rule{0.5\linewidth}{0.5pt}\end{center}"
        case RawHtml():
            return ""


def _inlines(inlines: Iterable[Inline], notes: Notes) -> str:
    return "".join(_inline(inline, notes) for inline in inlines)


def _inline(inline: Inline, notes: Notes) -> str:
    match inline:
        case Run():
            return _run(inline)
        case NoteMark(note):
            return f"\\footnote{{{_blocks(notes[note], notes)}}}"
        case LineBreak():
            return "\\\\\n"
        case Picture(source, _):
            return f"\\includegraphics[width=\\linewidth,height=.5\\textheight,keepaspectratio]{{{source}}}"
        case Formula(tex, displayed):
            return f"\\[{tex}\\]" if displayed else f"\\({tex}\\)"
        case RawHtml():
            return ""


def _run(run: Run) -> str:
    shown = _escaped(run.text)
    for wanted, command in (
        (run.code, "texttt"),
        (run.raised, "textsuperscript"),
        (run.lowered, "textsubscript"),
        (run.small_caps, "textsc"),
        (run.underline, "uline"),
        (run.struck, "sout"),
        (run.italic, "emph"),
        (run.bold, "textbf"),
    ):
        if wanted:
            shown = f"\\{command}{{{shown}}}"
    if run.link and run.link == run.text:
        return f"\\url{{{_address(run.link)}}}"
    return f"\\href{{{_address(run.link)}}}{{{shown}}}" if run.link else shown


def _address(link: str) -> str:
    return re.sub(r"([%#])", r"\\\1", re.sub(r"[{}\\\s]", lambda bad: quote(bad.group()), link))


def _escaped(words: str) -> str:
    return _SPECIAL_PATTERN.sub(lambda found: _SPECIAL[found.group()], words)
