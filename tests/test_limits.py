"""The documented limits are those of the code."""

import re
from pathlib import Path

import pytest

from citekit.errors import InputTooLarge
from citekit.library import record_file
from citekit.manuscript.write import picture
from citekit.read import archive, dispatch, html, read_bytes
from citekit.rendering import styles
from citekit.report import marked, page

PAGE = (Path(__file__).parent.parent / "docs" / "limits.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|", PAGE, re.MULTILINE))
MB = 2**20


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ("a file, or standard input", f"{dispatch.LARGEST_INPUT // MB} MB"),
        ("a Word, OpenDocument or EPUB file, unpacked", f"{archive.LARGEST_UNPACKED // MB} MB"),
        (
            f"a part of one that is larger than {archive.SMALL_PART // MB} MB",
            f"{archive.LARGEST_RATIO} times",
        ),
        ("parts in one file", f"{archive.MOST_PARTS:,}"),
        ("notes in one document", f"{dispatch.MOST_NOTES:,}"),
        ("elements in one another, in an HTML page", f"{html._DEEPEST:,}"),
        ("a CSL style", f"{styles.LARGEST_STYLE // MB} MB"),
        ("a record of the library", f"{record_file.LARGEST_RECORD // MB} MB"),
        ("a picture of a draft", f"{picture.LARGEST_PICTURE // MB} MB"),
    ],
)
def test_a_documented_limit_is_that_of_the_code(row, limit):
    (found,) = [said for what, said in ROWS.items() if what.startswith(row)]
    assert found.startswith(limit)


@pytest.mark.parametrize("name", ["limits.md", "report.md"])
def test_the_limits_of_a_report_are_those_of_the_code(name):
    text = (Path(__file__).parent.parent / "docs" / name).read_text("utf-8")
    for number in (page.LONGEST_TEXT, marked.MOST_RECORDS, marked.CONTEXT, marked.LONGEST_PARAGRAPH):
        assert re.search(rf"\b{number:,}\b", text)


def test_a_document_with_too_many_notes_is_refused(monkeypatch):
    monkeypatch.setattr(dispatch, "MOST_NOTES", 3)
    text = "A.[^{0}]\n\n[^{0}]: See {0}.\n\n"
    assert len(read_bytes("".join(map(text.format, range(3))).encode(), "a.md").blocks) == 6
    with pytest.raises(InputTooLarge, match=r"^a\.md: has more than 3 notes; split it into parts$"):
        read_bytes("".join(map(text.format, range(4))).encode(), "a.md")


def test_an_input_that_is_too_large_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(dispatch, "LARGEST_INPUT", 10)
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 10)
    assert dispatch.bytes_of(path) == b"x" * 10
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputTooLarge, match="is larger than"):
        dispatch.bytes_of(path)
    with path.open("rb") as opened, pytest.raises(InputTooLarge, match=r"^standard input: is larger than"):
        dispatch.bytes_within(opened, "standard input")
