"""Plain text: wrapped lines, notes as people type them, encodings."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit.model import BlockKind
from citekit.read import read_bytes
from citekit.read.text import from_text
from citekit.read.wrapping import unwrapped

PROSE = (
    "Канцелярия губернатора работала без спешки: письмо вскрывали, заносили в журнал и отдавали столоначальнику, а "
    "подлинник хранится в деле ЦГАИПД. Ф. 1728. Оп. 12. Ед. хр. 537079. Л. 12, 15, 17 об. и прежде не публиковался."
)
NOTES = (
    "РГВИА: ф. 14877, оп. 1, д. 2049 (1854), д. 3504 (1860), д. 4006 (1862), д. 4255 (1863). ГАКК: ф. 353, оп. 1, д. 1035, д. 1284.",
    "Там же. Л. 30.",
    "Кто ждёт от этих папок приговоров и указов, найдёт в них прежде всего счета и жалобы; см. РГИА, ф. 1285, д. 4.",
    "ГАРФ. Ф. 9401. Оп. 2. Д. 96. Л. 3.",
)


def wrapped(width: int, style: str, hanging: str) -> str:
    lines = [
        textwrap.fill(PROSE + "[1]", width),
        "",
        textwrap.fill(PROSE + "[2]", width),
        "",
        "ПРИМЕЧАНИЯ",
        "",
    ]
    for number, note in enumerate(NOTES, 1):
        lines += [textwrap.fill(style.format(number) + note, width, subsequent_indent=hanging)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("width", [56, 64, 72, 76, 100])
@pytest.mark.parametrize(("style", "hanging"), [("{}. ", ""), ("[{}] ", "    "), ("{}) ", "  "), ("{} ", "")])
def test_wrapped_notes_are_whole_and_their_own(width: int, style: str, hanging: str) -> None:
    document = read_bytes(wrapped(width, style, hanging).encode("cp1251"), "notes.txt")
    assert [b.span.of(document.text) for b in document.blocks if b.note] == list(NOTES)
    assert [b.note.number for b in document.blocks if b.note] == ["1", "2", "3", "4"]
    assert document.blocks[0].span.of(document.text) == PROSE + "[1]"


@given(st.lists(st.text("абвгд ежз.", min_size=1, max_size=300), min_size=1, max_size=6), st.integers(50, 90))
def test_wrapping_loses_no_word(paragraphs: list[str], width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width, break_long_words=False) for paragraph in paragraphs)
    assert unwrapped(text).split() == text.split()


def test_lines_that_are_not_wrapped_stay() -> None:
    verse = "\n".join(["A short line,", "a second one that is somewhat longer,", "and a third."] * 5)
    assert unwrapped(verse) == verse
    rows = "\n".join(
        f"РГАНИ. Ф. 5. Оп. 28. Д. {number}. Л. 224–228. {'x' * (number % 7)}." for number in range(30)
    )
    assert unwrapped(rows) == rows


@pytest.mark.parametrize(
    ("call", "start"), [("[{}]", "[{}] "), ("{}", "{} "), ("[{}]", "{}. "), ("[^{}]", "[^{}]: ")]
)
def test_notes_without_a_heading_are_found_by_their_calls(call: str, start: str) -> None:
    raised = start == call + " " and "[" not in call
    numbers = "¹²³" if raised else "123"
    text = " ".join(f"Words{call.format(n)} go on." for n in numbers) + "\n\n"
    text += "\n\n".join(start.format(n) + note for n, note in zip(numbers, NOTES, strict=False))
    document = from_text(text)
    notes = [block for block in document.blocks if block.note]
    assert [block.span.of(text) for block in notes] == list(NOTES[:3])
    assert all(text[: block.note.called_at].endswith("Words") for block in notes if block.note)


def test_a_note_of_two_paragraphs_is_one() -> None:
    text = "Words.[1] More.[2]\n\nNotes\n\n1. First.\n\nSecond paragraph.\n\n2. Another.\n"
    notes = [block.span.of(text) for block in from_text(text).blocks if block.note]
    assert notes == ["First.\n\nSecond paragraph.", "Another."]


def test_a_numbered_paragraph_is_no_note() -> None:
    text = "Words.\n\n1. The first point is this.\n\n2. The second is that.\n"
    assert all(block.kind is BlockKind.PARAGRAPH for block in from_text(text).blocks)


PAGE_OF_ENDNOTES = (
    "RGASPI, F.558, Op.1, D.5754, L.126.",
    "Ibid., Op.11, D.1605.",
    "It was initially published in February–March 1948.",
)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_page_of_endnotes_begins_at_any_number(between: str) -> None:
    text = between.join(f"{number}. {note}" for number, note in enumerate(PAGE_OF_ENDNOTES, 88))
    blocks = from_text(text).blocks
    assert [(b.note and b.note.number, b.span.of(text)) for b in blocks] == [
        (str(number), note) for number, note in enumerate(PAGE_OF_ENDNOTES, 88)
    ]


def test_numbered_paragraphs_without_an_ibid_are_no_notes() -> None:
    text = "\n\n".join(f"{number}. Point {number} is made here." for number in range(1, 6))
    assert all(block.kind is BlockKind.PARAGRAPH for block in from_text(text).blocks)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224–228.", "cp1251"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224.", "koi8-r"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 224.", "cp866"),
        ("ЦДАГО України, ф. 1, оп. 24, спр. 4265, арк. 12 зв. Її лист", "cp1251"),
        ("РГАНИ. Ф. 5. Оп. 28.", "utf-16"),
        ("РГАНИ. Ф. 5. Оп. 28.", "utf-16-le"),
        ("РГАНИ. Ф. 5. Оп. 28.", "utf-16-be"),
        ("RGANI, f. 5, op. 28, d. 412", "utf-16-le"),
        ("РГАНИ. Ф. 5. Оп. 28.", "utf-32"),
        ("РГАНИ. Ф. 5. Оп. 28.", "utf-8-sig"),
        ("Там же.", "cp1251"),
        ("Там же. Л. 3.", "koi8-r"),
        (
            "Archiwum Akt Nowych, zespół 11, teczka 419, Bolesław Bierut – pięć rozmów, Łódź, część źródeł",
            "cp1250",
        ),
        ("Bundesarchiv, Köln, Überlieferung der März-Revolten – Größe “x”", "cp1252"),
        ("Národní archiv, Praha, fond Ministerstvo zahraničních věcí, složka 12, příloha ž", "cp1250"),
    ],
)
def test_encodings(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "x.txt").text == text


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2010", "\u2011", "\u2012", "\u2212"])
def test_every_dash_of_a_range_is_one(dash: str) -> None:
    text = f"RGANI, f. 5, op. 28, d. 412, ll. 224{dash}228."
    for source in (text, read_bytes(text.encode(), "note.txt")):
        (record,) = citekit.extract(source)
        level = record.archival[0].levels[-1]
        assert level.value.translate({0x2013: "-", 0x2014: "-"}) == "224-228"
        assert level.span
        assert text[level.span.start : level.span.end].endswith(f"224{dash}228")


def test_a_hyphen_at_the_end_of_a_wrapped_line_is_kept_where_the_text_has_the_word_so() -> None:
    text = "\n".join(
        [
            "The hard-line faction in the Politburo objected to the plan of the commi-",
            "ssar, and the telegram that followed was written by members of the hard-",
            "line faction who had been in the capital since the spring of the year be-",
            "fore, when the quotas for the deliveries of grain were raised once again.",
        ]
    )
    joined = unwrapped(text)
    assert "members of the hard-line faction" in joined
    assert "of the commissar, and" in joined


def test_wrapped_lines_of_chinese_are_joined_without_a_blank() -> None:
    line = "湖北省档案馆所藏关于一九五八年人民公社问题的会议记录以及各地方党委的报告共有三百余件其中大部分已经开放"
    text = f"{line}\n{line}\n{line}\n第3页。\n"
    assert read_bytes(text.encode(), "a.txt").text == f"{line}{line}{line}第3页。\n"


@pytest.mark.parametrize("back", ["^", "↑", "^ a b", "^ a b c"])
def test_what_leads_back_to_the_call_is_no_part_of_a_note(back: str) -> None:
    document = from_text(f"Said.[1] Done.[2]\n\nReferences\n\n1. {back} FO 371/1, TNA.\n\n2. {back} f 5.\n")
    assert [block.span.of(document.text) for block in document.blocks if block.note] == [
        "FO 371/1, TNA.",
        "f 5.",
    ]
