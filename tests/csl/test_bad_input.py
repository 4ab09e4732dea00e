"""Input that is no valid CSL-JSON, citations that name nothing, styles that are no valid CSL: right where it can be,
a warning where something was passed over, a clear error where nothing can be done; never a hang."""

from __future__ import annotations

import pytest

from citekit.csl import DataError, StyleError, render
from citekit.csl.style import compile_style
from citekit.rendering import find_style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Own</title><id>own</id><updated>2024-01-01T00:00:00+00:00</updated></info>
{}
</style>"""
PLAIN = STYLE.format(
    '<citation><layout><group delimiter=", "><names variable="author"/><text variable="title"/>'
    '<date variable="issued" form="text"/><text variable="locator"/></group></layout></citation>'
)
LONG = 20_000


def printed(item: dict, **cite: object) -> tuple[str, list[str]]:
    data = {"id": "a", "type": "book", **item}
    result = render(PLAIN, [data], [{"citationItems": [{"id": data["id"], **cite}]}])
    return result.citations[0], result.warnings


@pytest.mark.parametrize(
    ("item", "prints", "warns"),
    [
        ({"type": None, "title": "T"}, "T", False),
        ({"type": "spaceship", "title": "T"}, "T", False),
        ({"id": 7, "title": "T"}, "T", False),
        ({"title": 1984}, "1984", False),
        ({"title": None}, "", False),
        ({"title": ["T"]}, "", True),
        ({"title": {"main": "T"}}, "", True),
        ({"title": "<i>a <b>b</i> c"}, "<i>a &#60;b&#62;b</i> c", False),
        ({"issued": "1956"}, "1956", False),
        ({"issued": 1956}, "1956", False),
        ({"issued": "1956-09-05/1956-09-08"}, "September 5–8, 1956", False),
        ({"issued": {"raw": "5 September 1956"}}, "September 5, 1956", False),
        ({"issued": {"raw": "²"}}, "<sup>2</sup>", False),
        ({"issued": {"date-parts": [[1956, 99, 1]]}}, "1956", True),
        ({"issued": {"date-parts": [[1956, 9, 45]]}}, "September 1956", True),
        ({"issued": {"date-parts": [[1956, 9, 0]]}}, "September 1956", False),
        ({"issued": {"date-parts": [[1956, 2, 31]]}}, "February 1956", True),
        ({"issued": [1956]}, "1956", False),
        ({"issued": 1956.0}, "1956", False),
        ({"issued": True}, "", True),
        ({"issued": {"date-parts": [[0]]}}, "", True),
        ({"issued": "[1956]"}, "[1956]", False),
        ({"issued": "1956-09-05/07"}, "September 5–7, 1956", False),
        ({"issued": "5–7 Sept. 1956"}, "September 5–7, 1956", False),
        ({"issued": "1956/57"}, "1956/57", False),
        ({"issued": "1956-57"}, "1956–1957", False),
        ({"issued": "1956-13-45"}, "1956-13-45", False),
        ({"issued": "Mayor 1956"}, "Mayor 1956", False),
        ({"issued": "1956-09-XX"}, "September 1956", False),
        ({"issued": {"date-parts": [["x"]]}}, "", True),
        ({"issued": {"date-parts": {"year": 1956}}}, "", True),
        ({"issued": {"date-parts": "1956"}}, "", True),
        ({"author": "Jane Doe"}, "Jane Doe", False),
        ({"author": ["Jane Doe", "R. Roe"]}, "Jane Doe, R. Roe", False),
        ({"author": "Doe, Jane"}, "Jane Doe", False),
        ({"author": "KGB, 1st Department"}, "KGB, 1st Department", False),
        ({"author": [{"family": "Doe"}, {"name": "Jane Roe"}]}, "Doe", True),
        ({"title": " a\n\tb "}, "a b", False),
        ({"title": "a\x00b\ud800"}, "ab\ufffd", False),
        ({"author": {"family": "Doe", "given": "Jane"}}, "Jane Doe", False),
        ({"author": [None, {}, {"family": "Doe", "given": None}]}, "Doe", False),
        ({"author": [{"family": "Doe", "given": "<"}]}, "&#60; Doe", False),
        ({"author": [[{"family": "Doe"}]]}, "", True),
    ],
)
def test_an_item_that_is_no_valid_csl_json(item, prints, warns):
    text, warnings = printed(item)
    assert text == prints
    assert bool(warnings) is warns
    assert all("'a'" in warning for warning in warnings)


@pytest.mark.parametrize(
    ("cite", "prints", "warns"),
    [
        ({"locator": 5}, "T, 5", False),
        ({"locator": ["5"]}, "T", False),
        ({"locator": "5", "label": None}, "T, 5", False),
        ({"locator": "5", "label": "parsec"}, "T, 5", True),
        ({"prefix": 5, "suffix": {"x": 1}}, "5 T", False),
        ({"prefix": "<i>see</b> "}, "&#60;i&#62;see&#60;/b&#62; T", False),
        ({"position": "first"}, "T", False),
    ],
)
def test_a_cite_that_is_no_valid_one(cite, prints, warns):
    text, warnings = printed({"title": "T"}, **cite)
    assert text == prints
    assert bool(warnings) is warns


@pytest.mark.parametrize(
    "citation",
    ["a", None, {}, {"citationItems": None}, {"citationItems": "a"}, {"citationItems": ["a"]},
     {"citationItems": [{}]}, {"citationItems": [{"id": "elsewhere"}]}],
)  # fmt: skip
def test_a_citation_that_names_nothing_prints_nothing_and_is_named(citation):
    result = render(PLAIN, [{"id": "a", "title": "T"}], [citation, {"citationItems": [{"id": "a"}]}])
    assert result.citations == ["", "T"]
    assert len(result.warnings) == 1


@pytest.mark.parametrize(
    "properties", [None, [1], {"noteIndex": "x"}, {"noteIndex": -3}, {"noteIndex": None}]
)
def test_a_note_without_a_number_is_in_the_text(properties):
    citation = {"citationItems": [{"id": "a"}], "properties": properties}
    assert render(PLAIN, [{"id": "a", "title": "T"}], [citation]).citations == ["T"]


def test_items_that_are_none_are_passed_over_and_counted():
    result = render(PLAIN, ["x", None, {"id": "a", "title": "T"}, {"id": "a", "title": "U"}], [], nocite="a")
    assert len(result.warnings) == 3
    assert "twice" in result.warnings[2]


@pytest.mark.parametrize("items", [None, {"id": "a"}, "a", 5])
def test_items_that_are_no_list_are_the_callers_mistake(items):
    with pytest.raises(DataError, match="items are no list"):
        render(PLAIN, items, [])


def test_citations_that_are_no_list_and_an_unknown_output_too():
    with pytest.raises(DataError, match="citations are no list"):
        render(PLAIN, [], None)
    with pytest.raises(DataError, match="pdf"):
        render(PLAIN, [], [], output="pdf")


@pytest.mark.parametrize(
    ("locale", "warned"),
    [
        ("tlh-QO", True),
        ("../../secret", True),
        ("x" * 5_000, True),
        ("", False),
        ("en_US", False),
        ("de-DE-1996", False),
        ("de-AT", False),
        ("fr", False),
    ],
)
def test_a_locale_that_is_not_there_falls_back(locale, warned):
    result = render(PLAIN, [{"id": "a", "title": "T"}], [{"citationItems": [{"id": "a"}]}], locale=locale)
    assert result.citations == ["T"]
    assert [text for text in result.warnings if "no locale" in text] == result.warnings
    assert bool(result.warnings) is warned


def test_a_locale_and_a_list_of_ids_that_are_none_are_the_callers_mistake():
    for locale in (5, ["de"]):
        with pytest.raises(DataError, match="language"):
            render(PLAIN, [], [], locale=locale)
    with pytest.raises(DataError, match="nocite"):
        render(PLAIN, [], [], nocite=5)
    compiled = compile_style(PLAIN, "de")
    assert render(compiled, [], [], locale="de-DE").warnings == []
    with pytest.raises(DataError, match="compiled for de-DE, not for fr"):
        render(compiled, [], [], locale="fr")


def test_an_item_without_an_id_gets_one_that_is_told():
    result = render(PLAIN, [{"id": None, "title": "T"}, {"title": "U"}], [], nocite="all")
    assert [text.partition(" has no id")[0] for text in result.warnings] == ["item 1", "item 2"]


CITATION = "<citation><layout>{}</layout></citation>"
TITLE = CITATION.format('<text variable="title"/>')


@pytest.mark.parametrize(
    ("inside", "line", "says"),
    [
        ("", 1, "no cs:citation"),
        ("<citation/>", 3, "no cs:layout"),
        (CITATION.format('\n<text macro="zz"/>'), 4, "no macro 'zz'"),
        (f'<citation><sort><key macro="zz"/></sort>{TITLE[10:]}', 3, "no macro 'zz'"),
        (
            f'<macro name="a"><text macro="b"/></macro>\n<macro name="b"><text macro="a"/></macro>{TITLE}',
            4,
            "itself",
        ),
        (f'<macro name="a"><group><text macro="a"/></group></macro>{TITLE}', 3, "itself"),
        (CITATION.format('\n<blink variable="title"/>'), 4, "cs:blink"),
        (CITATION.format("\n<text/>"), 4, "cs:text"),
        (CITATION.format('<choose>\n<if colour="red"><text value="x"/></if></choose>'), 4, "colour"),
        (
            CITATION.format('<choose>\n<if type="book" match="some"><text value="x"/></if></choose>'),
            4,
            "match",
        ),
        (
            CITATION.format('<group>\n<blink variable="title"/><text variable="title"/></group>'),
            4,
            "cs:blink",
        ),
        (CITATION.format("<text variable='title'>"), 3, "well-formed"),
        (CITATION.format("\n<names/>"), 4, "variable"),
        (CITATION.format('\n<date form="text"/>'), 4, "variable"),
        (CITATION.format("<choose>\n<if><text value='x'/></if></choose>"), 4, "condition"),
        (CITATION.format("<choose>\n<else><text value='x'/></else></choose>"), 3, "cs:if"),
        (f"<macro name='unused'>\n<blink/></macro>{TITLE}", 4, "cs:blink"),
        (
            f"{TITLE}<bibliography><sort>\n<key sort='ascending'/></sort><layout/></bibliography>",
            4,
            "macro or variable",
        ),
    ],
)
def test_a_style_that_is_no_valid_csl_fails_with_its_line(inside, line, says):
    with pytest.raises(StyleError, match=says) as raised:
        render(STYLE.format(inside), [{"id": "a", "title": "T"}], [{"citationItems": [{"id": "a"}]}])
    assert raised.value.line == line


@pytest.mark.parametrize("style", [None, 5, "", "hello", b"\xff\xfe\x00<style", "<html/>", "<style/>"])
def test_what_is_no_style(style):
    with pytest.raises(StyleError):
        render(style, [], [])


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE s [<!ENTITY a "x">]>',
        '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE s [<!ENTITY a "xxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(doctype):
    with pytest.raises(StyleError, match="entity"):
        render(doctype + STYLE.format(TITLE), [], [])


def test_an_external_definition_is_not_fetched():
    style = '<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd">' + STYLE.format(TITLE)
    result = render(style, [{"id": "a", "title": "T"}], [{"citationItems": [{"id": "a"}]}])
    assert result.citations == ["T"]


def test_a_style_of_fifty_megabytes_is_refused():
    with pytest.raises(StyleError, match="MB"):
        render(STYLE.format(CITATION.format('<text variable="title"/>' * 2_100_000)), [], [])


@pytest.mark.parametrize(
    "inside",
    [
        CITATION.format("<group>" * 3000 + '<text variable="title"/>' + "</group>" * 3000),
        CITATION.format('<names variable="editor"><substitute>' * 800 + "</substitute></names>" * 800),
        "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/></macro>' for n in range(2000))
        + f'<macro name="m2000"><text variable="title"/></macro>{CITATION.format("""<text macro="m0"/>""")}',
        "".join(
            f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40)
        )
        + f'<macro name="m40"><text variable="title"/></macro>{CITATION.format("""<text macro="m0"/>""")}',
    ],
)
def test_elements_and_macros_without_end_are_refused(inside):
    with pytest.raises(StyleError):
        render(STYLE.format(inside), [{"id": "a", "title": "T"}], [{"citationItems": [{"id": "a"}]}])


def test_what_a_style_does_not_know_prints_nothing_and_is_named():
    unknown = (
        '<text variable="zorp"/>', '<text term="zorp"/>', '<text variable="title" wobble="3"/>',
        '<text value="," font-style="slanted"/>', '<number variable="volume" form="greek"/>',
        '<choose><if type="spaceship" match="any"><text value="x"/></if></choose>',
        '<names variable="author"><name et-al-min="some"/></names>',
    )  # fmt: skip
    style = STYLE.format(
        '<macro name="m"><text value="1"/></macro>\n<macro name="m"><text value="2"/></macro>'
        + CITATION.format("\n" + "\n".join(unknown))
    )
    result = render(style, [{"id": "a", "title": "T"}], [{"citationItems": [{"id": "a"}]}])
    assert result.citations == ["T,"]
    assert sorted(int(text.split("line ")[1].partition(":")[0]) for text in result.warnings) == [
        3,
        *range(5, 12),
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"title": "<i>" * LONG},
        {"title": "<i>" * LONG + "x" + "</i>" * LONG},
        {"title": '"' * LONG},
        {"title": "“" * LONG},
        {"title": "'a " * LONG},
        {"title": "the word: of " * LONG},
        {"title": '<span class="nocase">x</span> y ' * 1000},
        {"page": "1-2, " * LONG, "edition": " " * LONG, "volume": "-" * LONG},
        {"page": "9" * 3000 + "-" + "9" * 3001, "volume": "1" * 5000, "edition": "2" * 5000},
        {"author": [{"family": "van " * LONG + "X", "given": "y " * LONG}]},
        {"author": [{"literal": "F " * LONG}]},
        {"note": "a: b\n" * LONG},
        {"note": "{:a" * LONG},
    ],
)
def test_long_fields_take_no_longer_than_they_are(item):
    data = {"id": "a", "type": "article-journal", **item}
    result = render(find_style("chicago").xml, [data], [{"citationItems": [{"id": "a"}]}])
    assert result.ids == ["a"]


@pytest.mark.parametrize("last", [{"family": "Z", "given": "Q"}, {"family": "F", "given": "H"}])
def test_five_thousand_authors(last):
    people = [{"family": f"F{n % 7}", "given": f"G{n}"} for n in range(5000)]
    items = [
        {"id": "a", "type": "book", "title": "A", "author": people},
        {"id": "b", "type": "book", "title": "B", "author": [*people[:-1], last]},
    ]
    cites = [{"citationItems": [{"id": "a"}, {"id": "b"}]}]
    result = render(find_style("chicago-author-date").xml, items, cites)
    assert result.ids == ["a", "b"]
    assert "F0 et al." in result.citations[0]
