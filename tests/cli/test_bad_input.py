"""Bad input is normal input: a clear line for that file, the others go on, the exit status says it."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest

NOTE = "RGANI, f. 5, op. 28, d. 412, l. 3."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>'


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(text, doctype=""):
    body = (
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    )
    return zipped({"word/document.xml": doctype + body})


def odt(text, doctype=""):
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = f"<o:document-content {names}><o:body><o:text><t:p>{text}</t:p></o:text></o:body></o:document-content>"
    return zipped({"content.xml": doctype + body})


def epub(chapters, doctype=""):
    container = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    items = "".join(f'<item id="i{number}" href="{number}.xhtml"/>' for number in range(len(chapters)))
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    package = f"{doctype}<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    parts = {"META-INF/container.xml": container, "c.opf": package}
    return zipped(
        parts
        | {f"{number}.xhtml": f"<html><body>{text}</body></html>" for number, text in enumerate(chapters)}
    )


def lying(data):
    """The zip with a part that says it is smaller than it is."""
    changed = bytearray(data)
    directory = changed.rfind(b"word/document.xml") - 46
    changed[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    return bytes(changed)


def scan():
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(200, 200)
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


BLANKS = " " * (5 * 2**20)
BAD = {
    "empty.md": (b"", "is empty"),
    "empty.bib": (b"", "is empty"),
    "zeros.txt": (bytes(1000), "is no text"),
    "noise.html": (bytes(range(128, 256)) * 9 + bytes(9), "is no text"),
    "cut.docx": (docx(NOTE)[:-40], "is damaged"),
    "cut.odt": (odt(NOTE)[:-40], "is damaged"),
    "cut.epub": (epub([NOTE])[:-40], "is damaged"),
    "cut.pdf": (scan()[:60], "is damaged"),
    "scan.pdf": (scan(), "is a scan: it has no text"),
    "bomb.docx": (docx(BLANKS), "no ordinary document"),
    "bomb.odt": (odt(BLANKS), "no ordinary document"),
    "bomb.epub": (epub([BLANKS]), "no ordinary document"),
    "lying.docx": (lying(docx(NOTE * 100_000)), "is damaged"),
    "parts.docx": (zipped({f"word/{number}": "" for number in range(10_001)}), "more than 10,000 parts"),
    "laughs.docx": (docx("&i;", LAUGHS), "declares XML entities"),
    "laughs.odt": (odt("&i;", LAUGHS), "declares XML entities"),
    "laughs.epub": (epub(["&i;"], LAUGHS), "declares XML entities"),
    "laughs.rdf": (f"{LAUGHS}<rdf:RDF xmlns:rdf='x'>&i;</rdf:RDF>".encode(), "entit"),
    "outside.docx": (docx("&i;", OUTSIDE), "declares XML entities"),
    "outside.odt": (odt("&i;", OUTSIDE), "declares XML entities"),
    "text.docx": (NOTE.encode(), "is no Word document"),
    "text.odt": (NOTE.encode(), "is no OpenDocument text"),
    "text.epub": (NOTE.encode(), "is no EPUB"),
    "text.pdf": (NOTE.encode(), "is no PDF"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + bytes(600), "or encrypted"),
    "deep.docx": (docx("<w:x>" * 5000 + "</w:x>" * 5000), "too deep"),
    "deep.html": (b"<div>" * 100_000, "5,000 deep"),
    "deep.json": (b"[" * 100_000, "nested too deeply"),
}
GOOD = {
    "docx.txt": docx(NOTE),
    "odt.docx": odt(NOTE),
    "page.docx": f"<!doctype html><p>{NOTE}".encode(),
    "page.pdf": f"<html><p>{NOTE}".encode(),
    "page.csv": f"<!doctype html><p>{NOTE}".encode(),
    "rich.txt": rf"{{\rtf1 {NOTE}}}".encode(),
    "none": NOTE.encode(),
    "wide.txt": NOTE.encode("utf-16"),
    "deep.rtf": ("{\\rtf1 " + "{" * 20_000 + NOTE + "}" * 20_001).encode(),
}


def run(*arguments, cwd=None, **options):
    command = [sys.executable, "-m", "citekit", *map(os.fspath, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=cwd, **options)


@pytest.fixture(scope="module")
def zoo(tmp_path_factory):
    """A folder with every bad file, and a good one at its end."""
    folder = tmp_path_factory.mktemp("zoo")
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "z-good.md").write_text(NOTE)
    return folder


@pytest.fixture(scope="module")
def said(zoo):
    """What one run over all of them says of each, and what it gives."""
    done = run("extract", *(zoo / name for name in [*BAD, "z-good.md"]), "--jobs", "2")
    return done, dict(
        re.fullmatch(r"citekit: .*/([^/:]+): (.*)", line).groups()
        for line in done.stderr.decode().splitlines()
    )


def test_the_others_go_on(said):
    done, lines = said
    assert done.returncode == 1
    assert [item["id"] for item in json.loads(done.stdout)] == ["rgani-5-28-412-3"]
    assert lines.keys() == BAD.keys()


@pytest.mark.parametrize("name", BAD)
def test_each_is_one_clear_line(said, name):
    _, lines = said
    assert BAD[name][1] in lines[name]
    assert not re.search(r"Traceback|please report|xmlCtxt|XML_PARSE|Error\(", lines[name])


@pytest.mark.parametrize("name", GOOD)
def test_what_is_only_named_wrongly_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(GOOD[name])
    done = run("extract", tmp_path / name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)) == 1


@pytest.mark.parametrize("command", ["cite", "check", "export", "footnotes", "restyle", "add"])
def test_no_command_breaks_on_them(zoo, tmp_path, command):
    options = {
        "export": ["--to", "csl-json"],
        "footnotes": ["-o", tmp_path / "out.docx"],
        "restyle": ["-o", tmp_path / "out.docx", "-s", "chicago"],
        "add": ["--library", tmp_path / "library"],
    }.get(command, [])
    # A word processor's file may nest as deep as it likes where it is not read as a tree.
    names = [zoo / name for name in BAD if name != "deep.docx"]
    together = command not in ("footnotes", "restyle")
    for inputs in [names] if together else [[name] for name in names if name.suffix in (".docx", ".odt")]:
        done = run(command, *inputs, *options)
        assert done.returncode in (1, 2), inputs
        assert b"Traceback" not in done.stderr, inputs
        assert not done.stdout or together
    assert not (tmp_path / "out.docx").exists()


def test_pipes_links_and_files_that_are_gone(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    (tmp_path / "circle.md").symlink_to("circle.md")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to("..")
    (tmp_path / "inner" / "good.md").write_text(NOTE)
    for pattern in (tmp_path, f"{tmp_path}/**/*.md"):
        done = run("extract", pattern)
        assert len(json.loads(done.stdout)) == 1
        lines = sorted(done.stderr.decode().splitlines())
        assert [line.rpartition("/")[2] for line in lines] == [
            "circle.md: Too many levels of symbolic links",
            "gone.md: No such file or directory",
            "pipe.md: is no file, but a pipe or a device; give what it holds to -",
        ]
        assert done.returncode == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_what_may_not_be_opened(tmp_path):
    _closed(tmp_path)
    _assert_closed_is_said(run("extract", tmp_path))


@pytest.mark.skipif(
    os.geteuid() != 0 or not Path("/usr/bin/setpriv").exists(), reason="drops the rights of root"
)
def test_what_may_not_be_opened_without_the_rights_of_root(tmp_path):
    _closed(tmp_path)
    command = [
        "setpriv",
        "--inh-caps=-all",
        "--bounding-set=-all",
        sys.executable,
        "-m",
        "citekit",
        "extract",
    ]
    _assert_closed_is_said(subprocess.run([*command, tmp_path], capture_output=True, check=False))


def _closed(folder):
    (folder / "good.md").write_text(NOTE)
    (folder / "secret.md").write_text(NOTE)
    (folder / "secret.md").chmod(0)
    (folder / "closed").mkdir(mode=0)


def _assert_closed_is_said(done):
    assert len(json.loads(done.stdout)) == 1
    lines = sorted(line.rpartition("/")[2] for line in done.stderr.decode().splitlines())
    assert lines == ["closed: may not be opened: permission denied", "secret.md: Permission denied"]
    assert done.returncode == 1


def test_a_device_has_no_end_and_is_not_read():
    done = run("extract", "/dev/zero")
    assert (done.returncode, b"is no file" in done.stderr) == (1, True)


@pytest.mark.parametrize("command", [["extract"], ["export", "--to", "csl-json"]])
@pytest.mark.parametrize(
    "content", [NOTE + " word" * 2000, '[{"id": "a", "type": "book", "title": "' + "x" * 9000 + '"}]']
)
def test_what_the_shell_opens_is_read_whole(command, content):
    done = run(*command, "/dev/stdin", input=content.encode())
    assert (done.returncode, len(json.loads(done.stdout))) == (0, 1)
    assert "x" * 9000 in done.stdout.decode() or content.startswith("RGANI")


@pytest.mark.skipif(sys.platform == "darwin", reason="every name there is Unicode")
def test_names_that_are_no_unicode(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(NOTE)
    (tmp_path / os.fsdecode(b"caf\xe9.pdf")).write_bytes(b"%PDF-1.4 cut")
    page, output = tmp_path / "page.html", tmp_path / "all.json"
    for _ in range(2):
        done = run("extract", tmp_path, "-o", output, "--report", page)
        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1
        assert b"is damaged" in done.stderr
        assert len(json.loads(output.read_bytes())) == 1
        assert "is damaged" in page.read_text("utf-8")
