"""HTML as pages really are: notes of every kind, tables, forms, banners, metadata."""

import io
import zipfile

import pytest

import citekit
from citekit.model import BlockKind, Document
from citekit.read import read_bytes

NOTE = "РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224–228."


def page(body: str, head: str = "") -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def notes(document: Document) -> list[tuple[str, str, str]]:
    """Each note: its number, the words before its call, its text."""
    return [
        (
            block.note.number,
            document.text[: block.note.called_at].split("\n")[-1][-8:] if block.note.called_at else "",
            block.span.of(document.text),
        )
        for block in document.blocks
        if block.note
    ]


def texts(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


CALLS_AND_NOTES = {
    "pandoc": '<p>It is closed<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>'
    f'<section role="doc-endnotes"><hr/><ol><li id="fn1"><p>{NOTE}<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>',
    "Word": '<p>It is closed<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p><div><hr>'
    f'<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> {NOTE}</p></div></div>',
    "LibreOffice": '<p>It is closed<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
    '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
    f"\t{NOTE}</p></div>",
    "Wikipedia": '<p>It is closed<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>.</p><ol class="references">'
    '<li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> '
    f'<span class="reference-text">{NOTE}</span></li></ol>',
    "anchors within one paragraph": '<p>It is closed<a href="#n1"><sup>1</sup></a>.</p><p>Open<a href="#n2"><sup>2</sup></a></p><p><a name="n1"></a>1. '
    f'{NOTE}<br><a name="n2"></a>2. Roberts, p. 97.</p>',
    "a table": f'<p>It is closed [<a href="#n1">1</a>].</p><table><tr><td><a name="n1">1.</a></td><td>{NOTE}</td></tr></table>',
    "a list that nothing links to": f"<p>It is closed<sup>1</sup>.</p><h2>Notes</h2><ol><li>{NOTE}</li></ol>",
}


@pytest.mark.parametrize("kind", CALLS_AND_NOTES)
def test_notes_are_found_with_their_calls(kind: str) -> None:
    document = page(CALLS_AND_NOTES[kind])
    number, before, text = notes(document)[0]
    assert (number, text) == ("1", NOTE)
    assert before.strip().endswith("closed")
    assert "closed." in document.text.replace("closed .", "closed.")


def test_a_note_of_two_paragraphs_is_one() -> None:
    document = page(
        '<p>A<a href="#n1"><sup>1</sup></a></p><div id="n1"><p>1. First.</p><p>Second.</p></div><p>After.</p>'
    )
    assert notes(document) == [("1", "A", "First.\nSecond.")]
    assert texts(document)[-1] == "After."


def test_page_numbers_of_a_contents_table_are_no_calls() -> None:
    document = page('<p>Chapter one, <a href="#p12">12</a></p><p>Words <a id="p12"></a>go on here.</p>')
    assert notes(document) == []
    assert "Words go on here." in texts(document)


def test_a_raised_number_is_a_call_only_where_it_counts_on() -> None:
    document = page("<p>f. 5, op. 28, d. 412<sup>1</sup> and 10<sup>6</sup> rubles</p>")
    assert document.text.strip() == "f. 5, op. 28, d. 412 and 106 rubles"


def test_notes_of_a_book_stand_in_a_chapter_of_their_own() -> None:
    one = '<html><body><p>It is closed<a id="r1" href="../notes/n.xhtml#a1">1</a>.</p></body></html>'
    two = '<html><body><p>It is open<a id="r1" href="../notes/n.xhtml#b1">1</a>.</p></body></html>'
    back = (
        f'<html><body><p id="a1"><a href="../text/one.xhtml#r1">1.</a> {NOTE}</p>'
        '<p id="b1"><a href="../text/two.xhtml#r1">1.</a> Там же. Л. 3.</p></body></html>'
    )
    package = (
        '<package><manifest><item id="a" href="text/one.xhtml"/><item id="b" href="text/two.xhtml"/>'
        '<item id="c" href="notes/n.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>'
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("META-INF/container.xml", '<c><rootfile full-path="o/p.opf"/></c>')
        for name, content in (
            ("p.opf", package),
            ("text/one.xhtml", one),
            ("text/two.xhtml", two),
            ("notes/n.xhtml", back),
        ):
            file.writestr(f"o/{name}", content)
    document = read_bytes(data.getvalue(), "book.epub")
    assert notes(document) == [("1", "s closed", NOTE), ("1", " is open", "Там же. Л. 3.")]


@pytest.mark.parametrize(
    "around",
    [
        '<form id="aspnetForm">{}</form>',
        '<div class="page has-navigation no-cookies">{}</div>',
        '<div aria-hidden="true"><main>{}</main></div>',
        '<div class="modal" id="cite-this">{}</div>',
        "<table><tr><td><div>{}</div></td></tr></table>",
        "<aside>{}</aside>",
        '<div class="relatedmaterial">{}</div>',
        '<p lang="ru" class="language-ru">{}</p>',
        "<footer>{}</footer>",
    ],
)
def test_what_is_read(around: str) -> None:
    assert NOTE in texts(page(around.format(f"<p>{NOTE}</p>") + "<p>Some more words.</p>"))


@pytest.mark.parametrize(
    "out",
    [
        "<nav>{}</nav>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<!-- {} -->",
        '<div class="cookie-banner">{}</div>',
        '<div id="site-navigation">{}</div>',
        '<div role="dialog">{}</div>',
        '<div id="onetrust-banner-sdk">{}</div>',
        '<div class="language-switcher">{}</div>',
        '<ul class="lang_select"><li>{}</li></ul>',
        '<section class="block related-items">{}</section>',
        '<div class="related_posts">{}</div>',
        '<p style="display: none">{}</p>',
        "<p>A <del>{}</del></p>",
        "<select><option>{}</option></select>",
    ],
)
def test_what_is_left_out(out: str) -> None:
    assert NOTE not in page(out.format(NOTE) + "<h1>Title</h1>" + "<p>Words of the page.</p>" * 9).text


def test_rows_are_lines_and_a_label_of_two_cells_has_a_colon() -> None:
    document = page(
        "<table><tr><td><p>GARF</p></td><td><p>f. 9401</p></td></tr><tr><th>Date</th><td>5 May 1956</td></tr>"
        "<tr><th>Title:</th><td>Report</td></tr></table>"
    )
    assert texts(document) == ["GARF | f. 9401", "Date: 5 May 1956", "Title: Report"]


def test_a_page_knows_its_own_address() -> None:
    head = '<link rel="canonical" href="https://example.org/document/1">'
    body = (
        "<h1>Cable, Terebin to Stalin</h1><p>July 17, 1948</p><h2>Citation</h2><p>“Cable, Terebin to Stalin,” July 17, 1948, "
        "Wilson Center Digital Archive, APRF, f. 39, op. 1, d. 31, ll. 39-40.</p><h2>Original language</h2><p>Russian</p>"
    )
    (record,) = citekit.extract(page(body, head))
    assert (record.title, record.url) == ("Cable, Terebin to Stalin", "https://example.org/document/1")
    assert record.spans["URL"][0].of(page(body, head).text) == record.url


def test_the_address_alone_gives_no_record() -> None:
    document = page(
        "<p>A walk.</p>", '<meta property="og:url" content="https://example.org/f/5/opis/28/delo/412">'
    )
    assert document.blocks[0].kind is BlockKind.METADATA
    assert citekit.extract(document) == []


def test_blanks_and_soft_hyphens() -> None:
    document = page("<p>РГАНИ.&nbsp;Ф.&thinsp;5.   Оп.\n 28. Де&shy;ло 412<br>\n Л. 3</p>")
    assert document.text.strip() == "РГАНИ. Ф. 5. Оп. 28. Дело 412\nЛ. 3"


@pytest.mark.parametrize(
    "notes_of_page",
    [
        '<ol><li id="n1"><p>Of</p><ul><li>one</li><li>two</li></ul><p>end.</p></li></ol>',
        '<h2>Notes</h2><ol><li id="n1">Of<ol><li>one</li><li>two</li></ol>end.</li></ol>',
        '<div id="n1"><p>Of</p><ol><li>one</li><li>two</li></ol><p>end.</p></div>',
    ],
)
def test_a_list_in_a_note_belongs_to_it(notes_of_page: str) -> None:
    document = page(f'<p>A<a href="#n1"><sup>1</sup></a></p>{notes_of_page}<p>After.</p>')
    ((number, _, text),) = notes(document)
    assert (number, [line for line in text.split("\n") if line]) == ("1", ["Of", "one", "two", "end."])
    assert texts(document)[-1] == "After."
