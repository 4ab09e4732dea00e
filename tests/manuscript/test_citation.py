"""Pandoc's citation syntax. What each text holds was read off pandoc 3.9 (`-t json`)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citekit.manuscript.markdown import NoteCall, read_draft


def found(text):
    draft = read_draft(text)

    def shown(citation):
        works = []
        for at, cite in enumerate(citation.cites):
            mode = "-" if cite.author_suppressed else "t" if citation.in_text and at == 0 else "n"
            prefix = " ".join(cite.prefix.of(text).split())
            works.append((cite.key, prefix, " ".join(cite.suffix.of(text).split()), mode))
        return works

    return [shown(citation) for citation in draft.citations()]


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("[@a, l. 225]", [[("a", "", ", l. 225", "n")]]),
        ("[see @a, 3–5; also @b]", [[("a", "see", ", 3–5", "n"), ("b", "also", "", "n")]]),
        ("[-@a]", [[("a", "", "", "-")]]),
        ("[see -@a]", [[("a", "see", "", "-")]]),
        ("-@a b", [[("a", "", "", "-")]]),
        ("@a says", [[("a", "", "", "t")]]),
        ("@a [p. 3]", [[("a", "", "p. 3", "t")]]),
        ("@a[p. 3]", [[("a", "", "p. 3", "t")]]),
        ("@a [p. 3; @b]", [[("a", "", "p. 3", "t"), ("b", "", "", "n")]]),
        ("@a [@b, 3]", [[("a", "", "", "t"), ("b", "", ", 3", "n")]]),
        ("@a [b](c)", [[("a", "", "", "t")]]),
        ("@a [^1]\n\n[^1]: x @b", [[("a", "", "", "t")], [("b", "", "", "t")]]),
        ("@{https://example.com/x y}", [[("https://example.com/x y", "", "", "t")]]),
        ("[@{a]b}, 3]", [[("a]b", "", ", 3", "n")]]),
        ("@a.b.", [[("a.b", "", "", "t")]]),
        ("@a:", [[("a", "", "", "t")]]),
        ("@a's", [[("a", "", "", "t")]]),
        ("@doe99/x//y", [[("doe99/x//y", "", "", "t")]]),
        ("@é @1 @_x", [[("é", "", "", "t")], [("1", "", "", "t")], [("_x", "", "", "t")]]),
        ("[see [x] @a, [y; z] q]", [[("a", "see [x]", ", [y; z] q", "n")]]),
        ("[@a; foo]", [[("a", "", "", "t")]]),
        ("[foo; @a]", [[("a", "", "", "t")]]),
        ("[see\n@a,\n3]", [[("a", "see", ", 3", "n")]]),
        ("[@a\n\nb]", [[("a", "", "", "t")]]),
        ("[**see** @a]", [[("a", "**see**", "", "n")]]),
        ("[@a](http://x)", [[("a", "", "", "t")]]),
        ("[@a]{.x}", [[("a", "", "", "t")]]),
        ("[@a, 3]: x", [[("a", "", ", 3", "n")]]),
        ("[@a and @b]", [[("a", "", "and @b", "n")]]),
        ("x-@a", [[("a", "", "", "t")]]),
        ("@a@b", [[("a", "", "", "t")], [("b", "", "", "t")]]),
        ("x^[see [@b] y]", [[("b", "", "", "n")]]),
        ("^[@a]", [[("a", "", "", "t")]]),
        ("<div>\n[@a]\n</div>", [[("a", "", "", "n")]]),
        ("> quoted [@a]\n> on [@b,\n> 3]", [[("a", "", "", "n")], [("b", "", ", > 3", "n")]]),
        ("`@a`{=html} @b", [[("b", "", "", "t")]]),
        ("$[@a]$ and $5 [@b]$6", [[("b", "", "", "n")]]),
        ("[x @a](y@b)", [[("a", "", "", "t")]]),
        ("| x | [@a] |\n|---|---|\n| [@b] | c |", [[("a", "", "", "n")], [("b", "", "", "n")]]),
    ],
)
def test_citations_are_those_that_pandoc_reads(text, citations):
    assert found(text) == citations


@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "<me@example.org>",
        "[me@example.org]",
        "`[@a]` ``x ` @a``",
        "    [@a]",
        "```\n[@a]\n```",
        "~~~ md\n@a\n~~~",
        "[\\@a] \\@a",
        "<!-- [@a] -->",
        "<!--\n@a\n\n[@a]\n-->",
        "<pre>[@a]</pre>",
        "<script>x = '@a'</script>",
        "$$[@a]$$",
        "---\ntitle: '@a'\n---\n",
        "[^@a]",
        '<a href="http://x/@a">y</a>',
        "[x](http://y/@a)",
        "[x]: http://y/@a",
        "- item\n\n      [@a]",
        "x[^1]\n\n[^1]: note\n\n        code [@a]",
    ],
)
def test_what_is_no_prose_holds_no_citation(text):
    assert found(text) == []


def test_notes_and_calls_are_found_with_their_places():
    text = "Text[^1] and^[inline @b] more[^2].\n\n[^1]: First [@a].\n\n    Second [@c].\n[^2]: None.\n"
    draft = read_draft(text)
    calls = [item for item in draft.flow if isinstance(item, NoteCall)]
    assert [call.span.of(text) for call in calls] == ["[^1]", "^[inline @b]", "[^2]"]
    assert [call.note.body.of(text) for call in calls] == [
        "First [@a].\n\n    Second [@c].", "inline @b", "None.",
    ]  # fmt: skip
    keys = [[cite.key for c in draft.inside.get(call.note.span, ()) for cite in c.cites] for call in calls]
    assert keys == [["a", "c"], ["b"], []]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x\n\nSee [@a, 3 and on.", "bracket-unclosed", 3),
        ("x[^1]\n\n[^1]: a\n\n[^1]: b", "note-twice", 5),
        ("x\n\ny[^9]", "note-undefined", 3),
        ("x[^1]\n\n[^1]: a[^2]\n\n[^2]: b", "note-in-note", 3),
        ("x\n\n[^1]: a", "note-uncalled", 3),
        ("---\ntitle: x\n\nText", "header-unclosed", 1),
    ],
)
def test_what_is_wrong_in_a_draft_is_named_with_its_line(text, code, line):
    draft = read_draft(text)
    assert (code, line) in [(trouble.code, draft.line(trouble.at)) for trouble in draft.troubles]


def test_a_sound_draft_has_no_trouble():
    assert read_draft("a [@b]. c[^1]\n\n[^1]: d\n").troubles == ()


@example("``@{`}")
@given(st.text(alphabet="@ab[]`$^\\<>(){};,. \n-*:1", max_size=60))
def test_every_span_lies_in_its_citation_and_holds_its_key(text):
    for citation in read_draft(text).citations():
        assert citation.cites
        for cite in citation.cites:
            assert citation.span.holds(cite.span)
            assert cite.key in cite.span.of(text)
            for part in (cite.prefix, cite.suffix):
                assert citation.span.holds(part)


@pytest.mark.parametrize(
    "piece", ["[", "`", "$x", "@a [", "[@a;", "^[", "<a ", "<!--", "[^1]", "``` ", "[[@a]"]
)
def test_hostile_repeats_take_linear_time(piece):
    import time

    def seconds(count):
        start = time.process_time()
        read_draft("x " + piece * count)
        return time.process_time() - start

    seconds(500)
    short, long = min(seconds(2000) for _ in range(3)), min(seconds(8000) for _ in range(3))
    assert long < 12 * short + 0.05
