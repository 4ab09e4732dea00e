"""A printed citation as runs of text, each of one form; and the runs as Markdown.

The processor gives HTML (``<i> <b> <sup> <sub>``, ``<span style="font-variant:small-caps;">``, links); a
word processor wants runs. Runs are also what a note is trimmed and joined in, so that no punctuation is
ever sought inside markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one form; ``link`` is the address that they lead to."""

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    underline: bool = False
    raised: bool = False
    lowered: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""

    def unlinked(self) -> Run:
        """The same words without an address."""
        return replace(self, link="")

    def having(self, form: str, value: bool) -> Run:
        """The same words with one form (``italic``, ``bold``, …) on or off."""
        changes: dict[str, Any] = {form: value}
        return replace(self, **changes)


Runs = tuple[Run, ...]

_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-z]+)(?P<attributes>[^>]*)>|(?P<text>[^<]+|<)", re.IGNORECASE)
_STYLE = re.compile(r"(font-style|font-weight|font-variant|text-decoration|vertical-align)\s*:\s*([\w-]+)")
_HREF = re.compile(r"href=\"([^\"]*)\"")
_SIMPLE = {
    "i": "italic", "em": "italic", "b": "bold", "strong": "bold", "sup": "raised", "sub": "lowered",
    "u": "underline", "sc": "small_caps",
}  # fmt: skip
_STYLED = {
    ("font-style", "italic"): ("italic", True),
    ("font-style", "oblique"): ("italic", True),
    ("font-style", "normal"): ("italic", False),
    ("font-weight", "bold"): ("bold", True),
    ("font-weight", "normal"): ("bold", False),
    ("font-variant", "small-caps"): ("small_caps", True),
    ("font-variant", "normal"): ("small_caps", False),
    ("text-decoration", "underline"): ("underline", True),
    ("text-decoration", "none"): ("underline", False),
    ("vertical-align", "sup"): ("raised", True),
    ("vertical-align", "sub"): ("lowered", True),
}


@lru_cache(maxsize=8192)
def from_html(html: str) -> Runs:
    """The runs of a citation or entry that the processor printed; its divisions are parted by a space."""
    runs: list[Run] = []
    forms = [Run("")]
    for piece in _PIECE.finditer(html):
        if piece["text"]:
            runs.append(replace(forms[-1], text=unescape(piece["text"])))
        elif piece["close"]:
            if len(forms) > 1:
                forms.pop()
            if piece["tag"] == "div" and runs and not runs[-1].text.endswith((" ", "\n")):
                runs.append(Run(" "))
        elif not piece["attributes"].endswith("/"):
            forms.append(_formed(forms[-1], piece["tag"].lower(), piece["attributes"]))
    return joined(runs)


def _formed(form: Run, tag: str, attributes: str) -> Run:
    if tag in _SIMPLE:
        return form.having(_SIMPLE[tag], True)
    if tag == "a" and (href := _HREF.search(attributes)):
        return replace(form, link=unescape(href[1]))
    for name, value in _STYLE.findall(attributes):
        field = _STYLED.get((name, value))
        if field:
            form = form.having(*field)
    return form


