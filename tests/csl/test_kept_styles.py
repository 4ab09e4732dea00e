"""A compiled style that is kept: the same from several threads, and no larger however many items it prints."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from citekit.csl import Result, render, style
from citekit.csl.style import Style, compile_style
from citekit.rendering import find_style

TYPES = ("book", "article-journal", "chapter", "manuscript", "report", "thesis")


def item(number: int, thread: int) -> dict[str, Any]:
    """Items of a few kinds, so that programs of their own are made while others render."""
    made: dict[str, Any] = {
        "id": f"item-{number}",
        "type": TYPES[number % len(TYPES)],
        "title": f"The “{thread}” of {number % 4}",
        "author": [{"family": ("Smith", "Roe", "Łoś")[number % 3], "given": f"J. {'ABCDE'[number % 5]}."}],
        "issued": {"date-parts": [[1950 + number % 7]]},
    }
    if number % 2:
        made |= {"publisher": "Press", "publisher-place": "Moscow"}
    if number % 5 == 0:
        made |= {"container-title": "Journal", "volume": "4", "page": "101-109"}
    return made


def rendered(kept: Style | str, thread: int) -> Result:
    items = [item(number, thread) for number in range(120)]
    citations = [
        {"citationItems": [{"id": one["id"], "locator": "5"}], "properties": {"noteIndex": note}}
        for note, one in enumerate([*items, *items[::3]], 1)
    ]
    return render(kept, items, citations)


@pytest.fixture
def busy_threads() -> Iterator[None]:
    """Threads that take turns as often as they can, and are not traced, which would take them minutes."""
    before, tracing = sys.getswitchinterval(), threading.gettrace()
    sys.setswitchinterval(1e-6)
    threading.settrace(None)
    yield
    sys.setswitchinterval(before)
    threading.settrace(tracing)


@pytest.mark.parametrize("name", ["chicago", "chicago-author-date", "mla", "ieee"])
@pytest.mark.parametrize("kept", [True, False], ids=["a kept style", "the cache behind render"])
def test_several_threads_print_what_one_prints(name, kept, busy_threads):
    xml = find_style(name).xml
    alone = [rendered(xml, thread) for thread in range(8)]
    compile_style.cache_clear()
    used: Style | str = compile_style(xml) if kept else xml
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda thread: rendered(used, thread), range(8)))
    assert together == alone


def test_the_cache_behind_render_keeps_few_styles():
    limit = compile_style.cache_info().maxsize
    assert limit is not None
    for number in range(limit + 5):
        text = f'<style><!--{number}--><citation><layout><text value="{number}"/></layout></citation></style>'
        assert render(text, [], []).citations == []
    assert compile_style.cache_info().currsize == limit


def test_a_kept_style_stays_small(monkeypatch):
    """However many kinds of items a style prints, it keeps and counts no more than so many of them."""
    monkeypatch.setattr(style, "_MOST_PROGRAMS", 3)
    monkeypatch.setattr(style, "_MOST_COUNTED", 20)
    kept = compile_style(find_style("chicago").xml)
    items = [
        {"id": f"{kind}-{copy}", "type": "book", "title": "T", f"custom-{kind}": "x"}
        for copy in range(20)
        for kind in range(60)
    ]
    result = render(kept, items, [], nocite="all")
    assert len(result.bibliography) == len(items)
    assert kept.bibliography is not None
    assert len(kept.bibliography._special) <= 3
    assert len(kept.bibliography._uses) <= 21
