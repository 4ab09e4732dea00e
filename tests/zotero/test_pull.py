import json

import pytest
from click.testing import CliRunner

from citekit.cli.zotero import command
from citekit.errors import ZoteroRefused
from citekit.formats import export
from citekit.library.splitting import split_shelfmark
from citekit.zotero.pull import pull, taken_apart
from tests.formats.items import RECORDS

LOCATION = "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg."


def item(**fields):
    return {"id": "x", "type": "manuscript", **fields}


def test_a_string_becomes_repository_levels_and_credits():
    found, understood = split_shelfmark(item(archive_location=LOCATION))
    assert understood
    own = found["custom"]["citekit"]
    assert own["archival"][0]["repository_id"] == "ru-rgani"
    assert [(level["level"], level["value"]) for level in own["archival"][0]["levels"]] == [
        ("fond", "5"),
        ("opis", "49"),
        ("delo", "131"),
        ("listy", "193-194"),
    ]
    assert own["credits"] == [{"role": "translator", "names": ["Gary Goldberg"]}]
    assert found["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert found["archive_location"] == "fond 5, opis 49, delo 131, listy 193–194"
    assert found["translator"] == [{"family": "Goldberg", "given": "Gary"}]


def test_the_archive_of_another_field_is_taken_with_it():
    found, understood = split_shelfmark(item(archive="RGANI", archive_location="f. 5, op. 49, d. 131"))
    assert understood
    assert found["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert found["custom"]["citekit"]["archival"][0]["repository_id"] == "ru-rgani"


def test_an_archive_that_says_something_else_is_not_overwritten():
    found, _ = split_shelfmark(item(archive="My own archive", archive_location=LOCATION))
    assert found["archive"] == "My own archive"
    assert found["custom"]["citekit"]["archival"][0]["repository_id"] == "ru-rgani"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, "Wilson Center Digital Archive"),
        ("Wilson Center Digital Archive", "Wilson Center Digital Archive"),
        ("Wilson Center", "Wilson Center Digital Archive, Wilson Center"),
    ],
)
def test_a_digital_archive_publishes_what_the_archive_of_the_string_holds(source, expected):
    given = {"archive": "Wilson Center Digital Archive", "archive_location": LOCATION}
    found, _ = split_shelfmark(item(**given, **({"source": source} if source else {})))
    assert found["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert found["source"] == expected


def test_a_source_note_in_a_note_is_taken_apart():
    found, understood = split_shelfmark(item(note=LOCATION))
    assert understood
    assert "note" not in found
    assert found["archive_location"] == "fond 5, opis 49, delo 131, listy 193–194"
    assert found["custom"]["citekit"]["credits"] == [{"role": "translator", "names": ["Gary Goldberg"]}]


@pytest.mark.parametrize(
    "before",
    [
        item(note="See RGANI, f. 5, op. 49, and ask Anna about it"),
        item(note="RGANI"),
        item(note=LOCATION, archive="My own archive"),
        {"id": "x", "type": "book", "note": LOCATION},
    ],
)
def test_any_other_note_stays_as_it_is(before):
    assert split_shelfmark(before) == (before, True)


@pytest.mark.parametrize(
    "location", ["in the blue box by the window", "see my note: RGANI, f. 5, op. 49, and ask Anna about it"]
)
def test_what_is_not_wholly_understood_stays_as_it_is(location):
    before = item(archive_location=location)
    (after,), diagnostics = taken_apart([before])
    assert after == before
    assert location in diagnostics[0].message


def test_what_is_taken_apart_already_stays_as_it_is():
    assert all(split_shelfmark(record) == (record, True) for record in RECORDS)


def test_the_local_api_gives_items_with_their_notes(zotero):
    zotero.items += [
        {
            "key": "AAAA1111",
            "itemType": "letter",
            "title": "Letter to Kim Il Sung",
            "date": "October 5, 1956",
            "creators": [
                {"creatorType": "author", "lastName": "Fedorenko", "firstName": "N.T."},
                {"creatorType": "recipient", "name": "Central Committee"},
            ],
            "archiveLocation": LOCATION,
            "extra": "archive-place: Moscow\nCitation Key: fedorenko1956\ntranslator: Goldberg || Gary",
            "tags": [{"tag": "Korea"}, {"tag": "plenum"}],
        },
        {
            "key": "BBBB2222",
            "itemType": "note",
            "parentItem": "AAAA1111",
            "note": "<p>Ask <i>Anna</i> &amp; Lee</p>",
        },
        {"key": "CCCC3333", "itemType": "attachment", "parentItem": "AAAA1111", "title": "scan.pdf"},
    ]
    (found,) = pull(zotero.port)
    assert found == {
        "id": "fedorenko1956",
        "type": "personal_communication",
        "title": "Letter to Kim Il Sung",
        "issued": {"date-parts": [[1956, 10, 5]]},
        "author": [{"family": "Fedorenko", "given": "N.T."}],
        "recipient": [{"literal": "Central Committee"}],
        "translator": [{"family": "Goldberg", "given": "Gary"}],
        "archive_location": LOCATION,
        "archive-place": "Moscow",
        "citation-key": "fedorenko1956",
        "keyword": "Korea, plenum",
        "annote": "Ask Anna & Lee",
    }


def test_a_library_of_many_pages_comes_whole(zotero):
    zotero.items += [{"key": f"K{n}", "itemType": "book", "title": f"Book {n}"} for n in range(250)]
    assert len({found["id"] for found in pull(zotero.port)}) == 250


def test_an_api_that_is_off_is_said_so(zotero):
    zotero.api_off = True
    with pytest.raises(ZoteroRefused, match="local API is off"):
        pull(zotero.port)


def test_the_command_reads_an_export_and_names_what_it_does_not_know(tmp_path):
    path = tmp_path / "zotero.rdf"
    items = [item(archive_location=LOCATION, title="A"), {**item(archive_location="the blue box"), "id": "y"}]
    path.write_text(export(items, "zotero-rdf"), "utf-8")
    done = CliRunner().invoke(command, ["pull", str(path)], standalone_mode=False)
    assert done.return_value == 0
    assert [one["archive_location"] for one in json.loads(done.stdout)] == [
        "fond 5, opis 49, delo 131, listy 193–194",
        "the blue box",
    ]
    assert "y: 'the blue box'" in done.stderr


def test_a_whole_source_note_gives_the_digital_archive_too():
    note = (
        "History and Public Policy Program Digital Archive, PRC FMA 106-01479-03, 21-41. "
        "Translated by Jeffrey Wang and Charles Kraus."
    )
    found, understood = split_shelfmark(item(archive_location=note))
    assert understood
    assert found["source"] == "History and Public Policy Program Digital Archive"
    assert found["archive_location"] == "106-01479-03, pp. 21–41"
    assert [name["family"] for name in found["translator"]] == ["Wang", "Kraus"]


def test_an_archive_without_a_place_in_it_moves_to_the_archive():
    note = "Wilson Center Digital Archive, Polish Foreign Ministry Archive. Obtained for NKIDP by Jakub Poprocki."
    found, understood = split_shelfmark(item(archive_location=note))
    assert understood
    assert "archive_location" not in found
    assert found["archive"].startswith(
        ("Polish Foreign Ministry", "Archive of the Ministry of Foreign Affairs")
    )
    assert found["custom"]["citekit"]["credits"][0]["for"] == "NKIDP"
