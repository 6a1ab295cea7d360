"""A booklet: sheets that lie in each other, folded in the middle and stapled through the fold."""

from collections.abc import Sequence

from chapbook.tools import signature
from chapbook.tools.arrangement import Arrangement, Place
from chapbook.tools.pdf import Mark, Side, Slot

NOTE_MM = 13.0
"""Breadth of the line to whoever prints: three lines of 10 pt.  It stands beside the fold of the
back cover, in the margin that binding needs."""
FROM_FOLD_MM = 1.5
FROM_EDGE_MM = 8.0
"""Printers leave 5 mm of every edge blank."""
FOLD_MARK_MM = 4.0
"""Length of the dashes that show where to fold and staple."""


def arranged(
    sizes_mm: Sequence[tuple[float, float]],
    sheet_mm: tuple[float, float],
    binds_right: bool,
    paper_mm: float = 0,
) -> Arrangement:
    """Return where pages of *sizes_mm* stand on sheets of *sheet_mm*, width before height.

    Where *paper_mm*, the thickness of the paper, is said, pages move towards the fold by it for
    each sheet that lies around theirs: once cut at the edge, their outer margins are equal.

    A page that is broader than high is turned against the clock, its head to the left, on all
    pages alike: a reader turns the booklet once for all of them.
    """
    width_mm, height_mm = sheet_mm
    sides: list[Side] = []
    for depth, sheet in enumerate(signature.sheets(len(sizes_mm), binds_right=binds_right)):
        inwards = depth * paper_mm
        for pair in (sheet.front, sheet.back):
            halves = ((pair.left, inwards), (pair.right, width_mm / 2 - inwards))
            sides.append(
                Side(
                    width_mm=width_mm,
                    height_mm=height_mm,
                    slots=tuple(
                        Slot(
                            page_index=page_index,
                            left_mm=left_mm,
                            bottom_mm=0,
                            width_mm=width_mm / 2,
                            height_mm=height_mm,
                            turned_degrees=_turned(sizes_mm, page_index),
                        )
                        for page_index, left_mm in halves
                    ),
                    marks=() if sides else tuple(_fold_marks(sheet_mm)),
                )
            )
    middle = width_mm / 2
    return Arrangement(
        sides=tuple(sides),
        note=Place(
            side_index=0,
            left_mm=middle + FROM_FOLD_MM if binds_right else middle - FROM_FOLD_MM - NOTE_MM,
            bottom_mm=FROM_EDGE_MM,
            width_mm=NOTE_MM,
            height_mm=height_mm - 2 * FROM_EDGE_MM,
            turned_degrees=90,
        ),
    )


def _turned(sizes_mm: Sequence[tuple[float, float]], page_index: int | None) -> int:
    """Return by how many degrees the page is turned against the clock."""
    if page_index is None:
        return 0
    width_mm, height_mm = sizes_mm[page_index]
    return 90 if width_mm > height_mm else 0


def _fold_marks(sheet_mm: tuple[float, float]) -> tuple[Mark, Mark]:
    """Return the dashes on the fold, at its two ends."""
    middle, height_mm = sheet_mm[0] / 2, sheet_mm[1]
    ends = (FROM_EDGE_MM - FOLD_MARK_MM / 2, height_mm - FROM_EDGE_MM - FOLD_MARK_MM / 2)
    low, high = (
        Mark(start_mm=(middle, end), end_mm=(middle, end + FOLD_MARK_MM), is_dashed=True)
        for end in ends
    )
    return low, high
