"""``citekit extract --report``: the page beside the citations."""

import json
import re
import subprocess
import sys

import pytest

NOTE = "RGANI, f. {}, op. 28, d. 412, l. 224."


def extract(*arguments, stdin=b""):
    command = [sys.executable, "-m", "citekit", "extract", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(1, 7):
        (texts / f"{number}.md").write_text(
            f"# Chapter {number}\n\n{NOTE.format(number)}\n\n{NOTE.format(1)}\n"
        )
    return texts


def test_the_page_stands_beside_the_same_citations(folder, tmp_path):
    plain = extract(folder)
    made = extract(folder, "--report", tmp_path / "page.html", "--jobs", 2)
    assert (made.returncode, made.stdout, made.stderr) == (0, plain.stdout, b"")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert re.findall(r"<h2 id=\S+>(\d\.md)</h2>", page) == [f"{number}.md" for number in range(1, 7)]
    keys = re.findall(r'<code class="id">(\S+)</code>', page)
    assert keys == [item["id"] for item in json.loads(made.stdout)]
    assert len(set(keys)) == 12


def test_the_page_is_the_same_with_an_output_and_after_a_stop(folder, tmp_path):
    page = tmp_path / "page.html"
    extract(folder, "--report", page)
    whole = page.read_bytes()
    assert extract(folder, "--report", page, "-o", tmp_path / "all.json").returncode == 0
    assert page.read_bytes() == whole
    # A run that was stopped after it had read some: the journal of one that could not write its output.
    (tmp_path / "all.json").unlink()
    (tmp_path / "all.json").mkdir()
    (tmp_path / "all.json" / "in the way").touch()
    page.unlink()
    command = [sys.executable, "-c", _ONTO_A_FOLDER, folder, page, tmp_path / "all.json"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert not page.exists()
    (tmp_path / "all.json" / "in the way").unlink()
    (tmp_path / "all.json").rmdir()
    done = extract(folder, "--report", page, "-o", tmp_path / "all.json")
    assert b"6 of 6 documents were done before" in done.stderr
    assert page.read_bytes() == whole


_ONTO_A_FOLDER = """
import sys
from pathlib import Path
import click
from citekit.cli.extract import command
from citekit.errors import WriteError
option = next(parameter for parameter in command.params if parameter.name == "output")
option.type = click.Path(path_type=Path)
try:
    command.main([sys.argv[1], "--report", sys.argv[2], "-o", sys.argv[3]], standalone_mode=False)
except WriteError:
    sys.exit(1)
"""


def test_what_could_not_be_read_is_named_on_the_page(folder, tmp_path):
    (folder / "7.pdf").write_bytes(b"%PDF-1.4 cut")
    for output in ([], ["-o", tmp_path / "all.json"]):
        done = extract(folder, "--report", tmp_path / "page.html", *output)
        assert done.returncode == 1
        page = (tmp_path / "page.html").read_text("utf-8")
        assert page.count(done.stderr.decode().removeprefix("citekit: ").strip()) == 2
        assert page.count("<article") == 12


def test_standard_input_and_a_bibliography_have_their_page(tmp_path):
    done = extract("-", "--report", tmp_path / "page.html", stdin=NOTE.format(5).encode())
    assert done.returncode == 0
    assert "<title>Citations in standard input</title>" in (tmp_path / "page.html").read_text("utf-8")
    items = [
        {"id": "x", "type": "manuscript", "title": "A letter", "archive_location": "RGANI, f. 5, op. 1, d. 2"}
    ]
    (tmp_path / "works.json").write_text(json.dumps(items))
    done = extract(tmp_path / "works.json", "--report", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<article") == 1
    assert "A letter" in page
    assert 'href="#d' in page


def test_an_earlier_page_is_written_anew_and_is_no_input(folder):
    for _ in range(2):
        done = extract(folder, "--report", folder / "page.html")
        assert (done.returncode, len(json.loads(done.stdout))) == (0, 12)


def test_no_file_of_the_users_is_overwritten(folder, tmp_path):
    own = folder / "saved.html"
    own.write_text(f"<!doctype html><p>{NOTE.format(8)}</p>")
    for arguments in ([folder, "--report", own], [own, "--report", own], [own, "-o", own]):
        done = extract(*arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert own.read_text().startswith("<!doctype html><p>RGANI")
    same = tmp_path / "x.json"
    assert extract(folder, "--report", same, "-o", same).returncode == 2


def test_a_page_that_cannot_be_written_is_one_line(folder, tmp_path):
    done = extract(folder, "--report", tmp_path / "nowhere" / "page.html")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1


def test_without_a_report_nothing_of_it_is_loaded(folder):
    program = (
        "import sys; sys.argv = ['citekit', 'extract', sys.argv[1]]\n"
        "from citekit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'jinja2', 'markupsafe', 'citekit.report'} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, folder / "1.md"], capture_output=True, check=True)
    assert done.stderr == b"[]\n"
