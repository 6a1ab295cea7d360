"""What is woven, and what became of it."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from chapbook.tools.pdf.finish import Broken


class Reason(Enum):
    """Why something of a source is not in the woven file."""

    PAGE_LEFT = "page-left"
    """A link led to a page that was not taken."""
    DEAD = "dead"
    """A link led nowhere in its own file already."""
    UNKNOWN_READING = "unknown-reading"
    """A link with ``pack:`` names what is not in the pack."""
    SCRIPT = "script"
    """An action that runs a program or a script, or sends a form."""
    FORM = "form"
    """Fields of a form; what they show is kept."""
    OUTPUT_INTENT = "output-intent"
    """The meaning of its colours, where another file of the pack says it differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Pages of a finished PDF."""

    path: Path
    identifier: str
    """Unique in the woven file, ASCII, without a colon: names of places begin with it."""
    title: str
    """Of its bookmark and its tag."""
    page_indices: tuple[int, ...] | None = None
    """0-based, in the order in which they shall stand, each once; None for all."""
    lang: str = ""
    """BCP 47; empty for what the file itself says."""
    depth: int = 0
    """How deep its bookmark and its tag stand below those of the pieces before it."""
    role: str = "Art"
    """The standard type of its tag (ISO 32000-1, 14.8.4.2): "Part", "Art" or "Sect"."""
    addresses: tuple[str, ...] = ()
    """Addresses, and names of files, by which links of other pieces may mean this one."""
    is_own: bool = False
    """Whether the house made it: its tags are then known to be sound and are not gone through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What was left out of a piece."""

    reason: Reason
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WovenPiece:
    """Where a piece stands in the woven file."""

    identifier: str
    page_index: int
    """Of its first page, 0-based."""
    page_count: int
    is_tagged: bool
    """Whether it came with tags of its own."""
    labels: tuple[str, ...]
    """What its own file calls each page: "xii", "3"."""
    left: tuple[Left, ...]
    led_inside: int = 0
    """How many of its links to addresses lead to another piece now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """What a woven file holds."""

    pieces: tuple[WovenPiece, ...]
    """In their order."""
    broken: tuple[Broken, ...]
    """Why claims were left out."""

    @property
    def page_count(self) -> int:
        """Of all pieces."""
        return sum(piece.page_count for piece in self.pieces)
