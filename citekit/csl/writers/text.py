"""Plain text."""

from __future__ import annotations


def escape(text: str) -> str:
    """The text itself."""
    return text


def marks(formatting: tuple[str, str]) -> tuple[str, str]:
    """Plain text has no formatting."""
    return "", ""


def block(display: str, *, closing: bool) -> str:
    """A blank between the left margin and what stands beside it; a line for a block."""
    if display == "left-margin" and closing:
        return " "
    return "\n" if display in ("block", "indent") and not closing else ""
