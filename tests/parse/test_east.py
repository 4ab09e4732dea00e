"""Golden citations of eastern Europe and Asia (``east.toml``), and what must hold for each of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import citekit
from citekit.archives.traditions import traditions
from citekit.csl_json.location import location
from citekit.model import ArchivalReference

GOLDEN = tomllib.loads((Path(__file__).parent / "east.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case["text"], case["references"], tradition, id=f"{tradition}-{number}")
    for tradition, cases in GOLDEN.items()
    for number, case in enumerate(cases)
]
TEXTS = [case["text"] for cases in GOLDEN.values() for case in cases]
SENTENCE = "A sentence of plain words stands between the two of them and says nothing of archives."
REGION = "ru uk be pl cz hu ro bg yu al lt lv ee ge am az kz uz mn cn jp kr vn tr".split()


def references(text: str) -> list[ArchivalReference]:
    return [reference for record in citekit.extract(text) for reference in record.archival]


def said(reference: ArchivalReference) -> str:
    levels = " ".join(f"{level.level}={level.value}" for level in reference.levels)
    return f"{reference.repository or ''}: {levels}"


@pytest.mark.parametrize("tradition", REGION)
def test_every_tradition_of_the_region_has_golden_citations(tradition: str) -> None:
    assert tradition in traditions()
    assert GOLDEN[tradition]


@pytest.mark.parametrize(("text", "expected", "tradition"), CASES)
def test_a_citation_gives_its_archive_and_its_levels(text: str, expected: list[str], tradition: str) -> None:
    found = references(text)
    assert [said(reference) for reference in found] == expected
    assert found[0].tradition == tradition


@pytest.mark.parametrize(("text", "expected", "tradition"), CASES)
def test_every_span_reproduces_what_was_read(text: str, expected: list[str], tradition: str) -> None:
    for record in citekit.extract(text):
        assert record.span is not None
        for reference in record.archival:
            assert reference.span is not None
            assert record.span.holds(reference.span)
            assert (reference.repository or "") in text
            for level in reference.levels:
                assert level.span is not None
                assert level.value in level.span.of(text)


@pytest.mark.parametrize(("text", "expected", "tradition"), CASES)
def test_what_is_printed_is_read_as_the_same(text: str, expected: list[str], tradition: str) -> None:
    """Text -> record -> printed reference -> record: the same levels, and printed again it is the same."""
    for reference in references(text):
        if reference.repository is None or not reference.levels:
            continue
        printed = location([reference])
        (again,) = references(f"{reference.repository}, {printed}")
        assert [level.level for level in again.levels] == [level.level for level in reference.levels]
        assert location([again]) == printed
        assert again.repository == reference.repository


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_two_notes_give_what_each_of_them_gives(first: str, second: str) -> None:
    apart = [said(reference) for text in (first, second) for reference in references(text)]
    paragraphs = f"{SENTENCE}\n\n\n{first}\n\n\n{SENTENCE}\n\n\n{second}\n\n\n{SENTENCE}"
    assert [said(reference) for reference in references(paragraphs)] == apart
    notes = f"{SENTENCE}[1] {SENTENCE}[2]\n\nNotes\n\n1. {first}\n2. {second}\n"
    assert [said(reference) for reference in references(notes)] == apart


@pytest.mark.parametrize("tradition", traditions().values(), ids=lambda tradition: tradition.id)
def test_every_word_that_is_printed_is_read(tradition) -> None:
    """The words of ``archive_location`` are level words of the tradition, or of all."""
    known = {
        fold
        for table in (tradition.before, tradition.after, traditions()["collection"].before)
        for words in table.values()
        for fold in map(_folded, words)
    }
    printed = [
        word for words in tradition.words.values() for word in ([words] if isinstance(words, str) else words)
    ]
    assert {_folded(word) for word in printed if word} <= known


def _folded(word: str) -> str:
    return word.casefold().strip(" .").replace(" ", "").replace(".", "")


PROSE = (Path(__file__).parent / "east-prose.txt").read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize("paragraph", PROSE)
def test_running_text_without_archives_gives_no_reference(paragraph: str) -> None:
    assert [said(reference) for reference in references(paragraph)] == []
    note = f"{SENTENCE}[1]\n\nNotes\n\n1. {paragraph}\n"
    assert [said(reference) for reference in references(note)] == []
