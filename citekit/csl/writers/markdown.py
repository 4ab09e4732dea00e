"""Markdown, as CommonMark and pandoc read it."""

from __future__ import annotations

import re

MARKS = {
    ("font-style", "italic"): ("*", "*"),
    ("font-style", "oblique"): ("*", "*"),
    ("font-weight", "bold"): ("**", "**"),
    ("font-variant", "small-caps"): ("[", "]{.smallcaps}"),
    ("text-decoration", "underline"): ("[", "]{.underline}"),
    ("vertical-align", "sup"): ("^", "^"),
    ("vertical-align", "sub"): ("~", "~"),
}
SPECIAL = re.compile(r"[\\`*_\[\]<>^~$]|&(?=#?\w+;)|(?<!\w)@(?=\w)|(?<=-)-")
"""Marks, and what is one beside others: entities, pandoc's citations, and the hyphens that it makes a dash."""


def escape(text: str) -> str:
    """Text with the characters that Markdown reads as marks escaped."""
    return SPECIAL.sub(r"\\\g<0>", text)


def block(display: str) -> tuple[str, str]:
    """A blank between the left margin and what stands beside it; a line for a block."""
    if display == "left-margin":
        return "", " "
    return ("\n\n", "") if display in ("block", "indent") else ("", "")
