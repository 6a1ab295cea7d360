"""Judging PDFs: which checks each of them must pass."""

from collections.abc import Generator, Iterator

from chapbook.editions import EDITIONS, Audience
from chapbook.findings import Finding
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdftext import Page, UnreadableTextError
from chapbook.verify import (
    breaks,
    contrast,
    cuts,
    formulas,
    large,
    layout,
    likeness,
    patients,
    pdf,
    pictures,
    reviewing,
    sides,
    structure,
    type_area,
)
from chapbook.verify.case import Case
from chapbook.verify.content import listed, tags

LAYOUT: tuple[layout.Check, ...] = (
    layout.edges,
    layout.smallest_size,
    layout.page_numbers,
    type_area.margins,
    type_area.collisions,
    type_area.boxes,
    type_area.hidden,
    contrast.contrast,
    pictures.coarse,
    pictures.words,
    breaks.together,
)
"""What holds for the pages of every PDF."""


def article(case: Case) -> Iterator[Finding]:
    """Judge the article in print."""
    checks = (*LAYOUT, cuts.whole, layout.emptiness, layout.running_heads)
    pages = yield from _judged(case, (*pdf.ALL, pdf.bookmarks), checks)
    if pages:
        yield from formulas.in_words(case, read.formulas(case.built.path))
        # The ends of lines lose their white space, and addresses are broken without any.
        said = tags.of(case.tree)
        yield from likeness.findings(case, said, has_spaces=False)


def review(case: Case) -> Iterator[Finding]:
    """Judge the reviewer's copy, which says all and more."""
    # A picture that is coarse on a working copy is none of a reviewer's cares.
    looks = tuple(look for look in LAYOUT if look is not pictures.coarse)
    more = (layout.emptiness, layout.running_heads, sides.particulars, reviewing.line_numbers)
    pages = yield from _judged(case, pdf.ALL, (*looks, *more))
    if pages:
        content = tags.of(case.tree)
        for check in (reviewing.whole, reviewing.nothing_else, reviewing.signed):
            yield from check(case, content)


def large_print(case: Case) -> Iterator[Finding]:
    """Judge the article in large print, which says all of it, tables without room as lists."""
    checks = (*LAYOUT, layout.emptiness, layout.running_heads, sides.particulars, *large.PAGES)
    pages = yield from _judged(case, (*pdf.ALL, pdf.bookmarks, large.upright), checks)
    if pages:
        yield from formulas.in_words(case, read.formulas(case.built.path))
        said = tags.of(case.tree)
        wanted = listed.of(case.article, case.row.name, said.tables)
        yield from likeness.findings(case, said, has_spaces=False, wanted=wanted)


def handout(case: Case) -> Iterator[Finding]:
    """Judge a handout, whose maker chooses the text, unless it shows what another edition does."""
    is_whole = case.row.like in {row.name for row in EDITIONS.values() if row.has_own_pages}
    checks = (*pdf.ALL, pdf.quires, *([pdf.bookmarks] if is_whole else []))
    layouts = (*LAYOUT, cuts.whole, sides.emptiness, sides.particulars, sides.clinic)
    pages = yield from _judged(case, checks, layouts)
    if pages and is_whole:
        yield from formulas.in_words(case, read.formulas(case.built.path))
        yield from likeness.findings(case, tags.of(case.tree), has_spaces=False)
    elif pages:
        said = tags.of(case.tree)
        yield from likeness.nothing_else(case, said)
        if case.row.audience is Audience.PATIENT:
            yield from patients.findings(case, said, pages)


def _judged(
    case: Case, checks: tuple[pdf.Check, ...], layouts: tuple[layout.Check, ...]
) -> Generator[Finding, None, tuple[Page, ...]]:
    """Open the file, run the checks on it and return its pages; none when it cannot be read."""
    try:
        anatomy = read.anatomy(case.built.path)
        pages = case.pages
    except (UnreadablePdfError, UnreadableTextError) as error:
        yield case.invalid(f"it cannot be opened as a PDF: {error}")
        return ()
    for check in checks:
        yield from check(case, anatomy)
    for look in layouts:
        yield from look(case, pages)
    for listen in structure.ALL:
        yield from listen(case)
    return pages
