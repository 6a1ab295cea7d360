"""Telling what was written beside or into an article: a signature, a version."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from chapbook.findings import Finding
from chapbook.report import Outcome


class Done(Protocol):
    """What came of writing it."""

    def told(self) -> str:
        """Say so for people."""

    def data(self) -> Mapping[str, object]:
        """Say so for programs."""


def kept(done: Done, found: Sequence[Finding]) -> Outcome:
    """Tell what is *done*, and what was *found* about the article."""
    return Outcome(text=done.told(), data=done.data(), findings=found)
