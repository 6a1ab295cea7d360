"""What many tests share: the good articles, and how an article is read and judged."""

import datetime as dt
import gc
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from chapbook import grade, load, validate
from chapbook.findings import Finding, in_order
from chapbook.load import pack as packs
from chapbook.settings import article_file
from chapbook.validate import pack as judging

settings.register_profile("same", derandomize=True)
if not os.environ.get("CHAPBOOK_EXAMPLES"):
    # The same examples each time: a red run then speaks of the change at hand.
    settings.load_profile("same")

ARTICLES = Path(__file__).parent / "articles"
GOOD = ARTICLES / "good"
OVERLAYS = ARTICLES / "overlays"
HANDOUTS = ARTICLES / "handouts"
"""Articles with everything that handouts are made of: a long one, and one in another language."""
SYSTEMS = ARTICLES / "systems"
"""Articles written for other systems, each in a folder as that system keeps it."""

USUAL = {"everything", "smallest", "german", "arabic"}
"""The articles that every run of the tests takes; the proofs take all of them."""


def each_of(names: Iterable[str], usual: Collection[str] = USUAL) -> list[object]:
    """Return *names* as parameters, those that are not *usual* for the proofs alone."""
    return [
        pytest.param(name, marks=[] if name in usual else [pytest.mark.proof]) for name in names
    ]


PACK = "coursepack.yaml"
"""The file of a pack in tests."""

TODAY = dt.date(2026, 11, 23)
"""The day on which tests judge packs."""

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

        An overlay with a file of a pack is about that.
        The folder ``mended`` of an overlay holds the same files without the defect.
        """
        base = overlay / "base"
        article = self.good(base.read_text("utf-8").strip() if base.exists() else "smallest")
        laid_over(overlay, article.parent, without={"base", "expected.txt", "mended"})
        pack = article.parent / PACK
        return pack if pack.exists() else article

    def article(self, text: str | bytes, name: str = "article.md") -> Path:
        """Write *text* as an article here and return its file."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path


def laid_over(overlay: Path, folder: Path, without: Collection[str] = ()) -> None:
    """Copy all that lies in *overlay* to *folder*, but for the names *without*."""
    for path in overlay.iterdir():
        if path.name in without:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
        else:
            shutil.copy(path, folder / path.name, follow_symlinks=False)


def judged(path: Path) -> tuple[Finding, ...]:
    """Return everything that reading and validating the article or the pack *path* finds."""
    if path.name == PACK:
        read = packs.pack(path)
        return in_order([*read.findings, *judging.findings(read, TODAY)])
    manuscript = load.manuscript(path)
    judged = [*manuscript.findings, *validate.findings(manuscript)]
    return in_order([*judged, *grade.findings(manuscript)])


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """Collect garbage again: a build switches that off, since its process ends with it."""
    yield
    gc.enable()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder with the means to put articles into it."""
    return Desk(tmp_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest --accept`` rewrite golden files from what is made now."""
    parser.addoption("--accept", action="store_true", help="rewrite golden files")


LONGEST = (
    "verify/test_good_articles.py",
    "verify/test_arrival.py",
    "test_draft.py",
    "test_handouts.py",
    "test_long.py",
    "render/test_embed.py",
    "tools/test_tagging.py",
    "render/test_web.py",
    "test_new.py",
    "render/test_epub.py",
    "render/test_handout.py",
    "test_packs.py",
    "publish/test_kill.py",
    "bundle/test_sixty.py",
    "packs/test_corpus.py",
    "test_citing.py",
    "render/test_ink.py",
)
"""The files whose proofs take longest.  They go first, or one of two processes would be left with
one of them when all else is done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, each as a whole."""
    ranks = {Path(__file__).parent / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(LONGEST)))


def pytest_collection_finish() -> None:
    """Leave thousands of collected tests, which stay to the end, out of garbage collections."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that compares a text with a golden file, or rewrites the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{path.name} differs; pytest --accept rewrites it"

    return compare
