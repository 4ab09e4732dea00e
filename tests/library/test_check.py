"""Every finding is found, said to be so in the documentation, and mended where that is safe."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citekit.errors import UnknownKey
from citekit.library import FINDINGS, Library, record_text

Document = Callable[..., dict[str, Any]]
DOCS = Path(__file__).parents[2] / "docs" / "library.md"


def _put(library: Library, name: str, item: dict[str, Any] | str) -> None:
    library.folder.mkdir(exist_ok=True)
    text = item if isinstance(item, str) else record_text(item)
    (library.folder / name).write_text(text, encoding="utf-8")


def _codes(library: Library) -> list[str]:
    return [finding.code for finding in library.check()]


def _levels(*levels: tuple[str, str], tradition: str = "ru") -> dict[str, Any]:
    place = {
        "repository": "RGANI",
        "repository_id": "ru-rgani",
        "tradition": tradition,
        "levels": [{"level": level, "value": value} for level, value in levels],
    }
    return {"custom": {"citekit": {"archival": [place]}}}


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("schema-violated", {"colour": "red"}),
    ("schema-violated", {"type": "manuscrpt"}),
    ("schema-violated", {"title": ["x"]}),
    ("schema-violated", {"author": [{"family": "A", "first": "B"}]}),
    ("schema-violated", {"author": "A. B."}),
    ("schema-violated", {"issued": {"date-parts": [[1956], [1957], [1958]]}}),
    ("schema-violated", {"issued": {"year": 1956}}),
    ("part-missing", _levels(("fond", "5"), ("delo", "412"))),
    ("part-missing", _levels(("opis", "5"), ("delo", "412"))),
    ("part-missing", _levels(("fond", "5"), ("listy", "1"))),
    ("part-missing", _levels(("folder", "5"), tradition="collection")),
    ("part-impossible", _levels(("fond", "5"), ("opis", "1"), ("delo", "412"), ("listy", "228-224"))),
    ("part-impossible", _levels(("fond", "0"), ("opis", "1"), ("delo", "412"))),
    ("part-impossible", _levels(("fond", "5"), ("opis", "1"), ("delo", "412"), ("delo", "413"))),
    ("date-impossible", {"issued": {"date-parts": [[1956, 13, 1], [1956, 25]]}}),
    ("date-impossible", {"issued": {"date-parts": [[1957, 2, 29]]}}),
    ("date-impossible", {"issued": {"date-parts": [[1957, 4], [1956]]}}),
    ("date-out-of-range", {"issued": {"date-parts": [[2956, 9, 5]]}}),
    ("date-out-of-range", {"issued": {"date-parts": [[195, 9, 5]]}}),
    ("date-out-of-range", {"accessed": {"date-parts": [[1956]]}}),
    ("date-out-of-range", {"issued": {"date-parts": [[2001]]}, "accessed": {"date-parts": [[2000, 1]]}}),
    ("address-impossible", {"URL": "www.example.org/page"}),
    ("address-impossible", {"URL": "https://no host/x"}),
    ("address-impossible", {"DOI": "11.1000/x"}),
    ("title-missing", {"title": "", "archive_location": "", "custom": {}}),
]

FINE: list[dict[str, Any]] = [
    {},
    {"issued": {"date-parts": [["1956", "9"], [1957]], "circa": True}},
    {"issued": {"date-parts": [[1900, 2, 29]]}},  # a Julian date
    {"issued": {"literal": "undated"}},
    {"issued": "1956~"},
    {"title": None} | {"title": "", "genre": "Letter"},
    {"URL": "https://xn--80ak6aa92e.com/a?b=c#d", "DOI": "https://doi.org/10.1000/182"},
    {"URL": "https://госархив.рф/дело/1"},
    _levels(("fond", "223"), ("karton", "79"), ("delo", "122")),
    _levels(("fond", "5"), ("opis", "1")),
    _levels(("box", "5"), tradition="collection"),
    _levels(("fond", "5"), ("opis", "1"), ("delo", "4"), ("listy", "12-12 об., 45–9")),
    {"author": [{"literal": "CC CPSU"}], "license": "Top Secret", "keyword": "a, b", "page": 5},
]


@pytest.mark.parametrize(("code", "fields"), BROKEN)
def test_what_is_wrong_is_found(
    library: Library, document: Document, code: str, fields: dict[str, Any]
) -> None:
    _put(library, "a.json", document("a", **fields))
    assert set(_codes(library)) == {code}


@pytest.mark.parametrize("fields", FINE)
def test_what_is_right_is_not(library: Library, document: Document, fields: dict[str, Any]) -> None:
    _put(library, "a.json", document("a", **fields))
    assert library.check() == []


DAMAGED = [
    (b"", 1),
    (b'{"id": "x",\n"type" "book"}', 2),
    (b'{\n"id": "x"\n', 3),
    (b'{"id": "\xff"}', 1),
    (b'{\n"id":\n"\xff"}', 3),
    (b"[]", 1),
    (b'"text"', 1),
    (b'{\n<<<<<<< HEAD\n"id": "x"\n=======\n"id": "y"\n>>>>>>> b\n}', 2),
    (b"[" * 200_000, 1),
    (b"\x00" * 100, 1),
]


@pytest.mark.parametrize(("data", "line"), DAMAGED)
def test_a_damaged_file_is_named_with_its_line_and_the_others_work(
    library: Library, document: Document, data: bytes, line: int
) -> None:
    _put(library, "good.json", document("good"))
    (library.folder / "bad.json").write_bytes(data)
    (finding,) = library.check()
    assert (finding.code, finding.file, finding.line) == ("file-damaged", "bad.json", line)
    assert [item["id"] for item in library.search("fedorenko")] == ["good"]
    assert library.keys() == ["good"]
    assert library.check(fix=True)[0].fixed is False
    assert (library.folder / "bad.json").read_bytes() == data


def test_an_untidy_file_is_written_anew(library: Library, document: Document) -> None:
    item = document("a")
    _put(library, "a.json", json.dumps(item, ensure_ascii=True))
    assert _codes(library) == ["file-untidy"]
    assert [finding.fixed for finding in library.check(fix=True)] == [True]
    assert (library.folder / "a.json").read_text(encoding="utf-8") == record_text(item)
    assert library.check() == []


def test_a_misfiled_record_gets_the_name_of_its_key(library: Library, document: Document) -> None:
    _put(library, "old name.json", document("new-key"))
    assert _codes(library) == ["key-misfiled"]
    assert library.get("new-key")["id"] == "new-key"
    library.check(fix=True)
    assert library.check() == []
    assert [file.name for file in library.folder.glob("*.json")] == ["new-key.json"]


def test_a_misfiled_record_never_replaces_another(library: Library, document: Document) -> None:
    _put(library, "a.json", document("a"))
    _put(library, "copy.json", document("a", "Another title", delo="9"))
    findings = library.check(fix=True)
    assert {finding.code for finding in findings} == {"key-misfiled", "key-twice"}
    assert not any(finding.fixed for finding in findings)
    assert len(list(library.folder.glob("*.json"))) == 2


def test_a_document_twice_is_found(library: Library, document: Document) -> None:
    library.add([document("a"), document("b", "Other", listy="228")], same="keep")
    (finding,) = library.check()
    assert (finding.code, finding.key) == ("document-twice", "b")
    assert "a: the same file of the archive" in finding.message


def test_an_interrupted_rename_is_finished(library: Library, document: Document) -> None:
    library.add([document("a")])
    library.rename("a", "b")
    _put(library, "a.json", document("a"))
    (finding,) = library.check()
    assert (finding.code, finding.key) == ("key-left-over", "a")
    assert library.check(fix=True)[0].fixed
    assert library.keys() == ["b"]
    assert library.get("a")["id"] == "b"


def test_a_left_over_key_that_says_more_is_kept(library: Library, document: Document) -> None:
    library.add([document("a")])
    library.rename("a", "b")
    _put(library, "a.json", document("a", abstract="Written since."))
    (finding,) = library.check(fix=True)
    assert (finding.code, finding.fixed) == ("key-left-over", False)
    assert library.keys() == ["a", "b"]


@pytest.mark.parametrize("archive", ["Archive of Atlantis", "Bundesarchivv"])
def test_an_unknown_archive_is_found(library: Library, document: Document, archive: str) -> None:
    _put(library, "a.json", document("a", repository=archive, repository_id=None))
    (finding,) = library.check(fix=True)
    assert (finding.code, finding.fixed) == ("repository-unknown", False)


def test_an_archive_known_by_name_gets_its_id(library: Library, document: Document) -> None:
    _put(library, "a.json", document("a", repository="РГАНИ", repository_id=None))
    (finding,) = library.check(fix=True)
    assert (finding.code, finding.fixed) == ("repository-unknown", True)
    place = library.get("a")["custom"]["citekit"]["archival"][0]
    assert (place["repository"], place["repository_id"]) == ("РГАНИ", "ru-rgani")
    assert library.check() == []


def _by(family: str, given: str) -> dict[str, Any]:
    return {"author": [{"family": family, "given": given}]}


PEOPLE = [
    ([("Fedorenko", "N. T."), ("Fedorenko", "N.T.")], True),
    ([("Fedorenko", "N. T."), ("Fedorenko", "Nikolai")], True),
    ([("Zinoviev", "G."), ("Zinov'ev", "G.")], True),
    ([("Ivanov", "A."), ("Ivanov", "Alexei"), ("Ivanov", "Andrei")], False),
    ([("Kim", "Il Sung"), ("Kim", "Chong Il")], False),
    ([("Федоренко", "Н. Т."), ("Fedorenko", "N. T.")], False),
    ([("Petrov", "Ivan"), ("Petrov", "Igor")], False),
    ([("Petrov", "Ivan"), ("Petrov", "Ivan")], False),
]


@pytest.mark.parametrize(("names", "one_person"), PEOPLE)
def test_one_person_written_in_several_ways(
    library: Library, document: Document, names: list[tuple[str, str]], one_person: bool
) -> None:
    for number, name in enumerate(names, 1):
        _put(library, f"k{number}.json", document(f"k{number}", delo=str(number), **_by(*name)))
    assert ("name-inconsistent" in _codes(library)) is one_person


def test_only_blanks_and_stops_in_a_name_are_mended(library: Library, document: Document) -> None:
    names = ["N. T.", "N. T.", "N.T.", "Nikolai"]
    for number, given in enumerate(names, 1):
        _put(library, f"k{number}.json", document(f"k{number}", delo=str(number), **_by("Fedorenko", given)))
    library.check(fix=True)
    assert [library.get(f"k{number}")["author"][0]["given"] for number in range(1, 5)] == [
        "N. T.", "N. T.", "N. T.", "Nikolai",
    ]  # fmt: skip


def test_an_undecided_merge_is_listed(library: Library, document: Document) -> None:
    library.add([document("a"), document("b", "Other", delo="9")])
    library.merge("a", "b")
    findings = library.check()
    assert {finding.code for finding in findings} == {"merge-undecided"}
    assert any(finding.message.startswith("title:") for finding in findings)


def test_only_the_records_asked_for_are_checked(library: Library, document: Document) -> None:
    _put(library, "a.json", document("a", colour="red"))
    _put(library, "b.json", document("b", delo="9", colour="red"))
    assert [finding.file for finding in library.check(["b"])] == ["b.json"]
    with pytest.raises(UnknownKey):
        library.check(["c"])


def test_a_signature_of_one_value_lacks_no_level(library: Library) -> None:
    item = {"id": "k", "type": "manuscript", "title": "T", "archive": "Bundesarchiv"}
    library.add([item | {"archive_location": "R 43 I/1234, Bl. 7"}])
    assert library.check() == []


def test_a_field_that_stands_twice_is_found(library: Library) -> None:
    library.folder.mkdir(exist_ok=True)
    (library.folder / "k.json").write_text('{"id": "k", "type": "book", "title": "one", "title": "two"}')
    assert [finding.code for finding in library.check()] == ["field-twice"]


def test_every_code_is_documented_and_tested() -> None:
    documented = set(re.findall(r"^### `([a-z-]+)`", DOCS.read_text(encoding="utf-8"), re.M))
    assert documented == set(FINDINGS)
    tests = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{code}"' in tests for code in FINDINGS)
