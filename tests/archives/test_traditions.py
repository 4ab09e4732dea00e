"""Each tradition's examples are its tests."""

import pytest

import citekit
from citekit.archives.traditions import Tradition, traditions

EXAMPLES = [
    pytest.param(tradition, example, id=f"{name}-{number}")
    for name, tradition in traditions().items()
    for number, example in enumerate(tradition.examples)
]


@pytest.mark.parametrize(("tradition", "example"), EXAMPLES)
def test_example_is_read_as_the_tradition_says(tradition: Tradition, example: dict) -> None:
    records = citekit.extract(example["text"])
    references = [reference for record in records for reference in record.archival]
    assert [[[level.level, level.value] for level in reference.levels] for reference in references] == [
        example["levels"]
    ]


@pytest.mark.parametrize("tradition", traditions().values(), ids=lambda tradition: tradition.id)
def test_every_level_has_a_place_and_a_word(tradition: Tradition) -> None:
    named = set(tradition.before) | set(tradition.after)
    assert set(tradition.required) <= set(tradition.chain)
    assert named <= set(tradition.words) | {"issues", "country", "year"}
    assert tradition.sheets["Latn"]
