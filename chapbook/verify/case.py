"""A finished file before the checks: which edition it is and what it should say."""

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.editions import EDITIONS, Edition, Maker, Paper
from chapbook.findings import Finding, Place
from chapbook.model import Article, BuiltEdition
from chapbook.verify import passages
from chapbook.verify.passages import Passage

MILLIMETRES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""How large is a sheet?  Sources: ISO 216; ANSI/ASME Y14.1."""


def cases(article: Article, built: Iterable[BuiltEdition]) -> "list[Case]":
    """Return the files *built* from *article*, each with what it must say."""
    said = passages.of(article)
    shown_as = {row.name: row.like or row.name for row in EDITIONS.values()}
    return [
        Case(
            article=article,
            built=edition,
            passages=tuple(p for p in said if shown_as[edition.edition] not in p.hidden_from),
        )
        for edition in built
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One finished file and the article that it was made from."""

    article: Article
    built: BuiltEdition
    passages: tuple[Passage, ...]
    """What the edition must say, if it is one that says all."""

    @property
    def row(self) -> Edition:
        """The file's row in the table of editions."""
        return EDITIONS[self.built.edition]

    @property
    def paper(self) -> Paper:
        """The paper that the file's name says it is made for."""
        own = self.article.metadata.paper
        names = {self.row.name_in_output(self.article.stem, p, own): p for p in Paper if p != own}
        return names.get(self.built.name, own)

    @property
    def sheet_mm(self) -> tuple[float, float]:
        """Width and height of its pages: a theme may have its own for the print edition."""
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

    def _finding(self, code: str, message: str, excerpt: str) -> Finding:
        return Finding(
            code=code, place=Place(file=self.built.name), message=message, excerpt=excerpt
        )
