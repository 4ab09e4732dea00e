"""What looks like a shelf-mark and is none: music, law, patents, regiments, scripture, versions, addresses.
``distractors.txt`` has one a line."""

from pathlib import Path

import pytest

import citekit

LINES = Path(__file__).with_name("distractors.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_alone_it_is_no_reference(line: str) -> None:
    assert citekit.extract(line) == []


def test_in_a_document_none_is_a_reference() -> None:
    calls = " ".join(f"[{number}]" for number, _ in enumerate(LINES, 1))
    notes = "\n".join(f"{number}. {line}" for number, line in enumerate(LINES, 1))
    assert citekit.extract(f"A text. {calls}\n\nNotes\n\n{notes}") == []


def test_in_brackets_of_running_text_none_is_a_reference() -> None:
    around = "It was said by many who were there and did not know what to think of it. "
    text = "\n\n".join(f"{around}This we know ({line.rstrip('.')}). {around}" for line in LINES)
    assert citekit.extract(text) == []
