"""Where a note's number stands: the blanks before it, the punctuation after (CMOS 17, 14.26)."""

from __future__ import annotations

import re

MARKER = re.compile(r"(?::{3,}\s*)?\{\s*#refs\s*\}(?:\s*:{3,})?")
"""A paragraph in a word processor that says where the bibliography is to stand."""

_PUNCTUATION = re.compile(r"[.,;:!?…]*(?:[\"”’»']+(?!\w))?[.,;:!?…]*")


def marks_after(text: str, position: int) -> int:
    """Where the punctuation and closing quotation marks after ``position`` end."""
    return _PUNCTUATION.match(text, position).end()  # type: ignore[union-attr]


def blank_before(text: str, position: int, first: int = 0) -> int:
    """Where the blanks before ``position`` begin, unless nothing but blanks stands between it and ``first``."""
    before = text[first:position]
    return first + len(before.rstrip(" \t\u00a0")) if before.strip() else position
