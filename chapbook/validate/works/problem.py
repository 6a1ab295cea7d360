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
    """What to write instead, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The article that cites the work."""

    year: int
    """The year of the article's date."""
    lang: str
    """BCP 47; the language of works that name none."""
