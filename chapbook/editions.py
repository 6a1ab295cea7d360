"""The table of editions: one row for each file that an article becomes.

Adding an edition adds a row here, perhaps a template and a style sheet; nothing
else asks which edition it is making.
"""

import re
from pathlib import Path

from chapbook.edition import Audience, Edition, Fold, Ink, Maker, Paper

__all__ = ["DEFAULT", "EDITIONS", "Audience", "Edition", "Fold", "Ink", "Maker", "Paper"]

OF_PATIENTS = ("key-points", "see-doctor", "plain", "questions")
"""The parts that handouts for patients are made of."""

_ROWS = (
    Edition(
        name="pdf",
        maker=Maker.PRINT,
        file="{stem}{sheet}.pdf",
        template="html/article.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("kind.css", "print.css"),
        ),
        floor_pt=7,
    ),
    Edition(
        name="html",
        maker=Maker.WEB,
        file="{stem}.html",
        template="html/web.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "web.css", "beside.css"),
        tells_pages=True,
    ),
    Edition(
        name="embed",
        maker=Maker.EMBED,
        file="embed/{stem}.html",
        template="html/embed.html.jinja",
        stylesheets=("tokens.css", "elements.css", "parts.css", "web.css", "embed.css"),
        by_default=False,
        like="html",
        tells_pages=True,
    ),
    Edition(
        name="epub",
        maker=Maker.EPUB,
        file="{stem}.epub",
        template="epub/cover.html.jinja",
        stylesheets=("epub.css",),
        tells_pages=True,
    ),
    Edition(
        name="docx",
        maker=Maker.DOCX,
        file="{stem}.docx",
        template="docx/styles.xml",
        tells_pages=True,
    ),
    Edition(
        name="live",
        maker=Maker.DOCX,
        file="{stem}-live.docx",
        template="docx/styles.xml",
        by_default=False,
        like="docx",
        live_citations=True,
        tells_pages=True,
    ),
    Edition(
        name="patient",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-patient{sheet}.pdf",
        audience=Audience.PATIENT,
        shows=OF_PATIENTS,
        template="html/patient.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("clinic.css", "patient.css"),
        ),
        floor_pt=14,
        side_count=2,
        shows_clinic=True,
        names_pages=True,
    ),
    Edition(
        name="student",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-student{sheet}.pdf",
        audience=Audience.STUDENT,
        shows=("key-points", "glossary", "self-check"),
        template="html/student.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("student.css", "print-pages.css", "side-foot.css"),
        ),
        floor_pt=10,
        tells_pages=True,
    ),
    Edition(
        name="teacher",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-teacher{sheet}.pdf",
        audience=Audience.TEACHER,
        shows=("key-points", "glossary", "self-check", "discussion"),
        template="html/student.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("student.css", "teacher.css", "print-pages.css", "side-foot.css"),
        ),
        by_default=False,
        like="student",
        floor_pt=10,
        tells_pages=True,
    ),
    Edition(
        name="booklet-pages",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-booklet-pages{sheet}.pdf",
        template="html/booklet.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("kind.css", "print.css", "slim.css"),
            *("side-foot.css", "booklet.css", "print-pages.css"),
        ),
        by_default=False,
        like="pdf",
        floor_pt=10,
        tells_pages=True,
        halves_sheet=True,
    ),
    Edition(
        name="booklet",
        maker=Maker.IMPOSED,
        file="handouts/{stem}-booklet{sheet}.pdf",
        template="html/printer-note.html.jinja",
        stylesheets=("tokens.css", "elements.css", "page.css", "printer-note.css"),
        by_default=False,
        like="pdf",
        floor_pt=10,
        made_of="booklet-pages",
        fold=Fold.STITCHED,
    ),
    Edition(
        name="leaflet-panels",
        maker=Maker.HANDOUT,
        file="handouts/{stem}-leaflet-panels{sheet}.pdf",
        audience=Audience.PATIENT,
        shows=OF_PATIENTS,
        template="html/leaflet.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("side-foot.css", "clinic.css", "leaflet.css"),
        ),
        by_default=False,
        floor_pt=12,
        shows_clinic=True,
        names_pages=True,
        side_count=6,
        is_folded=True,
    ),
    Edition(
        name="leaflet",
        maker=Maker.IMPOSED,
        file="handouts/{stem}-leaflet{sheet}.pdf",
        audience=Audience.PATIENT,
        shows=OF_PATIENTS,
        template="html/printer-note.html.jinja",
        stylesheets=("tokens.css", "elements.css", "page.css", "printer-note.css"),
        by_default=False,
        floor_pt=10,
        side_count=2,
        shows_clinic=True,
        made_of="leaflet-panels",
        fold=Fold.IN_THREE,
    ),
    Edition(
        name="large-print",
        by_default=False,
        maker=Maker.LARGE_PRINT,
        file="handouts/{stem}-large-print{sheet}.pdf",
        template="html/large-print.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css", "large-print.css"),
            *("print-pages.css", "side-foot.css"),
        ),
        like="pdf",
        floor_pt=18,
        tells_pages=True,
        size_pt=18,
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
        name="reading",
        maker=Maker.READING,
        file="packs/{stem}-reading.json",
        audience=Audience.MACHINE,
        by_default=False,
        like="pdf",
        names_pages=True,
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
    Edition(
        name="review",
        maker=Maker.REVIEW,
        file="{stem}-review{sheet}.pdf",
        audience=Audience.EDITOR,
        template="html/review.html.jinja",
        stylesheets=(
            *("tokens.css", "elements.css", "parts.css", "page.css"),
            *("side-foot.css", "review.css"),
        ),
        by_default=False,
        floor_pt=10,
    ),
)

EDITIONS: dict[str, Edition] = {row.name: row for row in _ROWS}
"""Every edition by its name, in the order in which a build lists them."""


UNREAD = {Maker.RECORD, Maker.READING, Maker.CITATIONS}
"""Makers of editions for programs and editors, which nobody reads for the article's sake."""


def with_sources(names: set[str]) -> set[str]:
    """Return *names* with those of the editions that they are made of."""
    return names | {EDITIONS[name].made_of for name in names if EDITIONS[name].made_of}


_SHEET = re.compile(r"(?:-a4|-letter)?(?:-[0-9.]+pt)?(?:-grey)?$")
"""What ``Edition.variant`` adds to a name."""


def place_in_order(variant: str) -> tuple[int, str]:
    """Return the key that sorts names of the manifest as the table lists their editions."""
    names, row = list(EDITIONS), row_of(variant)
    return (names.index(row.name) if row else len(names)), variant


def row_of(variant: str) -> Edition | None:
    """Return the edition that the manifest calls *variant*; ``None`` where there is none."""
    return EDITIONS.get(variant) or EDITIONS.get(_SHEET.sub("", variant))


DEFAULT: tuple[Edition, ...] = tuple(row for row in _ROWS if row.by_default)
"""What a build makes when nobody says which editions."""


MANUSCRIPT = "metadata.yaml"
"""The front matter of a Manubot manuscript, whose text stands in the files beside it."""


INDEX = "index"
"""What the file of a Quarto or MyST article is often called, and the page about all works is."""


def stem(article: Path) -> str:
    """Return the name that the output of *article* begins with.

    That is the file's own; a Manubot manuscript is called as the folder of the whole work, and
    ``index.qmd`` as its folder: ``index.html`` is the page about all works.
    """
    folder = article.absolute().parent
    if article.name == MANUSCRIPT:
        return (folder.parent if folder.name == "content" else folder).name
    return (folder.name or article.stem) if article.stem == INDEX else article.stem
