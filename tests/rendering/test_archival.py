"""What archival documents need beyond CSL, with every style."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from citekit.rendering import render_document

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
