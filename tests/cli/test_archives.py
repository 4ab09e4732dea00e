"""``citekit archives`` as a user runs it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.archives.repositories import by_name, repositories
from citekit.cli import main

Run = Callable[..., tuple[int, str, str]]

GOOD = """\
[xx-noas]
name = "National Archive of Outer Spaces"
abbreviations = ["NOAS"]
names = ["Nationaal Archief der Verten"]
place = "Amaurot"
country = "XX"
tradition = "ru"
examples = ["NOAS, f. 1, op. 2, d. 3, l. 4"]
source = "https://example.org/"
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def citekit(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["citekit", "archives", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return citekit


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Callable[[str], tuple[int, str, list[str]]]:
    def citekit(text: str) -> tuple[int, str, list[str]]:
        file = tmp_path / "new.toml"
        file.write_text(text, encoding="utf-8")
        status, out, err = run("check", str(file))
        return status, out, [line.removeprefix(f"citekit: {file}") for line in err.splitlines()]

    return citekit


def test_the_list_has_every_archive_once(run):
    status, out, err = run()
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == len(repositories())


def test_the_list_of_a_country(run):
    status, out, _ = run("--country", "mn", "--json")
    assert status == 0
    assert {entry["country"] for entry in json.loads(out)} == {"MN"}


def test_a_country_without_archives(run):
    status, out, err = run("--country", "QQ")
    assert (status, out) == (1, "")
    assert "no archive of QQ is known" in err


@pytest.mark.parametrize(
    "name", ["rgani", "ru-rgani", "РГАНИ", "TsKhSD", "Russian State Archive of Contemporary History"]
)
def test_an_archive_is_shown_by_any_of_its_names(run, name):
    status, out, err = run("show", name)
    assert (status, err) == (0, "")
    assert out.startswith("Russian State Archive of Contemporary History\n  id: ru-rgani\n")
    for shown in (
        "TsKhSD",
        "until 1999",
        "Moscow (RU)",
        "fond, opis, delo, listy",
        "RGANI, f. 89",
        "https://",
    ):
        assert shown in out


def test_a_name_that_several_archives_have_shows_them_all(run):
    status, out, err = run("show", "ГАТО")
    assert status == 0
    assert out.count("  id: ru-ga-") == 5
    assert "5 archives" in err


def test_an_archive_as_json(run):
    status, out, _ = run("show", "garf", "--json")
    (entry,) = json.loads(out)
    assert (status, entry["id"], entry["former"][0]["abbreviations"][0]) == (0, "ru-garf", "TsGAOR")


def test_an_unknown_archive_suggests_the_nearest(run):
    status, out, err = run("show", "RGANY")
    assert (status, out) == (2, "")
    assert "did you mean" in err
    assert "rgani" in err


def test_a_good_file_is_fine_and_stays_out(check):
    status, out, err = check(GOOD)
    assert (status, err) == (0, [])
    assert out.endswith("1 archives and 1 examples, all fine\n")
    assert by_name("NOAS") is None
    assert "xx-noas" not in repositories()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('place = "Amaurot"\n', "", 1, "place is missing"),
        ('country = "XX"', 'country = "Utopia"', 6, "ISO 3166"),
        ('tradition = "ru"', 'tradition = "xx"', 7, "no such tradition"),
        ("abbreviations =", "abreviations =", 3, "no such field"),
        ('["NOAS"]', '"NOAS"', 3, "a list of texts"),
        ('["NOAS"]', '["NOAS", " "]', 3, "a list of texts"),
        ("https://", "", 9, "public page"),
        ("[xx-noas]", "[NOAS]", 1, "an id is"),
        ('["NOAS"]', '["NOAS", "GARF"]', 3, "also a name of ru-garf"),
        (
            'place = "Amaurot"',
            'ambiguous = ["NOAX"]\ntold_by = ["Utopia"]\nplace = "Amaurot"',
            5,
            "none of the archive's names",
        ),
        ('place = "Amaurot"', 'former = [{ name = "Old" }]\nplace = "Amaurot"', 5, "a list of tables"),
        ('name = "National', "name = National", 2, "no TOML"),
        (", f. 1, op. 2, d. 3, l. 4", "", None, "no reference at all"),
        ('"NOAS, f. 1', '"Elsewhere, f. 1', None, "is read as"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(check, old, new, line, says):
    assert GOOD.count(old) == 1
    status, out, (problem,) = check(GOOD.replace(old, new))
    assert (status, out) == (1, "")
    assert problem.startswith(f":{line}: " if line else ": ")
    assert says in problem


def test_two_archives_of_one_file_that_share_a_name(check):
    second = GOOD.replace("xx-noas", "xx-other").replace("National Archive", "Other Archive")
    status, _, problems = check(GOOD + "\n" + second)
    assert status == 1
    assert {problem.split("]")[0] for problem in problems} == {
        ":3: [xx-noas",
        ":4: [xx-noas",
        ":13: [xx-other",
        ":14: [xx-other",
    }


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(run, tmp_path, name):
    status, out, err = run("check", str(tmp_path / name))
    assert (status, out) == (1, "")
    assert str(tmp_path / name) in err


def test_bytes_that_are_no_text(run, tmp_path):
    file = tmp_path / "bytes.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert run("check", str(file))[2] == f"citekit: {file}: no UTF-8\n"
