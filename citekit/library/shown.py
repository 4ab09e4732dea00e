"""Values of a record in few words, for a person."""

from __future__ import annotations

import json
from typing import Any

from citekit.library.dates import date_text
from citekit.library.shelf import named_levels

_NAME_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def shown(value: Any) -> str:
    """A name, a date, a shelf-mark or a list of them as one reads it; anything else as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    if isinstance(value, dict):
        if levels := named_levels(value):
            mark = ", ".join(f"{level} {number}" for level, number in levels)
            return f"{value.get('repository') or 'archive not named'}, {mark}"
        if value.keys() & {"date-parts", "literal", "raw"} and "family" not in value and date_text(value):
            return date_text(value)
        if name := " ".join(str(value[part]) for part in _NAME_PARTS if value.get(part)):
            return name
        if value.keys() == {"literal"}:
            return str(value["literal"])
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
