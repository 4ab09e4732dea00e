"""What a format is, and what writing and reading give beside their text and items."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citekit.formats.credits import credits_besides
from citekit.formats.shape import shaped
from citekit.model import CslItem, Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Written:
    """A bibliography as ``text``; ``diagnostics`` name every field that the format has no place for
    (``field-not-carried``), once for all items."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The ``items`` of a bibliography in its order. ``diagnostics`` say what could not be read, each
    message beginning with its line (``line 12: …``); the other entries are kept."""

    items: tuple[CslItem, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Losses:
    """Which fields of which items did not survive, found by reading each written entry back."""

    items: dict[str, list[str]]
    """Field, such as ``abstract`` or ``custom.citekit.spans`` -> the ids of the items."""

    def __init__(self) -> None:
        self.items = {}

    def in_shape(self, item: CslItem, place: int) -> CslItem:
        """``item`` in the shape that every format relies on; what of it is left out is noted. One that has
        no id is named by its ``place``."""
        found, harm = shaped(item)
        found["id"] = found["id"] or f"item-{place}"
        for field in dict.fromkeys(harm):
            self._add(field, item)
        return found

    def compare(self, item: CslItem, back: CslItem) -> None:
        """Note what ``item`` has and ``back``, the same item read again, has not or has otherwise."""
        for field, value in item.items():
            if field == "custom":
                own = value.get("citekit") if isinstance(value, dict) else None
                theirs = (back.get("custom") or {}).get("citekit") or {}
                for part, said in (own or {}).items():
                    if theirs.get(part) == said or (part == "credits" and _credited(item) == _credited(back)):
                        continue
                    self._add(f"custom.citekit.{part}", item)
                for part in value if isinstance(value, dict) else ():
                    if part != "citekit" and (back.get("custom") or {}).get(part) != value[part]:
                        self._add(f"custom.{part}", item)
            elif back.get(field) != value and not _same_tags(field, value, back.get(field)):
                self._add(field, item)

    def diagnostics(self, name: str) -> tuple[Diagnostic, ...]:
        """One diagnostic a field, in the order in which the fields were met."""
        return tuple(
            Diagnostic("field-not-carried", f"{name} does not carry {field} ({_listed(ids)})")
            for field, ids in self.items.items()
        )

    def _add(self, field: str, item: CslItem) -> None:
        self.items.setdefault(field, []).append(str(item.get("id")))


def _credited(item: CslItem) -> list[str]:
    """The credits in any order; without those of translators who stand in a field of their own."""
    return sorted(json.dumps(credit, sort_keys=True, ensure_ascii=False) for credit in credits_besides(item))


def _same_tags(field: str, value: Any, other: Any) -> bool:
    return field == "keyword" and bool(other) and tags_of(str(value)) == tags_of(str(other))


def _listed(ids: Sequence[str], shown: int = 3) -> str:
    more = f" and {len(ids) - shown} more" if len(ids) > shown else ""
    return ", ".join(ids[:shown]) + more


def tags_of(keyword: str) -> list[str]:
    """The keywords of CSL's ``keyword``: parted by semicolons where there are any, else by commas."""
    parts = re.split("[;\n]" if ";" in keyword else "[,\n]", keyword)
    return [part.strip() for part in parts if part.strip()]


def keyword_of(tags: Sequence[str]) -> str:
    """CSL's ``keyword`` of which :func:`tags_of` gives the same: a comma inside a tag needs a semicolon."""
    if not any("," in tag for tag in tags):
        return ", ".join(tags)
    return "; ".join(tags) if len(tags) > 1 else f"{tags[0]};"


def damaged(line: int, message: str, span: Span | None = None) -> Diagnostic:
    """An entry that could not be read: where it stands and why."""
    return Diagnostic("entry-unreadable", f"line {line}: {message}", span)
