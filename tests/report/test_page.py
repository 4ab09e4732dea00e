"""The page: whole, safe, and readable without a mouse, without colours and without a network."""

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

import citekit
from citekit.report import marked, page
from citekit.report.page import Report

ASSETS = Path(page.__file__).parent
GOLDEN = Path(__file__).parent / "golden.html"
NOTES = """# Letters

The minutes were lost.[^1] They were found again[^2].

[^1]: "Report by N.T. Fedorenko", September 5, 1956, RGANI, Delo 5, Opis 28, Delo 412, Listy 224-228.
[^2]: Ibid., l. 230; GARF, f. 9401, op. 2, d. 199.
"""
TYPED = "The first.[1]\n\nNOTES\n\n1. RGASPI, F.558, Op.1, D.5754, L.126. https://example.org/a?b=1&c=2\n2. Ibid., l. 7.\n"
HOSTILE = """<script>alert(1)</script> & "><img src=x onerror=alert(1)> </style></script><!-- {{ 7 * 7 }} {% raw %}

"</script><script>alert('title')</script>", May 5, 1956, RGANI, f. 5, op. 28, d. <b>412</b>, l. 3. Translated by <i>Gary Goldberg</i>. javascript:alert(1)
"""


@pytest.fixture
def both(page_of):
    return page_of({"one/notes.md": NOTES, "one/typed.txt": TYPED})


def ids(tree):
    return Counter(element.get("id") for element in tree.iter() if element.get("id"))


def links(tree):
    return [element.get("href") for element in tree.iter("a")]


def test_the_page_is_what_it_was(page_of):
    """After a change of the page look at it in a browser, then write the new one to golden.html."""
    html = page_of({"notes.md": NOTES})
    shown = re.sub(r"(<style>|<script>).*?(</style>|</script>)|sha256-[^']+", r"\1\2", html, flags=re.DOTALL)
    assert shown.replace(f"citekit {citekit.__version__}", "citekit") == GOLDEN.read_text("utf-8")


def test_the_page_is_html_without_an_error(both, parsed):
    tree = parsed(both)
    assert tree.find("head/title").text == "Citations in 2 documents"
    assert [element.tag for element in tree.find("body")] == [
        "a", "header", "nav", "section", "main", "footer", "script",
    ]  # fmt: skip


def test_ids_are_unique_and_every_link_leads_somewhere(both, parsed):
    tree = parsed(both)
    found = ids(tree)
    assert set(found.values()) == {1}
    inner = [link.removeprefix("#") for link in links(tree) if link.startswith("#")]
    assert len(inner) > 20
    assert set(inner) <= found.keys()
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        named = [element.get(attribute) for element in tree.iter() if element.get(attribute)]
        assert named
        assert set(named) <= found.keys()


def test_links_go_round(both, parsed):
    """From the table to the reference, to its record, to the note, to its call, and back."""
    tree = parsed(both)
    targets = {element.get("id"): element for element in tree.iter() if element.get("id")}
    (from_table,) = [
        link.get("href")
        for row in tree.iter("tr")
        if any(cell.text == "fond 558" for cell in row)
        for link in row.iter("a")
    ][:1]
    reference = targets[from_table[1:]]
    card = targets[reference.get("href")[1:]]
    back, note = [link.get("href") for link in card.iter("a") if link.get("href").startswith("#")]
    assert back == from_table
    number = next(iter(targets[note[1:]].iter("a")))
    assert targets[number.get("href")[1:]].get("href") == note


def test_nothing_is_loaded_from_elsewhere(both, parsed):
    tree = parsed(both)
    assert not [element.tag for element in tree.iter() if element.get("src") or element.get("style")]
    assert not list(tree.iter("link")) + list(tree.iter("iframe")) + list(tree.iter("img"))
    outside = [link for link in tree.iter("a") if not link.get("href").startswith("#")]
    assert [link.get("href") for link in outside] == ["https://example.org/a?b=1&c=2"]
    assert all(link.get("rel") == "noreferrer noopener" for link in outside)
    assert not re.search(r"url\(|@import|//", (ASSETS / "report.css").read_text("utf-8"))
    assert not re.search(
        r"https?:|fetch|import|XMLHttp|eval|innerHTML", (ASSETS / "report.js").read_text("utf-8")
    )


def test_the_policy_allows_our_style_and_script_and_nothing_else(both, parsed):
    tree = parsed(both)
    head = list(tree.find("head"))
    assert head[1].get("http-equiv") == "Content-Security-Policy"
    allowed = dict(part.strip().split(" ", 1) for part in head[1].get("content").split(";"))
    for kind in ("style", "script"):
        (element,) = tree.iter(kind)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert allowed.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_hostile_text_stays_text(page_of, parsed):
    html = page_of({"<b>'\"&.md": HOSTILE, "x.txt": HOSTILE})
    tree = parsed(html)
    assert len(list(tree.iter("script"))) == len(list(tree.iter("style"))) == 1
    assert not [
        element.tag for element in tree.iter() if any(name.startswith("on") for name in element.attrib)
    ]
    assert not list(tree.iter("img")) + list(tree.iter("b")) + list(tree.iter("i"))
    assert not [link for link in links(tree) if link.lower().startswith("javascript")]
    said = "".join(tree.itertext())
    assert "<script>alert(1)</script>" in said
    assert "{{ 7 * 7 }} {% raw %}" in said
    assert "<b>'\"&.md" in said


