"""Judging PDFs: which checks each of them must pass."""

from collections.abc import Generator, Iterator

from chapbook.findings import Finding
from chapbook.tools import pdftext
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdftext import Page, UnreadableTextError
from chapbook.verify import formulas, layout, parity, pdf, sides
from chapbook.verify.case import Case
from chapbook.verify.letters import of_pages

LAYOUT: tuple[layout.Check, ...] = (layout.edges, layout.smallest_size, layout.page_numbers)
"""What holds for the pages of every PDF."""


def article(case: Case) -> Iterator[Finding]:
    """Judge the article in print."""
    checks = (*LAYOUT, layout.emptiness, layout.running_heads)
    pages = yield from _judged(case, (*pdf.ALL, pdf.bookmarks), checks)
    if pages:
        yield from parity.findings(case, of_pages([_running_text(page) for page in pages]))
        yield from formulas.in_words(case, read.formulas(case.built.path))


def handout(case: Case) -> Iterator[Finding]:
    """Judge a handout, whose maker chooses the text."""
    yield from _judged(case, pdf.ALL, (*LAYOUT, sides.emptiness, sides.particulars))


def _judged(
    case: Case, checks: tuple[pdf.Check, ...], layouts: tuple[layout.Check, ...]
) -> Generator[Finding, None, tuple[Page, ...]]:
    """Open the file, run the checks on it and return its pages; none when it cannot be read."""
    try:
        anatomy = read.anatomy(case.built.path)
        pages = pdftext.pages(case.built.path)
    except (UnreadablePdfError, UnreadableTextError) as error:
        yield case.invalid(f"it cannot be opened as a PDF: {error}")
        return ()
    for check in checks:
        yield from check(case, anatomy)
    for look in layouts:
        yield from look(case, pages)
    return pages


def _running_text(page: Page) -> str:
    """Return the text of *page* without its furniture."""
    return "".join(run.text for run in page.runs if not run.is_artifact)
