import csv
import io
import json

import pytest
from click.testing import CliRunner

from citekit.cli import citekit
from citekit.errors import InvalidData, UnknownDialect, UnknownFormat
from citekit.formats import FORMATS, detected, export, parse, read_bibliography


def test_an_unknown_format_suggests_the_nearest():
    with pytest.raises(UnknownFormat, match="did you mean bibtex"):
        export([], "bibtx")
    with pytest.raises(UnknownDialect, match="did you mean chicago"):
        export([], "biblatex", dialect="chicgo")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "biblatex"])
def test_every_format_is_known_by_its_content(name):
    text = export([{"id": "x", "type": "book", "title": "A"}], name)
    expected = None if name == "csl-yaml" else name
    assert detected(text.encode()) == expected
    assert detected(text.encode(), "notes.md") is None


def test_a_page_that_citekit_wrote_gives_back_its_items(tmp_path):
    title = "</script> & <i>A</i> «Б»"
    items = [{"id": "x", "type": "book", "title": title, "custom": {"citekit": {"form": "full"}}}]
    source, written = tmp_path / "in.json", tmp_path / "out.html"
    source.write_text(json.dumps(items), "utf-8")
    done = CliRunner().invoke(citekit, ["export", str(source), "-o", str(written)])
    assert done.exit_code == 0, done.output
    data = written.read_bytes()
    assert data.count(b"</script>") == 1
    assert detected(data, "out.html") == detected(data) == "html"
    assert list(read_bibliography(data, "out.html").items) == items
    assert detected(b"<!DOCTYPE html>\n<p>A page of another kind.</p>", "page.html") is None
    with pytest.raises(InvalidData, match="holds no items"):
        parse("<!DOCTYPE html>", "html")


def test_a_file_with_the_wrong_suffix_is_read_as_what_it_is():
    imported = read_bibliography(b"TY  - BOOK\nTI  - One\nER  - \n", "refs.bib")
    assert imported.items[0]["title"] == "One"
    assert [d.code for d in imported.diagnostics] == ["format-by-content"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b'[{"id": 1,', "a.json", "line 1"),
        (b'["\xff"]', "a.json", "not UTF-8"),
        (b"{}", "a.json", "no CSL-JSON"),
        (b"plain words", "a.bib", "no BibTeX"),
        (b"plain words", "a.ris", "no RIS"),
        (b"a: [b", "a.yaml", "line 2"),
        (b"a: b", "a.yaml", "references"),
        (b"title,author\nx,y\n", "a.csv", "no CSL-JSON"),
    ],
)
def test_a_file_that_is_no_bibliography_is_refused_with_its_name(data, name, said):
    with pytest.raises(InvalidData, match=said) as refused:
        read_bibliography(data, name)
    assert str(refused.value).startswith(name)


def test_the_items_before_a_damage_in_json_are_kept():
    imported = parse('[{"id": 1, "type": "book"},\n {"x": 1},\n 7,\n {"id": 2 "type": "book"}]', "csl-json")
    assert [item["id"] for item in imported.items] == ["1"]
    assert [d.message.partition(";")[0] for d in imported.diagnostics] == [
        "line 2: is no CSL item: it has no type",
        "line 3: is no CSL item: it has no type",
        "line 4: Expecting ',' delimiter",
    ]


def test_pandocs_yaml_is_read():
    text = "---\nreferences:\n- id: a\n  type: book\n  issued: 1956-09-05\n- id: b\n  type: book\n  issued:\n  - year: 1956\n    month: 9\n---\n"
    assert [item["issued"] for item in parse(text, "csl-yaml").items] == [
        {"date-parts": [[1956, 9, 5]]},
        {"date-parts": [[1956, 9]]},
    ]


def test_a_spreadsheet_has_a_column_for_each_level_and_runs_no_formula(fedorenko):
    fedorenko["note"] = "=1+1"
    text = export([fedorenko], "csv")
    assert text.startswith("\ufeffid,type,title")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["archive: fond"], row["archive: listy"]) == ("5", "224-228")
    assert (row["translator"], row["issued"]) == ("Goldberg, Gary", "1956-09-05")
    assert row["credits"] == "Obtained by Nobuo Shimotomai"
    assert row["note"] == "'=1+1"
    assert parse(text, "csv").items[0]["note"] == "=1+1"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_that_a_spreadsheet_saved_in_its_own_way_is_read(fedorenko, separator):
    rows = list(csv.reader(io.StringIO(export([fedorenko], "csv").removeprefix("\ufeff"))))
    saved = io.StringIO()
    csv.writer(saved, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    imported = read_bibliography(saved.getvalue().encode(), "table.csv")
    assert detected(saved.getvalue().encode(), "table.csv") == "csv"
    assert imported.items == parse(export([fedorenko], "csv"), "csv").items


def test_mods_of_a_library_is_read():
    text = """<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Letters</title><subTitle>1956</subTitle></titleInfo>
    <name type="personal"><namePart>Fedorenko, N. T.</namePart><role><roleTerm type="text">author</roleTerm></role></name>
    <typeOfResource manuscript="yes">text</typeOfResource>
    <originInfo><dateCreated>1956</dateCreated></originInfo>
    <location><physicalLocation>RGANI</physicalLocation><shelfLocator>f. 5, op. 28</shelfLocator></location></mods>"""
    assert parse(text, "mods").items == (
        {
            "id": "item-1",
            "type": "manuscript",
            "title": "Letters: 1956",
            "author": [{"family": "Fedorenko", "given": "N. T."}],
            "archive": "RGANI",
            "archive_location": "f. 5, op. 28",
            "issued": {"date-parts": [[1956]]},
        },
    )


def test_csl_json_is_the_items_themselves(fedorenko):
    assert json.loads(export([fedorenko], "csl-json")) == [fedorenko]