def test_items_of_a_bibliography_may_hold_anything(tmp_path, parsed):
    report = Report()
    items = [
        {"id": "a", "custom": {"citekit": {"archival": [7, {"levels": "x"}, {"levels": [{"level": "fond"}]}]}}},
        {"id": "b", "custom": {"citekit": {"credits": 5, "diagnostics": ["x"], "document": [1]}}, "URL": "javascript:x"},
        {"id": "c", "custom": 3, "issued": {"date-parts": [["x"]]}, "author": [{"family": "<b>"}], "archive": "RGANI"},
    ]  # fmt: skip
    report.add("works.json", items, None, ["works.json: entry-unreadable: the fourth entry"])
    report.write(tmp_path / "page.html")
    tree = parsed((tmp_path / "page.html").read_text("utf-8"))
    assert len(list(tree.iter("article"))) == 3
    assert "the fourth entry" in "".join(tree.itertext())
    assert not [link for link in links(tree) if not link.startswith("#")]


def test_archives_and_fonds_stand_by_count(page_of, parsed):
    text = "RGANI, f. 5, op. 1, d. 2. RGANI, f. 5, op. 1, d. 3. RGANI, f. 89, op. 1, d. 3.\n\nBArch, DY 30/3."
    tree = parsed(page_of({"a.md": text}))
    (table,) = tree.iter("table")
    rows = [["".join(cell.itertext()).split("\n")[0] for cell in row] for row in table.iter("tr")][1:]
    assert [row[-3:-1] for row in rows] == [["fond 5", "2"], ["fond 89", "1"], ["fond DY 30", "1"]]
    assert rows[0][0].startswith("Russian State Archive of Contemporary History, Moscow")


def test_a_document_that_was_not_read_is_named_with_its_reason(tmp_path):
    report = Report()
    report.add("a.pdf", [], None, ["a.pdf: is encrypted; save it without a password"])
    report.add("b.md", [], None)
    report.write(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8").count("a.pdf: is encrypted") == 2


def test_a_long_text_is_shown_where_it_has_citations(page_of, parsed, monkeypatch):
    monkeypatch.setattr(page, "LONGEST_TEXT", 1000)
    paragraphs = [f"Paragraph {number}, with nothing in it[^{number}]." for number in range(60)]
    paragraphs[30] = "Here stands one.[^30]"
    notes = [f"[^{number}]: Nothing {number}." for number in range(60)]
    notes[30] = "[^30]: RGANI, f. 5, op. 28, d. 412."
    tree = parsed(page_of({"a.md": "\n\n".join(paragraphs + notes)}))
    said = " ".join("".join(tree.itertext()).split())
    assert "The text is long" in said
    shown = {int(number) for number in re.findall(r"Paragraph (\d+)", said)}
    assert shown == {29, 31}
    assert "Here stands one." in said
    assert {int(number) for number in re.findall(r"Nothing (\d+)", said)} == {29, 31}
    assert "[… 29 paragraphs left out …]" in said
    found = ids(tree)
    assert {link[1:] for link in links(tree)} <= found.keys()


def test_a_page_has_an_end_and_says_what_it_leaves_out(page_of, parsed, monkeypatch):
    monkeypatch.setattr(page, "MOST_RECORDS", 2)
    monkeypatch.setattr(marked, "MOST_RECORDS", 2)
    text = "\n\n".join(f"RGANI, f. {number}, op. 28, d. 412." for number in range(1, 5))
    tree = parsed(page_of({"a.md": text, "b.md": text}))
    said = " ".join("".join(tree.itertext()).split())
    assert len(list(tree.iter("article"))) == 2
    assert "The first 2 of its 4 citations are shown" in said
    assert "None of its 4 citations is shown" in said
    assert "8 citations, 8 archival references" in said
    assert said.count("not on this page") == 2
    assert {link[1:] for link in links(tree)} <= ids(tree).keys()


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(scheme):
    """WCAG 2.2, 1.4.3 (4.5 for text) and 1.4.11 (3 for what tells parts apart)."""
    css = (ASSETS / "report.css").read_text("utf-8")
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css.split(":root {")[scheme + 1]))
    for ground in (
        "paper",
        "raised",
        "lit",
        "alarm-ground",
        *(name for name in colour if name.endswith("-ground")),
    ):
        assert contrast(colour["ink"], colour[ground]) >= 4.5, ground
    for name in ("quiet", "link", "alarm"):
        for ground in ("paper", "raised"):
            assert contrast(colour[name], colour[ground]) >= 4.5, (name, ground)
    for name in ("archive", "fond", "series", "file", "item", "sheets"):
        assert contrast(colour[name], colour["paper"]) >= 3, name
        assert contrast(colour[name], colour[f"{name}-ground"]) >= 3, name


def test_no_two_levels_are_told_apart_by_colour_alone():
    css = (ASSETS / "report.css").read_text("utf-8")
    named = dict(re.findall(r"^\.part\.(\w+) \{ border-bottom: (\S+ \w+)", css, re.MULTILINE))
    tiers = ("archive", "fond", "series", "file", "item", "sheets")
    assert len({named.get(tier, "2px solid") for tier in tiers}) == len(tiers)
