"""What a person, or a program with ``--json``, is told: progress, findings, results.

Results go to standard output, talk to standard error.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chapbook.codes import CODES
from chapbook.editions import stem
from chapbook.errors import ChapbookError, ExitCode
from chapbook.report.data import listed
from chapbook.report.excerpts import with_lines
from chapbook.report.telling import GRAVEST_FIRST, Look, counted, is_whole, look, told

if TYPE_CHECKING:
    from chapbook.commandline import Request
    from chapbook.findings import ContentError, Finding
    from chapbook.publish import Manifest, PublishedWork
    from chapbook.settings import Settings

__all__ = [
    *("Outcome", "about", "begun", "built", "checked", "cited", "drafted", "pages", "unchanged"),
    *("advance", "failure", "of_clinics", "progress", "refused", "success", "told"),
]

KB = 1000
"""Bytes in a kilobyte as people and file managers count (IEC 80000-13)."""


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


BAR_WIDTH = 20
"""Signs of the bar that shows how many of several builds are done."""


def advance(number: int, count: int, name: str) -> None:
    """Show on the terminal that the build *number* (1-based) of *count* begins, for *name*."""
    if sys.stderr.isatty():
        done = BAR_WIDTH * (number - 1) // count
        bar = "█" * done + "░" * (BAR_WIDTH - done)
        sys.stderr.write(f"\r\033[K{bar} {number}/{count} {name}\n")
        sys.stderr.flush()


def refused(error: "ContentError") -> Outcome:
    """Tell that one of several builds was stopped by findings."""
    data = {"status": "failed", "error": error.message, "findings": listed(error.findings)}
    return Outcome(
        text=error.message, data=data, findings=error.findings, exit_code=error.exit_code
    )


def of_clinics(outcomes: "Sequence[tuple[str, Outcome]]") -> Outcome:
    """Tell what became of the sheets of each clinic, by the clinic's name."""
    findings = {f: None for _, outcome in outcomes for f in outcome.findings}
    worst = max((outcome.exit_code for _, outcome in outcomes), default=ExitCode.OK)
    failed = [name for name, outcome in outcomes if outcome.exit_code]
    lines = [line for name, outcome in outcomes for line in (f"{name}:", outcome.text, "")]
    lines += [f"Clinics: {len(outcomes)}; failed: {', '.join(failed) or 'none'}."]
    return Outcome(
        text="\n".join(lines),
        data={"status": "built", "clinics": {name: outcome.data for name, outcome in outcomes}},
        findings=tuple(findings),
        exit_code=worst,
    )


def _clear() -> None:
    """Wipe the line of progress off a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")


def built(settings: "Settings", manifest: "Manifest", findings: "Sequence[Finding]") -> Outcome:
    """Tell what a build made."""
    work = manifest.articles[stem(settings.article)]
    return Outcome(
        text="\n".join(_table(settings, work)),
        data={"status": "built", "files": _files(settings, work), "findings": listed(findings)},
        findings=findings,
    )


def drafted(settings: "Settings", manifest: "Manifest", findings: "Sequence[Finding]") -> Outcome:
    """Tell where a draft is, and that it is nothing more."""
    work = manifest.articles[stem(settings.article)]
    count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    says = f"Draft with {count} in {settings.output}/; "
    says += f"nothing was published to {settings.output.parent}/."
    data = {"status": "draft", "files": _files(settings, work), "findings": listed(findings)}
    return Outcome(
        text="\n".join([*_table(settings, work), "", says]), data=data, findings=findings
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
    data = {"status": "sound", "files": dict(verdicts), "findings": listed(findings)}
    return Outcome(text="\n".join(lines), data=data, findings=findings)


def cited(style: str | None, form: str, text: str) -> Outcome:
    """Tell how to cite a work."""
    data = {"status": "cited", "style": style, "format": form, "text": text.rstrip("\n")}
    return Outcome(text=text.rstrip("\n"), data=data)


def begun(lines: Sequence[str], data: Mapping[str, Any], findings: "Sequence[Finding]") -> Outcome:
    """Tell what a new article consists of, and what is to be filled in."""
    data = {"status": "begun", **data, "findings": listed(findings)}
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


def pages(code: str | None) -> Outcome:
    """Tell all about *code*, or name every code.

    Raises:
        UsageError: There is no such code.
    """
    from chapbook.report import page

    seen = look(sys.stdout)
    if code is None:
        rows = [page.data(name) for name in CODES]
        return Outcome(text="\n".join(page.index(seen)), data={"codes": rows})
    lines = page.rendered(page.text(code), seen)
    return Outcome(text="\n".join(lines).rstrip(), data=page.data(code))


def success(outcome: Outcome, request: "Request") -> int:
    """Print *outcome*; return its exit status."""
    _clear()
    found = with_lines(outcome.findings, request.settings.article.absolute().parent)
    if request.json:
        data = dict(outcome.data)
        if "findings" in data:
            data["findings"] = listed(found)
        _out(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        _annotate(found, request)
        seen = look(sys.stderr, every=request.telling.every)
        _talk("\n".join(told(found, seen)))
        if not is_whole(found, seen):
            _talk("Every finding in full: --all")
        _out(outcome.text)
    return _log(found, request, None) or outcome.exit_code


def failure(error: ChapbookError, request: "Request") -> int:
    """Print *error*; return its exit status."""
    _clear()
    found = with_lines(getattr(error, "findings", ()), request.settings.article.absolute().parent)
    if request.json:
        data = {"status": "failed", "error": error.message, "findings": listed(found)}
        _out(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    elif found:
        _annotate(found, request)
    if found:
        seen = look(sys.stderr, every=request.telling.every)
        _talk("\n".join([*told(found, seen), "", *_summary(found, seen)]))
    else:
        _talk(f"error: {error}")
    return _log(found, request, None if found else error) or error.exit_code


def _summary(findings: "Sequence[Finding]", seen: Look) -> Iterator[str]:
    """Yield how many *findings* there are, what became of output/, and where to read on."""
    yield f"{counted(findings)}. Nothing was published; what was there before stands."
    worst = min(findings, key=lambda finding: GRAVEST_FIRST.index(finding.severity))
    one = len({finding.code for finding in findings}) == 1
    yield f"Explain: python pipeline.py explain {worst.code if one else 'CODE'}"
    if not is_whole(findings, seen):
        yield "Every finding in full: --all"


def _annotate(findings: "Sequence[Finding]", request: "Request") -> None:
    """Print *findings* for GitHub Actions, if that is asked for."""
    if request.telling.github:
        from chapbook.report import sarif

        for line in sarif.annotations(findings, request.settings.article):
            _out(line)


def _log(
    findings: "Sequence[Finding]", request: "Request", error: ChapbookError | None
) -> ExitCode | None:
    """Write the SARIF log that is asked for; return a status when that fails."""
    path = request.telling.sarif
    if path is None:
        return None
    from chapbook.report import sarif

    try:
        sarif.write(path, sarif.log(findings, request.settings.article, error))
    except OSError as problem:
        _talk(f'error: "{path}" cannot be written: {problem.strerror}')
        return ExitCode.OUTPUT
    return None


def _files(settings: "Settings", work: "PublishedWork") -> list[dict[str, Any]]:
    """Return the published files of the editions that were asked for."""
    asked = ((row, settings.variant(row, work.own_paper)) for row in settings.editions)
    return [
        {
            "edition": row.name,
            "file": name,
            "pages": file.pages,
            "bytes": file.size_bytes,
            "purpose": file.purpose,
        }
        for row, variant in asked
        if variant in work.editions
        for name, file in work.editions[variant].files.items()
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
