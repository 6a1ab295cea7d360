"""By what a file that was read before in this run is known to be the same."""

import os
import time

SETTLED_NS = 3_000_000_000
"""A file that was last changed so long ago has another time on it when it is changed again, however
coarse the clock of its disk is: FAT counts in steps of two seconds.  git calls younger files racy.
"""


def mark(status: os.stat_result) -> tuple[int, ...] | None:
    """Return what changes whenever the file of *status* does; ``None`` for one that is too young.

    No program can set the time of the last change to what it was (inode(7), ``st_ctime``).
    """
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < SETTLED_NS:
        return None
    times = status.st_mtime_ns, status.st_ctime_ns
    return status.st_dev, status.st_ino, status.st_size, *times
