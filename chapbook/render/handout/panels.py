"""A sheet folded twice: which panel lies where, and how wide it is.

A letter fold (C-fold) turns one sheet of paper into six panels.  The right third of the inside is
folded in first, the left third comes over it; what is folded in lies between the others and is
2 to 3 mm narrower, or it would buckle.  Panels are numbered as they are read::

    outside     | 2 flap | 6 back | 1 cover |        the flap is the narrow one
                    |  turn over sideways: left and right change places
    inside      | 3      | 4      | 5       |        5 is the back of the flap, 3 that of the cover

    folded      5 goes over 4, so that 2 is on top; 3 goes over 2, so that 1 is on top
    opened      1, then 3 and 2 side by side, then 3, 4, 5; turned over, 6

In text that runs from right to left everything is mirrored: the cover opens to the right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chapbook.editions import Paper
from chapbook.tools import offprint

NARROWER_MM = {Paper.A4: 3.0, Paper.LETTER: 2.6}
"""By how much the panel that is folded in is narrower."""

OUTSIDE = (2, 6, 1)
INSIDE = (3, 4, 5)
"""Panels from left to right on the two sides of the sheet, where text runs from the left."""

NARROW = frozenset({2, 5})
"""The two faces of what is folded in."""

COUNT = 6

SIDE_MM = 8.0
"""White at the left and right of each panel: 16 mm between the texts of two."""
NOTE_MM = 26.0
"""Height of the line to whoever prints, at the foot of the back: six lines of 10 pt."""
NOTE_FROM_EDGE_MM = 15.0
"""What is below it: the margin of the panel, with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One sixth of the sheet."""

    number: int
    """As it is read, 1-based; also the page_number in the edition that has a page for each."""
    side_index: int
    """0 for the outside, 1 for the inside."""
    left_mm: float
    """From the left edge of its side."""
    width_mm: float


def sheet_mm(paper: Paper) -> tuple[float, float]:
    """Return width and height of the sheet, which lies on its long edge."""
    height, width = offprint.SIZES_MM[paper]
    return width, height


def width_mm(number: int, paper: Paper) -> float:
    """Return the width of the panel *number* (1-based)."""
    broad = (sheet_mm(paper)[0] + NARROWER_MM[paper]) / 3
    return round(broad - NARROWER_MM[paper] if number in NARROW else broad, 2)


def placed(widths_mm: Sequence[float], *, is_mirrored: bool) -> tuple[Panel, ...]:
    """Return all panels, the outside first, each side from left to right.

    Args:
        widths_mm: Of the panels in the order of their numbers.
        is_mirrored: Whether the text runs from right to left.
    """
    found: list[Panel] = []
    for side_index, numbers in enumerate((OUTSIDE, INSIDE)):
        left_mm = 0.0
        for number in reversed(numbers) if is_mirrored else numbers:
            width = widths_mm[number - 1]
            found.append(
                Panel(number=number, side_index=side_index, left_mm=left_mm, width_mm=width)
            )
            left_mm = round(left_mm + width, 2)
    return tuple(found)


def of(paper: Paper, *, is_mirrored: bool) -> tuple[Panel, ...]:
    """Return all panels on *paper*, the rest as for ``placed``."""
    widths = [width_mm(number, paper) for number in range(1, COUNT + 1)]
    return placed(widths, is_mirrored=is_mirrored)


def folds_mm(panels: Sequence[Panel], side_index: int) -> tuple[float, ...]:
    """Return where a side is folded, from its left edge."""
    return tuple(p.left_mm for p in panels if p.side_index == side_index and p.left_mm)
