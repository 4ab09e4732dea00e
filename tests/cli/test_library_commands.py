"""The library as a user runs it: what is printed where, and with which exit status."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from citekit.cli import main
from citekit.library import Library

PAGE = Path(__file__).parents[1] / "samples" / "fedorenko-1956.md"
KEY = "fedorenko-1956-report"
BOOKS = [
    {"id": "doe", "type": "book", "title": "A Book", "issued": {"date-parts": [[2001]]}},
    {"id": "Doe", "type": "book", "title": "Another Book"},
]


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("CITEKIT_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: PTH123, SIM115

    def citekit(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["citekit", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Ran(int(end.value.code or 0), out, err)

    return citekit


@pytest.fixture
def books(tmp_path: Path) -> str:
    file = tmp_path / "books.json"
    file.write_text(json.dumps(BOOKS), encoding="utf-8")
    return str(file)


def test_a_page_is_added_found_and_shown(run: Run) -> None:
    assert run("add", str(PAGE))[:2] == (0, f"added {KEY}\n")
    assert run("add", str(PAGE))[:2] == (0, f"was there {KEY}\n")
    found = run(
        "search", "Федоренко", "fond:5", "listy:226", "archive:rgani", "year:1956-1958", "translator:goldberg"
    )
    assert found.status == 0
    assert found.out.startswith(f"{KEY}\t1956-09-05\tReport by N.T. Fedorenko")
    shown = run("show", KEY)
    assert shown.status == 0
    assert "obtained-by       Nobuo Shimotomai" in shown.out
    assert json.loads(run("show", KEY, "--json").out)[0]["id"] == KEY
    assert json.loads(run("list", "--json").out) == json.loads(run("search", "sang-jo", "--json").out)


def test_nothing_found_is_status_1_and_nothing_on_stdout(run: Run, books: str) -> None:
    for command in (["list"], ["search", "x"], ["show", "x"], ["add", "missing.md"], ["remove", "x"]):
        ran = run(*command)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("citekit: ")
    assert run("search", "foo:bar").status == 2
    assert run("search", "year:soon").status == 2
    assert run("search").status == 2
    assert run("add", books, "missing.md").status == 1
    assert run("list").out.count("\n") == 2


def test_a_bad_item_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.json"
    mixed.write_text(json.dumps([{**BOOKS[0], "custom": [1]}, BOOKS[1]]))
    ran = run("add", str(mixed))
    assert (ran.status, ran.out) == (1, "added Doe\n")
    assert "its 'custom' holds no object" in ran.err


def test_a_document_that_is_there_is_offered_as_a_merge(run: Run, tmp_path: Path) -> None:
    run("add", str(PAGE))
    (item,) = json.loads(run("show", KEY, "--json").out)
    other = tmp_path / "other.json"
    other.write_text(json.dumps([{**item, "id": "other", "citation-key": "other", "title": "Conversation"}]))
    refused = run("add", str(other))
    assert (refused.status, refused.out) == (1, f"is already {KEY}\n")
    assert "--merge or --keep" in refused.err
    merged = run("add", str(other), "--merge")
    assert merged[:2] == (0, f"merged into {KEY}\n")
    assert "“Conversation” is kept" in merged.err
    assert json.loads(run("add", str(other), "--keep", "--json").out) == [
        {"key": "other-2", "outcome": "added", "reason": None}
    ]
    checked = run("check")
    assert checked.status == 1
    assert "[document-twice]" in checked.out
    assert run("merge", KEY, "other-2").status == 0
    assert json.loads(run("show", "other-2", "--json").out)[0]["id"] == KEY


def test_in_a_terminal_it_asks(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", str(PAGE))
    (item,) = json.loads(run("show", KEY, "--json").out)
    other = tmp_path / "other.json"
    for answer, outcome in (("skip", "is already"), ("merge", "merged into"), ("keep", "added")):
        other.write_text(json.dumps([{**item, "id": "other", "citation-key": "other", "title": answer}]))
        terminal = tmp_path / "answer"
        terminal.write_text(f"{answer}\n")
        stdin = terminal.open()
        monkeypatch.setattr(stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdin", stdin)
        monkeypatch.setattr("click.prompt", lambda *_, answer=answer, **__: answer)
        assert run("add", str(other)).out.startswith(outcome)


def test_edit_keeps_what_is_valid(run: Run, books: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", books)
    monkeypatch.setenv("VISUAL", "sed -i s/A.Book/The.Book/")
    edited = run("edit", "doe", "--json")
    assert edited.status == 0
    assert json.loads(edited.out)[0]["title"] == "The.Book"
    monkeypatch.setenv("VISUAL", "sed -i s/book/bok/")
    refused = run("edit", "doe")
    assert refused.status == 1
    assert "'bok' is no type" in refused.err
    kept_in = Path(refused.err.rstrip().rpartition(" ")[2])
    assert '"bok"' in kept_in.read_text(encoding="utf-8")
    monkeypatch.setenv("VISUAL", "sed -i $d")
    assert "line 1" in run("edit", "doe").err or "line" in run("edit", "doe").err
    assert json.loads(run("show", "doe", "--json").out)[0]["type"] == "book"
    monkeypatch.setenv("VISUAL", "true")
    assert "as it was" in run("edit", "doe").err
    monkeypatch.setenv("VISUAL", "sed -i s/doe/roe/")
    run("edit", "doe")
    assert json.loads(run("show", "roe", "--json").out)[0]["citation-key"] == "roe"


def test_rename_and_remove(run: Run, books: str) -> None:
    run("add", books)
    assert run("rename", "doe", "roe", "--json").status == 0
    assert run("rename", "roe", "Doe-2").status == 1
    assert run("rename", "roe", "two words").status == 1
    assert json.loads(run("remove", "roe", "--json").out)[0]["id"] == "roe"
    assert run("list").out.startswith("Doe-2\t")


def test_check_fixes(run: Run, books: str, tmp_path: Path) -> None:
    run("add", books)
    untidy = tmp_path / "library" / "x.json"
    untidy.write_text(json.dumps({"id": "x", "type": "book", "title": "X"}))
    (tmp_path / "library" / "bad.json").write_text('{\n "id": oops\n}')
    ran = run("check", "--json")
    assert ran.status == 1
    assert [(one["code"], one["line"]) for one in json.loads(ran.out)] == [
        ("file-damaged", 2),
        ("file-untidy", None),
    ]
    assert run("check", "x").status == 1
    fixed = run("check", "--fix")
    assert "x.json: is not written as citekit writes it [file-untidy, fixed]" in fixed.out
    assert run("check", "x").status == 0
    listed = run("list")
    assert listed.status == 1
    assert "bad.json, line 2: is no JSON" in listed.err


def test_keys_and_folders_are_inputs(run: Run, books: str, tmp_path: Path) -> None:
    run("add", books)
    assert run("add", str(tmp_path / "library"), "--library", str(tmp_path / "copy")).out == (
        "added Doe-2\nadded doe\n"
    )
    assert run("add", "doe", "--library", str(tmp_path / "third")).out == "added doe\n"
    third = ("--library", str(tmp_path / "third"))
    run("rename", "doe", "roe")
    assert run("export", "doe", "--to", "csl-json", *third).out.count('"doe"') >= 1
    assert "A Book" in run("cite", "doe", *third).out
    assert run("cite", "Doe-2", *third).status == 1
    missing = run("add", "dox")
    assert "no key of the library" in missing.err


def test_keys_complete_in_the_shell(run: Run, books: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", books)
    monkeypatch.setenv("_CITEKIT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "citekit show do")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert run().out.split() == ["plain,Doe-2", "plain,doe"]


def test_a_list_in_a_terminal_is_aligned_and_cut(
    run: Run, books: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from citekit.cli.library_option import print_list

    run("add", books)
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    capsys.readouterr()
    print_list(Library(tmp_path / "library").summaries())
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["Doe-2              Another Bo…", "doe    2001        A Book  "]


@pytest.mark.parametrize("command", ["add", "cite", "export"])
def test_an_input_completes_as_a_key_or_a_file(
    run: Run, books: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    run("add", books)
    monkeypatch.setenv("_CITEKIT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"citekit {command} do")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert run().out.split() == ["plain,Doe-2", "plain,doe", "file,do"]
