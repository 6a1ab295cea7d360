"""How much room the pages of an edition have for figures and tables, and what takes it."""

from dataclasses import dataclass, replace

from chapbook.model import Theme
from chapbook.tools import fonts, theme
from chapbook.tools.offprint import HIGHEST_MM, Offprint

CHARACTER_MM = 1.55
"""Mean width of a character of table text, 8.5 pt Source Sans: 0.515 em."""
CELL_GAP_MM = 3.0
"""Between two columns of a table: 1 em."""
LINE_MM = 4.05
"""From line to line in tables: 8.5 pt times 1.35."""

KEPT_MM = 85.0
"""A table that is lower than this is moved to the next page rather than cut."""
LONG_ROW_MM = 60.0
"""A table with a row that is higher than this may be cut within its rows."""
KEPT_SHARE, LONG_SHARE = 0.4, 0.3
"""The same on low pages, in parts of the height of the text."""

STUDY_SCALE = 10 / 8.5
"""Tables of the study guide, in the size of those of print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much room the pages of an edition have, and what takes it."""

    column_mm: float
    """Width of the text column; the edition's style sheet says the same."""
    broad_mm: float
    """Width of the column and the margin beside it."""
    turned_mm: float
    """Width of the text on a turned page."""
    highest_mm: float = HIGHEST_MM
    """Height of the highest figure; the style sheet says the same."""
    kept_mm: float = KEPT_MM
    long_row_mm: float = LONG_ROW_MM
    scale: float = 1
    """The size of table text, in those of the print edition."""
    face: float = 1
    """The mean width of a letter of table text, in those of Source Sans."""

    @property
    def character_mm(self) -> float:
        """The mean width of a character of table text."""
        return CHARACTER_MM * self.scale * self.face

    @property
    def line_mm(self) -> float:
        """From line to line in tables."""
        return LINE_MM * self.scale

    def width_mm(self, characters: list[int]) -> float:
        """Return the width of cells of so many *characters*, with the gaps beside them."""
        gaps = len(characters) * CELL_GAP_MM * self.scale
        return sum(characters) * self.character_mm + gaps


OFFPRINT = Room(column_mm=122, broad_mm=164, turned_mm=240)
"""``print.css`` on A4, in the usual theme."""
STUDY = Room(column_mm=122, broad_mm=176, turned_mm=255, scale=STUDY_SCALE)
"""``student.css``, in the usual theme."""


def of_print(page: Offprint, look: Theme) -> Room:
    """Return the room that *page* has for tables and figures in the theme *look*."""
    return Room(
        column_mm=page.column_mm,
        broad_mm=page.broad_mm,
        turned_mm=page.turned_mm,
        highest_mm=page.highest_mm,
        kept_mm=min(KEPT_MM, KEPT_SHARE * page.text_mm),
        long_row_mm=min(LONG_ROW_MM, LONG_SHARE * page.text_mm),
        scale=theme.print_pt(look) / theme.PRINT_PT,
        face=_face(look),
    )


def of_booklet(page: Offprint, look: Theme) -> Room:
    """Return the room of the pages of a booklet, where tables are as large as in study guides."""
    return replace(of_print(page, look), scale=STUDY_SCALE)


def of_study(look: Theme) -> Room:
    """Return the room of the study guide in the theme *look*."""
    return Room(
        column_mm=STUDY.column_mm,
        broad_mm=STUDY.broad_mm,
        turned_mm=STUDY.turned_mm,
        scale=STUDY_SCALE,
        face=_face(look),
    )


def _face(look: Theme) -> float:
    """Return how wide the letters of labels and tables are, in those of Source Sans."""
    return max(1.0, fonts.mean_width_em(look.label_face) / fonts.mean_width_em(fonts.SANS))
