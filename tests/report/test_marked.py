"""What is marked in a text: every part where the text says it, and every character still there."""

import re
from collections import defaultdict

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.model import Block, BlockKind, Document, Note, Record, Span
from citekit.pipeline import extract
from citekit.read import read_bytes
from citekit.report import marked
from citekit.report.marked import marked_text
from citekit.report.marks import marks_of

NOTES = """# On <b>fonds</b>

The minutes were lost.[^1] They were found again,[^2] and [^3] printed.

[^1]: "Report by N.T. Fedorenko on a Conversation", September 5, 1956, RGANI, Delo 5, Opis 28, Delo 412, Listy 224-228. Obtained by Nobuo Shimotomai and translated by Gary Goldberg.
[^2]: Ibid., l. 230.
[^3]: РГАСПИ. Ф. 17. Оп. 163. Д. 899. Л. 75; ГАКК: ф. 353, оп. 1, д. 1035, д. 1284.
"""
TYPED = """The minutes were lost.[1] They were found,[2] twice.

NOTES

1. RGASPI, F.558, Op.1, D.5754, L.126.
2. Ibid., Op.11, D.1605.
3. BArch, R 43-I/161, fol. 91.
"""


def trees(text):
    return [html5lib.parseFragment(block.html, namespaceHTMLElements=False) for block in text.blocks]


def words(element):
    """The text of an element, without what the page adds: the numbers of notes."""
    own = element.text or ""
    for child in element:
        added = child.get("class", "") in ("call", "call cited", "number")
        own += ("" if added else words(child)) + (child.tail or "")
    return own


def pieces(text):
    """What each mark holds, joined over its pieces: (part, start, end) -> words."""
    found = defaultdict(str)
    for tree in trees(text):
        for element in tree.iter("span"):
            if element.get("data-span"):
                begin, end = map(int, element.get("data-span").split("-"))
                found[element.get("data-part"), begin, end] += words(element)
    return found


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("name", "content"), [("a.md", NOTES), ("a.txt", TYPED)])
def test_every_part_is_marked_where_the_text_says_it(name, content):
    document = read_bytes(content.encode(), name)
    records = extract(document)
    found = pieces(marked_text(document, records))
    wanted = {
        (mark.name, *mark.span): mark.span.of(document.text)
        for number, record in enumerate(records, 1)
        for mark in marks_of(document.text, record, number)
    }
    assert found == wanted
    levels = {
        level.span for record in records for ref in record.archival for level in ref.levels if level.span
    }
    assert levels <= {Span(begin, end) for _, begin, end in found}
    assert {"archive", "fond", "opis", "listy"} <= {part for part, _, _ in found}


@pytest.mark.parametrize(("name", "content"), [("a.md", NOTES), ("a.txt", TYPED)])
def test_the_whole_text_is_there_in_its_order(name, content):
    document = read_bytes(content.encode(), name)
    shown = "".join(map(words, trees(marked_text(document, extract(document)))))
    text = re.sub(r"^\d\. ", "", document.text, flags=re.MULTILINE)
    assert squeezed(shown) == squeezed(text)


def test_a_notes_number_leads_to_the_note_and_back():
    document = read_bytes(TYPED.encode(), "a.txt")
    first, *_ = (block.html for block in marked_text(document, extract(document)).blocks)
    (call,) = re.findall(
        r'<a class="call typed cited" role="doc-noteref" id="(\S+)-c0" href="#\1-n0">\[1\]</a>', first
    )
    notes = [block for block in marked_text(document, extract(document)).blocks if block.note is not None]
    assert f'id="{call}-n0"><a class="number" href="#{call}-c0"' in notes[0].html
    assert [block.note for block in notes] == [0, 1, 2]
    # The third note is not called: its number leads nowhere.
    assert '<span class="number">3.</span>' in notes[2].html


def record(*spans, number=None):
    return Record(spans={"title": [Span(*span) for span in spans]}, note=number)


