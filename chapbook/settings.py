"""What one run is asked to do, as types; made from the command line, never changed."""

from dataclasses import dataclass
from pathlib import Path

from chapbook.editions import EDITIONS, Edition
from chapbook.frontmatter import Paper

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout."""

TEMPLATES = ROOT / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run."""

    article: Path
    output: Path = ROOT / "output"
    editions: tuple[Edition, ...] = tuple(EDITIONS.values())
    paper: Paper | None = None
    """The paper to print on; ``None`` for the article's own."""


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


def file_name(edition: Edition, stem: str, paper: Paper, own: Paper) -> str:
    """Return the path of *edition* in ``output/``; paper other than the article's *own* shows."""
    return edition.file.format(stem=stem, sheet="" if paper is own else f"-{paper.value}")
