"""The same document is recognised, another one never taken for it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.library import Library
from citekit.library.sameness import marks, same_document

Document = Callable[..., dict[str, Any]]

SAME = [
    ({}, {"title": "Another title"}),
    ({}, {"listy": "225"}),
    ({}, {"listy": "228-230"}),
    ({"fond": "Р-5446"}, {"fond": "R-5446"}),
    ({"repository_id": None}, {"repository_id": None, "repository": "РГАНИ"}),
    ({"listy": None}, {"listy": None}),
    ({"listy": None}, {}),
    ({"URL": "https://www.x.org/document/1/"}, {"URL": "http://x.org/document/1", "delo": "9"}),
    ({"DOI": "10.1000/ABC", "delo": "1"}, {"DOI": "https://doi.org/10.1000/abc", "delo": "2"}),
    ({"listy": "67 (А)"}, {"listy": "67 (A)"}),
]
OTHER = [
    ({}, {"listy": "229-230"}),
    ({}, {"delo": "413"}),
    ({}, {"delo": "41"}),
    ({}, {"opis": "29"}),
    ({}, {"fond": "05"}),
    ({}, {"repository_id": "ru-garf"}),
    ({"listy": None}, {"listy": None, "title": "Another title"}),
    ({"listy": None}, {"listy": None, "issued": {"date-parts": [[1957]]}}),
    ({"URL": "https://x.org/d/1"}, {"URL": "https://x.org/d/1", "listy": "300"}),
    ({"URL": "https://archives.gov.uk", "delo": "1"}, {"URL": "https://archives.gov.uk/", "delo": "2"}),
    ({"URL": "https://x.org/d?id=1", "delo": "1"}, {"URL": "https://x.org/d?id=2", "delo": "2"}),
    ({"repository": None, "repository_id": None}, {"repository": None, "repository_id": None, "title": "X"}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_document(document: Document, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = document("a", **one), document("b", **other)
    assert same_document(first, second)
    assert same_document(second, first)
    assert _share_a_mark(first, second)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_document(document: Document, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert same_document(document("a", **one), document("b", **other)) is None
    assert same_document(document("b", **other), document("a", **one)) is None


def test_a_folder_may_be_left_out_where_the_file_is_named(document: Document) -> None:
    one, other = document("a"), document("b")
    levels = one["custom"]["citekit"]["archival"][0]["levels"]
    levels.insert(2, {"level": "papka", "value": "68"})
    assert same_document(one, other)
    other["custom"]["citekit"]["archival"][0]["levels"].insert(2, {"level": "papka", "value": "69"})
    assert same_document(one, other) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_numbers_compare_exactly(one: int, other: int) -> None:
    def of(delo: int) -> dict[str, Any]:
        levels = [{"level": "fond", "value": "5"}, {"level": "delo", "value": str(delo)}]
        place = {"repository_id": "ru-rgani", "levels": [*levels, {"level": "listy", "value": "1"}]}
        return {"id": str(delo), "type": "manuscript", "custom": {"citekit": {"archival": [place]}}}

    assert bool(same_document(of(one), of(other))) is (one == other)


def test_the_library_refuses_merges_or_keeps_on_request(library: Library, document: Document) -> None:
    library.add([document()])
    again = document("again", "Conversation with Ri Sang-jo", listy="225", abstract="A report.")
    (refused,) = library.add([again])
    assert (refused.key, refused.outcome) == ("fedorenko-1956", "refused")
    assert "sheets" in refused.reason
    assert len(library) == 1
    (merged,) = library.add([again], same="merge")
    assert (merged.key, merged.outcome) == ("fedorenko-1956", "merged")
    assert library.get("fedorenko-1956")["abstract"] == "A report."
    (kept,) = library.add([again], same="keep")
    assert (kept.key, kept.outcome) == ("again-2", "added")
    assert len(library) == 2


def test_what_is_there_already_is_not_added_again(library: Library, document: Document) -> None:
    first = library.add([document(), document("other", delo="413")])
    again = library.add([document(), document("another-key", delo="413")])
    assert [added.outcome for added in first + again] == ["added", "added", "there", "there"]
    assert [added.key for added in again] == ["fedorenko-1956", "other"]


def test_the_same_document_twice_in_one_batch(library: Library, document: Document) -> None:
    added = library.add([document("a"), document("b", "Other"), document("c", "Third")], same="merge")
    assert [one.outcome for one in added] == ["added", "merged", "merged"]
    assert library.keys() == ["a"]
    assert library.get("a")["custom"]["citekit"]["alternatives"]["title"] == ["Other", "Third"]


def _share_a_mark(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(a[0] == b[0] and a[1] <= b[2] and b[1] <= a[2] for a in marks(one) for b in marks(other))


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({}, True),
        ({"abstract": "More."}, True),
        ({"issued": {"date-parts": [[2002]]}}, False),
        ({"author": [{"family": "Roe"}]}, False),
        ({"title": "Another book"}, False),
    ],
)
def test_a_book_is_known_by_title_authors_and_date(
    library: Library, fields: dict[str, Any], same: bool
) -> None:
    book = {
        "type": "book",
        "title": "A Book",
        "author": [{"family": "Doe", "given": "J."}],
        "issued": {"date-parts": [[2001]]},
    }
    library.add([{"id": "doe", **book}])
    (added,) = library.add([{"id": "other-key", **book, **fields}])
    assert (added.outcome in ("there", "refused")) is same


def test_a_title_alone_tells_only_where_nothing_differs(library: Library) -> None:
    library.add([{"id": "a", "type": "manuscript", "title": "Letter"}])
    same, other = library.add(
        [
            {"id": "b", "type": "manuscript", "title": "Letter"},
            {"id": "c", "type": "manuscript", "title": "Letter", "genre": "Draft"},
        ]
    )
    assert (same.outcome, other.outcome) == ("there", "added")


def test_adding_the_same_bibliography_again_changes_nothing(library: Library) -> None:
    items = [
        {"id": "a", "type": "book", "title": "One"},
        {"id": "A", "type": "book", "title": "Two"},
        {"id": "a b", "type": "book", "title": "Three"},
    ]
    assert [added.key for added in library.add(items)] == ["a", "A-2", "a-b"]
    assert [added.outcome for added in library.add(items)] == ["there"] * 3
    assert len(library) == 3


@pytest.mark.parametrize("form", ["ibid", "short"])
def test_a_note_that_refers_back_is_there_already(library: Library, document: Document, form: str) -> None:
    library.add([document()])
    back = document("back", None, listy="226")
    back["custom"]["citekit"]["form"] = form
    (same,) = library.add([back])
    assert (same.key, same.outcome) == ("fedorenko-1956", "there")
    elsewhere = document("elsewhere", None, listy="300")
    elsewhere["custom"]["citekit"]["form"] = form
    (other,) = library.add([elsewhere])
    assert (other.key, other.outcome) == ("elsewhere", "added")


def test_a_record_comes_back_from_a_program_that_keeps_its_place_as_words(
    library: Library, document: Document
) -> None:
    items = [
        document("a", archive="Stasi Records (BStU)", archive_location="MfS/ZAIG 5382, S. 1-19"),
        document("b", "Another", delo="9"),
    ]
    library.add(items)
    for item in items:
        returned = {field: value for field, value in item.items() if field != "custom"}
        (added,) = library.add([returned])
        assert (added.key, added.outcome) == (item["id"], "there")
