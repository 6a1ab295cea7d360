"""Locks that end with the process that holds them, however it ends (flock(2)).

A lock is a file, not the folder itself: over NFS an exclusive lock needs a
descriptor open for writing, which no folder gives.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chapbook.publish.faults import output_faults

OUTPUT_LOCK = ".lock"


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Hold the one right to move files in *output*; waits for whoever has it."""
    with held(output / OUTPUT_LOCK):
        yield


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold *lock*, waiting for it, and remove its file afterwards."""
    with output_faults(lock.parent):
        descriptor = _acquire(lock)
    try:
        yield
    finally:
        with output_faults(lock.parent):
            _release(lock, descriptor)


@contextmanager
def held_if_free(lock: Path) -> Iterator[bool]:
    """Hold *lock*, which exists, if no living process does; the value says whether it is held."""
    descriptor = os.open(lock, os.O_RDWR)
    free = False
    try:
        free = _lock_at_once(descriptor)
        yield free
    finally:
        if free:
            _release(lock, descriptor)
        else:
            os.close(descriptor)


def _acquire(lock: Path) -> int:
    """Return a descriptor that holds *lock*.

    The holder before us may have removed the file while we waited; a lock on a
    file without a name keeps nobody out, so the name is looked up again.
    """
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_named(descriptor, lock):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _release(lock: Path, descriptor: int) -> None:
    """Remove the file and let go, for forked workers that share *descriptor* as well."""
    try:
        lock.unlink(missing_ok=True)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _lock_at_once(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_named(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False
