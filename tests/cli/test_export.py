import json

import pytest
from click.testing import CliRunner

from citekit.cli.export import command

SAMPLE = "tests/samples/fedorenko-1956.md"


def run(*arguments, **options):
    return CliRunner().invoke(command, arguments, standalone_mode=False, **options)


def test_a_document_becomes_an_entry_on_stdout_and_what_is_lost_a_line_on_stderr():
    done = run(SAMPLE, "--to", "bibtex")
    assert done.return_value == 0
    assert done.stdout.startswith("@unpublished{fedorenko-1956-report,\n")
    assert "citekit: bibtex does not carry custom.citekit: archival" in done.stderr


def test_the_name_of_the_file_tells_the_format(tmp_path):
    path = tmp_path / "out.ris"
    done = run(SAMPLE, "-o", str(path))
    assert (done.return_value, done.stdout) == (0, "")
    assert path.read_text("utf-8").startswith("TY  - MANSCPT\n")


def test_each_format_can_be_read_again_by_the_command(tmp_path):
    first = run(SAMPLE, "--to", "bibtex").stdout
    for name in ("refs.bib", "refs.ris", "refs.rdf", "refs.json", "refs.yaml", "refs.mods"):
        path = tmp_path / name
        assert run(SAMPLE, "-o", str(path)).return_value == 0
        again = run(str(path), "--to", "bibtex")
        assert again.return_value == 0
        assert again.stdout == first, name


def test_standard_input_may_be_a_bibliography():
    done = run("-", "--to", "csl-json", input="@book{a, title = {A}}")
    assert json.loads(done.stdout)[0]["title"] == "A"


def test_a_broken_entry_is_a_line_and_status_1_and_the_rest_is_written(tmp_path):
    path = tmp_path / "a.bib"
    path.write_text("@misc{a, title = {A\n@misc{b, title = {B}}\n", "utf-8")
    done = run(str(path), "--to", "bibtex")
    assert done.return_value == 1
    assert done.stdout.startswith("@misc{b,")
    assert f"citekit: {path}: line 1: the entry 'a' is broken" in done.stderr


@pytest.mark.parametrize("name", ["html", "text"])
def test_a_bibliography_for_reading_is_printed_in_a_style(name):
    done = run(SAMPLE, "--to", name)
    assert done.return_value == 0
    assert "ond 5, opis 28, delo 412, listy 224–228" in done.stdout


def test_an_unwritable_file_is_an_error_and_leaves_nothing(tmp_path):
    done = run(SAMPLE, "-o", str(tmp_path / "missing" / "a.bib"))
    assert "missing" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
