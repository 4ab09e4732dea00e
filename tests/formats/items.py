"""Items for property tests: what CSL allows, in the scripts and with the signs that break formats."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

RECORDS = [json.loads(path.read_text("utf-8")) for path in sorted(Path("records").glob("*.json"))]

WORDS = (
    "Report telegram RGANI Ri Sang-jo Ким Ир Сен 毛泽东 金日成 وثيقة סוד Łódź Kádár d’État AT&T 50% #7 a_b x^2 ~ {} } { \\ $5 "
    "\"q\" 'q' ``q'' -- --- – — < > <i>Pravda</i> & && @misc @ = , ; : « » „“ N.T. and And others И.В. ö é ß ı œ 1956 "
    "\u00a0 | * [ ] ( ) ? ! TY ER AU /* \u200f \u2028".split(" ")
)

words = st.sampled_from([word for word in WORDS if word])
lines = st.lists(words, min_size=1, max_size=8).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
paragraphs = st.lists(texts, min_size=1, max_size=2).map("\n\n".join)
family = st.sampled_from(
    [*"Fedorenko Ким 毛 Szabó O’Neill Goldberg وثيقة Sang-jo".split(), "García Márquez", "Ри"]
)
given = st.sampled_from(["Gary", "N.T.", "Ир Сен", "Jean-Paul", "Николай Т.", "A. and", "Gary, Sr", "泽东"])
persons = st.one_of(
    st.fixed_dictionaries({"family": family, "given": given}),
    st.fixed_dictionaries({"family": family, "given": given, "suffix": st.sampled_from(["Jr.", "III"])}),
    st.fixed_dictionaries(
        {"family": family, "given": given, "non-dropping-particle": st.sampled_from(["von", "de la", "фон"])}
    ),
    st.fixed_dictionaries({"family": family}),
)
bodies = st.fixed_dictionaries(
    {
        "literal": st.sampled_from(
            ["TASS", "Central Committee of the CPSU", "Smith and Sons", "ЦК КПСС", "R&D, Ltd."]
        )
    }
)
names = st.lists(st.one_of(persons, bodies), min_size=1, max_size=3)


@st.composite
def days(draw: st.DrawFn) -> list[int]:
    return [draw(st.integers(1000, 2030)), draw(st.integers(1, 12)), draw(st.integers(1, 28))][
        : draw(st.integers(1, 3))
    ]


@st.composite
def dates(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["one", "one", "range", "literal"]))
    if kind == "literal":
        return {"literal": draw(st.sampled_from(["undated", "after the plenum", "весна 1956 г.", "[1956?]"]))}
    parts = [draw(days())]
    if kind == "range":
        parts = sorted([parts[0], draw(days())])
        if parts[0] == parts[1]:
            parts.pop()
    date: dict[str, object] = {"date-parts": parts}
    return date | {"circa": True} if draw(st.booleans()) else date


shelfmarks = st.sampled_from(
    [
        "fond 5, opis 28, delo 412, listy 224–228",
        "FO 371/123456",
        "ф. 5, оп. 28, д. 412, л. 2 об.",
        "Box 7, Folder 3",
    ]
)
archives = st.sampled_from(
    [
        "Russian State Archive of Contemporary History (RGANI)",
        "PA & Co.",
        "National Archives and Records",
        "档案馆",
    ]
)


@st.composite
def archival_items(draw: st.DrawFn) -> dict[str, object]:
    """Documents in archives, as ``to_csl`` makes them, and with more that CSL allows."""
    item: dict[str, object] = {"id": draw(st.sampled_from(["fedorenko-1956", "a.b:c+1", "x_1", "Ключ-1"]))}
    item["type"] = draw(
        st.sampled_from(["manuscript", "personal_communication", "report", "speech", "interview"])
    )
    optional = {
        "title": lines,
        "title-short": lines,
        "author": names,
        "recipient": names,
        "translator": names,
        "editor": names,
        "issued": dates(),
        "archive": archives,
        "archive-place": st.sampled_from(["Moscow", "New York, NY", "Київ"]),
        "archive_location": shelfmarks,
        "source": st.sampled_from(["Wilson Center Digital Archive", "Архив А"]),
        "URL": st.sampled_from(["https://example.org/a_b?c=1&d=%20e#f~g", "http://example.org"]),
        "language": st.sampled_from(["en", "ru", "zh", "xx"]),
        "abstract": paragraphs,
        "genre": lines,
        "note": texts,
        "keyword": st.sampled_from(["Korea, North; Soviet Union", "plenum"]),
        "accessed": dates(),
        "call-number": shelfmarks,
    }
    for field, values in optional.items():
        if draw(st.booleans()):
            item[field] = draw(values)
    if draw(st.booleans()):
        credits = [{"role": "obtained-by", "names": ["Nobuo Shimotomai"]}]
        if draw(st.booleans()):
            credits[0]["for"] = "NKIDP"
        item["custom"] = {"citekit": {"credits": credits, "original_language": "ru"}}
    return item


@st.composite
def published_items(draw: st.DrawFn) -> dict[str, object]:
    """Publications: books, articles, chapters, theses, pages of the web."""
    types = (
        "book article-journal article-newspaper chapter thesis paper-conference webpage report document map"
    )
    item: dict[str, object] = {"id": "k1", "type": draw(st.sampled_from(types.split()))}
    optional = {
        "title": lines,
        "author": names,
        "editor": names,
        "translator": names,
        "issued": dates(),
        "container-title": lines,
        "publisher": st.sampled_from(["Oxford University Press", "Simon and Schuster", "Наука"]),
        "publisher-place": st.sampled_from(["Oxford", "Leiden and Boston"]),
        "volume": st.sampled_from(["7", "XII"]),
        "page": st.sampled_from(["1–7", "12", "1–7, 9–12"]),
        "edition": st.sampled_from(["2", "3rd rev."]),
        "collection-title": lines,
        "ISBN": st.just("978-3-16-148410-0"),
        "DOI": st.just("10.1000/a_b(c)<1>;2"),
        "URL": st.just("https://example.org/?a=b&c=d"),
        "language": st.sampled_from(["en", "de"]),
        "abstract": paragraphs,
        "note": texts,
        "keyword": lines,
        "archive": archives,
    }
    for field, values in optional.items():
        if draw(st.booleans()):
            item[field] = draw(values)
    return item


items = st.one_of(archival_items(), published_items())


odd_words = st.sampled_from(
    [
        *"\x00 \x0b \x1b \x7f \x85 \ufeff \ufffe \u2029 \u202e \u3000 \t \\ \\\\ \\input{x} \\' {{ }} {\\ % %% ]]> <!-- &#38; &lt;".split(
            " "
        ),
        *"@misc{a, @string @comment{ TY ER and AND others 'TY =1 -1 | || // # ~~ --- -- » null yes 1e5 ; , . Report RGANI Ким".split(),
        *(
            "TY  - BOOK",
            "ER  - ",
            "note: x",
            "Citation Key: q",
            "Translated by X.",
            '<span class="nocase">Ri</span>',
            "<b>",
        ),
    ]
)
odd_lines = st.lists(odd_words, max_size=6).map(" ".join)
odd_texts = st.lists(odd_lines, max_size=4).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]).map(lambda end: end.join(lines))
)
odd_names = st.dictionaries(
    st.sampled_from(["family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle"]),
    st.one_of(odd_lines, family, given, st.sampled_from(["von", "De", "d’", "Jr.", "А. Б.", "A; B", "A, B"])),
    max_size=4,
)
odd_years = st.one_of(st.integers(-9999, 99999), st.sampled_from([0, -44, 44, "1956", "", None, "x"]))
odd_dates = st.one_of(
    st.text(max_size=8),
    st.fixed_dictionaries({"literal": odd_texts}),
    st.fixed_dictionaries({"raw": st.sampled_from(["5 September 1956", "1956-09", "?"])}),
    st.fixed_dictionaries(
        {"date-parts": st.lists(st.lists(st.one_of(odd_years, st.integers(0, 32)), max_size=4), max_size=3)},
        optional={
            "circa": st.sampled_from([True, 1, "yes"]),
            "season": st.sampled_from([1, "2", "весна"]),
            "literal": lines,
        },
    ),
)
odd_values = st.one_of(odd_texts, st.integers(), st.lists(odd_lines, max_size=2), st.none(), st.booleans())
fields_of_text = "title title-short genre note abstract archive archive_location source URL DOI keyword language page volume number publisher container-title call-number annote medium".split()
hostile_items = st.fixed_dictionaries(
    {
        "id": st.sampled_from(
            ["k", "Ключ-1", "a b", "ä%", "{x}", "x,y", "x\\y", 'x"y', "#", "@a", "~", "", "é" * 300]
        ),
        "type": st.sampled_from(
            [*"manuscript personal_communication book legislation legal_case map article thesis zzz".split()]
        ),
    },
    optional={
        **{field: st.one_of(odd_texts, odd_texts, odd_values) for field in fields_of_text},
        **{
            role: st.one_of(st.lists(odd_names, max_size=3), odd_values)
            for role in ("author", "translator", "recipient", "guest")
        },
        **{
            date: st.one_of(odd_dates, odd_values)
            for date in ("issued", "accessed", "original-date", "submitted")
        },
        "custom": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {},
                optional={
                    "mine": odd_lines,
                    "citekit": st.fixed_dictionaries(
                        {},
                        optional={
                            "credits": st.lists(
                                st.fixed_dictionaries(
                                    {
                                        "role": st.sampled_from(
                                            ["translator", "obtained-by", "editor", "odd"]
                                        ),
                                        "names": st.lists(
                                            st.one_of(odd_lines, st.sampled_from(["A B", "C, Jr."])),
                                            max_size=3,
                                        ),
                                    }
                                ),
                                max_size=3,
                            ),
                            "copy_note": odd_texts,
                            "archival": odd_values,
                            "document": odd_values,
                        },
                    ),
                },
            ),
        ),
    },
)
"""Items as no one writes them and some program does: shapes that the schema forbids, every sign that ends a field
or begins an entry somewhere, characters that no text has."""
