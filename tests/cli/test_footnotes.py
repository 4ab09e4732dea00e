import json
import subprocess
import sys
from zipfile import ZipFile

import pytest

LANKOV = {
    "id": "lankov-2005",
    "type": "book",
    "title": "Crisis in North Korea",
    "author": [{"family": "Lankov", "given": "Andrei"}],
    "issued": {"date-parts": [[2005]]},
}


def footnotes(folder, *arguments):
    command = [sys.executable, "-m", "citekit", "footnotes", *map(str, arguments)]
    return subprocess.run(
        [*command, "--library", str(folder / "none")], capture_output=True, text=True, check=False, cwd=folder
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "works.json").write_text(json.dumps([LANKOV]))
    (tmp_path / "draft.md").write_text("---\nbibliography: works.json\n---\n\nSo it was [@lankov-2005, 5].\n")
    return tmp_path


@pytest.mark.parametrize("suffix", ["md", "html", "tex", "docx", "odt"])
def test_a_draft_becomes_a_text_with_notes(folder, suffix):
    done = footnotes(folder, "draft.md", "-o", f"out.{suffix}")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"out.{suffix}: 1 citations, 1 notes" in done.stderr
    out = folder / f"out.{suffix}"
    if suffix in ("docx", "odt"):
        part = {"docx": "word/footnotes.xml", "odt": "content.xml"}[suffix]
        with ZipFile(out) as file:
            text = file.read(part).decode()
    else:
        text = out.read_text()
    assert "Crisis in North Korea" in text


def test_an_unknown_key_is_named_with_its_line_and_the_nearest(folder):
    (folder / "draft.md").write_text("A.\n\nB [@lankov-2006].\n")
    done = footnotes(folder, "draft.md", "works.json", "-o", "out.md")
    assert done.returncode == 1
    assert "draft.md:3: no work has the key @lankov-2006; did you mean @lankov-2005?" in done.stderr
    assert "**\\@lankov-2006?**" in (folder / "out.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["draft.md", "-o", "draft.md"], 1, "is the draft itself"),
        (["missing.md", "-o", "out.md"], 1, "missing.md: No such file"),
        ([".", "-o", "out.md"], 1, "is a folder"),
        (["draft.md", "-o", "out.pdf"], 2, "unknown format 'pdf'"),
        (["draft.md", "-o", "out.md", "--style", "chicgo"], 2, "did you mean chicago"),
        (["draft.md", "missing.json", "-o", "out.md"], 1, "missing.json: No such file"),
        (["draft.md", "-o", "none/out.md"], 1, "none/out.md: No such file"),
        (["draft.md"], 2, "--out"),
    ],
)
def test_what_is_wrong_is_one_clear_line(folder, arguments, status, said):
    before = (folder / "draft.md").read_bytes()
    done = footnotes(folder, *arguments)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "draft.md").read_bytes() == before
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]


def test_broken_yaml_is_said_with_its_line_and_the_draft_is_printed(folder):
    (folder / "draft.md").write_text("---\nbibliography: works.json\ntitle: [x\n---\n\nB [@lankov-2005].\n")
    done = footnotes(folder, "draft.md", "works.json", "-o", "out.md")
    assert done.returncode == 1
    assert "draft.md:3: the YAML header cannot be read" in done.stderr
    assert "Crisis in North Korea" in (folder / "out.md").read_text()


def test_a_draft_without_citations_is_written_and_said(folder):
    (folder / "draft.md").write_text("Nothing.\n")
    done = footnotes(folder, "draft.md", "-o", "out.md")
    assert (done.returncode, (folder / "out.md").read_text()) == (1, "Nothing.\n")
    assert "0 citations" in done.stderr
