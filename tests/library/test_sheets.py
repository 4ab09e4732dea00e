"""Which sheets overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.library.sheets import backwards, overlap, sheets

numbers = st.integers(1, 99999)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("224-228", "226", True),
        ("224–228", "229", False),
        ("224-228", "л. 228 об.", True),
        ("12", "12 об.", True),
        ("12r", "12v", False),
        ("148r-149v, 160r-v", "160v", True),
        ("148r-149v, 160r-v", "150", False),
        ("45–9", "47", True),
        ("7–11 and 45–9", "12", False),
        ("12а", "12", False),
        ("11-13", "12а", True),
        ("1, 3, 5", "2, 4", False),
        ("ll. 67-70", "70", True),
    ],
)
def test_overlap(one: str, other: str, both: bool) -> None:
    first, second = sheets(one), sheets(other)
    assert first is not None
    assert second is not None
    assert overlap(first, second) is both
    assert overlap(second, first) is both


@pytest.mark.parametrize("value", ["", "passim", "4-", "1-2-3", "67 (А)", "5; passim", "x12"])
def test_what_is_no_sheets_is_said_to_be_none(value: str) -> None:
    assert sheets(value) is None


def test_a_run_may_be_backwards() -> None:
    assert backwards("228-224")
    assert not backwards("224-28")
    assert not backwards("12-12 об.")


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5), numbers)
def test_a_sheet_overlaps_just_the_runs_that_hold_it(runs: list[tuple[int, int]], sheet: int) -> None:
    ordered = [tuple(sorted(run)) for run in runs]
    value = ", ".join(f"{first}-{last}" for first, last in ordered)
    read = sheets(value)
    alone = sheets(str(sheet))
    assert read is not None
    assert alone is not None
    assert overlap(read, alone) is any(first <= sheet <= last for first, last in ordered)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = sheets(text)
    assert read is None or all(isinstance(run, tuple) for run in read)
