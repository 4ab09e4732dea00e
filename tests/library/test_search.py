"""What a search finds, and what it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.errors import CitekitError
from citekit.library import Library
from citekit.library.query import UnknownField, UnknownYear

Document = Callable[..., dict[str, Any]]


@pytest.fixture
def shelf(library: Library, document: Document) -> Library:
    library.add(
        [
            document("fedorenko", abstract="On the cult of personality in the DPRK."),
            document(
                "garf",
                "Постановление Совета Министров СССР",
                repository="ГАРФ",
                repository_id="ru-garf",
                fond="Р-5446",
                opis="1",
                delo="28",
                listy="5, 7 об.",
                issued={"date-parts": [[1949], [1951]]},
                archive="Государственный архив Российской Федерации (ГАРФ)",
                translator=[],
                author=[{"family": "Хрущёв", "given": "Н. С."}],
            ),
            {
                "id": "beijing",
                "type": "manuscript",
                "title": "Telegram from the Chinese Embassy",
                "archive": "外交部档案馆",
                "issued": {"literal": "early 1960"},
                "custom": {
                    "citekit": {
                        "archival": [
                            {
                                "repository": "PRC FMA",
                                "levels": [
                                    {"level": "box", "value": "106-00581-02"},
                                    {"level": "pages", "value": "7–11"},
                                ],
                            }
                        ]
                    }
                },
            },
        ]
    )
    return library


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("Федоренко", ["fedorenko"]),
        ("FEDORENKO", ["fedorenko"]),
        ("khrushchev", ["garf"]),
        ("Chruščev", ["garf"]),
        ("author:Khrushchov", ["garf"]),
        ("author:Khrushchin", []),
        ("author:Хрущев", ["garf"]),
        ("translator:голдберг", ["fedorenko"]),
        ("translator:shimotomai", []),
        ("obtained-by:shimotomai", ["fedorenko", "garf"]),
        ("by:Goldberg", ["fedorenko"]),
        ("fond:5 opis:28 archive:rgani year:1956-1958 translator:goldberg", ["fedorenko"]),
        ("archive:ргани", ["fedorenko"]),
        ('archive:"новейшей истории"', ["fedorenko"]),
        ("archive:GARF", ["garf"]),
        ("archive:garf", ["garf"]),
        ("fond:R-5446", ["garf"]),
        ("fond:5446", []),
        ("fond:54", []),
        ("delo:28", ["garf"]),
        ("listy:226", ["fedorenko"]),
        ("listy:227-300", ["fedorenko"]),
        ("listy:229", []),
        ("listy:7", ["garf"]),
        ("sheet:8", ["beijing"]),
        ("box:106-00581-02", ["beijing"]),
        ("year:1956", ["fedorenko"]),
        ("year:1950", ["garf"]),
        ("year:-1955", ["garf"]),
        ("year:1957-", ["beijing"]),
        ("year:1960", ["beijing"]),
        ("1956", ["fedorenko"]),
        ('"cult of personality"', ["fedorenko"]),
        ('"personality of cult"', []),
        ("abstract:personality", ["fedorenko"]),
        ("title:personality", []),
        ("档案", ["beijing"]),
        ("案档", []),
        ("embas*", ["beijing"]),
        ("embas", []),
        ("type:manuscript -fedorenko", ["beijing", "garf"]),
        ("-fond:5", ["beijing", "garf"]),
        ("-fedorenko -garf", ["beijing"]),
        ("archive -fedorenko -beijing", ["garf"]),
        ("state OR -abstract:plenum -author:хрущев", []),
        ("lan'kov OR", []),
        ("Ri Sang-jo", ["fedorenko"]),
        ("", ["beijing", "fedorenko", "garf"]),
        ('"', ["beijing", "fedorenko", "garf"]),
        ("AND NOT (", []),
    ],
)
def test_search(shelf: Library, query: str, keys: list[str]) -> None:
    assert sorted(item["id"] for item in shelf.search(query)) == keys
    assert shelf.count(query) == len(keys)


@pytest.mark.parametrize(
    ("query", "error"), [("foo:bar", UnknownField), ("year:soon", UnknownYear), ("year:-", UnknownYear)]
)
def test_a_wrong_query_is_said_to_be(shelf: Library, query: str, error: type[CitekitError]) -> None:
    with pytest.raises(error):
        shelf.search(query)


def test_a_level_may_be_asked_for_where_no_record_has_it(library: Library) -> None:
    assert library.search("fond:5") == []


def test_the_best_match_stands_first_and_a_limit_keeps_it(library: Library, document: Document) -> None:
    library.add(
        [document(f"k{number}", f"Plenum {number}", delo=str(number)) for number in range(1, 6)]
        + [document("best", "Plenum plenum plenum", delo="77")]
    )
    assert library.search("plenum", limit=1)[0]["id"] == "best"
    assert len(library.search("plenum")) == 6


def test_summaries_say_what_a_list_shows(shelf: Library) -> None:
    ((key, row),) = shelf.summaries("fond:Р-5446")
    assert key == "garf"
    assert row["date"] == "1949/1951"
    assert row["shelfmark"] == "fond Р-5446, opis 1, delo 28, listy 5, 7 об."


@given(
    st.text()
    | st.lists(
        st.sampled_from([*'"-:* ()ab', "fond:", "year:", "listy:", "title:", "AND", "NEAR", "\0", "\udcff"])
    ).map("".join)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_query_is_answered_or_said_to_be_wrong(shelf: Library, query: str) -> None:
    try:
        found = shelf.search(query)
    except (UnknownField, UnknownYear):
        return
    assert len(found) == shelf.count(query)
