"""The table of what a pack becomes, one row for each file."""

from dataclasses import dataclass
from enum import Enum

from chapbook import editions


class Binder(Enum):
    """The part of ``chapbook.bundle`` that makes a file of a pack."""

    WOVEN = "woven"
    """A PDF of finished PDFs."""
    IMPOSED = "imposed"
    """Sheets for the printer, made of the pages of a woven PDF."""
    EPUB = "epub"
    CARTRIDGE = "cartridge"
    """IMS Common Cartridge."""
    SCORM = "scorm"
    QUESTIONS = "questions"
    """Moodle XML."""
    RIGHTS = "rights"
    """The rights sheet alone, for the print shop: on paper, and as a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEdition:
    """One row of the table."""

    name: str
    """As ``--edition`` writes it."""
    binder: Binder
    file: str
    """Path in ``output/``; ``{stem}`` is the pack's, ``{sheet}`` is ``-letter`` when the paper is
    not the pack's own."""
    made_of: str = ""
    """The edition of articles whose finished files it is made of."""
    rests_on: str = ""
    """The row of this table whose finished file it is made of; that comes before this one."""
    template: str = ""
    """Below ``templates/``, for pages of the pack's own."""
    stylesheets: tuple[str, ...] = ()
    """Below ``templates/css/``, for pages of the pack's own."""
    halves_sheet: bool = False
    """Whether two of its pages stand on a sheet of paper in landscape."""
    floor_pt: float = 0
    """The smallest size of running text on pages of the pack's own, in points."""
    version: str = ""
    """Of the standard, where one is made for several."""

    @property
    def purpose(self) -> str:
        """The key of the label that says what it is for."""
        return f"purpose-pack-{self.name}"


_OWN = ("tokens.css", "elements.css", "parts.css", "page.css", "kind.css", "pack.css")

PACK_EDITIONS = {
    row.name: row
    for row in (
        PackEdition(
            name="pdf",
            binder=Binder.WOVEN,
            file="packs/{stem}{sheet}.pdf",
            made_of="pdf",
            template="html/pack.html.jinja",
            stylesheets=_OWN,
            floor_pt=8,
        ),
        PackEdition(
            name="booklet-pages",
            binder=Binder.WOVEN,
            file="packs/{stem}-booklet-pages{sheet}.pdf",
            made_of="booklet-pages",
            template="html/pack.html.jinja",
            stylesheets=(*_OWN, "pack-booklet.css"),
            halves_sheet=True,
            floor_pt=8,
        ),
        PackEdition(
            name="booklet",
            binder=Binder.IMPOSED,
            file="packs/{stem}-booklet{sheet}.pdf",
            rests_on="booklet-pages",
            halves_sheet=True,
        ),
        PackEdition(
            name="large-print",
            binder=Binder.WOVEN,
            file="packs/{stem}-large-print{sheet}.pdf",
            made_of="large-print",
            template="html/pack.html.jinja",
            stylesheets=(*_OWN, "pack-large-print.css"),
            floor_pt=18,
        ),
        PackEdition(
            name="epub",
            binder=Binder.EPUB,
            file="packs/{stem}.epub",
            made_of="epub",
            rests_on="pdf",
        ),
        PackEdition(
            name="imscc",
            binder=Binder.CARTRIDGE,
            file="packs/{stem}.imscc",
            made_of="epub",
            version="1.3",
        ),
        PackEdition(
            name="cc11",
            binder=Binder.CARTRIDGE,
            file="packs/{stem}-cc11.imscc",
            made_of="epub",
            version="1.1",
        ),
        PackEdition(
            name="scorm12",
            binder=Binder.SCORM,
            file="packs/{stem}-scorm12.zip",
            made_of="epub",
            version="1.2",
        ),
        PackEdition(name="moodle", binder=Binder.QUESTIONS, file="packs/{stem}-moodle.xml"),
        PackEdition(
            name="rights-pdf",
            binder=Binder.RIGHTS,
            file="packs/{stem}-rights{sheet}.pdf",
            rests_on="pdf",
            template="html/pack-rights.html.jinja",
            stylesheets=_OWN,
            floor_pt=8,
        ),
        PackEdition(
            name="rights-csv", binder=Binder.RIGHTS, file="packs/{stem}-rights.csv", rests_on="pdf"
        ),
    )
}
"""By name, in the order in which they are made."""


def place_in_order(variant: str) -> tuple[int, int, str]:
    """Return the key that sorts names of the manifest as the two tables list their rows.

    What articles and packs both become stands first, in the order of articles.
    """
    names = list(PACK_EDITIONS)
    row = variant if variant in PACK_EDITIONS else variant.rpartition("-")[0]
    own = names.index(row) if row in PACK_EDITIONS else len(names)
    return editions.place_in_order(variant)[0], own, variant