def shown(text, records, blocks=None):
    document = Document(text, blocks or (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    return marked_text(document, records)


def test_parts_that_cross_are_pieces_of_one_another():
    text = "abcdefgh"
    crossing = Record(spans={"title": [Span(0, 5)], "issued": [Span(3, 8)]})
    assert pieces(shown(text, [crossing])) == {("title", 0, 5): "abcde", ("date", 3, 8): "defgh"}


def test_of_two_records_in_one_place_the_shorter_is_linked_and_no_link_holds_a_link():
    text = "abc; defgh"
    made = shown(text, [record((0, 3)), record((0, 3), (5, 10))])
    tree = trees(made)[0]
    links = [(link.get("data-record"), words(link)) for link in tree.iter("a")]
    assert links == [("1", "abc"), ("2", "defgh")]
    assert made.marked == (1, 2)


def test_only_the_first_piece_of_a_record_stands_in_the_tab_order():
    text = "one\n\ntwo"
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 3)), Block(BlockKind.PARAGRAPH, Span(5, 8)))
    first, second = trees(shown(text, [record((0, 3), (5, 8))], blocks))
    assert [link.get("tabindex") for link in first.iter("a")] == [None]
    assert [(link.get("tabindex"), link.get("id")) for link in second.iter("a")] == [("-1", None)]


def test_a_call_inside_a_citation_is_a_link_of_its_own():
    text = "before abcdef after\n\nnote"
    note = Block(BlockKind.NOTE, Span(21, 25), Note("1", called_at=10))
    made = shown(text, [record((7, 13))], (Block(BlockKind.PARAGRAPH, Span(0, 19)), note))
    tree = trees(made)[0]
    assert not [link for outer in tree.iter("a") for link in outer.iter("a") if link is not outer]
    assert pieces(made)["title", 7, 13] == "abcdef"
    assert made.blocks[0].calls == (0,)


def test_a_long_paragraph_shows_what_stands_around_its_references():
    text = "w " * 20_000 + "RGANI, f. 5, op. 28, d. 412." + " w" * 20_000
    made = marked_text(document := read_bytes(text.encode(), "a.txt"), extract(document))
    (html,) = (block.html for block in made.blocks)
    assert len(html) < 4 * marked.CONTEXT
    assert html.count("text left out") == 2
    assert [words_ for (part, *_), words_ in pieces(made).items() if part == "fond"] == ["f. 5"]


def test_records_beyond_the_most_are_not_marked(monkeypatch):
    monkeypatch.setattr(marked, "MOST_RECORDS", 2)
    made = shown("abcdef", [record((0, 2)), record((2, 4)), record((4, 6))])
    assert made.marked == (1, 2)
    assert made.notes == (None, None)


_SNIPPETS = st.sampled_from(
    ["RGANI, f. 5, op. 28, d. 412, l. 3", "Ibid., l. 4", "ЦГАИПД. Ф. 1728. Ед. хр. 5", "<script>x</script>", "&amp;", '"',
     "[1]", "¹", "\n\n", "\n1. ", "\n2. ", "NOTES\n\n", "(n. 5)", "73/34, 35, and 36", "'", "\u200f", "\x0b", "e\u0301"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_SNIPPETS, max_size=30).map(" ".join))
def test_any_text_keeps_its_words_and_its_marks(content):
    if not content.strip():
        return
    document = read_bytes(content.encode(), "a.txt")
    records = extract(document)
    made = marked_text(document, records)
    for (_, begin, end), words_ in pieces(made).items():
        assert squeezed(words_) == squeezed(Span(begin, end).of(document.text))
    assert "<script>" not in "".join(block.html for block in made.blocks)
    assert len(made.marked) == len(records) == len(made.notes)
    for block in made.blocks:
        for link in re.findall(r'href="#([^"]+)-c(\d+)"', block.html):
            assert any(f'id="{link[0]}-c{link[1]}"' in other.html for other in made.blocks)
