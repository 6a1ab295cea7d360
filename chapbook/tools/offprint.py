"""The pages of the print edition: what their size leaves for columns and margins.

A broad page has a column of text and, beside it, a margin column that holds the particulars of
the first page and lends its width to broad figures and tables.  A slim one, such as A5, has
the column alone (``templates/css/slim.css``).
"""

from dataclasses import dataclass

from chapbook.editions import Paper

SIZES_MM = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""Width and height of each sheet (ISO 216; ANSI/ASME Y14.1)."""

HALVES_MM = {Paper.A4: (148.0, 210.0), Paper.LETTER: (139.7, 215.9)}
"""Width and height of the pages of a booklet, two of which stand on a sheet: A5, half a letter."""

LIMITS_MM = {"width-mm": (135, 330), "height-mm": (205, 490)}
"""The smallest and the largest page: half a letter or A5, trimmed by a few millimetres, on which
a column of readable text still stands; and A3, the largest sheet that offices print."""

SLIM_MM = 194.0
"""A page that is less wide has no room for the margin column."""
LOW_MM = 230.0
"""A page that is less high has smaller margins above and below."""

COLUMN_MM = 122.0
"""``print.css`` says the same."""
MARGIN_COLUMN_MM = 42.0
"""The margin column with the gutter; ``print.css`` says the same."""
WIDEST_SLIM_MM = 128.0
"""A column alone is hardly wider: 80 characters are enough for a line."""
SLIM_SIDE_MM = 15.0
"""The least margin at each side of a slim page."""

HIGHEST_MM = 170.0
"""Height of the highest figure."""
FIGURE_SHARE = 0.75
"""What a figure may take of the height of the text: its caption follows."""

TURNED_MM = 57.0
"""What a turned page keeps at its sides, with some slack for letters wider than the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offprint:
    """One size of pages.  All lengths are in millimetres."""

    width_mm: float
    height_mm: float

    @property
    def is_slim(self) -> bool:
        """Whether it has no margin column."""
        return self.width_mm < SLIM_MM

    @property
    def _is_low(self) -> bool:
        return self.height_mm < LOW_MM

    @property
    def column_mm(self) -> float:
        """Width of the text column."""
        return min(WIDEST_SLIM_MM, self.width_mm - 2 * SLIM_SIDE_MM) if self.is_slim else COLUMN_MM

    @property
    def broad_mm(self) -> float:
        """Width of the column and the margin column beside it."""
        return self.column_mm if self.is_slim else COLUMN_MM + MARGIN_COLUMN_MM

    @property
    def left_mm(self) -> float:
        """The margin on the left, or in text from the right on the right: room to bind."""
        return (self.width_mm - self.broad_mm) / 2 + (0.0 if self.is_slim else 1.0)

    @property
    def right_mm(self) -> float:
        """The margin on the other side."""
        return self.width_mm - self.broad_mm - self.left_mm

    @property
    def top_mm(self) -> float:
        """The margin above, with the running heads in it."""
        return 20.0 if self._is_low else 26.0

    @property
    def first_top_mm(self) -> float:
        """The margin above the first page, which has no running head."""
        return 15.0 if self._is_low else 20.0

    @property
    def bottom_mm(self) -> float:
        """The margin below, with the feet in it."""
        return 20.0 if self._is_low else 24.0

    @property
    def turned_margins_mm(self) -> tuple[float, float, float]:
        """The margins of a turned page: above, at its sides, below."""
        return (18.0, 15.0, 18.0) if self._is_low else (24.0, 22.0, 22.0)

    @property
    def turned_mm(self) -> float:
        """Width that a table can count on where it turns the page."""
        spared = 2 * (22.0 - 15.0) if self._is_low else 0.0
        # On higher sheets than A4 a table is as wide as there.
        return min(self.height_mm, SIZES_MM[Paper.A4][1]) - TURNED_MM + spared

    @property
    def text_mm(self) -> float:
        """Height of the text."""
        return self.height_mm - self.top_mm - self.bottom_mm

    @property
    def highest_mm(self) -> float:
        """Height of the highest figure."""
        return min(HIGHEST_MM, FIGURE_SHARE * self.text_mm)


def of(page_mm: tuple[float, float] | None, paper: Paper) -> Offprint:
    """Return the pages of a theme's size *page_mm*, or of *paper* where it has none."""
    width_mm, height_mm = page_mm or SIZES_MM[paper]
    return Offprint(width_mm=width_mm, height_mm=height_mm)
