"""The door to other people's PDFs: a child process looks into them, with an end to all it takes.

A file of a few kilobytes can make any reader of PDF work for hours or fill the memory.  Here that
costs the child its life, and the file is refused.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chapbook.tools.pdf.foreign import reasons, report
from chapbook.tools.pdf.foreign.report import Examined, RefusedPdfError

TIME_S = 300
"""A child that takes longer is stopped, whatever else the machine does; it stops itself after two
minutes of work.  A thousand pages with many tags take about 20 s."""

_ROOT = Path(__file__).resolve().parents[4]
"""The folder that ``chapbook`` lies in, from which the child imports it."""


def examined(path: Path, page_indices: Iterable[int] | None = None) -> Examined:
    """Return what the file at *path* is, with all that speaks against weaving it.

    It never raises because of the file, whatever that is.

    Args:
        path: The file; anything.
        page_indices: Which of its pages are wanted, 0-based; ``None`` for all.  Those that it does
            not have are passed over: ``page_count`` tells.
    """
    return _asked(path, page_indices, None)


def mended(path: Path, folder: Path, page_indices: Iterable[int] | None = None) -> Path:
    """Write a copy of the PDF at *path* that is fit to be woven, and return where it lies.

    The copy has all pages in their order, so that an index means the same page in both; those that
    are not among *page_indices* are blank.  The same file gives the same bytes.

    Args:
        path: The file.
        folder: Where the copy is written, under a name that is not taken there.
        page_indices: Which of its pages are wanted, 0-based; ``None`` for all.

    Raises:
        RefusedPdfError: It cannot be woven; ``examined`` gives the reason as ``refusal``.
        OSError: The copy cannot be written.
    """
    target = _free(folder, path)
    target.touch()
    found = _asked(path, page_indices, target)
    if found.refusal is not None:
        target.unlink(missing_ok=True)
        raise RefusedPdfError(path.name, found.refusal)
    return target


def _free(folder: Path, path: Path) -> Path:
    """Return a path in *folder* where nothing lies, called as *path* is."""
    target, count = folder / f"{path.stem}.pdf", 2
    while target.exists():
        target = folder / f"{path.stem}-{count}.pdf"
        count += 1
    return target


def _asked(path: Path, page_indices: Iterable[int] | None, target: Path | None) -> Examined:
    """Let a child look into the file at *path*, and write it to *target* if that is given."""
    wanted = None if page_indices is None else list(_runs(page_indices))
    place = None if target is None else str(target.absolute())
    request = {"path": str(path.absolute()), "ranges": wanted, "target": place}
    try:
        done = subprocess.run(
            [sys.executable, "-m", __package__],
            input=json.dumps(request),
            cwd=_ROOT,
            timeout=TIME_S,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Examined(refusal=reasons.problem("too-large", what=reasons.TOO_LONG))
    return _answer(done)


def _runs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of *indices* that follow each other."""
    first = last = None
    for index in indices:
        if last is not None and index == last + 1:
            last = index
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = index
    if first is not None and last is not None:
        yield first, last


def _answer(done: subprocess.CompletedProcess[str]) -> Examined:
    """Return what the child said, or why it could say nothing.

    Raises:
        OSError: The copy cannot be written.
    """
    if done.returncode == -signal.SIGXCPU:
        return Examined(refusal=reasons.problem("too-large", what=reasons.TOO_LONG))
    if done.returncode < 0:
        return Examined(refusal=reasons.problem("too-large", what=reasons.TOO_MUCH))
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return Examined(refusal=reasons.problem("damaged", what=last))
    said: dict[str, Any] = json.loads(done.stdout)
    if "unwritable" in said:
        raise OSError(said["unwritable"])
    return report.from_json(said)
