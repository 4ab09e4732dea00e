import re
from io import BytesIO
from xml.dom import minidom
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import UnknownFormat
from citekit.manuscript.body import Formula, NoteMark, Paragraph, Picture, read_body
from citekit.manuscript.runs import (
    Run,
    from_html,
    joined,
    plain,
    to_markdown,
    with_final_period,
    without_final_period,
)
from citekit.manuscript.write import TitlePage, write

DRAFT = """\
# Head *two* {#id}

The "Soviet" reports[^1] -- x^2^ and H~2~O, [Sc]{.smallcaps}, **bold**, ~~gone~~, `a_b`, <http://x.org/a--b>.

> Quoted[^2]

1. one
2. two

   - inner

| a | b |
|---|---|
| c | d[^3] |

```
code & <more>
```

![A map](map.png) and $a_1$

***

::: {#refs}

Entry *one*.

:::

[^1]: A *note* & more.

    Second paragraph.
[^2]: Two.
[^3]: Three.
"""
PAGE = TitlePage("A & B", ("Author",), "2026", "en-US")


def parts(data):
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_notes_come_in_the_order_of_their_calls():
    body = read_body("b[^b] a[^a]^[in line]\n\n[^a]: A\n[^b]: B\n")
    assert [plain(note[0].inlines) for note in body.notes] == ["B", "A", "in line"]
    marks = [part.note for part in body.blocks[0].inlines if isinstance(part, NoteMark)]
    assert marks == [0, 1, 2]


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", "“so”"), ("de-DE", "„so“"), ("ru", "«so»"), ("fr", "«\u00a0so\u00a0»")]
)
def test_typewriter_quotes_are_those_of_the_language(lang, shown):
    assert plain(read_body('"so"', lang).blocks[0].inlines) == shown


def test_dashes_become_typographic_but_not_in_addresses():
    assert (
        plain(read_body("a--b --- c... http://x.org/a--b").blocks[0].inlines) == "a–b — c… http://x.org/a--b"
    )


def test_pictures_and_formulas_are_kept_apart():
    inlines = read_body("![A map](map.png) $a_1$").blocks[0].inlines
    assert inlines[0] == Picture("map.png", "A map")
    assert inlines[2] == Formula("a_1", displayed=False)


def test_html_is_a_page_with_linked_notes():
    page = write(read_body(DRAFT), PAGE, "html").decode()
    assert "<title>A &amp; B</title>" in page
    assert page.count('role="doc-noteref"') == page.count('<li id="fn') == 3
    assert '<p class="entry">Entry <em>one</em>.</p>' in page
    assert "<pre><code>code &amp; &lt;more&gt;\n</code></pre>" in page
    assert '<span class="smallcaps">Sc</span>' in page
    assert "<script" not in page


def test_latex_has_its_notes_in_the_text():
    text = write(read_body(DRAFT), PAGE, "latex").decode()
    assert r"reports\footnote{A \emph{note} \& more." in text
    assert r"\section*{Head \emph{two}}" in text
    assert r"\texttt{a\_b}" in text
    assert r"\url{http://x.org/a--b}" in text
    assert text.count(r"\footnote{") == 3
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_word_has_real_footnotes_and_named_styles():
    files = parts(write(read_body(DRAFT), PAGE, "docx"))
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            minidom.parseString(data)
    document = files["word/document.xml"].decode()
    notes = files["word/footnotes.xml"].decode()
    styles = set(re.findall(r'w:styleId="([^"]+)"', files["word/styles.xml"].decode()))
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', document + notes))
    assert used <= styles
    assert re.findall(r'footnoteReference w:id="(\d+)"', document) == ["1", "2", "3"]
    assert re.findall(r'<w:footnote w:id="(\d+)"', notes) == ["1", "2", "3"]
    assert notes.count("<w:footnoteRef/>") == 3
    assert {"FootnoteText", "FootnoteReference", "Bibliography"} <= used
    targets = re.findall(r'Target="([^"]+)"', files["word/_rels/document.xml.rels"].decode())
    assert {f"word/{name}" for name in targets if not name.startswith("http")} <= set(files)


