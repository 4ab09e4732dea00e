"""5. A Record becomes CSL-JSON 1.0.2; what CSL has no word for stands under ``custom.citekit``."""

from __future__ import annotations

from citekit.model import CslItem, Record


def to_csl(record: Record) -> CslItem:
    """The CSL-JSON item of a record (shape: DESIGN of ``custom.citekit`` in the README)."""
    return {"id": "record", "type": record.type}
