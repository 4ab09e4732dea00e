"""Who wrote to whom, as the words before a shelf-mark say it, and the day as its writer's country counts it."""

from __future__ import annotations

import pytest

import citekit
from citekit.model import Record, Span
from citekit.parse.people import may_say_people, read_people


def only(text: str) -> Record:
    records = citekit.extract(text)
    assert len(records) == 1
    return records[0]


@pytest.mark.parametrize(
    ("text", "genre", "sender", "recipient"),
    [
        ("Telegram from Dobrynin to Gromyko, 24 October 1962, AVPRF, f. 0129, op. 46, d. 8.", "Telegram", "Dobrynin", "Gromyko"),
        ("Letter From Ulbricht to Khrushchev, 15 September 1961, SAPMO-BArch, DY 30/3509.", "Letter", "Ulbricht", "Khrushchev"),
        ("Ciphered telegram, Filippov [Stalin] to Mao Zedong via Roshchin, 1 October 1950, APRF, f. 45, op. 1, d. 334.",
         "Ciphered telegram", "Filippov [Stalin]", "Mao Zedong"),
        ("Cable, Roshchin to Vyshinsky, 13 July 1950, APRF, f. 45, op. 1, d. 334.", "Cable", "Roshchin", "Vyshinsky"),
        ("TNA, FCO 33/1234, Jackling to FCO, 12 May 1970, fos. 34-5.", None, "Jackling", "FCO"),
        ("AMAE, La Courneuve, URSS, vol. 234, f. 112, télégramme n° 4567-70 de Dejean à Pineau, 30 octobre 1956.",
         "télégramme", "Dejean", "Pineau"),
    ],
)  # fmt: skip
def test_sender_addressee_and_genre_of_a_letter(
    text: str, genre: str | None, sender: str, recipient: str
) -> None:
    record = only(text)
    assert (record.genre, [str(name) for name in record.authors]) == (genre, [sender])
    assert [str(name) for name in record.recipients] == [recipient]
    assert record.title is None


def test_a_letter_with_its_archive_alone_is_a_record() -> None:
    text = "Telegram from Alekseev to the USSR Foreign Ministry, 2 November 1962, AVPRF, Moscow; copy courtesy of the NSA."
    record = only(text)
    assert [str(name) for name in record.authors] == ["Alekseev"]
    assert [(reference.repository, reference.levels) for reference in record.archival] == [("AVPRF", ())]


@pytest.mark.parametrize(
    ("text", "repository", "suppliers", "translators"),
    [
        ("Russian Foreign Ministry archives, obtained and translated by NHK television, copy provided by Philip Brenner; "
         "trans. by Aleksandr Zaemsky, slightly revised.", "Russian Foreign Ministry archives",
         ["NHK television", "Philip Brenner"], ["NHK television", "Aleksandr Zaemsky"]),
        ("“Memo,” March 31, 1975, Wilson Center Digital Archive, South African Ministry of Defence. Obtained and "
         "contributed to CWIHP by Sasha Polakow-Suransky.", "South African Ministry of Defence", ["Sasha Polakow-Suransky"], []),
        ("Archivo Histórico Diplomático Genaro Estrada, Mexico City. Translated by Tanya Harmer.",
         "Archivo Histórico Diplomático Genaro Estrada", [], ["Tanya Harmer"]),
    ],
)  # fmt: skip
def test_a_block_may_name_its_archive_alone(
    text: str, repository: str, suppliers: list[str], translators: list[str]
) -> None:
    record = only(text)
    assert [reference.repository for reference in record.archival] == [repository]
    by_role = {"obtained-by": suppliers, "translator": translators}
    for role, names in by_role.items():
        found = [str(name) for credit in record.credits if credit.role == role for name in credit.names]
        assert found == names


def test_a_title_ends_before_the_source_in_brackets() -> None:
    record = only(
        "Report on Hungary, 4 November 1956 [Source: RGANI, f. 3, op. 12, d. 1006. Translated by J. Doe.]"
    )
    assert (record.title, [date.start for date in record.dates]) == ("Report on Hungary", [(1956, 11, 4)])


def test_fields_in_one_line_are_fields() -> None:
    record = only(
        '"archive": "The National Archives of the UK", "archiveLocation": "PREM 11/1344", "date": "1956-11-05"'
    )
    assert [level.value for level in record.archival[0].levels] == ["PREM 11", "1344"]
    assert [date.start for date in record.dates] == [(1956, 11, 5)]


def test_the_author_of_an_entry_ends_before_what_it_is() -> None:
    record = only(
        "Truman, Harry S. Diary. 25 July 1945. Truman Papers, Harry S. Truman Library, Independence, MO, box 333."
    )
    assert [str(name) for name in record.authors] == ["Harry S. Truman"]


def test_initials_after_capitals_end_no_title() -> None:
    text = "Запись беседы посла СССР в КНР П. Ф. Юдина с Мао Цзэдуном, 31 марта 1956 г. // АВПРФ. Ф. 0100. Оп. 49. Д. 9."
    assert only(text).title == "Запись беседы посла СССР в КНР П. Ф. Юдина с Мао Цзэдуном"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Memo, Dulles to Eisenhower, 8/4/1956, Dulles Papers, box 4, Eisenhower Library.", (1956, 8, 4)),
        ("Nota, 8/4/1956, ACS, Ministero dell'Interno, b. 12, fasc. 3.", (1956, 4, 8)),
        ("Memo, 22/4/1956, Dulles Papers, box 4, Eisenhower Library.", (1956, 4, 22)),
    ],
)
def test_day_in_figures_is_read_as_the_country_of_its_archive_writes_it(
    text: str, day: tuple[int, ...]
) -> None:
    assert [date.start for date in only(text).dates] == [day]


def test_day_in_figures_that_may_be_either_keeps_its_words() -> None:
    (date,) = only("Smith to Jones, 8/4/1956, Jones Papers, box 4, folder 2.").dates
    assert (date.start, date.literal) == ((), "8/4/1956")


@pytest.mark.parametrize(
    "words",
    [
        "Лаврентьев — Вышинскому", "Creel to House", "Report from Smith to Jones", "Letter to Stalin",
        "Memorandum by the Soviet Ambassador Chervonenko", "Hankey minute", "telegramma da Quaroni a De Gasperi",
        "Brief von Müller an Schmidt", "Lettre de Dupont à Durand", "Fernschreiben Müller an Schmidt",
    ],
)  # fmt: skip
def test_people_are_looked_for_wherever_they_are_read(words: str) -> None:
    assert may_say_people(words)
    people = read_people(words, Span(0, len(words)), sentence=True)
    assert people.authors or people.recipients
