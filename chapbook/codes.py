"""The codes of all findings: how grave, how they come about, why they matter, what to do.

They are declared in ``codes.toml`` beside this module; ``docs/findings/`` is written
from it, and nothing else repeats them.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

THEMES = (
    "The file",
    "Front matter",
    "Text",
    "Structure and links",
    "Images",
    "Citations",
    "Bibliography",
    "Versions and review",
    "Finished editions",
    "Handouts",
    "Course packs",
    "Other",
)
"""The headings of the index of codes, in the order in which a writer meets them."""


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
    theme: str = "Other"
    """One of ``THEMES``."""
    cause: str = ""
    """How it comes about, in words for someone who writes articles."""
    bad: str = ""
    """What triggers it, where no article of the tests can show that."""
    good: str = ""
    """The same, mended."""


def _declared() -> dict[str, Rule]:
    """Read the declarations."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {
        code: Rule(code=code, severity=Severity(row.pop("severity")), **row)
        for code, row in tomllib.loads(text).items()
    }


CODES: dict[str, Rule] = _declared()
"""Every code, by its name, in the order of the file."""
