"""Readable keys: "fedorenko-1956-report", stable, safe in BibTeX, in file names and in URLs.

Public: :func:`readable_key`, :class:`UniqueKeys`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from citekit.model import Record

_SKIPPED = frozenset(
    "a an the of on in at to by and or for with from de der die das la le les el du des und et y i o u w z "
    "о об в на и с по к из от".split()
)
_NAMED_BY = re.compile(
    r"(?:by|from|of)\s+(?:(?:Comrade|Ambassador|Minister|General|Deputy|President|the|Com\.|Cde\.)\s+)*"
    r"(?P<name>(?:[A-ZÀ-Ý]\.\s?){1,3}[A-ZÀ-Ý][\w'’-]+|[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý]\.)?(?:\s[A-ZÀ-Ý][\w'’-]+)?)"
)
_WORD = re.compile(r"[\w'’-]+")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_FIRST_WORDS = 2
_LONGEST = 60
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ł": "l",
})  # fmt: skip
"""What letters become whose marks are no diacritics."""


def readable_key(record: Record) -> str:
    """The key of a record, from who wrote it, its year and what it is; else from its shelf-mark."""
    who = _who(record)
    year = next((str(date.start[0]) for date in record.dates if date.start), "")
    what = _what(record, bool(who))
    if not who and not what:
        what = _shelfmark(record)
    parts = [part for part in (who, year, what) if part]
    key = "-".join(parts) if who or not what else "-".join(part for part in (what, year) if part)
    return key[:_LONGEST].strip("-") or "untitled"


class UniqueKeys:
    """Keys of one run, no two alike: a later one gets "-b", "-c", … after it.

    The order decides, so that the same documents give the same keys.
    """

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def unique(self, key: str) -> str:
        """``key``, or where it is taken the first free one after it."""
        self._taken[key] += 1
        number = self._taken[key]
        if number == 1:
            return key
        while (candidate := f"{key}-{_letters(number)}") in self._taken:
            number += 1
        self._taken[candidate] += 1
        return candidate


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, Cyrillic transliterated, diacritics dropped."""
    plain = text.casefold()
    if not plain.isascii():
        latin = unicodedata.normalize("NFKD", plain.translate(_LATIN))
        plain = latin.encode("ascii", "ignore").decode()
    return _BETWEEN.sub("-", plain.replace("'", "")).strip("-")


def _who(record: Record) -> str:
    for name in (*record.authors, *record.named_authors):
        return slug(name.family or name.literal.split()[-1] if name.family or name.literal.split() else "")
    if record.title and (named := _NAMED_BY.search(record.title)):
        if len(record.title[: named.start()].split()) <= _FIRST_WORDS:
            return slug(named["name"].split()[-1].rpartition(".")[2])
    return ""


def _what(record: Record, named: bool) -> str:
    words = [slug(word) for word in _WORD.findall(record.title or record.genre or "")]
    words = [word for word in words if word and word not in _SKIPPED]
    return "-".join(words[:1] if named else words[: _FIRST_WORDS + 1])


def _shelfmark(record: Record) -> str:
    for reference in record.archival:
        values = [slug(level.value) for level in reference.levels]
        return "-".join(
            part for part in (slug((reference.repository or "").split("(")[0])[:20], *values) if part
        )
    return ""


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
