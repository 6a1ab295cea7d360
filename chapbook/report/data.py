"""Findings as plain data; ``docs/findings-for-programs.md`` describes the shape."""

from collections.abc import Sequence
from typing import Any

from chapbook.findings import Finding

PAGES = "docs/findings"
"""Where each code has its page, from the program's own folder."""


def listed(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return *findings* as plain data, in their order."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "title": finding.rule.title,
            "file": finding.place.file,
            "line": finding.place.line or None,
            "column": finding.place.column or None,
            "excerpt": finding.excerpt or None,
            "message": finding.message,
            "why": finding.rule.why,
            "fix": finding.remedy,
            "replace": _replacement(finding),
            "docs": f"{PAGES}/{finding.code}.md",
        }
        for finding in findings
    ]


def _replacement(finding: Finding) -> dict[str, str] | None:
    """Return what to exchange at the place of *finding*, where that mends it exactly."""
    given = finding.exact
    return {"old": given.old, "new": given.new} if given else None
