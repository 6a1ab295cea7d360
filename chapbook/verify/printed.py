"""Judging PDFs: which checks each of them must pass."""

from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.verify import pdf
from chapbook.verify.case import Case


def article(case: Case) -> Iterator[Finding]:
    """Judge the article in print."""
    yield from _judged(case, (*pdf.ALL, pdf.bookmarks))


def handout(case: Case) -> Iterator[Finding]:
    """Judge a handout."""
    yield from _judged(case, pdf.ALL)


def _judged(case: Case, checks: tuple[pdf.Check, ...]) -> Iterator[Finding]:
    """Open the file and run *checks* on it."""
    try:
        anatomy = read.anatomy(case.built.path)
    except UnreadablePdfError as error:
        yield case.invalid(f"it cannot be opened as a PDF: {error}")
        return
    for check in checks:
        yield from check(case, anatomy)
