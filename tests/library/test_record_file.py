"""A record's file is what json itself writes, and comes back equal."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import InvalidData
from citekit.library.record_file import parse_record, record_text

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(texts, values, max_size=5))
def test_a_record_is_written_as_json_writes_it_and_read_back(item: dict[str, Any]) -> None:
    text = record_text(item)
    assert text == json.dumps(item, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert parse_record(text.encode(), "x.json") == item


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", "\ud800", {1: "x"}, object()])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(InvalidData, match="record 'k'"):
        record_text({"id": "k", "title": [value]})


def test_an_item_that_holds_itself_is_refused() -> None:
    item: dict[str, Any] = {"id": "k"}
    item["title"] = item
    with pytest.raises(InvalidData):
        record_text(item)
