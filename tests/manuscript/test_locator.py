import pytest

from citekit.manuscript.locator import Locator, locate


@pytest.mark.parametrize(
    ("suffix", "label", "value", "rest"),
    [
        (", l. 225", "folio", "225", ""),
        (", ll. 225–226 ob.", "folio", "225–226 ob.", ""),
        (", fol. 3v *passim*", "folio", "3v", " *passim*"),
        (", f. 3v", "folio", "3v", ""),
        (", Bl. 8", "folio", "8", ""),
        (", л. 12 об.", "folio", "12 об.", ""),
        (", 12об.", "folio", "12об.", ""),
        (", лл. 5–6, 8 об., 10", "folio", "5–6, 8 об., 10", ""),
        (", арк. 5 зв.", "folio", "5 зв.", ""),
        (", k. 14", "folio", "14", ""),
        (", sheet 4", "folio", "4", ""),
        (", 225 ob., and more", "folio", "225 ob.", ", and more"),
        (", p. 3", "page", "3", ""),
    ],
)
def test_in_an_archive_sheets_are_counted(suffix, label, value, rest):
    assert locate(suffix, in_archive=True, bare="folio") == (Locator(label, value), rest)


@pytest.mark.parametrize(
    ("suffix", "label", "value", "rest"),
    [
        (", 3–5", "page", "3–5", ""),
        ("p. 3", "page", "3", ""),
        (", p.3", "page", "3", ""),
        (", S. 5", "page", "5", ""),
        (", с. 5", "page", "5", ""),
        (", pp. 33-35, 38-39 and *passim*", "page", "33-35, 38-39", " and *passim*"),
        (", pp. 33, 35-37, and nowhere else", "page", "33, 35-37", ", and nowhere else"),
        (", pp. 5 ff.", "page", "5", " ff."),
        (", pp. iv–ix.", "page", "iv–ix", "."),
        (", IV", "page", "IV", ""),
        (", chap. 3, p. 4", "chapter", "3", ", p. 4"),
        (", vol. 2, p. 5", "volume", "2", ", p. 5"),
        (", §5", "section", "5", ""),
        (", n. 5", "note", "5", ""),
        (", l. 225", "line", "225", ""),
        (", ll. 3–5", "line", "3–5", ""),
        (", col. 7", "column", "7", ""),
        (", Bd. 3", "volume", "3", ""),
        ("{ii, A, D-Z}, with", "page", "ii, A, D-Z", ", with"),
        (", {pp. iv, (xv)-(xvii)} and", "page", "iv, (xv)-(xvii)", " and"),
        (", 5. Then", "page", "5", ". Then"),
    ],
)
def test_in_a_book_pages_and_what_csl_knows(suffix, label, value, rest):
    assert locate(suffix) == (Locator(label, value), rest)


@pytest.mark.parametrize(
    "suffix",
    [
        ", box 12, folder 3",
        ", doc. 5",
        ", папка 3",
        ", with a suffix",
        ", l. b/n",
        " civil war",
        "",
        ", c. 1956",
    ],
)
def test_what_is_no_locator_of_csl_stays_as_written(suffix):
    assert locate(suffix) == (None, suffix)


@pytest.mark.parametrize(
    "label", ["act", "appendix", "book", "chapter", "column", "figure", "folio", "issue"]
)
def test_the_full_words_of_csl_are_known(label):
    assert locate(f", {label} 7") == (Locator(label, "7"), "")


@pytest.mark.parametrize(
    ("written", "typeset"),
    [
        ("vi-xi", "vi–xi"),
        ("(xv)-(xvii)", "(xv)–(xvii)"),
        ("A, D-Z", "A, D–Z"),
        ("R-9478", "R-9478"),
        ("a-b-c", "a-b-c"),
    ],
)
def test_a_range_of_letters_or_roman_numbers_gets_its_dash(written, typeset):
    assert Locator("page", written).typeset == typeset
