"""Short forms that a text gives to its archives and collections, and uses in later notes.

Public: :class:`ShortForms`. A short form is one that a note introduces: "(hereafter Groppi Papers)",
«(далее: РГАНИ)», or a name with its abbreviation in brackets, "State Archive of Ryazan Oblast (GARO)".
"""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.archives.spelling import fold
from citekit.model import ArchivalReference, Record

_NAME_AND_SHORT = re.compile(r".{8,}[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]$", re.S)
_SETTLED = ("repository-missing", "repository-ambiguous", "repository-unknown")


class ShortForms:
    """The short forms of one document, as far as it has been read."""

    def __init__(self) -> None:
        self._known: dict[str, ArchivalReference] = {}

    def learn(self, record: Record) -> None:
        """Take up the short forms that a record introduces."""
        for reference in record.archival:
            if reference.repository is None or reference.resolved_from is not None:
                continue
            if record.short_form:
                self._known[fold(record.short_form)] = reference
            if named := _NAME_AND_SHORT.match(reference.repository):
                self._known[fold(named[1])] = reference

    def resolve(self, record: Record) -> None:
        """Give a record's references what the short forms in them stand for."""
        resolved = tuple(self._resolved(reference) for reference in record.archival)
        if resolved == record.archival:
            return
        record.archival = resolved
        if all(reference.repository_id or reference.repository_name for reference in resolved):
            record.diagnostics = [found for found in record.diagnostics if found.code not in _SETTLED]

    def _resolved(self, own: ArchivalReference) -> ArchivalReference:
        if own.repository_id is not None:
            return own
        if own.repository is not None:
            full = self._known.get(fold(own.repository))
            return own if full is None or full.repository == own.repository else _named(own, full)
        for level in own.levels:
            if level.label is None and (full := self._known.get(fold(level.value))):
                return replace(_named(own, full), repository=full.repository, resolved_from="short")
        return own


def _named(own: ArchivalReference, full: ArchivalReference) -> ArchivalReference:
    """``own`` in the archive of ``full``, whose name is as that citation gave it where it is not known."""
    return replace(
        own,
        repository_id=full.repository_id,
        repository_name=full.repository_name or full.repository,
        place=own.place or full.place,
        tradition=full.tradition if own.tradition is None else own.tradition,
    )
