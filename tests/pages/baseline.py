"""Which pages are kept as pictures, how they are made, and which of them have changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from chapbook import cite, ingredients, load, render
from chapbook.editions import EDITIONS
from chapbook.settings import ROOT, Settings
from tests.pages import picture

FOLDER = ROOT / "tests" / "golden" / "pages"

VERSIONS = FOLDER / "versions.json"
"""Of the libraries that set the type of the kept pages, and draw them."""

SHAPING = (
    "weasyprint",
    "pypdfium2",
    "libpango-1.0",
    "libharfbuzz",
    "libfontconfig",
    "libfreetype",
)
"""With equal versions of these, pages are equal, pixel for pixel."""

SHOWN = ROOT / ".pages"
"""Where pictures of what has changed are put; git does not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Pages of an edition that are kept."""

    article: str
    """Its file, from the root."""
    edition: str
    page_count: int = 99
    """How many, from the first."""
    theme: str | None = None

    @property
    def stem(self) -> str:
        """What the names of its pictures begin with."""
        file = Path(self.article)
        name = file.stem if file.stem.isascii() else file.parent.name
        return "-".join(part for part in (name, self.edition, self.theme) if part)


GOOD = "tests/articles/good"

CHOSEN = (
    Chosen(article="source/calcinosis.md", edition="pdf"),
    Chosen(article="source/calcinosis.md", edition="patient"),
    Chosen(article="source/calcinosis.md", edition="student"),
    Chosen(article="source/calcinosis.md", edition="patient", theme="clinic"),
    Chosen(article=f"{GOOD}/everything/everything.md", edition="pdf"),
    Chosen(article=f"{GOOD}/everything/everything.md", edition="student", page_count=2),
    Chosen(article=f"{GOOD}/arabic/ضغط-الدم.md", edition="pdf", page_count=3),
    Chosen(article=f"{GOOD}/arabic/ضغط-الدم.md", edition="patient"),
    Chosen(article=f"{GOOD}/mathematics/mathematics.md", edition="pdf", page_count=2),
    Chosen(article=f"{GOOD}/tables/tables.md", edition="pdf", page_count=3),
)
"""All of the showcase; of other articles what is unlike it."""


def made(folder: Path, chosen: Iterator[Chosen] | tuple[Chosen, ...] = CHOSEN) -> picture.Pages:
    """Make the *chosen* pages anew in *folder*, and return their pictures by name."""
    return {
        f"{each.stem}-{number:02}": page
        for each in chosen
        for number, page in enumerate(_pages(each, folder), start=1)
    }


def _pages(chosen: Chosen, folder: Path) -> list[Image.Image]:
    """Return pictures of the pages of one edition."""
    source = ROOT / chosen.article
    article = cite.article(load.manuscript(source, theme=chosen.theme))
    bench = Settings(article=source).bench(
        folder / chosen.stem, EDITIONS[chosen.edition], article.metadata.paper
    )
    render.edition(article, EDITIONS[chosen.edition], bench)
    return picture.pages(bench.path)[: chosen.page_count]


def kept(folder: Path = FOLDER) -> picture.Pages:
    """Return the pictures that are kept, by name."""
    return {path.stem: picture.read(path) for path in sorted(folder.glob("*.png"))}


def has_equal_versions() -> bool:
    """Tell whether what sets and draws pages here is what made the kept ones."""
    return VERSIONS.exists() and json.loads(VERSIONS.read_text("utf-8")) == versions()


def versions() -> Mapping[str, str]:
    """Return the versions of the libraries that shape pages."""
    found = ingredients.versions()
    return {name: found[name] for name in SHAPING}


def changed(old: picture.Pages, new: picture.Pages, *, exactly: bool) -> picture.Pages:
    """Return pictures of the pages that differ: old, new, and the difference beside them.

    Args:
        old: The pages that are kept.
        new: The pages as they are made now.
        exactly: Whether a single pixel is a difference.
    """
    equal = picture.is_same if exactly else picture.is_alike
    return {
        name: picture.beside(old.get(name), new.get(name))
        for name in sorted({*old, *new})
        if name not in old or name not in new or not equal(old[name], new[name])
    }


def show(pictures: picture.Pages, name: str) -> Path:
    """Write *pictures* as one sheet and return its file."""
    SHOWN.mkdir(exist_ok=True)
    path = SHOWN / f"{name}.png"
    picture.sheet(pictures).save(path, "PNG")
    return path
