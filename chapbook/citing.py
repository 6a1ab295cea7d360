"""One citation of an article on the command line, as its editions print it."""

from collections.abc import Callable
from dataclasses import dataclass

from chapbook import report
from chapbook.arguments import Form
from chapbook.cite import single
from chapbook.commandline import Wanted
from chapbook.model import Article, Item, Manuscript
from chapbook.pagemap import PageMap


@dataclass(frozen=True, slots=True)
class Ready:
    """What a citation is made from."""

    manuscript: Manuscript
    """Without findings that stop a build."""
    article: Callable[[], Article]
    """Gives the article made of it, where a part of it is wanted."""
    page_map: Callable[[Article], PageMap]
    """Gives the pages of its print edition."""
    record: Callable[[Item, str], str]
    """Writes a work for a reference manager."""


def cited(wanted: Wanted, ready: Ready) -> report.Outcome:
    """Return the citation that is *wanted*.

    Raises:
        ChapbookError: There is no such style, no original, or no such part.
    """
    manuscript, form = ready.manuscript, wanted.form.value
    if wanted.form not in {Form.TEXT, Form.HTML}:
        item = single.subject(manuscript, original=wanted.original)
        return report.cited(None, form, ready.record(item, form))
    style = wanted.style or manuscript.metadata.citation_style
    suffix = ""
    if wanted.part:
        article = ready.article()
        single.known_part(article, wanted.part)
        pages = ready.page_map(article).of_ids if wanted.edition.has_own_pages else {}
        suffix = single.locator(article, wanted.part, pages)
    citation = single.citation(manuscript, style, original=wanted.original, suffix=suffix)
    if wanted.in_text or wanted.part:
        citation = single.in_text(citation)
    return report.cited(style, form, single.FORMS[form](citation))
