"""What the processor once got wrong of a file without a title, seen through a draft."""

import json
import subprocess
import sys

import pytest

FILE = {
    "id": "file",
    "type": "manuscript",
    "archive": "Archive of the President of the Russian Federation (APRF)",
    "archive-place": "Moscow",
    "archive_location": "fond 3, opis 30, delo 195",
    "custom": {
        "citekit": {
            "archival": [
                {
                    "tradition": "ru",
                    "levels": [{"level": "fond", "value": "3"}],
                    "sheet_terms": {"single": "l.", "plural": "ll."},
                }
            ]
        }
    },
}
PLACE = "Archive of the President of the Russian Federation (APRF), Moscow."


@pytest.mark.parametrize(
    ("draft", "notes"),
    [
        ("A [@file, l. 16].", [f"Fond 3, opis 30, delo 195, l. 16, {PLACE}"]),
        ("A [@file, l. 16]. B.[^x] C [@file, ll. 225–226 ob.].\n\n[^x]: Else.", [
            f"Fond 3, opis 30, delo 195, l. 16, {PLACE}", f"Fond 3, opis 30, delo 195, ll. 225–226 ob., {PLACE}",
        ]),
    ],
)  # fmt: skip
def test_a_locator_is_printed_once_and_whole(tmp_path, draft, notes):
    (tmp_path / "works.json").write_text(json.dumps([FILE]))
    (tmp_path / "draft.md").write_text(draft, encoding="utf-8")
    command = [sys.executable, "-m", "citekit", "footnotes", "draft.md", "works.json", "-o", "out.md"]
    subprocess.run([*command, "--library", "none"], check=True, cwd=tmp_path, capture_output=True)
    lines = (tmp_path / "out.md").read_text("utf-8").splitlines()
    printed = [line.partition(": ")[2] for line in lines if line.startswith("[^") and "Else" not in line]
    assert printed == notes
