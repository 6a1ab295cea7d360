"""What the checks of finished files came to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from chapbook.tools.validator import Failure


class Result(Enum):
    """How a check ended; the value is what ``report.json`` calls it."""

    PASSED = "passed"
    """The judge could not refute the promise."""
    FAILED = "failed"
    NOT_RUN = "not-run"
    """The judge is not installed; nothing is known."""
    NOT_CLAIMED = "not-claimed"
    """The file does not claim the standard, so there is nothing to refute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one judge said of one file."""

    promise: str
    """The promise that was to be refuted, a key of ``checks.PROMISES``."""
    file: str
    """Its name below ``output/``."""
    judge: str
    """As its makers call it."""
    version: str
    """Of the judge; empty when it is not installed."""
    against: str
    """The standard or rules that the file was held against."""
    result: Result
    failures: tuple[Failure, ...] = ()
    """What the judge said, for ``FAILED``."""
    remedy: str = ""
    """What to do about it: what to change, or for ``NOT_RUN`` the line to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one file says of itself."""

    file: str
    claim: str
    """The standard, in words; empty when the file claims none."""
    result: Result
    """``FAILED`` when a judge refuted it, ``PASSED`` when one tried and could not, and
    ``NOT_RUN`` when none tried; ``NOT_CLAIMED`` for a file that claims nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The report on one work, or on the pages about all of them."""

    stem: str
    """Empty for the pages about all works."""
    title: str
    lang: str
    """Of its words (BCP 47)."""
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each file, in the order of the manifest."""
    verdicts: tuple[Verdict, ...]
    claims: tuple[Claim, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What nobody checked: keys of labels, without their ``unchecked-``."""
    unjudged: tuple[str, ...] = ()
    """Files that no judge from outside has looked at."""

    def count(self, result: Result) -> int:
        """Return how many checks ended in *result*."""
        return counted(self.verdicts)[result]


def counted(verdicts: Sequence[Verdict]) -> Counter[Result]:
    """Return how many of *verdicts* there are of each result."""
    return Counter(verdict.result for verdict in verdicts)
