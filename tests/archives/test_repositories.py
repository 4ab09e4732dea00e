"""What is known of each archive holds together, and every spelling finds its archive."""

import re
import subprocess
import sys
from collections import defaultdict
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit.archives import compiled
from citekit.archives.repositories import by_name, names_from, repositories, tell_apart
from citekit.archives.spelling import folded_words, joined
from citekit.archives.traditions import traditions
from citekit.model import ArchivalReference, Span
from citekit.parse.repositories import find_repositories
from citekit.parse.words import Words

KNOWN = list(repositories().values())
EXAMPLES = [
    pytest.param(known.id, example, id=f"{known.id}-{number}")
    for known in KNOWN
    for number, example in enumerate(known.examples)
]

WAITING = {
    "us-cornell-0": "initials and call numbers in a collection",
}
"""Examples that the parser does not read yet: id -> what it has to learn."""


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.id)
def test_an_archive_has_what_a_reference_needs(known):
    assert re.fullmatch(r"[a-z]{2,4}(-[a-z0-9]+)+", known.id)
    assert known.place
    assert re.fullmatch(r"[A-Z]{2}|NATO", known.country)
    assert known.tradition in traditions()
    assert known.examples
    assert known.source == "" or known.source.startswith("http")
    own = {folded_words(name) for name in known.known_as()}
    assert {folded_words(name) for name in (*known.ambiguous, *known.prevails)} <= own
    assert {*known.prevails} <= {*known.ambiguous}
    assert not known.ambiguous or known.told_by or known.prevails


def test_names_that_archives_share_are_marked_as_ambiguous():
    holders = defaultdict(set)
    for known in KNOWN:
        for name in known.known_as():
            holders[folded_words(name)].add(known.id)
    unmarked = {
        (" ".join(words), key)
        for words, ids in holders.items()
        for key in ids
        if len(ids) > 1 and words not in map(folded_words, repositories()[key].ambiguous)
    }
    assert not unmarked


def test_an_ambiguous_name_prevails_for_one_archive_at_most():
    holders = defaultdict(set)
    for known in KNOWN:
        for name in known.prevails:
            holders[folded_words(name)].add(known.id)
    assert all(len(ids) == 1 for ids in holders.values())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("RGANI", "ru-rgani"),
        ("TsKhSD", "ru-rgani"),
        ("ЦХСД", "ru-rgani"),
        ("РГАСПИ", "ru-rgaspi"),
        ("РДАСПІ", "ru-rgaspi"),
        ("RTsKhIDNI", "ru-rgaspi"),
        ("Центральный партийный архив", "ru-rgaspi"),
        ("TsGAOR", "ru-garf"),
        ("ГАРФ", "ru-garf"),
        ("га рф", "ru-garf"),
        ("AVP RF", "ru-avprf"),
        ("AVPRF", "ru-avprf"),
        ("АВП РФ", "ru-avprf"),
        ("TsGALI", "ru-rgali"),
        ("TsGASA", "ru-rgva"),
        ("MOL", "hu-mnl-ol"),
        ("Magyar Orszagos Leveltar", "hu-mnl-ol"),
        ("IfGA/ZPA", "de-sapmo"),
        ("P.R.O.", "gb-tna"),
        ("the National Archives of the UK", "gb-tna"),
        ("Vatican Secret Archives", "va-aav"),
        ("АКРДОПБГДСРСБНА - М", "bg-comdos"),
        ("JFK Library", "us-kennedy"),
        ("外交部档案馆", "cn-fma"),
        ("НА РБ", "ru-na-rb"),
        ("НАРБ", "by-narb"),
        ("GATO", None),
        ("NAI", None),
        ("", None),
        ("Ministry of Silly Walks", None),
    ],
)
def test_by_name(name, key):
    found = by_name(name)
    assert (found.id if found else None) == key


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.id)
def test_every_unambiguous_name_finds_its_archive(known):
    shared = {joined(name) for name in known.ambiguous}
    for name in known.known_as():
        if joined(name) not in shared:
            assert by_name(name) == known or len({k.id for k in KNOWN if joined(name) in _joined(k)}) > 1


def _joined(known):
    return {joined(name) for name in known.known_as()}


@given(
    st.sampled_from(KNOWN).flatmap(
        lambda known: st.tuples(st.just(known), st.sampled_from([*known.known_as()]))
    )
)
def test_the_index_leads_from_the_first_word_to_every_name(pair):
    known, name = pair
    first, *further = folded_words(name)
    assert any(one.words == tuple(further) and known.id in one.ids for one in names_from(first))


