"""Closing up the end of an edition that would spill a few lines onto a page of their own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chapbook.settings import TEMPLATES
from chapbook.tools import weasy

LITTLE = 0.3
"""A page is nearly empty when its text ends above this share of its height."""

SHEET = "closer.css"
"""Below ``templates/css/``: laid over the edition's own sheets."""

ENTRY = "ref-"
"""How the ids of references begin: the text of a study guide ends with them, its file does not."""


BROKEN = ".csl-entry { break-inside: auto }"
"""References over the end of a page or column: the last resort."""


def layout(job: weasy.PrintJob) -> weasy.Layout:
    """Lay *job* out; its references and citations a little closer, where that saves a page.

    Raises:
        MissingToolError: Pango is not installed.
    """
    loose = weasy.layout(job)
    if not _spills(loose):
        return loose
    for closer in tighter(job):
        close = weasy.layout(closer)
        if _page_count(close) < _page_count(loose):
            return close
    return loose


def tighter(job: weasy.PrintJob) -> Iterator[weasy.PrintJob]:
    """Yield *job* with its references and citations closer, then with references cut, too."""
    sheet = (TEMPLATES / "css" / SHEET).read_text("utf-8")
    for sheets in ([sheet], [sheet, BROKEN]):
        yield replace(job, stylesheets=[*job.stylesheets, *sheets])


def _page_count(layout: weasy.Layout) -> int:
    """Return how many pages have text; the back of a leaf may have none."""
    return sum(bool(page.anchors) for page in layout.document.pages)


def _spills(layout: weasy.Layout) -> bool:
    """Tell whether the last page, or the last one with references, is nearly empty."""
    pages = layout.document.pages[1:]
    with_entries = [page for page in pages if any(i.startswith(ENTRY) for i in page.anchors)]
    return any(_end(page) < LITTLE * page.height for page in [*with_entries[-1:], *pages[-1:]])


def _end(page: Any) -> float:
    """Return how far down the lowest part of *page* that has an id reaches, in CSS pixels."""
    return float(max((box[3] for box in page.anchors.values()), default=0.0))
