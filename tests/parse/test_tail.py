"""What stands after a reference, or in brackets beside its levels: each part kept, and kept as what it is."""

import pytest

import citekit


def item_of(text: str) -> dict:
    (record,) = citekit.extract(text)
    return citekit.to_csl(record)


def custom_of(text: str) -> dict:
    return item_of(text)["custom"]["citekit"]


def glosses_of(text: str) -> dict[str, str]:
    levels = custom_of(text)["archival"][0]["levels"]
    return {level["level"]: level["gloss"] for level in levels if "gloss" in level}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("ГАРФ. Ф. 9401. Оп. 2. Д. 96. Л. 3–5. Подлинник. Машинопись.", "Подлинник. Машинопись"),
        ("ЦДАГО України, ф. 1, оп. 24, спр. 4265, арк. 12. Копія.", "Копія"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 3 (заверенная копия).", "заверенная копия"),
        ("РГАСПИ. Ф. 17. Оп. 163. Д. 899. Л. 75. «Подлинный» протокол.", "«Подлинный» протокол"),
        ("РГАНИ. Ф. 5. Оп. 3. Д. 4. Л. 5. «Копия». Г. Иванов", "«Копия»"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 3.", None),
    ],
)
def test_notes_on_the_copy_are_all_kept(text, note):
    assert custom_of(text).get("copy_note") == note


@pytest.mark.parametrize(
    ("text", "also"),
    [
        (
            "РГАСПИ. Ф. 17. Оп. 163. Д. 899. Л. 75. Опубл.: Советско-китайские отношения. М., 2000. Т. 5. С. 12.",
            "Опубл.: Советско-китайские отношения. М., 2000. Т. 5. С. 12",
        ),
        (
            "RGANI, f. 5, op. 28, d. 412, ll. 224-228, published in CWIHP Bulletin 8 (1996): 12-15.",
            "published in CWIHP Bulletin 8 (1996): 12-15",
        ),
        (
            "RGANI, f. 5, op. 28, d. 412, l. 2 (cited in Zubok, A Failed Empire, 97).",
            "cited in Zubok, A Failed Empire, 97",
        ),
    ],
)
def test_a_published_work_is_whole_and_gives_the_document_no_date(text, also):
    item = item_of(text)
    assert item["custom"]["citekit"]["also"] == [also]
    assert "issued" not in item


@pytest.mark.parametrize(
    "visited",
    [
        "https://example.org/doc/1 (accessed March 3, 2019)",
        "https://example.org/doc/1, last accessed 3 March 2019",
        "URL: https://example.org/doc/1 (дата обращения: 03.03.2019)",
        "https://example.org/doc/1 (abgerufen am 3. März 2019)",
        "https://example.org/doc/1 (consulté le 3 mars 2019)",
    ],
)
def test_the_day_of_a_visit_is_accessed_and_not_the_document_s(visited):
    item = item_of(f"RGASPI, f. 558, op. 11, d. 97, ll. 67-70, {visited}.")
    assert item["accessed"] == {"date-parts": [[2019, 3, 3]]}
    assert item["URL"] == "https://example.org/doc/1"
    assert "issued" not in item
    assert "also" not in item["custom"]["citekit"]


def test_what_stands_in_brackets_after_a_level_is_its_gloss():
    text = "ГАРФ. Ф. 9401 (МВД СССР). Оп. 2 (Особая папка). Д. 96 (Докладные записки, 1946 г.). Л. 3 об."
    assert glosses_of(text) == {
        "fond": "МВД СССР",
        "opis": "Особая папка",
        "delo": "Докладные записки, 1946 г.",
    }


def test_years_of_a_file_are_its_gloss():
    assert glosses_of("РГВИА: ф. 14877, оп. 1, д. 2049 (1854)") == {"delo": "1854"}


@pytest.mark.parametrize(
    ("text", "title", "issued"),
    [
        (
            "РГАНИ. Ф. 5. Оп. 28. Д. 412 («Записка посла о беседе с министром», 5 сентября 1956 г.). Л. 224.",
            "Записка посла о беседе с министром",
            [1956, 9, 5],
        ),
        (
            "RGANI, f. 89, op. 42, d. 6 (Letter of Andropov to the Central Committee, 1979).",
            "Letter of Andropov to the Central Committee",
            [1979],
        ),
        (
            "AVPRF, f. 0100, op. 49, p. 410, d. 9, ll. 87-98: Record of conversation between Mao Zedong and "
            "P. F. Yudin, 31 March 1956.",
            "Record of conversation between Mao Zedong and P. F. Yudin",
            [1956, 3, 31],
        ),
        ("РГВА. Ф. 4. Оп. 1. Д. 250 (Троцкий Л. Д. Письмо в редакцию). Л. 3.", "Письмо в редакцию", None),
        ("RGANI, f. 89, op. 42, d. 6 (Letters from citizens, 1956), l. 3.", None, None),
    ],
)
def test_a_document_named_after_its_shelfmark_gives_title_and_date(text, title, issued):
    item = item_of(text)
    assert item.get("title") == title
    assert item.get("issued") == (issued and {"date-parts": [issued]})


def test_initials_after_a_surname_stay_with_the_author():
    item = item_of("Полторацкий С.Д. Материалы к «Словарю»//ОР РГБ. Ф.223. Картон 79. Ед. хр. 122.")
    assert item["title"] == "Материалы к «Словарю»"
    assert item["author"] == [{"family": "Полторацкий", "given": "С.Д."}]
