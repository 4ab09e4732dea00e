"""JSON as RFC 8259 has it, and nothing that Python's reader lets through beside it.

Public: :func:`decoded`, :func:`mended`, :class:`BrokenJson`. Python takes NaN, Infinity and halves of surrogate
pairs (RFC 8259, section 8.2), and stops at numbers of thousands of digits and at thousands of brackets with
errors of other kinds.
"""

from __future__ import annotations

import json
import re
from typing import Any

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HALVES = re.compile("[\ud800-\udfff]")


class BrokenJson(ValueError):
    """A text that is no JSON: the ``line`` and ``column`` where that shows (column 0: not known), and why."""

    def __init__(self, line: int, reason: str, column: int = 0) -> None:
        self.line, self.reason, self.column = line, reason, column
        super().__init__(reason)


def decoded(text: str, at: int = 0) -> tuple[Any, int]:
    """The value that begins at ``at``, and where it ends; raises BrokenJson."""
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise BrokenJson(error.lineno, error.msg, error.colno) from error
    except ValueError as error:
        said = str(error) if "digits" not in str(error) else "a number has thousands of digits"
        raise BrokenJson(text.count("\n", 0, at) + 1, said) from error
    except RecursionError as error:
        raise BrokenJson(text.count("\n", 0, at) + 1, "is nested too deeply") from error


def mended(value: Any, text: str) -> Any:
    """``value``, read from ``text``, with U+FFFD for each half of a character; itself where there is none."""
    return _mended(value) if _HALF.search(text) else value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list) else value


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_refused)
