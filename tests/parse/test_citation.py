"""Golden citations: short real ones, and what each part of them is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit

CITATIONS = [
    ("RGANI, f. 5, op. 28, d. 412, ll. 224–228", "RGANI", "fond=5 opis=28 delo=412 listy=224–228"),
    ("АП РФ. Ф. 3. Оп. 30. Д. 195. Л. 67 (А).", "АП РФ", "fond=3 opis=30 delo=195 listy=67 (А)"),
    (
        "АВП РФ. Ф. 059. Оп. 1. П. 313. Д. 2151. Л. 7–9.",
        "АВП РФ",
        "fond=059 opis=1 papka=313 delo=2151 listy=7–9",
    ),
    ("ЦГАИПД. Ф. 1728. Ед. хр. 537079.", "ЦГАИПД", "fond=1728 delo=537079"),
    ("RGASPI, F.558, Op.11, D.1605.\n90. It was published in 1948.", "RGASPI", "fond=558 opis=11 delo=1605"),
    ("GARF, 9401/1a/135; 9401/1/76", "GARF", "fond=9401 opis=1a delo=135 | fond=9401 opis=1 delo=76"),
    (
        "Hoover, Fond 89, 73/34, 35, and 36.",
        "Hoover",
        "fond=89 opis=73 delo=34 | fond=89 opis=73 delo=35 | fond=89 opis=73 delo=36",
    ),
    ("РГИА, ф. 1285, оп. 1, д. 131, 9 л.", "РГИА", "fond=1285 opis=1 delo=131"),
    (
        "ЦДАВО України, ф. 2, оп. 7, спр. 1925, арк. 34-36",
        "ЦДАВО України",
        "fond=2 opis=7 delo=1925 listy=34-36",
    ),
    ("TsDA, Fond 1-B, Opis 51, a.e. 112, l. 3-7.", "TsDA", "fond=1-B opis=51 ae=112 listy=3-7"),
    ("AAN, KC PZPR, XI A/102, k. 45.", "AAN", "fond=KC PZPR signature=XI A/102 listy=45"),
    ("SAPMO-BArch, DY 30/3667, Bl. 58–62.", "SAPMO-BArch", "fond=DY 30 file=3667 listy=58–62"),
    ("BStU, MfS, HA IX, Nr. 10391, Bl. 5-6", "BStU", "fond=MfS division=HA IX file=10391 listy=5-6"),
    (
        "MOL, XIX-J-1-j Korea, 2. doboz, 2/b, 001118/1955.",
        "MOL",
        "fond=XIX-J-1-j Korea box=2 item=2/b file=001118/1955",
    ),
    ("PRC FMA 106-01479-03, 21-41.", "PRC FMA", "signature=106-01479-03 pages=21-41"),
    ("NARA, RG 59, Lot 66 D 95, box 12, folder 3", "NARA", "record_group=59 lot=66 D 95 box=12 folder=3"),
    (
        "Крымский областной архив, ф. 26, оп. 1, д. 1063, л. 27.",
        "Крымский областной архив",
        "fond=26 opis=1 delo=1063 listy=27",
    ),
    (
        "ГАКК: ф. 353, оп. 1, д. 1035 (посемейный список 1862), д. 1284 (1863); ф. 574, оп. 1, д. 3756",
        "ГАКК",
        "fond=353 opis=1 delo=1035 | fond=353 opis=1 delo=1284 | fond=574 opis=1 delo=3756",
    ),
    (
        "ЦГВИА РФ. Ф. 400, 1916 г. Оп. 263/216. Д. 42. Л. 118",
        "ЦГВИА РФ",
        "fond=400 year=1916 г. opis=263/216 delo=42 listy=118",
    ),
    (
        "George Creel to Colonel House, September 25, 1918, Edward M. House Papers, Yale University Library",
        "Yale University Library",
        "collection=Edward M. House Papers",
    ),
]


def shelf_marks(text: str) -> str:
    references = [reference for record in citekit.extract(text) for reference in record.archival]
    return " | ".join(" ".join(f"{level.level}={level.value}" for level in r.levels) for r in references)


@pytest.mark.parametrize(("text", "repository", "expected"), CITATIONS)
def test_reference_is_read_whole(text: str, repository: str, expected: str) -> None:
    assert shelf_marks(text) == expected
    assert {r.repository for record in citekit.extract(text) for r in record.archival} == {repository}


@pytest.mark.parametrize(
    "text",
    [
        "She practised Beethoven's Op. 27 No. 2 as her father (d. 1948) had taught her.",
        "В списке значились Ф. И. Тютчев, Д. С. Мережковский и Л. Д. Троцкий.",
        "Return the form by 4/11/1961 and leave box 9 empty unless you travel by train.",
        "Дом на Лесной ул., д. 31, кв. 8, отапливался котлом мощностью 60 л. с.",
        "The Freedom of Information Act, 5 U.S.C. § 552, and the Data Protection Act 1998, c. 29 say otherwise.",
        "An aerial on RG 58 cable hung in the window; the photographs were taken at f. 8.",
        "MEW, Bd. 23, S. 49; BVerfGE 65, 1; Weber, Geschichte, Bd. 2, S. 12.",
        "See Roberts, Stalin’s Library, p. 97.",
        "The quartet Op. 135, K. 545, BWV 1006, D. 960 and the sonatas Op. 28, No. 1, and Op. 49.",
        "Smith, F. 1956, d. 2001; his wife F. 1898, d. 3 June 1956.",
        "Ленин В. И. Полное собрание сочинений. Т. 45, с. 356, ф. 2, оп. 1.",
        "See vol. 2, f. 4, d. 5.",
        "The National Archives: A Guide to the Records, 2nd ed., vol. 1, 1999, p. 34.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert shelf_marks(text) == ""


def test_archive_before_brackets_keeps_the_shelfmark_in_them() -> None:
    text = "По данным РГАЭ (ф. 1562, оп. 33, д. 2310, л. 12), потери были невелики."
    (record,) = citekit.extract(text)
    assert [reference.repository for reference in record.archival] == ["РГАЭ"]
    assert shelf_marks(text) == "fond=1562 opis=33 delo=2310 listy=12"


def test_pages_of_the_print_in_brackets_are_no_sheets() -> None:
    text = "RGANI, f. 89, per. 45, dok. 14 (published in Istochnik, no. 5, 1993, pp. 89–91)."
    assert shelf_marks(text) == "fond=89 opis=45 document=14"


def test_hungarian_number_in_one_is_taken_apart() -> None:
    found = shelf_marks("MNL OL XIX-J-1-j-Csehszlovákia-1968-(24. d.)-001234/12.")
    assert found == "fond=XIX-J-1-j series=Csehszlovákia year=1968 box=24 file=001234/12"


def test_decimal_file_with_letters_is_read_whole() -> None:
    assert shelf_marks("501.BC Indonesia/12–1948: Telegram") == "item=501.BC Indonesia/12–1948"


def test_wrong_level_word_is_repaired_and_said() -> None:
    (record,) = citekit.extract("RGANI, Delo 5, Opis 28, Delo 412, Listy 224-228")
    fond = record.archival[0].levels[0]
    assert (fond.level, fond.value, fond.label) == ("fond", "5", "Delo")
    assert "level-label-repaired" in [diagnostic.code for diagnostic in record.diagnostics]


def test_citation_block_gives_every_part() -> None:
    text = (
        "“Note from the Embassy of the Polish Republic in Korea,” September 02, 1953, History and Public Policy "
        "Program Digital Archive, Polish Foreign Ministry Archive. Obtained for NKIDP by Jakub Poprocki and "
        "translated for NKIDP by Maya Latynski. http://digitalarchive.wilsoncenter.org/document/114960"
    )
    (record,) = citekit.extract(text)
    item = citekit.to_csl(record)
    assert item["title"] == "Note from the Embassy of the Polish Republic in Korea"
    assert item["issued"] == {"date-parts": [[1953, 9, 2]]}
    assert item["source"] == "History and Public Policy Program Digital Archive"
    assert item["URL"] == "http://digitalarchive.wilsoncenter.org/document/114960"
    assert item["translator"] == [{"family": "Latynski", "given": "Maya"}]
    assert item["custom"]["citekit"]["credits"][0] == {
        "role": "obtained-by",
        "names": ["Jakub Poprocki"],
        "for": "NKIDP",
    }


@pytest.mark.parametrize(("text", "repository", "expected"), CITATIONS)
def test_every_span_reproduces_its_value(text: str, repository: str, expected: str) -> None:
    for record in citekit.extract(text):
        for reference in record.archival:
            for level in reference.levels:
                assert level.span is not None
                assert level.value in level.span.of(text)


@settings(max_examples=60)
@given(st.sampled_from(CITATIONS), st.sampled_from(CITATIONS))
def test_two_notes_give_what_each_gives(first: tuple, second: tuple) -> None:
    together = shelf_marks(f"{first[0]}\n\n\nA line between them.\n\n\n{second[0]}")
    assert together == f"{first[2]} | {second[2]}"


@settings(max_examples=300)
@given(st.text(alphabet='RGANIРГ fopdlФОДЛ.,;:()[]"“”0123456789-–/ \n', max_size=120))
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    for record in citekit.extract(text):
        for spans in record.spans.values():
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)
