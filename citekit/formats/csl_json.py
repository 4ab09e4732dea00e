"""CSL-JSON 1.0.2: the items as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.exchange import Imported, Written, damaged
from citekit.model import CslItem, Diagnostic
from citekit.model.strict_json import BrokenJson, decoded, mended

_BLANK = re.compile(r"[\s,]*")


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items as a JSON array; nothing is lost."""
    return Written(json.dumps(list(items), ensure_ascii=False, indent=2) + "\n")


def parse(text: str) -> Imported:
    """The items of a CSL-JSON array, or the one item of an object.

    Of broken JSON the items before the damage are kept. Raises InvalidData where nothing of the text is
    CSL-JSON.
    """
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    for line, written in _values(text, found):
        value = mended(written, text)
        if value != written:
            found.append(damaged(line, "holds half a character (\\ud800 to \\udfff); U+FFFD stands for it"))
        if (item := checked_item(value, len(items) + 1)) is not None:
            items.append(item)
        else:
            found.append(damaged(line, "is no CSL item: it has no type; it is left out"))
    if found and not items:
        raise InvalidData(f"is no CSL-JSON: {found[0].message}")
    return Imported(tuple(items), tuple(found))


def checked_item(value: Any, place: int) -> CslItem | None:
    """``value`` as an item with an id that is text; None where it is none. ``place`` names one without id."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return None
    return {**value, "id": str(value.get("id", f"item-{place}"))}


def _values(text: str, found: list[Diagnostic]) -> Iterator[tuple[int, Any]]:
    """Each value of the array with its line; what is broken goes to ``found``, and ends the reading."""
    start = _BLANK.match(text)
    at = start.end() if start else 0
    listed = text.startswith("[", at)
    at += listed
    while True:
        at = _end(_BLANK, text, at)
        if at >= len(text) or text[at] == "]":
            break
        try:
            value, end = decoded(text, at)
        except BrokenJson as error:
            found.append(damaged(error.line, f"{error.reason}; what follows is left out"))
            return
        yield text.count("\n", 0, at) + 1, value
        at = end
    if listed and at >= len(text):
        found.append(damaged(text.count("\n") + 1, "the file ends within its list"))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
