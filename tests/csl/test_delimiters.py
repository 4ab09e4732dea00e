"""Delimiters and quotation marks where a cs:choose stands in a group."""

from __future__ import annotations

from citekit import csl

_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
<info><title>Own</title><id>own</id><updated>2024-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="."><group delimiter=", ">
<choose><if type="manuscript"><text variable="title" quotes="true"/><text variable="publisher"/></if></choose>
<text variable="archive"/>
</group></layout></citation></style>"""


def _note(**fields: str) -> str:
    item = {"id": "a", "type": "manuscript", **fields}
    cites = [{"citationItems": [{"id": "a"}]}]
    (note,) = csl.render(_STYLE, [item], cites, document=False).citations
    return note


def test_the_groups_delimiter_stands_between_what_a_choose_prints():
    note = _note(title="Report", publisher="Gospolitizdat", archive="RGANI")
    assert note == "“Report,” Gospolitizdat, RGANI."


def test_a_choose_that_prints_nothing_leaves_no_delimiter():
    assert _note(archive="RGANI") == "RGANI."
