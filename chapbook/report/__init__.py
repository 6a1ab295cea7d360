"""What a person, or a program with ``--json``, is told: progress, findings, results.

Results go to standard output, talk to standard error.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chapbook.errors import ChapbookError, ExitCode

if TYPE_CHECKING:
    from chapbook.commandline import Request
    from chapbook.findings import Finding
    from chapbook.publish import Manifest, PublishedWork
    from chapbook.settings import Settings

KB = 1000
"""Bytes in a kilobyte as people and file managers count (IEC 80000-13)."""

SHOWN = 3
"""How many findings of one code are told in full; the others are listed by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command has to say."""

    text: str
    """For people; several lines, without a line end after the last."""
    data: Mapping[str, Any]
    """The same for programs."""
    findings: "Sequence[Finding]" = field(default_factory=tuple)
    """Notes, and warnings that the article allows."""
    exit_code: ExitCode = ExitCode.OK


def progress(name: str) -> Callable[[str], None]:
    """Return a function that says on the terminal what is being done to *name*.

    It says nothing when standard error is not a terminal.
    """
    terminal = sys.stderr.isatty()

    def say(step: str) -> None:
        if terminal:
            sys.stderr.write(f"\r\033[K{name}: {step} …")
            sys.stderr.flush()

    return say


def _clear() -> None:
    """Wipe the line of progress off a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")


def built(settings: "Settings", manifest: "Manifest", findings: "Sequence[Finding]") -> Outcome:
    """Tell what a build made."""
    work = manifest.articles[settings.article.stem]
    return Outcome(
        text="\n".join(_table(settings, work)),
        data={"status": "built", "files": _files(settings, work), "findings": _listed(findings)},
        findings=findings,
    )


def unchanged(settings: "Settings", work: "PublishedWork") -> Outcome:
    """Tell that everything asked for stands already."""
    lines = [*_table(settings, work), "", "Unchanged: nothing to do."]
    data = {"status": "unchanged", "files": _files(settings, work), "findings": []}
    return Outcome(text="\n".join(lines), data=data)


def checked(
    settings: "Settings", findings: "Sequence[Finding]", verdicts: Mapping[str, str]
) -> Outcome:
    """Tell that nothing stops a build, and what was said of the finished files."""
    lines = [f"{settings.article.name}: nothing stops a build."]
    lines += [f"  {name}: {verdict}" for name, verdict in verdicts.items()]
    data = {"status": "sound", "files": dict(verdicts), "findings": _listed(findings)}
    return Outcome(text="\n".join(lines), data=data, findings=findings)


def cited(style: str | None, form: str, text: str) -> Outcome:
    """Tell how to cite a work."""
    data = {"status": "cited", "style": style, "format": form, "text": text.rstrip("\n")}
    return Outcome(text=text.rstrip("\n"), data=data)


def begun(lines: Sequence[str], data: Mapping[str, Any], findings: "Sequence[Finding]") -> Outcome:
    """Tell what a new article consists of, and what is to be filled in."""
    data = {"status": "begun", **data, "findings": _listed(findings)}
    return Outcome(text="\n".join(lines), data=data, findings=findings)


def about(topics: Mapping[str, Mapping[str, str]], lacking: Sequence[str] = ()) -> Outcome:
    """Tell the version of everything, and which needed things are *lacking*."""
    lines = []
    code = ExitCode.MISSING_TOOL if lacking else ExitCode.OK
    for topic, rows in topics.items():
        lines.append(topic)
        width = max(len(name) for name in rows)
        lines += [f"  {name:<{width}}  {value}" for name, value in rows.items()]
    return Outcome(text="\n".join(lines), data=topics, exit_code=code)


def success(outcome: Outcome, request: "Request") -> int:
    """Print *outcome*; return its exit status."""
    _clear()
    if request.json:
        _out(json.dumps(outcome.data, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        _talk("\n".join(told(outcome.findings)))
        _out(outcome.text)
    return outcome.exit_code


def failure(error: ChapbookError, request: "Request") -> int:
    """Print *error*; return its exit status."""
    _clear()
    found: Sequence[Finding] = getattr(error, "findings", ())
    if request.json:
        data = {"status": "failed", "error": error.message, "findings": _listed(found)}
        _out(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    if found:
        _talk("\n".join([*told(found), "", _count(found)]))
    else:
        _talk(f"error: {error}")
    return error.exit_code


def told(findings: "Sequence[Finding]") -> Iterator[str]:
    """Yield the lines that tell *findings*, the gravest kinds first, each reason once."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    order = ["error", "warning", "note"]
    for _, group in sorted(groups.items(), key=lambda pair: order.index(pair[1][0].severity.value)):
        yield from _group(group)


def _group(group: "list[Finding]") -> Iterator[str]:
    """Yield the lines about findings of one code."""
    rule = group[0].rule
    for finding in group[:SHOWN]:
        yield f"{finding.place}: {rule.severity.value}: {finding.message} [{rule.code}]"
        if finding.excerpt.strip():
            yield from _excerpt(finding)
        if finding.fix:
            yield f"    do:  {finding.fix}"
    if len(group) > SHOWN:
        places = ", ".join(str(finding.place) for finding in group[SHOWN:])
        yield f"    and {len(group) - SHOWN} more: {places}"
    yield f"    why: {rule.why}"
    if not group[0].fix:
        yield f"    do:  {rule.fix}"


def _excerpt(finding: "Finding") -> Iterator[str]:
    """Yield the source line of *finding*, and below it a mark at its column."""
    column = finding.place.column
    line = finding.excerpt.replace("\t", " ")
    start = max(0, column - 60)
    yield f"    | {line[start : start + 90]}"
    if column:
        yield f"    | {' ' * (column - 1 - start)}^"


def _count(findings: "Sequence[Finding]") -> str:
    """Return how many findings there are of each severity, and what became of output/."""
    counts = Counter(finding.severity.value for finding in findings)
    words = [f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in sorted(counts.items())]
    return f"{', '.join(words)}. Nothing was published; what was there before stands."


def _listed(findings: "Sequence[Finding]") -> list[dict[str, Any]]:
    """Return *findings* as plain data."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "line": finding.place.line or None,
            "column": finding.place.column or None,
            "message": finding.message,
            "why": finding.rule.why,
            "fix": finding.remedy,
        }
        for finding in findings
    ]


def _files(settings: "Settings", work: "PublishedWork") -> list[dict[str, Any]]:
    """Return the published files of the editions that were asked for."""
    return [
        {
            "edition": row.name,
            "file": name,
            "pages": file.pages,
            "bytes": file.size_bytes,
            "purpose": file.purpose,
        }
        for row in settings.editions
        if row.name in work.editions
        for name, file in work.editions[row.name].files.items()
    ]


def _table(settings: "Settings", work: "PublishedWork") -> Iterator[str]:
    """Yield a line for each file: where it is, its pages and size, what it is for."""
    rows = [
        (
            str(settings.output / file["file"]),
            f"{file['pages']} p." if file["pages"] else "",
            f"{max(1, round(file['bytes'] / KB))} kB",
            file["purpose"],
        )
        for file in _files(settings, work)
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for name, pages, size, purpose in rows:
        yield f"{name:<{widths[0]}}  {pages:>{widths[1]}}  {size:>{widths[2]}}  {purpose}"


def _out(text: str) -> None:
    """Write a result."""
    sys.stdout.write(f"{text}\n")


def _talk(text: str) -> None:
    """Write what is not a result, if there is anything."""
    if text:
        sys.stderr.write(f"{text}\n")
