"""``report.json``: the report for programs, the same bytes for the same files and judges.

``docs/report.schema.json`` says what it holds.
"""

import json
from collections.abc import Mapping
from typing import Any

from chapbook import VERSION
from chapbook.audit import page
from chapbook.audit.gather import Audit
from chapbook.audit.verdicts import Claim, Part, Result, Verdict, counted
from chapbook.tools import labels

SCHEMA = 1
"""Goes up when a program that reads the file has to be changed."""


def text(audit: Audit) -> str:
    """Return the content of the file."""
    return json.dumps(data(audit), ensure_ascii=False, indent=2) + "\n"


def data(audit: Audit) -> dict[str, Any]:
    """Return the report as plain values, the summary first."""
    every = [verdict for part in audit.parts for verdict in part.verdicts]
    return {
        "schema": SCHEMA,
        "chapbook": VERSION,
        "summary": summary(every),
        "works": {part.stem: _part(part) for part in audit.works},
        "shared": _part(audit.shared) if audit.shared else None,
    }


def summary(verdicts: list[Verdict]) -> dict[str, int]:
    """Return how many checks there are of each result."""
    count = counted(verdicts)
    return {result.value: count[result] for result in Result}


def of_files(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of every file that a report is about, by its name."""
    parts = [*data["works"].values(), *([data["shared"]] if data["shared"] else [])]
    return {name: str(digest) for part in parts for name, digest in part["files"].items()}


def _part(part: Part) -> dict[str, Any]:
    words = labels.load(part.lang)
    return {
        "title": part.title,
        "lang": part.lang,
        "summary": summary(list(part.verdicts)),
        "files": dict(part.files),
        "checks": [_verdict(verdict, words) for verdict in part.verdicts],
        "claims": [_claim(claim) for claim in part.claims],
        "unchecked": [{"key": key, "says": words[page.unchecked(key)]} for key in part.unchecked],
        "unjudged": list(part.unjudged),
    }


def _verdict(verdict: Verdict, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "promise": verdict.promise,
        "says": words[f"promise-{verdict.promise}"],
        "file": verdict.file,
        "judge": verdict.judge,
        "version": verdict.version or None,
        "against": verdict.against,
        "result": verdict.result.value,
        "failures": [
            {
                "rule": failure.rule,
                "message": failure.message,
                "context": failure.context,
                "count": failure.count,
            }
            for failure in verdict.failures
        ],
        "what-to-do": verdict.remedy or None,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {"file": claim.file, "claim": claim.claim or None, "result": claim.result.value}
