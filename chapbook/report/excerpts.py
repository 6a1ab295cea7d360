"""The source line of every finding, read where findings are told.

Only here is it known for all of them, those about bibliographies and front matter
included, whichever check found them.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from chapbook.findings import Finding, Place


def with_lines(findings: Sequence[Finding], folder: Path) -> list[Finding]:
    """Return *findings*, each with the line that its place points into, where there is one.

    Args:
        findings: Their places are relative to *folder*.
        folder: The article's; nothing outside it is read.
    """
    _lines.cache_clear()
    return [replace(finding, excerpt=line(finding, folder)) for finding in findings]


def line(finding: Finding, folder: Path) -> str:
    """Return the line that *finding* points into, or what it quotes itself."""
    lines = _lines(folder, finding.place.file) if finding.place.line else ()
    number = finding.place.line
    return lines[number - 1] if number <= len(lines) and number else finding.excerpt


def is_there(place: Place, folder: Path) -> bool:
    """Tell whether the file of *place* is one of the article's."""
    return _file(folder, place.file) is not None


@lru_cache(maxsize=64)
def _lines(folder: Path, name: str) -> tuple[str, ...]:
    """Return the lines of the file *name*; none when it cannot be read."""
    path = _file(folder, name)
    if path is None:
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _file(folder: Path, name: str) -> Path | None:
    """Return the file *name* below *folder*, if there is one."""
    try:
        root, path = folder.resolve(), (folder / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, RuntimeError, ValueError):
        # Too long for the system, links in a circle, a zero byte: no file of the article's.
        return None
