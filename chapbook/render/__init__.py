"""The fourth stage: make the editions of an article on the desk.

A maker is chosen by the edition's row; adding an edition never adds a branch.  Two
processes share the work, since most of it is laying out pages in Python.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from threading import Thread
from typing import Any

from chapbook.editions import EDITIONS, Edition, Maker
from chapbook.model import Article, Rendering
from chapbook.pagemap import PageMap
from chapbook.render import located
from chapbook.settings import Workbench
from chapbook.tools import weasy
from chapbook.tools.processes import WORKERS, may_fork

MODULES = {
    Maker.PRINT: "chapbook.render.print",
    Maker.WEB: "chapbook.render.web",
    Maker.EMBED: "chapbook.render.embed",
    Maker.EPUB: "chapbook.render.epub",
    Maker.DOCX: "chapbook.render.docx",
    Maker.HANDOUT: "chapbook.render.handout",
    Maker.LARGE_PRINT: "chapbook.render.handout.large_print",
    Maker.IMPOSED: "chapbook.render.imposed",
    Maker.RECORD: "chapbook.render.record",
    Maker.CITATIONS: "chapbook.render.citations",
    Maker.REVIEW: "chapbook.render.review",
    Maker.READING: "chapbook.render.reading",
}
"""The module of each maker; imported when needed, since each brings heavy libraries."""

Job = tuple[Edition, Workbench]


PAGED = {
    Maker.PRINT,
    Maker.HANDOUT,
    Maker.LARGE_PRINT,
    Maker.IMPOSED,
    Maker.EPUB,
    Maker.DOCX,
    Maker.REVIEW,
}
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
    if bench.is_expired:
        article = replace(article, is_expired=True)
    return make(article, row, bench)


def editions(
    article: Article, jobs: Sequence[Job], pages: PageMap | None = None
) -> Iterator[Rendering]:
    """Make the editions *jobs*, and yield what came of each, in their order.

    Editions that tell or name the pages of the print edition come after it; where
    print is not asked for it is laid out all the same.  Sheets come after
    the edition whose pages they hold, which stands before them in *jobs*.

    Args:
        article: What they are made from.
        jobs: The editions, and where each is made.
        pages: The page map, where it is known already.

    Raises:
        ToolError: A program failed.
        MissingToolError: A program or library is not there.
    """
    if len(jobs) < WORKERS or not may_fork():
        yield from _one_by_one(article, jobs, pages)
        return
    # Forked, so that the article need not be sent.
    fork: Any = multiprocessing.get_context("fork")
    _shared.append(article)
    try:
        with ProcessPoolExecutor(WORKERS, mp_context=fork) as workers:
            yield from _in_turn(workers, article, jobs, pages)
    finally:
        _shared.clear()


def _one_by_one(
    article: Article, jobs: Sequence[Job], pages: PageMap | None
) -> Iterator[Rendering]:
    """Make *jobs* in this process, print first where others need its pages."""
    printed: dict[str, Rendering] = {}
    if pages is None and any(row.needs_pages for row, _ in jobs):
        for row, bench in _printed(article, jobs):
            printed[row.name] = made = edition(article, row, bench)
            pages = made.page_map
        pages = pages or page_map(article)
    for row, bench in jobs:
        yield printed.get(row.name) or _located_edition(article, row, bench, pages)


def _printed(article: Article, jobs: Sequence[Job]) -> list[Job]:
    """Return the job whose pages are the article's own, if it is one of *jobs*."""
    own = article.metadata.paper
    return [job for job in jobs if job[0].maker is Maker.PRINT and job[1].paper is own]


def _in_turn(
    workers: ProcessPoolExecutor,
    article: Article,
    jobs: Sequence[Job],
    pages: PageMap | None,
) -> Iterator[Rendering]:
    """Give *jobs* to *workers*, those that need the page map last."""
    printed = _printed(article, jobs)
    located = [job for job in jobs if job[0].needs_pages]
    running = {
        job[0].name: workers.submit(_made, job, None)
        for job in sorted(jobs, key=lambda job: job not in printed)
        if job not in located and not job[0].made_of
    }
    if located and printed:
        pages = running[printed[0][0].name].result().page_map
    elif located and pages is None:
        pages = workers.submit(_shared_page_map).result()
    running |= {job[0].name: workers.submit(_made, job, pages) for job in located}
    for job in jobs:
        row = job[0]
        if row.made_of:
            running[row.made_of].result()
            running[row.name] = workers.submit(_made, job, None)
        yield running[row.name].result()


def _located_edition(
    article: Article, row: Edition, bench: Workbench, pages: PageMap | None
) -> Rendering:
    """Make one edition, which tells the pages of print where it has none of its own."""
    if row.needs_pages and pages is not None:
        article = located.article_with_pages(article, pages, row)
    return edition(article, row, bench)


def page_map(article: Article) -> PageMap:
    """Return what stands on which page of the print edition, laid out for this."""
    row = next(row for row in EDITIONS.values() if row.maker is Maker.PRINT)
    found: PageMap = import_module(MODULES[Maker.PRINT]).page_map(
        article, row, article.metadata.paper
    )
    return found


_shared: list[Article] = []
"""The article of this run, where a forked process finds it."""


def _shared_page_map() -> PageMap:
    """Return the page map, in a process of its own."""
    return page_map(_shared[0])


def _made(job: Job, pages: PageMap | None) -> Rendering:
    """Make one edition in a process of its own."""
    row, bench = job
    return _located_edition(_shared[0], row, bench, pages)
