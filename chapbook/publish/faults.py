"""Faults of the file system, told as a person would need to hear them."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import OutputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What one kind of refusal by the system means for the reader of the message."""

    message: str
    """One sentence; ``{place}`` is the file or folder concerned."""
    fix: str
    """What to type or to change; ``{output}`` is the output folder."""


_FULL = Fault(
    message="There is no space left to write {place}.",
    fix="Free some space (`df -h {output}` shows how much there is), then run the command again.",
)
_DENIED = Fault(
    message="There is no permission to write {place}.",
    fix="Run the command as the owner of {output} (`ls -ld {output}` names them), "
    "or choose another output folder.",
)
_NOT_A_FOLDER = Fault(
    message="{place} is a file, or lies below one, where a folder is needed.",
    fix="Move that file away or choose another output folder, then run the command again.",
)

#: What does a refusal by the system mean?  Source: errno(3).
_FAULTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: Fault(
        message="The system refuses a file as large as {place}.",
        fix="Raise the limit on file sizes (`ulimit -f unlimited`), then run the command again.",
    ),
    errno.EROFS: Fault(
        message="{place} lies on a disk that is mounted read-only.",
        fix="Choose an output folder on a writable disk, or mount this one for writing.",
    ),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOTDIR: _NOT_A_FOLDER,
    errno.EEXIST: _NOT_A_FOLDER,
    errno.ENAMETOOLONG: Fault(
        message="The file name {place} is longer than this disk allows.",
        fix="Give the article's file a shorter name.",
    ),
}

#: Faults that mean the same whoever meets them, a renderer on the desk included.
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

_WHY = "Published files are replaced as a set or not at all; the last good build is untouched."


def as_output_error(error: OSError, output: Path) -> OutputError:
    """Return *error* as a message about *output* that a person can act on."""
    place = error.filename2 or error.filename or output
    fault = _FAULTS.get(
        error.errno or 0,
        Fault(
            message=f"{{place}} cannot be written: {error.strerror or error}.",
            fix="See to the disk or the folder {output}, then run the command again.",
        ),
    )
    return OutputError(
        fault.message.format(place=place), why=_WHY, fix=fault.fix.format(output=output)
    )


@contextmanager
def output_faults(output: Path) -> Iterator[None]:
    """Raise every `OSError` of the body as an `OutputError` about *output*."""
    try:
        yield
    except OSError as error:
        raise as_output_error(error, output) from error


@contextmanager
def disk_faults(output: Path) -> Iterator[None]:
    """Raise what a full or read-only disk does to the body as an `OutputError`.

    Other `OSError` pass: they belong to the files the body works with.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _OF_THE_DISK:
            raise as_output_error(error, output) from error
        raise
