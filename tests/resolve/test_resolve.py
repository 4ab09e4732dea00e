"""What later notes take over: "Ibid." in its languages, and short forms that a text gives itself."""

import re

import pytest

import citekit
from citekit.read import read_bytes


def shelfmarks(*notes: str) -> dict[int, list[str]]:
    """The shelf-marks of each note of a draft: archive, then level=value."""
    calls = " ".join(f"Word.[^{number}]" for number in range(1, len(notes) + 1))
    bodies = "\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, 1))
    document = read_bytes(f"{calls}\n\n{bodies}\n".encode(), "draft.md")
    found: dict[int, list[str]] = {}
    for record in citekit.extract(document):
        own = found.setdefault(int(record.note), [])
        for reference in record.archival:
            levels = " ".join(f"{level.level}={level.value}" for level in reference.levels)
            own.append(f"{reference.repository or '?'}: {levels}")
        own += [diagnostic.code for diagnostic in record.diagnostics if "ibid" in diagnostic.code]
    return found


@pytest.mark.parametrize(
    ("before", "note", "taken"),
    [
        ("RGANI, f. 5, op. 1, d. 3, ll. 1-5.", "Ibid.", "RGANI: fond=5 opis=1 delo=3 listy=1-5"),
        ("RGANI, f. 5, op. 1, d. 3, ll. 1-5.", "Ibid., l. 3.", "RGANI: fond=5 opis=1 delo=3 listy=3"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 994. Л. 7.", "Там же. Оп. 162. Д. 3.", "РГАСПИ: fond=17 opis=162 delo=3"),
        (
            "РГАСПИ. Ф. 17. Оп. 3. Д. 994.",
            "Там же. Ф. 558. Оп. 11. Д. 80.",
            "РГАСПИ: fond=558 opis=11 delo=80",
        ),
        ("BArch, DY 30/3667, Bl. 58.", "Ebd., Bl. 60–61.", "BArch: fond=DY 30 file=3667 listy=60–61"),
        ("BArch, DY 30/3667, Bl. 58.", "Vgl. ebd., DY 30/3668.", "BArch: fond=DY 30 file=3668"),
        ("TNA, FO 371/86756.", "Ibid., FO 371/86757.", "TNA: series=FO 371 piece=86757"),
        (
            "AAN, KC PZPR, sygn. 237/V-166, k. 12.",
            "Tamże, k. 15.",
            "AAN: fond=KC PZPR signature=237/V-166 listy=15",
        ),
        (
            "LYA, f. K-1, ap. 18, b. 234, l. 12.",
            "Ten pat, b. 240, l. 5.",
            "LYA: fond=K-1 opis=18 delo=240 listy=5",
        ),
        ("RGANI, f. 5, op. 1, d. 3, l. 1.", "Tam zhe, l. 3.", "RGANI: fond=5 opis=1 delo=3 listy=3"),
        ("MNL OL, XIX-J-1-j Kína, 4. doboz.", "Uo., 5. doboz.", "MNL OL: fond=XIX-J-1-j Kína box=5"),
        ("РГАНИ, ф. 5, оп. 28, д. 412.", "Там же, 45.", "РГАНИ: fond=5 opis=28 delo=412 signature=45"),
        ("RGANI, f. 89, per. 42, dok. 6, l. 2.", "Ibid., dok. 7.", "RGANI: fond=89 opis=42 document=7"),
    ],
)
def test_an_ibid_takes_over_what_stands_outside_its_own_words(before, note, taken):
    assert shelfmarks(before, note)[2] == [taken]


def test_an_ibid_after_several_references_is_answered_only_where_the_answer_is_one():
    two = "RGANI, f. 5, op. 1, d. 3, l. 1; GARF, f. 9401, op. 2, d. 5, l. 3."
    assert shelfmarks(two, "Ibid.")[2] == ["?: ", "ibid-unresolved"]
    assert shelfmarks(two, "Ibid., d. 7.")[2][-1] == "ibid-unresolved"
    files = "RGANI, f. 5, op. 1, d. 3, d. 4."
    assert shelfmarks(files, "Ibid., d. 7.")[2] == ["RGANI: fond=5 opis=1 delo=7"]
    assert shelfmarks(files, "Ibid.")[2][-1] == "ibid-unresolved"


def test_doubt_lasts_until_an_archive_is_named_again():
    notes = [
        "RGANI, f. 5, op. 1, d. 3; GARF, f. 1, op. 2, d. 5.",
        "Ibid.",
        "Ibid.",
        "GARF, f. 1, op. 2, d. 5.",
        "Ibid.",
    ]
    found = shelfmarks(*notes)
    assert [found[number][-1] for number in (2, 3)] == ["ibid-unresolved"] * 2
    assert found[5] == ["GARF: fond=1 opis=2 delo=5"]


@pytest.mark.parametrize("note", ["Ibid., 99.", "Ibid.", "Там же. 7 января.", "Ebd., S. 13."])
def test_an_ibid_to_a_book_is_no_archival_reference(note):
    assert 3 not in shelfmarks("RGANI, f. 5, op. 1, d. 3.", "Zubok, A Failed Empire, 97.", note)


def test_an_ibid_after_a_note_that_cites_something_else_is_unknown():
    found = shelfmarks("RGANI, f. 5, op. 1, d. 3.", "Zubok, A Failed Empire, 97.", "Ibid., d. 9, l. 2.")
    assert found[3] == ["?: delo=9 listy=2", "ibid-unresolved"]


@pytest.mark.parametrize(
    ("first", "later", "shelfmark", "archive"),
    [
        (
            "Groppi to King, August 8, 1967, box 8, folder 7, James Groppi Papers, Wisconsin Historical Society "
            "(hereafter cited as Groppi Papers).",
            "Groppi Papers, box 4, folder 2.",
            "Wisconsin Historical Society: collection=Groppi Papers box=4 folder=2",
            "Wisconsin Historical Society",
        ),
        (
            "Отдел архивной информации администрации города Энска (далее — ОАИ). Ф. 12. Оп. 1. Д. 5.",
            "ОАИ. Ф. 13. Оп. 2. Д. 6. Л. 8.",
            "ОАИ: fond=13 opis=2 delo=6 listy=8",
            "Отдел архивной информации администрации города Энска",
        ),
        (
            "Gosudarstvennyi arkhiv Riazanskoi oblasti (GARO), f. R-3, op. 1, d. 5, l. 3.",
            "GARO, f. R-4, op. 2, d. 6.",
            "GARO: fond=R-4 opis=2 delo=6",
            "State Archive of Ryazan Oblast",
        ),
        (
            "Archiv der Gesellschaft für Wirtschaftskunde, Bestand 12, Nr. 45 (im Folgenden: AGW).",
            "AGW, Bestand 13, Nr. 1, Bl. 7.",
            "AGW: fond=13 file=1 listy=7",
            "Archiv der Gesellschaft für Wirtschaftskunde",
        ),
    ],
)
def test_a_short_form_stands_for_what_its_note_says(first, later, shelfmark, archive):
    assert shelfmarks(first, later)[2] == [shelfmark]
    document = read_bytes(f"A.[^1] B.[^2]\n\n[^1]: {first}\n[^2]: {later}\n".encode(), "draft.md")
    record = citekit.extract(document)[-1]
    assert record.archival[0].repository_name == archive
    assert record.diagnostics == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("(hereafter RGANI)", "RGANI"),
        ("(далее: РГАНИ)", "РГАНИ"),
        ("[im Folgenden zit. als BArch]", "BArch"),
        ("(dále jen NA)", "NA"),
        ("(a továbbiakban: MOL)", "MOL"),
        ("(ci-après MAE)", "MAE"),
        ("(см. далее главу 3)", None),
        ("(im Folgenden wird das Archiv genannt)", None),
    ],
)
def test_words_that_introduce_a_short_form(words, name):
    (record,) = citekit.extract(f"RGANI, f. 5, op. 28, d. 412, l. 3 {words}.")
    assert record.short_form == name


