"""The codes of all findings: how grave, why it matters, what to do.

They are declared in ``codes.toml`` beside this module; nothing else repeats them.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Severity(Enum):
    """How grave a kind of finding is."""

    ERROR = "error"
    """Always stops the build."""
    WARNING = "warning"
    """Stops the build unless the article's ``allow:`` names its code."""
    NOTE = "note"
    """Reported only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The declaration of one kind of finding."""

    code: str
    severity: Severity
    title: str
    """The kind of defect, as a noun phrase."""
    why: str
    """What a reader would suffer."""
    fix: str
    """What to do in general."""


def _declared() -> dict[str, Rule]:
    """Read the declarations."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {
        code: Rule(code=code, severity=Severity(row.pop("severity")), **row)
        for code, row in tomllib.loads(text).items()
    }


CODES: dict[str, Rule] = _declared()
"""Every code, by its name, in the order of the file."""
