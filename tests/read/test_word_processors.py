"""Word, OpenDocument and RTF: tracked changes, tables, text boxes, hidden text, notes of two kinds."""

import io
import zipfile

import pytest

from citekit.errors import InputTooLarge, UnreadableInput
from citekit.model import Document
from citekit.read import read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def zipped(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def docx(body: str, notes: str = "", endnotes: str = "", namespace: str = W) -> Document:
    around = f'xmlns:w="{namespace}" xmlns:mc="{MC}"'
    parts = {
        "word/document.xml": f"<w:document {around}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {around}>{notes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {around}>{endnotes}</w:endnotes>",
        "word/styles.xml": f'<w:styles {around}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>',
    }
    return read_bytes(zipped(parts), "draft.docx")


def odt(body: str) -> Document:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    return read_bytes(zipped({"content.xml": content}), "draft.odt")


def texts(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


def p(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def test_word_reads_what_a_reader_sees() -> None:
    document = docx(
        p("Введение", '<w:pPr><w:pStyle w:val="1"/></w:pPr>')
        + "<w:p><w:r><w:t>Ф</w:t></w:r><w:r><w:t>. 5</w:t></w:r><w:del><w:r><w:delText> 6</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>, оп. 2</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:r><w:br/><w:t>д.\u00a03</w:t><w:noBreakHyphen/><w:t>4</w:t></w:r></w:p>"
        + "<w:tbl><w:tr><w:tc>" + p("GARF") + "</w:tc><w:tc>" + p("f. 9401,") + p("op. 2") + "</w:tc></w:tr></w:tbl>"
        + f"<w:p><mc:AlternateContent><mc:Choice>{p('In a box')}</mc:Choice><mc:Fallback>{p('In a box')}</mc:Fallback></mc:AlternateContent></w:p>"
    )  # fmt: skip
    assert texts(document) == ["Введение", "Ф. 5, оп. 2\nд. 3-4", "GARF | f. 9401, op. 2", "In a box"]
    assert document.blocks[0].kind.value == "heading"


@pytest.mark.parametrize("namespace", [W, "http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_word_numbers_footnotes_and_endnotes_by_their_calls(namespace: str) -> None:
    def call(kind: str, key: int) -> str:
        return f'<w:r><w:t>word</w:t></w:r><w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    def note(kind: str, key: int, words: str) -> str:
        return f'<w:{kind} w:id="{key}">{p(words)}</w:{kind}>'

    document = docx(
        f"<w:p>{call('footnote', 7)}{call('endnote', 1)}{call('footnote', 3)}</w:p>",
        note("footnote", 3, "third") + note("footnote", 7, "seventh") + note("footnote", 9, "never called"),
        note("endnote", 1, "at the end"),
        namespace,
    )
    found = [
        (b.note.kind, b.note.number, b.note.called_at, b.span.of(document.text))
        for b in document.blocks
        if b.note
    ]
    assert found == [
        ("footnote", "1", 4, "seventh"),
        ("footnote", "2", 12, "third"),
        ("endnote", "1", 8, "at the end"),
    ]


def test_opendocument_reads_what_a_reader_sees() -> None:
    document = odt(
        "<text:tracked-changes><text:p>deleted words</text:p></text:tracked-changes>"
        "<text:p>Ф. 5<text:s text:c='2'/>оп. 2<text:note text:note-class='endnote'><text:note-citation>i</text:note-citation>"
        "<text:note-body><text:p>First.</text:p><text:p>Second.</text:p></text:note-body></text:note>, д.<text:tab/>3"
        "<office:annotation><text:p>a remark</text:p></office:annotation><text:p>In a box</text:p></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>GARF</text:p></table:table-cell>"
        "<table:table-cell><text:p>f. 9401</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert texts(document) == ["Ф. 5 оп. 2, д. 3", "In a box", "GARF | f. 9401", "First.\nSecond."]
    note = document.blocks[-1].note
    assert note is not None
    assert (note.kind, note.number, note.called_at) == ("endnote", "1", 10)


def test_word_joins_a_paragraph_whose_end_was_deleted_with_the_next() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = docx(
        p("RGANI, f. 5, ", "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>")
        + f"<w:p><w:r><w:t>op. 28, d. 412</w:t></w:r>{call}</w:p>"
        + p("Last", "<w:pPr><w:rPr><w:del w:id='2'/></w:rPr></w:pPr>"),
        notes=f'<w:footnote w:id="2">{p("Note.")}</w:footnote>',
    )
    assert texts(document) == ["RGANI, f. 5, op. 28, d. 412", "Last", "Note."]
    note = document.blocks[2].note
    assert note
    assert note.called_at == len("RGANI, f. 5, op. 28, d. 412")


def test_word_leaves_deleted_rows_and_the_reading_of_characters_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    ruby = "<w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
    document = docx(
        "<w:tbl>" + row.format("", p("kept")) + row.format("<w:trPr><w:del w:id='1'/></w:trPr>", p("gone")) + "</w:tbl>"
        f"<w:p><w:r>{ruby}</w:r></w:p>"
    )  # fmt: skip
    assert texts(document) == ["kept", "漢"]


@pytest.mark.parametrize(
    ("run", "read"),
    [
        ('<w:sym w:font="Times New Roman" w:char="2116"/>', "№"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', ""),
        ('<w:sym w:font="Symbol"/>', ""),
        ("<w:softHyphen/>", ""),
        ("<w:noBreakHyphen/>", "-"),
        ("<w:t>\u2011</w:t>", "-"),
        ("<w:t>\u2212</w:t>", "–"),
        ("<w:rPr><w:caps/></w:rPr><w:t>rgani</w:t>", "RGANI"),
        ('<w:rPr><w:caps w:val="0"/></w:rPr><w:t>rgani</w:t>', "rgani"),
    ],
)
def test_word_reads_characters_as_they_are_printed(run: str, read: str) -> None:
    assert texts(docx(f"<w:p><w:r><w:t>A</w:t></w:r><w:r>{run}</w:r><w:r><w:t>5</w:t></w:r></w:p>")) == [
        f"A{read}5"
    ]


def test_opendocument_leaves_hidden_words_out() -> None:
    style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    styles = (
        f'<office:automatic-styles xmlns:style="{style}"><style:style style:name="T1"><style:text-properties text:display="none"/>'
        "</style:style></office:automatic-styles>"
    )
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}">{styles}<office:body><office:text>'
        '<text:p>Shown<text:span text:style-name="T1"> hidden</text:span><text:span text:style-name="T2"> too</text:span>.</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    assert texts(read_bytes(zipped({"content.xml": content}), "draft.odt")) == ["Shown too."]


def test_rtf_reads_what_a_reader_sees() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1251\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}{\info{\title no text}}"
        rb"\pard\outlinelevel0 Title\par\pard\f1 \'d4. 5{\deleted  gone}{\v hidden}{\super\chftn}{\footnote\pard {\super\chftn} "
        + "РГАНИ. Ф. 5.".encode("cp1251")
        + rb"\par Second.}{\footnote\ftnalt end \u1044?. 4}, \u1086?\u1087?.\~2\line next{\field{\*\fldinst HYPERLINK x}{\fldrslt  link}}\par"
        rb"\trowd\intbl GARF\cell f. 9401\cell\row{\pict\bin4 \}{}abc} last}"
    )
    document = read_bytes(source, "draft.rtf")
    assert texts(document) == [
        "Title",
        "Ф. 5, оп. 2\nnext link",
        "GARF | f. 9401",
        "last",
        "РГАНИ. Ф. 5.\nSecond.",
        "end Д. 4",
    ]
    assert [(b.note.kind, b.note.number, b.note.called_at) for b in document.blocks if b.note] == [
        ("footnote", "1", 11),
        ("endnote", "1", 11),
    ]


def test_notes_typed_by_hand_in_word_are_notes() -> None:
    document = docx(
        p("It is closed.[1]") + p("It is open.[2]") + p("Notes") + p("[1] RGANI, f. 5.") + p("[2] Ibid.")
    )
    assert [(b.note.number, b.span.of(document.text)) for b in document.blocks if b.note] == [
        ("1", "RGANI, f. 5."),
        ("2", "Ibid."),
    ]


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.docx", zipped({"word/document.xml": "<w:document"}), UnreadableInput, "damaged"),
        (
            "b.docx",
            zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "' + "c" * 9 + '">]><a>&b;&b;</a>'}),
            UnreadableInput,
            "XML entities",
        ),
        ("c.odt", zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<encryption-data/>"}), UnreadableInput, "encrypted"),
        ("d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnreadableInput, "Word before 2007"),
        ("e.docx", zipped({"x.txt": "x"})[:-30], UnreadableInput, "damaged"),
        ("f.xlsx", zipped({"xl/workbook.xml": "x"}), UnreadableInput, "zip file"),
        ("g.docx", zipped({"word/document.xml": " " * 2**23}), InputTooLarge, "unpacks to"),
        ("h.odt", zipped({f"p{n}": "" for n in range(10_001)} | {"content.xml": ""}), InputTooLarge, "parts"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_one_sentence(name: str, data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as raised:
        read_bytes(data, name)
    assert str(raised.value).startswith(f"{name}: ")
    assert "\n" not in str(raised.value)


def test_a_file_is_read_by_what_it_is() -> None:
    data = zipped(
        {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{p("Words")}</w:body></w:document>'}
    )
    assert read_bytes(data, "page.txt").format == "docx"
    assert read_bytes(rb"{\rtf1 Words}", "page.doc").format == "rtf"
    assert read_bytes(b"<!DOCTYPE html><p>Words", "page.md").format == "html"
    assert read_bytes(b"<!-- saved --> <html><p>Words", "page").format == "html"
    assert read_bytes(b"<b>Bold</b> words in Markdown", "page.md").format == "markdown"
    mhtml = b'From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n<p>Words</p>'
    assert read_bytes(mhtml, "page.mhtml").text.strip() == "Words"
    assert read_bytes(mhtml, "page.txt").format == "mhtml"
