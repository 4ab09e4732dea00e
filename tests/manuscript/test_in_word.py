import json
import re
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from word_file import W, docx, odt, packed, paragraph, part, run

from citekit.errors import InputTooLarge, UnreadableInput
from citekit.manuscript import footnotes, in_opendocument, in_word, package
from citekit.manuscript.printing import print_flow
from citekit.rendering import find_style

PATH = Path("draft.docx")
ITALIC = "<w:rPr><w:i/></w:rPr>"
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
)


def footnoted(data, items, style="chicago", module=in_word, bibliography=False):
    draft = module.read(data, PATH)
    flow, order = draft.flow(items)
    printed = print_flow(flow, items, find_style(style))
    if not bibliography:
        printed = printed.without_bibliography()
    return module.footnoted(draft, order, printed, bibliography_title="Bibliography", after_marks=True)


def words(xml):
    """The text of a part, with ¤ for the call of a note."""
    xml = re.sub(r"<w:footnoteReference [^>]*>", "¤", xml)
    return re.sub(r"<[^>]*>", "", re.sub(r"</w:p>", "\n", xml)).replace("&amp;", "&").strip()


def notes(data):
    found = re.findall(r"<w:footnote w:id=\"(\d+)\">(.*?)</w:footnote>", part(data, "word/footnotes.xml"))
    return {int(number): words(xml).strip() for number, xml in found}


def test_a_typed_key_becomes_a_real_footnote(items):
    made = footnoted(docx(paragraph(run("So it was [@lankov, 5]. Next."))), items)
    document = part(made, "word/document.xml")
    assert words(document).splitlines()[-1] == "So it was.¤ Next."
    assert '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/>' in document
    footnotes = part(made, "word/footnotes.xml")
    assert '<w:pStyle w:val="FootnoteText"/>' in footnotes
    assert "<w:footnoteRef/>" in footnotes
    assert '<w:i/></w:rPr><w:t xml:space="preserve">Crisis</w:t>' in footnotes
    assert notes(made) == {1: "Lankov, Crisis, page 5."}
    assert 'w:styleId="FootnoteText"' in part(made, "word/styles.xml")
    assert "footnotes.xml" in part(made, "word/_rels/document.xml.rels")
    assert "/word/footnotes.xml" in part(made, "[Content_Types].xml")


def test_a_key_that_word_split_over_runs_is_read_as_one(items):
    split = [run("So "), run("[see "), run("esp.", ITALIC), run(" @lan"), run("kov, "), run("5]. Next")]
    made = footnoted(docx(paragraph(*split)), items)
    assert words(part(made, "word/document.xml")).splitlines()[-1] == "So.¤ Next"
    footnotes = part(made, "word/footnotes.xml")
    assert notes(made) == {1: "See esp. Lankov, Crisis, page 5."}
    assert re.search(r"<w:i/></w:rPr><w:t[^>]*>esp\.", footnotes)


def test_notes_of_the_file_keep_their_place_and_the_styles_their_names(items):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Fu"><w:name w:val="footnote text"/></w:style>'
        '<w:style w:type="character" w:styleId="Fz"><w:name w:val="footnote reference"/></w:style>'
    )
    own = (
        '<w:footnote w:id="2"><w:p><w:r><w:t>[@lankov]; but see [@fed, l. 5].</w:t></w:r></w:p></w:footnote>'
    )
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx(paragraph(run("A [@szalontai]. B."), call, run(" C [@lankov].")), SEPARATORS + own, styles)
    made = footnoted(data, items)
    assert words(part(made, "word/document.xml")) == "A.¤ B.¤ C.¤"
    order = re.findall(r"footnoteReference w:id=\"(\d+)\"", part(made, "word/document.xml"))
    assert order == ["2", "3", "4"]
    assert notes(made) == {
        2: "Szalontai, Kim.",
        3: "Lankov, Crisis; but see (“Report by Fedorenko”, folio 5).",
        4: "Lankov, short Crisis.",
    }
    footnotes = part(made, "word/footnotes.xml")
    assert SEPARATORS in footnotes
    assert '<w:pStyle w:val="Fu"/>' in footnotes
    assert part(made, "word/styles.xml") == part(data, "word/styles.xml")


def test_tracked_changes_comments_and_hidden_words_stay_as_they_are(items):
    inside = (
        '<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>[@lankov]</w:delText></w:r></w:del>'
        '<w:commentRangeStart w:id="0"/><w:r><w:instrText>[@lankov]</w:instrText></w:r><w:commentRangeEnd w:id="0"/>'
    )
    data = docx(paragraph(inside, run("x")))
    made = footnoted(data, items)
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(made)) as after:
        assert before.namelist() == after.namelist()
        assert all(before.read(name) == after.read(name) for name in before.namelist())


def test_people_are_no_keys_but_a_bracketed_unknown_key_is_seen(items):
    data = docx(paragraph(run("So @someone wrote, and [@nope, 3].")))
    made = footnoted(data, items)
    assert words(part(made, "word/document.xml")).splitlines()[-1] == "So @someone wrote, and.¤"
    assert notes(made) == {1: "@nope?, 3."}


def test_entities_and_letters_beyond_ascii_keep_their_bytes(items):
    made = footnoted(docx(paragraph(run("A&amp;B — «дело» [@lankov, 5] &lt;c&gt; ñ"))), items)
    document = part(made, "word/document.xml")
    assert "A&amp;B — «дело»</w:t>" in document
    assert '<w:t xml:space="preserve"> &lt;c&gt; ñ</w:t>' in document


