import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.manuscript.in_markdown import affix, flow_of, footnoted
from citekit.manuscript.markdown import read_draft
from citekit.manuscript.printing import print_flow


def printed(text, items, style, **options):
    draft = read_draft(text)
    flow, order = flow_of(draft)
    return footnoted(draft, order, print_flow(flow, items, style), **options)


def notes(text, items, style):
    made = printed(text, items, style)
    return re.findall(r"^\[\^[^\]]+\]: (.*)", made, re.MULTILINE)


def body(text, items, style):
    return printed(text, items, style).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("First [@lankov, 5].", "First.[^1]"),
        ('He wrote "so [@lankov]."', 'He wrote "so."[^1]'),
        ("He said [@lankov]; then", "He said;[^1] then"),
        ("Dash [@lankov]--so", "Dash[^1]--so"),
        ("@lankov says so", "Lankov[^1] says so"),
        ("@lankov [p. 3] says", "Lankov[^1] says"),
        ("Said before. [@lankov].", "Said before.[^1]"),
        ("[@lankov] begins", "[^1] begins"),
        ("- [@lankov]", "- [^1]"),
        ("Two [@lankov][@fed].", "Two[^1].[^2]"),
        ("mail me@x.org `[@lankov]`", "mail me@x.org `[@lankov]`"),
        ("See [@nope].", "See.[^1]"),
        ("@nope says", "**\\@nope?** says"),
    ],
)
def test_a_note_replaces_its_citation(text, line, items, notes_style):
    assert body(text, items, notes_style) == line


def test_notes_are_numbered_in_the_order_of_the_text_those_of_the_draft_among_them(items, notes_style):
    text = "A [@lankov].[^x] B.[^y] C [@lankov]. D [@fed, l. 5].\n\n[^x]: [@lankov]\n[^y]: Mine.\n"
    made = printed(text, items, notes_style)
    assert made.startswith("A.[^1][^x] B.[^y] C.[^4] D.[^5]\n\n[^x]: Ibid.\n[^y]: Mine.\n")
    assert "[^4]: Ibid." in made
    assert "[^5]: “Report by Fedorenko”, folio 5." in made


def test_a_label_of_the_draft_is_never_used_again(items, notes_style):
    made = printed("A [@lankov]. B[^1]\n\n[^1]: Mine.\n", items, notes_style)
    assert "[^n1]: Lankov" in made
    assert made.count("[^1]:") == 1


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[@lankov, 5]", "Lankov, *Crisis*, page 5."),
        ("[@lankov, 5].", "Lankov, *Crisis*, page 5."),
        ("[see @lankov, 5] and so on", "See Lankov, *Crisis*, page 5 and so on"),
        ("[@lankov, 5]; but see [@szalontai].", "Lankov, *Crisis*, page 5; but see (Szalontai, *Kim*)."),
        ("See [@lankov, 5]. Then", "See (Lankov, *Crisis*, page 5). Then"),
        ("So says @lankov [p. 5].", "So says Lankov, *Crisis*, page 5."),
        ("As in @fed.", "As in “Report by Fedorenko”."),
        ("As [@nope, 3].", "As (**\\@nope?**, 3)."),
    ],
)
def test_a_citation_in_a_note_of_the_draft_stands_in_its_sentence(note, shown, items, notes_style):
    made = printed(f"A.[^1]\n\n[^1]: {note}\n", items, notes_style)
    assert f"\n[^1]: {shown}\n" in made


def test_several_works_prefixes_and_suffixes_with_their_forms(items, notes_style):
    text = "A [see *esp.* @lankov, 3; *cf.* @szalontai, *passim*; also @nope]."
    assert notes(text, items, notes_style) == [
        "See *esp.* Lankov, *Crisis*, page 3; *cf.* Szalontai, *Kim*, *passim*; also **\\@nope?**"
    ]


def test_author_date_styles_print_in_the_text(items, author_date_style):
    made = printed("As @lankov [p. 5] says [@lankov, 3; @nope].", items, author_date_style)
    assert made.startswith(
        "As Lankov (*Crisis*, page 5) says (Lankov, short *Crisis*, page 3); **\\@nope?**."
    )


@pytest.mark.parametrize("marker", ["::: {#refs}\n:::", '<div id="refs"></div>'])
def test_the_bibliography_stands_at_its_marker(marker, items, notes_style):
    made = printed(f"A [@lankov].\n\n{marker}\n\nB.\n", items, notes_style)
    assert made.startswith("A.[^1]\n\nCrisis.\n\nB.\n\n[^1]: ")


def test_the_bibliography_stands_under_its_heading(items, notes_style):
    made = printed("A [@lankov].\n\n# Works cited\n\n# Index\n", items, notes_style)
    assert made.startswith("A.[^1]\n\n# Works cited\n\nCrisis.\n\n# Index\n")


def test_or_at_the_end(items, notes_style):
    made = printed("A [@lankov].\n", items, notes_style, bibliography_title="Sources")
    assert made == "A.[^1]\n\n# Sources\n\nCrisis.\n\n[^1]: Lankov, *Crisis*.\n"


def test_line_ends_stay_as_they_are(items, notes_style):
    made = printed("A [@lankov].\r\n\r\nB\r\n", items, notes_style)
    assert "\n" not in made.replace("\r\n", "")


WORDS = st.sampled_from(
    ["word", "*it*", "`@code`", "x@y.z", "\\@no", "\n\n", "\n", "> ", "$a$", "<b>", "  ", "—", "1."]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_a_draft_without_citations_stays_byte_for_byte(text):
    from citekit.rendering import find_style

    assert printed(text, {}, find_style("chicago")) == text


@given(st.lists(st.one_of(WORDS, st.just("CITE")), max_size=30).map(" ".join))
def test_what_is_no_citation_stays_byte_for_byte(text):
    from citekit.rendering import find_style

    known = {"lankov": {"id": "lankov", "type": "book", "title": "T", "author": [{"family": "L"}]}}
    draft = read_draft(text.replace("CITE", "[@lankov]"))
    flow, order = flow_of(draft)
    made = footnoted(draft, order, print_flow(flow, known, find_style("chicago-author-date")))
    for shown in ("(L, *T*)", "(L, short *T*)"):
        made = made.replace(shown, "[@lankov]")
    assert made.startswith(draft.text) if order else made == draft.text


@pytest.mark.parametrize(
    ("markdown", "rich"),
    [
        ("see *esp.* ", "see <i>esp.</i> "),
        (", 3--5", ", 3–5"),
        (' "so" ', " “so” "),
        (", **b** x^2^", ", <b>b</b> x<sup>2</sup>"),
        (", Müller's\n  note", ", Müller’s note"),
    ],
)
def test_affixes_become_rich_text(markdown, rich):
    assert affix(markdown) == rich
