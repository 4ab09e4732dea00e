import json
from copy import deepcopy
from pathlib import Path

import pytest

from citekit.rendering.archival import prepared_citation, prepared_item

FEDORENKO, LEWIN = json.loads((Path(__file__).parent / "items.json").read_text(encoding="utf-8"))
CHICAGO, GOST = "chicago-notes-bibliography", "gost-r-7-0-5-2008-archival"


def test_a_translator_is_never_put_in_the_place_of_the_author_that_a_document_lacks():
    assert prepared_item(FEDORENKO, CHICAGO)["never-substituted"] == ["translator"]
    assert "never-substituted" not in prepared_item({**FEDORENKO, "author": [{"family": "X"}]}, CHICAGO)
    assert "never-substituted" not in prepared_item(LEWIN, CHICAGO)


def test_a_title_quoted_from_a_citation_keeps_its_capitals():
    assert prepared_item(FEDORENKO, CHICAGO)["title"] == f'<span class="nocase">{FEDORENKO["title"]}</span>'
    assert prepared_item(LEWIN, CHICAGO)["title"] == LEWIN["title"]


@pytest.mark.parametrize("style", [CHICAGO, GOST])
def test_preparing_leaves_the_item_as_it_was(style):
    before = deepcopy(FEDORENKO)
    prepared_item(FEDORENKO, style)
    assert before == FEDORENKO


@pytest.mark.parametrize(
    ("cite", "style", "terms"),
    [
        ({"locator": "226", "label": "folio"}, CHICAGO, {"single": "l.", "plural": "ll."}),
        ({"locator": "226", "label": "folio"}, GOST, {"single": "Л.", "plural": "Л."}),
        ({"locator": "226", "label": "page"}, CHICAGO, None),
        ({"label": "folio"}, CHICAGO, None),
    ],
)
def test_a_sheet_is_called_what_the_tradition_calls_it(cite, style, terms):
    citation = {"citationItems": [{"id": FEDORENKO["id"], **cite}], "properties": {"noteIndex": 3}}
    prepared = prepared_citation(citation, {FEDORENKO["id"]: FEDORENKO}, style)
    assert prepared["citationItems"][0].get("locator-terms") == terms
    assert prepared["properties"] == {"noteIndex": 3}
