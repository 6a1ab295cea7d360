"""A leaflet: one sheet folded twice, with three panels on each side."""

from collections.abc import Sequence

from chapbook.render.handout import panels
from chapbook.tools.arrangement import Arrangement, Place
from chapbook.tools.pdf import Mark, Side, Slot

MARKS_MM = (6.0, 9.5)
"""Where ticks that show a fold begin and end, from the edges of the sheet: printers leave 5 mm
blank, and text begins at 10 mm."""


def arranged(
    sizes_mm: Sequence[tuple[float, float]], sheet_mm: tuple[float, float], from_right: bool
) -> Arrangement:
    """Return where panels of *sizes_mm* stand on a sheet of *sheet_mm*, width before height."""
    width_mm, height_mm = sheet_mm
    placed = panels.placed([size[0] for size in sizes_mm], is_mirrored=from_right)
    sides = tuple(
        Side(
            width_mm=width_mm,
            height_mm=height_mm,
            slots=tuple(
                _slot(panel, height_mm) for panel in placed if panel.side_index == side_index
            ),
            marks=tuple(_ticks(panels.folds_mm(placed, side_index), height_mm)),
        )
        for side_index in (0, 1)
    )
    back = next(panel for panel in placed if panel.number == panels.COUNT)
    return Arrangement(
        sides=sides,
        note=Place(
            side_index=back.side_index,
            left_mm=back.left_mm + panels.SIDE_MM,
            bottom_mm=panels.NOTE_FROM_EDGE_MM,
            width_mm=back.width_mm - 2 * panels.SIDE_MM,
            height_mm=panels.NOTE_MM,
        ),
    )


def _slot(panel: panels.Panel, height_mm: float) -> Slot:
    """Return the place of *panel*, as high as the sheet."""
    return Slot(
        page_index=panel.number - 1,
        left_mm=panel.left_mm,
        bottom_mm=0,
        width_mm=panel.width_mm,
        height_mm=height_mm,
    )


def _ticks(folds_mm: Sequence[float], height_mm: float) -> list[Mark]:
    """Return the ticks at the head and at the foot of each fold."""
    near, far = MARKS_MM
    ends = ((near, far), (height_mm - far, height_mm - near))
    return [
        Mark(start_mm=(at, low), end_mm=(at, high), is_dashed=True)
        for at in folds_mm
        for low, high in ends
    ]
