"""The archival references among the parts of a citation.

Public: :class:`FoundReferences`, :func:`find_references`, :func:`reference_of`. Parts are gathered into runs (``runs``); a run is
a reference when it says enough to find a document by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from citekit.archives.traditions import PAGE_LEVELS, fold_label, told_by_signature, traditions
from citekit.find.vocabulary import INSTITUTION
from citekit.model import ArchivalReference, Diagnostic, Level, Span
from citekit.parse.arrange import arrange
from citekit.parse.parts import Part
from citekit.parse.run import Run
from citekit.parse.runs import find_runs

_OF_BOOKS = PAGE_LEVELS | {"volume"}
_OF_LIFE = re.compile(r"(?:1[5-9]|20)\d\d|[12]?\d|3[01]")
_OF_SEVERAL = re.compile(r"\s(?:of|out of|из|von|z|de)\s\d")
_SHELFMARK = re.compile(r"([A-Z]*) ?\d\w*(?:/[\w.-]+)+")
_NUMBER_WORDS = frozenset({"no", "nos", "nr", "br", "бр", "č", "№"})  # they name no level by themselves


class FoundReferences(NamedTuple):
    """One run of the citation and the references that it makes (several where levels are shared)."""

    run: Run
    references: tuple[ArchivalReference, ...]


def find_references(text: str, parts: Sequence[Part], *, prose: bool) -> list[FoundReferences]:
    """The references among ``parts``; ``prose`` asks for more certainty than a note does."""
    found = []
    for run in find_runs(text, parts, prose=prose):
        if _is_reference(text, run, prose=prose):
            found.append(reference_of(text, run))
    return found


def reference_of(text: str, run: Run) -> FoundReferences:
    """What a run that is a reference says: its references, the levels of each in order."""
    return FoundReferences(run, _references(text, run))


def _is_reference(text: str, run: Run, *, prose: bool) -> bool:
    """Whether the run says enough to find a document by, and is nothing else."""
    outer = [level for level in run.readings if level.level not in PAGE_LEVELS]
    labelled = [level for level in outer if level.label]
    if run.ibid:
        return bool(run.readings) or len(run.parts) == 1
    if not outer:
        return False
    if run.repository is not None:
        if prose and not run.labelled and not run.typed and not run.collection:
            return False
        return bool(run.labelled or run.typed or run.collection or (run.untyped and not prose))
    named = run.written is not None and not prose and INSTITUTION.search(text, *run.written)
    if run.repository is None and not named:
        labelled = [level for level in labelled if fold_label(level.label or "") not in _NUMBER_WORDS]
    kinds = {level.level for level in labelled}
    if run.source and "signature" in kinds:
        return True
    if run.written is not None:
        if run.collection or len(kinds) >= 2:
            return True
        if kinds & {
            "fond",
            "opis",
            "delo",
            "ae",
            "box",
            "folder",
            "record_group",
            "lot",
            "inventory",
            "signature",
        }:
            return True
        if (
            named
            and kinds & {"file", "document", "item"}
            and any(c.isdigit() for level in outer for c in level.value)
        ):
            return True
        if kinds and not prose and len(outer) >= 2 and kinds != {"volume"}:
            return True
        return bool(run.typed) and any(c.isdigit() for level in outer for c in level.value)
    return _is_nameless(text, run, outer, labelled, prose=prose)


def _is_nameless(
    text: str, run: Run, outer: Sequence[Level], labelled: Sequence[Level], *, prose: bool
) -> bool:
    """Whether levels without an archive are a shelf-mark, and no volume and page, opus or years of a life."""
    kinds = {level.level for level in labelled}
    if any(level.span and _OF_SEVERAL.match(text, level.span.end) for level in labelled):
        return False  # "Folder 3 of 5"
    if run.readings[0].level in _OF_BOOKS and ";" not in run.cuts[1:]:
        return False  # "т. 45, с. 356, ф. 2, оп. 1", "vol. 2, f. 4, d. 5"
    if kinds == {"fond", "delo"} and all(_OF_LIFE.fullmatch(level.value) for level in labelled):
        if not any(level.level in PAGE_LEVELS for level in run.readings[:3]):
            return False  # "F. 1956, d. 2001"
    if "signature" in kinds and any(told_by_signature(level.value) for level in labelled):
        return True  # "Ref. C01003134200"
    values = " ".join(level.value for level in outer)
    if outer[0].span and (told := told_by_signature(text[outer[0].span.start : run.span.end])):
        if len(outer) >= 2 or told.id == "jp" or (not prose and told.id == "collection"):
            return True
    if run.collection and not prose and run.used[:1] == ["collection"] and _is_numbered(run, outer[1:]):
        return True
    if run.collection and (kinds & {"box", "folder", "file", "lot", "record_group", "document"}):
        return True
    if kinds & {"box"} and kinds & {"folder", "record_group", "lot", "series", "collection"}:
        boxes = [fold_label(level.label or "") for level in labelled if level.level == "box"]
        return not prose or any(len(word) > 1 for word in boxes)
    if not any(c.isdigit() for c in values):
        return False
    numbered = {level.level for level in labelled if any(c.isdigit() for c in level.value)}
    if {"fond", "opis"} <= kinds | {"opis"} and len(kinds) >= 2 and numbered and "fond" in kinds:
        return len(numbered | kinds) >= 2 and bool(
            numbered & {"opis", "delo", "ae", "papka", "inventory", "file", "box"}
        )
    order = [level.level if level in labelled else "" for level in run.readings]
    # A composer's opus has other numbers between: "Op. 135, K. 545, D. 960".
    return {"opis", "delo"} <= numbered and ("opis", "delo") in pairwise(order)


def _is_numbered(run: Run, inner: Sequence[Level]) -> bool:
    """Whether what stands in a collection has a shelf-mark of several parts, or a number with its word: "Amery
    Papers, AMEL2/1/33", "Page Papers, Item No. 642"."""
    if not inner or ";" in run.cuts[1:]:
        return False
    first = inner[0]
    if first.label:
        if fold_label(first.label) in _NUMBER_WORDS:
            return False
        return first.level in ("item", "file", "document") and any(map(str.isdigit, first.value))
    marks = _SHELFMARK.fullmatch(first.value)
    return marks is not None and (bool(marks[1]) or first.value.count("/") > 1 or run.parts[0].cut == ",")


