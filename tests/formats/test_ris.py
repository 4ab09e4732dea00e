import pytest

from citekit.errors import InvalidData
from citekit.formats import export, parse


def test_the_sample_has_the_tags_that_zotero_takes_over(fedorenko):
    assert export([fedorenko], "ris") == (
        "TY  - MANSCPT\n"
        "TI  - Report by N.T. Fedorenko on a Conversation with Ri Sang-jo, Ambassador of the DPRK to the USSR\n"
        "ST  - Report by N.T. Fedorenko\n"
        "A4  - Goldberg, Gary\n"
        "DA  - 1956/09/05/\n"
        "PY  - 1956\n"
        "DB  - Russian State Archive of Contemporary History (RGANI)\n"
        "AN  - fond 5, opis 28, delo 412, listy 224–228\n"
        "DP  - Wilson Center Digital Archive\n"
        "LA  - en\n"
        "UR  - https://wilson-center-digital-archive.dvincitest.com/document/113564\n"
        "N1  - Obtained by Nobuo Shimotomai\n"
        "M2  - Citation Key: fedorenko-1956-report\n"
        "M2  - archive-place: Moscow\n"
        "ID  - fedorenko-1956-report\n"
        "ER  - \n"
    )


def test_the_translator_of_a_letter_stands_in_extra_where_zotero_makes_no_second_author_of_it():
    letter = {
        "id": "x",
        "type": "personal_communication",
        "author": [{"family": "Kim", "given": "Il Sung"}],
        "recipient": [{"literal": "Central Committee"}],
        "translator": [{"family": "Goldberg", "given": "Gary"}],
    }
    text = export([letter], "ris")
    assert "A2  - Central Committee\n" in text
    assert "A4  -" not in text
    assert "M2  - translator: Goldberg || Gary\n" in text
    assert parse(text, "ris").items[0]["translator"] == letter["translator"]


@pytest.mark.parametrize("kind", ["UNPB", "UNPD", "MANSCPT"])
def test_unpublished_documents_are_manuscripts(kind):
    assert parse(f"TY  - {kind}\nTI  - A\nER  - \n", "ris").items[0]["type"] == "manuscript"


def test_a_record_of_others_is_read():
    text = (
        "\ufeffTY  - JOUR\r\nT1  - A title\r\nA1  - Smith, John\r\nAU  - Jones,Mary,Jr.\r\nJF  - Bulletin\r\n"
        "Y1  - 1999/04//\r\nSP  - 1\r\nEP  - 9\r\nSN  - 1234-5678\r\nN2  - First line\r\nsecond line\r\n"
        "KW  - one\r\nKW  - two; three\r\nER  - \r\n"
    )
    (item,) = parse(text, "ris").items
    assert item == {
        "id": "item-1",
        "type": "article-journal",
        "title": "A title",
        "author": [
            {"family": "Smith", "given": "John"},
            {"family": "Jones", "given": "Mary", "suffix": "Jr."},
        ],
        "container-title": "Bulletin",
        "issued": {"date-parts": [[1999, 4]]},
        "page": "1–9",
        "ISSN": "1234-5678",
        "abstract": "First line\nsecond line",
        "keyword": "one, two, three",
    }


def test_a_record_without_an_end_is_kept_and_named():
    imported = parse("TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\n", "ris")
    assert [item["title"] for item in imported.items] == ["One", "Two"]
    assert [d.message for d in imported.diagnostics] == [
        "line 1: the record has no end (ER); it is kept",
        "line 3: the record has no end (ER); it is kept",
    ]


def test_unknown_tags_and_what_stands_before_the_first_record_are_named():
    imported = parse("Exported by X\nTY  - BOOK\nTI  - One\nXX  - 5\nER  - \n", "ris")
    assert [d.message for d in imported.diagnostics] == [
        "line 1: the text before the first record is left out",
        "line 2: the tag XX of this record has no field; it is left out",
    ]


def test_a_line_of_an_abstract_that_looks_like_a_tag_ends_nothing():
    item = {"id": "a", "type": "book", "abstract": "One\nER  - two\nTY  - three"}
    assert parse(export([item], "ris"), "ris").items[0]["abstract"] == item["abstract"]


def test_a_text_without_a_record_is_refused():
    with pytest.raises(InvalidData, match="no RIS"):
        parse("nothing\n", "ris")
