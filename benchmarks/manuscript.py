"""Footnotes of a long draft, beside pandoc --citeproc on the same draft, works and style, in one run.

    pip install pypandoc_binary
    python benchmarks/manuscript.py [--notes 3000]

Prints for each output format the seconds of both, whole processes with their start, and the ratio; then how
many of the notes are the same text, and the first that differ.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from citekit.rendering import find_style

WORDS = (
    "The ambassador reported that the plenum had been put off and asked for instructions from the centre "
    "while the archive keeps several copies of the telegram with marks in pencil on the cover of the file"
).split()
LOCATORS = ("", ", 5", ", 12–14", ", p. 3", ", pp. 33-35", ", chap. 4", " and *passim*")


def works(count: int, chance: random.Random) -> list[dict[str, object]]:
    """Books and archival documents in equal numbers."""
    made: list[dict[str, object]] = []
    for number in range(count):
        year = chance.randint(1945, 2020)
        name = {
            "family": f"Author{number % (count * 2 // 3)}",
            "given": chance.choice(("Anna", "Boris", "Carl")),
        }
        item: dict[str, object] = {
            "id": f"work-{number}",
            "issued": {"date-parts": [[year, 5, 1 + number % 28]]},
        }
        if number % 2:
            item |= {
                "type": "book",
                "title": f"A History of the Matter, Part {number}",
                "author": [name],
                "publisher": "Stanford University Press",
                "publisher-place": "Stanford",
            }
        else:
            item |= {
                "type": "manuscript",
                "title": f"Report on a Conversation with Delegate {number}",
                "author": [name],
                "archive": "Russian State Archive of Contemporary History (RGANI)",
                "archive-place": "Moscow",
                "archive_location": f"fond 5, opis 28, delo {number}",
            }
        made.append(item)
    return made


def draft(notes: int, keys: list[str], chance: random.Random) -> str:
    """A draft of as many notes, some of two works, in paragraphs of five sentences."""
    paragraphs = []
    for start in range(0, notes, 5):
        sentences = []
        for _ in range(start, min(start + 5, notes)):
            words = " ".join(chance.choices(WORDS, k=24))
            cites = f"@{chance.choice(keys)}{chance.choice(LOCATORS)}"
            if chance.random() < 0.1:
                cites = f"see {cites}; also @{chance.choice(keys)}"
            sentences.append(f"{words} [{cites}].")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n\n# Bibliography\n"


def seconds(command: list[str]) -> float:
    """How long a process takes from start to end; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def notes_of(path: Path) -> list[str]:
    """The notes of a Markdown file in their order, in one way of writing the same."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^\[\^[^\]]+\]: (.*?)(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    return [_same(note) for note in found]


def _same(note: str) -> str:
    note = " ".join(note.split()).replace("\\", "")
    for typed, printed in (
        ("---", "—"),
        ("--", "–"),
        ("...", "…"),
        ("“", '"'),
        ("”", '"'),
        ("’", "'"),
        ("‘", "'"),
    ):
        note = note.replace(typed, printed)
    return note


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=3000)
    parser.add_argument("--style", default="chicago-notes-bibliography")
    asked = parser.parse_args()
    import pypandoc

    chance = random.Random(5)
    items = works(max(10, asked.notes // 10), chance)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "works.json").write_text(json.dumps(items), encoding="utf-8")
        text = draft(asked.notes, [str(item["id"]) for item in items], chance)
        (folder / "draft.md").write_text(text, encoding="utf-8")
        (folder / "style.csl").write_text(find_style(asked.style).xml, encoding="utf-8")
        print(f"{asked.notes} notes, {len(items)} works, {len(text) / 1e6:.1f} MB, {asked.style}")
        print(f"{'to':<10}{'citekit s':>10}{'pandoc s':>10}{'ratio':>8}")
        for to, suffix in (("markdown", "md"), ("docx", "docx"), ("html", "html"), ("odt", "odt")):
            ours = [
                sys.executable, "-m", "citekit", "footnotes", f"{folder}/draft.md", f"{folder}/works.json",
                "-o", f"{folder}/ours.{suffix}", "--style", f"{folder}/style.csl", "--library", f"{folder}/none",
            ]  # fmt: skip
            theirs = [
                pypandoc.get_pandoc_path(), f"{folder}/draft.md", "--citeproc", "--wrap=none", "--bibliography",
                f"{folder}/works.json", "--csl", f"{folder}/style.csl", "-o", f"{folder}/theirs.{suffix}",
                "-t", "markdown-citations" if to == "markdown" else to,
            ]  # fmt: skip
            own, other = min(seconds(ours) for _ in range(2)), min(seconds(theirs) for _ in range(2))
            print(f"{to:<10}{own:>10.2f}{other:>10.2f}{other / own:>8.1f}")
        pairs = list(zip(notes_of(folder / "ours.md"), notes_of(folder / "theirs.md"), strict=True))
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        print(f"the same text: {len(pairs) - len(differing)} of {len(pairs)} notes")
        for ours_note, theirs_note in differing[:5]:
            print(f"  citekit {ours_note}\n  pandoc  {theirs_note}")


if __name__ == "__main__":
    main()
