"""What the checks of a work say, and what they may know beside the work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is doubtful about a work."""

    code: str
    """A key of ``chapbook.codes.CODES``."""
    says: str
    """What is wrong, as the end of a sentence that begins with the work's key."""
    fix: str = ""
    """What to do, where more is known than in general."""
    variable: str = ""
    """The CSL variable that is at fault; empty when it may be any."""
    value: str = ""
    """What of it is at fault, as CSL has it."""
    better: str = ""
    """What to write in the place of ``value``, where that is known."""
    lacks: bool = False
    """Whether ``variable`` is what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The article that cites the work."""

    year: int
    """The year of the article's date."""
    lang: str
    """BCP 47; the language of works that name none."""
