"""What CSL 1.0.2 says of each feature, in small styles of our own: the cases of features/*.toml.

A file is one area of the specification, ``section`` the part of it that a case follows. A case has a name and
a few of these:

* of the style: ``layout`` and ``entry`` (what stands in the cs:layout of cs:citation and cs:bibliography),
  ``layout-options`` and ``entry-options`` (its attributes), ``citation``, ``bibliography`` and ``options`` (the
  attributes of cs:citation, cs:bibliography and cs:style), ``sort`` and ``entry-sort`` (in cs:sort), ``macros``,
  ``locale`` (cs:locale elements), ``class``, ``lang``;
* of the call: ``item`` or ``items``, called a, b, c … and books where they do not say; ``cites``, a list of
  citations, each a list of ids or of tables as in csl-citation.json; ``notes``, the note of each citation, which
  makes the whole a document; ``document``, ``nocite``, ``output``, ``into`` (the locale of the call). Without
  ``cites`` one citation cites all items;
* of the outcome: ``prints``, the only citation, or ``citations``; ``entries``, ``ids``, ``warnings``;
* ``each``, rows of which each makes a test: what stands in braces in the style is replaced, anything else
  is a field of the item or a key of the case.

In an item a name variable may be written "Family, Given; Family, Given", a date as its date-parts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit.csl import render
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES

FOLDER = Path(__file__).parent / "features"
STYLE_KEYS = {
    "layout", "entry", "layout-options", "entry-options", "citation", "bibliography", "options", "sort",
    "entry-sort", "macros", "locale", "class", "lang",
}  # fmt: skip
CALL_KEYS = {"item", "items", "cites", "notes", "document", "nocite", "output", "into"}
OUTCOME_KEYS = {"prints", "citations", "entries", "ids", "warnings"}
KNOWN = STYLE_KEYS | CALL_KEYS | OUTCOME_KEYS | {"name", "section", "each"}

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{class}" version="1.0" default-locale="{lang}" {options}>
<info><title>Own</title><id>own</id><updated>2024-01-01T00:00:00+00:00</updated></info>
{locale}
{macros}
<citation {citation}>{sort}<layout {layout-options}>{layout}</layout></citation>
{bibliography}
</style>"""


def cases() -> Iterator[Any]:
    """Every test: the rows of each case that has any, else the case."""
    for file in sorted(FOLDER.glob("*.toml")):
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in read["case"]:
            assert set(case) <= KNOWN, (file.name, case["name"], set(case) - KNOWN)
            rows = case.pop("each", [{}])
            for number, row in enumerate(rows, 1):
                name = f"{file.stem}: {case['name']}" + (f" ({number})" if len(rows) > 1 else "")
                yield pytest.param(with_row(case, row), id=name)


def with_row(case: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """The case with one of its rows."""
    made = dict(case)
    for key, value in row.items():
        inside = [name for name in STYLE_KEYS if "{" + key + "}" in made.get(name, "")]
        for name in inside:
            made[name] = made[name].replace("{" + key + "}", value)
        if inside:
            continue
        if key in KNOWN:
            made[key] = value
        else:
            made["item"] = made.get("item", {}) | {key: value}
    return made


def style(case: dict[str, Any]) -> str:
    """The style that a case describes."""
    sort, entry_sort = case.get("sort"), case.get("entry-sort")
    values = {
        "class": case.get("class", "in-text"),
        "lang": case.get("lang", "en-US"),
        "options": case.get("options", ""),
        "locale": case.get("locale", ""),
        "macros": case.get("macros", ""),
        "citation": case.get("citation", ""),
        "sort": f"<sort>{sort}</sort>" if sort else "",
        "layout-options": case.get("layout-options", 'delimiter="; "'),
        "layout": case.get("layout", '<text variable="title"/>'),
        "bibliography": "",
    }
    if "entry" in case:
        values["bibliography"] = (
            f"<bibliography {case.get('bibliography', '')}>{f'<sort>{entry_sort}</sort>' if entry_sort else ''}"
            f"<layout {case.get('entry-options', '')}>{case['entry']}</layout></bibliography>"
        )
    made = STYLE
    for key, value in values.items():
        made = made.replace("{" + key + "}", value)
    return made


def item(fields: dict[str, Any], number: int) -> dict[str, Any]:
    """CSL-JSON of an item as a case writes it."""
    made: dict[str, Any] = {"id": "abcdefghijklmnopqrstuvwxyz"[number], "type": "book"}
    for key, value in fields.items():
        if key in NAME_VARIABLES and isinstance(value, str):
            value = [person(one) for one in value.split("; ")]
        elif key in DATE_VARIABLES and isinstance(value, list):
            value = {"date-parts": value if isinstance(value[0], list) else [value]}
        made[key] = value
    return made


def person(text: str) -> dict[str, str]:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": family}


def call(case: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """The items and citations of a case, and how it calls."""
    items = [item(fields, number) for number, fields in enumerate(case.get("items", [case.get("item", {})]))]
    notes = case.get("notes")
    cites = case.get("cites", [[one["id"] for one in items]])
    citations = [
        {
            "citationItems": [{"id": cite} if isinstance(cite, str) else cite for cite in citation],
            "properties": {"noteIndex": notes[place] if notes else 0},
        }
        for place, citation in enumerate(cites)
    ]
    how = {
        "document": case.get("document", notes is not None),
        "output": case.get("output", "html"),
        "nocite": case.get("nocite", ()),
        "locale": case.get("into"),
    }
    return items, citations, how


@pytest.mark.parametrize("case", list(cases()))
def test_feature(case: dict[str, Any]) -> None:
    assert set(case) & OUTCOME_KEYS, "a case without an outcome"
    items, citations, how = call(case)
    result = render(style(case), items, citations, **how)
    if "prints" in case:
        assert result.citations == [case["prints"]]
    if "citations" in case:
        assert result.citations == case["citations"]
    if "entries" in case:
        assert result.bibliography == case["entries"]
    if "ids" in case:
        assert result.ids == case["ids"]
    assert result.warnings == case.get("warnings", [])
