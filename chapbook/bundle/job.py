"""What a binder is asked to make, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.tools.kept import NOTHING, Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Folios:
    """Where the pieces of a pack stand in its woven PDF."""

    of: Mapping[str, tuple[int, int]]
    """By a reading's identifier, or that of a piece of the pack's own (``cover``, ``contents``,
    ``part-1``, ``bibliography``, ``glossary``, ``rights``, ``colophon``): its first folio
    (1-based) and how many pages it has.  In the order of the pages."""
    begins: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    """Of the pack's own pieces and notes: how many letters of the text stand before each page, as
    ``tools.weasy.starts`` counts them; ``None`` for pages that show nothing of what is counted."""

    @property
    def page_count(self) -> int:
        """Of the whole pack."""
        return max((first + count - 1 for first, count in self.of.values()), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where and on what one file of a pack is made."""

    desk: Path
    """The staging folder; the file goes to ``desk / name``."""
    name: str
    """Its path in ``output/``, with forward slashes."""
    paper: Paper
    finished: Mapping[str, BuiltEdition] = field(default_factory=dict)
    """What this pack has become already, by the names of the rows."""
    folios: Folios | None = None
    """Of the row ``pdf``, once that is woven: these are *the* page numbers of all files."""
    kept: Kept = NOTHING
    """What the program made before of the very same things."""

    @property
    def path(self) -> Path:
        """The file to write; its folder exists."""
        path = self.desk / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """What came of making one file of a pack."""

    built: BuiltEdition | None
    """``None`` when the pack has nothing for it; a finding says so."""
    findings: tuple[Finding, ...] = ()
    folios: Folios | None = None
    """Of a woven PDF."""
