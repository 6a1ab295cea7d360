"""The fifth stage: open the finished files as a stranger would, and compare them with the article.

Nothing here knows how an edition is made.  Each check is one function that yields
findings; a table says which checks an edition must pass.
"""

from collections.abc import Callable, Iterator, Sequence

from chapbook.editions import Maker
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition
from chapbook.verify import book, printed, web, word
from chapbook.verify.case import Case, cases
from chapbook.verify.standing import published

__all__ = ["findings", "published"]

JUDGES: dict[Maker, Callable[[Case], Iterator[Finding]]] = {
    Maker.PRINT: printed.article,
    Maker.WEB: web.page,
    Maker.EPUB: book.epub,
    Maker.DOCX: word.docx,
    Maker.HANDOUT: printed.handout,
}
"""Who judges the files of each maker."""


def findings(article: Article, built: Sequence[BuiltEdition]) -> list[Finding]:
    """Return what is wrong with the finished files of *article*.

    Raises:
        MissingToolError: A library that the checks rest on is not installed.
        OSError: A file cannot be opened.
    """
    return [
        finding
        for case in cases(article, built)
        if case.row.maker in JUDGES
        for finding in JUDGES[case.row.maker](case)
    ]
