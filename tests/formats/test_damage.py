"""Damaged files: an error of citekit or diagnostics, never another exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.errors import CitekitError
from citekit.formats import FORMATS, export, parse
from tests.formats.items import RECORDS

TEXTS = {name: export(RECORDS, name) for name in FORMATS}


def read(text, name):
    """What is read; None where citekit refuses the text. Any other exception fails the test."""
    try:
        return parse(text, name)
    except CitekitError:
        return None


@pytest.mark.parametrize("name", list(FORMATS))
@settings(max_examples=150, deadline=None)
@given(
    cut=st.floats(0, 1),
    length=st.integers(0, 40),
    put=st.text(alphabet="{}\"\\@,=#<>&[]:;\n\t-'% aZ9\x00é", max_size=6),
)
def test_a_file_that_is_damaged_somewhere_is_read_as_far_as_it_can_be(name, cut, length, put):
    text = TEXTS[name]
    at = int(cut * len(text))
    imported = read(text[:at] + put + text[at + length :], name)
    if imported is not None and name in ("ris", "bibtex"):
        assert len(imported.items) + len(imported.diagnostics) >= len(RECORDS) // 2


@pytest.mark.parametrize("name", list(FORMATS))
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_refused_or_read(name, text):
    read(text, name)
