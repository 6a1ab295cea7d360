"""What one run is asked to do, as types; made from the command line, never changed."""

import re
from dataclasses import dataclass
from pathlib import Path

from chapbook.editions import DEFAULT, MANUSCRIPT, Edition, Paper, stem

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout."""

TEMPLATES = ROOT / "templates"

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

    def bench(self, desk: Path, row: Edition, own: Paper) -> "Workbench":
        """Return where and on what the edition *row* is made.

        Args:
            desk: The staging folder.
            row: The edition.
            own: The article's own paper.
        """
        paper = self.paper or own
        name = row.name_in_output(stem(self.article), paper, own)
        return Workbench(desk=desk, name=name, paper=paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """Where and on what one edition is made."""

    desk: Path
    """The staging folder; the edition goes to ``desk / name``."""
    name: str
    """The edition's path in ``output/``, with forward slashes."""
    paper: Paper

    @property
    def path(self) -> Path:
        """The file to write; its folder exists."""
        path = self.desk / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path
