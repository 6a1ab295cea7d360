"""The table of editions: one row for each file that an article becomes.

Adding an edition adds a row here, perhaps a template and a style sheet; nothing
else asks which edition it is making.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Paper(Enum):
    """The sheet that an edition is laid out for."""

    A4 = "a4"
    LETTER = "letter"


class Maker(Enum):
    """The part of ``chapbook.render`` that makes an edition."""

    PRINT = "print"
    WEB = "web"
    EPUB = "epub"
    DOCX = "docx"
    HANDOUT = "handout"
    RECORD = "record"
    """The article or the works it cites, for reference managers."""
    CITATIONS = "citations"
    """A report on the article's citations."""


class Audience(Enum):
    """Whom an edition is written for; ``only`` and ``not`` parts choose by edition name."""

    READER = "reader"
    PATIENT = "patient"
    STUDENT = "student"
    MACHINE = "machine"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One row of the table."""

    name: str
    """As ``--edition`` and ``only``/``not`` parts write it."""
    maker: Maker
    file: str
    """Path in ``output/``; ``{stem}`` is the article's, ``{sheet}`` is ``-letter`` or
    such when the paper is not the article's own."""
    audience: Audience = Audience.READER
    template: str = ""
    """Below ``templates/``."""
    stylesheets: tuple[str, ...] = ()
    """Below ``templates/css/``, in the order of the cascade."""
    by_default: bool = True
    """Whether a build makes it unasked."""
    like: str = ""
    """The edition whose ``only`` and ``not`` parts this one shows; nothing for its own."""
    live_citations: bool = False
    """Whether Zotero can set the citations anew; a Word edition only."""
    floor_pt: float = 0
    """The smallest size of running text, in points; smaller text is a finding."""
    side_count: int = 0
    """The exact number of pages, or 0 for as many as the text takes."""

    def name_in_output(self, stem: str, paper: Paper, own: Paper) -> str:
        """Return the edition's path in ``output/``.

        Args:
            stem: The article's.
            paper: The paper it is made for.
            own: The article's own paper; another one shows in the name.
        """
        return self.file.format(stem=stem, sheet="" if paper is own else f"-{paper.value}")

    @property
    def has_own_pages(self) -> bool:
        """Whether page numbers are its own: the print edition defines those of all others."""
        return self.maker is Maker.PRINT

    @property
    def purpose(self) -> str:
        """The key of the label that says what this edition is for."""
        return f"purpose-{self.name}"


_ROWS = (
    Edition(
        name="pdf",
        maker=Maker.PRINT,
        file="{stem}{sheet}.pdf",
        template="html/article.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "page.css", "print.css"),
        floor_pt=7,
    ),
    Edition(
        name="html",
        maker=Maker.WEB,
        file="{stem}.html",
        template="html/web.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "web.css"),
    ),
    Edition(
        name="epub",
        maker=Maker.EPUB,
        file="{stem}.epub",
        template="epub/cover.html.jinja",
        stylesheets=("epub.css",),
    ),
    Edition(name="docx", maker=Maker.DOCX, file="{stem}.docx", template="docx/styles.xml"),
    Edition(
        name="live",
        maker=Maker.DOCX,
        file="{stem}-live.docx",
        template="docx/styles.xml",
        by_default=False,
        like="docx",
        live_citations=True,
    ),
    Edition(
        name="patient",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-patient{sheet}.pdf",
        audience=Audience.PATIENT,
        template="html/patient.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "page.css", "patient.css"),
        floor_pt=14,
        side_count=2,
    ),
    Edition(
        name="student",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-student{sheet}.pdf",
        audience=Audience.STUDENT,
        template="html/student.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "page.css", "student.css"),
        floor_pt=10,
    ),
    Edition(name="bib", maker=Maker.RECORD, file="{stem}.bib", audience=Audience.MACHINE),
    Edition(name="ris", maker=Maker.RECORD, file="{stem}.ris", audience=Audience.MACHINE),
    Edition(name="csl-json", maker=Maker.RECORD, file="{stem}.csl.json", audience=Audience.MACHINE),
    Edition(name="cff", maker=Maker.RECORD, file="{stem}-CITATION.cff", audience=Audience.MACHINE),
    Edition(
        name="references-bib",
        maker=Maker.RECORD,
        file="{stem}-references.bib",
        audience=Audience.MACHINE,
    ),
    Edition(
        name="references-ris",
        maker=Maker.RECORD,
        file="{stem}-references.ris",
        audience=Audience.MACHINE,
    ),
    Edition(
        name="references-csl-json",
        maker=Maker.RECORD,
        file="{stem}-references.csl.json",
        audience=Audience.MACHINE,
    ),
    Edition(
        name="citations",
        maker=Maker.CITATIONS,
        file="{stem}-citations.html",
        audience=Audience.EDITOR,
        template="html/citations.html.jinja",
        stylesheets=("tokens.css", "elements.css"),
        by_default=False,
    ),
)

EDITIONS: dict[str, Edition] = {row.name: row for row in _ROWS}
"""Every edition by its name, in the order in which a build lists them."""

DEFAULT: tuple[Edition, ...] = tuple(row for row in _ROWS if row.by_default)
"""What a build makes when nobody says which editions."""


MANUSCRIPT = "metadata.yaml"
"""The front matter of a Manubot manuscript, whose text stands in the files beside it."""


def stem(article: Path) -> str:
    """Return the name that the output of *article* begins with.

    That is the file's own; a Manubot manuscript is called as the folder of the whole work.
    """
    if article.name != MANUSCRIPT:
        return article.stem
    folder = article.absolute().parent
    return (folder.parent if folder.name == "content" else folder).name
