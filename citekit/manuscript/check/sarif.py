"""Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show at their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citekit import __version__
from citekit.manuscript.check.finding import CHECKS, Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Mapping[str, Sequence[Finding]]) -> dict[str, Any]:
    """The log of one run over files, each with its findings."""
    rules = [{"id": code, "shortDescription": {"text": says}} for code, says in CHECKS.items()]
    results = [_result(file, finding) for file, found in findings.items() for finding in found]
    driver = {"name": "citekit", "version": __version__, "rules": rules}
    return {
        "version": "2.1.0",
        "$schema": _SCHEMA,
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(file: str, finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": file}}
    if finding.line:
        location["region"] = {"startLine": finding.line}
    place: dict[str, Any] = {"physicalLocation": location}
    if finding.note:
        place["logicalLocations"] = [{"name": f"note {finding.note}"}]
    return {
        "ruleId": finding.code,
        "level": "warning",
        "message": {"text": finding.message},
        "locations": [place],
    }
