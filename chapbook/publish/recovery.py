"""Finish or undo what a killed run left behind, and clear its desk away."""

from enum import Enum
from pathlib import Path

from chapbook.errors import OutputError
from chapbook.publish import journal
from chapbook.publish.faults import output_faults
from chapbook.publish.folders import remove_tree
from chapbook.publish.journal import DESK_PREFIX, JOURNAL_NAME, PRIVATE_FOLDER
from chapbook.publish.locks import OUTPUT_LOCK, exclusive, held_if_free
from chapbook.publish.names import MANIFEST_NAME

LOCK_SUFFIX = ".lock"


class Recovery(Enum):
    """What `recover` found to do."""

    NOTHING = "nothing"
    """No publication was under way."""
    COMPLETED = "completed"
    """All files are the new ones."""
    UNDONE = "undone"
    """All files are the old ones."""


def recover(output: Path) -> Recovery:
    """Make *output* whole again after a run that was killed.

    Waits while another run moves its files. Touches nothing, and needs no right
    to write, when nothing is left over; *output* need not exist.

    Raises:
        OutputError: The set can neither be finished nor undone, or the folder
            cannot be written.
    """
    with output_faults(output):
        if not output.is_dir() or not _is_anything_left(output):
            return Recovery.NOTHING
        with exclusive(output):
            outcome = resume(output)
            _clear_desks(output)
        return outcome


def resume(output: Path) -> Recovery:
    """Finish or undo the publication in the journal; the caller holds `exclusive`.

    Raises:
        OutputError: Neither is possible.
        OSError: The system refuses.
    """
    left = journal.read(output)
    if left is None:
        return Recovery.NOTHING
    if journal.can_complete(output, left):
        journal.complete(output, left)
        return Recovery.COMPLETED
    if journal.can_undo(output, left):
        journal.undo(output, left)
        return Recovery.UNDONE
    raise OutputError(
        f"{output / JOURNAL_NAME} records a publication that was interrupted, "
        f"and the files it needs in {output / left.desk} are gone.",
        why="Some files in the folder are of the last build and some of the one before.",
        fix=f"Delete {output / JOURNAL_NAME} and {output / MANIFEST_NAME}, "
        "then build everything again.",
    )


def clear_desk(output: Path, desk: Path) -> None:
    """Remove *desk*, unless the journal still needs it.

    What can be neither published nor undone now, on a failing disk for instance,
    is left to the next `recover`.
    """
    left = journal.read(output)
    if left is not None and left.desk == desk.name:
        return
    # Backups are ours; should removing stop halfway, no stray old version is left.
    remove_tree(desk / PRIVATE_FOLDER)
    remove_tree(desk)


def _is_anything_left(output: Path) -> bool:
    return any(
        entry.name.startswith(DESK_PREFIX) or entry.name in {JOURNAL_NAME, OUTPUT_LOCK}
        for entry in output.iterdir()
    )


def _clear_desks(output: Path) -> None:
    """Remove the desks that no living process works on."""
    for lock in sorted(output.glob(f"{DESK_PREFIX}*{LOCK_SUFFIX}")):
        try:
            with held_if_free(lock) as free:
                if free:
                    clear_desk(output, lock.with_suffix(""))
        except FileNotFoundError:
            # Its run has just ended and cleared the desk itself.
            continue
    for desk in sorted(output.glob(f"{DESK_PREFIX}*")):
        # A desk outlives its lock only where publishing failed, or by hand.
        if desk.is_dir() and not desk.with_name(desk.name + LOCK_SUFFIX).exists():
            clear_desk(output, desk)
