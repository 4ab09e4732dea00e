"""The CSV export of a digital archive: an entry a row, read row by row, in any encoding."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest

import citekit
from citekit.errors import UnreadableInput
from citekit.model import Document
from citekit.read import dispatch, read_bytes
from citekit.read.table import parts_of, read_file

COLUMNS = "document_url,title,credits,text_body,summary,authors,source,original_publication_date,language,record_id".split(
    ","
)


def rows(number: int, body: str = "", summary: str = "") -> list[list[str]]:
    return [
        [
            f"https://archive.example/document/{row}",
            f"Telegram {row}",
            "",
            body,
            summary,
            '["Ivanov, A. M.", "Petrov"]',
            f"RGANI, f. 5, op. 28, d. {row}, ll. 1–5. Translated by Gary Goldberg.",
            "1956-05-07",
            "Russian",
            str(1000 + row),
        ]
        for row in range(1, number + 1)
    ]


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([COLUMNS, *rows])
    return file.getvalue()


def files(document: Document) -> list[str]:
    """The delo of each record."""
    return [record.archival[0].levels[2].value for record in citekit.extract(document)]


def test_a_row_gives_its_record_and_the_body_stays_out(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(table(rows(3, body='He said: "RGANI, f. 1, op. 1, d. 1"\n\nand left.')), encoding="utf-8")
    document = citekit.read(path)
    assert "and left" not in document.text
    assert files(document) == ["1", "2", "3"]
    record = citekit.extract(document)[1]
    assert (record.title, record.url, record.dates[0].start) == (
        "Telegram 2",
        "https://archive.example/document/2",
        (1956, 5, 7),
    )
    assert (record.original_language, record.document["record_number"]) == ("ru", "1002")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_any_encoding_and_separator(encoding: str, delimiter: str) -> None:
    # The first letters that are not ASCII come after more than any sample of the file's beginning.
    written = table(
        [*rows(400, body="word " * 200), *rows(1, summary="Посол докладывает о пленуме ЦК.")], delimiter
    )
    document = read_bytes(written.replace("–", "-").encode(encoding), "export.csv")
    records = citekit.extract(document)
    assert len(records) == 401
    assert records[-1].abstract == "Посол докладывает о пленуме ЦК."


def test_bodies_take_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(table(rows(400, body="Слово и дело.\n" * 2_000)), encoding="utf-8")
    size = path.stat().st_size
    tracemalloc.start()
    document = citekit.read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(document.blocks) == 400
    assert peak < 0.1 * size


def test_a_table_is_read_that_is_larger_than_other_files_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(table(rows(40, body="word " * 100)), encoding="utf-8")
    monkeypatch.setattr(dispatch, "LARGEST_INPUT", 1_000)
    assert len(citekit.read(path).blocks) == 40


def test_parts_are_the_whole_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(table(rows(10)), encoding="utf-8")
    for size in (1, 3, 5, 10, 11):
        parts = list(parts_of(path, size))
        assert "".join(part.text for part in parts) == read_file(path).text
        assert [len(part.blocks) for part in parts[:-1]] == [size] * (len(parts) - 1)


def test_a_table_without_a_row_is_a_document_without_a_block(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(table([]), encoding="utf-8")
    assert [part.blocks for part in parts_of(path, 5)] == [()]


def test_a_picture_named_like_a_table_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000))
    with pytest.raises(UnreadableInput, match="is a picture"):
        citekit.read(path)
