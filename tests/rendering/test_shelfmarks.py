import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.archives.traditions import traditions
from citekit.rendering.shelfmarks import Form, form_of, in_form

STYLES = ("gost-r-7-0-5-2008-archival", "soviet-history-short", "bundesarchiv", "national-archives-uk")

values = st.from_regex(r"[0-9A-ZА-Я]{1,4}([-–/][0-9]{1,4})?", fullmatch=True)


@st.composite
def references(draw):
    tradition = draw(st.sampled_from(sorted(traditions())))
    chain = traditions()[tradition].chain
    chosen = draw(st.lists(st.sampled_from(chain), min_size=1, unique=True))
    label = st.none() | st.sampled_from(["f.", "Ф.", "Nr.", "ed. khr."])
    levels = [{"level": level, "value": draw(values), "label": draw(label)} for level in chosen]
    return {
        "repository": draw(st.sampled_from(["RGANI", "ЦГАЛИ", "X"])),
        "tradition": tradition,
        "levels": levels,
    }


@given(st.lists(references(), min_size=1, max_size=3), st.sampled_from(STYLES))
def test_no_value_of_a_shelf_mark_is_lost(found, style):
    item = {"id": "x", "type": "manuscript", "custom": {"citekit": {"archival": found}}}
    prepared = in_form(item, form_of(style))
    printed = f"{prepared.get('archive_location', '')} {prepared.get('dimensions', '')}"
    for reference in found:
        for level in reference["levels"]:
            assert re.sub("[-–]", "–", level["value"]) in printed.replace("-", "–")


@pytest.mark.parametrize(
    "custom",
    [
        None,
        "x",
        {"citekit": None},
        {"citekit": {"archival": None, "credits": 3}},
        {"citekit": {"archival": [1]}},
    ],
)
def test_a_broken_custom_field_leaves_the_item_as_it_is(custom):
    item = {"id": "x", "type": "manuscript", "archive": "RGANI", "custom": custom}
    assert in_form(item, Form()) == item


def test_a_reference_without_levels_keeps_its_archive():
    item = {"id": "x", "type": "manuscript", "custom": {"citekit": {"archival": [{"repository": "RGANI"}]}}}
    assert in_form(item, Form())["archive"] == "RGANI"
    assert "archive_location" not in in_form(item, Form())
