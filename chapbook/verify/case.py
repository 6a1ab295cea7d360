"""A finished file before the checks: which edition it is and what it should say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from chapbook.editions import EDITIONS, Edition, Maker, Paper
from chapbook.findings import Finding, Place
from chapbook.model import Article, BuiltEdition
from chapbook.tools import pdftext
from chapbook.tools.pdf import structure
from chapbook.tools.pdf.structure import Element
from chapbook.verify.content import article as written
from chapbook.verify.content import furniture
from chapbook.verify.content.furniture import Vocabulary
from chapbook.verify.content.parts import Content

MILLIMETRES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""How large is a sheet?  Sources: ISO 216; ANSI/ASME Y14.1."""

HALVES = {Paper.A4: (148.0, 210.0), Paper.LETTER: (139.7, 215.9)}
"""How large is half of it?  ISO 216 rounds A5 down."""


def cases(article: Article, built: Iterable[BuiltEdition]) -> "list[Case]":
    """Return the files *built* from *article*."""
    finished = list(built)
    clinics = [edition.clinic for edition in finished if edition.clinic]
    words = cache(lambda: furniture.vocabulary(article, clinics))
    return [Case(article=article, built=edition, words=words) for edition in finished]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One finished file and the article that it was made from."""

    article: Article
    built: BuiltEdition
    words: Callable[[], Vocabulary]
    """The words of ours and about the article; counted once for all its files."""

    @cached_property
    def pages(self) -> tuple[pdftext.Page, ...]:
        """What stands on the pages of a PDF.

        Raises:
            UnreadableTextError: It is damaged.
        """
        return pdftext.pages(self.built.path)

    @cached_property
    def tree(self) -> Element:
        """The tags of a PDF.

        Raises:
            UnreadablePdfError: It is damaged.
        """
        return structure.read(self.built.path)

    @cached_property
    def content(self) -> Content:
        """What the edition must say of the article, if it is one that says all."""
        return written.of(self.article, self.row.name)

    @property
    def row(self) -> Edition:
        """The file's row in the table of editions."""
        return EDITIONS[self.built.edition]

    @property
    def paper(self) -> Paper:
        """The paper that the file is made for."""
        return self.built.paper or self.article.metadata.paper

    @property
    def sheet_mm(self) -> tuple[float, float]:
        """Width and height of its pages: a theme may have its own for the print edition."""
        if self.row.halves_sheet:
            return HALVES[self.paper]
        is_own = self.row.maker is Maker.PRINT and self.paper is self.article.metadata.paper
        return (self.article.theme.page_mm if is_own else None) or MILLIMETRES[self.paper]

    def invalid(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on a standard that the file breaks."""
        return self._finding("edition-invalid", message, excerpt)

    def unlike(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on text that differs from the article's."""
        return self._finding("edition-unlike", message, excerpt)

    def layout(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on what stands where on the pages."""
        return self._finding("edition-layout", message, excerpt)

    def faint(self, message: str, excerpt: str = "") -> Finding:
        """Return a finding on text that hardly differs from its ground."""
        return self._finding("edition-contrast", message, excerpt)

    def coarse(self, message: str) -> Finding:
        """Return a finding on a picture that is shown larger than its pixels allow."""
        return self._finding("image-coarse", message, "")

    def drawing(self, message: str, excerpt: str) -> Finding:
        """Return a finding on words in a drawing."""
        return self._finding("drawing-words", message, excerpt)

    def _finding(self, code: str, message: str, excerpt: str) -> Finding:
        return Finding(
            code=code, place=Place(file=self.built.name), message=message, excerpt=excerpt
        )
