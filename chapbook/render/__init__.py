"""The fourth stage: make the editions of an article on the desk.

A maker is chosen by the edition's row; adding an edition never adds a branch.  Two
processes share the work, since most of it is laying out pages in Python.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from chapbook.editions import EDITIONS, Edition, Maker
from chapbook.model import Article, Rendering
from chapbook.render import located
from chapbook.settings import Workbench
from chapbook.tools import weasy

MODULES = {
    Maker.PRINT: "chapbook.render.print",
    Maker.WEB: "chapbook.render.web",
    Maker.EPUB: "chapbook.render.epub",
    Maker.DOCX: "chapbook.render.docx",
    Maker.HANDOUT: "chapbook.render.handout",
    Maker.RECORD: "chapbook.render.record",
    Maker.CITATIONS: "chapbook.render.citations",
}
"""The module of each maker; imported when needed, since each brings heavy libraries."""

WORKERS = 2
"""More would not pay: one edition, the print PDF, takes a third of all the time."""

LOCATED = {Maker.WEB, Maker.EPUB, Maker.DOCX}
"""Makers of editions without pages of their own: they tell those of print."""

Job = tuple[Edition, Workbench]


PAGED = {Maker.PRINT, Maker.HANDOUT, Maker.EPUB, Maker.DOCX}
"""Makers that lay out pages: of print, of a cover, of drawings that become pictures."""


def getting_ready(rows: Sequence[Edition]) -> Thread:
    """Begin to import what making *rows* needs; join the thread before making them.

    The stages before wait for pandoc half of their time, and importing WeasyPrint takes
    as long: in another thread it costs next to nothing.  Not while the article is read:
    importing WeasyPrint changes how Pillow treats pictures that are cut off.
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

    Editions for screens tell the pages of the print edition, so they come after it; where
    print is not asked for it is laid out all the same.

    Raises:
        ToolError: A program failed.
        MissingToolError: A program or library is not there.
    """
    if len(jobs) < WORKERS or not _may_fork():
        pages = page_map(article) if any(row.maker in LOCATED for row, _ in jobs) else {}
        for row, bench in jobs:
            yield _located_edition(article, row, bench, pages)
        return
    # Forked, so that the article need not be sent.
    fork: Any = multiprocessing.get_context("fork")
    _shared.append(article)
    try:
        with ProcessPoolExecutor(WORKERS, mp_context=fork) as workers:
            yield from _in_turn(workers, article, jobs)
    finally:
        _shared.clear()


def _may_fork() -> bool:
    """Tell whether this process can be forked, and whether that would pay.

    A process with other threads, such as those of a Java in it, would leave their locks
    held for ever in its children.  ``threading`` does not know such threads; Linux does.
    """
    tasks = Path("/proc/self/task")
    count = len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
    return hasattr(os, "fork") and count == 1 and (os.cpu_count() or 1) >= WORKERS


def _in_turn(
    workers: ProcessPoolExecutor, article: Article, jobs: Sequence[Job]
) -> Iterator[Rendering]:
    """Give *jobs* to *workers*, those that need the page map last."""
    own = article.metadata.paper
    printed = [job for job in jobs if job[0].maker is Maker.PRINT and job[1].paper is own]
    located = [job for job in jobs if job[0].maker in LOCATED]
    running = {
        job[0].name: workers.submit(_made, job, {})
        for job in sorted(jobs, key=lambda job: job not in printed)
        if job not in located
    }
    pages: Mapping[str, int] = {}
    if located and printed:
        pages = running[printed[0][0].name].result().page_map or {}
    elif located:
        pages = workers.submit(_shared_page_map).result()
    running |= {job[0].name: workers.submit(_made, job, pages) for job in located}
    for row, _ in jobs:
        yield running[row.name].result()


def _located_edition(
    article: Article, row: Edition, bench: Workbench, pages: Mapping[str, int]
) -> Rendering:
    """Make one edition, which tells the pages of print where it has none of its own."""
    if row.maker in LOCATED:
        article = located.article_with_pages(article, pages)
    return edition(article, row, bench)


def page_map(article: Article) -> Mapping[str, int]:
    """Return the page_number (1-based) on which each id begins in the print edition."""
    row = next(row for row in EDITIONS.values() if row.maker is Maker.PRINT)
    found: Mapping[str, int] = import_module(MODULES[Maker.PRINT]).page_map(
        article, row, article.metadata.paper
    )
    return found


_shared: list[Article] = []
"""The article of this run, where a forked process finds it."""


def _shared_page_map() -> Mapping[str, int]:
    """Return the page map, in a process of its own."""
    return page_map(_shared[0])


def _made(job: Job, pages: Mapping[str, int]) -> Rendering:
    """Make one edition in a process of its own."""
    row, bench = job
    return _located_edition(_shared[0], row, bench, pages)
