"""The report on the terminal: what failed and what did not run, in a few lines."""

import os
from collections.abc import Iterator, Sequence

from chapbook.audit.judging import missing
from chapbook.audit.verdicts import Result, Verdict, counted
from chapbook.errors import ExitCode

PLACES = 5
"""Rules that are told of one check; the report has all of them."""


def told(verdicts: Sequence[Verdict], reports: Sequence[str]) -> Iterator[str]:
    """Yield the lines about *verdicts*; *reports* are the files to read on in."""
    count = counted(verdicts)
    for verdict in verdicts:
        if verdict.result is Result.FAILED:
            yield from _failed(verdict)
    for judge, line in missing(verdicts).items():
        yield f"not run: {judge}; to run it, type:  {line}"
    says = f"Checks: {len(verdicts)}, {count[Result.PASSED]} passed"
    for result in (Result.FAILED, Result.NOT_RUN, Result.NOT_CLAIMED):
        if count[result]:
            says += f", {count[result]} {result.value.replace('-', ' ')}"
    yield f"{says}. Read {' or '.join(reports)}."


def status(verdicts: Sequence[Verdict], *, all_required: bool) -> ExitCode:
    """Return the exit status: a refuted promise counts more than a judge that is missing.

    A missing judge is a failure only where *all_required*, or ``CHAPBOOK_REQUIRE_VALIDATORS=1``.
    """
    all_required = all_required or os.environ.get("CHAPBOOK_REQUIRE_VALIDATORS") == "1"
    count = counted(verdicts)
    if count[Result.FAILED]:
        return ExitCode.FINDINGS
    if all_required and count[Result.NOT_RUN]:
        return ExitCode.MISSING_TOOL
    return ExitCode.OK


def _failed(verdict: Verdict) -> Iterator[str]:
    """Yield the lines about one check that failed."""
    yield f"FAILED: {verdict.file}: {verdict.judge} {verdict.version}, {verdict.against}"
    for failure in verdict.failures[:PLACES]:
        where = f" ({failure.context})" if failure.context else ""
        times = f" × {failure.count}" if failure.count > 1 else ""
        yield f"    {failure.rule}{times}: {failure.message}{where}"
    if (rest := len(verdict.failures) - PLACES) > 0:
        yield f"    and {rest} more"
    yield f"    do:  {verdict.remedy}"
