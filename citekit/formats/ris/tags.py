"""The tags and types of RIS, and what they are in CSL: one table for both directions."""

from __future__ import annotations

import re

TYPES = {
    "manuscript": "MANSCPT",
    "personal_communication": "PCOMM",
    "report": "RPRT",
    "book": "BOOK",
    "chapter": "CHAP",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "paper-conference": "CONF",
    "thesis": "THES",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "map": "MAP",
    "graphic": "ART",
    "motion_picture": "MPCT",
    "song": "SOUND",
    "broadcast": "VIDEO",
    "software": "COMP",
    "dataset": "DATA",
    "standard": "STAND",
    "hearing": "HEAR",
    "bill": "BILL",
    "legal_case": "CASE",
    "legislation": "STAT",
    "patent": "PAT",
    "pamphlet": "PAMP",
    "speech": "SLIDE",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "treaty": "STAT",
    "interview": "PCOMM",
}
"""CSL type -> RIS. ``UNPB`` and ``GEN`` would become journal articles in Zotero: what has no type of its own
is a manuscript, and its ``M2 type`` says what it is."""
CSL = {ris: csl for csl, ris in reversed(TYPES.items())} | {
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "UNBILL": "manuscript",
    "INPR": "article",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "ABST": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CLSWK": "book",
    "SER": "book",
    "ECHAP": "chapter",
    "CPAPER": "paper-conference",
    "GOVDOC": "report",
    "ICOMM": "personal_communication",
    "MUSIC": "musical_score",
    "CHART": "figure",
    "FIGURE": "figure",
    "WEB": "webpage",
}
TAGS = {
    "title": "TI",
    "title-short": "ST",
    "abstract": "AB",
    "archive": "DB",
    "archive_location": "AN",
    "call-number": "CN",
    "source": "DP",
    "genre": "M3",
    "language": "LA",
    "URL": "UR",
    "DOI": "DO",
    "publisher": "PB",
    "publisher-place": "CY",
    "edition": "ET",
    "volume": "VL",
    "number-of-volumes": "NV",
    "container-title": "T2",
    "collection-title": "T3",
    "container-title-short": "J2",
    "section": "SE",
}
READ = {tag: field for field, tag in TAGS.items()} | {
    "T1": "title",
    "CT": "title",
    "BT": "container-title",
    "JF": "container-title",
    "JO": "container-title",
    "JA": "container-title-short",
    "N2": "abstract",
    "AV": "archive_location",
    "L3": "DOI",
    "PP": "publisher-place",
}
ROLES = {"author": "AU", "editor": "ED", "translator": "A4", "recipient": "A2", "collection-editor": "A3"}
PARTS = frozenset("chapter paper-conference article-journal entry-dictionary entry-encyclopedia".split())
"""Types whose editors stand in A2, as the RIS specification has them for what is part of another work."""
READ_ROLES = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator", "A3": "collection-editor"}
SERIALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
ORDER = "ti st au a2 ed a3 a4 da py t2 j2 t3 vl is nv et sp ep se pb cy db an cn dp m3 la ur y2 do sn ab kw n1 m2 id".split()
"""The tags in the order in which they are written."""
TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |$)")
START, END = "TY", "ER"
TYPE = "type_of_reference"
BLANKS = " \t\r"


def serial_field(csl: str) -> str:
    """What the tag SN is of a type: an ISSN, a report's number, or an ISBN."""
    return "ISSN" if csl in SERIALS else "number" if csl == "report" else "ISBN"
