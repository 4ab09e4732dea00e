"""The cheap scan: what it finds, and that it finds the same with the automaton as without."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citekit.find import automaton, glance
from citekit.find.cues import find_cues
from citekit.find.glance import may_cite

WORDS = ("ф.", "Ф", "оп", "д.", "л.", "fond", "Fond", "Opis", "box", "No.", "nr", "FO", "РГАСПИ", "w", "К", "f°", "档号",
         "in", "с.", "Vol.", "Papers", "Yale Library", "\U0001f4dc", "–", "«", "(", "[", "\n\n", "\n1. ", "\n[2] ", "University Press", "Archive", "Source: ", "a/b-5", "12-3-4", "Ⅷ", "-фонд",
         "fonds", "Ref. ", "(AJ.", "х/н", "opis'")  # fmt: skip
PIECES = (
    st.sampled_from(WORDS) | st.text(alphabet=" .:№\n\t,-/–", max_size=3) | st.integers(0, 99999).map(str)
)


@pytest.fixture(params=["standard library", "re2"])
def cues_of(request):
    """Each way in which the cues of a text are found."""
    if request.param == "re2":
        pytest.importorskip("re2")
        return with_automaton
    return find_cues


def with_automaton(text: str) -> list[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "LEAST", 0)
        return find_cues(text, automaton.utf8(text))


def cites(text: str, *, by_automaton: bool) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "LEAST", 0)
        patch.setattr(glance, "SHORT", -1)
        return may_cite(text, automaton.utf8(text) if by_automaton else None)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See ф. 5, оп. 3 there", ["5", "3"]),
        ("See РГАСПИ (ф. 5) there", ["5"]),
        ("box 12, folder 3", ["12", "3"]),
        ("box\n12, folder 3", ["12", "3"]),
        ("Ф17 Оп3", ["17", "3"]),
        ("RGASPI, F558,op1", ["558"]),
        ("at the РГАСПИ 17 and", ["17"]),
        ("the NKVD, No. 312", ["312"]),
        ("ГАРФ, ф. 1956", ["1956"]),
        ("\U0001f4dc box 12, Yale Library", ["12"]),
        ("Nationaal Archief, inventarisnummer: 12", ["12"]),
        ("Nationaal Archief, Xinventarisnummer: 12", []),
        ("as RFC 2277 says", []),
        ("Sichuan, 1961, JC1-2419, p. 46", ["1-2419"]),
        ("Olof Palmes arkiv, vol. 12, HP 30", ["30"]),
        ("5", []),
        ("in box 12 there", []),
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
def test_a_number_after_a_level_word_is_a_cue(cues_of, text, numbers):
    assert cues_of(text) == [text.index(number) for number in numbers]


@pytest.mark.parametrize(
    "text", ["GARF, 9401/1a/135", "FO 371/3083", "106-01479-03", "House Papers, Yale University Library"]
)
def test_shelfmarks_and_collections_are_cues(cues_of, text):
    assert cues_of(text)


def test_the_address_of_a_web_page_is_no_shelfmark(cues_of):
    assert cues_of("See https://example.org/doc/2021/5/12 there") == []
    assert cues_of("See https://example.org/doc and GARF, 9401/1a/135") != []


@example(["1. A book:\n", "University Press"])
@example([":", "fond"])
@example(["1", "(AJ.", "30"])
@example(["\n1. :\n", "University Press", "ф."])
@given(st.lists(PIECES, max_size=30))
def test_the_automaton_finds_the_same(pieces):
    pytest.importorskip("re2")
    for text in ("".join(pieces), " ".join(pieces)):
        assert with_automaton(text) == find_cues(text)
        assert cites(text, by_automaton=True) == cites(text, by_automaton=False)


def test_the_automaton_finds_the_same_in_the_shipped_library():
    pytest.importorskip("re2")
    text = (Path(__file__).parents[2] / "records" / "citations.txt").read_text(encoding="utf-8")
    plain = find_cues(text)
    assert len(plain) > 40
    assert with_automaton(text) == plain


@pytest.mark.parametrize("by_automaton", [False, True])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text.[1]\n\nNotes\n\n1. Rigsarkivet og CAC, 19770508.", True),
        ("Text.[1]\n\nNotes\n\n1. Widener Library, Harvard.", True),
        ("Text.[1]\n\nNotes\n\n1. Obtained by Jane Roe.", True),
        ("Title\n\nPreferred citation: Letter of 1950", True),
        (
            "Text.[1]\n\nNotes\n\n1. Kramer, Empire (Washington, DC: Stanford University Press, 1993), 6.",
            False,
        ),
        ("5 июня 1989 г. архив сгорел.\n\nThe Widener Library was closed.", False),
        ("", False),
    ],
)
def test_a_text_without_cues_may_cite_by_labels_and_notes(text, expected, by_automaton):
    if by_automaton:
        pytest.importorskip("re2")
    assert cites(text, by_automaton=by_automaton) is expected
