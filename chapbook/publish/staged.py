"""Finished files on the desk, measured before they are published."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import OutputError
from chapbook.publish.fingerprint import content_sha256
from chapbook.publish.manifest import PublishedFile
from chapbook.publish.publication import MadeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """A file on the desk with what the manifest will say of it."""

    path: Path
    """Where it lies, inside the output folder as the caller named that."""
    record: PublishedFile
    """Its entry in the manifest."""


def staged(desk: Path, made: Iterable[MadeFile]) -> dict[str, StagedFile]:
    """Return the files of *made* by their name below the output folder.

    Raises:
        OutputError: Two of them have one name.
        ValueError: One is not a plain file on *desk*, or is there twice.
    """
    found: dict[str, StagedFile] = {}
    paths: set[Path] = set()
    for file in made:
        path = _on_desk(desk, file.path)
        if path in paths:
            raise ValueError(f"{file.path} is to be published under two names")
        if file.name in found:
            raise OutputError(
                f"Two files of this build are named {file.name}.",
                why="One would overwrite the other.",
                fix="Rename one of the two sources, then build again.",
            )
        paths.add(path)
        found[file.name] = StagedFile(path=path, record=_record(path, file))
    return found


def _on_desk(desk: Path, path: Path) -> Path:
    """Return *path* by way of *desk*, however the caller wrote it."""
    place = path.parent.resolve() / path.name
    is_plain = place.is_file() and not place.is_symlink()
    if not is_plain or not place.is_relative_to(desk.resolve()):
        raise ValueError(f"{path} is not a plain file on the desk")
    return desk / place.relative_to(desk.resolve())


def _record(path: Path, made: MadeFile) -> PublishedFile:
    return PublishedFile(
        sha256=content_sha256(path),
        size_bytes=path.stat().st_size,
        pages=made.pages,
        purpose=made.purpose,
    )
