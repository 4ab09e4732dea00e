"""In which script a text is written.

Public: :func:`has_cjk`, :func:`is_spaced`.
"""

from __future__ import annotations

import re

_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
"""Chinese, Japanese and Korean characters."""
_SPACED = re.compile(
    "[-0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u0531-\u0587\u0590-\u06ff\u0e01-\u0e5b\u10a0-\u10ff\u1e00-\u1fff"
    "\u200c-\u200f\u202a-\u202e]"
)
"""Characters of the scripts whose names have a blank between given name and family."""


def has_cjk(text: str) -> bool:
    """Whether there is any Chinese, Japanese or Korean character."""
    return not text.isascii() and _CJK.search(text) is not None


def is_spaced(text: str) -> bool:
    """Whether there is any character of a script that writes blanks between the parts of a name."""
    return _SPACED.search(text) is not None
