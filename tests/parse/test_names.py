"""Names: split only where the order is certain."""

import pytest

from citekit.model import Name
from citekit.parse.names import parse_name, split_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gary Goldberg", Name(family="Goldberg", given="Gary")),
        ("Eisenhower, Dwight D.", Name(family="Eisenhower", given="Dwight D.")),
        ("Béla Révész", Name(family="Révész", given="Béla")),
        ("Фомин А.Г", Name(family="Фомин", given="А.Г")),
        ("Ri Sang-jo", Name(literal="Ri Sang-jo")),
        ("Deng Xiaoping", Name(literal="Deng Xiaoping")),
        ("the National Security Archive", Name(literal="National Security Archive")),
        ("Ludwig van Beethoven", Name(family="Beethoven", given="Ludwig", particle="van")),
        ("John Smith, Jr.", Name(family="Smith", given="John", suffix="Jr.")),
    ],
)
def test_name_is_parsed(text: str, expected: Name) -> None:
    assert parse_name(text) == expected


def test_names_of_a_list_keep_their_places() -> None:
    text = "Barnabás Vajd, Laura Deal, and Karl P. Benziger"
    names = split_names(text, start=100)
    assert [text[name.span.start - 100 : name.span.end - 100] for name in names] == [
        "Barnabás Vajd",
        "Laura Deal",
        "Karl P. Benziger",
    ]
