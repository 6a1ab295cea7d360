"""The child process that looks into one PDF: a request as JSON comes in, an answer goes out."""

import json
import resource
import sys
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path

from pikepdf import settings

from chapbook.tools import pdfink
from chapbook.tools.pdf.foreign import examination, reasons
from chapbook.tools.pdf.foreign.report import Examined

_MEMORY_BYTES = 3 << 30
_TIME_S = 120
"""Of work, not of waiting for others."""
_DRAWING_S = 15
"""To draw all pages, and as much more for each:"""
_PAGE_S = 0.2


def main() -> None:
    """Answer the request on standard input."""
    _bound()
    request = json.load(sys.stdin)
    wanted = request["ranges"]
    ranges = None if wanted is None else [range(first, last + 1) for first, last in wanted]
    target = Path(request["target"]) if request["target"] else None
    try:
        answer = _looked_into(Path(request["path"]), ranges, target).as_json()
    except examination.UnwritableError as error:
        answer = {"unwritable": str(error)}
    json.dump(answer, sys.stdout)


def _looked_into(path: Path, ranges: list[range] | None, target: Path | None) -> Examined:
    try:
        found = examination.examined(path, ranges, target)
        if target is None and found.refusal is None:
            _draw(path, ranges, found.page_count)
        return found
    except (MemoryError, RecursionError):
        return Examined(refusal=reasons.problem("too-large", what=reasons.TOO_MUCH))


def _draw(path: Path, ranges: list[range] | None, page_count: int) -> None:
    """Draw the pages once, as the weaver will to see where they are blank.

    Forms in forms, tiny patterns and long functions make a page of a kilobyte take for ever, and
    nobody can tell by looking at them.  This process ends where that takes too long; the copy is
    drawn by the same program, so that is asked of the file as it lies.
    """
    wanted = range(page_count) if ranges is None else chain.from_iterable(ranges)
    indices = [index for index in wanted if index < page_count]
    used = time.process_time() + _DRAWING_S + _PAGE_S * len(indices)
    resource.setrlimit(resource.RLIMIT_CPU, (min(int(used) + 1, _TIME_S), _TIME_S))
    with suppress(pdfink.UndrawablePdfError, IndexError, ValueError):
        pdfink.of_pages(path, indices)


def _bound() -> None:
    """Give this process an end: of its memory, its time, and of what qpdf unpacks."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_TIME_S, _TIME_S))
    most = reasons.MOST_STREAM_BYTES
    settings.set_qpdf_limits(
        dct_max_memory=most,
        flate_max_memory=most,
        png_max_memory=most,
        run_length_max_memory=most,
        tiff_max_memory=most,
    )


if __name__ == "__main__":
    main()
