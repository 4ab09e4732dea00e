import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "samples" / "fedorenko-1956.md"


def citekit(*arguments, stdin=""):
    command = [sys.executable, "-m", "citekit", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def test_chicago_prints_the_note_the_short_note_and_the_entry():
    done = citekit("cite", SAMPLE)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line for line in lines if len(line) < 15] == ["Note", "", "Short note", "", "Bibliography"]
    assert "fond 5, opis 28, delo 412, listy 224–228" in lines[1]


def test_mla_prints_the_in_text_citation_and_the_works_cited_entry():
    lines = citekit("cite", SAMPLE, "--style", "mla").stdout.splitlines()
    assert [lines[0], lines[3]] == ["In the text", "Works cited"]
    assert lines[1].startswith("(")


def test_json_holds_each_item_by_its_id():
    found = json.loads(citekit("cite", SAMPLE, "--json").stdout)
    assert found["style"] == "chicago-notes-bibliography"
    assert [item["id"] for item in found["items"]] == found["bibliography_order"] == ["fedorenko-1956-report"]
    assert {"note", "short_note", "bibliography"} < set(found["items"][0])


def test_items_come_from_standard_input():
    book = {"id": "lewin", "type": "book", "title": "The Soviet Century"}
    done = citekit("cite", "-", "--style", "apa", "--output", "html", stdin=json.dumps([book]))
    assert done.returncode == 0
    assert "<i>The Soviet Century</i>" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["cite", SAMPLE, "--style", "chicgo"], 2, "did you mean chicago"),
        (["cite", "missing.md"], 1, "missing.md"),
        (["cite", SAMPLE, "missing.md"], 1, "missing.md"),
        (["cite"], 2, "INPUT"),
        (["cite", SAMPLE, "--style", SAMPLE], 1, "is no CSL style"),
    ],
)
def test_what_is_wrong_is_said_on_stderr_and_by_the_exit_status(arguments, status, said):
    done = citekit(*arguments)
    assert (done.returncode, said in done.stderr) == (status, True)
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) == (arguments == ["cite", SAMPLE, "missing.md"])


def test_styles_are_found_by_words_and_shown_with_a_sample():
    rows = json.loads(citekit("styles", "chicago", "author-date", "--json", "-n", "1").stdout)
    assert [row["name"] for row in rows] == ["chicago-author-date"]
    assert "fond 0100" in rows[0]["sample"].casefold()
    assert citekit("styles", "no-such-style-at-all").returncode == 1
