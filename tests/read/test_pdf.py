"""PDF: the files are written here, letter for letter as a typesetter places them."""

import pytest

from citekit.errors import UnreadableInput
from citekit.model import BlockKind, Document
from citekit.read import read_bytes

Set = tuple[float, float, float, str]
"""Where a piece of text is set: left, baseline, size, words."""


def pdf(*pages: list[Set] | str, extra: str = "") -> bytes:
    """A PDF of pages in Times, or of what a page's content says."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"]
    kids = []
    for page in pages:
        words = (
            [page]
            if isinstance(page, str)
            else [
                f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET"
                for x, y, size, text in page
            ]
        )
        content = "\n".join(words)
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 600]/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF".encode()


def lines(y: float, size: float, *texts: str, left: float = 50, leading: float = 1.2) -> list[Set]:
    return [(left, y - place * size * leading, size, text) for place, text in enumerate(texts)]


def blocks(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if not block.note]


def notes(document: Document) -> list[tuple[str, str, str]]:
    return [
        (block.note.number, document.text[: block.note.called_at or 0][-6:], block.span.of(document.text))
        for block in document.blocks
        if block.note
    ]


BODY = (
    "The clerks of the chancery wrote for their own use and for nobody else,",
    "and they bound their papers by year and by desk. When a case moved to",
)
FIRST = [
    *lines(500, 11, *BODY),
    *lines(473.6, 11, "another ministry, nobody unbound what the older desks had understood."),
    (368, 477.6, 7, "1"),
    *lines(
        460.4,
        11,
        "Nobody should read so much quiet over these papers as con-",
        "sent, and the minutes give for it the years 1956-",
        "1958 only.",
    ),
    (97, 438, 7, "2"),
]
FEET = [
    (50, 93, 5, "1"),
    (55, 90, 9, "RGANI, f. 5, op. 28, d. 412, ll. 224-228. Obtained by Nobuo"),
    *lines(79.2, 9, "Shimotomai; see also RGASPI, f. 17, op. 163, d. 899, l. 75."),
    (50, 71.4, 5, "2"),
    (55, 68.4, 9, "AVP RF, f. 0102, op. 12, p. 68, d. 4, ll. 35-37, and a remark"),
]
SECOND = [
    *lines(
        500,
        11,
        "None of this was unusual at the time in any of the offices, and in",
        "another department, nobody asked.",
    ),
    *lines(90, 9, "that runs over to the next page of the book."),
    (50, 82.2, 5, "3"),
    (55, 79.2, 9, "Ibid., l. 38."),
]


def test_body_and_notes_are_parted_and_whole() -> None:
    document = read_bytes(pdf(FIRST + FEET, SECOND), "book.pdf")
    assert blocks(document) == [
        f"{' '.join(BODY)} another ministry, nobody unbound what the older desks had understood. Nobody should read so much quiet "
        "over these papers as consent, and the minutes give for it the years 1956-1958 only.",
        "None of this was unusual at the time in any of the offices, and in another department, nobody asked.",
    ]
    assert notes(document) == [
        (
            "1",
            "stood.",
            "RGANI, f. 5, op. 28, d. 412, ll. 224-228. Obtained by Nobuo Shimotomai; see also RGASPI, f. 17, op. 163, d. 899, l. 75.",
        ),
        (
            "2",
            " only.",
            "AVP RF, f. 0102, op. 12, p. 68, d. 4, ll. 35-37, and a remark that runs over to the next page of the book.",
        ),
        ("3", "", "Ibid., l. 38."),
    ]


def test_notes_in_the_body_s_own_size_begin_with_a_raised_number() -> None:
    page = [
        *lines(500, 11, *BODY, "another department, nobody asked."),
        (50, 94, 7, "1"),
        (56, 90, 11, "RGANI, f. 5, op. 28."),
    ]
    assert notes(read_bytes(pdf(page), "x.pdf")) == [("1", "", "RGANI, f. 5, op. 28.")]


def test_running_heads_and_page_numbers_are_out() -> None:
    pages = [
        [
            (50, 560, 9, "Grain and silence"),
            (350, 560, 9, str(number)),
            *lines(500, 11, *BODY, f"office {'abc'[number]}."),
            (200, 30, 9, f"- {number} -"),
        ]
        for number in range(3)
    ]
    document = read_bytes(pdf(*pages), "x.pdf")
    assert "Grain" not in document.text
    assert "- 1 -" not in document.text
    assert all(f"office {letter}." in document.text for letter in "abc")


def test_two_columns_are_read_one_after_the_other() -> None:
    page = [
        *lines(500, 9, "They bound papers by year and", "by desk, and when a case went"),
        *lines(500, 9, "to another office they left it.", "Nobody asked.", left=230),
    ]
    assert blocks(read_bytes(pdf(page), "x.pdf")) == [
        "They bound papers by year and by desk, and when a case went to another office they left it. Nobody asked."
    ]


def test_endnotes_under_a_heading() -> None:
    page = [
        *lines(500, 11, *BODY, "another department, nobody asked."),
        *lines(440, 14, "Notes"),
        *lines(420, 11, "1. RGANI, f. 5, op. 28, d. 412, l. 3, where the report of the ambassador"),
        *lines(406.8, 11, "is kept."),
        *lines(385, 11, "2. Ibid., l. 4."),
    ]
    document = read_bytes(pdf(page), "x.pdf")
    assert [text for _, _, text in notes(document)] == [
        "RGANI, f. 5, op. 28, d. 412, l. 3, where the report of the ambassador is kept.",
        "Ibid., l. 4.",
    ]
    assert [block.kind for block in document.blocks][1] is BlockKind.HEADING


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([]), "is a scan"),
        (
            pdf(
                [],
                extra="/Encrypt<</Filter/Standard/V 1/R 2/O("
                + "x" * 32
                + ")/U("
                + "y" * 32
                + ")/P -1>>/ID[(a)(b)]",
            ),
            "is encrypted",
        ),
        (pdf(FIRST)[:300], "is damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as error:
        read_bytes(data, "book.pdf")
    assert str(error.value).startswith("book.pdf: ")


def page_of(number: int, *calls: int) -> list[Set]:
    """A page's text, unlike that of any other page, with the calls of these notes."""
    words = ("clerks", "desks", "papers", "chancery", "minutes")
    body = [
        f"The {words[(number + place) % 5]} of year {'abcdefgh'[number]} lay {'there ' * place}in the chancery"
        for place in range(3)
    ]
    return [
        *lines(500, 11, *body),
        *((320 + 9 * place, 478, 7, str(call)) for place, call in enumerate(calls)),
    ]