def test_names_come_longest_first():
    for first in {folded_words(known.name)[0] for known in KNOWN}:
        lengths = [len(name.words) for name in names_from(first)]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ГАТО (Томск). Ф. Р-1. Оп. 1. Д. 12. Л. 3", "ru-ga-tomsk"),
        ("ГАТО, г. Тверь. Ф. Р-1. Оп. 1. Д. 12. Л. 3", "ru-ga-tver"),
        ("GATO (Tambov), f. R-1, op. 1, d. 12, l. 3", "ru-ga-tambov"),
        ("ГАТО. Ф. Р-1. Оп. 1. Д. 12. Л. 3", None),
        ("NARB, f. 4p, op. 1, d. 1238, l. 24", "by-narb"),
        ("NARB (Ulan-Ude), f. 1, op. 1, d. 12, l. 4", "ru-gaarb"),
        ("National Archives, RG 59, box 12, folder 3", "us-nara"),
        ("National Archives, Kew, FO 371/3083", "gb-tna"),
        ("в Государственном архиве Российской Федерации (ф. 5446, оп. 1, д. 12, л. 3)", "ru-garf"),
    ],
)
def test_what_stands_near_tells_archives_of_one_name_apart(text, key):
    (found,) = find_repositories(Words(text, Span(0, len(text))))
    assert (found.known.id if found.known else None) == key


def test_an_archive_that_nothing_tells_apart_is_kept_as_written():
    (record,) = citekit.extract("ГАТО. Ф. Р-1. Оп. 1. Д. 12. Л. 3")
    (reference,) = record.archival
    assert (reference.repository, reference.repository_name, reference.tradition) == ("ГАТО", None, "ru")
    (diagnostic,) = [one for one in record.diagnostics if one.code == "repository-ambiguous"]
    assert "ru-ga-tomsk" in diagnostic.message


def test_a_gloss_that_names_none_of_several_archives_tells_nothing():
    (record,) = citekit.extract("ГАТО (Томс). Ф. Р-1. Оп. 1. Д. 12. Л. 3")
    (reference,) = record.archival
    assert reference.repository_id is None
    assert [level.value for level in reference.levels if level.label] == ["Р-1", "1", "12", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "He left for Yunnan, 3-4 weeks later, with vol. 2 of the report.",
        "NATO, Brussels 1956, vol. 2, p. 13",
        "The WHO, 3 May 1956, f. 12",
        "SEA, op. 2, d. 3",
        "ITS, Nr. 5",
    ],
)
def test_a_word_that_is_also_an_archives_name_is_left_alone(text):
    assert find_repositories(Words(text, Span(0, len(text)))) == []


def test_a_province_before_a_shelf_mark_is_its_archive():
    (reference,) = _references("Report by Xu Qiwen, Hunan, 12 March 1961, 141-1-1917, p. 33")
    assert reference.repository_id == "cn-hunan"


def test_tell_apart_needs_more_than_a_tie():
    ids = ("in-nai", "ie-nai")
    assert tell_apart(ids, "NAI", "in New Delhi") == repositories()["in-nai"]
    assert tell_apart(ids, "NAI", "Dublin, TSCH 3/1") == repositories()["ie-nai"]
    assert tell_apart(ids, "NAI", "") is None


@pytest.mark.parametrize(
    "text",
    [
        "State Archive of Nowhere Oblast, f. 1, op. 2, d. 3",
        "Central State Archive of the Navy of Utopia, f. 1, op. 2, d. 3",
        "Archives nationales de Tunisie, carton 12, dossier 3",
    ],
)
def test_a_longer_name_is_not_taken_for_the_known_one_that_begins_it(text):
    assert all(reference.repository_id is None for reference in _references(text))


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_every_example_is_read(key, example, request):
    if request.node.callspec.id in WAITING:
        request.applymarker(pytest.mark.xfail(strict=True, reason=WAITING[request.node.callspec.id]))
    references = _references(example)
    assert [reference.repository_id for reference in references] == [key]
    assert references[0].levels


def _references(text: str) -> list[ArchivalReference]:
    return [reference for record in citekit.extract(text) for reference in record.archival]


def test_the_compiled_tables_are_what_the_toml_says():
    sources = compiled.read_sources(files("citekit.archives"))
    assert compiled.load() == compiled.build(sources)
    assert compiled.stamp(sources) != compiled.stamp([*sources[:-1], sources[-1] + b"#"])


def test_two_archives_with_one_id_are_refused():
    with pytest.raises(ValueError, match="xx-a"):
        compiled.build([b'[xx-a]\nname = "A"\n', b'[xx-a]\nname = "B"\n'])


def test_nothing_is_read_before_it_is_asked_for():
    script = (
        "import sys, citekit.archives.repositories as archives; from citekit.archives import compiled\n"
        "assert compiled.load.cache_info().currsize == 0, 'read at import'\n"
        "assert 'click' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
