"""What many tests share: the good articles, and how an article is read and judged."""

import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pytest

from chapbook import load, validate
from chapbook.findings import Finding, in_order
from chapbook.settings import article_file

ARTICLES = Path(__file__).parent / "articles"
GOOD = ARTICLES / "good"
OVERLAYS = ARTICLES / "overlays"
SYSTEMS = ARTICLES / "systems"
"""Articles written for other systems, each in a folder as that system keeps it."""

USUAL = {"showcase", "everything", "smallest", "german", "arabic"}
"""The articles that every run of the tests takes; the proofs take all of them."""


def each_of(names: Iterable[str], usual: Collection[str] = USUAL) -> list[object]:
    """Return *names* as parameters, those that are not *usual* for the proofs alone."""
    return [
        pytest.param(name, marks=[] if name in usual else [pytest.mark.proof]) for name in names
    ]


TEXTS = {".md", ".markdown", ".qmd", ".Rmd"}


def system_article(name: str, folder: Path) -> Path:
    """Copy the article *name* of another system to *folder* and return its file."""
    copied = Path(shutil.copytree(SYSTEMS / name, folder / name))
    found = article_file(copied)
    if found.is_file():
        return found
    return next(p for p in sorted(copied.iterdir()) if p.suffix in TEXTS)


class Desk:
    """A folder for one test, in which articles are put together and judged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def good(self, name: str) -> Path:
        """Copy the good article *name* here and return its Markdown file."""
        shutil.copytree(GOOD / name, self.folder / "article", symlinks=True)
        return next((self.folder / "article").glob("*.md"))

    def overlaid(self, overlay: Path) -> Path:
        """Copy what *overlay* rests on (``base``, else the smallest article), then itself.

        The folder ``mended`` of an overlay holds the same files without the defect.
        """
        base = overlay / "base"
        article = self.good(base.read_text("utf-8").strip() if base.exists() else "smallest")
        for path in overlay.iterdir():
            if path.name not in {"base", "expected.txt", "mended"}:
                shutil.copy(path, article.parent / path.name, follow_symlinks=False)
        return article

    def article(self, text: str | bytes, name: str = "article.md") -> Path:
        """Write *text* as an article here and return its file."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path


def judged(path: Path) -> tuple[Finding, ...]:
    """Return everything that reading and validating the article *path* finds."""
    manuscript = load.manuscript(path)
    return in_order([*manuscript.findings, *validate.findings(manuscript)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder with the means to put articles into it."""
    return Desk(tmp_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest --accept`` rewrite golden files from what is made now."""
    parser.addoption("--accept", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that compares a text with a golden file, or rewrites the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{path.name} differs; pytest --accept rewrites it"

    return compare