def test_a_note_whose_end_recurs_at_the_foot_of_the_pages_is_whole() -> None:
    pages = [
        [
            *page_of(number, number),
            (50, 124, 7, str(number)),
            *lines(120, 11, f"Letter {'abcdef'[number] * 3} to Stalin, 5 May 1932, RGASPI, f. 558,", f"op. 11, d. {number * 7}, ll. 23-47.", left=56),
        ]
        for number in range(1, 6)
    ]  # fmt: skip
    found = notes(read_bytes(pdf(*pages), "article.pdf"))
    assert [text for _, _, text in found] == [
        f"Letter {'abcdef'[number] * 3} to Stalin, 5 May 1932, RGASPI, f. 558, op. 11, d. {number * 7}, ll. 23-47." for number in range(1, 6)
    ]  # fmt: skip


def test_notes_set_apart_from_one_another_are_no_page_numbers() -> None:
    pages = []
    for number in range(1, 6):
        first, second = 2 * number - 1, 2 * number
        notes_of_page = [
            *((50, 144, 7, str(first)), (60, 140, 11, f"RGASPI, f. 17, op. 162, d. {number}, l. 12.")),
            *((50, 114, 7, str(second)), (60, 110, 11, f"RGASPI, f. 82, op. 2, d. {number}, l. 3.")),
        ]
        pages.append([*page_of(number, first, second), *notes_of_page])
    assert [number for number, _, _ in notes(read_bytes(pdf(*pages), "article.pdf"))] == [
        str(number) for number in range(1, 11)
    ]


def test_a_hyphen_that_the_document_writes_elsewhere_is_kept() -> None:
    document = read_bytes(
        pdf(
            lines(
                500,
                11,
                "The hard-line men of the ministry had written to the sotsial'no-demokrat so",
                "that nobody should take the record of what was said for the hard-",
                "line speech, or the long letter that they sent to the chancery for con-",
                "sent. What was written was read by nobody but the clerks of the desk.",
            )
        ),
        "article.pdf",
    )
    (text,) = blocks(document)
    assert "for the hard-line speech" in text
    assert "for consent. What" in text


