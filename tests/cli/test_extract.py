import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import citekit
from citekit.cli.documents import Extracted
from citekit.cli.journal import Journal
from citekit.read.files import files_of

NOTE = "РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224–228."


def command(*arguments):
    return [sys.executable, "-m", "citekit", "extract", *map(str, arguments)]


def extract(*arguments, stdin=b"", cwd=None):
    return subprocess.run(command(*arguments), input=stdin, capture_output=True, check=False, cwd=cwd)


def fond(item):
    return item["custom"]["citekit"]["archival"][0]["levels"][0]["value"]


@pytest.fixture
def folder(tmp_path):
    """Twelve documents, each with a fond of its own, in two folders, and files that are none."""
    for number in range(1, 13):
        place = tmp_path / ("part" if number > 9 else "") / f"chapter {number}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"РГАНИ. Ф. {number}. Оп. 28. Д. 412.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(NOTE)
    (tmp_path / "~$chapter.docx").write_text(NOTE)
    return tmp_path


def test_standard_input_may_be_a_single_citation():
    done = extract("-", stdin=NOTE.encode())
    (item,) = json.loads(done.stdout)
    assert item["archive_location"] == "fond 5, opis 28, delo 412, listy 224–228"
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_folder_gives_its_documents_in_the_order_of_their_numbers(folder, jobs):
    done = extract(folder, "--jobs", jobs)
    assert [fond(item) for item in json.loads(done.stdout)] == [str(number) for number in range(1, 13)]
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_pattern_and_a_file_named_twice_are_read_once(folder):
    done = extract("chapter 1*.txt", "**/*1*.txt", cwd=folder)
    assert [fond(item) for item in json.loads(done.stdout)] == ["1", "10", "11", "12"]


def test_json_lines_have_ids_of_their_own(folder):
    (folder / "again.txt").write_text("РГАНИ. Ф. 1. Оп. 28. Д. 412.")
    done = extract(folder / "chapter 1.txt", folder / "again.txt", "--jsonl")
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["id"] for item in items] == ["rgani-1-28-412", "rgani-1-28-412-b"]
    assert all(item["id"] == item["citation-key"] for item in items)


def test_a_bad_document_does_not_stop_the_others(folder):
    (folder / "a.docx").write_bytes(b"PK\3\4 cut")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 cut")
    done = extract(folder, folder / "missing.txt", folder / "*.xyz")
    assert len(json.loads(done.stdout)) == 12
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    assert len(said) == 4
    for name in ("a.docx", "b.pdf", "missing.txt", "*.xyz"):
        assert any(name in line for line in said)


def test_nothing_found_is_said_and_the_array_is_empty(tmp_path):
    (tmp_path / "plain.md").write_text("A walk in the hills.")
    done = extract(tmp_path / "plain.md")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])
    assert b"no citation found" in done.stderr


