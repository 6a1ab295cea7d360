"""Findings for editors and CI: SARIF, and the annotations of GitHub Actions.

Source: Static Analysis Results Interchange Format 2.1.0 with errata 01 (OASIS, 2023).
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chapbook import VERSION
from chapbook.codes import Rule
from chapbook.errors import ChapbookError
from chapbook.findings import Finding, Replacement
from chapbook.report import excerpts

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

ROOT = "%SRCROOT%"
"""What file names are relative to; GitHub takes this for the repository's own folder."""


def log(
    findings: Sequence[Finding], article: Path, error: ChapbookError | None = None
) -> dict[str, Any]:
    """Return the SARIF log of a run.

    Args:
        findings: With their lines; places are relative to the folder of *article*.
        article: The article's file.
        error: What stopped the run, if it was no finding.
    """
    base = _base(article)
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Chapbook",
                "version": VERSION,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(error)],
        "originalUriBaseIds": {ROOT: {"uri": f"{base.as_uri().rstrip('/')}/"}},
        "columnKind": "utf16CodeUnits",
        "results": [
            _result(finding, rules.index(finding.rule), article, base) for finding in findings
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def write(path: Path, log: dict[str, Any]) -> None:
    """Write *log* to the file *path*."""
    path.write_text(json.dumps(log, ensure_ascii=False, indent=2) + "\n", "utf-8")


def annotations(findings: Sequence[Finding], article: Path) -> Iterator[str]:
    """Yield a command of GitHub Actions for each finding, which marks its line in a change.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    base = _base(article)
    for finding in findings:
        level = {"note": "notice"}.get(finding.severity.value, finding.severity.value)
        file, line, message = _file(finding, article, base)
        given = {"file": file, "line": line, "col": finding.place.column if line else 0}
        given["title"] = f"{finding.rule.title} [{finding.code}]"
        where = ",".join(f"{key}={_property(str(value))}" for key, value in given.items() if value)
        yield f"::{level} {where}::{_escaped(f'{message}. {_remedy(finding)}')}"


def _escaped(text: str) -> str:
    """Return *text* as the value of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return *text* as a property of a command."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _remedy(finding: Finding) -> str:
    """Return what to do about *finding*, as the end of its message."""
    return f"What to do: {finding.remedy}"


def _base(article: Path) -> Path:
    """Return the folder that file names are relative to: where we are, if *article* is below."""
    here = Path.cwd()
    return here if article.absolute().is_relative_to(here) else article.absolute().parent


def _file(finding: Finding, article: Path, base: Path) -> tuple[str, int, str]:
    """Return file (relative to *base*), line and message of *finding*.

    What is wrong with a finished file is told of the article, for the file may not be there.
    """
    folder = article.absolute().parent
    if excerpts.is_there(finding.place, folder):
        file = folder / finding.place.file
        return file.relative_to(base).as_posix(), finding.place.line, finding.message
    message = f"{finding.place}: {finding.message}"
    if finding.place.file == article.name:
        message = finding.message
    return article.absolute().relative_to(base).as_posix(), 0, message


def _invocation(error: ChapbookError | None) -> dict[str, Any]:
    """Return whether the run came to its end, and what stopped it."""
    if error is None:
        return {"executionSuccessful": True}
    told = {"level": "error", "message": {"text": str(error)}}
    return {"executionSuccessful": False, "toolExecutionNotifications": [told]}


def _rule(rule: Rule) -> dict[str, Any]:
    """Return the description of *rule*."""
    text = f"{rule.cause}\n\nWhy it matters: {rule.why}\n\nWhat to do: {rule.fix}".strip()
    markdown = (
        f"{rule.cause}\n\n**Why it matters:** {rule.why}\n\n**What to do:** {rule.fix}".strip()
    )
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.code.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, index: int, article: Path, base: Path) -> dict[str, Any]:
    """Return *finding* as a result; *index* is that of its rule."""
    file, line, message = _file(finding, article, base)
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(file), "uriBaseId": ROOT}}
    if line:
        location["region"] = _region(finding)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": f"{message}. {_remedy(finding)}"},
        "locations": [{"physicalLocation": location}],
    }
    if line and (given := finding.exact):
        result["fixes"] = [_fix(finding, given, location["artifactLocation"])]
    return result


def _region(finding: Finding) -> dict[str, Any]:
    """Return the line of *finding*, from its column on; the whole line without one."""
    place, line = finding.place, finding.excerpt
    region: dict[str, Any] = {"startLine": place.line}
    if place.column and place.column <= len(line) + 1:
        region["startColumn"] = _units(line[: place.column - 1]) + 1
        if finding.exact:
            region["endColumn"] = region["startColumn"] + _units(finding.exact.old)
    if line:
        region["snippet"] = {"text": line}
    return region


def _units(text: str) -> int:
    """Return how many UTF-16 code units *text* has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fix(finding: Finding, given: Replacement, file: dict[str, str]) -> dict[str, Any]:
    """Return what an editor can exchange in *file* to mend *finding*."""
    region = {key: value for key, value in _region(finding).items() if key != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": given.new}}
    return {
        "description": {"text": finding.remedy},
        "artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}],
    }
