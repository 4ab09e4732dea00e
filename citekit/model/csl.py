"""The shapes of CSL-JSON 1.0.2 (csl-data.json), as plain dictionaries."""

from __future__ import annotations

from typing import Any, TypeAlias

CslItem: TypeAlias = dict[str, Any]
"""One item: ``id`` and ``type`` at least; what CSL has no word for under ``custom.citekit``."""

CslName: TypeAlias = dict[str, Any]
"""``{"family", "given", "non-dropping-particle", …}``, or ``{"literal"}`` for a body."""

CslDate: TypeAlias = dict[str, Any]
"""``{"date-parts": [[year, month, day], …]}`` with ``circa``, or ``{"literal"}``."""
