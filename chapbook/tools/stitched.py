"""A booklet: sheets that lie in each other, folded in the middle and stapled through the fold."""

from collections.abc import Sequence

from chapbook.tools import signature
from chapbook.tools.arrangement import Arrangement, Place
from chapbook.tools.pdf import Mark, Side, Slot

NOTE_MM = 13.0
"""Breadth of the line to whoever prints: three lines of 10 pt.  It stands beside the fold of the
back cover, in the margin that binding needs."""
NARROW_MM = 4.0
"""Breadth of a line that stands where others leave no more: one of 8.5 pt."""
FROM_FOLD_MM = 1.5
CLOSE_MM = 0.5
"""A narrow line stands closer to the fold, within the edge that every page leaves blank."""
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
    return Arrangement(sides=tuple(sides), note=notes(sheet_mm, binds_right)[0])


def notes(sheet_mm: tuple[float, float], binds_right: bool) -> tuple[Place, ...]:
    """Return the places for the line on sheets of *sheet_mm*, the best first.

    That is beside the fold of the back cover; then come the other pages of the outermost sheet,
    the front cover last.
    """
    back, front = (True, False) if binds_right else (False, True)
    halves = ((0, back), (1, front), (1, back), (0, front))
    return tuple(_beside(sheet_mm, side, NOTE_MM, FROM_FOLD_MM, right) for side, right in halves)


def narrow(sheet_mm: tuple[float, float], binds_right: bool) -> Place:
    """Return the place on the back cover where a single short line always stands clear."""
    return _beside(sheet_mm, 0, NARROW_MM, CLOSE_MM, binds_right)


def _beside(
    sheet_mm: tuple[float, float], side_index: int, width_mm: float, from_mm: float, is_right: bool
) -> Place:
    """Return a place of such width along the fold of a side, so far to the right or the left."""
    middle = sheet_mm[0] / 2
    return Place(
        side_index=side_index,
        left_mm=middle + from_mm if is_right else middle - from_mm - width_mm,
        bottom_mm=FROM_EDGE_MM,
        width_mm=width_mm,
        height_mm=sheet_mm[1] - 2 * FROM_EDGE_MM,
        turned_degrees=90,
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
