"""Text as TeX writes it, and back.

Public: :func:`encode`, :func:`decode`, :data:`BLANKS`. ``decode(encode(text)) == text`` for every text without blanks
around its line breaks. The ten special characters are those of the TeXbook, chapter 7; the four of CSL's
rich-text tags (CSL 1.0.2, "HTML-like tags") become their LaTeX commands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_ESCAPES = {
    "\\": r"\textbackslash{}",
    # Braces by name: BibTeX counts every brace, a \{ too.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "\N{NO-BREAK SPACE}": "~",
    # Apart, so that TeX makes no dash and no quotation mark of them.
    "-": "-{}",
    "`": "`{}",
    "'": "'{}",
    # A line that begins with @ would begin an entry for some readers.
    "@": "{}@",
    "\n": r"\newline{}",
    "\n\n": "\n\n",
    "<i>": r"\textit{",
    "<b>": r"\textbf{",
    "<sup>": r"\textsuperscript{",
    "<sub>": r"\textsubscript{",
    '<span style="font-variant:small-caps;">': r"\textsc{",
}
NOCASE = '<span class="nocase">'
"""CSL's tag for words that keep their letters; only in a title have they braces."""
WITHOUT_CASE = re.compile(re.escape(NOCASE) + "([^<>]*)</span>")
BLANKS = " \t\r\n"
"""What TeX takes for a blank; a no-break space is none."""
_TAG = re.compile(r"<(?P<name>i|b|sup|sub|span)(?:\s[^<>]*)?>(?P<inner>[^<>]*)</(?P=name)>")
_SPECIAL = re.compile(r"\n\n(?=[^\n])|(?<=\n\n)@|-(?=-)|`(?=`)|'(?=')|[\\{}&%$#_~^<>\n\u00a0]")

_TOKEN = re.compile(
    r"\\text(?P<name>backslash|braceleft|braceright|asciitilde|asciicircum|less|greater)(?:\{\}|(?![A-Za-z])\s?)"
    r"|\\(?P<char>[&%$#_{}])|(?P<newline>\\newline\{\})"
    r"|(?P<dashes>---?)|(?P<quote>``|'')|(?P<tie>~)|(?P<brace>[{}])|(?P<foreign>[\\$])"
)
_NAMED = {
    "backslash": "\\",
    "braceleft": "{",
    "braceright": "}",
    "asciitilde": "~",
    "asciicircum": "^",
    "less": "<",
    "greater": ">",
}
_SIGNS = {"--": "–", "---": "—", "``": "“", "''": "”", "~": "\N{NO-BREAK SPACE}"}
_TELLING = re.compile(r"[\\$~\n]|--|``|''")
_WRAP = re.compile(r"(?<!\n)[ \t]*\n[ \t]*(?!\s*\n)")
_PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def encode(text: str) -> str:
    """``text`` with TeX's special characters escaped and CSL's rich-text tags as commands."""
    if NOCASE in text:
        text = WITHOUT_CASE.sub(r"\1", text)
    if "<" in text and (tag := _TAG.search(text)):
        opening = text[tag.start() : tag.start("inner")]
        if opening in _ESCAPES:
            inner = _ESCAPES[opening] + encode(tag["inner"]) + "}"
            return encode(text[: tag.start()]) + inner + encode(text[tag.end() :])
    return _SPECIAL.sub(_escaped, text)


def decode(tex: str) -> str:
    """The text that ``tex`` prints: escapes, accents and dashes as characters, wrapped lines joined."""
    tex = tex.strip(BLANKS)
    if not _TELLING.search(tex):
        return tex.replace("{", "").replace("}", "")
    joined = _WRAP.sub(" ", _PARAGRAPH.sub("\n\n", tex))
    pieces: list[str] = []
    at = 0
    for token in _TOKEN.finditer(joined):
        if token["foreign"]:
            return _foreign(joined)
        pieces += (joined[at : token.start()], _meant(token))
        at = token.end()
    return "".join(pieces) + joined[at:]


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES[match[0]]


def _meant(token: re.Match[str]) -> str:
    if token["name"]:
        return _NAMED[token["name"]]
    if token["char"]:
        return token["char"]
    if token["newline"]:
        return "\n"
    return _SIGNS.get(token[0], "")


def _foreign(tex: str) -> str:
    return _BREAK.sub("\n", _latex().latex_to_text(tex)).strip(BLANKS)


@cache
def _latex() -> LatexNodes2Text:
    """pylatexenc, with the commands of :func:`encode` and CSL's rich-text tags."""
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )
    from pylatexenc.latexwalker import get_default_latex_context_db as walker_context
    from pylatexenc.macrospec import std_macro

    marked = {
        "textit": "<i>%s</i>",
        "emph": "<i>%s</i>",
        "textbf": "<b>%s</b>",
        "textsuperscript": "<sup>%s</sup>",
        "textsubscript": "<sub>%s</sub>",
        "textsc": '<span style="font-variant:small-caps;">%s</span>',
    }
    named = {f"text{name}": sign for name, sign in _NAMED.items()} | {
        "\\": "\n",
        "newline": "\n",
        "par": "\n\n",
    }
    texts = get_default_latex_context_db()
    texts.add_context_category(
        "citekit",
        prepend=True,
        macros=[
            *(MacroTextSpec(name, simplify_repl=shown) for name, shown in marked.items()),
            *(MacroTextSpec(name, simplify_repl=sign) for name, sign in named.items()),
        ],
    )
    nodes = walker_context()
    nodes.add_context_category("citekit", prepend=True, macros=[std_macro(name, False, 1) for name in marked])
    return LatexNodes2Text(
        latex_context=texts, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True
    )
