"""What archival documents need beyond CSL, with every style."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from citekit.csl import render as csl_render
from citekit.rendering import find_style, render_document

FEDORENKO, LEWIN = json.loads((Path(__file__).parent / "items.json").read_text(encoding="utf-8"))
FROM_ZOTERO = {key: value for key, value in FEDORENKO.items() if key != "custom"}
SIGNED = {**FEDORENKO, "author": [{"family": "Fedorenko", "given": "Nikolai"}]}


def first_note(item, style, **cite):
    cites = [{"citationItems": [{"id": item["id"], **cite}], "properties": {"noteIndex": 1}}]
    return render_document([item], cites, style).citations[0]


@pytest.mark.parametrize("style", ["chicago", "mla", "apa", "mhra", "harvard", "turabian"])
@pytest.mark.parametrize("item", [FEDORENKO, FROM_ZOTERO], ids=["read", "from Zotero"])
def test_a_translator_never_stands_in_the_place_of_the_author(item, style):
    assert not first_note(item, style).lstrip("(").startswith(("Goldberg", "Gary", "G."))


def test_an_author_opens():
    assert first_note(SIGNED, "chicago").startswith("Nikolai Fedorenko, “Report by")


def test_a_title_quoted_from_a_citation_keeps_its_capitals():
    lower = {**FEDORENKO, "title": "Talk with comrade Ri Sang-jo on the plenum", "title-short": ""}
    assert "Talk with comrade Ri Sang-jo on the plenum" in first_note(lower, "chicago")
    lower.pop("custom")
    assert "Talk with Comrade Ri Sang-Jo on the Plenum" in first_note(lower, "chicago")


@pytest.mark.parametrize(
    ("locator", "style", "words"),
    [
        ("226", "chicago", "l. 226"),
        ("225–26", "chicago", "ll. 225–26"),
        ("226", "gost", "Л. 226"),
        ("225–26", "gost", "Л. 225–26"),
    ],
)
def test_a_sheet_is_called_what_the_tradition_and_the_style_call_it(locator, style, words):
    assert words in first_note(FEDORENKO, style, locator=locator, label="folio")


def test_a_book_is_printed_as_csl_says():
    assert first_note(LEWIN, "chicago", locator="5", label="folio").endswith("(Verso, 2005), fol. 5.")


@pytest.mark.parametrize("style", ["chicago", "gost", "soviet"])
def test_rendering_leaves_the_item_as_it_was(style):
    item = deepcopy(FEDORENKO)
    first_note(item, style, locator="226", label="folio")
    assert item == FEDORENKO


UNTITLED = {key: value for key, value in FEDORENKO.items() if key not in ("title", "title-short", "issued")}
UNTITLED.pop("translator", None)


def test_a_note_that_opens_with_its_shelfmark_begins_with_a_capital():
    assert first_note(UNTITLED, "chicago").startswith("Fond 5, opis 28, delo 412")
    assert first_note(UNTITLED, "chicago", prefix="See ").startswith("See fond 5, opis 28")
    assert first_note({**UNTITLED, "archive_location": "b-12, d. 4"}, "chicago").startswith("b-12")


@pytest.mark.parametrize(
    ("locator", "label", "words"),
    [
        ("225", "", "l. 225"),
        ("225", "page", "l. 225"),
        ("l. 225", "", "l. 225"),
        ("L. 225", "page", "l. 225"),
        ("ll. 225-226", "", "ll. 225–226"),
        ("лл. 225–226", "", "ll. 225–226"),
        ("fol. 225", "", "l. 225"),
        ("Bl. 225", "", "l. 225"),
        ("p. 225", "", "l. 225"),
        ("l. 225 ob.", "", "l. 225 ob."),
        ("225ob-226", "", "ll. 225ob–226"),
        ("225 ob.-226", "", "ll. 225 ob.–226"),
        ("3", "line", "line 3"),
        ("chap. 3", "", "chap. 3"),
    ],
)
def test_a_sheet_is_labelled_once_whatever_word_for_it_the_writer_has(locator, label, words):
    again = [
        {"citationItems": [{"id": FEDORENKO["id"], **cite}], "properties": {"noteIndex": note}}
        for note, cite in enumerate(({}, {"locator": locator, "label": label}), 1)
    ]
    printed = render_document([FEDORENKO], again, "chicago").citations[1]
    assert printed == f"“Report by N.T. Fedorenko,” {words if words.endswith('.') else words + '.'}"


def test_a_sheet_is_no_page_in_a_style_that_labels_all_but_pages():
    """MLA has a comma before a label ("par. 41"), and none before the bare number of a page."""
    assert first_note(FEDORENKO, "mla", locator="226") == "(“Report by N.T. Fedorenko,” l. 226)"
    assert first_note(FEDORENKO, "apa", locator="226").endswith(", l. 226)")


LETTER = {
    "id": "letter",
    "type": "personal_communication",
    "author": [{"family": "Creel", "given": "George"}],
    "recipient": [{"family": "House", "given": "Edward"}, {"literal": "the Peace Conference"}],
    "issued": {"date-parts": [[1918, 9, 25]]},
    "archive": "Yale University Library",
    "custom": {"citekit": {"archival": []}},
}


@pytest.mark.parametrize(
    ("change", "locale", "entry"),
    [
        ({}, None, "Creel, George. Letter to Edward House and the Peace Conference. 25 Sept. 1918"),
        ({"genre": "telegram"}, None, "Creel, George. Telegram to Edward House and the Peace Conference."),
        ({"title": "On peace"}, None, "Creel, George. “On peace.” 25 Sept. 1918"),
        ({}, "de-DE", "Creel, George. Brief an Edward House und the Peace Conference."),
        ({"custom": {}}, None, "Creel, George. 25 Sept. 1918"),
    ],
)
def test_a_letter_says_to_whom_it_is_where_the_style_has_no_recipients(change, locale, entry):
    style = find_style("mla").xml
    printed = csl_render(style, [LETTER | change], [], nocite="all", locale=locale, output="text")
    assert printed.bibliography[0].startswith(entry)


def test_a_style_that_has_recipients_prints_them_its_own_way():
    assert first_note(LETTER, "chicago").startswith("George Creel to Edward House and the Peace Conference,")


def test_a_document_without_a_name_is_cited_by_its_archive_and_shelfmark():
    archive = "Russian State Archive of Contemporary History (RGANI)"
    mark = "fond 5, opis 28, delo 412, listy 224–228"
    assert first_note(UNTITLED, "mla") == f"({archive}, {mark})"
    assert first_note(UNTITLED, "mla", locator="226") == f"({archive}, {mark}, l. 226)"
    assert first_note({**UNTITLED, "genre": "minutes"}, "mla") == "(Minutes)"
    assert first_note(UNTITLED, "ieee") == "[1]"


@pytest.mark.parametrize(("author", "opens"), [([], "“Protocol No. 12.” "), (LETTER["author"], "———. ")])
def test_a_dash_stands_for_names_and_never_for_the_title_of_a_document(author, opens):
    one = {**FEDORENKO, "id": "one", "title": "Protocol No. 12", "title-short": "", "author": author}
    two = {**one, "id": "two", "archive_location": "fond 3, opis 1, delo 2"}
    printed = csl_render(find_style("mla").xml, [one, two], [], nocite="all", output="text").bibliography
    assert printed[1].startswith(opens)
