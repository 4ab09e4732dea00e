"""CSL-YAML: the items under ``references``, as pandoc writes and reads them, with PyYAML."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from citekit.errors import InvalidData
from citekit.formats.csl_json import checked_item
from citekit.formats.exchange import Imported, Written, damaged
from citekit.model import CslItem, Diagnostic
from citekit.model.schema import DATES


def write(items: Sequence[CslItem], dialect: str | None = None) -> Written:
    """The items under ``references``; nothing is lost."""
    import yaml

    text = yaml.dump(
        {"references": [dict(item) for item in items]},
        Dumper=_dumper(),
        allow_unicode=True,
        sort_keys=False,
        width=100,
        explicit_start=True,
        explicit_end=True,
    )
    return Written(text.replace("\n...\n", "\n---\n"))


def parse(text: str) -> Imported:
    """The items of a YAML bibliography; raises InvalidData, with the line, where it is no YAML."""
    import yaml

    try:
        whole = next(iter(yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))), None)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise InvalidData(f"is no YAML: {where}{getattr(error, 'problem', error)}") from error
    listed = whole.get("references") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        raise InvalidData("is no CSL-YAML: it has no list of references")
    items: list[CslItem] = []
    found: list[Diagnostic] = []
    for place, value in enumerate(listed, 1):
        item = checked_item(value, place)
        if item is None:
            found.append(damaged(1, f"reference {place} is no CSL item: it has no type; it is left out"))
        else:
            items.append({field: _typed(field, value) for field, value in item.items()})
    return Imported(tuple(items), tuple(found))


def _dumper() -> Any:
    import yaml

    class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return _Plain


def _typed(field: str, value: Any) -> Any:
    """A date as CSL-JSON has it; pandoc's YAML takes ``1956``, ``1956-09-05`` and ``[{year: 1956}]`` too."""
    if field not in DATES:
        return value
    if isinstance(value, datetime.date):
        return {"date-parts": [[value.year, value.month, value.day]]}
    if isinstance(value, int):
        return {"date-parts": [[value]]}
    if isinstance(value, list):
        parts = [
            [part[name] for name in ("year", "month", "day") if name in part]
            for part in value
            if isinstance(part, dict)
        ]
        return {"date-parts": parts} if parts else value
    return value
