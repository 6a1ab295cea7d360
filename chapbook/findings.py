"""What is wrong or doubtful about an article, and what to do about it.

A finding has a permanent code.  Its severity, its reason and its remedy are
declared once, in ``chapbook.codes``; what differs from case to case (the place
and the message) is given where it is found.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from chapbook.codes import CODES, Rule, Severity
from chapbook.errors import ChapbookError, ExitCode


class Stops(Enum):
    """Whether a finding stops the build."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A spot in a source file."""

    file: str
    """Path relative to the article's folder, with forward slashes."""
    line: int = 0
    """1-based; 0 when only the file is known."""
    column: int = 0
    """1-based, counted in characters; 0 when only the line is known."""

    def __str__(self) -> str:
        """Return ``file:line:column`` as editors and compilers write it."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What an editor can exchange at a finding's place to mend it."""

    old: str
    """What stands at the place now; where the line says otherwise, nothing is exchanged."""
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing."""

    code: str
    """A key of ``chapbook.codes.CODES``."""
    place: Place
    message: str
    """What is wrong here, in one sentence, naming the thing."""
    fix: str = ""
    """What to type here; where empty, the rule's general remedy serves."""
    excerpt: str = ""
    """The source line that the place points into, without its line end."""
    replacement: Replacement | None = None
    """``fix`` for programs, where it is exact: within the line, beginning at the place."""

    def __post_init__(self) -> None:
        """Refuse a code that nobody declared."""
        if self.code not in CODES:
            raise KeyError(self.code)

    @property
    def rule(self) -> Rule:
        """The declaration of this finding's code."""
        return CODES[self.code]

    @property
    def severity(self) -> Severity:
        """How grave this kind of finding is."""
        return self.rule.severity

    @property
    def exact(self) -> Replacement | None:
        """The replacement, when the excerpt has at the place what is to be exchanged."""
        start, given = self.place.column - 1, self.replacement
        if given is None or start < 0 or not self.excerpt.startswith(given.old, start):
            return None
        return given

    @property
    def remedy(self) -> str:
        """What to do, particular if possible."""
        return self.fix or self.rule.fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an article says that is shown with everything that is wrong with it."""

    stamp: str
    """What every page says, with the number of findings."""
    findings: tuple[Finding, ...]
    """In the order of their numbers, which begin with 1."""


class ContentError(ChapbookError):
    """Findings stop the run; ``findings`` holds all of them, in the order of their places."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: Sequence[Finding]) -> None:
        says = "finding stops" if len(findings) == 1 else "findings stop"
        super().__init__(f"{len(findings)} {says} the build")
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the findings when the error crosses from one process to another."""
        return type(self), (self.findings,)


def stops(finding: Finding, allowed: Collection[str]) -> Stops:
    """Tell whether *finding* stops a build whose front matter allows the codes *allowed*.

    An error always stops; a warning stops unless it is allowed; a note never does.
    """
    if finding.severity is Severity.ERROR:
        return Stops.YES
    if finding.severity is Severity.WARNING and finding.code not in allowed:
        return Stops.YES
    return Stops.NO


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return *findings* without repeats, sorted by place, then by code and message."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.place, f.code, f.message)))


def stop_at(findings: Iterable[Finding], allowed: Collection[str]) -> tuple[Finding, ...]:
    """Return *findings* in order when none of them stops the build.

    Raises:
        ContentError: At least one stops it; the error carries all findings, so that
            a writer sees everything at once.
    """
    ordered = in_order(findings)
    if any(stops(finding, allowed) is Stops.YES for finding in ordered):
        raise ContentError(ordered)
    return ordered
