import pytest

from citekit.formats import export, parse, write
from citekit.formats.tex.names import read_names, write_names
from citekit.formats.tex.text import decode, encode
from citekit.formats.tex.titles import protected


def test_the_sample_is_an_entry_that_prints_everything_once(fedorenko):
    assert export([fedorenko], "bibtex") == (
        "@unpublished{fedorenko-1956-report,\n"
        "  title = {Report by {N.T. Fedorenko} on a Conversation with {Ri Sang-jo}, Ambassador of the {DPRK} to "
        "the {USSR}},\n"
        "  shorttitle = {Report by {N.T. Fedorenko}},\n"
        "  translator = {Goldberg, Gary},\n"
        "  year = {1956},\n"
        "  month = sep,\n"
        "  day = {5},\n"
        "  date = {1956-09-05},\n"
        "  note = {Russian State Archive of Contemporary History ({RGANI}), Moscow, fond 5, opis 28, delo 412, "
        "listy 224–228. Wilson Center Digital Archive. Obtained by Nobuo Shimotomai. Translated by Gary "
        "Goldberg},\n"
        "  language = {english},\n"
        "  url = {https://wilson-center-digital-archive.dvincitest.com/document/113564},\n"
        "  archive = {Russian State Archive of Contemporary History (RGANI)},\n"
        "  archiveplace = {Moscow},\n"
        "  archivelocation = {fond 5, opis 28, delo 412, listy 224–228},\n"
        "  library = {Wilson Center Digital Archive},\n"
        "}\n"
    )


def test_biblatex_chicago_has_the_archive_in_its_fields_and_leads_with_the_title(fedorenko):
    text = export([fedorenko], "biblatex", dialect="chicago")
    assert text.startswith("@misc{fedorenko-1956-report,\n")
    for line in (
        "date = {1956-09-05},",
        "entrysubtype = {manuscript},",
        "options = {usetranslator=false},",
        "note = {fond 5, opis 28, delo 412, listy 224–228},",
        "organization = {Russian State Archive of Contemporary History ({RGANI})},",
        "location = {Moscow},",
        "addendum = {Wilson Center Digital Archive. Obtained by Nobuo Shimotomai},",
    ):
        assert f"  {line}\n" in text


def test_a_letter_of_biblatex_chicago_has_its_date_in_the_title():
    letter = {
        "id": "creel",
        "type": "personal_communication",
        "author": [{"family": "Creel", "given": "George"}],
        "recipient": [{"family": "House", "given": "Edward"}],
        "issued": {"date-parts": [[1918, 9, 25]]},
        "archive": "Yale University Library",
    }
    text = export([letter], "biblatex", dialect="chicago")
    assert "  origdate = {1918-09-25},\n" in text
    assert "  howpublished = {Letter to Edward House},\n" in text
    assert parse(text, "bibtex").items[0]["issued"] == letter["issued"]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Embassy of Hungary in North Korea", "Embassy of {Hungary} in {North Korea}"),
        ("The Communist Party of the Soviet Union", "The {Communist Party} of the {Soviet Union}"),
        ("A Meeting with Minister Mielke", "A Meeting with {Minister Mielke}"),
        ("Report: On the Talks", "Report: On the Talks"),
        ("Постановление ЦК КПСС", "Постановление {ЦК КПСС}"),
        ("R&D at <i>Pravda</i>", "{R\\&D at \\textit{Pravda}}"),
    ],
)
def test_names_and_abbreviations_keep_their_capitals(title, written):
    assert protected(title) == written


def test_a_german_title_keeps_the_capitals_of_every_noun():
    assert protected("Bericht über den Besuch", "de") == "Bericht über den {Besuch}"


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("R&D 50% #1 a_b $5", r"R\&D 50\% \#1 a\_b \$5"),
        (
            "{x} \\ ~ ^",
            r"\textbraceleft{}x\textbraceright{} \textbackslash{} \textasciitilde{} \textasciicircum{}",
        ),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"),
        ("one\ntwo\n\nthree", "one\\newline{}two\n\nthree"),
        ("<i>Pravda</i> and x < y", r"\textit{Pravda} and x \textless{} y"),
        ("№\N{NO-BREAK SPACE}5", "№~5"),
    ],
)
def test_special_characters_are_escaped_and_read_back(text, tex):
    assert encode(text) == tex
    assert decode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (
            r"Balazs Szalontai, K\'ad\'ar, {\L}\'od\'z, \v{C}ech, M{\"u}ller, \ss",
            "Balazs Szalontai, Kádár, Łódź, Čech, Müller, ß",
        ),
        ("1956--58 --- ``so''", "1956–58 — “so”"),
        ("wrapped\n      over two lines", "wrapped over two lines"),
        (
            r"\emph{Pravda} \& \textsc{tass}",
            '<i>Pravda</i> & <span style="font-variant:small-caps;">tass</span>',
        ),
    ],
)
def test_tex_of_others_is_read(tex, text):
    assert decode(tex) == text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            {"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"},
            "von Humboldt, Alexander",
        ),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Jr., Martin Luther"),
        ({"literal": "Central Committee and Politburo"}, "{Central Committee and Politburo}"),
        ({"family": "de la Cruz", "given": "Juana"}, "{de la Cruz}, Juana"),
        ({"family": "Stalin"}, "Stalin"),
        ({"family": "Kim Il Sung"}, "Kim Il Sung,"),
        ({"family": "毛", "given": "泽东"}, "毛, 泽东"),
    ],
)
def test_names_are_written_and_read(name, written):
    assert write_names([name]) == written
    assert read_names(written) == [name]


