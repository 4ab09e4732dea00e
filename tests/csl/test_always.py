"""What holds for every item, style and document, whatever is in it."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.csl import render
from citekit.csl.item import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from citekit.csl.style import compile_style
from citekit.rendering import find_style

NAMES = ("chicago", "chicago-author-date", "mla", "apa", "ieee", "gost", "oscola")
TYPES = """article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
periodical personal_communication post post-weblog regulation report review review-book software song speech
standard thesis treaty webpage""".split()
STRINGS = """title title-short container-title publisher publisher-place archive archive_location archive-place
source URL DOI genre medium abstract note language collection-title event-title section""".split()

text = st.text(max_size=30) | st.sampled_from(
    [
        "<i>A</i> b",
        "“A ‘b’”",
        "a <b>c",
        'the "long" telegram',
        "О'Нил",
        "毛泽东",
        "A. B.",
        "Why?",
        "  ",
        "&lt;",
    ]
)
person = st.one_of(
    st.fixed_dictionaries(
        {"family": text}, optional={"given": text, "suffix": text, "dropping-particle": text}
    ),
    st.fixed_dictionaries({"literal": text}),
)
numbers = st.integers(-3000, 3000)
date = st.one_of(
    st.fixed_dictionaries(
        {"date-parts": st.lists(st.lists(numbers, min_size=1, max_size=3), min_size=1, max_size=2)},
        optional={"circa": st.booleans(), "season": st.integers(0, 30)},
    ),
    st.fixed_dictionaries({"literal": text}),
    st.fixed_dictionaries({"raw": text}),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
valid_item = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES), "title": text},
    optional={
        **{name: text for name in STRINGS if name != "title"},
        **{name: st.lists(person, max_size=4) for name in ("author", "editor", "translator")},
        **dict.fromkeys(("issued", "accessed", "original-date"), date),
        **{name: text | st.integers(0, 9999) for name in ("volume", "issue", "page", "edition", "number")},
    },
)
VARIABLES = sorted({"type", "id", "custom", *STRINGS, *NAME_VARIABLES, *DATE_VARIABLES, *NUMBER_VARIABLES})
any_item = st.dictionaries(st.sampled_from(VARIABLES), anything, max_size=8)


@cache
def xml(name: str) -> str:
    return find_style(name).xml


def with_ids(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**item, "id": f"i{place}"} for place, item in enumerate(items)]


def cite_each(items: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    return [
        {"citationItems": [{"id": item["id"], **more}], "properties": {"noteIndex": place}}
        for place, item in enumerate(items, 1)
    ]


@settings(max_examples=100, deadline=None)
@given(
    items=st.lists(any_item, max_size=3),
    name=st.sampled_from(NAMES),
    locator=text,
    output=st.sampled_from(["html", "latex"]),
)
def test_any_item_renders(items, name, locator, output):
    ids = [str(item.get("id", f"item-{place}")) for place, item in enumerate(items, 1)]
    citations = cite_each([{"id": key} for key in ids], locator=locator, prefix=locator, suffix=locator)
    before = copy.deepcopy(items)
    result = render(xml(name), items, citations, output=output)
    assert len(result.citations) == len(citations)
    assert len(result.bibliography) == len(result.ids)
    assert repr(items) == repr(before)


class _Open(HTMLParser):
    """The tags that are open, and whether one was closed that was not the last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.crossed = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.crossed = self.crossed or not self.open or self.open.pop() != tag


@settings(max_examples=50, deadline=None)
@given(items=st.lists(valid_item, min_size=1, max_size=3), name=st.sampled_from(NAMES))
def test_html_is_well_formed(items, name):
    items = with_ids(items)
    result = render(xml(name), items, cite_each(items))
    for printed in [*result.citations, *result.bibliography]:
        tags = _Open()
        tags.feed(printed)
        assert not tags.crossed, printed
        assert not tags.open, printed


@settings(max_examples=50, deadline=None)
@given(items=st.lists(valid_item, min_size=1, max_size=3), name=st.sampled_from(NAMES))
def test_every_output_says_the_same_words(items, name):
    """Text, and the runs that make it, are what HTML shows once its tags are gone, spaces apart."""
    items = with_ids(items)
    html, words, runs = (
        render(xml(name), items, cite_each(items), output=output) for output in ("html", "text", "runs")
    )
    assert html.ids == words.ids == runs.ids
    for plain, parts in zip(
        [*words.citations, *words.bibliography], [*runs.citations, *runs.bibliography], strict=True
    ):
        assert "".join(plain.split()) == "".join("".join(run.text for run in parts).split())


@settings(max_examples=40, deadline=None)
@given(items=st.lists(valid_item, min_size=1, max_size=3), name=st.sampled_from(NAMES))
def test_the_same_input_prints_the_same(items, name):
    items = with_ids(items)
    assert render(xml(name), items, cite_each(items)) == render(xml(name), items, cite_each(items))


@settings(max_examples=40, deadline=None)
@given(item=valid_item, name=st.sampled_from(NAMES), locator=st.sampled_from(["", "5", "5-7"]))
def test_a_citation_alone_is_the_first_of_a_document(item, name, locator):
    items = with_ids([item])
    cites = cite_each(items, locator=locator)
    alone = render(xml(name), items, cites, document=False)
    assert alone == render(xml(name), items, cites, document=True)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), items=st.lists(valid_item, min_size=2, max_size=4), name=st.sampled_from(NAMES))
def test_the_order_in_which_items_are_handed_over_changes_nothing(data, items, name):
    items = with_ids(items)
    shuffled = data.draw(st.permutations(items))
    one, other = (render(xml(name), order, cite_each(items)) for order in (items, shuffled))
    assert one[:3] == other[:3]
    assert sorted(one.warnings) == sorted(other.warnings)


TITLED = [
    {"id": f"i{place}", "type": "book", "title": f"Title {place}", "author": [{"family": family, "given": "A."}],
     "issued": {"date-parts": [[1950 + place % 3]]}}
    for place, family in enumerate(["Zubok", "Abe", "Moe", "Zubok", "Lewin", "Abe"] * 3)
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_style_serves_several_threads(name):
    style = compile_style(xml(name))
    citations = cite_each(TITLED)
    wanted = render(style, TITLED, citations)
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: render(style, TITLED, citations), range(24)))
    assert all(result == wanted for result in done)
