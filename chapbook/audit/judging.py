"""Put finished files before their judges."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.audit import memory
from chapbook.audit.checks import CHECKS, Check
from chapbook.audit.verdicts import Result, Verdict
from chapbook.errors import MissingToolError, ToolError
from chapbook.tools import page_validation, verapdf
from chapbook.tools.judges import openxml_audit
from chapbook.tools.validator import Failure

CRASHED = "crashed"
"""The rule of a failure that says: the judge broke down, so the file has not passed."""

INSIDE = (verapdf, page_validation, openxml_audit)
"""The judges that are libraries; the others are programs, which work beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A file that is put before judges."""

    name: str
    """Below ``output/``."""
    path: Path
    """Where it lies."""
    sha256: str
    claims: tuple[str, ...] = ()
    """What it claims, as ``pdf.read.Claims`` spells it."""


def missing(found: Iterable[Verdict]) -> dict[str, str]:
    """Return the line to type for each judge of *found* that is not installed."""
    return {each.judge: each.remedy for each in found if each.result is Result.NOT_RUN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether a judge is here."""

    version: str = ""
    to_type: str = ""
    """The line that installs it; empty when it is here."""


def verdicts(exhibits: Iterable[Exhibit]) -> list[Verdict]:
    """Return what every judge says of every one of *exhibits*, file by file.

    A judge that is not installed gives ``NOT_RUN``; one that breaks down does not pass the file.
    """
    pairs = [(check, each) for each in exhibits for check in CHECKS.get(each.path.suffix, ())]
    present = {name: _presence(check) for name, check in {c.name: c for c, _ in pairs}.items()}
    judged = [(check, each, present[check.name]) for check, each in pairs]
    with ThreadPoolExecutor(1) as pool:
        apart = {case: pool.submit(_verdict, *case) for case in judged if not _is_inside(case[0])}
        inside = {case: _verdict(*case) for case in judged if _is_inside(case[0])}
        return [inside[case] if case in inside else apart[case].result() for case in judged]


def _is_inside(check: Check) -> bool:
    """Tell whether the judge works in this process, and so in its first thread.

    Java does not end as long as a thread that has used it is known to it.
    """
    return check.judge in INSIDE


def expected(name: str) -> list[Verdict]:
    """Return what will be said of the file *name* if no judge finds anything."""
    exhibit = Exhibit(name=name, path=Path(name), sha256="")
    checks = CHECKS.get(Path(name).suffix, ())
    return [_opened(check, exhibit, _presence(check)) for check in checks]


def _presence(check: Check) -> Presence:
    """Return the version of the judge, or how to get it."""
    try:
        check.judge.locate()
        return Presence(version=check.judge.version())
    except MissingToolError as error:
        return Presence(to_type=error.fix)


def _verdict(check: Check, exhibit: Exhibit, presence: Presence) -> Verdict:
    """Return what one judge says of one file."""
    verdict = _opened(check, exhibit, presence)
    if verdict.result is not Result.PASSED:
        return verdict
    failures = tuple(_failures(check, presence.version, exhibit))
    if not failures:
        return verdict
    return replace(verdict, result=Result.FAILED, failures=failures, remedy=check.remedy)


def _opened(check: Check, exhibit: Exhibit, presence: Presence) -> Verdict:
    """Return the verdict before the judge has looked: passed, unless there is nothing to do."""
    result = Result.PASSED
    if presence.to_type:
        result = Result.NOT_RUN
    elif check.claim and check.claim not in exhibit.claims:
        result = Result.NOT_CLAIMED
    return Verdict(
        promise=check.promise,
        file=exhibit.name,
        judge=check.name,
        version=presence.version,
        against=check.against,
        result=result,
        remedy=presence.to_type,
    )


def _failures(check: Check, version: str, exhibit: Exhibit) -> Iterator[Failure]:
    """Yield what the judge says, or said of the same bytes before."""
    key = memory.key(check, version, exhibit.name, exhibit.sha256)
    said = memory.recall(key)
    if said is None:
        try:
            said = check.failures(exhibit.path)
        except ToolError as error:
            message = " ".join(f"{error.message} {error.why}".split())
            yield Failure(rule=CRASHED, message=message, context="", count=1)
            return
        memory.remember(key, said)
    yield from said