def test_pages_that_are_scans_among_others_are_named() -> None:
    one, other = (
        lines(500, 10, words) for words in ("The minutes give decisions.", "Arguments are seldom kept.")
    )
    scan = "q 400 0 0 500 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    document = read_bytes(pdf(one, scan, scan, [], other, scan), "x.pdf")
    assert [(found.code, found.message) for found in document.diagnostics] == [
        ("page-without-text", "pages 2–3, 6 are scans without text, and not read")
    ]
    assert read_bytes(pdf(one, []), "x.pdf").diagnostics == ()


def test_scans_that_bear_a_stamp_are_scans() -> None:
    stamped = "BT /F1 9 Tf 1 0 0 1 50 20 Tm (Digitized by a library) Tj ET q 400 0 0 500 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    words = "BT /F1 9 Tf 1 0 0 1 50 300 Tm (A page with words of its own.) Tj ET " + stamped
    with pytest.raises(UnreadableInput, match="is a scan: it has no text but what recurs"):
        read_bytes(pdf(*[stamped] * 5), "x.pdf")
    document = read_bytes(pdf(words, *[stamped] * 4), "x.pdf")
    assert [found.message for found in document.diagnostics] == [
        "pages 2–5 are scans without text, and not read"
    ]


def test_calls_are_found_again_after_some_that_are_lost() -> None:
    feet = {1: [1], 2: [2, 3, 4, 5], 3: [6], 4: [7]}
    pages = [
        [
            *lines(
                500,
                11,
                f"The desk {number} of the chancery",
                f"wrote in year {number} for their own use that",
            ),
            *lines(473.6, 11, f"another {word}, nobody unbound what the older desks had understood."),
            *([] if number == 2 else [(368.0, 477.6, 7.0, str(note)) for note in noted]),
            *(
                piece
                for place, note in enumerate(noted)
                for piece in (
                    (50, 184 - 30 * place, 7, str(note)),
                    (60, 180 - 30 * place, 11, f"RGASPI, f. 17, op. 162, d. {note}."),
                )
            ),
        ]
        for (number, noted), word in zip(feet.items(), ("clerks", "papers", "minutes", "orders"), strict=True)
    ]
    document = read_bytes(pdf(*pages), "article.pdf")
    called = [block.note.number for block in document.blocks if block.note and block.note.called_at]
    assert called == ["1", "6", "7"]


def test_numbered_lines_at_the_end_are_the_notes_that_the_text_calls() -> None:
    body = [*lines(500, 11, *BODY, "another ministry, nobody unbound what the older desks had understood.")]
    calls = [(368.0, 477.6, 7.0, "1")]
    more = [*lines(440, 11, *BODY, "another ministry, nobody unbound what the older desks had understood.")]
    more_calls = [(368.0, 417.6, 7.0, "2")]
    listed = [
        *lines(380, 11, "1. First the minister was asked.", "2. Then nobody was asked again.", leading=2)
    ]
    ends = [
        *lines(500, 11, "1. Memorandum of Conversation, RGANI, f. 5, op. 28, d. 412,"),
        *lines(487, 11, "ll. 224-228.", left=62),
        *lines(464, 11, "2. RGASPI, f. 17, op. 163, d. 899, l. 75."),
    ]
    document = read_bytes(pdf([*body, *calls, *more, *more_calls], ends), "page.pdf")
    assert [text for _, _, text in notes(document)] == [
        "Memorandum of Conversation, RGANI, f. 5, op. 28, d. 412, ll. 224-228.",
        "RGASPI, f. 17, op. 163, d. 899, l. 75.",
    ]
    assert [block.note.called_at is None for block in document.blocks if block.note] == [False, False]
    assert not notes(read_bytes(pdf([*body, *listed]), "page.pdf"))


def test_endnotes_that_the_text_calls_in_brackets_are_apart() -> None:
    body = [
        *lines(500, 11, "The clerks wrote for nobody else.[1] They bound it by year.[2] Then nothing.[3]")
    ]
    ends = lines(440, 11, "[1] SPA Files: Lot 61-D 146, Box 4581", "[2] FO 371/1, 2 and 5, TNA", "[3] Ibid.")
    assert [text for _, _, text in notes(read_bytes(pdf([*body, *ends]), "page.pdf"))] == [
        "SPA Files: Lot 61-D 146, Box 4581",
        "FO 371/1, 2 and 5, TNA",
        "Ibid.",
    ]


def test_a_page_s_number_among_all_pages_is_out() -> None:
    pages = [
        [*lines(500, 11, *BODY, f"office {'ab'[number]}."), (380, 20, 7, f"{number + 1} / 2")]
        for number in range(2)
    ]
    document = read_bytes(pdf(*pages), "page.pdf")
    assert " / 2" not in document.text
    assert not notes(document)