def test_a_dropped_particle_needs_the_form_of_biblatex():
    name = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}
    written = write_names([name], extended=True)
    assert written == "family={Humboldt}, given={Alexander}, prefix={von}, useprefix=false"
    assert read_names(written) == [name]


def test_an_export_of_zotero_is_read():
    text = r"""
@article{szalontai_you_2003,
	title = {"{You} {Have} {No} {Political} {Line} of {Your} {Own}": {Kim} {Il} {Sung} and the {Soviets}},
	volume = {14},
	number = {15},
	journal = {Cold War International History Project Bulletin},
	author = {Szalontai, Balázs},
	month = oct,
	year = {2003},
	pages = {87--103},
	keywords = {Korea, Soviet Union},
}
@phdthesis{lee, author = "Lee, Ann and others", title = "A Study", school = {Yale}, year = 1999, type = {{PhD}}}
"""
    article, thesis = parse(text, "bibtex").items
    assert article == {
        "id": "szalontai_you_2003",
        "citation-key": "szalontai_you_2003",
        "type": "article-journal",
        "title": '"You Have No Political Line of Your Own": Kim Il Sung and the Soviets',
        "volume": "14",
        "issue": "15",
        "container-title": "Cold War International History Project Bulletin",
        "author": [{"family": "Szalontai", "given": "Balázs"}],
        "issued": {"date-parts": [[2003, 10]]},
        "page": "87–103",
        "keyword": "Korea, Soviet Union",
    }
    assert (thesis["type"], thesis["genre"], thesis["publisher"]) == ("thesis", "PhD", "Yale")


def test_an_entry_of_biblatex_chicago_by_hand_is_read():
    text = """@misc{creel, author = {Creel, George}, title = {George Creel to Colonel House},
      origdate = {1918-09-25}, note = {Edward M. House Papers}, organization = {Yale University Library},
      entrysubtype = {letter}, location = {New Haven, CT}}"""
    (item,) = parse(text, "bibtex").items
    assert item["type"] == "personal_communication"
    assert item["issued"] == {"date-parts": [[1918, 9, 25]]}
    assert item["archive_location"] == "Edward M. House Papers"
    assert (item["archive"], item["archive-place"]) == ("Yale University Library", "New Haven, CT")


def test_broken_entries_are_named_with_their_line_and_the_others_kept():
    text = '@string{w = "Wilson"}\n@misc{a, title = {A}, publisher = w # " Center"}\n@misc{b, title = {B\n\n@misc{c, title = {C}}\n'
    imported = parse(text, "bibtex")
    assert [item["id"] for item in imported.items] == ["a", "c"]
    assert imported.items[0]["publisher"] == "Wilson Center"
    assert [(d.code, d.message[:35]) for d in imported.diagnostics] == [
        ("entry-unreadable", "line 3: the entry 'b' is broken and")
    ]


def test_what_bibtex_does_not_carry_is_named(fedorenko):
    said = [d.message for d in write([fedorenko], "bibtex").diagnostics]
    assert "bibtex does not carry custom.citekit.spans (fedorenko-1956-report)" in said
    assert not [message for message in said if "custom" not in message]


def test_keys_are_safe_and_differ_in_more_than_capitals():
    items = [{"id": key, "type": "book"} for key in ("a b,c", "Key", "KEY", "http://zotero.org/1")]
    text = export(items, "bibtex")
    assert [line[6:-1] for line in text.splitlines() if line.startswith("@")] == [
        "a-b-c",
        "Key",
        "KEY-2",
        "http://zotero.org/1",
    ]


def test_a_chapter_takes_over_what_its_crossref_says():
    text = (
        "@incollection{person, author = {Person, James}, title = {The Challenge}, pages = {1--9}, crossref = {Kim2010}}\n"
        "@collection{kim2010, editor = {Kim, Sung Chull}, title = {Perspectives}, publisher = {Springer}, year = 2010}\n"
    )
    chapter, _ = parse(text, "bibtex").items
    assert (chapter["title"], chapter["container-title"]) == ("The Challenge", "Perspectives")
    assert (chapter["publisher"], chapter["issued"]) == ("Springer", {"date-parts": [[2010]]})
    assert parse(text, "bibtex").diagnostics == ()
