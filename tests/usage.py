"""What a command takes of a machine, told apart from what its caller takes.

Linux counts the memory of the process that starts another as that other's own until the
new program runs, and keeps the higher number (``setmax_mm_hiwater_rss`` in the kernel's
fs/exec.c).  A run of tests that has grown to two gigabytes would be told as its child's.
So a small process of its own stands between: this file, run as a program.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MIB_KB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one run took."""

    status: int
    busy_s: float
    """Of all its processes together."""
    peak_mb: float
    """Resident memory of the largest of its processes."""


def of(command: list[str], folder: Path, log: Path) -> Usage:
    """Run *command* in *folder*, what it says going to *log*; return what it took."""
    with log.open("wb") as said:
        between = subprocess.run(
            [sys.executable, "-I", __file__, *command],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=said,
            check=True,
        )
    return Usage(**json.loads(between.stdout))


def _main(command: list[str]) -> None:
    """Run *command* with all that it says on standard error; print what it took."""
    process = subprocess.Popen(command, stdout=sys.stderr)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    told = {
        "status": process.returncode,
        "busy_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / MIB_KB,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main(sys.argv[1:])
