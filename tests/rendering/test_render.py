import json
from pathlib import Path

import pytest

import citekit
from citekit.errors import InvalidData, UnknownName
from citekit.rendering import ENGINES, render_document

FEDORENKO, LEWIN = json.loads((Path(__file__).parent / "items.json").read_text(encoding="utf-8"))

NOTE = (
    "“Report by N.T. Fedorenko on a Conversation with Ri Sang-jo, Ambassador of the DPRK to the USSR,” "
    "trans. Gary Goldberg, September 5, 1956, fond 5, opis 28, delo 412, listy 224–228, Russian State "
    "Archive of Contemporary History (RGANI), Moscow, "
    "https://wilson-center-digital-archive.dvincitest.com/document/113564."
)
WORKS_CITED = (
    "“Report by N.T. Fedorenko on a Conversation with Ri Sang-jo, Ambassador of the DPRK to the USSR.” "
    "Translated by Gary Goldberg, 5 Sept. 1956, Russian State Archive of Contemporary History (RGANI), "
    "Moscow, fond 5, opis 28, delo 412, listy 224–228. Wilson Center Digital Archive, "
    "https://wilson-center-digital-archive.dvincitest.com/document/113564."
)


def test_chicago_prints_the_sample_as_an_editor_would():
    rendered = citekit.render([FEDORENKO, LEWIN], "chicago")
    assert rendered.notes == [NOTE, "Moshe Lewin, The Soviet Century, ed. Gregory Elliott (Verso, 2005)."]
    assert rendered.short_notes == ["“Report by N.T. Fedorenko.”", "Lewin, The Soviet Century."]


def test_mla_prints_the_sample_as_an_editor_would():
    rendered = citekit.render([FEDORENKO], "mla")
    assert rendered.in_text == ["(“Report by N.T. Fedorenko”)"]
    assert rendered.bibliography == [WORKS_CITED]


def test_author_date_opens_with_the_title_where_there_is_no_author():
    assert citekit.render([FEDORENKO], "chicago-author-date").in_text == ["(“Report by N.T. Fedorenko” 1956)"]


def test_a_later_note_names_the_sheet_in_the_tradition_s_word():
    cites = [
        {"citationItems": [{"id": FEDORENKO["id"]}], "properties": {"noteIndex": 1}},
        {"citationItems": [{"id": LEWIN["id"]}], "properties": {"noteIndex": 2}},
        {
            "citationItems": [{"id": FEDORENKO["id"], "locator": "226", "label": "folio"}],
            "properties": {"noteIndex": 3},
        },
    ]
    formatted = render_document([FEDORENKO, LEWIN], cites, "chicago")
    assert formatted.citations[2] == "“Report by N.T. Fedorenko,” l. 226."


@pytest.mark.parametrize("engine", ENGINES)
def test_each_item_has_its_notes_or_its_in_text_citation_and_its_entry(engine):
    notes = citekit.render([LEWIN, FEDORENKO], "chicago", engine=engine)
    in_text = citekit.render([LEWIN, FEDORENKO], "apa", engine=engine)
    for rendered, parallel in ((notes, notes.notes), (notes, notes.short_notes), (in_text, in_text.in_text)):
        assert len(parallel) == 2
        assert "Lewin" in parallel[0]
        assert "Fedorenko" in parallel[1]
        assert sorted(rendered.ids) == [LEWIN["id"], FEDORENKO["id"]]
        assert "Soviet Century" in rendered.bibliography[rendered.ids.index(LEWIN["id"])]
    assert (notes.in_text, in_text.notes, in_text.short_notes) == ([], [], [])


@pytest.mark.parametrize("engine", ENGINES)
def test_ids_keep_their_case_and_items_their_content(engine):
    upper, lower = {**LEWIN, "id": "DOC1"}, {**LEWIN, "id": "doc1", "title": "Another Century"}
    before = json.dumps([upper, lower])
    rendered = citekit.render([upper, lower], "chicago", engine=engine)
    assert sorted(rendered.ids) == ["DOC1", "doc1"]
    assert ["Soviet" in note for note in rendered.notes] == [True, False]
    assert json.dumps([upper, lower]) == before


def test_a_locale_translates_the_terms():
    german = citekit.render([LEWIN], "chicago", locale="de-DE").bibliography[0]
    assert "Herausgegeben" in german


def test_an_unknown_engine_suggests_the_known_one():
    with pytest.raises(UnknownName, match="citeproc-py"):
        citekit.render([LEWIN], engine="citeproc")


def test_citeproc_py_says_what_it_cannot_write():
    with pytest.raises(InvalidData, match="rtf"):
        citekit.render([LEWIN], output="rtf", engine="citeproc-py")


def test_an_item_without_an_id_is_the_caller_s_mistake():
    with pytest.raises(InvalidData, match="item 2 has no id"):
        citekit.render([LEWIN, {"type": "book"}])


def test_a_style_that_is_no_valid_csl_says_which_and_where(tmp_path):
    path = tmp_path / "house.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">\n'
        "<info><title>House</title><id>house</id></info>\n"
        '<citation><layout><text macro="author"/></layout></citation></style>'
    )
    with pytest.raises(
        InvalidData, match="the style house is no valid CSL: line 3: there is no macro 'author'"
    ):
        render_document([LEWIN], [], str(path))