def joined(runs: Iterable[Run]) -> Runs:
    """The runs with neighbours of one form made one, and the blanks around the whole left out."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip())
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(run for run in found if run.text)


def plain(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def capitalised(runs: Runs) -> Runs:
    """The runs as a note begins: with a capital, unless with an address."""
    for at, run in enumerate(runs):
        letter = re.search(r"\w", run.text)
        if letter:
            if run.text.startswith(("http:", "https:", "www.", "@")) or not letter.group().islower():
                return runs
            text = run.text[: letter.start()] + letter.group().upper() + run.text[letter.end() :]
            return (*runs[:at], replace(run, text=text), *runs[at + 1 :])
    return runs


_ABBREVIATED = re.compile(
    r"(?<!\w)(?:ibid|ebd|ob|об|зв|ff?|et al|etc|eds?|trans|comp|jr|sr|inc|n\.d|o\.j|b\.d|б\.д|г|гг|в)\.$",
    re.IGNORECASE,
)


def without_final_period(runs: Runs) -> Runs:
    """The runs without the full stop that ends a note, one inside closing quotation marks included; that of
    an abbreviation stays."""
    if not runs or _ABBREVIATED.search(plain(runs)):
        return runs
    last = runs[-1]
    text = re.sub(r"(?<!\.\.)\.([”»“’\"]?)$", r"\1", last.text)
    return (*runs[:-1], replace(last, text=text)) if text else without_trailing_blank(runs[:-1])


def without_trailing_blank(runs: Runs) -> Runs:
    """The runs without blanks at their end."""
    return joined(runs)


def with_final_period(runs: Runs) -> Runs:
    """The runs with the full stop that ends a note, unless their own punctuation does."""
    if not runs or re.search(r"[.!?…][”»“’\")\]]*$", plain(runs)):
        return runs
    return joined([*runs, Run(".")])


_SPECIAL = re.compile(r"([\\`*_\[\]<>^~$|]|(?<![\w.])@|&(?=#?\w+;)|!(?=\[)|\.{3,}|-{2,})")
_MARKED_END = re.compile(r"(?<!\\)[*^~]$")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$|[-+ ]*$)|=+$|\d{1,9}(?=[.)](?:\s|$))|:{3,})")
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]”»’]")


def to_markdown(runs: Runs, *, begins_line: bool = False) -> str:
    """The runs as pandoc's Markdown, which reads back to the same words and forms."""
    pieces: list[str] = []
    for at, run in enumerate(runs):
        before = runs[at - 1].text[-1:] if at else ""
        after = runs[at + 1].text[:1] if at + 1 < len(runs) else ""
        shown = _markdown(run, before, after)
        if pieces and _MARKED_END.search(pieces[-1]) and shown.startswith(("*", "^", "~")):
            pieces.append("<!-- -->")  # else two marks would be read as one
        pieces.append(shown)
    text = "".join(pieces)
    if begins_line and (start := _LINE_START.match(text)):
        at = start.end(1) if not start[2].isdigit() else start.end()
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _markdown(run: Run, before: str, after: str) -> str:
    left, words, right = re.fullmatch(r"(\s*)(.*?)(\s*)", run.text, re.DOTALL).groups()  # type: ignore[union-attr]
    if not words:
        return run.text
    if run.link == words or (not run.link and _ADDRESS.fullmatch(words)):
        return f"{left}<{words}>{right}"
    if run.italic or run.bold:
        # A mark of emphasis between a letter and punctuation is none (CommonMark 0.31, "flanking").
        if not left and before.isalnum():
            left, words = re.match(r"([\W_]*)(.*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
        if not right and after.isalnum():
            words, right = re.match(r"(.*?)([\W_]*)$", words, re.DOTALL).groups()  # type: ignore[union-attr]
    formed = _formed_markdown(run, _escaped(words)) if words else ""
    return f"{_escaped(left)}{formed}{_escaped(right)}"


def _formed_markdown(run: Run, words: str) -> str:
    if run.link:
        words = f"[{words}](<{run.link}>)"
    if run.small_caps:
        words = f"[{words}]{{.smallcaps}}"
    if run.underline:
        words = f"[{words}]{{.underline}}"
    if run.raised:
        words = f"^{words.replace(' ', chr(92) + ' ')}^"
    if run.lowered:
        words = f"~{words.replace(' ', chr(92) + ' ')}~"
    if run.italic:
        words = f"*{words}*"
    return f"**{words}**" if run.bold else words


def _each_escaped(found: re.Match[str]) -> str:
    return "".join(f"\\{letter}" for letter in found.group())


def _escaped(words: str) -> str:
    pieces: list[str] = []
    position = 0
    for address in _ADDRESS.finditer(words):
        pieces += _SPECIAL.sub(_each_escaped, words[position : address.start()]), f"<{address.group()}>"
        position = address.end()
    return "".join([*pieces, _SPECIAL.sub(_each_escaped, words[position:])])
