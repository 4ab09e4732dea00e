"""What becomes of items that are added to a library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from citekit.model import CslItem, Diagnostic

Sameness: TypeAlias = Literal["refuse", "merge", "keep"]
"""What to do with a document that the library has already."""

Outcome: TypeAlias = Literal["added", "there", "merged", "refused"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one item that was to be added.

    ``key`` is where the document stands now (where it stood already, if it was ``refused`` or ``there``);
    ``reason`` says why it is taken for the same document, and ``diagnostics`` what was changed.
    """

    key: str
    outcome: Outcome
    item: CslItem
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
