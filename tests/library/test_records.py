"""``records/`` is a library that citekit made from ``records/citations.txt``, and is in order."""

from pathlib import Path
from typing import Any

import citekit
from citekit.library import Library, record_text
from citekit.library.shelf import citekit_part, named_levels, references

RECORDS = Path(__file__).parents[2] / "records"


def _told(item: dict[str, Any]) -> tuple[Any, ...]:
    places = [(place.get("repository"), named_levels(place)) for place in references(item)]
    credits_ = citekit_part(item).get("credits")
    return item["id"], item["type"], item.get("title"), item.get("issued"), places, credits_


def test_the_records_are_what_citekit_makes_of_the_citations() -> None:
    document = citekit.read(RECORDS / "citations.txt")
    made = [citekit.to_csl(record) for record in citekit.extract(document)]
    kept = list(Library(RECORDS))
    assert len(kept) >= 12
    remake = "make them anew: see CONTRIBUTING.md, 'The records'"
    assert sorted(map(_told, kept), key=str) == sorted(map(_told, made), key=str), remake


def test_the_records_are_in_order() -> None:
    library = Library(RECORDS)
    assert {finding.code for finding in library.check()} <= {"repository-unknown"}
    for item in library:
        assert (RECORDS / f"{item['id']}.json").read_text(encoding="utf-8") == record_text(item)


def test_the_records_are_of_different_archives_and_kinds() -> None:
    library = Library(RECORDS)
    places = [place for item in library for place in references(item)]
    assert len({place.get("repository_id") or place.get("repository") for place in places}) >= 10
    assert len({place.get("tradition") for place in places}) >= 5
    assert len({item["type"] for item in library}) >= 2
    assert [item["id"] for item in library.search("Федоренко fond:5 listy:226")] == ["fedorenko-1956-report"]
