"""Keeping every read below the article's folder."""

from pathlib import Path
from urllib.parse import unquote

from chapbook.findings import Finding, Place


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
    paths = [(folder / name).resolve() for name in candidates if "\0" not in name]
    for path in paths:
        if path.is_relative_to(root) and path.is_file():
            return path, []
    if any(not path.is_relative_to(root) for path in paths):
        message = f'"{target}" lies outside the article\'s folder'
        return None, [Finding(code="file-outside", place=at, message=message)]
    message = f'there is no file "{target}" in the article\'s folder'
    near = [p.name for p in paths[0].parent.glob("*")] if paths[0].parent.is_dir() else []
    fix = f"The folder holds {', '.join(sorted(near)[:8])}." if near else ""
    return None, [Finding(code=missing, place=at, message=message, fix=fix)]
