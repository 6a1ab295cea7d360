"""The journal: which files are being moved, so that a killed run can be finished.

It exists exactly while files are moved. Before it is written, every new file is
complete on the desk and every old one has a second name there; hence whoever
finds it can go either way. Each single move is a rename(2), which is all or nothing.

``output/.journal.json``::

    {"schema": 1, "desk": ".desk-3f2a90c1", "folders": ["handouts"],
     "moves": [{"name": "calcinosis.pdf", "old": "77ab…", "new": "c01d…",
                "staged": ".desk-3f2a90c1/pdf/calcinosis.pdf",
                "backup": ".desk-3f2a90c1/.publish/old-0"}]}

A move without ``new`` removes the file; one without ``old`` makes it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from stat import S_ISREG

from chapbook.errors import OutputError
from chapbook.publish import names, shape
from chapbook.publish.fingerprint import content_sha256
from chapbook.publish.folders import (
    make_folder,
    remove_if_empty,
    sync_folders,
    write_durably,
)
from chapbook.publish.names import MANIFEST_NAME

JOURNAL_NAME = ".journal.json"
PRIVATE_FOLDER = ".publish"
DESK_PREFIX = ".desk-"
SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One file that changes from its old to its new version."""

    name: str
    """Of the file, below the output folder."""
    old: str | None
    """SHA-256 of the old version; None when there is none."""
    new: str | None
    """SHA-256 of the new version; None when the file goes."""
    staged: str | None
    """Where the new version waits, below the output folder."""
    backup: str | None
    """Where the old version is kept, below the output folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """One publication under way."""

    desk: str
    """Name of the desk that all staged files and backups lie on."""
    folders: tuple[str, ...]
    """Folders that are made for it, parents first."""
    moves: tuple[Move, ...]
    """In the order they are carried out: removals, replacements, the manifest."""


def begin(output: Path, journal: Journal) -> None:
    """Write the journal, whole or not at all; from here on the set is owed."""
    draft = output / journal.desk / PRIVATE_FOLDER / JOURNAL_NAME
    write_durably(draft, shape.written({"schema": SCHEMA, **asdict(journal)}))
    draft.replace(output / JOURNAL_NAME)
    sync_folders([output])


def read(output: Path) -> Journal | None:
    """Return the journal of *output*, or None when nothing is under way.

    Raises:
        OutputError: The file was damaged, which a killed run does not do.
    """
    path = output / JOURNAL_NAME
    try:
        return _journal(shape.parsed(path.read_bytes()))
    except FileNotFoundError:
        return None
    except shape.ShapeError as error:
        raise OutputError(
            f"{path} is damaged: {error}.",
            why="It says which files a killed run was moving; some may be old and some new.",
            fix=f"Delete {path} and {output / MANIFEST_NAME}, then build everything again.",
        ) from error


def can_complete(output: Path, journal: Journal) -> bool:
    """Tell whether every new version is still there, on the desk or already in place."""
    return all(
        move.new is None
        or _sha256(output, move.staged) == move.new
        or _sha256(output, move.name) == move.new
        for move in journal.moves
    )


def can_undo(output: Path, journal: Journal) -> bool:
    """Tell whether every old version is still there, kept or still in place."""
    return all(
        move.old is None
        or _sha256(output, move.backup) == move.old
        or _sha256(output, move.name) == move.old
        for move in journal.moves
    )


def complete(output: Path, journal: Journal) -> None:
    """Carry out what is left of the journal, then end it."""
    for move in journal.moves:
        if move.staged is None:
            (output / move.name).unlink(missing_ok=True)
    for folder in journal.folders:
        make_folder(output / folder)
    for move in journal.moves:
        if move.staged is not None:
            _put_in_place(output, move.staged, move)
    emptied = [move.name for move in journal.moves if move.new is None]
    for folder in reversed(names.folders_of(emptied)):
        remove_if_empty(output / folder)
    _end(output, journal)


def undo(output: Path, journal: Journal) -> None:
    """Put every old version back, then end the journal."""
    for move in journal.moves:
        target = output / move.name
        if move.old is None and _sha256(output, move.name) == move.new:
            target.unlink()
    for folder in reversed(journal.folders):
        remove_if_empty(output / folder)
    for move in journal.moves:
        if move.backup is not None and (output / move.backup).exists():
            make_folder((output / move.name).parent)
            (output / move.backup).replace(output / move.name)
    _end(output, journal)


def _put_in_place(output: Path, staged: str, move: Move) -> None:
    """Rename the new version into place, unless an earlier attempt has done so.

    Raises:
        FileNotFoundError: The new version is in neither place.
    """
    if (output / staged).exists() or _sha256(output, move.name) != move.new:
        (output / staged).replace(output / move.name)


def _end(output: Path, journal: Journal) -> None:
    """Remove the journal once everything it owed is on the disk."""
    sync_folders((output / move.name).parent for move in journal.moves)
    sync_folders([output])
    (output / JOURNAL_NAME).unlink(missing_ok=True)
    sync_folders([output])


def _sha256(output: Path, name: str | None) -> str | None:
    """Return the SHA-256 of a file below *output*; None when there is no such file."""
    if name is None:
        return None
    path = output / name
    try:
        return content_sha256(path) if S_ISREG(path.lstat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _journal(data: Mapping[str, object]) -> Journal:
    schema = shape.member(data, "schema")
    if schema != SCHEMA:
        raise shape.ShapeError(f"it is of schema {schema!r}, and this program knows {SCHEMA}")
    desk = shape.text(shape.member(data, "desk"))
    if not desk.startswith(DESK_PREFIX) or "/" in desk:
        raise shape.ShapeError(f"{desk!r} is not a desk")
    return Journal(
        desk=desk,
        folders=shape.array(_published_name, shape.member(data, "folders")),
        moves=shape.array(lambda value: _move(value, desk), shape.member(data, "moves")),
    )


def _move(value: object, desk: str) -> Move:
    data = shape.obj(value)

    def on_desk(path: object) -> str:
        if not shape.text(path).startswith(f"{desk}/") or ".." in shape.text(path).split("/"):
            raise shape.ShapeError(f"{path!r} does not lie on {desk}")
        return shape.text(path)

    return Move(
        name=_published_name(shape.member(data, "name")),
        old=shape.optional(shape.text, shape.member(data, "old")),
        new=shape.optional(shape.text, shape.member(data, "new")),
        staged=shape.optional(on_desk, shape.member(data, "staged")),
        backup=shape.optional(on_desk, shape.member(data, "backup")),
    )


def _published_name(value: object) -> str:
    name = shape.text(value)
    if name != MANIFEST_NAME and (fault := names.fault_of(name)):
        raise shape.ShapeError(f"the file name {name!r} is not ours: {fault}")
    return name
