"""Child processes that are stopped, or meet a fault, at one exact system call."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

#: Audit events that stand before a change to the disk, or a wait for another run.
WATCHED = {
    "open",
    "os.rename",
    "os.link",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "fcntl.flock",
}


def kill() -> None:
    """Die at once, as in a power cut for this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    """Have the system call find the disk full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupt() -> None:
    """Have somebody press Ctrl-C."""
    raise KeyboardInterrupt


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a child ended."""

    killed: bool
    """It was killed before its end."""
    raised: str
    """Name of the exception that left it, or nothing."""
    events: int
    """Watched events that it got through, when it was not killed."""


def run(
    action: Callable[[], object], at: int = 0, do: Callable[[], None] = kill, *, times: int = 1
) -> Ending:
    """Run *action* in a fork of this process, and *do* before some of its watched events.

    These are the event *at* (1-based; 0 for none) and those after it, *times* in all.
    """
    strikes = range(at, at + times) if at else range(0)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(action, strikes, do, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if not told:
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Ending(killed=True, raised="", events=at)
    raised, _, events = told.partition(":")
    return Ending(killed=False, raised=raised, events=int(events))


def _be_child(
    action: Callable[[], object], strikes: range, do: Callable[[], None], writing: int
) -> None:
    seen = 0
    watching = True

    def hook(event: str, _: object) -> None:
        nonlocal seen
        if watching and event in WATCHED:
            seen += 1
            if seen in strikes:
                do()

    raised = ""
    try:
        sys.addaudithook(hook)
        action()
    except BaseException as error:
        raised = type(error).__name__
    finally:
        watching = False
        os.write(writing, f"{raised}:{seen}".encode())
        os._exit(0)
