"""Restyling, with an engine that prints ``[archive: place: locator]`` so that the drafts are what is tested."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from xml.dom import minidom
from zipfile import ZipFile

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from word_file import docx, paragraph, run

from citekit.errors import CitekitError
from citekit.manuscript.restyle import restyle
from citekit.rendering import engine, find_style

STYLE = find_style("chicago")


def _render(style_xml, items, citations, *, locale=None, output="html", nocite=(), document=True):
    by_id = {item["id"]: item for item in items}
    seen, printed, last = set(), [], None
    for citation in citations:
        shown = []
        for cite in citation["citationItems"]:
            item = by_id[cite["id"]]
            sheets = f" {cite['label']} {cite['locator']}" if "locator" in cite else ""
            title = f"<i>{item['title']}</i>: " if "title" in item else ""
            people = "".join(
                f"{name['family']} " for name in (*item.get("author", ()), *item.get("recipient", ()))
            )
            date = f"{item['issued']['date-parts'][0][0]}: " if "issued" in item else ""
            place = f"[{item.get('archive')}: {item.get('archive_location')}]"
            if last == cite["id"]:
                shown.append(f"ibid{sheets}")
            elif cite["id"] in seen and title:
                shown.append(f"{title}short{sheets}")
            else:
                shown.append(f"{people}{title}{date}{place}{sheets}")
            seen.add(cite["id"])
        last = citation["citationItems"][0]["id"] if len(citation["citationItems"]) == 1 else None
        printed.append("; ".join(shown).removesuffix(".") + ".")
    return SimpleNamespace(citations=printed, bibliography=[], ids=[], warnings=[])


@pytest.fixture(autouse=True)
def placing_engine(monkeypatch, telling_engine):
    module = ModuleType("placing_engine")
    module.render = _render
    monkeypatch.setitem(sys.modules, "placing_engine", module)
    monkeypatch.setitem(engine.ENGINES, engine.DEFAULT_ENGINE, "placing_engine")


def restyled(tmp_path, *notes):
    calls = "".join(f"[^{at}]" for at in range(1, len(notes) + 1))
    text = f"Text{calls}.\n\n" + "".join(f"[^{at}]: {note}\n" for at, note in enumerate(notes, 1))
    draft = tmp_path / "draft.md"
    draft.write_text(text, encoding="utf-8")
    done = restyle(draft, STYLE)
    made = re.findall(r"^\[\^\d+\]: (.*)", done.data.decode(), re.MULTILINE)
    assert done.data.decode().split("\n")[0] == text.split("\n")[0]
    return made, done


RGANI = "Russian State Archive of Contemporary History (RGANI)"
TITLED = (
    '"Report on a Conversation with Ri Sang-jo", September 5, 1956, RGANI, f. 5, op. 28, d. 412, ll. 224–228.'
)


@pytest.mark.parametrize(
    ("note", "new"),
    [
        ("RGANI, F.5, Op.28, D.413, L.5.", f"\\[{RGANI}: fond 5, opis 28, delo 413\\] folio 5."),
        (
            "See RGANI, f. 5, op. 28, d. 413, and more.",
            f"See \\[{RGANI}: fond 5, opis 28, delo 413\\], and more.",
        ),
        ("*So* RGANI, f. 5, op. 28, d. 413!", f"*So* \\[{RGANI}: fond 5, opis 28, delo 413\\]!"),
        (
            f"{TITLED} Translated by Gary Goldberg.",
            f"*Report on a Conversation with Ri Sang-jo*: 1956: \\[{RGANI}: fond 5, opis 28, delo 412, "
            "listy 224–228\\]. Translated by Gary Goldberg.",
        ),
        (
            "Protocol of the Politburo, 5 May 1956, РГАНИ. Ф. 3. Оп. 14. Д. 21. Л. 3 об.",
            f"Protocol of the Politburo, 5 May 1956, \\[{RGANI}: fond 3, opis 14, delo 21\\] folio 3 об.",
        ),
    ],
)
def test_a_reference_is_rewritten_and_the_rest_of_its_note_stays(tmp_path, note, new):
    made, done = restyled(tmp_path, note)
    assert made == [new]
    assert done.plan.left == []


def test_later_citations_are_short_and_nothing_reaches_over_another_work(tmp_path):
    made, done = restyled(
        tmp_path, TITLED, "Ibid., l. 226.", "Lankov, *Crisis*, p. 5.", "RGANI, f. 5, op. 28, d. 413.",
        "Much was said.", "RGANI, f. 5, op. 28, d. 413, l. 3.", TITLED.replace("ll. 224–228", "l. 227"),
    )  # fmt: skip
    assert made[1:] == [
        "Ibid folio 226.",
        "Lankov, *Crisis*, p. 5.",
        f"\\[{RGANI}: fond 5, opis 28, delo 413\\].",
        "Much was said.",
        f"\\[{RGANI}: fond 5, opis 28, delo 413\\] folio 3.",
        "*Report on a Conversation with Ri Sang-jo*: short folio 227.",
    ]
    assert done.plan.left == []


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        (["RGANI, f. 5, op. 28, d. 413, l. 6 (top secret); GARF, 9401/1a/135."], "“top secret” in it"),
        (["RGANI, f. 5, op. 28, d. 1; GARF, f. 1, op. 2, d. 3.", "Ibid., l. 7."], "cites several works"),
        (["Delo 5, Opis 28, Delo 412, RGANI."], ""),
        (["f. 5, op. 28, d. 413, l. 6."], "names no"),
    ],
)
def test_what_is_not_sure_is_left_and_listed(tmp_path, notes, reason):
    made, done = restyled(tmp_path, *notes)
    assert made[-1] == notes[-1]
    assert reason in done.plan.left[-1].reason
    assert done.plan.left[-1].number == str(len(notes))


def test_restyling_twice_changes_nothing_more(tmp_path):
    made, _ = restyled(tmp_path, "RGANI, f. 5, op. 28, d. 413, l. 5.", "Much was said.")
    assert restyled(tmp_path, *made)[1].changes == () or made[1] == "Much was said."


def note(number, *runs):
    return f'<w:footnote w:id="{number}"><w:p>{"".join(runs)}</w:p></w:footnote>'


def calls(*numbers):
    return paragraph(run("x"), *(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in numbers))


def test_word_gets_tracked_changes_that_accepted_or_rejected_give_new_or_old(tmp_path):
    italic = "<w:rPr><w:i/></w:rPr>"
    first = note(2, run("See RGA"), run("NI, f. 5,", italic), run(" op. 28 &amp;c., "), run("d. 4."))
    data = docx(calls(3, 2), first + note(3, run("GARF, f. 9401, op. 2, d. 135, l. 3; A &amp; B.")))
    draft = tmp_path / "draft.docx"
    draft.write_bytes(data)
    done = restyle(draft, STYLE, author="Anna & Co")
    assert draft.read_bytes() == data
    assert [change[0] for change in done.changes] == ["1"]
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(done.data)) as after:
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert changed == ["word/footnotes.xml"]
        document = minidom.parseString(after.read("word/footnotes.xml"))
    deleted = "".join(node.firstChild.data for node in document.getElementsByTagName("w:delText"))
    assert deleted == "GARF, f. 9401, op. 2, d. 135, l. 3"
    (inserted,) = document.getElementsByTagName("w:ins")
    assert inserted.getAttribute("w:author") == "Anna & Co"
    new = "".join(node.firstChild.data for node in inserted.getElementsByTagName("w:t"))
    assert new == "[State Archive of the Russian Federation (GARF): fond 9401, opis 2, delo 135] folio 3"
    ids = [
        node.getAttribute("w:id")
        for name in ("w:ins", "w:del")
        for node in document.getElementsByTagName(name)
    ]
    assert len(ids) == len(set(ids))


def test_a_word_reference_over_several_runs(tmp_path):
    italic = "<w:rPr><w:i/></w:rPr>"
    draft = tmp_path / "draft.docx"
    draft.write_bytes(
        docx(calls(2), note(2, run("See RGA"), run("NI, f. 5,", italic), run(" op. 28, d. 4.")))
    )
    done = restyle(draft, STYLE)
    with ZipFile(BytesIO(done.data)) as file:
        document = minidom.parseString(file.read("word/footnotes.xml"))
    old = [node.firstChild.data for node in document.getElementsByTagName("w:delText")]
    assert old == ["RGA", "NI, f. 5,", " op. 28, d. 4"]
    assert "<w:i/>" in document.getElementsByTagName("w:del")[1].toxml()
    kept = "".join(
        node.firstChild.data
        for node in document.getElementsByTagName("w:t")
        if node.firstChild and node.parentNode.parentNode.tagName != "w:ins"
    )
    assert kept == "See ."


def test_other_formats_are_refused(tmp_path):
    (tmp_path / "draft.pdf").write_bytes(b"%PDF")
    with pytest.raises(CitekitError, match="cannot be restyled; Word files"):
        restyle(tmp_path / "draft.pdf", STYLE)


def command(folder, *arguments):
    line = [
        sys.executable,
        "-m",
        "citekit",
        "restyle",
        *map(str, arguments),
        "--library",
        str(folder / "lib"),
    ]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder)


def test_the_command_writes_lists_and_adopts(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text(f"A[^1] b[^2]\n\n[^1]: {TITLED}\n[^2]: RGANI, f. 5, op. 28, d. 1 (secret), l. 2.\n")
    done = command(tmp_path, "draft.md", "-o", "new.diff", "-s", "chicago", "--adopt", "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = json.loads(done.stdout)
    assert "“secret” in it is not understood" in found["left"][-1]["reason"]
    assert (tmp_path / "new.diff").read_text().startswith("--- draft.md\n") or not found["changes"]
    assert "added to the library" in done.stderr
    titles = [json.loads(file.read_text()).get("title") for file in (tmp_path / "lib").glob("*.json")]
    assert "Report on a Conversation with Ri Sang-jo" in titles


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["draft.md", "-o", "draft.md", "-s", "chicago"], 1, "is the draft itself"),
        (["none.md", "-o", "new.md", "-s", "chicago"], 1, "No such file"),
        (["draft.md", "-o", "new.md", "-s", "chicgo"], 2, "did you mean chicago"),
        (["draft.md", "-o", "new.md"], 2, "--style"),
        (["draft.md", "-o", "new.md", "-s", "chicago"], 1, "0 references rewritten"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, arguments, status, said):
    (tmp_path / "draft.md").write_text("Nothing.\n")
    done = command(tmp_path, *arguments)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert (tmp_path / "draft.md").read_text() == "Nothing.\n"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a.odt", "save it as .docx"),
        ("a.rtf", "save it as .docx"),
        ("a.html", "give the draft as one of the two"),
        ("a.txt", "give the draft as one of the two"),
        ("a.pdf", "give the draft as one of the two"),
    ],
)
def test_a_format_that_cannot_be_restyled_is_one_sentence_that_says_which_can(tmp_path, name, hint):
    (tmp_path / name).write_text("RGANI, f. 5, op. 28, d. 412.")
    command = [sys.executable, "-m", "citekit", "restyle", tmp_path / name, "-o", tmp_path / "b.docx"]
    done = subprocess.run([*command, "-s", "chicago"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    said = f"{name}: cannot be restyled; Word files (.docx) can, as tracked changes, and Markdown (.md): {hint}\n"
    assert done.stderr.decode().endswith(said)
    assert not (tmp_path / "b.docx").exists()
