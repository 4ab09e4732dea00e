"""Whatever a person or a program put into a record's file: the others work, and it is named."""

import json

import pytest

from citekit.errors import InvalidData
from citekit.library import Library

BROKEN = {
    "is no JSON (NaN is no JSON)": '{"id": "k", "type": "book", "volume": NaN}',
    "is no JSON (the number 1e999 is too large)": '{"id": "k", "type": "book", "volume": 1e999}',
    "is no JSON (a number has thousands of digits)": '{"id": "k", "type": "book", "volume": %s}'
    % ("9" * 5000),
    "holds half a character (\\ud800 to \\udfff)": '{"id": "k", "type": "book", "title": "a \\ud800 b"}',
    "is no JSON (is nested too deeply)": '{"id": "k", "custom": ' + '{"a":' * 50_000 + "1" + "}" * 50_001,
    "is no JSON (something stands behind the record)": '{"id": "k"}\n{"id": "l"}',
}

ODD = [
    {"issued": {"date-parts": [[99999999999999999999999]]}},
    {"issued": {"date-parts": [None]}},
    {"issued": {"date-parts": [[True, {}]]}},
    {"issued": [1956], "author": "Smith", "title": ["a"], "URL": 7, "archive": {}},
    {"author": ["Smith", None, 7, {"family": 7}]},
    {"custom": "x"},
    {"custom": {"citekit": ["x"]}},
    {"custom": {"citekit": dict.fromkeys(("archival", "credits", "diagnostics", "alternatives"), "x")}},
    {"custom": {"citekit": {"archival": [1, {"levels": [1, {"level": 7, "value": [8]}]}], "credits": [1]}}},
    {"title": "a\x00b", "type": ["book"]},
]


@pytest.mark.parametrize("reason", BROKEN)
def test_a_file_that_no_reader_of_json_takes_is_named_and_the_others_work(tmp_path, reason):
    (tmp_path / "k.json").write_text(BROKEN[reason])
    (tmp_path / "ok.json").write_text('{"id": "ok", "type": "book", "title": "fine"}')
    library = Library(tmp_path)
    assert [item["id"] for item in library.search("fine")] == ["ok"]
    assert [damage.reason for damage in library.damages()] == [reason]
    with pytest.raises(InvalidData, match=r"k\.json"):
        library.get("k")
    assert [finding.code for finding in library.check(["ok"])] == ["file-untidy"]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_a_record_of_any_shape_is_listed_and_checked(tmp_path, odd):
    (tmp_path / "k.json").write_text(json.dumps({"id": "k", "type": "book", **odd}))
    (tmp_path / "ok.json").write_text('{"id": "ok", "type": "book", "title": "fine"}')
    library = Library(tmp_path)
    assert len(library) == 2
    assert library.damages() == []
    assert "file-untidy" in {finding.code for finding in library.check()}
    library.check(fix=True)
    assert library.get("k").items() >= odd.items()


def test_a_field_that_stands_twice_is_never_dropped(tmp_path):
    text = '{"id": "k", "type": "book", "title": "one", "title": "two"}'
    (tmp_path / "k.json").write_text(text)
    library = Library(tmp_path)
    assert [finding.code for finding in library.check(fix=True)] == ["field-twice"]
    for change in (
        lambda: library.rename("k", "l"),
        lambda: library.replace("k", {"id": "k", "type": "book"}),
        lambda: library.add([{"id": "k", "type": "book", "title": "two", "note": "n"}], same="merge"),
    ):
        with pytest.raises(InvalidData, match="'title' stands twice"):
            change()
    assert (tmp_path / "k.json").read_text() == text


@pytest.mark.parametrize(("month", "codes"), [(16, []), (17, ["date-impossible"]), (24, [])])
def test_a_month_is_a_season_only_where_csl_or_edtf_says_so(tmp_path, month, codes):
    library = Library(tmp_path)
    library.add([{"id": "k", "type": "book", "title": "T", "issued": {"date-parts": [[1956, month]]}}])
    assert [finding.code for finding in library.check()] == codes
