"""4. "Ibid.", "Там же", short forms: what a later citation takes over from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citekit.model import Record


def resolve(records: Iterable[Record]) -> Iterator[Record]:
    """The records in order, each with what it takes over from those before it."""
    yield from records
