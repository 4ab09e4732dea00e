"""The notes of one draft are the same words in every format, with the real processor and real records."""

import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
DRAFT = """\
---
title: Notes
---

The ambassador protested [@fedorenko-1956-report, l. 225]. He did so twice [@fedorenko-1956-report, l. 226].
Creel told House [see *esp.* @creel-1918].[^own] The cable [@cable-terebin-stalin-1948; @johnson-1937-memorandum].

[^own]: [@fedorenko-1956-report, l. 227]; but compare [@creel-1918].
"""


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notes")
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    command = [sys.executable, "-m", "citekit", "footnotes", "draft.md", "--library", str(ROOT / "records")]
    for suffix in ("md", "html", "tex", "docx", "odt"):
        done = subprocess.run(
            [*command, "-o", f"out.{suffix}"], capture_output=True, text=True, check=False, cwd=folder
        )
        assert done.returncode == 0, done.stderr
    return {
        "md": _markdown((folder / "out.md").read_text("utf-8")),
        "html": _tagged((folder / "out.html").read_text("utf-8"), r'<li id="fn\d+">(.*?)</li>'),
        "tex": _latex((folder / "out.tex").read_text("utf-8")),
        "docx": _tagged(
            _part(folder / "out.docx", "word/footnotes.xml"), r'<w:footnote w:id="\d+">(.*?)</w:footnote>'
        ),
        "odt": _tagged(_part(folder / "out.odt", "content.xml"), r"<text:note-body>(.*?)</text:note-body>"),
    }


def _part(path, name):
    with ZipFile(path) as file:
        return file.read(name).decode()


def _tagged(text, pattern):
    return [_words(re.sub(r"<[^>]*>", "", found)) for found in re.findall(pattern, text, re.DOTALL)]


def _markdown(text):
    by_label = dict(re.findall(r"^\[\^(\w+)\]: (.*)$", text, re.MULTILINE))
    calls = re.findall(r"\[\^(\w+)\](?!:)", text)
    return [_words(re.sub(r"[*\\<>]", "", by_label[label])) for label in calls]


def _latex(text):
    found = re.findall(r"\\footnote\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", text)
    return [_words(re.sub(r"\\(?:emph|url)|[{}]", "", note)) for note in found]


def _words(text):
    for typed, printed in (("``", "“"), ("''", "”"), ("--", "–"), ("&amp;", "&"), ("↩", ""), ("~", " ")):
        text = text.replace(typed, printed)
    return " ".join(text.split())


def test_the_notes_are_those_of_chicago(notes):
    assert len(notes["md"]) == 5
    assert notes["md"][0].startswith("“Report by N.T. Fedorenko on a Conversation with Ri Sang-jo")
    assert "l. 225" in notes["md"][0]
    assert notes["md"][1] == "“Report by N.T. Fedorenko,” l. 226."
    assert notes["md"][2].startswith("See esp. George Creel to Colonel House, September 25, 1918")
    assert notes["md"][3].startswith("“Report by N.T. Fedorenko,” l. 227; but compare (Creel to House")
    assert "; Alvin Johnson" in notes["md"][4]


@pytest.mark.parametrize("suffix", ["html", "tex", "docx", "odt"])
def test_every_format_has_the_same_notes(notes, suffix):
    assert notes[suffix] == notes["md"]


def test_words_between_works_keep_their_order_in_a_style_that_sorts(tmp_path):
    (tmp_path / "draft.md").write_text("So [see @b, 3; also @a]. And [@b; @a].\n\n---\n", encoding="utf-8")
    works = [
        {
            "id": key,
            "type": "book",
            "title": key,
            "author": [{"family": name}],
            "issued": {"date-parts": [[2000]]},
        }
        for key, name in (("a", "Adams"), ("b", "Baker"))
    ]
    (tmp_path / "works.json").write_text(json.dumps(works))
    command = [
        sys.executable,
        "-m",
        "citekit",
        "footnotes",
        "draft.md",
        "works.json",
        "-o",
        "out.md",
        "-s",
        "apa",
    ]
    subprocess.run([*command, "--library", "none"], check=True, cwd=tmp_path, capture_output=True)
    first = (tmp_path / "out.md").read_text("utf-8").split("\n")[0]
    assert first == "So (see Baker, 2000, p. 3; also Adams, 2000). And (Adams, 2000; Baker, 2000)."
