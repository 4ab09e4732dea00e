"""What a whole note says of its document: title, day, who wrote to whom, who translated and supplied it."""

from typing import Any

import pytest

import citekit
from citekit.model import Record

NOTES: list[tuple[str, dict[str, Any]]] = [
    (
        "“Dnevniki P. E. Shelesta,” in Rossiiskii Gosudarstvennyi Arkhiv Sotsial’no-Politicheskoi Istorii (RGASPI), "
        "F. 666, Tetrad’ 6, L. 27.",
        {"title": "Dnevniki P. E. Shelesta"},
    ),
    (
        "For a valuable, firsthand account, see “Dnevniki P. E. Shelesta,” in RGASPI, F. 666, Te. 6, Ll. 190–91.",
        {"title": "Dnevniki P. E. Shelesta"},
    ),
    (
        "“Notes of the Politburo Session,” October 27, 1988, Archive of the Gorbachev Foundation, fond 2, opis 3, "
        "published in The Last Superpower Summits (Budapest: CEU Press, 2016), doc. 71. Translated by Svetlana "
        "Savranskaya for the National Security Archive.",
        {
            "title": "Notes of the Politburo Session",
            "issued": [(1988, 10, 27)],
            "translator": ["Svetlana Savranskaya"],
        },
    ),
    (
        "Source: Donation of Anatoly S. Chernyaev to the National Security Archive. Translated by Anna Melyakova.",
        {"translator": ["Anna Melyakova"], "obtained-by": ["Anatoly S. Chernyaev"]},
    ),
    (
        "Письмо М. А. Суслова в ЦК КПСС от 4 февраля 1956 г. (РГАНИ. Ф. 3. Оп. 12. Д. 23. Л. 56—61); см. также: "
        "Президиум ЦК КПСС. 1954—1964. Т. 1. М., 2003. С. 88.",
        {"issued": [(1956, 2, 4)], "title": "Письмо М. А. Суслова в ЦК КПСС от 4 февраля 1956 г."},
    ),
    (
        "Лаврентьев — Вышинскому, 18 июня 1949 г. АВПРФ, ф. 0144, оп. 33, п. 138, л. 27.",
        {"authors": ["Лаврентьев"], "recipients": ["Вышинскому"], "issued": [(1949, 6, 18)]},
    ),
    (
        "“Proekt direktiv,” 5 maia 1955 g., RGANI, f. 3, op. 8, d. 216, ll. 34–36.",
        {"title": "Proekt direktiv", "issued": [(1955, 5, 5)]},
    ),
    (
        "Dobrynin to Foreign Ministry, 19 October 1962, in CWIHP Bulletin, no. 5 (Spring 1995), 66–67; AVP RF, copy "
        "courtesy of NSA; trans. Mark H. Doctoroff.",
        {"authors": ["Dobrynin"], "translator": ["Mark H. Doctoroff"], "obtained-by": ["NSA"]},
    ),
    (
        "RGANI, F. 3, op. 72, d. 198, pp. 7–11, Politburo resolution, 19 August 1968; Navrátil, The Prague Spring "
        "1968, 5 May 1998, 405.",
        {"issued": [(1968, 8, 19)]},
    ),
    (
        "Source: Department of State, Conference Files: Lot 64 D 560, CF 1473. Confidential. Drafted by Lodge. Another "
        "copy of this memorandum bears the President’s initials. (Eisenhower Library, Whitman File)",
        {"authors": ["Lodge"]},
    ),
    (
        "Gift of Dr. Sergo Mikoyan to the National Security Archive.",
        {"obtained-by": ["Sergo Mikoyan"]},
    ),
    (
        "Personal papers of Dr. Sergo A. Mikoyan, donated to the National Security Archive, Washington, D.C. "
        "Translation by Svetlana Savranskaya of the National Security Archive.",
        {"translator": ["Svetlana Savranskaya"]},
    ),
    (
        "KC PZPR, 2631 Spotkania partyjne, Archiwum Akt Nowych, Warsaw. Translated by L.W. Gluchowski.",
        {"translator": ["L.W. Gluchowski"]},
    ),
    (
        "Блок А. А. Записные книжки // ИРЛИ. Ф. 654. Оп. 1. Ед. хр. 337. 45 л.",
        {"title": "Записные книжки", "authors": ["А. А. Блок"]},
    ),
    ("「満洲国承認問題」、JACAR Ref. C01002812900、昭和7年9月。", {"issued": [(1932, 9)]}),
    (
        "Из письма Н. С. Хрущева Дж. Кеннеди от 28 октября 1962 г. // АВП РФ. Ф. 0129. Оп. 47. П. 355. Д. 54. Л. 3–12.",
        {"title": "Из письма Н. С. Хрущева Дж. Кеннеди от 28 октября 1962 г.", "issued": [(1962, 10, 28)]},
    ),
    (
        "AMAE, Asie-Océanie 1956–1967, Chine, vol. 521, Paye au Quai d’Orsay, tél. n° 1234, 5 juin 1965.",
        {"authors": ["Paye"], "recipients": ["Quai d’Orsay"], "issued": [(1965, 6, 5)]},
    ),
]


def _says(record: Record) -> dict[str, Any]:
    said: dict[str, Any] = {
        "title": record.title,
        "issued": [date.start for date in record.dates],
        "authors": [str(name) for name in record.authors],
        "recipients": [str(name) for name in record.recipients],
    }
    for credit in record.credits:
        said[credit.role] = [str(name) for name in credit.names]
    return said


@pytest.mark.parametrize(("text", "expected"), NOTES)
def test_a_note_says_of_its_document(text: str, expected: dict[str, Any]) -> None:
    record, *_ = citekit.extract(text)
    said = _says(record)
    assert {key: said.get(key) for key in expected} == expected
