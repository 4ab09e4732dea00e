"""Which item type of Zotero a CSL type is, and under which names it has which fields.

The types, fields and roles are those of Zotero's schema (zotero/zotero-schema, ``schema.json``); what a type
has no field or role for is written to its Extra.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_EVERYWHERE = {
    "title": "title",
    "abstract": "abstractNote",
    "language": "language",
    "title-short": "shortTitle",
    "URL": "url",
    "license": "rights",
}
_IN_ARCHIVE = {
    "archive": "archive",
    "archive_location": "archiveLocation",
    "source": "libraryCatalog",
    "call-number": "callNumber",
}
_NAMES = {
    "author": "author",
    "contributor": "contributor",
    "editor": "editor",
    "translator": "translator",
    "collection-editor": "seriesEditor",
    "container-author": "bookAuthor",
    "recipient": "recipient",
    "interviewer": "interviewer",
    "reviewed-author": "reviewedAuthor",
    "composer": "composer",
    "director": "director",
    "producer": "producer",
    "script-writer": "scriptwriter",
    "performer": "castMember",
    "guest": "guest",
}
_FIELDS = {
    "publicationTitle": "container-title",
    "journalAbbreviation": "container-title-short",
    "type": "genre",
    "publisher": "publisher",
    "place": "publisher-place",
    "number": "number",
    "medium": "medium",
    "pages": "page",
    "series": "collection-title",
    "seriesNumber": "collection-number",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "numberOfVolumes": "number-of-volumes",
    "numPages": "number-of-pages",
    "section": "section",
    "scale": "scale",
    "conferenceName": "event-title",
    "versionNumber": "version",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "DOI": "DOI",
    "dimensions": "dimensions",
    "status": "status",
    "authority": "authority",
}
"""Zotero's base fields -> CSL."""


@dataclass(frozen=True, slots=True)
class ZoteroType:
    """A type: ``fields``, CSL's name -> Zotero's; ``roles``, CSL's name -> Zotero's, the first of which is
    the primary one."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)


def _type(name: str, fields: str, roles: str, *, archive: bool = True) -> ZoteroType:
    """A type from words: fields such as ``type=letterType volume``, roles of which the first is primary."""
    own = {base: actual or base for base, _, actual in (pair.partition("=") for pair in fields.split())}
    named = {_FIELDS[base]: actual for base, actual in own.items() if base in _FIELDS}
    plain = _EVERYWHERE | {csl: own[name] for csl, name in _EVERYWHERE.items() if name in own}
    primary, *others = roles.split()
    held = {"author": primary} | {csl: role for csl, role in _NAMES.items() if role in others}
    return ZoteroType(name, plain | (_IN_ARCHIVE if archive else {}) | named, held)


_TYPES = {
    "manuscript": _type("manuscript", "type=manuscriptType place numPages", "author contributor translator"),
    "personal_communication": _type("letter", "type=letterType", "author contributor recipient"),
    "report": _type(
        "report",
        "number=reportNumber type=reportType series=seriesTitle place publisher=institution pages",
        "author contributor translator seriesEditor",
    ),
    "interview": _type(
        "interview", "medium=interviewMedium", "interviewee contributor interviewer translator"
    ),
    "document": _type("document", "publisher", "author contributor editor translator reviewedAuthor"),
    "book": _type(
        "book",
        "series seriesNumber volume numberOfVolumes edition place publisher numPages ISBN",
        "author contributor editor translator seriesEditor",
    ),
    "chapter": _type(
        "bookSection",
        "publicationTitle=bookTitle series seriesNumber volume numberOfVolumes edition place publisher pages ISBN",
        "author contributor editor bookAuthor translator seriesEditor",
    ),
    "entry-encyclopedia": _type(
        "encyclopediaArticle",
        "publicationTitle=encyclopediaTitle series seriesNumber volume numberOfVolumes edition place publisher "
        "pages ISBN",
        "author contributor editor translator seriesEditor",
    ),
    "entry-dictionary": _type(
        "dictionaryEntry",
        "publicationTitle=dictionaryTitle series seriesNumber volume numberOfVolumes edition place publisher "
        "pages ISBN",
        "author contributor editor translator seriesEditor",
    ),
    "article-journal": _type(
        "journalArticle",
        "publicationTitle volume issue pages series journalAbbreviation DOI ISSN",
        "author contributor editor translator reviewedAuthor",
    ),
    "article-magazine": _type(
        "magazineArticle",
        "publicationTitle volume issue pages ISSN",
        "author contributor translator reviewedAuthor",
    ),
    "article-newspaper": _type(
        "newspaperArticle",
        "publicationTitle place edition section pages ISSN",
        "author contributor translator reviewedAuthor",
    ),
    "paper-conference": _type(
        "conferencePaper",
        "publicationTitle=proceedingsTitle conferenceName place publisher volume pages series DOI ISBN",
        "author contributor editor translator seriesEditor",
    ),
    "thesis": _type("thesis", "type=thesisType publisher=university place numPages", "author contributor"),
    "map": _type(
        "map",
        "type=mapType scale series=seriesTitle edition place publisher ISBN",
        "cartographer contributor seriesEditor",
    ),
    "graphic": _type("artwork", "medium=artworkMedium dimensions=artworkSize", "artist contributor"),
    "motion_picture": _type(
        "film",
        "publisher=distributor type=genre medium=videoRecordingFormat dimensions=runningTime",
        "director contributor scriptwriter producer",
    ),
    "song": _type(
        "audioRecording",
        "medium=audioRecordingFormat series=seriesTitle volume numberOfVolumes place publisher=label "
        "dimensions=runningTime ISBN",
        "performer contributor composer",
    ),
    "broadcast": _type(
        "radioBroadcast",
        "publicationTitle=programTitle number=episodeNumber medium=audioRecordingFormat place publisher=network "
        "dimensions=runningTime",
        "director scriptwriter producer castMember contributor guest",
    ),
    "software": _type(
        "computerProgram",
        "versionNumber place publisher=company series=seriesTitle ISBN",
        "programmer contributor",
    ),
    "article": _type(
        "preprint",
        "type=genre publisher=repository number=archiveID place series seriesNumber DOI",
        "author contributor editor translator reviewedAuthor",
    ),
    "dataset": _type(
        "dataset", "number=identifier type versionNumber publisher=repository DOI", "author contributor"
    ),
    "standard": _type(
        "standard",
        "authority=organization type number versionNumber status publisher place DOI",
        "author contributor",
    ),
    "webpage": _type(
        "webpage",
        "publicationTitle=websiteTitle type=websiteType",
        "author contributor translator",
        archive=False,
    ),
    "post-weblog": _type(
        "blogPost", "publicationTitle=blogTitle type=websiteType", "author contributor", archive=False
    ),
    "post": _type(
        "forumPost", "publicationTitle=forumTitle type=postType", "author contributor", archive=False
    ),
    "speech": _type(
        "presentation",
        "type=presentationType place conferenceName=meetingName",
        "presenter contributor",
        archive=False,
    ),
    "legislation": _type(
        "statute", "title=nameOfAct number=publicLawNumber pages section", "author contributor", archive=False
    ),
    "legal_case": _type(
        "case", "title=caseName authority=court number=docketNumber", "author contributor", archive=False
    ),
    "patent": _type(
        "patent",
        "place authority=issuingAuthority number=patentNumber pages status=legalStatus",
        "inventor contributor",
        archive=False,
    ),
}
"""CSL type -> Zotero's. A type of CSL that is not here is a ``document`` whose Extra names it."""

