"""The fields that CSL, BibTeX and BibLaTeX have under different names: one table for both directions."""

from __future__ import annotations

# CSL field, BibTeX's name, BibLaTeX's name (the same where it is left out)
_ROWS = (
    ("title-short", "shorttitle"),
    ("original-title", "origtitle"),
    ("collection-title", "series"),
    ("volume", "volume"),
    ("number-of-volumes", "volumes"),
    ("part-number", "part"),
    ("edition", "edition"),
    ("chapter-number", "chapter"),
    ("page", "pages"),
    ("number-of-pages", "pagetotal"),
    ("version", "version"),
    ("status", "pubstate"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("publisher-place", "address", "location"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("keyword", "keywords"),
    ("call-number", "lccn"),
    ("license", "copyright"),
    ("archive", "archive"),
    ("archive-place", "archiveplace"),
    ("archive_collection", "archivecollection"),
    ("archive_location", "archivelocation"),
    ("source", "library"),
    ("abstract", "abstract"),
    ("annote", "annote", "annotation"),
)
BIBTEX = {row[0]: row[1] for row in _ROWS}
"""CSL's field -> BibTeX's."""
BIBLATEX = {row[0]: row[-1] for row in _ROWS}
"""CSL's field -> BibLaTeX's."""
CSL = {name: row[0] for row in _ROWS for name in row[1:]} | {
    "annote": "annote",
    "lccn": "call-number",
    "callnumber": "call-number",
    "rights": "license",
    "pmid": "PMID",
}
"""Either's field -> CSL's."""

NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
    "collection-editor": "serieseditor",
    "recipient": "recipient",
    "interviewer": "interviewer",
    "contributor": "contributor",
    "compiler": "compiler",
    "director": "director",
    "illustrator": "illustrator",
    "original-author": "originalauthor",
    "reviewed-author": "reviewedauthor",
    "composer": "composer",
}
"""CSL's roles -> the fields of names, the same in both; those that no style knows print nothing and are
read again."""

VERBATIM = frozenset({"url", "doi"})
"""Fields that TeX reads without its special characters (BibLaTeX manual, 2.2.1)."""
LISTS = frozenset(
    {"publisher", "institution", "school", "organization", "location", "address", "origpublisher"}
)
"""Fields in which "and" parts two entries (BibLaTeX manual, 2.2.1); one entry is kept in braces."""

CONTAINERS = {"article": ("journal", "journaltitle"), "": ("booktitle", "booktitle")}
"""Kind of entry -> the field for ``container-title`` in BibTeX and in BibLaTeX."""
PUBLISHERS = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "thesis": "institution",
    "techreport": "institution",
    "report": "institution",
    "inproceedings": "publisher",
    "online": "organization",
    "misc": "organization",
    "unpublished": "organization",
}
"""Kind of entry -> the field for ``publisher`` where it has another name."""

LANGUAGES = {
    "af": "afrikaans", "ar": "arabic", "be": "belarusian", "bg": "bulgarian", "bn": "bengali", "ca": "catalan",
    "cs": "czech", "da": "danish", "de": "german", "de-AT": "austrian", "el": "greek", "en": "english",
    "en-GB": "british", "en-US": "american", "es": "spanish", "et": "estonian", "fa": "persian", "fi": "finnish",
    "fr": "french", "he": "hebrew", "hi": "hindi", "hr": "croatian", "hu": "hungarian", "hy": "armenian",
    "it": "italian", "ja": "japanese", "ko": "korean", "la": "latin", "lt": "lithuanian", "lv": "latvian",
    "mk": "macedonian", "mn": "mongolian", "nb": "norsk", "nl": "dutch", "nn": "nynorsk", "pl": "polish",
    "pt": "portuguese", "pt-BR": "brazilian", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene",
    "sq": "albanian", "sr": "serbian", "sv": "swedish", "th": "thai", "tr": "turkish", "uk": "ukrainian",
    "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip
"""Language tags (BCP 47) -> babel's names, by which BibLaTeX knows a language."""
TAGS = {name: tag for tag, name in LANGUAGES.items()} | {
    "ngerman": "de",
    "usenglish": "en-US",
    "ukenglish": "en-GB",
}
