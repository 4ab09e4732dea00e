"""References inside running text, in brackets and without: each says what it says as a note, and the words around it nothing."""

import pytest

import citekit
from citekit.model import Record

BEFORE = "The committee met often and said little that was of use to anyone who was there. " * 60
SENTENCE = "Nobody answered, and the minister wrote to Moscow again ({}). Then nothing happened for a while."
CHINESE = "到1952年为止，莫斯科有9195人。1971年，委员会讨论了贸易协定，但是物价上涨了百分之10。名单增加到88370人 ({})."


def told(records: list[Record]) -> list[object]:
    """Archives and levels of each record, and its title."""
    return [
        (record.title, [(one.repository, [(level.level, level.value) for level in one.levels]) for one in record.archival])
        for record in records
    ]  # fmt: skip


def as_note(citation: str) -> list[object]:
    return told(citekit.extract(f"{BEFORE}[1]\n\nNotes\n\n1. {citation}."))


@pytest.mark.parametrize(
    "citation",
    [
        "РГАНИ. Ф. 5. Оп. 30. Д. 163. Л. 226",
        "MAE, série Europe 1944–1960, URSS, vol. 123",
        "CADC, 91QO/345",
        "CAC, 19770508, art. 12",
        "AN, AG/5(1)/1234",
        "ABS, f. Hlavní správa rozvědky SNB (I. S), reg. č. 11777, arch. č. 52345, l. 8",
        "PA AA, Zwischenarchiv, Bd. 112.345",
        "NATO Archives, C-M(56)138",
        "HL, HM Tük, 1956, 12. doboz",
        "T.C. Başbakanlık Osmanlı Arşivi (BOA), HR.SYS, dosya 2312, gömlek 5",
        "Truman Library, George M. Elsey Papers, box 12, folder 3",
        "AAV, Arch. Nunz. Varsavia, b. 12, fasc. 3, f. 45",
    ],
)
@pytest.mark.parametrize("sentence", [SENTENCE, CHINESE])
def test_a_reference_in_brackets_says_what_it_says_as_a_note(citation: str, sentence: str) -> None:
    expected = as_note(citation)
    assert expected
    assert told(citekit.extract(f"{BEFORE}\n\n{sentence.format(citation)}\n\n{BEFORE}")) == expected


@pytest.mark.parametrize(
    "citation",
    [
        "ASMAE, Affari Politici 1946–1950, URSS, b. 12, fasc. 3",
        "JFKL, NSF, Box 234",
        "Chamberlin Papers, Providence College Archives, box 3, folder 12",
        "Государственный архив Свердловской области (ГАСО). Ф. 183-р. Оп. 1. Д. 26. Л. 101",
        "Rossijskij Gosudarstvennyj Voennyj Archiv (RGVA), Moskau, Fond 1458, Opis 3, Delo 474, Bl. 12–14",
        "Amistad Research Center, New Orleans, American Committee on Africa Records, box 100, folder 3",
    ],
)
@pytest.mark.parametrize("lead", ["According to", "Selon", "Согласно"])
def test_a_reference_inside_a_sentence_says_what_it_says_as_a_note(citation: str, lead: str) -> None:
    sentence = f"{BEFORE} {lead} {citation}, nobody there had known of it before the war. {BEFORE}"
    assert told(citekit.extract(sentence)) == as_note(citation)


def test_a_bracket_that_explains_is_no_reference_of_its_own() -> None:
    citation = (
        "Protocol of the extraordinary Session of the Politburo. January 2, 1956. Foundation Archive of the "
        "Parties and Mass Organizations in the Federal Archive (SAPMO-BA), SED Archive (DY 30), J IV 2/2A/464."
    )
    (record,) = citekit.extract(f"{BEFORE}\n\n{citation}\n\n{BEFORE}")
    assert record.title == "Protocol of the extraordinary Session of the Politburo"


@pytest.mark.parametrize(
    "words",
    [
        "he left in 1945 (CPSU, 1945)",
        "many died (UNESCO 1951, 12)",
        "as Brown shows (Brown 1999, 45)",
        "see (NATO) 5",
    ],
)
def test_other_brackets_are_none(words: str) -> None:
    assert citekit.extract(f"{BEFORE}\n\nIt is said that {words}. Nothing more is known.\n\n{BEFORE}") == []