_OTHER_NAMES = {
    "email": "personal_communication",
    "instantMessage": "personal_communication",
    "tvBroadcast": "broadcast",
    "podcast": "broadcast",
    "videoRecording": "motion_picture",
    "hearing": "document",
    "bill": "document",
}
"""Types of Zotero that share a CSL type with another one, or have none here."""
_CSL_OF = {known.name: csl for csl, known in _TYPES.items()} | _OTHER_NAMES
DATE_FIELDS = {"statute": "dateEnacted", "case": "dateDecided", "patent": "issueDate"}
"""Types whose date has a name of its own."""
ALIASES = {
    "subject": "title",
    "caseName": "title",
    "nameOfAct": "title",
    "seriesTitle": "collection-title",
    "meetingName": "event-title",
    "studio": "publisher",
    "repository": "publisher",
} | {"archiveID": "number", "system": "medium", "programmingLanguage": "genre"}
"""Zotero's fields that :func:`csl_fields` does not give for a type, and what they are in CSL."""


def zotero_type(csl: str) -> ZoteroType:
    """Zotero's type for a CSL type."""
    return _TYPES.get(csl, _TYPES["document"])


def csl_type(name: str) -> str:
    """The CSL type of an item type of Zotero."""
    return _CSL_OF.get(name, "document")


def is_exact(csl: str) -> bool:
    """Whether Zotero has a type of its own for a CSL type."""
    return csl in _TYPES


def csl_fields(name: str) -> dict[str, str]:
    """The fields of an item type: Zotero's name -> CSL's."""
    return _FIELDS | ALIASES | {zotero: csl for csl, zotero in zotero_type(csl_type(name)).fields.items()}


def csl_roles(name: str) -> dict[str, str]:
    """The roles of an item type: Zotero's name -> CSL's."""
    return {role: csl for csl, role in _NAMES.items()} | {
        role: csl for csl, role in zotero_type(csl_type(name)).roles.items()
    }
