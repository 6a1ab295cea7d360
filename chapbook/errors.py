"""What stops a run: faults of programs, of the system, or of what was asked for.

Doubtful *content* is never raised one by one; it is collected as findings and
reported together; ``chapbook.findings.ContentError`` carries them.
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The exit status of ``pipeline.py``; documented in the README."""

    OK = 0
    FINDINGS = 1
    """The article has findings that stop the build; ``output/`` is as it was."""
    USAGE = 2
    """An unknown option, edition, style, theme or paper."""
    MISSING_TOOL = 3
    """A program or library that the build needs is not installed."""
    TOOL = 4
    """A program failed in a way that is not the article's fault."""
    OUTPUT = 5
    """``output/`` cannot be written, or two articles claim one file."""
    EXPIRED = 6
    """A handout is past the day on which its review was due, and was withheld; or ``due`` names
    such an article."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""


class ChapbookError(Exception):
    """An error that a person can act on.

    Args:
        message: What is wrong, in one sentence, naming the thing.
        why: Why it matters; empty when the message says it all.
        fix: What to type or to change.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.TOOL

    def __init__(self, message: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.why = why
        self.fix = fix

    def __reduce__(self) -> tuple[object, ...]:
        """Keep reason and remedy when the error crosses from one process to another."""
        return _again, (type(self), self.message, self.why, self.fix)

    def __str__(self) -> str:
        """Return the message, and below it the reason and the remedy, each on its line."""
        rest = [f"  why: {self.why}"] if self.why else []
        rest += [f"  do:  {self.fix}"] if self.fix else []
        return "\n".join([self.message, *rest])


def _again(kind: type[ChapbookError], message: str, why: str, fix: str) -> ChapbookError:
    """Return the error that ``ChapbookError.__reduce__`` described."""
    return kind(message, why=why, fix=fix)


class UsageError(ChapbookError):
    """The command line asks for something that does not exist."""

    exit_code = ExitCode.USAGE


class MissingToolError(ChapbookError):
    """A program or library is not installed, or not in a version that fits."""

    exit_code = ExitCode.MISSING_TOOL


class ToolError(ChapbookError):
    """A program ended with a fault of its own."""

    exit_code = ExitCode.TOOL


class OutputError(ChapbookError):
    """The output folder cannot be written, the disk is full, or a file is claimed twice."""

    exit_code = ExitCode.OUTPUT
