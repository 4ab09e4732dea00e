"""In which script a text is written.

Public: :func:`has_cjk`, :func:`is_spaced`.
"""

from __future__ import annotations

_CJK = ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF))
"""Chinese, Japanese and Korean characters."""
_SPACED = (
    (0x2D, 0x2D), (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x370, 0x52F), (0x531, 0x587),
    (0x590, 0x6FF), (0xE01, 0xE5B), (0x10A0, 0x10FF), (0x1E00, 0x1FFF), (0x200C, 0x200F), (0x202A, 0x202E),
)  # fmt: skip
"""Characters of the scripts whose names have a blank between given name and family."""


def _has(text: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for code in map(ord, text) for low, high in ranges)


def has_cjk(text: str) -> bool:
    """Whether there is any Chinese, Japanese or Korean character."""
    return not text.isascii() and _has(text, _CJK)


def is_spaced(text: str) -> bool:
    """Whether there is any character of a script that writes blanks between the parts of a name."""
    first = text[:1]
    return (first.isascii() and first.isalnum()) or _has(text, _SPACED)
