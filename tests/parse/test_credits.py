"""Credits: who did what, alone, shared and joined."""

import pytest

from citekit.model import Span
from citekit.parse.credits import find_credits
from citekit.parse.words import Words


def credits_of(text: str) -> list[tuple[str, list[str]]]:
    found = find_credits(Words(text, Span(0, len(text))))
    return [(credit.role, [str(name) for name in credit.names]) for credit in found.credits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Obtained by Nobuo Shimotomai and translated by Gary Goldberg.",
            [("obtained-by", ["Nobuo Shimotomai"]), ("translator", ["Gary Goldberg"])],
        ),
        (
            "Obtained and translated for NKIDP by Eliza Gheorghe.",
            [("obtained-by", ["Eliza Gheorghe"]), ("translator", ["Eliza Gheorghe"])],
        ),
        (
            "Obtained by Béla Révész; translated and edited by Barnabás Vajd, Laura Deal, and Karl P. Benziger.",
            [
                ("obtained-by", ["Béla Révész"]),
                ("translator", ["Barnabás Vajd", "Laura Deal", "Karl P. Benziger"]),
                ("editor", ["Barnabás Vajd", "Laura Deal", "Karl P. Benziger"]),
            ],
        ),
        (
            "Contributed, transcribed, and translated by Stephan Kieninger.",
            [
                ("obtained-by", ["Stephan Kieninger"]),
                ("transcriber", ["Stephan Kieninger"]),
                ("translator", ["Stephan Kieninger"]),
            ],
        ),
        (
            "Translated from Portuguese by James G. Hershberg. http://example.org/1",
            [("translator", ["James G. Hershberg"])],
        ),
        (
            "Obtained by the National Security Archive and translated by Svetlana Savranskaya and Anna Melyakova.",
            [
                ("obtained-by", ["National Security Archive"]),
                ("translator", ["Svetlana Savranskaya", "Anna Melyakova"]),
            ],
        ),
        (
            "(copy courtesy of Alexandre Mansourov, Columbia University); trans. Mark H. Doctoroff.",
            [("obtained-by", ["Alexandre Mansourov"]), ("translator", ["Mark H. Doctoroff"])],
        ),
        ("Document made available by the Gorbachev Foundation.", [("obtained-by", ["Gorbachev Foundation"])]),
        ("Перевод с английского И. И. Иванова.", [("translator", ["И. И. Иванова"])]),
    ],
)
def test_credit_is_read(text: str, expected: list) -> None:
    assert credits_of(text) == expected


def test_programme_and_language() -> None:
    text = "Translated for CWIHP from Russian by Sergey Radchenko."
    found = find_credits(Words(text, Span(0, len(text))))
    assert found.credits[0].programme == "CWIHP"
    assert found.original_language == "ru"


@pytest.mark.parametrize("text", ["The book was edited by hand.", "He obtained by cunning what he wanted."])
def test_prose_is_no_credit(text: str) -> None:
    assert credits_of(text) == []
