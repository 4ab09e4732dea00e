"""Dates: a date says no more than its text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.model import Span
from citekit.parse.dates import find_dates


def dates_of(text: str) -> list[tuple]:
    return [(date.start, date.end) for date in find_dates(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("September 5, 1956", (1956, 9, 5), None),
        ("September 02, 1953", (1953, 9, 2), None),
        ("5 September 1956", (1956, 9, 5), None),
        ("5 сентября 1956 г.", (1956, 9, 5), None),
        ("5 вересня 1956 р.", (1956, 9, 5), None),
        ("1. Januar 1953", (1953, 1, 1), None),
        ("20 май 1947 г.", (1947, 5, 20), None),
        ("12 października 1970 r.", (1970, 10, 12), None),
        ("1967. október 24", (1967, 10, 24), None),
        ("5.IX.56", (1956, 9, 5), None),
        ("16.I.1981 r.", (1981, 1, 16), None),
        ("昭和6年9月18日", (1931, 9, 18), None),
        ("大正元年", (1912,), None),
        ("31 iiulia 1958 g.", (1958, 7, 31), None),
        ("12 sentyabrya 1949 goda", (1949, 9, 12), None),
        ("21 July, 30 Sept. and 15 Dec. 1959", (1959, 7, 21), (1959, 12, 15)),
        ("3, 9 and 12 May 1956", (1956, 5, 3), (1956, 5, 12)),
        ("17.03.1956", (1956, 3, 17), None),
        ("1956年9月5日", (1956, 9, 5), None),
        ("июль 1954", (1954, 7), None),
        ("1954", (1954,), None),
        ("28 July and 24 Aug. 1961", (1961, 7, 28), (1961, 8, 24)),
        ("12 and 16 Jan. 1961", (1961, 1, 12), (1961, 1, 16)),
        ("May 5–7, 1956", (1956, 5, 5), (1956, 5, 7)),
        ("30 August – 2 September 1956", (1956, 8, 30), (1956, 9, 2)),
        ("1790—1803", (1790,), (1803,)),
        ("7 gennaio 1736 al 29 dicembre 1736", (1736, 1, 7), (1736, 12, 29)),
    ],
)
def test_date_is_read(text: str, start: tuple, end: tuple | None) -> None:
    assert dates_of(text) == [(start, end)]


@pytest.mark.parametrize("text", ["2002-113", "99/1956", "9401/1a/135", "106-01479-03", "F. 451", "Ф. 17"])
def test_shelf_mark_is_no_date(text: str) -> None:
    assert dates_of(text) == []


def test_circa_and_bounds_are_kept() -> None:
    text = "ca. 1956; no earlier than 5 May 1957"
    first, second = find_dates(text, Span(0, len(text)))
    assert (first.start, first.circa) == ((1956,), True)
    assert second.literal == "no earlier than 5 May 1957"


def test_day_that_no_calendar_has_keeps_its_words() -> None:
    text = "31 February 1956"
    (date,) = find_dates(text, Span(0, len(text)))
    assert (date.start, date.literal) == ((), text)


@given(st.dates().filter(lambda day: day.year >= 1400))
def test_every_day_is_read_back(day) -> None:
    months = "January February March April May June July August September October November December".split()
    if day.year > 2099:
        return
    text = f"{months[day.month - 1]} {day.day}, {day.year}"
    assert dates_of(text) == [((day.year, day.month, day.day), None)]


@given(st.text(alphabet="0123456789./-–—, IVXмайMay1956", max_size=60))
def test_spans_hold_and_never_overlap(text: str) -> None:
    spans = [date.span for date in find_dates(text, Span(0, len(text)))]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
