"""Work grows with the document, not faster: counted renderings for input of twice the size, and long lists."""

from __future__ import annotations

from typing import Any

import pytest

from citekit.csl import render
from citekit.csl.rendering import Rendering
from citekit.rendering import find_style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>Own</title><id>own</id><updated>2024-01-01T00:00:00+00:00</updated></info>
<citation disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true"
 et-al-min="3" et-al-use-first="1" givenname-disambiguation-rule="{rule}">
<layout delimiter="; "><group delimiter=" ">
<names variable="author"><name form="short" initialize-with=". "/></names>
<date variable="issued"><date-part name="year"/></date>
<choose><if disambiguate="true"><text variable="title"/></if></choose></group></layout></citation>
<bibliography><sort><key variable="author"/><key variable="issued"/></sort><layout>
<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>
<text variable="title" prefix=" "/></layout></bibliography></style>"""
RULES = ("by-cite", "all-names", "all-names-with-initials", "primary-name", "primary-name-with-initials")


def item(number: int, *authors: tuple[str, str], year: int = 1956, title: str = "Report") -> dict[str, Any]:
    return {
        "id": f"item-{number}",
        "type": "book",
        "title": title,
        "author": [{"family": family, "given": given} for family, given in authors],
        "issued": {"date-parts": [[year]]},
    }


def same_author(count: int) -> list[dict[str, Any]]:
    return [item(number, ("Smith", "Jane")) for number in range(count)]


def same_family(count: int) -> list[dict[str, Any]]:
    return [item(number, ("Smith", f"Jane {word(number)}")) for number in range(count)]


def last_of_many_differs(count: int) -> list[dict[str, Any]]:
    shared = [("Smith", "Jane"), ("Jones", "Ann"), ("Roe", "Richard")]
    return [item(number, *shared, (word(number), "Carl")) for number in range(count)]


def twins(count: int) -> list[dict[str, Any]]:
    """Two works of as many authors, the same but for the last."""
    shared = [(word(number), "Jane") for number in range(count)]
    return [item(0, *shared, ("Roe", "Ann")), item(1, *shared, ("Poe", "Ann"))]


def word(number: int) -> str:
    """A name of its own for each number."""
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
        if not number:
            return letters.capitalize()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items for which a cite was rendered, as often as it was."""
    found: list[str] = []
    cite = Rendering.cite

    def counted(self: Rendering, cite_: Any, **how: Any) -> Any:
        found.append(cite_.item.id)
        return cite(self, cite_, **how)

    monkeypatch.setattr(Rendering, "cite", counted)
    return found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("made", [same_author, same_family, last_of_many_differs])
def test_twice_the_items_are_twice_the_renderings(made, rule, rendered):
    style = STYLE.format(rule=rule)
    counts = []
    for size in (208, 416):
        rendered.clear()
        result = render(style, made(size), [], nocite="all")
        assert len(set(result.bibliography)) == size
        counts.append(len(rendered))
    assert counts[1] <= 2.1 * counts[0]


def test_what_all_authors_share_is_not_tried_name_by_name(rendered):
    """Two works of 400 authors that differ in the last one: the cites are rendered a few times."""
    result = render(
        STYLE.format(rule="by-cite"), twins(400), [{"citationItems": [{"id": "item-0"}, {"id": "item-1"}]}]
    )
    first, second = result.citations[0].split("; ")
    assert first.endswith("Roe 1956")
    assert second.endswith("Poe 1956")
    assert len(rendered) < 12


def test_works_of_one_author_are_tried_once_for_all(rendered):
    """However many works by two people of one family name: one cite of each person is rendered more than twice."""
    made = [item(number, ("Smith", ("Jane", "John")[number % 2])) for number in range(200)]
    style = STYLE.format(rule="by-cite").replace("<choose>", "<choose><if type='book'/>")
    result = render(style, made, [], nocite="all")
    assert len(set(result.bibliography)) == 200
    assert len(rendered) < 2 * 200 + 20


@pytest.mark.parametrize(
    ("name", "orders"), [('<name initialize="false" initialize-with=". "/>', 1), ('<name form="short"/>', 2)]
)
def test_an_order_is_made_again_only_where_told_apart_names_can_change_it(name, orders, monkeypatch):
    counted: list[int] = []
    sort = Rendering.sort
    monkeypatch.setattr(Rendering, "sort", lambda *given: (counted.append(1), sort(*given))[1])
    style = STYLE.format(rule="all-names").replace(
        "<citation", f'<macro name="who"><names variable="author">{name}</names></macro><citation', 1
    )
    style = style.replace('<key variable="author"/>', '<key macro="who"/>')
    made = [item(1, ("Smith", "Jane")), item(2, ("Smith", "Ann"))]
    result = render(style, made, [], nocite="all")
    assert result.ids == ["item-2", "item-1"]
    assert len(counted) == orders


def test_five_thousand_authors_of_one_work():
    authors = [(word(number), "Jane") for number in range(5_000)]
    found = render(find_style("chicago").xml, [item(0, *authors)], [], nocite="all").bibliography[0]
    assert found.startswith("A, Jane, Jane B, Jane C")
    plain = STYLE.format(rule="by-cite")
    entry = render(plain, [item(0, *authors)], [], nocite="all").bibliography[0]
    assert entry.count("Jane") == 5_000


@pytest.mark.parametrize("rule", RULES)
def test_five_thousand_people_of_one_family_name(rule):
    made = same_family(5_000)
    cites = [{"citationItems": [{"id": one["id"]} for one in made]}]
    cited = render(STYLE.format(rule=rule), made, cites).citations[0].split("; ")
    assert len(set(cited)) == 5_000
    assert cited[27].startswith("J. B. Smith" if rule.endswith("initials") else "Jane Bb Smith")


@pytest.mark.parametrize("rule", RULES)
def test_five_thousand_works_of_one_author_and_year(rule):
    """Each gets letters of its own: a to z, aa to zz, and aaa from the 703rd on."""
    style, last = STYLE.format(rule=rule), [{"citationItems": [{"id": "item-4999"}]}]
    result = render(style, same_author(5_000), last, nocite="all")
    assert len(set(result.bibliography)) == 5_000
    assert result.citations == ["Smith 1956a"]
    assert "Jane Smith 1956gjh Report" in result.bibliography
