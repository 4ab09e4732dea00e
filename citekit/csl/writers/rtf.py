"""RTF: runs of text, for a document that the caller opens and closes."""

from __future__ import annotations

import re

MARKS = {
    ("font-style", "italic"): ("{\\i ", "}"),
    ("font-style", "oblique"): ("{\\i ", "}"),
    ("font-style", "normal"): ("{\\i0 ", "}"),
    ("font-weight", "bold"): ("{\\b ", "}"),
    ("font-weight", "normal"): ("{\\b0 ", "}"),
    ("font-variant", "small-caps"): ("{\\scaps ", "}"),
    ("font-variant", "normal"): ("{\\scaps0 ", "}"),
    ("text-decoration", "underline"): ("{\\ul ", "}"),
    ("vertical-align", "sup"): ("{\\super ", "}"),
    ("vertical-align", "sub"): ("{\\sub ", "}"),
}
SPECIAL = re.compile(r"[\\{}\n]|[^\x00-\x7f]")


def escape(text: str) -> str:
    """Text with RTF's own characters escaped and what is no ASCII as UTF-16 units."""
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\line ")
        elif ord(char) < 128:
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            for place in range(0, len(units), 2):
                unit = int.from_bytes(units[place : place + 2], "little")
                out.append(f"\\uc0\\u{unit - 65536 if unit > 32767 else unit} ")
    return "".join(out)


def block(display: str) -> tuple[str, str]:
    """A tab between the left margin and what stands beside it; a line for a block."""
    if display == "left-margin":
        return "", "\\tab "
    return ("\\line ", "") if display in ("block", "indent") else ("", "")
