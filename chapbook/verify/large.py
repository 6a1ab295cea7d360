"""What large print promises beside its size: upright letters, whole words, one column.

Source: UK Association for Accessible Formats, G003; RNIB, "Clear Print".
"""

from collections.abc import Iterator
from itertools import pairwise

from chapbook.findings import Finding
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import Anatomy
from chapbook.tools.pdftext import Page, Run
from chapbook.verify.case import Case

SLANTED = ("italic", "oblique", "slanted")
"""What the names of faces without upright letters hold."""

NOTHING = "\u200b"
"""What the second part of a broken word says; the first says the whole (ISO 32000-2, 14.9.4)."""

COLUMN_LINES = 3
"""A raised letter begins above the end of its line, a column some lines above."""


def upright(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """No slanted face is embedded; those of figures are the figures' own."""
    pages = [asset.page for asset in case.article.assets.values() if asset.page]
    theirs = {font.name for page in pages for font in read.fonts(page)}
    for font in anatomy.fonts:
        if font.name not in theirs and any(name in font.name.lower() for name in SLANTED):
            yield case.layout(f"text is set in slanted letters, {font.name}")


def whole_words(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No word is broken at the end of a line with a hyphen that nobody typed."""
    for page_index, page in enumerate(pages):
        for before, run in pairwise(page.runs):
            if run.text.strip() == NOTHING:
                yield case.layout(f"a word is broken on page {page_index + 1}", before.text.strip())
                break


def one_column(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """What is read next stands below or beside what was read before, never above it."""
    for page_index, page in enumerate(pages):
        running = [r for r in page.runs if not (r.is_artifact or r.is_in_figure or r.apart)]
        lowest: Run | None = None
        for run in running:
            if lowest and run.bottom > lowest.top + COLUMN_LINES * lowest.size_pt:
                yield case.layout(
                    f"text on page {page_index + 1} is set in more than one column", run.text
                )
                break
            lowest = run if lowest is None or run.bottom < lowest.bottom else lowest


PAGES = (whole_words, one_column)
"""What holds for its pages."""
