"""Is a woven pack called as it should be, in its language, and does all inside it lead somewhere?

It looks at neither pages nor tags, so that others can do that meanwhile.
"""

from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import Anatomy
from chapbook.verify.letters import letters
from chapbook.verify.packs.case import PackCase


def findings(case: PackCase) -> Iterator[Finding]:
    """Yield what is wrong with what the woven PDF of a pack says about itself."""
    anatomy = read.anatomy(case.path)
    yield from _names(case, anatomy)
    yield from _goals(case, anatomy)


def _names(case: PackCase, anatomy: Anatomy) -> Iterator[Finding]:
    """The file is called as the pack is, in its language, and as long as it was."""
    metadata = case.bound.pack.metadata
    if letters(anatomy.title) != letters(metadata.title):
        yield case.invalid(f'its title is "{anatomy.title}"', metadata.title)
    if anatomy.lang.lower() != metadata.lang.lower():
        yield case.invalid(f'its language is "{anatomy.lang}" instead of "{metadata.lang}"')
    if not anatomy.shows_title:
        yield case.invalid("a viewer's window would show the file's name instead of the title")
    if case.built.page_count != len(anatomy.sizes_mm):
        yield case.invalid(f"it has {len(anatomy.sizes_mm)} pages, not {case.built.page_count}")


def _goals(case: PackCase, anatomy: Anatomy) -> Iterator[Finding]:
    """Links and bookmarks lead somewhere."""
    for page_number, target in anatomy.dead_links:
        yield case.invalid(f"a link on page {page_number} leads nowhere: {target}")
    for bookmark in anatomy.bookmarks:
        if not bookmark.leads_somewhere:
            yield case.invalid(f'the bookmark "{bookmark.title}" leads nowhere')
