"""An engine whose output says what it was asked, so that these tests are about drafts and not about CSL."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from citekit.rendering import engine, find_style

ITEMS = {
    "fed": {
        "id": "fed",
        "type": "manuscript",
        "title": "Report by Fedorenko",
        "archive": "RGANI",
        "archive_location": "fond 5, opis 28, delo 412, listy 224–228",
    },
    "lankov": {"id": "lankov", "type": "book", "title": "Crisis", "author": [{"family": "Lankov"}]},
    "szalontai": {"id": "szalontai", "type": "book", "title": "Kim", "author": [{"family": "Szalontai"}]},
}


def _cite(item, cite, later):
    author = (item.get("author") or [{}])[0].get("family", "")
    if cite.get("author-only"):
        return author
    title = f"<i>{item['title']}</i>" if author else f"“{item['title']}”"
    parts = [] if cite.get("suppress-author") or not author else [author]
    parts.append(f"short {title}" if later else title)
    if "locator" in cite:
        parts.append(f"{cite['label']} {cite['locator']}")
    return cite.get("prefix", "") + ", ".join(parts) + cite.get("suffix", "")


def render(style_xml, items, citations, *, locale=None, output="html", nocite=(), document=True):
    by_id = {item["id"]: item for item in items}
    in_notes = 'class="note"' in style_xml
    seen, printed, last = {}, [], None
    for citation in citations:
        cites = citation["citationItems"]
        number = citation["properties"]["noteIndex"]
        if in_notes and len(cites) == 1 and last == cites[0]["id"] and "locator" not in cites[0]:
            shown = "ibid"
        else:
            shown = "; ".join(_cite(by_id[cite["id"]], cite, cite["id"] in seen) for cite in cites)
        seen |= dict.fromkeys(cite["id"] for cite in cites)
        last = cites[0]["id"] if len(cites) == 1 else None
        only = any(cite.get("author-only") for cite in cites)
        printed.append(shown if only else f"{shown}." if in_notes else f"({shown})")
        assert isinstance(number, int)
    ids = list(by_id) if nocite == "all" else [*seen, *(key for key in nocite if key not in seen)]
    entries = [f"{by_id[key]['title']}." for key in sorted(ids)]
    return SimpleNamespace(citations=printed, bibliography=entries, ids=sorted(ids), warnings=[])


@pytest.fixture(autouse=True)
def telling_engine(monkeypatch):
    module = ModuleType("telling_engine")
    module.render = render
    monkeypatch.setitem(sys.modules, "telling_engine", module)
    monkeypatch.setitem(engine.ENGINES, engine.DEFAULT_ENGINE, "telling_engine")


@pytest.fixture
def items():
    return ITEMS


@pytest.fixture(scope="session")
def notes_style():
    return find_style("chicago")


@pytest.fixture(scope="session")
def author_date_style():
    return find_style("chicago-author-date")
