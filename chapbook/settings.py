"""What one run is asked to do, as types; made from the command line, never changed."""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from chapbook.clinic import Clinic
from chapbook.editions import DEFAULT, MANUSCRIPT, Edition, Ink, Paper, stem

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout."""

TEMPLATES = ROOT / "templates"

CLINICS_FOLDER = "clinics"
"""What is made for a clinic goes to a folder of its own below this, with its own manifest."""

DRAFT_FOLDER = "draft"
"""Drafts have an output folder of their own inside ``output/``, with its own manifest."""


WHOLE = (f"content/{MANUSCRIPT}", MANUSCRIPT, "paper.md", "index.qmd", "index.md")
"""Which file of a folder is the article, the likeliest first."""


def article_file(path: Path) -> Path:
    """Return the file that stands for the whole article to which *path* belongs.

    *path* may be a folder, or one of the numbered files of a Manubot manuscript.
    """
    if path.is_dir():
        return next((file for name in WHOLE if (file := path / name).is_file()), path)
    whole = path.with_name(MANUSCRIPT)
    numbered = re.match(r"\d+[.-]", path.name) and path.suffix == ".md"
    return whole if numbered and whole.is_file() else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run."""

    article: Path
    output: Path = ROOT / "output"
    editions: tuple[Edition, ...] = DEFAULT
    paper: Paper | None = None
    """The paper to print on; ``None`` for the article's own."""
    draft: bool = False
    """Whether to show the article with its findings instead of stopping at them."""
    theme: str | None = None
    """How editions look; ``None`` for what the article says."""
    ink: Ink = Ink.COLOUR
    """What printed editions are printed with."""
    size_pt: float | None = None
    """The size of running text in editions that let a run choose; ``None`` for their own."""
    clinics: Path | None = None
    """The file of a clinic, or a folder of them, that sheets are made for."""
    clinic: Clinic | None = None
    """The one that this run makes sheets for."""
    today: dt.date = field(default_factory=dt.date.today)
    """Decides whether handouts are past their review, and nothing else."""
    allow_expired: bool = False
    """Whether handouts are made all the same, and say that they are past it."""
    is_expired: bool = False
    """Whether they do say so in this run; see ``chapbook.expiry``."""

    pack_editions: tuple[str, ...] = ()
    """The names of the files of a pack that are made; ``article`` is then the pack's file."""

    def of(self, clinic: Clinic) -> "Settings":
        """Return this run as one for *clinic*, whose sheets have a folder of their own."""
        folder = self.output / CLINICS_FOLDER / clinic.stem
        return replace(self, clinic=clinic, output=folder)

    def bench(self, desk: Path, row: Edition, own: Paper) -> "Workbench":
        """Return where and on what the edition *row* is made.

        Args:
            desk: The staging folder.
            row: The edition.
            own: The article's own paper.
        """
        paper, ink, size_pt = self.sheet(row, own)
        name = row.name_in_output(stem(self.article), paper, own, ink, size_pt)
        return Workbench(
            desk=desk,
            name=name,
            paper=paper,
            ink=ink,
            size_pt=size_pt,
            clinic=self.clinic,
            is_expired=self.is_expired and row.is_handout,
        )

    def variant(self, row: Edition, own: Paper) -> str:
        """Return the name of the edition *row* as the manifest keeps it; *own* is as for bench."""
        paper, ink, size_pt = self.sheet(row, own)
        return row.variant(paper, own, ink, size_pt)

    def sheet(self, row: Edition, own: Paper) -> tuple[Paper, Ink, float]:
        """Return paper, ink and size of type (points; 0 for its own) that *row* is made for."""
        ink = self.ink if row.is_printed else Ink.COLOUR
        return self.paper or own, ink, (self.size_pt or row.size_pt) if row.size_pt else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """Where and on what one edition is made."""

    desk: Path
    """The staging folder; the edition goes to ``desk / name``."""
    name: str
    """The edition's path in ``output/``, with forward slashes."""
    paper: Paper
    ink: Ink = Ink.COLOUR
    size_pt: float = 0
    """The size of running text in an edition that lets a run choose; 0 for all others."""
    clinic: Clinic | None = None
    """Who hands it out, where it says so."""
    is_expired: bool = False
    """Whether it says that it is past the day on which its review was due."""

    @property
    def path(self) -> Path:
        """The file to write; its folder exists."""
        path = self.desk / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path
