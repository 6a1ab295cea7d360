"""Is a PDF whole, does it say what it is, and does all of it lead somewhere?"""

from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.tools import fonts, page_validation
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import Anatomy
from chapbook.verify import folded, ink
from chapbook.verify.case import Case
from chapbook.verify.letters import letters

TOLERANCE_MM = 0.3
"""PDF sizes are points; A4 in whole points is up to 0.2 mm off."""

PAGES_PER_SHEET = 4
"""A sheet that is folded once has as many."""

Check = Callable[[Case, Anatomy], Iterator[Finding]]


def page_count(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """As many pages as were reported: the manifest and "page x of y" rest on the number."""
    found, said = len(anatomy.sizes_mm), case.built.page_count
    if not found:
        yield case.invalid("it has no page")
    if said is not None and found != said:
        yield case.invalid(f"it has {found} pages, and {said} were made")


def sides(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """A handout for one sheet fills its sides exactly: a third side would be lost."""
    found, wanted = len(anatomy.sizes_mm), case.row.side_count
    if wanted and found != wanted:
        yield case.layout(f"it has {found} sides instead of {wanted}")


def quires(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """The pages of a booklet fill its sheets: each has four, two to a side."""
    found = len(anatomy.sizes_mm)
    if case.row.halves_sheet and found % PAGES_PER_SHEET:
        yield case.layout(f"{found} pages do not fill sheets of {PAGES_PER_SHEET}")


def page_size(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """Every page is as large as the paper, upright or turned: a printer else shrinks it.

    The panels of a folded sheet are so together.
    """
    if case.row.is_folded:
        yield from folded.panel_sizes(case, anatomy)
        return
    wanted = sorted(case.sheet_mm)
    for page_index, size in enumerate(anatomy.sizes_mm):
        if any(abs(a - b) > TOLERANCE_MM for a, b in zip(sorted(size), wanted, strict=True)):
            drawn = " × ".join(f"{side:.1f}" for side in size)
            yield case.layout(f"page {page_index + 1} measures {drawn} mm and is not {_name(case)}")


def _name(case: Case) -> str:
    width, height = case.sheet_mm
    return f"{width:g} × {height:g} mm"


def particulars(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """Title and language are set and the title is shown (PDF/UA-1, 7.1 and 7.2; WCAG 2.4.2)."""
    title, lang = case.article.metadata.title, case.article.metadata.lang
    if letters(title) not in letters(anatomy.title):
        yield case.invalid(f'its title is "{anatomy.title}"', title)
    if anatomy.lang.lower() != lang.lower():
        yield case.invalid(f'its language is "{anatomy.lang}" instead of "{lang}"')
    if not anatomy.shows_title:
        yield case.invalid("a viewer's window would show the file's name instead of the title")


def own_fonts(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """All fonts are embedded, and ours or those of a figure: a missing one changes the text.

    Source: ISO 19005-3, 6.2.11.4; our fonts are those whose licence lets us embed them.
    """
    pages = [asset.page for asset in case.article.assets.values() if asset.page]
    ours = {letters(name) for name in (*fonts.FAMILIES, *fonts.adopted)}
    ours |= {letters(font.name) for page in pages for font in read.fonts(page)}
    for font in anatomy.fonts:
        if not font.is_embedded:
            yield case.invalid(f"the font {font.name} is not embedded")
        if not any(letters(font.name).startswith(name) for name in ours):
            yield case.invalid(f"the font {font.name} is none of ours")


def links(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """Every link inside the file leads to a page of it."""
    for page_number, target in anatomy.dead_links:
        yield case.invalid(f"a link on page {page_number} leads nowhere: {target}")


def bookmarks(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """The article's headings are the bookmarks, in order, and each leads somewhere.

    Other entries may stand among them, such as the title.  Source: PDF/UA-1, 7.17.
    """
    for bookmark in anatomy.bookmarks:
        if not bookmark.leads_somewhere:
            yield case.invalid(f'the bookmark "{bookmark.title}" leads nowhere')
    titles = iter(letters(bookmark.title) for bookmark in anatomy.bookmarks)
    for heading in case.article.headings:
        if letters(heading.text) not in titles:
            yield case.unlike(f'there is no bookmark "{heading.text}" in its place', heading.text)
            return


def conformance(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """What the file claims is true of these very bytes.

    A file that claims nothing is not judged here; whether it should is the maker's question.
    """
    for claim in anatomy.claims.all:
        if claim not in {profile.value for profile in Profile}:
            yield case.invalid(f"it claims {claim.upper()}, which nothing here can check")
            continue
        for failure in page_validation.failures(case.built.path, Profile(claim)):
            where = f" ({failure.context})" if failure.context else ""
            yield case.invalid(
                f"it claims {claim.upper()} and breaks {failure.rule}: {failure.message}{where}"
            )


ALL: tuple[Check, ...] = (
    page_count,
    sides,
    page_size,
    particulars,
    own_fonts,
    links,
    ink.plates,
    ink.edges,
    conformance,
)
"""What holds for every PDF."""
