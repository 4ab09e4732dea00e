"""Values of CSL-JSON as text.

Public: :func:`text_of`.
"""

from __future__ import annotations

import re
from typing import Any

_UNPRINTED = re.compile(r"(?P<gap>[\t-\r\x1c-\x1e\u2028\u2029]+)|(?P<lone>[\ud800-\udfff])|[\x00-\x1f\x7f]")


def text_of(value: Any) -> str:
    """A string, or a number as JSON has it, on one line; "" for anything else.

    Line breaks and tabs are blanks; control characters, which no output format can hold, are left out.
    """
    if not isinstance(value, str):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return ""
        return str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return value if value.isprintable() else _UNPRINTED.sub(_printed, value)


def _printed(match: re.Match[str]) -> str:
    return " " if match["gap"] else "\ufffd" if match["lone"] else ""
