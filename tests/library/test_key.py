"""A key never leaves the folder, and one key is one file on every system."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import InvalidData
from citekit.library.key import LONGEST_NAME, file_name, folded, free, made_valid, valid

HARD = [
    "../x",
    "/etc/passwd",
    "..",
    ".",
    "a/../b",
    "C:\\x",
    "CON",
    "nul.txt",
    "a" * 300,
    "ж" * 300,
    "é",
    "~",
    "x.",
]


@pytest.mark.parametrize("key", HARD)
def test_the_file_stays_in_the_folder(key: str) -> None:
    name = file_name(valid(key))
    assert not set(name) & set('<>:"/\\|?*\0')
    assert not name.startswith(".")
    assert len(name.encode()) <= LONGEST_NAME + len(".json")


@pytest.mark.parametrize("key", ["con", "PRN", "aux.tar", "Com1", "lpt9", "nul"])
def test_no_file_is_a_device_of_windows(key: str) -> None:
    assert file_name(key).partition(".")[0].lower() not in {"con", "prn", "aux", "com1", "lpt9", "nul"}


@pytest.mark.parametrize("key", ["", "two words", "tab\tin", "line\nfeed", "-option", "@mention", "\ud800"])
def test_what_can_be_no_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidData):
        valid(key)


def test_a_key_is_its_own_file_name_where_it_can_be() -> None:
    assert file_name("fedorenko-1956") == "fedorenko-1956.json"
    assert file_name("федоренко-1956") == "федоренко-1956.json"
    assert file_name("smith:2003") == "smith%3A2003.json"


def test_case_and_unicode_form_tell_no_keys_apart() -> None:
    assert folded("Fedorenko") == folded("FEDORENKO")
    assert folded(unicodedata.normalize("NFD", "Čuikov")) == folded("čuikov")
    assert valid(unicodedata.normalize("NFD", "é")) == "é"


@given(st.text(), st.text())
def test_two_keys_that_differ_have_two_files(one: str, other: str) -> None:
    first, second = made_valid(one), made_valid(other)
    assert valid(first) == first
    assert (file_name(first) == file_name(second)) == (first == second)
    assert set(file_name(first)).isdisjoint('/\\:*?"<>|\0')


@given(st.lists(st.sampled_from(string.ascii_lowercase), max_size=30))
def test_a_free_key_is_taken_once(wanted: list[str]) -> None:
    taken: set[str] = set()
    for key in wanted:
        taken.add(free(key, taken.__contains__))
    assert len(taken) == len(wanted)
