"""Keeping every read below the article's folder."""

import difflib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

from chapbook.findings import Finding, Place, Replacement

MOST_FILES = 5000
"""So many files of a large folder are looked at for one that is meant."""


def inside(folder: Path, target: str, at: Place, missing: str) -> tuple[Path | None, list[Finding]]:
    """Return the file that *target* names, if it lies below *folder* and exists.

    Symbolic links are followed first: one that leads out of the folder is refused.

    Args:
        folder: The article's folder.
        target: A relative path with forward slashes, percent-encoded or not.
        at: Where the article names it.
        missing: The code of the finding when there is no such file.
    """
    root = folder.resolve()
    candidates = dict.fromkeys([target, unquote(target)])
    paths = [path for name in candidates if (path := resolved(folder, name))]
    for path in paths:
        if path.is_relative_to(root) and path.is_file():
            return path, []
    if any(not path.is_relative_to(root) for path in paths):
        message = f'"{target}" lies outside the article\'s folder'
        name = unquote(target).replace("\\", "/").rpartition("/")[2]
        fix = f"{name}   (with the file copied beside the article)"
        return None, [Finding(code="file-outside", place=at, message=message, fix=fix)]
    message = f'there is no file "{unquote(target)}" in the article\'s folder'
    meant = [beside(target, name) for name in (near(paths[0]) if paths else [])]
    meant = meant or _elsewhere(root, target)
    fix = meant[0] if len(meant) == 1 else f"Did you mean {' or '.join(meant)}?" if meant else ""
    new = Replacement(old=target, new=meant[0]) if len(meant) == 1 else None
    return None, [Finding(code=missing, place=at, message=message, fix=fix, replacement=new)]


def _elsewhere(root: Path, target: str) -> list[str]:
    """Return files of the name of *target* that lie in other folders below *root*.

    Backslashes of Windows count as slashes.
    """
    name = unquote(target).replace("\\", "/").rpartition("/")[2].lower()
    found = (
        quote(path.relative_to(root).as_posix())
        for path in islice(_files(root), MOST_FILES)
        if path.name.lower() == name and path.is_file() and not path.is_symlink()
    )
    return list(islice(found, 3))


def _files(root: Path) -> Iterator[Path]:
    """Yield everything below *root* in a fixed order, but what is hidden."""
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names))


def beside(target: str, name: str) -> str:
    """Return how to write the file *name* that lies where *target* would."""
    folder, slash, _ = target.rpartition("/")
    return f"{folder}{slash}{quote(name) if unquote(target) != target else name}"


def resolved(folder: Path, name: str) -> Path | None:
    """Return the path that *name* leads to; ``None`` for a name that no file can have."""
    try:
        path = (folder / name).resolve()
        path.is_file()
    except (OSError, RuntimeError, ValueError):
        # Too long for the system, links in a circle, a zero byte.
        return None
    return path


def near(path: Path) -> list[str]:
    """Return the names of files beside *path* that resemble its own, the likeliest first."""
    if not path.parent.is_dir():
        return []
    names = {p.name.lower(): p.name for p in sorted(path.parent.iterdir()) if p.is_file()}
    return [names[name] for name in difflib.get_close_matches(path.name.lower(), names, 3)]
