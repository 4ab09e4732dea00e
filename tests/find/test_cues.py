"""The cheap scan: what it finds, that it finds the same with numpy as without, and that it stays linear."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.find import numbers
from citekit.find.cues import find_cues

WORDS = ("ф.", "Ф", "оп", "д.", "л.", "fond", "Fond", "Opis", "box", "No.", "nr", "FO", "РГАСПИ", "w", "К", "f°", "档号",
         "in", "с.", "Vol.", "Papers", "Yale Library", "\U0001f4dc", "–", "«", "(", "[", "\n\n")  # fmt: skip
PIECES = (
    st.sampled_from(WORDS) | st.text(alphabet=" .:№\n\t,-/–", max_size=3) | st.integers(0, 99999).map(str)
)


@pytest.fixture(params=["standard library", "numpy"])
def way(request, monkeypatch):
    """Each way in which the numbers of a text are found."""
    with_numpy(request.param == "numpy", monkeypatch)
    return request.param


def with_numpy(wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if wanted:
        pytest.importorskip("numpy")
    monkeypatch.setattr(numbers, "LOAD_AFTER", -1 if wanted else sys.maxsize)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See ф. 5, оп. 3 there", ["5", "3"]),
        ("See РГАСПИ (ф. 5) there", ["5"]),
        ("box 12", ["12"]),
        ("box\n12", ["12"]),
        ("Ф17 Оп3", ["17", "3"]),
        ("RGASPI, F558,op1", ["558"]),
        ("at the РГАСПИ 17 and", ["17"]),
        ("the NKVD, No. 312", ["312"]),
        ("ГАРФ, ф. 1956", ["1956"]),
        ("\U0001f4dc box 12", ["12"]),
        ("5", []),
        ("К 1956 г. в городе", []),
        ("więcej niż w 1956 r.", []),
        ("in 1956 the boxer 12", []),
        ("see pp. 12–15", []),
        ("See No. 31", []),
        ("See draft No. 312 and nothing else", []),
        ("Kádár J. 38 hadosztály", []),
        ("See ф. 5\n\nbox for оп. 3", []),
    ],
)
def test_a_number_after_a_level_word_is_a_cue(way, text, numbers):
    assert find_cues(text) == [text.index(number) for number in numbers]


@pytest.mark.parametrize(
    "text", ["GARF, 9401/1a/135", "FO 371/3083", "106-01479-03", "House Papers, Yale University Library"]
)
def test_shelfmarks_and_collections_are_cues(way, text):
    assert find_cues(text)


@given(st.lists(PIECES, max_size=30))
def test_numpy_finds_the_same(pieces):
    pytest.importorskip("numpy")
    for text in ("".join(pieces), " ".join(pieces)):
        with pytest.MonkeyPatch.context() as patch:
            with_numpy(False, patch)
            plain = find_cues(text)
            with_numpy(True, patch)
            assert find_cues(text) == plain


def test_numpy_finds_the_same_in_the_shipped_library(monkeypatch):
    text = (Path(__file__).parents[2] / "records" / "citations.txt").read_text(encoding="utf-8")
    with_numpy(False, monkeypatch)
    plain = find_cues(text)
    with_numpy(True, monkeypatch)
    assert len(plain) > 40
    assert find_cues(text) == plain
