"""Records are kept, found under every key they had, and follow what others do to the files."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit.errors import InvalidData, UnknownKey, UnreadableInput
from citekit.library import Library, default_folder, record_text
from citekit.library.index import Index

Document = Callable[..., dict[str, Any]]


def test_it_is_a_public_verb() -> None:
    assert citekit.Library is Library


def test_a_record_comes_back_as_it_was(library: Library, document: Document) -> None:
    item = document(title="“Доклад” — <i>Ri Sang-jo</i> & Co.\nзвук 🎧", note="")
    (added,) = library.add([item])
    assert (added.key, added.outcome) == ("fedorenko-1956", "added")
    assert library.get("fedorenko-1956") == item
    text = (library.folder / "fedorenko-1956.json").read_text(encoding="utf-8")
    assert text == json.dumps(item, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_an_empty_library_has_nothing_and_writes_nothing(library: Library) -> None:
    assert (len(library), list(library), library.keys(), library.search("x"), library.damages()) == (
        0,
        [],
        [],
        [],
        [],
    )
    assert "x" not in library
    with pytest.raises(UnknownKey):
        library.get("x")
    assert not library.folder.exists()


def test_keys_that_are_one_are_kept_apart(library: Library, document: Document) -> None:
    added = library.add(
        [document("Smith"), document("smith", delo="2"), document("SMITH", delo="3"), document("é", delo="4"),
         document("é", delo="5")]
    )  # fmt: skip
    assert [one.key for one in added] == ["Smith", "smith-2", "SMITH-3", "é", "é-2"]
    assert [bool(one.diagnostics) for one in added] == [False, True, True, False, True]
    assert library.get("sMiTh")["id"] == "Smith"
    names = [file.name for file in library.folder.glob("*.json")]
    assert len({name.casefold() for name in names}) == 5


@pytest.mark.parametrize(
    "key",
    ["../../escape", "/etc/passwd", "CON", "a" * 300, "ж" * 300, "C:\\x", ".hidden", "%2e%2e", "a/b", "x."],
)
def test_no_key_leaves_the_folder_and_each_is_found(
    library: Library, document: Document, key: str, tmp_path: Path
) -> None:
    before = {path for path in tmp_path.rglob("*") if library.folder not in path.parents}
    library.add([document(key)])
    assert library.get(key)["id"] == key
    assert library.keys() == [key]
    assert library.rename(key, "plain")["id"] == "plain"
    assert library.rename("plain", key)["id"] == key
    library.remove(key)
    after = {path for path in tmp_path.rglob("*") if library.folder not in path.parents}
    assert after - before <= {library.folder}


def test_an_item_without_a_usable_key_gets_one(library: Library) -> None:
    items: list[dict[str, Any]] = [
        {"type": "book", "title": "A Book of Things and More"},
        {"id": 7, "type": "book"},
        {"id": "two words", "type": "book", "title": "X"},
        {"id": "http://zotero.org/users/1/items/AB", "citation-key": "better", "type": "book", "title": "Y"},
    ]
    assert [one.key for one in library.add(items)] == ["A-Book-of-Things-and", "7", "two-words", "better"]


@pytest.mark.parametrize(
    "item", ["text", None, 5, ["x"], {"id": "a", "custom": []}, {"id": "a", "x": float("nan")}]
)
def test_what_is_no_item_is_refused_and_nothing_written(
    library: Library, document: Document, item: Any
) -> None:
    with pytest.raises(InvalidData):
        library.add([document(), item])
    assert len(library) == 0


def test_a_renamed_record_is_found_by_both_keys(library: Library, document: Document) -> None:
    library.add([document("old")])
    library.rename("old", "new")
    library.rename("new", "newest")
    assert library.keys() == ["newest"]
    assert library.get("old") == library.get("new") == library.get("newest")
    assert library.get("old")["citation-key"] == "newest"
    assert library.rename("old", "old")["id"] == "old"
    assert library.get("old")["custom"]["citekit"]["former_keys"] == ["new", "newest"]


def test_case_alone_can_be_renamed(library: Library, document: Document) -> None:
    library.add([document("smith")])
    assert library.rename("smith", "Smith")["id"] == "Smith"
    assert library.keys() == ["Smith"]
    assert library.check() == []


def test_a_taken_key_is_refused(library: Library, document: Document) -> None:
    library.add([document("a"), document("b", delo="2")])
    with pytest.raises(InvalidData, match="taken"):
        library.rename("a", "B")
    with pytest.raises(InvalidData, match="blank"):
        library.rename("a", "two words")
    assert library.keys() == ["a", "b"]


def test_a_merge_joins_and_the_other_key_still_finds_it(library: Library, document: Document) -> None:
    library.add([document("a"), document("b", "Other", delo="2", abstract="More.")])
    item, notes = library.merge("a", "b")
    assert item["abstract"] == "More."
    assert [note.message.split(":")[0] for note in notes] == ["title", "archive_location"] or notes
    assert library.keys() == ["a"]
    assert library.get("b") == item
    with pytest.raises(InvalidData, match="one record already"):
        library.merge("a", "b")


def test_a_replaced_record_is_not_one_that_changed_meanwhile(library: Library, document: Document) -> None:
    library.add([document("a")])
    seen = library.get("a")
    library.replace("a", {**seen, "title": "Mine"})
    with pytest.raises(InvalidData, match="changed by someone else"):
        library.replace("a", {**seen, "title": "Yours"}, was=seen)
    assert library.get("a")["title"] == "Mine"
    library.replace("a", {**library.get("a"), "id": "b"})
    assert library.get("a")["id"] == "b"


def test_an_unknown_key_names_the_nearest(library: Library, document: Document) -> None:
    library.add([document("fedorenko-1956")])
    with pytest.raises(UnknownKey, match="did you mean fedorenko-1956"):
        library.get("fedorenko-1965")
    for key in ("", "two words", "\udcff", "a\0", "x" * 5000, ".."):
        with pytest.raises(UnknownKey):
            library.get(key)
        assert key not in library


def test_what_others_do_to_the_files_is_seen(library: Library, document: Document) -> None:
    library.add([document("a", "Plenum"), document("b", "Plenum", delo="2")])
    assert len(library.search("plenum")) == 2
    (library.folder / "a.json").unlink()
    (library.folder / "c.json").write_text(record_text(document("c", "Plenum", delo="3")), encoding="utf-8")
    text = (library.folder / "b.json").read_text(encoding="utf-8")
    (library.folder / "b.json").write_text(text.replace("Plenum", "Congress"), encoding="utf-8")
    assert [item["id"] for item in library.search("plenum")] == ["c"]
    assert [item["id"] for item in library.search("congress")] == ["b"]
    assert library.keys() == ["b", "c"]


def test_a_large_library_sees_new_files_at_once_and_edited_ones_in_time(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citekit.library.index.ALWAYS_COMPARED", 0)
    library.add([document("a", "Plenum")])
    assert library.search("plenum")
    text = (library.folder / "a.json").read_text(encoding="utf-8")
    (library.folder / "a.json").write_text(text.replace("Plenum", "Congress"), encoding="utf-8")
    monkeypatch.setattr("citekit.library.index.COMPARED_EVERY", 0.0)
    assert library.search("congress")
    monkeypatch.setattr("citekit.library.index.COMPARED_EVERY", 3600.0)
    (library.folder / "b.json").write_text(record_text(document("b", "Plenum")), encoding="utf-8")
    assert library.search("plenum")


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_broken_index_is_made_anew(library: Library, document: Document, damage: bytes) -> None:
    library.add([document()])
    place = library._index._path
    library._index.close()
    for extra in place.parent.glob(place.name + "-*"):
        extra.unlink()
    place.write_bytes(damage)
    assert [item["id"] for item in Library(library.folder).search("Федоренко")] == ["fedorenko-1956"]


def test_an_index_that_breaks_in_use_is_made_anew(library: Library, document: Document) -> None:
    library.add([document()])
    library._index._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library._index.close()
    data = bytearray(library._index._path.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    library._index._path.write_bytes(data)
    assert len(Library(library.folder).search("Федоренко")) == 1


def test_without_a_cache_folder_the_index_is_in_memory(
    library: Library, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    library.add([document()])
    assert len(library.search("Федоренко")) == 1


def test_an_index_of_another_version_is_made_anew(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([document()])
    library._index.close()
    monkeypatch.setattr("citekit.library.index.VERSION", 99)
    assert len(Library(library.folder).search("Федоренко")) == 1
    assert isinstance(Library(library.folder)._index, Index)


def test_the_default_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_folder().name == "library"
    assert not default_folder().is_relative_to(Path("records"))
    (tmp_path / "records").mkdir()
    assert default_folder() == Path("records")
    monkeypatch.setenv("CITEKIT_LIBRARY", "~/mine")
    assert default_folder() == Path("~/mine").expanduser()
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnreadableInput, match="is a file"):
        Library(tmp_path / "file")


def test_a_location_of_one_string_is_typed_when_it_is_added(library: Library) -> None:
    words = "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg."
    library.add([{"id": "z", "type": "manuscript", "title": "Note", "archive_location": words}])
    item = library.get("z")
    assert item["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert item["archive_location"] == "fond 5, opis 49, delo 131, listy 193–194"
    assert item["translator"] == [{"family": "Goldberg", "given": "Gary"}]
    part = item["custom"]["citekit"]
    assert [level["value"] for level in part["archival"][0]["levels"]] == ["5", "49", "131", "193-194"]
    assert part["credits"] == [{"role": "translator", "names": ["Gary Goldberg"]}]
    assert library.search("fond:5 listy:194")


def test_a_location_that_says_more_keeps_its_words(library: Library) -> None:
    words = "Kept at home; RGANI, f. 5, op. 49, d. 131, copy from Ivan"
    library.add([{"id": "z", "type": "manuscript", "title": "Note", "archive_location": words}])
    assert library.get("z")["archive_location"] == words
    assert library.search("fond:5 delo:131")


def test_show_reads_one_file_and_no_index(library: Library, document: Document, tmp_path: Path) -> None:
    library.add([document(f"k{number}", delo=str(number)) for number in range(1, 30)])
    other = Library(library.folder)
    assert other.get("k7")["id"] == "k7"
    assert "_index" not in vars(other)


def test_two_writers_at_once_lose_no_record(library: Library, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom citekit.library import Library\n"
        "library = Library(sys.argv[1])\n"
        "for number in range(25):\n"
        "    library.add([{'id': f'{sys.argv[2]}-{number}', 'type': 'book', 'title': f'{sys.argv[2]} {number}'}])\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(library.folder), name], env=dict(os.environ))
        for name in ("one", "two", "three")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert len(library) == 75
    assert library.check() == []


def test_a_writer_says_what_it_waits_for(library: Library, document: Document) -> None:
    from filelock import FileLock

    library.add([document()])
    told: list[str] = []
    waiting = Library(library.folder, tell=told.append)
    lock = FileLock(library.folder / ".citekit" / "lock")
    lock.acquire()
    thread = threading.Thread(target=waiting.rename, args=("fedorenko-1956", "renamed"))
    thread.start()
    try:
        for _ in range(100):
            time.sleep(0.05)
            if told:
                break
    finally:
        lock.release()
        thread.join(timeout=10)
    assert told == [f"waiting: another citekit is writing to {library.folder}"]
    assert library.keys() == ["renamed"]


def test_readers_and_a_writer_at_once(library: Library, document: Document) -> None:
    program = (
        "import sys\nfrom citekit.library import Library\n"
        "for number in range(15):\n"
        "    library = Library(sys.argv[1])\n"
        "    if sys.argv[2] == 'write':\n"
        "        library.add([{'id': f'{number}-{i}', 'type': 'book', 'title': f'Plenum {number} {i}'} for i in range(20)])\n"
        "    else:\n"
        "        assert library.damages() == []\n"
        "        library.search('plenum')\n"
    )
    library.add([document()])
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(library.folder), what], env=dict(os.environ))
        for what in ("read", "write", "read")
    ]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0]
    assert len(library.search("plenum")) == 300


def test_a_large_index_is_said_to_be_made(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([document("a"), document("b", delo="2")])
    monkeypatch.setattr("citekit.library.index.TOLD_BEYOND", 1)
    told: list[str] = []
    library._index.close()
    again = Library(library.folder, tell=told.append)
    again._index.rebuild()
    assert told == [f"reading 2 records of {library.folder} into the index"]


def test_an_index_that_another_process_is_making_is_waited_for_and_then_said(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citekit.library.index.LONGEST_WAIT", 0.05)
    library.add([document("a")])
    other = Index(library.folder)
    other.begin()
    (library.folder / "b.json").write_text(record_text(document("b", delo="2")), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="another citekit is making its index"):
        Library(library.folder).search("x")
    other.undo()
    assert len(Library(library.folder)) == 2


def test_a_key_that_could_not_be_kept_still_finds_the_record(library: Library) -> None:
    address = "http://zotero.org/users/1/items/AB"
    added = library.add(
        [
            {"id": address, "citation-key": "better", "type": "book", "title": "Y"},
            {"id": "two words", "type": "book", "title": "X"},
        ]
    )
    assert [one.key for one in added] == ["better", "two-words"]
    assert library.get(address)["id"] == "better"
    assert library.get("two words")["id"] == "two-words"
    assert [[note.code for note in one.diagnostics] for one in added] == [[], ["key-changed"]]


def test_a_damaged_record_says_where(library: Library, document: Document) -> None:
    library.add([document("a")])
    (library.folder / "a.json").write_text('{\n "id": oops\n}')
    with pytest.raises(InvalidData, match=r"a\.json, line 2: is no JSON"):
        library.get("a")
