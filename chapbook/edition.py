"""What can be said of an edition: one row of the table in ``chapbook.editions``."""

from dataclasses import dataclass
from enum import Enum


class Paper(Enum):
    """The sheet that an edition is laid out for."""

    A4 = "a4"
    LETTER = "letter"


class Ink(Enum):
    """What a printed edition is printed with."""

    COLOUR = "colour"
    """Colours that stay apart where a printer has black only."""
    GREY = "grey"
    """Black and its shades: no other plate."""


class Maker(Enum):
    """The part of ``chapbook.render`` that makes an edition."""

    PRINT = "print"
    WEB = "web"
    EMBED = "embed"
    """Web pages for a frame in somebody else's page: the whole, and each section."""
    EPUB = "epub"
    DOCX = "docx"
    HANDOUT = "handout"
    LARGE_PRINT = "large-print"
    IMPOSED = "imposed"
    """Sheets for the printer, made of the finished pages of another edition."""
    RECORD = "record"
    """The article or the works it cites, for reference managers."""
    CITATIONS = "citations"
    """A report on the article's citations."""
    REVIEW = "review"
    """The copy of whoever reviews the words before readers see them."""
    READING = "reading"
    """What packs must know of the article, as a record."""


class Fold(Enum):
    """How sheets are folded after printing."""

    STITCHED = "stitched"
    """Once in the middle, lying in each other, stapled through the fold."""
    IN_THREE = "in-three"
    """Twice: the narrow third goes in, the other over it."""


class Audience(Enum):
    """Whom an edition is written for; ``only`` and ``not`` parts choose by edition name."""

    READER = "reader"
    PATIENT = "patient"
    STUDENT = "student"
    TEACHER = "teacher"
    MACHINE = "machine"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One row of the table."""

    name: str
    """As ``--edition`` and ``only``/``not`` parts write it."""
    maker: Maker
    file: str
    """Path in ``output/``; ``{stem}`` is the article's, ``{sheet}`` is ``-letter``, ``-grey``
    and such when paper, ink or size of type are not the edition's own."""
    audience: Audience = Audience.READER
    template: str = ""
    """Below ``templates/``."""
    stylesheets: tuple[str, ...] = ()
    """Below ``templates/css/``, in the order of the cascade."""
    by_default: bool = True
    """Whether a build makes it unasked."""
    like: str = ""
    """The edition whose ``only`` and ``not`` parts this one shows; nothing for its own."""
    shows: tuple[str, ...] = ()
    """The kinds of parts whose running text it is made of; nothing for the whole text."""
    live_citations: bool = False
    """Whether Zotero can set the citations anew; a Word edition only."""
    floor_pt: float = 0
    """The smallest size of running text, in points; smaller text is a finding."""
    side_count: int = 0
    """The exact number of pages, or 0 for as many as the text takes."""
    is_folded: bool = False
    """Whether its pages are the six panels of one sheet that is folded twice, as they are read."""
    shows_clinic: bool = False
    """Whether it says who hands it out, so that it can be made for each of several clinics."""
    tells_pages: bool = False
    """Whether it says where each page of the print edition begins."""
    names_pages: bool = False
    """Whether it only names pages of the print edition, for what it leaves out."""
    size_pt: float = 0
    """The size of running text that a run may change, in points; 0 where none may."""
    halves_sheet: bool = False
    """Whether two of its pages stand on a sheet of paper in landscape."""
    made_of: str = ""
    """The edition whose finished pages stand on its sheets; its row comes before this one."""
    fold: Fold | None = None
    """How its sheets are folded."""

    def variant(
        self,
        paper: Paper,
        own: Paper,
        ink: Ink = Ink.COLOUR,
        size_pt: float | None = None,
    ) -> str:
        """Return the name of this edition on such a sheet, as the manifest keeps it.

        Args:
            paper: The paper it is made for.
            own: The article's own paper; another one shows in the name.
            ink: The ink it is made for.
            size_pt: The size of running text; another than its own shows in the name.
        """
        return f"{self.name}{self._sheet(paper, own, ink, size_pt)}"

    def name_in_output(
        self,
        stem: str,
        paper: Paper,
        own: Paper,
        ink: Ink = Ink.COLOUR,
        size_pt: float | None = None,
    ) -> str:
        """Return the edition's path in ``output/`` for the article *stem*.

        The rest is as for ``variant``.
        """
        return self.file.format(stem=stem, sheet=self._sheet(paper, own, ink, size_pt))

    def _sheet(self, paper: Paper, own: Paper, ink: Ink, size_pt: float | None) -> str:
        """Return what a name says of the sheet: nothing when all is the edition's own."""
        if not self.is_printed:
            return ""
        sheet = "" if paper is own else f"-{paper.value}"
        if self.size_pt and size_pt and size_pt != self.size_pt:
            sheet += f"-{size_pt:g}pt"
        return f"{sheet}-grey" if ink is Ink.GREY else sheet

    @property
    def is_handout(self) -> bool:
        """Whether it is paper that people keep, so that it must not be out of date."""
        makers = {Maker.HANDOUT, Maker.IMPOSED, Maker.LARGE_PRINT}
        return self.maker in makers and self.audience is not Audience.EDITOR

    @property
    def is_printed(self) -> bool:
        """Whether it is made for paper, so that ink matters."""
        return "{sheet}" in self.file

    @property
    def needs_pages(self) -> bool:
        """Whether it is made after the print edition, whose pages it tells or names."""
        return self.tells_pages or self.names_pages

    @property
    def has_own_pages(self) -> bool:
        """Whether page numbers are its own: the print edition defines those of all others."""
        return self.maker is Maker.PRINT

    @property
    def purpose(self) -> str:
        """The key of the label that says what this edition is for."""
        return f"purpose-{self.name}"
