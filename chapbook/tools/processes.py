"""Forked processes, for work that keeps one processor busy while another is idle."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from chapbook.errors import ExitCode

_Beside = TypeVar("_Beside")
_Here = TypeVar("_Here")

WORKERS = 2
"""More would not pay: one edition, the print PDF, takes a third of all the time."""


STACK_BYTES = 64 * 1024**2
"""For libraries that call themselves for each step into a file: eight times what is usual."""


def may_fork() -> bool:
    """Tell whether this process can be forked, and whether that would pay.

    A process with other threads, such as those of a Java in it, would leave their locks
    held for ever in its children.  ``threading`` does not know such threads; Linux does.
    """
    tasks = Path("/proc/self/task")
    count = len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
    return hasattr(os, "fork") and count == 1 and (os.cpu_count() or 1) >= WORKERS


def beside(work: Callable[[], _Beside], here: Callable[[], _Here]) -> tuple[_Beside, _Here]:
    """Return what *work* returns, which a forked process does, and what *here* does meanwhile.

    Both are done here, one after the other, where this process may not be forked.  What
    *work* raises is raised here; what it returns must be picklable.
    """
    if not may_fork():
        return work(), here()
    with _forked(work) as result:
        done = here()
        return result(), done


def apart(works: Sequence[Callable[[], _Beside]]) -> list[_Beside]:
    """Return what each of *works* returns, all done at once, each in a forked process.

    For libraries that start threads and never end them: this process stays one that may be
    forked.  The rest is as for ``beside``.
    """
    if not may_fork():
        return [work() for work in works]
    with ExitStack() as stack:
        results = [stack.enter_context(_forked(work)) for work in works]
        return [result() for result in results]


def unclosed(opened: Callable[[], AbstractContextManager[_Here]]) -> _Here:
    """Return what the context *opened* gives; a forked process enters it, and ends inside.

    To give a million objects back one by one takes half a second; the system takes the memory of a
    process back at once.  So nothing is done that leaving the context would do.  It is entered and
    left here where this process may not be forked; the rest is as for ``beside``.
    """
    if not may_fork():
        with opened() as given:
            return given
    with _forked(opened, _send_from_inside) as result:
        return cast(_Here, result())


def deep(work: Callable[[], _Here]) -> _Here:
    """Return what *work* returns, done on a stack of ``STACK_BYTES`` of its own.

    The stack of the main thread is as large as whoever started this process allows; and a Java
    in the process puts its guard after the first megabyte of it.
    """
    before = threading.stack_size(STACK_BYTES)
    try:
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(work).result()
    finally:
        threading.stack_size(before)


@contextmanager
def _forked(
    work: Callable[[], Any], send: Callable[[Callable[[], Any], Any], None] | None = None
) -> Iterator[Callable[[], Any]]:
    """Do *work* in a process that is forked, so that what it works on need not be sent.

    Args:
        work: What returns the result.
        send: Does it and sends that; usually ``_send``.

    Yields:
        What waits for the result and returns it, or raises what *work* raised.
    """
    fork: Any = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=send or _send, args=(work, sender))
    process.start()
    sender.close()

    def result() -> Any:
        try:
            error, returned = receiver.recv()
        except EOFError:
            process.join()
            if process.exitcode == ExitCode.INTERRUPTED:
                # Python drops what Ctrl-C raises here while something is being given back.
                raise KeyboardInterrupt from None
            raise ChildProcessError("a forked process ended before its work was done") from None
        if error is not None:
            raise error
        return returned

    try:
        yield result
    finally:
        receiver.close()  # who has more to send than anybody wants to hear ends, too
        process.join()
        process.close()


def _send(work: Callable[[], Any], sender: Any) -> None:
    """Do *work* and send what it returns, or what it raises.

    Ctrl-C reaches all processes at once; the one that forked this says what there is to say.
    """
    said: tuple[Exception | None, Any]
    try:
        said = None, work()
    except Exception as error:
        said = error, None
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None
    with suppress(BrokenPipeError):
        sender.send(said)


def _send_from_inside(opened: Callable[[], AbstractContextManager[Any]], sender: Any) -> None:
    """Send what the context *opened* gives, and end this process before it is left."""
    with ExitStack() as stack:
        _send(lambda: stack.enter_context(opened()), sender)
        sender.close()
        os._exit(0)
