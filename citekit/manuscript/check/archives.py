"""One archive, one name (CMOS 17, 14.222: an abbreviation is introduced once and then kept)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.archives.repositories import repositories
from citekit.manuscript.check.finding import Finding
from citekit.manuscript.check.notes import Draft, Reference


def archive_two_ways(draft: Draft) -> Iterator[Finding]:
    """Archives under a former name, in two scripts, in full after their abbreviation, or now and then with
    their place."""
    forms: dict[str, dict[str, list[Reference]]] = {}
    for reference in draft.references():
        archival = reference.archival
        if archival.resolved_from or not archival.repository or not archival.repository_id:
            continue
        if _is_known(archival.repository_id, archival.repository):
            forms.setdefault(archival.repository_id, {}).setdefault(_written(reference), []).append(reference)
    for by_form in forms.values():
        first = next(iter(by_form))
        if len(by_form[first]) == 1 and any(len(form) < len(first) for form in by_form):
            del by_form[first]  # the full name, which introduces the abbreviation
        usual = max(by_form, key=lambda form: len(by_form[form]))
        for form, references in by_form.items():
            if form == usual:
                continue
            reference = references[0]
            times = f"{len(references)} times" if len(references) > 1 else "once"
            others = len(by_form[usual])
            message = (
                f"“{form}” ({times}) is the archive written “{usual}” "
                f"{f'{others} times' if others > 1 else f'in {by_form[usual][0].note.name}'}"
            )
            place = reference.note.place(reference.record, reference.archival.repository)
            yield Finding("archive-two-ways", message, reference.note.number, place)


def _is_known(key: str, name: str) -> bool:
    """Whether an archive is known by this very name: provinces and departments share what they belong to."""
    entry = repositories().get(key)
    return entry is not None and any(known in name for known in entry.known_as())


def _written(reference: Reference) -> str:
    """The archive as the note writes it, with its place where the note gives one."""
    name = reference.archival.repository or ""
    at = reference.note.text.find(name)
    after = reference.note.text[at + len(name) :] if at >= 0 else ""
    place = reference.archival.place
    city = place.split(",")[0] if place else ""
    found = re.match(rf"\s*\(\s*{re.escape(city)}[^)]*\)|,\s+{re.escape(city)}\b", after) if city else None
    return f"{name}{found.group()}" if found and city not in name else name
