"""A digital archive is a document's source, never its repository."""

import tomllib
from importlib.resources import files

import pytest

import citekit
from citekit.archives.digital_archives import is_digital_archive
from citekit.archives.repositories import by_name

KNOWN = tomllib.loads(files("citekit.archives").joinpath("digital-archives.toml").read_text(encoding="utf-8"))
NAMES = sorted(name for table in KNOWN.values() for name in (table["name"], *table["names"]))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_known_and_is_no_repository(name):
    assert is_digital_archive(name)
    assert by_name(name) is None


@pytest.mark.parametrize("name", ["RGANI", "Digital", "The Parallel History", ""])
def test_no_other_name_is(name):
    assert not is_digital_archive(name)


@pytest.mark.parametrize(
    "name", ["Parallel History Project", "Margaret Thatcher Foundation", "Документы советской эпохи"]
)
def test_a_citation_gives_it_as_the_source(name):
    text = f'"Report on the Talks", May 3, 1961, {name}, RGANI, f. 5, op. 30, d. 365, ll. 1-4.'
    (item,) = [citekit.to_csl(record) for record in citekit.extract(text)]
    assert item["source"] == name
    assert item["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert item["archive_location"] == "fond 5, opis 30, delo 365, listy 1–4"
