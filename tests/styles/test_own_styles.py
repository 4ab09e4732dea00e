import json
from importlib.util import find_spec
from pathlib import Path

import pytest

import citekit
from citekit.rendering import find_style, render_document
from citekit.rendering.shelfmarks import form_of
from citekit.rendering.styles import own_styles

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
FEDORENKO = json.loads((HERE.parent / "rendering" / "items.json").read_text(encoding="utf-8"))[0]
OWN = sorted(path.stem for path in own_styles().glob("*.csl"))

FOREIGN_OFFICE = {
    "id": "fo",
    "type": "manuscript",
    "archive": "The National Archives of the UK",
    "archive_location": "FO 371/3083, fol. 12",
    "custom": {
        "citekit": {
            "archival": [
                {
                    "repository": "The National Archives",
                    "repository_id": "gb-tna",
                    "repository_name": "The National Archives of the UK",
                    "tradition": "gb",
                    "levels": [
                        {"level": "series", "value": "FO 371"},
                        {"level": "piece", "value": "3083"},
                        {"level": "listy", "value": "12", "label": "fol."},
                    ],
                }
            ]
        }
    },
}


def notes(item, style):
    rendered = citekit.render([item], style)
    return rendered.notes[0], rendered.short_notes[0]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['style']}: {case['text']}")
def test_a_published_example_prints_as_it_was_published(case):
    (record,) = citekit.extract(case["text"])
    assert notes(citekit.to_csl(record), case["style"])[0] == case["note"]


@pytest.mark.parametrize("name", OWN)
def test_an_own_style_is_valid_csl_and_names_its_source(name):
    from lxml import etree

    schemas = Path(find_spec("citeproc").origin).parent / "data" / "schema" / "schemas" / "styles"
    schema = etree.RelaxNG(etree.parse(str(schemas / "csl.rng")))
    tree = etree.fromstring(find_style(name).xml.encode())
    assert schema.validate(tree), schema.error_log
    comment = next(node for node in tree.iter() if not isinstance(node.tag, str))
    assert "Source:" in comment.text


@pytest.mark.parametrize("name", OWN)
def test_an_own_style_prints_a_shelf_mark_whose_levels_are_not_known_as_it_was_typed(name):
    typed = {
        "id": "typed",
        "type": "manuscript",
        "archive": "RGANI",
        "archive_location": "f. 5, op. 28, d. 412",
        "dimensions": "l. 3",
    }
    joiner = ". " if "gost" in name else ", "
    assert notes(typed, name)[0] == f"RGANI{joiner}f. 5, op. 28, d. 412{joiner}l. 3."


@pytest.mark.parametrize("name", OWN)
def test_no_semicolon_follows_the_full_stop_of_a_cite_in_one_note(name):
    both = [
        {
            "citationItems": [{"id": FEDORENKO["id"]}, {"id": FOREIGN_OFFICE["id"]}],
            "properties": {"noteIndex": 1},
        }
    ]
    (note,) = render_document([FEDORENKO, FOREIGN_OFFICE], both, name).citations
    assert ".;" not in note
    assert "  " not in note


def test_the_wilson_center_s_form_has_the_credits_and_the_address():
    assert notes(FEDORENKO, "wilson-center")[0] == (
        "“Report by N.T. Fedorenko on a Conversation with Ri Sang-jo, Ambassador of the DPRK to the USSR,” "
        "September 5, 1956, Wilson Center Digital Archive, RGANI, f. 5, op. 28, d. 412, ll. 224–228. Obtained by "
        "Nobuo Shimotomai and translated by Gary Goldberg. "
        "https://wilson-center-digital-archive.dvincitest.com/document/113564"
    )


@pytest.mark.parametrize(
    ("credits", "sentence"),
    [
        (
            [
                {"role": "obtained-by", "names": ["Nobuo Shimotomai"], "for": "NKIDP"},
                {"role": "translator", "names": ["Nobuo Shimotomai"], "for": "NKIDP"},
            ],
            "Obtained and translated for NKIDP by Nobuo Shimotomai.",
        ),
        (
            [{"role": "translator", "names": ["Paul Henri Spaak", "Jane Doe", "Gary Goldberg"]}],
            "Translated by Paul Henri Spaak, Jane Doe and Gary Goldberg.",
        ),
        ([{"role": "editor", "names": [], "for": "CWIHP"}], "Edited for CWIHP."),
    ],
)
def test_credits_are_one_sentence(credits, sentence):
    item = {**FEDORENKO, "custom": {"citekit": {**FEDORENKO["custom"]["citekit"], "credits": credits}}}
    assert f"ll. 224–228. {sentence} https" in notes(item, "wilson")[0]


def test_the_national_archives_are_named_in_full_once():
    first, later = notes(FOREIGN_OFFICE, "tna")
    assert first == "The National Archives of the UK (TNA), FO 371/3083, f. 12."
    assert later == "TNA, FO 371/3083, f. 12."


def test_two_archives_of_one_document_are_both_named():
    custom = FEDORENKO["custom"]["citekit"]
    second = {**custom["archival"][0], "repository": "RGASPI", "repository_id": "ru-rgaspi"}
    item = {**FEDORENKO, "custom": {"citekit": {**custom, "archival": [*custom["archival"], second]}}}
    assert notes(item, "soviet")[0] == (
        "RGANI, f. 5, op. 28, d. 412, ll. 224–228; RGASPI, f. 5, op. 28, d. 412, ll. 224–228."
    )


def test_every_form_has_its_style_and_a_public_style_has_none():
    assert all(form_of(name) for name in OWN)
    assert form_of("chicago-notes-bibliography") is None


LETTER = "George Creel to Colonel House, September 25, 1918, Edward M. House Papers, Yale University Library."


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("bundesarchiv", "George Creel an Colonel House, 25. September 1918, "),
        ("gost", "Creel G. — Colonel House. 25 сентября 1918 г. // "),
        ("national-archives-uk", "George Creel to Colonel House, 25 September 1918, "),
        ("wilson-center", "George Creel to Colonel House, September 25, 1918, "),
    ],
)
def test_a_letter_opens_with_sender_and_addressee(style, opening):
    (record,) = citekit.extract(LETTER)
    assert notes(citekit.to_csl(record), style)[0].startswith(opening)


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("bundesarchiv", "Alvin Johnson, Memorandum, 1937, "),
        ("gost", "Johnson A. [Memorandum]: 1937 г. // "),
        ("national-archives-uk", "Alvin Johnson, Memorandum, 1937, "),
        ("wilson-center", "Alvin Johnson, Memorandum, 1937, "),
    ],
)
def test_an_untitled_document_says_what_it_is(style, opening):
    item = {
        "id": "j",
        "type": "manuscript",
        "author": [{"family": "Johnson", "given": "Alvin"}],
        "genre": "Memorandum",
        "issued": {"date-parts": [[1937]]},
        "archive": "YIVO",
        "archive_location": "file 36",
    }
    assert notes(item, style)[0].startswith(opening)
