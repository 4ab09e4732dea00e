"""What ``citekit check`` may find in a library: a code, what it means, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FINDINGS: dict[str, str] = {
    "file-damaged": "The file is no record: broken JSON, not UTF-8, or no object.",
    "file-untidy": "The file is not written as citekit writes it; fixed by writing it so.",
    "field-twice": "A field stands twice in the file; every reader of JSON keeps the last alone.",
    "key-misfiled": "The key leads nowhere: its file has another name; fixed by renaming the file.",
    "key-twice": "Two files have one key, or keys that only letter case or Unicode form tell apart.",
    "key-left-over": "A key that another record took over by merge or rename is still a record; fixed by "
    "removing it where the other holds all of it.",
    "schema-violated": "The record breaks the CSL-JSON 1.0.2 schema.",
    "part-missing": "A part of the shelf-mark without which the document can't be found is missing.",
    "part-impossible": "A part of the shelf-mark can't be so, such as sheets that run backwards.",
    "repository-unknown": "The repository is not among the archives that citekit knows; fixed where its "
    "name is one that citekit knows.",
    "title-missing": "The record names neither a title nor a shelf-mark.",
    "date-impossible": "The date is in no calendar, or a range ends before it begins.",
    "date-out-of-range": "The date lies in the future, before archives keep papers, or after the access.",
    "name-inconsistent": "One person's name is written in several ways; fixed where only blanks and full "
    "stops differ.",
    "address-impossible": "The URL or DOI can't be one.",
    "document-twice": "Two records are of the same document; merge them.",
    "merge-undecided": "A merge kept two values that differ; choose one, and delete the other.",
}
"""Every code of a finding, with what it means (documented in ``docs/library.md``)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in one record: ``key`` is empty for a file that is none."""

    code: str
    file: str
    message: str
    key: str = ""
    line: int = 0
    fixed: bool = False

    def as_json(self) -> dict[str, Any]:
        """As ``citekit check --json`` prints it."""
        return {
            "code": self.code,
            "file": self.file,
            "key": self.key or None,
            "line": self.line or None,
            "message": self.message,
            "fixed": self.fixed,
        }

    def __str__(self) -> str:
        """As a line for a person."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message} [{self.code}{', fixed' if self.fixed else ''}]"
