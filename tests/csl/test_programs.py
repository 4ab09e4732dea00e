"""A program made for items of one kind prints what the one for every item prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citekit.csl import render, style
from citekit.rendering import find_style

RECORDS = Path(__file__).parents[2] / "records"
ITEMS = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RECORDS.glob("*.json"))]
CITATIONS = [
    {
        "citationItems": [{"id": item["id"], **({"locator": "5", "label": "folio"} if number % 2 else {})}],
        "properties": {"noteIndex": number + 1},
    }
    for number, item in enumerate(ITEMS + ITEMS[::3])
]


@pytest.mark.parametrize(
    "name", ["chicago", "chicago-author-date", "mla", "apa", "ieee", "gost", "soviet", "oscola"]
)
def test_every_item_prints_the_same_in_a_program_of_its_own(name, monkeypatch):
    printed = []
    made = []
    for uses in (10_000, 1):
        monkeypatch.setattr(style, "_USES_BEFORE_OWN", uses)
        style.compile_style.cache_clear()
        result = render(find_style(name).xml, ITEMS, CITATIONS)
        printed.append((result.citations, result.bibliography, result.ids))
        made.append(len(style.compile_style(find_style(name).xml, None).citation._special))
    assert printed[0] == printed[1]
    assert made[0] == 0 < made[1]
