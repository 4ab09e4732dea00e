import pytest
from hypothesis import given, settings

from citekit.errors import InvalidData
from citekit.formats import export, parse, write
from citekit.formats.zotero.item import to_zotero
from tests.formats.items import RECORDS, archival_items


def test_nothing_of_a_record_is_lost():
    written = write(RECORDS, "zotero-rdf")
    assert written.diagnostics == ()
    assert list(parse(written.text, "zotero-rdf").items) == RECORDS


@settings(max_examples=200, deadline=None)
@given(item=archival_items())
def test_nothing_that_zotero_can_hold_is_lost(item):
    kept = {"type", "archive", "archive-place", "archive_location", "source", "call-number", "issued"}
    kept |= {"custom", "keyword", "language", "URL", "accessed"}
    assert not kept & {d.message.split()[4] for d in write([item], "zotero-rdf").diagnostics}


def test_no_two_items_are_about_one_resource():
    items = [{"id": key, "type": "book", "URL": "http://x.org/1"} for key in ("a", "a", "A", "ä b")]
    text = export(items, "zotero-rdf")
    abouts = [line.split('"')[1] for line in text.splitlines() if "<rdf:Description" in line]
    assert len(set(abouts)) == len(abouts) == 4


def test_extra_has_csl_first_and_then_the_credits(fedorenko):
    fedorenko["note"] = "Seen in 2019"
    fedorenko["original-date"] = {"date-parts": [[1956, 9, 4]]}
    assert to_zotero(fedorenko).data["extra"] == (
        "archive-place: Moscow\noriginal-date: 1956-09-04\nObtained by Nobuo Shimotomai.\n\nSeen in 2019"
    )


def test_every_creator_keeps_its_role():
    letter = {
        "id": "x",
        "type": "personal_communication",
        "author": [{"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"}],
        "recipient": [{"literal": "TASS"}],
        "translator": [{"family": "Goldberg", "given": "Gary"}],
    }
    zotero = to_zotero(letter).data
    assert zotero["itemType"] == "letter"
    assert zotero["creators"] == [
        {"creatorType": "author", "lastName": "von Humboldt", "firstName": "Alexander"},
        {"creatorType": "recipient", "name": "TASS"},
    ]
    assert zotero["extra"] == "translator: Goldberg || Gary"


@pytest.mark.parametrize("kind", ["treaty", "pamphlet", "event"])
def test_a_type_that_zotero_has_not_is_named_in_extra(kind):
    item = {"id": "x", "type": kind, "title": "A"}
    assert to_zotero(item).data["extra"] == f"type: {kind}"
    assert parse(export([item], "zotero-rdf"), "zotero-rdf").items[0]["type"] == kind


def test_notes_and_tags_come_along():
    item = {
        "id": "x",
        "type": "book",
        "annote": "One & <two>\nlines\n\nmore",
        "keyword": "Korea, North; plenum",
    }
    (back,) = parse(export([item], "zotero-rdf"), "zotero-rdf").items
    assert (back["annote"], back["keyword"]) == (item["annote"], item["keyword"])


ZOTERO_EXPORT = """<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
    <bib:Manuscript rdf:about="https://example.org/document/113564">
        <z:itemType>manuscript</z:itemType>
        <z:translators><rdf:Seq><rdf:li><foaf:Person>
          <foaf:surname>Goldberg</foaf:surname><foaf:givenName>Gary</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></z:translators>
        <dcterms:isReferencedBy rdf:resource="#item_5"/>
        <link:link rdf:resource="#item_6"/>
        <dc:subject>Korea</dc:subject>
        <dc:subject><z:AutomaticTag><rdf:value>plenum</rdf:value></z:AutomaticTag></dc:subject>
        <dc:subject><dcterms:LCC><rdf:value>DK 1</rdf:value></dcterms:LCC></dc:subject>
        <dc:title>Report</dc:title>
        <dc:date>September 5, 1956</dc:date>
        <dc:coverage>RGANI, f. 5, op. 28, d. 412</dc:coverage>
        <z:archive>RGANI</z:archive>
        <dc:description>archive-place: Moscow</dc:description>
        <dc:identifier><dcterms:URI><rdf:value>https://example.org/document/113564</rdf:value></dcterms:URI></dc:identifier>
    </bib:Manuscript>
    <bib:Memo rdf:about="#item_5"><rdf:value>&lt;p&gt;A note&lt;/p&gt;</rdf:value></bib:Memo>
    <z:Attachment rdf:about="#item_6"><z:itemType>attachment</z:itemType><dc:title>scan.pdf</dc:title></z:Attachment>
    <bib:Article rdf:about="#item_7">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1071-9652"/>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person>
          <foaf:surname>Szalontai</foaf:surname><foaf:givenName>Balázs</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dc:title>You Have No Political Line of Your Own</dc:title>
        <bib:pages>87-103</bib:pages>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:1071-9652">
        <dc:title>CWIHP Bulletin</dc:title><prism:volume>14</prism:volume><dc:identifier>ISSN 1071-9652</dc:identifier>
    </bib:Journal>
    <bib:Book rdf:about="#item_8">
        <z:itemType>book</z:itemType>
        <dc:publisher><foaf:Organization>
          <vcard:adr><vcard:Address><vcard:locality>Honolulu</vcard:locality></vcard:Address></vcard:adr>
          <foaf:name>University of Hawaii Press</foaf:name>
        </foaf:Organization></dc:publisher>
        <dc:title>Crisis in North Korea</dc:title>
        <dc:identifier>ISBN 978-0-8248-2809-7</dc:identifier>
        <dcterms:dateSubmitted>2024-01-05 10:11:12</dcterms:dateSubmitted>
    </bib:Book>
    <z:Collection rdf:about="#collection_1"><dc:title>Cold War</dc:title></z:Collection>
</rdf:RDF>"""


def test_an_export_of_zotero_is_read():
    imported = parse(ZOTERO_EXPORT, "zotero-rdf")
    document, article, book = imported.items
    assert document == {
        "id": "https://example.org/document/113564",
        "type": "manuscript",
        "title": "Report",
        "translator": [{"family": "Goldberg", "given": "Gary"}],
        "issued": {"date-parts": [[1956, 9, 5]]},
        "archive": "RGANI",
        "archive_location": "RGANI, f. 5, op. 28, d. 412",
        "archive-place": "Moscow",
        "call-number": "DK 1",
        "URL": "https://example.org/document/113564",
        "keyword": "Korea, plenum",
        "annote": "A note",
    }
    assert (article["container-title"], article["volume"], article["ISSN"]) == (
        "CWIHP Bulletin",
        "14",
        "1071-9652",
    )
    assert (book["publisher"], book["publisher-place"]) == ("University of Hawaii Press", "Honolulu")
    assert book["accessed"] == {"date-parts": [[2024, 1, 5]]}
    assert [d.message for d in imported.diagnostics] == [
        "line 52: z:Collection is no item of a bibliography; it is left out"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "document type"),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a>", "line 2"),
        ("<html/>", "no RDF"),
        ("not xml", "line 1"),
    ],
)
def test_other_xml_is_refused_with_its_line(text, said):
    with pytest.raises(InvalidData, match=said):
        parse(text, "zotero-rdf")


def test_characters_that_xml_forbids_are_left_out_and_named():
    written = write([{"id": "x", "type": "book", "title": "A\x01B"}], "zotero-rdf")
    assert [d.message for d in written.diagnostics] == [
        "zotero-rdf does not carry control characters in title (x)"
    ]
    assert parse(written.text, "zotero-rdf").items[0]["title"] == "AB"