def _references(text: str, run: Run) -> tuple[ArchivalReference, ...]:
    tradition = run.tradition or traditions()["collection"]
    arranged, diagnostics = arrange(text, run.readings, run.cuts, tradition)
    run.diagnostics += diagnostics
    known = run.repository.known if run.repository else None
    written = run.written.of(text) if run.written else None
    place = ", ".join(span.of(text) for span in run.places) or None
    if written is None and not run.ibid:
        run.diagnostics.append(
            Diagnostic("repository-missing", "the reference names no repository", run.span)
        )
    elif run.repository is not None and run.repository.candidates:
        several = ", ".join(run.repository.candidates)
        message = f"{written!r} is the short form of several archives ({several}); it is kept as written"
        run.diagnostics.append(Diagnostic("repository-ambiguous", message, run.written))
    elif known is None and written is not None:
        message = f"{written!r} is not among the known archives; it is kept as written"
        run.diagnostics.append(Diagnostic("repository-unknown", message, run.written))
    return tuple(
        ArchivalReference(
            repository=written,
            repository_id=known.id if known else None,
            repository_name=known.name if known else None,
            place=place or (known.place if known else None),
            tradition=tradition.id,
            levels=levels,
            span=_span_of(run, levels),
        )
        for levels in (arranged or [()])
    )


def _span_of(run: Run, levels: Sequence[Level]) -> Span:
    spans = [level.span for level in levels if level.span]
    if run.written is not None:
        spans.append(run.written)
    return Span.around(spans) if spans else run.span
