"""The fourth stage: make the editions of an article on the desk.

A maker is chosen by the edition's row; adding an edition never adds a branch.  Two
processes share the work, since most of it is laying out pages in Python.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from threading import Thread
from typing import Any

from chapbook.editions import Edition, Maker
from chapbook.model import Article, Rendering
from chapbook.settings import Workbench
from chapbook.tools import weasy

MODULES = {
    Maker.PRINT: "chapbook.render.print",
    Maker.WEB: "chapbook.render.web",
    Maker.EPUB: "chapbook.render.epub",
    Maker.DOCX: "chapbook.render.docx",
    Maker.HANDOUT: "chapbook.render.handout",
    Maker.RECORD: "chapbook.render.record",
}
"""The module of each maker; imported when needed, since each brings heavy libraries."""

WORKERS = 2
"""More would not pay: one edition, the print PDF, takes a third of all the time."""

Job = tuple[Edition, Workbench]


PAGED = {Maker.PRINT, Maker.HANDOUT, Maker.EPUB, Maker.DOCX}
"""Makers that lay out pages: of print, of a cover, of drawings that become pictures."""


def getting_ready(rows: Sequence[Edition]) -> Thread:
    """Begin to import what making *rows* needs; join the thread before making them.

    The stages before wait for pandoc half of their time, and importing WeasyPrint takes
    as long: in another thread it costs next to nothing.
    """
    thread = Thread(target=_import, args=(frozenset(row.maker for row in rows),), daemon=True)
    thread.start()
    return thread


def _import(makers: frozenset[Maker]) -> None:
    """Import the modules of *makers*."""
    if makers & PAGED:
        weasy.warm_up()
    for maker in sorted(makers, key=list(Maker).index):
        import_module(MODULES[maker])


def edition(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the edition *row* of *article*.

    Returns:
        The finished file, or none with a finding that says why the edition is left out.

    Raises:
        ToolError: A program failed.
        MissingToolError: A program or library is not there.
    """
    make: Callable[[Article, Edition, Workbench], Rendering] = import_module(
        MODULES[row.maker]
    ).make
    return make(article, row, bench)


def editions(article: Article, jobs: Sequence[Job]) -> Iterator[Rendering]:
    """Make the editions *jobs*, and yield what came of each, in their order.

    Raises:
        ToolError: A program failed.
        MissingToolError: A program or library is not there.
    """
    if len(jobs) < WORKERS or (os.cpu_count() or 1) < WORKERS or not hasattr(os, "fork"):
        for row, bench in jobs:
            yield edition(article, row, bench)
        return
    # Forked, so that the article need not be sent; nothing here has started a thread yet.
    fork: Any = multiprocessing.get_context("fork")
    _shared.append(article)
    try:
        with ProcessPoolExecutor(WORKERS, mp_context=fork) as workers:
            yield from workers.map(_made, jobs)
    finally:
        _shared.clear()


_shared: list[Article] = []
"""The article of this run, where a forked process finds it."""


def _made(job: Job) -> Rendering:
    """Make one edition in a process of its own."""
    row, bench = job
    return edition(_shared[0], row, bench)
