"""One publication: decide what moves, keep the old versions, journal, move."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISREG

from chapbook.errors import OutputError
from chapbook.publish import journal, names
from chapbook.publish.fingerprint import content_sha256
from chapbook.publish.folders import (
    FILE_MODE,
    keep,
    make_private_folder,
    remove_tree,
    sync_file,
    sync_folders,
    write_durably,
)
from chapbook.publish.journal import PRIVATE_FOLDER, Journal, Move
from chapbook.publish.manifest import Manifest
from chapbook.publish.names import MANIFEST_NAME
from chapbook.publish.staged import StagedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to become of an output folder."""

    output: Path
    """The output folder."""
    desk: Path
    """Where the new versions lie; backups go there too."""
    stale: frozenset[str]
    """Names of our files that shall go."""
    files: dict[str, StagedFile]
    """New versions, by name below the output folder."""
    manifest: Manifest
    """What the folder shall hold in the end."""

    @property
    def private(self) -> Path:
        """The part of the desk that belongs to the publishing itself."""
        return self.desk / PRIVATE_FOLDER


def carry_out(change: Change) -> None:
    """Make *change*, all of it or nothing; the caller holds `exclusive`.

    Raises:
        OSError: The system refuses; the output folder is as it was.
        OutputError: It refuses even to put the old versions back; the journal
            stays, and the next `recover` ends the matter.
    """
    remove_tree(change.private)
    make_private_folder(change.private)
    moves = tuple(_moves(change))
    if not moves:
        return
    _sync_staged(change, moves)
    begun = Journal(desk=change.desk.name, folders=_missing_folders(change, moves), moves=moves)
    try:
        journal.begin(change.output, begun)
        journal.complete(change.output, begun)
    except BaseException:
        _take_back(change.output)
        raise


def _take_back(output: Path) -> None:
    """Undo what was begun, if it was."""
    try:
        begun = journal.read(output)
        if begun is not None:
            journal.undo(output, begun)
    except OSError as error:
        raise OutputError(
            f"Publishing into {output} was interrupted, and the old files could not be put "
            f"back: {error}.",
            why="Some files in the folder are new and some old.",
            fix="Run the command again once the disk works; it finishes or undoes the set first.",
        ) from error


def _moves(change: Change) -> Iterator[Move]:
    """Yield removals, replacements, then the manifest; leave out what is as it should be."""
    manifest = change.private / MANIFEST_NAME
    write_durably(manifest, change.manifest.to_json())
    wanted: list[tuple[str, Path | None]] = [(name, None) for name in sorted(change.stale)]
    wanted += [(name, change.files[name].path) for name in sorted(change.files)]
    wanted.append((MANIFEST_NAME, manifest))
    for number, (name, staged) in enumerate(wanted):
        new = _made_public(staged) if staged else None
        old, old_mode = _present(change.output / name)
        if old == new and old_mode in {None, FILE_MODE}:
            continue
        backup = change.private / f"old-{number}" if old else None
        if backup:
            keep(change.output / name, backup)
        yield Move(
            name=name,
            old=old,
            new=new,
            staged=_below(change.output, staged),
            backup=_below(change.output, backup),
        )


def _made_public(staged: Path) -> str:
    """Make *staged* readable for all, and return its SHA-256."""
    staged.chmod(FILE_MODE)
    return content_sha256(staged)


def _present(target: Path) -> tuple[str | None, int | None]:
    """Return SHA-256 and mode of the plain file *target*; None twice when there is none."""
    try:
        mode = target.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    return (content_sha256(target), S_IMODE(mode)) if S_ISREG(mode) else (None, None)


def _missing_folders(change: Change, moves: tuple[Move, ...]) -> tuple[str, ...]:
    folders = names.folders_of(move.name for move in moves if move.new is not None)
    return tuple(folder for folder in folders if not (change.output / folder).exists())


def _sync_staged(change: Change, moves: tuple[Move, ...]) -> None:
    """Have new and old versions, and their entries, on the disk before the journal names them."""
    kept = [change.output / path for move in moves for path in (move.staged, move.backup) if path]
    for path in kept:
        sync_file(path)
    inside = {parent for path in kept for parent in path.parents}
    sync_folders(folder for folder in inside if folder.is_relative_to(change.desk))
    sync_folders([change.output])


def _below(output: Path, path: Path | None) -> str | None:
    return path.relative_to(output).as_posix() if path else None
