import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.manuscript.check import CHECKS, check_draft
from citekit.read import read_bytes

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"
EXAMPLES = dict(re.findall(r"^## `([\w-]+)`\n.*?```markdown\n(.*?)```", DOCS.read_text("utf-8"), re.M | re.S))


def draft(notes):
    labels = re.findall(r"^\[\^(\d+)\]:", notes, re.MULTILINE)
    return f"{' '.join(f'Text[^{label}].' for label in labels)}\n\n{notes}"


def codes(notes):
    text = draft(notes)
    return [finding.code for finding in check_draft(read_bytes(text.encode(), "draft.md"), text)]


def test_every_code_is_documented_in_its_order():
    assert list(EXAMPLES) == list(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
def test_the_documented_example_is_found_and_nothing_else(code):
    assert set(codes(EXAMPLES[code])) == {code}


@pytest.mark.parametrize(
    "notes",
    [
        # An abbreviation that is introduced, a locator out of a document's range, a whole fond.
        "[^1]: Russian State Archive of Contemporary History (RGANI), f. 5, op. 28, d. 412, ll. 224–228.\n"
        "[^2]: RGANI, f. 5, op. 28, d. 412, l. 225.\n",
        "[^1]: RGASPI, f. 558.\n",
        "[^1]: RGANI, f. 5, op. 28, d. 412, ll. 124–25.\n[^2]: Ibid., l. 126.\n[^3]: Ibid.\n",
        "[^1]: RGANI, f. 5, op. 28, d. 412, ll. 225 ob.–226.\n",
        "[^1]: Lankov, *Crisis in North Korea*, p. 5.\n[^2]: Ibid., p. 7.\n",
        "[^1]: AVPRF, f. 0102, op. 11, p. 60, d. 7, ll. 12–15.\n",
        "[^1]: РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224–228.\n[^2]: Там же. Л. 230.\n",
        "[^1]: George Creel to Colonel House, September 25, 1918, box 3, folder 2, Edward M. House Papers, "
        "Yale University Library, New Haven.\n",
        "[^1]: Khrushchev to Kim, RGANI, f. 5, op. 28, d. 410, l. 3.\n"
        "[^2]: Khrushchev’s reply, RGANI, f. 5, op. 28, d. 410, l. 4.\n",
    ],
)
def test_sound_notes_are_left_in_peace(notes):
    assert codes(notes) == []


@pytest.mark.parametrize(
    ("notes", "says"),
    [
        ("[^1]: RGANI, f. 5, op. 28, d. 1, l. 5 ob.–5.\n", "l. 5 ob.–5 ends before it begins"),
        (
            "[^1]: RGANI, f. 5, op. 28, d. 1, l. 2.\n[^2]: Much was said.\n[^3]: Ibid.\n",
            "which cites nothing",
        ),
        ("[^1]: RGANI, оp. 28, f. 5, d. 1, l. 2.\n", "cyrillic small o"),
        ("[^1]: Kim, Seoul, pp. 5, с. 7, and more.\n", "in a note of Latin letters"),
    ],
)
def test_a_finding_says_what_is_wrong(notes, says):
    text = draft(notes)
    messages = [finding.message for finding in check_draft(read_bytes(text.encode(), "draft.md"), text)]
    assert any(says in message for message in messages), messages


def run(folder, *arguments):
    command = [sys.executable, "-m", "citekit", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_the_command_names_file_line_note_and_code(tmp_path):
    (tmp_path / "draft.md").write_text(draft(EXAMPLES["sheets-backwards"]))
    done = run(tmp_path, "draft.md")
    assert done.stdout == "draft.md:3: note 1: ll. 63–60 ends before it begins [sheets-backwards]\n"
    assert (done.returncode, done.stderr) == (1, "citekit: 1 drafts, 1 findings\n")
    (found,) = json.loads(run(tmp_path, "draft.md", "--json").stdout)
    assert (found["file"], found["line"], found["note"]) == ("draft.md", 3, "1")
    log = json.loads(run(tmp_path, "draft.md", "--sarif").stdout)
    assert log["version"] == "2.1.0"
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == set(CHECKS)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["missing.docx"], 1, "missing.docx: No such file"),
        (["draft.md", "a-key"], 2, "by themselves"),
        (["draft.md", "--fix"], 2, "without --fix"),
        (["bad.docx", "draft.md"], 1, "bad.docx"),
    ],
)
def test_what_cannot_be_checked_is_said_and_the_rest_goes_on(tmp_path, arguments, status, said):
    (tmp_path / "draft.md").write_text("Text.\n")
    (tmp_path / "bad.docx").write_bytes(b"PK nothing")
    done = run(tmp_path, *arguments)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_short_form_and_a_full_citation_in_one_note_are_two_documents():
    first = '"Report on the Plenum of August", September 5, 1956, RGANI, f. 5, op. 28, d. 412, l. 2.'
    second = '"Report on the Plenum of August," l. 3; also "Letter to the Politburo", 1957, RGANI, f. 5, op. 28, d. 9, l. 1.'
    assert codes(f"[^1]: {first}\n[^2]: {second}\n") == []
