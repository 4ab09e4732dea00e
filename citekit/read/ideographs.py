"""Chinese and Japanese are written without blanks: those that typesetting and wrapped lines leave are none.

Public: :func:`closed_up`.
"""

from __future__ import annotations

import re

_IDEOGRAPH = r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65]"
_BLANK = re.compile(rf"(?<={_IDEOGRAPH}) (?={_IDEOGRAPH}|\d)|(?<=\d) (?={_IDEOGRAPH})")


def closed_up(text: str) -> str:
    """The text without the blanks between two ideographs or kana, and between one and a figure."""
    return text if text.isascii() else _BLANK.sub("", text)