def test_opendocument_has_real_footnotes():
    files = parts(write(read_body(DRAFT), PAGE, "odt"))
    assert next(iter(files)) == "mimetype"
    content = files["content.xml"].decode()
    document = minidom.parseString(content)
    assert len(document.getElementsByTagName("text:note")) == 3
    named = {node.getAttribute("style:name") for node in document.getElementsByTagName("style:style")}
    spans = {node.getAttribute("text:style-name") for node in document.getElementsByTagName("text:span")}
    assert spans <= named
    minidom.parseString(files["styles.xml"])
    listed = set(re.findall(r'full-path="([^"]+)"', files["META-INF/manifest.xml"].decode()))
    assert listed == {"/", *files} - {"mimetype", "META-INF/manifest.xml"}


def test_an_unknown_format_is_named():
    with pytest.raises(UnknownFormat, match="docx"):
        write(read_body("x"), PAGE, "docs")


def test_a_picture_is_put_in_with_its_proportions(tmp_path):
    import struct

    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 200, 100)
    (tmp_path / "map.png").write_bytes(header + b"\0" * 20)
    page = TitlePage(folder=tmp_path)
    files = parts(write(read_body("![A map](map.png) ![gone](no.png)"), page, "docx"))
    width, height = map(
        int, re.search(rb'wp:extent cx="(\d+)" cy="(\d+)"', files["word/document.xml"]).groups()
    )
    assert width == 2 * height
    assert b"[gone]" in files["word/document.xml"]
    assert files["word/media/image1.png"].startswith(b"\x89PNG")


RUNS = st.builds(
    Run,
    st.text(alphabet="abé *_`[]<>^~$\\@!&#-.1’“”|{}(:", min_size=1, max_size=12),
    italic=st.booleans(),
    bold=st.booleans(),
)


@given(st.lists(RUNS, min_size=1, max_size=4))
def test_runs_printed_as_markdown_read_back_as_they_were(runs):
    words = "".join(run.text for run in runs).strip()
    markdown = to_markdown(joined(runs), begins_line=True).strip()
    blocks = read_body(markdown).blocks if markdown else ()
    inlines = [part for block in blocks if isinstance(block, Paragraph) for part in block.inlines]
    shown = plain([part for part in inlines if isinstance(part, Run)])
    assert "".join(shown.split()) == "".join(words.split())


@pytest.mark.parametrize(
    ("html", "runs"),
    [
        (
            "A &#38; <i>B <b>c</b></i>",
            (Run("A & "), Run("B ", italic=True), Run("c", italic=True, bold=True)),
        ),
        ('<i>x <span style="font-style:normal;">y</span></i>', (Run("x ", italic=True), Run("y"))),
        ('<span style="font-variant:small-caps;">s</span>', (Run("s", small_caps=True),)),
        ('<a href="http://x?a=1&#38;b">t</a>', (Run("t", link="http://x?a=1&b"),)),
        ('<div class="csl-left-margin">[1] </div><div class="csl-right-inline">T</div>', (Run("[1] T"),)),
        ("a < b", (Run("a < b"),)),
    ],
)
def test_html_becomes_runs(html, runs):
    assert from_html(html) == runs


@pytest.mark.parametrize(
    ("text", "without", "again"),
    [
        ("A.", "A", "A."),
        ("“A.”", "“A”", "“A”."),
        ("A?", "A?", "A?"),
        ("ibid.", "ibid.", "ibid."),
        ("l. 5 ob.", "l. 5 ob.", "l. 5 ob."),
        ("A…", "A…", "A…"),
    ],
)
def test_the_full_stop_of_a_note(text, without, again):
    bare = without_final_period((Run(text),))
    assert plain(bare) == without
    assert plain(with_final_period(bare)) == again
