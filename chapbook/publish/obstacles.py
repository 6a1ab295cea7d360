"""What stands in ``output/`` in the way of a file to be published."""

from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from chapbook.errors import OutputError
from chapbook.publish import names
from chapbook.publish.fingerprint import content_sha256
from chapbook.publish.manifest import Manifest
from chapbook.publish.names import MANIFEST_NAME
from chapbook.publish.staged import StagedFile


def refuse(
    output: Path, before: Manifest | None, files: dict[str, StagedFile], stale: Set[str]
) -> None:
    """Refuse to overwrite what we did not make, or to remove through a link.

    *stale* are the names of our files that shall go.

    Without a manifest nothing is known, and plain files of our names count as ours:
    a rebuild after the manifest was deleted must work.

    Raises:
        OutputError: Names everything that is in the way.
    """
    found = [*_misshapen(output, files, stale)]
    if before is not None:
        found += _foreign(output, before, files)
    if not found:
        return
    raise OutputError(
        f"In the way in {output}: {'; '.join(sorted(set(found)))}.",
        why="Publishing would overwrite something that this program did not make.",
        fix="Move what is named here out of the folder (or delete it), then build again.",
    )


def _misshapen(output: Path, files: Iterable[str], stale: Set[str]) -> Iterator[str]:
    """Yield links, folders and devices where a plain file or a folder of ours should be."""
    for name in (*files, MANIFEST_NAME):
        if (kind := _type_of(output / name)) not in {None, "a file"}:
            yield f"{name} is {kind}, not a file"
    for folder in names.folders_of([*files, *stale]):
        if (kind := _type_of(output / folder)) not in {None, "a folder"}:
            yield f"{folder} is {kind}, not a folder"


def _foreign(output: Path, before: Manifest, files: dict[str, StagedFile]) -> Iterator[str]:
    """Yield files that no earlier build published; one of the same content is welcome."""
    ours = {names.same_name_key(name) for name in before.names()}
    for name, file in files.items():
        if names.same_name_key(name) in ours or _type_of(output / name) != "a file":
            continue
        if content_sha256(output / name) != file.record.sha256:
            yield f"{name} is not in {MANIFEST_NAME}"


def _type_of(path: Path) -> str | None:
    """Return what *path* is, in words; None when it does not exist."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if S_ISREG(mode):
        return "a file"
    return "a folder" if S_ISDIR(mode) else "a link or a device"
