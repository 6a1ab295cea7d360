import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chapbook.tools import processes

DYING = """
import os
from chapbook.tools import processes
print(processes.may_fork(), flush=True)
try:
    print(processes.apart([lambda: os._exit(3)]))
except ChildProcessError:
    print("ChildProcessError")
"""

STOPPED = """
import os, signal, time
from chapbook.tools import processes
signal.signal(signal.SIGINT, signal.default_int_handler)
told, waiting = os.pipe()
if not processes.may_fork():
    os.write(waiting, b"1")
def work():
    os.read(told, 1)
    os.killpg(0, signal.SIGINT)
    time.sleep(60)
def here():
    os.write(waiting, b"1")
    time.sleep(60)
try:
    processes.beside(work, here)
except KeyboardInterrupt:
    print("stopped")
"""

ALONE = """
import os, signal
from chapbook.tools import processes
signal.signal(signal.SIGINT, signal.default_int_handler)
def work():
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
try:
    processes.beside(work, lambda: None)
except KeyboardInterrupt:
    print("stopped")
"""


def test_two_things_are_done_at_once_and_both_returned() -> None:
    """What the forked process returns comes back beside what was done here."""
    ours = os.getpid()
    there, here = processes.beside(os.getpid, os.getpid)
    assert here == ours
    assert (there == ours) is not processes.may_fork()


def test_what_goes_wrong_there_goes_wrong_here() -> None:
    """An error of the forked process is raised where its result was wanted."""

    def fail() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        processes.beside(fail, lambda: None)


def test_a_process_with_threads_is_not_forked() -> None:
    """Locks that another thread holds would be held for ever; the work is then done here."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not processes.may_fork()
        assert processes.beside(os.getpid, os.getpid) == (os.getpid(), os.getpid())
    finally:
        stop.set()
        thread.join()


def test_works_are_done_apart_and_returned_in_order() -> None:
    """Each is done by a process of its own, and none by this one."""
    first, second = processes.apart([os.getpid, os.getpid])
    assert (os.getpid() not in {first, second} and first != second) is processes.may_fork()
    assert processes.apart([lambda: 1, lambda: 2, lambda: 3]) == [1, 2, 3]


def test_a_process_may_end_inside_of_a_context(tmp_path: Path) -> None:
    """What it gives comes back and what it wrote stands; a forked process never leaves it."""
    written, left = tmp_path / "written", tmp_path / "left"

    @contextmanager
    def opened() -> Iterator[int]:
        written.touch()
        yield os.getpid()
        left.touch()

    may_fork = processes.may_fork()
    assert (processes.unclosed(opened) == os.getpid()) is not may_fork
    assert written.exists()
    assert left.exists() is not may_fork


def test_a_context_that_cannot_be_entered_says_so_here() -> None:
    """What opening raises in a forked process is raised where the result was wanted."""

    @contextmanager
    def opened() -> Iterator[None]:
        raise OSError("no room")
        yield

    with pytest.raises(OSError, match="no room"):
        processes.unclosed(opened)


def test_a_process_that_dies_is_told() -> None:
    """Work that ends its process is no work that returned nothing.

    Tried in a process of its own, which has no threads of other tests and may be forked;
    on a single processor the work is done in that one, and ends it.
    """
    done = subprocess.run(
        [sys.executable, "-c", DYING], capture_output=True, text=True, check=False
    )
    may_fork, *said = done.stdout.split()
    told = (0, ["ChildProcessError"]) if may_fork == "True" else (3, [])
    assert (done.returncode, said) == told, done.stderr


@pytest.mark.parametrize("script", [STOPPED, ALONE], ids=["both", "the forked one only"])
def test_a_stopped_run_says_so_once(script: str) -> None:
    """Ctrl-C reaches a forked process, too, which ends without a word, and so does the run."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "stopped\n", "")
