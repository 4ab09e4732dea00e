"""Plain text."""

from __future__ import annotations

import re

MARKS: dict[tuple[str, str], tuple[str, str]] = {}
SPECIAL = re.compile(r"(?!)")
"""Nothing is special in plain text."""


def escape(text: str) -> str:
    """The text itself."""
    return text


def block(display: str) -> tuple[str, str]:
    """A blank between the left margin and what stands beside it; a line for a block."""
    if display == "left-margin":
        return "", " "
    return ("\n", "") if display in ("block", "indent") else ("", "")
