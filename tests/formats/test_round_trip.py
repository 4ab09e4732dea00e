"""What every format must hold: write, read, write gives the same text, and what the format can carry comes
back equal; what it cannot is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.formats import FORMATS, parse, write
from citekit.formats.exchange import tags_of
from citekit.formats.shape import shaped
from citekit.model.schema import DATES
from tests.formats.items import RECORDS, hostile_items, items

WAYS = [(name, dialect) for name, known in FORMATS.items() for dialect in (None, *known.dialects)]


def fields(item):
    """An item's fields, those of ``custom.citekit`` apart; who is credited first does not matter."""
    own = item.get("custom", {}).get("citekit", {})
    flat = {field: value for field, value in item.items() if field != "custom"}
    flat |= {f"custom.citekit.{field}": value for field, value in own.items()}
    if "keyword" in flat:
        flat["keyword"] = tags_of(flat["keyword"])
    # Who is credited first is the source's order; a translator stands in a field of its own.
    credits = flat.pop("custom.citekit.credits", ())
    others = [credit for credit in credits if credit["role"] != "translator" or "for" in credit]
    if others:
        flat["custom.citekit.credits"] = sorted(json.dumps(credit, sort_keys=True) for credit in others)
    return flat


def check(written_items, name, dialect):
    written = write(written_items, name, dialect=dialect)
    back = parse(written.text, name)
    assert len(back.items) == len(written_items)
    assert [d.message for d in back.diagnostics] == []
    lost = {d.message.partition(" does not carry ")[2].partition(" (")[0] for d in written.diagnostics}
    for before, after in zip(written_items, back.items, strict=True):
        expected = before if FORMATS[name].carries_all else shaped(before)[0]
        for field, value in fields(expected).items():
            if field not in lost:
                assert fields(after).get(field) == value, field
    again = write(back.items, name, dialect=dialect)
    assert again.text == written.text
    return lost


@pytest.mark.parametrize(("name", "dialect"), WAYS)
@settings(max_examples=150, deadline=None)
@given(item=items)
def test_a_generated_item_comes_back(name, dialect, item):
    check([item], name, dialect)


@pytest.mark.parametrize(("name", "dialect"), WAYS)
@settings(max_examples=150, deadline=None)
@given(item=hostile_items)
def test_whatever_an_item_holds_is_read_again_or_named(name, dialect, item):
    written = write([item], name, dialect=dialect)
    written.text.encode()
    (back,) = parse(written.text, name).items
    if FORMATS[name].carries_all:
        # A year that is a mere number is pandoc's way of writing a date in YAML.
        assert {field: back.get(field) for field in item.keys() - DATES} == {
            field: item[field] for field in item.keys() - DATES
        } | {"id": back["id"]}
        return
    lost = {d.message.partition(" does not carry ")[2].partition(" (")[0] for d in written.diagnostics}
    expected = shaped(item)[0]
    for field, value in fields(expected | {"id": expected["id"] or "item-1"}).items():
        assert field in lost or fields(back).get(field) == value, field


@pytest.mark.parametrize("keyword", [";,", "Khrushchev, Nikita;", "a,; b", "a, b"])
@pytest.mark.parametrize(("name", "dialect"), WAYS)
def test_keywords_with_commas_come_back(name, dialect, keyword):
    check([{"id": "x", "type": "book", "title": "A", "keyword": keyword}], name, dialect)


@pytest.mark.parametrize(("name", "dialect"), WAYS)
@settings(max_examples=20, deadline=None)
@given(many=st.lists(items, min_size=2, max_size=5))
def test_items_of_one_key_are_told_apart(name, dialect, many):
    check(many, name, dialect)


@pytest.mark.parametrize(("name", "dialect"), WAYS)
def test_the_records_of_the_example_library_come_back(name, dialect):
    lost = check(RECORDS, name, dialect)
    about_the_source = {"form", "spans", "diagnostics", "archival", "copy_note", "short_form", "document"}
    assert lost <= {f"custom.citekit.{part}" for part in about_the_source}
