"""Pages of digital archives and catalogues, in the layouts that they have, and the one record that each gives.

``pages/golden.json`` gives for each page its records; a page that is read better than that changes it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit.model import BlockKind, Document
from citekit.read import read_bytes

PAGES = Path(__file__).parent / "pages"
GOLDEN: dict[str, list[dict[str, Any]]] = json.loads((PAGES / "golden.json").read_text(encoding="utf-8"))
SAMPLE = Path(__file__).parent.parent / "samples" / "fedorenko-1956.md"
_NOT_COMPARED = {"id", "citation-key", "title-short", "custom", "type"}


def records_of(document: Document) -> list[dict[str, Any]]:
    """What each record says, its CSL fields and what the page says beside them."""
    found = []
    for record in citekit.extract(document):
        item: dict[str, Any] = dict(citekit.to_csl(record))
        own = item["custom"]["citekit"]
        beside = ("original_language", "document", "credits", "named_authors", "also")
        said = {name: value for name, value in item.items() if name not in _NOT_COMPARED}
        found.append(said | {name: own[name] for name in beside if name in own})
    return found


@pytest.mark.parametrize("name", GOLDEN)
def test_a_page_gives_its_records(name: str) -> None:
    assert records_of(citekit.read(PAGES / name)) == GOLDEN[name]


def test_every_page_is_in_the_golden_file() -> None:
    assert {path.name for path in PAGES.iterdir()} == {*GOLDEN, "golden.json"}


@pytest.mark.parametrize("name", GOLDEN)
def test_spans_hold_what_they_are_said_to(name: str) -> None:
    document = citekit.read(PAGES / name)
    for record in citekit.extract(document):
        for reference in record.archival:
            for level in () if reference.resolved_from else reference.levels:
                assert level.span
                assert level.value in level.span.of(document.text).replace("\n", " ")
        if record.title:
            assert " ".join(record.spans["title"][0].of(document.text).split()) == record.title


@pytest.mark.parametrize(
    "label",
    [
        "Citation",
        "Cite as",
        "Preferred citation",
        "How to cite this document",
        "Full Citation",
        "Ссылка для цитирования",
        "Как цитировать этот документ",
        "Посилання для цитування",
        "Zitierweise",
        "Zitierhinweis",
        "Pour citer ce document",
        "Cómo citar este documento",
        "Como citar",
        "Come citare",
        "Cytowanie",
        "Jak citovat",
        "Hivatkozás",
        "Mod de citare",
        "Начин на цитиране",
        "Način citiranja",
        "引用格式",
        "引用",
    ],
)
@pytest.mark.parametrize(
    "form", ["{}: {}", "**{}:**\n\n{}", "{}\n{}", "{}\t{}", "## {}\n\n{}", "| {} | {} |", "{} : {}"]
)
def test_every_label_of_a_citation_is_the_same_thing(label: str, form: str) -> None:
    citation = '"Record of a Conversation", 7 May 1956, RGANI, f. 5, op. 28, d. 410, ll. 22–28.'
    text = f"7 May 1956\n\nRecord of a Conversation\n\n{form.format(label, citation)}\n\nSummary: Ivanov reports.\n"
    (record,) = citekit.extract(text)
    assert (record.title, record.abstract) == ("Record of a Conversation", "Ivanov reports.")
    assert [level.value for level in record.archival[0].levels] == ["5", "28", "410", "22–28"]


def test_pages_one_after_the_other_are_each_a_record() -> None:
    page = SAMPLE.read_text(encoding="utf-8")
    other = page.replace("Report by N.T. Fedorenko", "Record by A. Ivanov").replace(
        "September 5, 1956", "October 7, 1957"
    )
    one, two = citekit.extract(read_bytes(f"{page}\n\n{other}".encode(), "both.md"))
    assert (one.title or "").startswith("Report by N.T. Fedorenko")
    assert (two.title or "").startswith("Record by A. Ivanov")
    assert two.dates[0].start == (1957, 10, 7)


def test_a_reference_in_the_text_of_a_page_is_not_lost() -> None:
    page = (
        SAMPLE.read_text(encoding="utf-8")
        + "\n\n[The letter is in RGANI, f. 5, op. 28, d. 410, ll. 230–232.]\n"
    )
    own, other = citekit.extract(read_bytes(page.encode(), "page.md"))
    assert own.title
    assert other.archival[0].levels[2].value == "410"


def test_a_draft_with_a_table_and_an_abstract_is_no_page() -> None:
    paragraph = "The ambassador reported that the plenum had been put off, and asked for instructions. " * 30
    draft = (
        f"The Grain Crisis\n\nAbstract: What the archives say.\n\nKeywords: grain, archives\n\n{paragraph}\n\n"
        f"Source: RGAE, f. 7486, op. 37, d. 40, l. 5.\n\n{paragraph}\n\n[1] RGANI, f. 5, op. 28, d. 410, l. 22."
    )
    records = citekit.extract(draft)
    assert [record.archival[0].repository for record in records] == ["RGAE", "RGANI"]
    assert not any(record.abstract for record in records)


def test_what_the_head_says_is_no_record_by_itself() -> None:
    html = '<html><head><meta name="DC.title" content="A blog"><meta name="DC.date" content="2020"></head><body><p>Words.</p></body></html>'
    document = read_bytes(html.encode(), "blog.html")
    assert document.blocks[0].kind is BlockKind.METADATA
    assert citekit.extract(document) == []


def test_the_page_outweighs_its_head() -> None:
    html = (
        '<html><head><meta name="DC.date" content="2012-03-05"><meta name="DC.language" content="eng"></head><body>'
        "<h1>Record of a Conversation</h1><p>7 May 1956</p><h2>Source</h2><p>RGANI, f. 5, op. 28, d. 410.</p>"
        "<h2>Language</h2><p>Russian</p></body></html>"
    )
    (record,) = citekit.extract(read_bytes(html.encode(), "page.html"))
    assert (record.dates[0].start, record.language) == ((1956, 5, 7), "ru")
