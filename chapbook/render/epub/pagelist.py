"""The pages of the print edition in the book: markers in the text, and a list that leads to them.

Source: EPUB 3.3, 7.4.3 (page-list); EPUB Accessibility 1.1, 3.3 (page navigation).
"""

from collections.abc import Sequence

from chapbook.model import Article
from chapbook.render import markers as placing
from chapbook.render.epub.chapters import Finished
from chapbook.render.epub.contents import Entry
from chapbook.tools import epub

TITLE_PAGE = "title.xhtml"
"""Where the first page of print begins: with the title."""


def entries(article: Article, chapters: Sequence[Finished]) -> list[Entry]:
    """Return the list of pages: every page of the print edition, in order."""
    if article.page_map is None:
        return []
    first = Entry(href=f"{TITLE_PAGE}#{placing.identifier(article, 1)}", html="1")
    return [
        first,
        *(
            Entry(href=f"{chapter.name}#{marker.get('id')}", html=str(marker.get("aria-label")))
            for chapter in chapters
            for marker in epub.page_breaks(chapter.root)
        ),
    ]
