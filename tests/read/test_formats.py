"""Each format gives one text with its notes; the files are made here."""

import io
import zipfile
from pathlib import Path

import pytest

import citekit
from citekit.errors import InputTooLarge, UnreadableInput
from citekit.model import BlockKind, Document
from citekit.read import read_bytes

NOTE = "РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224-228."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def docx() -> bytes:
    body = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>The file is</w:t></w:r><w:ins><w:r><w:t> closed</w:t></w:r></w:ins>'
        '<w:del><w:r><w:delText> open</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>"
    )
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve"> РГАНИ. Ф. 5. </w:t></w:r><w:r><w:t>Оп. 28. Д. 412. '
        "Л. 224-228.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    return zipped(**{"word/document.xml": body, "word/footnotes.xml": notes})


def odt() -> bytes:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    body = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>'
        '<text:p>The file is closed<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{NOTE}</text:p></text:note-body></text:note>.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    return zipped(**{"content.xml": body})


HTML = f"""<html><head><title>t</title><script>var x = "RGANI, f. 1, op. 1, d. 1";</script></head><body>
<nav>RGANI, f. 9, op. 9, d. 9</nav><!-- RGANI, f. 8, op. 8, d. 8 -->
<p>The file is closed<sup><a href="#fn1" id="r1">1</a></sup>.</p>
<ol><li id="fn1"><p>{NOTE} <a href="#r1">↩</a></p></li></ol></body></html>"""


def epub() -> bytes:
    return zipped(
        **{
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/p.opf"/></rootfiles></container>',
            "b/p.opf": '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "b/a.xhtml": HTML,
        }
    )


TEXT = f"The file is closed.[1]\n\nNOTES\n\n1. {NOTE}\n2. See Roberts, p. 97.\n"
FILES = {
    "draft.docx": docx(),
    "draft.odt": odt(),
    "page.html": HTML.encode(),
    "book.epub": epub(),
    "draft.txt": TEXT.encode(),
    "draft1251.txt": TEXT.encode("cp1251"),
    "draft-koi8.txt": TEXT.encode("koi8-r"),
    "draft16.txt": TEXT.encode("utf-16"),
    "draft.md": f"The file is *closed*.[^1]\n\n[^1]: {NOTE}\n".encode(),
}


def read(tmp_path: Path, name: str, data: bytes) -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return citekit.read(path)


@pytest.mark.parametrize("name", FILES)
def test_note_is_read_with_its_number_and_its_call(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, FILES[name])
    note = next(block for block in document.blocks if block.kind is BlockKind.NOTE)
    assert note.span.of(document.text) == NOTE
    assert note.note is not None
    assert note.note.number == "1"
    assert note.note.called_at is not None
    assert document.text[: note.note.called_at].endswith(("closed", "closed."))


@pytest.mark.parametrize("name", FILES)
def test_only_the_note_gives_a_reference(tmp_path: Path, name: str) -> None:
    records = citekit.extract(read(tmp_path, name, FILES[name]))
    assert [[level.value for level in r.levels] for record in records for r in record.archival] == [
        ["5", "28", "412", "224-228"]
    ]


def test_wrapped_text_is_joined(tmp_path: Path) -> None:
    lines = (
        "Канцелярия губернатора работала без спешки: письмо вскрывали, читали,\n"
        "заносили в журнал и клали в шкаф. Подлинник ещё там: ЦГАИПД. Ф. 1728. Ед.\n"
        "хр. 537079 и прежде не публиковался нигде, ни в журналах, ни в сборниках и\n"
        "ни в газетах.\n"
    )
    document = read(tmp_path, "wrapped.txt", lines.encode("cp1251"))
    assert "Ед. хр. 537079 и" in document.text


def test_export_gives_a_record_a_row(tmp_path: Path) -> None:
    table = (
        "document_url,title,text_body,source,original_publication_date,language\n"
        'https://example.org/1,First,"long, body",RGANI\\, f. 5,"July 17, 1948","[""Russian""]"\n'
    ).replace("RGANI\\, f. 5", '"RGANI, f. 5, op. 28, d. 412, l. 3. Translated by Gary Goldberg."')
    (record,) = citekit.extract(read(tmp_path, "export.csv", table.encode()))
    item = citekit.to_csl(record)
    assert item["title"] == "First"
    assert item["URL"] == "https://example.org/1"
    assert item["issued"] == {"date-parts": [[1948, 7, 17]]}
    assert item["translator"] == [{"family": "Goldberg", "given": "Gary"}]
    assert item["custom"]["citekit"]["original_language"] == "ru"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("binary.txt", bytes(range(256)) * 4, "no text"),
        ("empty.docx", b"", "empty"),
        ("cut.docx", docx()[:200], "damaged"),
        ("other.docx", zipped(**{"x.txt": "x"}), "no Word document"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
        ("other.csv", b"a,b\n1,2\n", "no column"),
    ],
)
def test_bad_file_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as error:
        read(tmp_path, name, data)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputTooLarge, match=r"bomb\.docx"):
        read(tmp_path, "bomb.docx", zipped(**{"word/document.xml": " " * 30_000_000}))


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"absent\.md"):
        citekit.read(tmp_path / "absent.md")
    with pytest.raises(UnreadableInput, match="directory"):
        citekit.read(tmp_path)


def markdown_notes(text: str) -> list[tuple[str, str, str]]:
    """Each note: its number, the last word before its call, its text."""
    document = read_bytes(text.encode(), "draft.md")
    return [
        (
            block.note.number,
            document.text[: block.note.called_at].split()[-1] if block.note.called_at is not None else "",
            block.span.of(document.text),
        )
        for block in document.blocks
        if block.note
    ]


def test_markdown_notes_in_the_line_are_numbered_with_the_others() -> None:
    text = "One.^[RGANI, f. 5, op. 28, d. 412.] Two.[^1] Three.[^x]\n\n[^x]: In it^[Inner.] too.\n\n[^1]: Там же.\n"
    assert markdown_notes(text) == [
        ("1", "One.", "RGANI, f. 5, op. 28, d. 412."),
        ("2", "Two.", "Там же."),
        ("3", "Three.", "In it too."),
        ("4", "", "Inner."),
    ]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("A[^1]\n\n[^1]: One\n    line.\n\n    Two.\n", [("1", "A", "One line.\nTwo.")]),
        ("- item[^1]\n\n    [^1]: In a list.\n", [("1", "item", "In a list.")]),
        ("> q[^1]\n>\n> [^1]: In a quotation.\n", [("1", "q", "In a quotation.")]),
        ("A[^1]\n\n[^1]: Of\n\n    - one\n    - two\n", [("1", "A", "Of\none\ntwo")]),
        ("| a | b |\n| --- | --- |\n| c[^1] | d |\n\n[^1]: Of a table.\n", [("1", "c", "Of a table.")]),
        ("B[^2] A[^1]\n\n[^1]: One.\n\n[^2]: Two.\n", [("1", "A", "One."), ("2", "B", "Two.")]),
        ("A.\n\n[^7]: Uncalled.\n", [("7", "", "Uncalled.")]),
    ],
)
def test_markdown_notes_wherever_they_are_written(text: str, notes: list[tuple[str, str, str]]) -> None:
    assert markdown_notes(text) == notes
