"""A merge loses no field and no value."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import InvalidData
from citekit.library.merging import adds_nothing, merged

texts = st.text(min_size=1, max_size=8)
people = st.lists(st.fixed_dictionaries({"family": texts}, optional={"given": texts}), min_size=1, max_size=2)
items = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c"]), "type": st.sampled_from(["manuscript", "report"])},
    optional={
        "title": texts,
        "abstract": texts,
        "author": people,
        "issued": st.fixed_dictionaries({"date-parts": st.just([[1956]])}, optional={"circa": st.just(True)}),
        "custom": st.fixed_dictionaries(
            {},
            optional={
                "other-program": texts,
                "citekit": st.fixed_dictionaries(
                    {},
                    optional={
                        "credits": st.lists(st.fixed_dictionaries({"role": texts, "names": st.lists(texts)})),
                        "document": st.dictionaries(texts, texts, max_size=2),
                        "spans": st.dictionaries(texts, st.just([1, 2]), max_size=2),
                        "alternatives": st.dictionaries(texts, st.lists(texts, min_size=1), max_size=2),
                    },
                ),
            },
        ),
    },
)


def _values(value: Any) -> set[str]:
    """Every text that stands anywhere in ``value``."""
    if isinstance(value, dict):
        return set().union(*map(_values, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(_values, value)) if value else set()
    return {json.dumps(value)}


@given(items, items)
def test_every_value_of_both_is_in_the_merged(one: dict[str, Any], other: dict[str, Any]) -> None:
    item, notes = merged(one, other)
    assert _values(one) | _values(other) <= _values(item)
    assert item["id"] == one["id"]
    for field, value in one.items():
        if field != "custom":
            assert item[field] == value
    alternatives = item.get("custom", {}).get("citekit", {}).get("alternatives", {})
    assert all(note.code == "value-claimed-twice" for note in notes)
    assert len(notes) <= sum(map(len, alternatives.values()))


@given(items)
def test_a_record_merged_with_itself_is_itself(item: dict[str, Any]) -> None:
    assert merged(item, item) == (item, [])
    assert adds_nothing(item, item)


@given(items, items)
def test_merged_twice_says_no_more(one: dict[str, Any], other: dict[str, Any]) -> None:
    once, _ = merged(one, other)
    assert adds_nothing(once, one)


def test_both_values_are_kept_and_said() -> None:
    item, notes = merged(
        {"id": "a", "type": "report", "title": "One"}, {"id": "b", "type": "report", "title": "Two"}
    )
    assert item["title"] == "One"
    part = item["custom"]["citekit"]
    assert part["alternatives"] == {"title": ["Two"]}
    assert part["former_keys"] == ["b"]
    assert "“One” stands, “Two” is kept" in notes[0].message
    assert part["diagnostics"][0]["code"] == "value-claimed-twice"


def test_credits_stand_side_by_side() -> None:
    def of(key: str, role: str) -> dict[str, Any]:
        return {
            "id": key,
            "type": "report",
            "custom": {"citekit": {"credits": [{"role": role, "names": ["X Y"]}]}},
        }

    item, notes = merged(of("a", "translator"), of("b", "obtained-by"))
    assert [credit["role"] for credit in item["custom"]["citekit"]["credits"]] == [
        "translator",
        "obtained-by",
    ]
    assert notes == []


def test_a_copy_in_another_archive_stands_beside_another_reading_of_the_place_does_not(document: Any) -> None:
    one = document("a")
    elsewhere = document("b", repository="APRF", repository_id="ru-aprf", fond="3")
    item, _ = merged(one, elsewhere)
    places = [place["repository"] for place in item["custom"]["citekit"]["archival"]]
    assert places == ["RGANI", "APRF"]
    again, notes = merged(one, document("c", listy="225"))
    assert len(again["custom"]["citekit"]["archival"]) == 1
    assert "custom.citekit.archival" in again["custom"]["citekit"]["alternatives"]
    assert any(note.message.startswith("custom.citekit.archival") for note in notes)


def test_a_custom_that_is_no_object_is_said(document: Any) -> None:
    with pytest.raises(InvalidData, match="custom"):
        merged({"id": "a", "type": "report", "custom": ["x"]}, document())


def test_another_script_or_label_is_another_reading_and_no_disagreement(document: Any) -> None:
    one = document("a")
    other = document("b", repository="РГАНИ")
    other["custom"]["citekit"]["archival"][0]["levels"][0]["label"] = "Ф."
    other["custom"]["citekit"]["spans"] = {"title": [[0, 5]]}
    one["custom"]["citekit"]["spans"] = {"title": [[9, 14]]}
    item, notes = merged(one, other)
    part = item["custom"]["citekit"]
    assert notes == []
    assert "alternatives" not in part
    assert part["archival"] == one["custom"]["citekit"]["archival"]
    assert part["other_readings"] == {
        "custom.citekit.archival": other["custom"]["citekit"]["archival"],
        "custom.citekit.spans": [{"title": [[0, 5]]}],
    }
    assert adds_nothing(one, other)


def test_a_value_that_was_kept_before_is_not_said_twice(document: Any) -> None:
    once, notes = merged(document("a"), document("b", "Other", listy="226"))
    assert len(notes) == 3
    assert merged(once, document("b", "Other", listy="226")) == (once, [])
    assert adds_nothing(once, document("c", "Other", listy="226"))
    start = "custom.citekit.archival: two records of this document differ; “RGANI, fond 5"
    assert any(note.message.startswith(start) for note in notes)
