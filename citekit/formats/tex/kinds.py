"""Which kind of ``.bib`` entry a CSL type is, and which type an entry is.

Public: :func:`kind_of`, :func:`type_of`. Where the kind alone does not tell the type,
``csltype`` does, which no style reads. An archival document is ``@unpublished`` in BibTeX (its styles print its note and no
translator, which the note names, so that nothing prints twice) and ``@misc`` with an ``entrysubtype`` in
BibLaTeX, as biblatex-chicago wants it.
"""

from __future__ import annotations

from collections.abc import Mapping

from citekit.formats.place import is_archival
from citekit.model import CslItem
from citekit.model.schema import TYPES

_BIBTEX = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "pamphlet": "booklet",
    "thesis": "phdthesis",
    "report": "techreport",
    "manuscript": "unpublished",
    "personal_communication": "unpublished",
}
_BIBLATEX = _BIBTEX | {
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
    "post-weblog": "online",
    "collection": "collection",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "periodical": "periodical",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
}
_TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "book": "book",
    "mvbook": "book",
    "manual": "book",
    "reference": "book",
    "mvreference": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "collection": "collection",
    "mvcollection": "collection",
    "booklet": "pamphlet",
    "incollection": "chapter",
    "inbook": "chapter",
    "suppbook": "chapter",
    "bookinbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "unpublished": "manuscript",
    "letter": "personal_communication",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "periodical": "periodical",
    "artwork": "graphic",
    "image": "graphic",
    "audio": "song",
    "music": "song",
    "video": "motion_picture",
    "movie": "motion_picture",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "standard": "standard",
    "review": "review",
    "performance": "performance",
    "misc": "document",
}
GENRES = {"mastersthesis": "Master’s thesis", "phdthesis": "PhD thesis"}
"""What the kind of a thesis says, unless a ``csltype`` says that no more is known of it."""

_PERIODICALS = frozenset({"article-magazine", "article-newspaper"})


def kind_of(item: CslItem, *, biblatex: bool) -> tuple[str, dict[str, str]]:
    """The entry's kind, and the field that tells the type where the kind does not."""
    csl = str(item.get("type") or "document")
    if is_archival(item):
        if biblatex:
            return "misc", {"entrysubtype": csl}
        return "unpublished", {} if csl == "manuscript" else {"csltype": csl}
    kind = (_BIBLATEX if biblatex else _BIBTEX).get(csl, "misc")
    if kind == "phdthesis" and item.get("genre"):
        return next((kind for kind, genre in GENRES.items() if item["genre"] == genre), kind), {}
    if csl in _PERIODICALS:
        return kind, {"entrysubtype": csl.removeprefix("article-")}
    return kind, {} if _TYPES[kind] == csl and kind != "phdthesis" else {"csltype": csl}


def type_of(kind: str, fields: Mapping[str, str]) -> str:
    """The CSL type of an entry."""
    csl, subtype = fields.get("csltype", "").strip(), fields.get("entrysubtype", "").strip()
    if csl in TYPES:
        return csl
    if kind == "article" and f"article-{subtype}" in _PERIODICALS:
        return f"article-{subtype}"
    if kind == "misc" and subtype:
        return (
            subtype if subtype in TYPES else "personal_communication" if subtype == "letter" else "manuscript"
        )
    return _TYPES.get(kind, "document")