def test_a_finding_names_document_note_and_code(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("So.[^1]\n\n[^1]: RGANI, Delo 5, Opis 28, Delo 412.\n")
    assert f"{path}: note 1: level-label-repaired: " in extract(path).stderr.decode()


def test_output_is_the_same_and_no_input_of_its_own(folder):
    first = extract(folder, "-o", folder / "all.json")
    second = extract(folder, "-o", folder / "all.json")
    assert (first.returncode, first.stdout, second.returncode) == (0, b"", 0)
    assert (folder / "all.json").read_bytes() == extract(folder / "chapter*.txt", folder / "part").stdout
    assert not list(folder.glob("*.part"))


def test_an_output_that_cannot_be_written_is_one_line(folder):
    done = extract(folder, "-o", folder / "nowhere" / "all.json")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"all.json" in done.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_goes_on_where_it_stopped(tmp_path, sign):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(400):
        (texts / f"{number}.txt").write_text(
            "\n\n".join([NOTE, f"РГАСПИ. Ф. {number + 1}. Оп. 2. Д. 3."] * 5)
        )
    part = tmp_path / "all.jsonl.part"
    run = subprocess.Popen(
        command(texts, "-o", tmp_path / "all.jsonl", "--jsonl", "--jobs", 2),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not part.exists() or part.read_bytes().count(b"\n") < 5:
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, sign)
    said = run.communicate()[1]
    assert b"Traceback" not in said
    assert not (tmp_path / "all.jsonl").exists()
    done_before = part.read_bytes().count(b"\n") - 1

    (texts / "0.txt").write_text("РГАСПИ. Ф. 9999. Оп. 2. Д. 3.")
    done = extract(texts, "-o", tmp_path / "all.jsonl", "--jsonl")
    assert done.returncode == 0
    assert f"{done_before - 1} of 400".encode() in done.stderr or sign is signal.SIGKILL
    items = [json.loads(line) for line in (tmp_path / "all.jsonl").read_bytes().splitlines()]
    assert len(items) == 1 + 399 * 10
    assert fond(items[0]) == "9999"
    assert len({item["id"] for item in items}) == len(items)
    assert not part.exists()


def test_a_reader_that_goes_away_ends_the_run_quietly(folder):
    run = subprocess.Popen(command(folder, "--jsonl"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait() in (0, 1)


def test_a_journal_drops_a_line_that_was_not_finished(tmp_path):
    part = tmp_path / "all.json.part"
    head = {"citekit": "1"}
    part.write_text('{"citekit": "1"}\n{"file": "gone.txt", "sta')
    journal = Journal(tmp_path / "all.json", head)
    journal.close()
    assert part.read_text() == '{"citekit": "1"}\n'
    Journal(tmp_path / "all.json", {"citekit": "2"}).close()
    assert part.read_text() == '{"citekit": "2"}\n'


def test_a_file_named_like_a_pattern_is_that_file(tmp_path):
    path = tmp_path / "notes [1].txt"
    path.write_text(NOTE)
    assert list(files_of(str(path))) == [Path(path)]


ENTRY = {
    "csl-json": '[{"id": "fed", "type": "manuscript", "title": "A Report", "archive": "RGANI", "archive_location": "f. 5, op. 28, d. 412"}]',
    "bibtex": "@unpublished{fed, title = {A {Report}}, archive = {RGANI}, archivelocation = {f. 5, op. 28, d. 412}}",
    "ris": "TY  - MANSCPT\nID  - fed\nTI  - A Report\nDB  - RGANI\nAV  - f. 5, op. 28, d. 412\nER  - \n",
}


@pytest.mark.parametrize(("format", "suffix"), [("csl-json", "json"), ("bibtex", "bib"), ("ris", "ris")])
def test_a_bibliography_gives_its_entries_and_their_parts(tmp_path, format, suffix):
    path = tmp_path / f"works.{suffix}"
    path.write_text(ENTRY[format])
    for done in (extract(path), extract("-", stdin=ENTRY[format].encode())):
        (item,) = json.loads(done.stdout)
        assert (item["title"], fond(item)) == ("A Report", "5")
        assert (
            item["archive"] == "Russian State Archive of Contemporary History (RGANI)"
            or item["archive"] == "RGANI"
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_what_is_written_for_a_program_is_read_back_as_it_was(tmp_path):
    source = tmp_path / "note.txt"
    source.write_text(NOTE)
    for name in ("works.json", "works.rdf", "works.yaml"):
        subprocess.run(
            [sys.executable, "-m", "citekit", "export", str(source), "-o", str(tmp_path / name)], check=True
        )
        assert [fond(item) for item in json.loads(extract(tmp_path / name).stdout)] == ["5"]


@pytest.mark.parametrize("output", [(), ("-o", "all.json")])
def test_a_broken_entry_is_named_and_the_others_stay(tmp_path, output):
    (tmp_path / "works.bib").write_text("@book{a, title = {A}}\n@book{b, title=")
    done = extract("works.bib", *output, cwd=tmp_path)
    data = (tmp_path / "all.json").read_bytes() if output else done.stdout
    assert [item["id"] for item in json.loads(data)] == ["a"]
    assert done.returncode == 1
    assert b"works.bib: entry-unreadable: line 2" in done.stderr


@pytest.fixture
def export(tmp_path):
    """A digital archive's export of 600 rows, which is read in parts."""
    rows = [f'Telegram {row},"RGANI, f. 5, op. 28, d. {row}, l. 3.",1956-05-07' for row in range(600)]
    path = tmp_path / "export.csv"
    path.write_text("\n".join(["title,source,date", *rows, ""]))
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_table_is_read_in_parts_as_if_it_were_whole(export, jobs):
    items = [json.loads(line) for line in extract(export, "--jsonl", "--jobs", jobs).stdout.splitlines()]
    document = citekit.read(export)
    whole = [citekit.to_csl(record) for record in citekit.extract(document)]
    assert [item["custom"] for item in items] == [item["custom"] for item in whole]
    assert len({item["id"] for item in items}) == 600
    start, end = items[-1]["custom"]["citekit"]["spans"]["title"][0]
    assert document.text[start:end] == "Telegram 599"


def test_the_rows_before_a_broken_one_are_kept(export, tmp_path):
    with export.open("a") as file:
        file.write('Broken,"' + "x" * (51 * 2**20) + '",\n')
    output = tmp_path / "all.jsonl"
    for arguments in ((), ("-o", output)):
        done = extract(export, "--jsonl", *arguments)
        assert done.returncode == 1
        assert b"export.csv: line 602: " in done.stderr
        written = output.read_bytes() if arguments else done.stdout
        assert written.count(b"\n") == 600


def test_a_table_that_was_stopped_in_its_middle_is_whole_after_the_next_run(export, tmp_path):
    output = tmp_path / "all.jsonl"
    assert extract(export, "-o", output, "--jsonl").returncode == 0
    whole = output.read_bytes()
    journal = Journal(output, {"citekit": citekit.__version__, "jsonl": True, "marked": False})
    journal.add(Extracted(str(export), (("a", '{"id": "a"}'),), last=False))
    journal.close()
    output.unlink()
    assert extract(export, "-o", output, "--jsonl").returncode == 0
    assert output.read_bytes() == whole


def test_a_journal_knows_a_document_by_its_last_part(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x")
    head = {"citekit": "1"}
    part = Extracted(str(path), (("a", "{}"),), last=False)
    for parts in ([part], [part, part], [part, Extracted(str(path), (("b", "{}"),))]):
        journal = Journal(tmp_path / "all", head)
        assert not journal.has(str(path))
        for one in parts:
            journal.add(one)
        journal.close()
    journal = Journal(tmp_path / "all", head)
    assert [one.items[0][0] for one in journal.parts(str(path))] == ["a", "b"]
    journal.close()
