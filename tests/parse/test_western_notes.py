"""Notes as historians of Western Europe, the Americas and international organisations write them: what each says,
and what must hold for all of them. ``western-notes.txt`` has a note, then a line for each of its references."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit.csl_json.location import location
from citekit.model import ArchivalReference


def _notes() -> Iterator[tuple[str, list[str]]]:
    blocks = Path(__file__).with_name("western-notes.txt").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        note, *references = block.strip().splitlines() or [""]
        if references:
            yield note, [line.strip() for line in references]


NOTES = list(_notes())


def _references(text: str) -> list[ArchivalReference]:
    return [reference for record in citekit.extract(text) for reference in record.archival]


def _said(reference: ArchivalReference) -> str:
    levels = "; ".join(f"{level.level}={level.value}" for level in reference.levels)
    return f"{reference.repository or '?'}: {levels}"


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_note_is_read_whole(note: str, expected: list[str]) -> None:
    assert [_said(reference) for reference in _references(note)] == expected


@pytest.mark.parametrize("note", [note for note, _ in NOTES])
def test_every_span_reproduces_its_value(note: str) -> None:
    for reference in _references(note):
        for level in reference.levels:
            assert level.span is not None
            assert level.value in level.span.of(note)


@pytest.mark.parametrize("note", [note for note, _ in NOTES])
def test_what_is_printed_is_read_as_what_it_was(note: str) -> None:
    for reference in _references(note):
        printed = f"{reference.repository or ''}, {location([reference])}".strip(", ")
        again = [_values(other) for other in _references(printed)]
        assert again == [_values(reference)]


def _values(reference: ArchivalReference) -> list[tuple[str, str]]:
    return [(level.level, level.value.replace("–", "-")) for level in reference.levels]


@settings(max_examples=60)
@given(st.sampled_from(NOTES), st.sampled_from(NOTES))
def test_two_notes_give_what_each_gives(first: tuple[str, list[str]], second: tuple[str, list[str]]) -> None:
    text = f"One.[^1] Two.[^2]\n\n[^1]: {first[0]}\n[^2]: {second[0]}\n"
    assert [_said(reference) for reference in _references(text)] == [*first[1], *second[1]]