def test_author_date_prints_in_the_text_in_its_font(items):
    font = '<w:rPr><w:rFonts w:ascii="Gill Sans"/><w:sz w:val="26"/></w:rPr>'
    made = footnoted(docx(paragraph(run("So [@lankov, 5].", font))), items, "chicago-author-date")
    document = part(made, "word/document.xml")
    assert words(document) == "So (Lankov, Crisis, page 5)."
    assert '<w:rFonts w:ascii="Gill Sans"/><w:sz w:val="26"/><w:i/></w:rPr>' in document


def test_two_citations_in_one_run(items):
    made = footnoted(docx(paragraph(run("A [@lankov] and [@szalontai] end "))), items)
    assert words(part(made, "word/document.xml")) == "A¤ and¤ end"
    import xml.dom.minidom

    xml.dom.minidom.parseString(part(made, "word/document.xml"))


def test_the_bibliography_stands_under_its_heading_at_its_marker_or_at_the_end(items):
    style = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    heading = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Bibliography</w:t></w:r></w:p>'
    cited = paragraph(run("A [@lankov]."))
    last = paragraph(run("Index"))
    for body, lines in (
        (cited + heading + last, ["A.¤", "Bibliography", "Crisis.", "Index"]),
        (cited + paragraph(run("{#refs}")) + last, ["A.¤", "Crisis.", "Index"]),
        (cited + last, ["A.¤", "Index", "Bibliography", "Crisis."]),
    ):
        made = footnoted(docx(body, styles=style), items, bibliography=True)
        assert words(part(made, "word/document.xml")).splitlines() == lines


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "encrypted, or of Word before 2007"),
        (b"plain text", "is damaged, or no file of a word processor"),
        (packed({"a.txt": "x"}), "it has no word/document.xml"),
        (packed({"word/document.xml": "<w:document"}), "is no XML"),
        (
            packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "declares a document type",
        ),
        (docx(paragraph(run("x")))[:-200], "is damaged"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(data, said):
    with pytest.raises(UnreadableInput, match=re.escape(said)):
        in_word.read(data, PATH)


def test_a_zip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1000)
    with pytest.raises(InputTooLarge, match="unpacks to more than"):
        in_word.read(docx(paragraph(run("x" * 2000))), PATH)


TEXT = st.text(alphabet="ab &<é—'\".,;", max_size=12)


@given(st.lists(TEXT, max_size=5), st.lists(TEXT, max_size=3))
def test_whatever_is_no_citation_keeps_its_bytes(before, after):
    from xml.sax.saxutils import escape

    known = {"lankov": {"id": "lankov", "type": "book", "title": "T", "author": [{"family": "L"}]}}
    first = "".join(run(escape(text)) for text in before)
    last = "".join(run(escape(text)) for text in after)
    data = docx(f"<w:p>{first}{run(' [@lankov] ')}{last}</w:p>")
    made = part(footnoted(data, known, "chicago-author-date"), "word/document.xml")
    import xml.dom.minidom

    xml.dom.minidom.parseString(made)
    if "(L, " in made:
        assert made.startswith(part(data, "word/document.xml").split(" [@lankov] ")[0].removesuffix("<w:t>"))


def test_strict_and_foreign_packages_are_read(items):
    strict = W.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    body = f"<w:document {strict}><w:body>{paragraph(run('A [@lankov].'))}</w:body></w:document>"
    draft = in_word.read(packed({"word/document.xml": body}), PATH)
    assert [passage.text for passage in draft.body] == ["A [@lankov]."]


def test_opendocument_gets_its_own_notes(items):
    body = (
        '<text:p text:style-name="P1">So <text:span text:style-name="T1">it</text:span> was [see '
        '<text:span text:style-name="T1">esp.</text:span> @lankov, 5].</text:p>'
        '<text:p>B<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>[@lankov]; but @fed.</text:p></text:note-body></text:note> C [@szalontai]</text:p>"
    )
    made = part(footnoted(odt(body), items, module=in_opendocument), "content.xml")
    shown = re.sub(r"<text:note-citation>\d+</text:note-citation>", "¤", made)
    text = re.sub(r"<[^>]*>", "", re.sub(r"</text:p>", "\n", shown)).lstrip().split("\n")
    assert text[0].endswith("So it was.¤See esp. Lankov, Crisis, page 5.")
    assert text[2:4] == ["B¤Ibid.; but “Report by Fedorenko”.", " C¤Szalontai, Kim."]
    assert '<text:span text:style-name="T1">it</text:span> was' in made


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_citation_in_a_text_box_is_left_and_said(items, tmp_path, kind):
    if kind == "docx":
        box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Box [@lankov, 5] and [@fed].'))}</w:txbxContent></w:pict></w:r>"
        data = docx(paragraph(run("So [@fed].")) + paragraph(box))
    else:
        box = '<draw:text-box xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><text:p>Box [@lankov, 5] and [@fed].</text:p></draw:text-box>'
        data = odt(f"<text:p>So [@fed].</text:p><text:p>{box}</text:p>")
    draft, works, out = tmp_path / f"a.{kind}", tmp_path / "works.json", tmp_path / f"b.{kind}"
    draft.write_bytes(data)
    works.write_text(json.dumps(list(items.values())))
    report = footnotes.footnotes(footnotes.Request(draft, out, bibliographies=[works]))
    said = [line for line in report.troubles if "text box" in line]
    assert said == [
        f"{draft}: paragraph 3: {words} stands in a text box, which can hold no footnote; it is left as typed"
        for words in ("[@lankov, 5]", "[@fed]")
    ]
    name = "word/document.xml" if kind == "docx" else "content.xml"
    assert "Box [@lankov, 5] and [@fed]." in part(out.read_bytes(), name)
