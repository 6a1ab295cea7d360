"""Two folders of finished editions, compared: bytes, pages and tags."""

import difflib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chapbook.tools.pdf import structure
from tests.pages import baseline, picture

ABOUT_BUILDS = {"manifest.json", "index.html", ".gitkeep"}
"""Files that say which versions made the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one file differs."""

    name: str
    """Its path below the folder."""
    sizes: tuple[int, int]
    """Bytes before and after; 0 where there is no file."""
    page_counts: tuple[int, int] = (0, 0)
    """Of a PDF, before and after."""
    pages: picture.Pages = field(default_factory=dict)
    """The pages that look otherwise: before, after and the difference beside them."""
    tags: tuple[str, ...] = ()
    """Lines of the tag trees that differ, as diff writes them."""
    members: tuple[str, ...] = ()
    """The parts of an archive that differ."""

    def told(self) -> str:
        """Return it as one line of a report."""
        parts = [f"{self.sizes[0]} -> {self.sizes[1]} bytes"]
        if any(self.page_counts):
            before, after = self.page_counts
            parts.append(f"{before} -> {after} pages" if before != after else f"{after} pages")
            parts.append(f"{len(self.pages)} look otherwise")
            parts.append(f"{len(self.tags)} lines of tags differ")
        if self.members:
            parts.append(f"other: {', '.join(self.members)}")
        return f"{self.name}: {'; '.join(parts)}"


def changes(old: Path, new: Path) -> Iterator[Change]:
    """Yield how the files in the folder *new* differ from those in *old*, in the order of names."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (old, new)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ABOUT_BUILDS
    }
    for name in sorted(names):
        before, after = old / name, new / name
        if _data(before) != _data(after):
            yield _change(name, before, after)


def _change(name: str, before: Path, after: Path) -> Change:
    sizes = len(_data(before)), len(_data(after))
    if name.endswith(".pdf"):
        shown = [_pages(path) for path in (before, after)]
        return Change(
            name=name,
            sizes=sizes,
            page_counts=(len(shown[0]), len(shown[1])),
            pages=baseline.changed(shown[0], shown[1], exactly=True),
            tags=tuple(_differing(_tags(before), _tags(after))),
        )
    if name.endswith((".epub", ".docx")):
        parts = [_members(path) for path in (before, after)]
        other = sorted(n for n in {*parts[0], *parts[1]} if parts[0].get(n) != parts[1].get(n))
        return Change(name=name, sizes=sizes, members=tuple(other))
    return Change(name=name, sizes=sizes)


def _data(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _pages(path: Path) -> picture.Pages:
    """Return pictures of the pages of *path* by their numbers."""
    drawn = picture.pages(path) if path.is_file() else []
    return {f"page {number:03}": page for number, page in enumerate(drawn, start=1)}


def _tags(path: Path) -> list[str]:
    """Return the tag tree of *path*, a line an element."""
    return structure.dump(structure.read(path)).splitlines() if path.is_file() else []


def _differing(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the lines that are in one of the two only, with - or + before them."""
    for line in difflib.unified_diff(old, new, n=0, lineterm=""):
        if line[0] in "+-" and not line.startswith(("+++", "---")):
            yield line


def _members(path: Path) -> dict[str, bytes]:
    """Return the files in the archive *path* by name."""
    if not path.is_file():
        return {}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
