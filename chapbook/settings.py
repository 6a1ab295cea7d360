"""What one run is asked to do, as types; made from the command line, never changed."""

from dataclasses import dataclass
from pathlib import Path

from chapbook.editions import DEFAULT, Edition, Paper

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout."""

TEMPLATES = ROOT / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run."""

    article: Path
    output: Path = ROOT / "output"
    editions: tuple[Edition, ...] = DEFAULT
    paper: Paper | None = None
    """The paper to print on; ``None`` for the article's own."""

    def bench(self, desk: Path, row: Edition, own: Paper) -> "Workbench":
        """Return where and on what the edition *row* is made.

        Args:
            desk: The staging folder.
            row: The edition.
            own: The article's own paper.
        """
        paper = self.paper or own
        name = row.name_in_output(self.article.stem, paper, own)
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
