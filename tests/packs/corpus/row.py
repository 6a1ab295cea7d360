"""A row of the corpus: a file that somebody else might hand in, and what shall become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Awkward:
    """An awkward file."""

    name: str
    """Of the file and of the test; it is also its reading's identifier."""
    producer: str
    """The program whose PDF it is; "bytes" for one that is typed by hand."""
    make: Callable[[Path], None]
    """Writes it to a path; its docstring says how."""
    reasons: frozenset[str] = frozenset()
    """What is told of it by ``foreign``, besides being refused."""
    refusal: str = ""
    """Why it is refused; empty for a file that is woven."""
    lost_links: int = 0
    """How many of its links cannot lead on: they run something, or lead nowhere at home already."""
    page_indices: tuple[int, ...] | None = None
    """The pages that are chosen (0-based); ``None`` for all."""
    is_tagged: bool = False
    """Whether it has tags that are sound enough to be kept."""
    is_drawn_alike: bool = True
    """Whether a page looks as before; not where it looks different in each viewer."""
    is_countable: bool = True
    """Whether PDFium can open it as it lies; what is lost is counted from there."""
    is_hostile: bool = False
    """Whether it would take all time or memory that it gets."""
    is_usual: bool = False
    """Whether every run of the tests takes it; the proofs take all."""
    needs: str = ""
    """The program without which it cannot be made: "chromium", "soffice"."""


def told(*reasons: str) -> frozenset[str]:
    """Return *reasons* as a row has them."""
    return frozenset(reasons)
