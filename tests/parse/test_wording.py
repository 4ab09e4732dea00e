"""What words say by themselves: the same under their shape as with their own figures."""

import re

import pytest

from citekit.archives.repositories import repositories
from citekit.archives.traditions import traditions
from citekit.parse.wording import Wording, wording

_SAID = (
    "led core place_end acronym_start name_start opening_acronym kind voters tradition told is_manuscript_number is_collection "
    "is_signature is_copy_note names_genre is_genre may_name_document has_bracket has_digit is_lone_word may_open is_phrase may_say_people names_institution is_acronym may_be_name "
    "may_be_archive starts_fond starts_shelfmark opens_reference"
).split()


def _pieces() -> list[str]:
    """The pieces of every example that the archives' and the traditions' files give."""
    examples = [example for archive in repositories().values() for example in archive.examples]
    examples += [example["text"] for tradition in traditions().values() for example in tradition.examples]
    pieces = {piece.strip() for example in examples for piece in re.split(r"[,;]|\.(?= )", example)}
    return sorted(piece for piece in pieces if re.search(r"[1-9]", piece))


def test_a_shape_says_what_its_words_say() -> None:
    pieces = _pieces()
    assert len(pieces) > 800
    for piece in pieces:
        kept, own = wording(piece), Wording(piece)
        assert {name: getattr(kept, name) for name in _SAID} == {
            name: getattr(own, name) for name in _SAID
        }, piece
        for tradition in filter(None, (own.tradition, traditions()["collection"])):
            assert kept.reading(tradition) == own.reading(tradition), piece


def test_every_thing_that_is_said_is_compared() -> None:
    lazily = [name for name, found in vars(Wording).items() if type(found).__name__ == "_Once"]
    lazily.remove("_values")  # the matches from which voters and readings are made
    assert sorted(lazily) == sorted(_SAID)


@pytest.mark.parametrize(
    "words", ["ANKARA DEVLET ARŞİVİ", "Российский государственный АРХИВ", "NATIONAL LIBRARY", "公文書館"]
)
def test_an_institution_is_named_in_capitals_too(words: str) -> None:
    assert wording(words).names_institution