def test_a_short_form_that_no_note_introduced_stays_unknown():
    (record,) = citekit.extract("Groppi Papers, box 4, folder 2.")
    assert record.archival[0].repository is None
    assert [found.code for found in record.diagnostics] == ["repository-missing"]


@pytest.mark.parametrize("later", ["GARF, f. 9401, op. 2, d. 199", "ГАКК: ф. 353, оп. 1, д. 1035"])
def test_what_names_its_own_archive_after_an_ibid_takes_nothing_over(later):
    document = read_bytes(
        f"A.[^1] B.[^2]\n\n[^1]: RGANI, f. 5, op. 28, d. 412, l. 3.\n[^2]: Ibid., l. 230; {later}.\n".encode(),
        "draft.md",
    )
    _, record = citekit.extract(document)
    assert [reference.repository for reference in record.archival] == ["RGANI", re.split("[,:]", later)[0]]
    assert [reference.resolved_from for reference in record.archival] == ["ibid", None]


def test_an_ibid_after_a_published_work_of_the_same_note_is_no_archive():
    (record,) = citekit.extract(
        "CAB65/24; Cranborne to Fadden, 12 September 1941, DAFP V, pp. 109-11; ibid., Cranborne to Fadden, pp. 116-17."
    )
    assert [level.value for level in record.archival[0].levels] == ["CAB65", "24"]


def test_an_ibid_in_a_source_notes_brackets_says_where_another_paper_lies():
    records = citekit.extract(
        "Source: Department of State, Central Files, 033.6111/12–558. Secret. A briefing paper was sent to Cushman "
        "as an enclosure to a December 3 memorandum. (Ibid., 611.61/12–358)"
    )
    assert [record.archival[0].levels[-1].value for record in records] == ["033.6111/12–558", "611.61/12–358"]
    assert [record.form for record in records] == ["full", "ibid"]
