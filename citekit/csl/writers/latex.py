"""LaTeX."""

from __future__ import annotations

import re

MARKS = {
    ("font-style", "italic"): ("\\emph{", "}"),
    ("font-style", "oblique"): ("\\textsl{", "}"),
    ("font-style", "normal"): ("\\textup{", "}"),
    ("font-weight", "bold"): ("\\textbf{", "}"),
    ("font-weight", "normal"): ("\\textmd{", "}"),
    ("font-variant", "small-caps"): ("\\textsc{", "}"),
    ("text-decoration", "underline"): ("\\underline{", "}"),
    ("vertical-align", "sup"): ("\\textsuperscript{", "}"),
    ("vertical-align", "sub"): ("\\textsubscript{", "}"),
}
_SPECIAL = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "&": "\\&",
    "%": "\\%",
    "$": "\\$",
    "#": "\\#",
    "_": "\\_",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    "\u00a0": "~",
    "\u202f": "\\,",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
}

SPECIAL = re.compile("[" + re.escape("".join(_SPECIAL)) + "]|-(?=-)")


def escape(text: str) -> str:
    """Text with TeX's own characters escaped, dashes and quotation marks as TeX writes them; hyphens side by
    side stay hyphens."""
    return SPECIAL.sub(lambda match: _SPECIAL.get(match[0], "-{}"), text)


def block(display: str) -> tuple[str, str]:
    """A blank between the left margin and what stands beside it; a line for a block."""
    if display == "left-margin":
        return "", " "
    return ("\\\\\n", "") if display in ("block", "indent") else ("", "")
