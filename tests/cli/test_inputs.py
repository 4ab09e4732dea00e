import io
import json
import sys

import pytest

from citekit.cli.inputs import read_items

BOOK = {"id": "lewin", "type": "book", "title": "The Soviet Century"}


def test_a_bibliography_and_the_standard_input_give_their_items(tmp_path, monkeypatch, capsys):
    path = tmp_path / "books.json"
    path.write_text(json.dumps([BOOK]), encoding="utf-8")
    piped = json.dumps({"id": 7, "type": "report"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
    collected = read_items([str(path), "-"])
    assert collected.items == [BOOK, {"id": "7", "type": "report"}]
    assert collected.problems == 0
    assert capsys.readouterr() == ("", "")


def test_items_of_one_id_are_told_apart_and_a_repeated_item_is_one(tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps([BOOK, BOOK]), encoding="utf-8")
    two.write_text(json.dumps([{**BOOK, "title": "Another"}]), encoding="utf-8")
    collected = read_items([str(one), str(two)])
    assert [(item["id"], item["title"]) for item in collected.items] == [
        ("lewin", "The Soviet Century"),
        ("lewin-2", "Another"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.md", None, "No such file"),
        ("broken.json", b'[{"id": 1,', "line 1"),
        ("latin.json", b'["\xff"]', "UTF-8"),
        ("empty.txt", b"", "empty.txt"),
    ],
)
def test_a_bad_input_is_one_line_and_the_rest_goes_on(tmp_path, capsys, name, content, said):
    good, bad = tmp_path / "good.json", tmp_path / name
    good.write_text(json.dumps([BOOK]), encoding="utf-8")
    if content is not None:
        bad.write_bytes(content)
    collected = read_items([str(bad), str(good)])
    assert (collected.items, collected.problems) == ([BOOK], 1)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


def test_a_folder_and_a_pattern_stand_for_their_documents(tmp_path, capsys):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in (2, 10):
        (texts / f"chapter {number}.txt").write_text(f"RGANI, f. {number}, op. 28, d. 412, l. 3.")
    (texts / "notes.md").write_text("RGASPI, f. 558, op. 11, d. 779.")
    places = [item["archive_location"][:8] for item in read_items([str(texts)]).items]
    assert places == ["fond 2, ", "fond 10,", "fond 558"]
    assert len(read_items([f"{texts}/*.txt"]).items) == 2
    collected = read_items([f"{texts}/*.pdf", f"{texts}/*.md"])
    assert (len(collected.items), collected.problems) == (1, 1)
    assert "no file matches" in capsys.readouterr().err
