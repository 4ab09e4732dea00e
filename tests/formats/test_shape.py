"""Items that another program or a person wrote in a way of their own are exported all the same."""

import json

import pytest

from citekit.formats import FORMATS, parse, write
from citekit.formats.shape import shaped


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("author", "Fedorenko", [{"literal": "Fedorenko"}]),
        ("author", {"family": "Ким"}, [{"family": "Ким"}]),
        ("author", [{"given": "Plato"}, {}, {"family": ""}], [{"literal": "Plato"}]),
        ("issued", 1956, {"date-parts": [[1956]]}),
        ("issued", "1956-09-05", {"date-parts": [[1956, 9, 5]]}),
        ("issued", {"raw": "5 September 1956"}, {"date-parts": [[1956, 9, 5]]}),
        ("issued", {"date-parts": [["1956", "9", ""]]}, {"date-parts": [[1956, 9]]}),
        ("issued", {"date-parts": [[1956, 9], [0, 0, 0]]}, {"date-parts": [[1956, 9]]}),
        ("issued", {"date-parts": [[1956, 21]]}, {"date-parts": [[1956]], "season": "1"}),
        ("issued", {"date-parts": [[]]}, None),
        ("volume", 7, "7"),
        ("page", "1--7", "1–7"),
        ("title", " a\r\nb  \n\n\n c\n", "a\nb\n\nc"),
        ("title", "", None),
    ],
)
def test_what_is_only_written_in_another_way_is_put_right(field, value, right):
    item, harm = shaped({"id": "k", "type": "book", field: value})
    assert (item.get(field), harm) == (right, [])


@pytest.mark.parametrize(
    ("field", "value", "kept", "named"),
    [
        ("author", [7, {"family": "Ким"}], [{"family": "Ким"}], "author"),
        ("issued", {"date-parts": [[1956, 13, 40]]}, {"literal": "1956-13-40"}, "issued"),
        ("issued", {"date-parts": [[1956]], "season": "весна"}, {"literal": "весна 1956"}, "issued"),
        ("title", ["a"], None, "title"),
        ("title", "a\x00b", "ab", "control characters in title"),
        ("custom", "x", None, "custom"),
    ],
)
def test_what_can_not_be_put_right_is_named(field, value, kept, named):
    item, harm = shaped({"id": "k", "type": "book", field: value})
    assert (item.get(field), harm) == (kept, [named])


@pytest.mark.parametrize("name", [name for name in FORMATS if not FORMATS[name].carries_all])
def test_every_format_names_what_it_leaves_out(name):
    written = write([{"id": "k", "type": "book", "title": "A\x1b", "custom": {"citekit": []}}], name)
    said = [diagnostic.message for diagnostic in written.diagnostics]
    assert (
        said
        == [
            f"{name} does not carry control characters in title (k)",
            f"{name} does not carry custom.citekit (k)",
        ][: len(said)]
    )
    assert parse(written.text, name).items[0]["title"] == "A"


def test_the_title_of_a_law_comes_back_from_zotero():
    for kind in ("legislation", "legal_case"):
        text = write([{"id": "k", "type": kind, "title": "On the Archives"}], "zotero-rdf").text
        assert parse(text, "zotero-rdf").items[0]["title"] == "On the Archives"


def test_a_translator_who_is_credited_and_in_no_field_is_kept():
    item = {"id": "k", "type": "manuscript", "archive": "RGANI", "archive_location": "fond 5"}
    item["custom"] = {"citekit": {"credits": [{"role": "translator", "names": ["Gary Goldberg"]}]}}
    for name in ("ris", "mods", "csv", "zotero-rdf", "bibtex"):
        assert "Goldberg" in write([item], name).text


def test_a_paragraph_that_begins_with_an_at_sign_begins_no_entry():
    item = {"id": "k", "type": "book", "abstract": "One.\n\n@string (two\n\n@comment{three"}
    (back,) = parse(write([item], "bibtex").text, "bibtex").items
    assert back["abstract"] == item["abstract"]


def test_a_year_of_the_first_century_comes_back_from_bibtex():
    item = {"id": "k", "type": "book", "issued": {"date-parts": [[44, 3]]}}
    (back,) = parse(write([item], "bibtex").text, "bibtex").items
    assert back["issued"] == item["issued"]


def test_half_a_character_in_json_is_named_and_replaced():
    imported = parse(json.dumps([{"id": "k", "type": "book", "title": "a \ud800 b"}]), "csl-json")
    assert imported.items[0]["title"] == "a \N{REPLACEMENT CHARACTER} b"
    assert [diagnostic.code for diagnostic in imported.diagnostics] == ["entry-unreadable"]
