from pathlib import Path

import pytest

from citekit.errors import InputTooLarge, InvalidData, UnknownStyle, UnreadableInput
from citekit.rendering import ALIASES, find_style, listed_styles, styles

MINIMAL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>House style</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
</style>
"""


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("chicago", "chicago-notes-bibliography"),
        ("Chicago", "chicago-notes-bibliography"),
        ("chicago-author-date", "chicago-author-date"),
        ("chicago-shortened", "chicago-shortened-notes-bibliography"),
        ("mla", "modern-language-association"),
        ("apa", "apa"),
        ("apa.csl", "apa"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("APA Style 7th edition", "apa"),
        ("mla handbook  9th edition (in-text citations)", "modern-language-association"),
    ],
)
def test_a_style_is_found_by_alias_file_name_former_name_and_title(name, file):
    assert find_style(name).name == file


def test_every_alias_has_its_style():
    assert [find_style(alias).name for alias in ALIASES] == list(ALIASES.values())


def test_a_dependent_style_renders_as_its_parent_in_its_own_locale():
    dependent, parent = find_style("nature-physics"), find_style("nature")
    assert (dependent.name, dependent.title) == ("nature-physics", "Nature Physics")
    assert dependent.xml == parent.xml
    assert (dependent.locale, parent.locale) == ("en-GB", None)
    assert dependent.in_text
    assert dependent.has_bibliography


def test_a_style_says_what_it_prints():
    assert [find_style(name).in_text for name in ("chicago", "mla", "ieee")] == [False, True, True]
    assert not find_style("chicago-notes").has_bibliography


def test_a_path_is_read_as_a_style(tmp_path):
    path = tmp_path / "house.csl"
    path.write_text("﻿" + MINIMAL, encoding="utf-8")
    style = find_style(str(path))
    assert (style.name, style.title, style.in_text, style.has_bibliography) == (
        "house",
        "House style",
        False,
        False,
    )


@pytest.mark.parametrize(
    ("name", "nearest"), [("chicgo", "chicago"), ("chicago-autor-date", "chicago-author-date")]
)
def test_a_near_miss_suggests(name, nearest):
    with pytest.raises(UnknownStyle) as caught:
        find_style(name)
    assert nearest in caught.value.nearest
    assert nearest in str(caught.value)


@pytest.mark.parametrize("name", ["", "  ", "..", "../../pyproject", "x" * 5000, "nul\0byte"])
def test_a_name_that_is_no_name_is_unknown(name):
    with pytest.raises((UnknownStyle, UnreadableInput)):
        find_style(name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no element found"),
        (b"<html/>", "<html>"),
        (b"<style", "line 1"),
        (MINIMAL.replace("note", "n\u00f6te").encode("latin-1"), "house.csl"),
    ],
)
def test_a_file_that_is_no_style_says_so(tmp_path, content, said):
    path = tmp_path / "house.csl"
    path.write_bytes(content)
    with pytest.raises(InvalidData, match=r"house\.csl") as caught:
        find_style(str(path))
    assert said in str(caught.value)


def test_a_style_beyond_the_size_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "house.csl"
    path.write_text(MINIMAL, encoding="utf-8")
    monkeypatch.setattr(styles, "LARGEST_STYLE", 10)
    with pytest.raises(InputTooLarge, match=r"house\.csl"):
        find_style(str(path))


def test_an_exact_name_lists_no_folder(monkeypatch):
    def scandir(folder):
        raise AssertionError(f"{folder} was listed")

    monkeypatch.setattr(styles.os, "scandir", scandir)
    assert find_style("chicago").name == "chicago-notes-bibliography"


def test_all_public_styles_are_listed_with_a_title():
    listed = list(listed_styles())
    assert len(listed) > 10_800
    assert all(style.title for style in listed)
    assert {path.stem for path in Path(styles.own_styles()).glob("*.csl")} == {
        style.name for style in listed if style.own
    }
