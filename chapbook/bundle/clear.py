"""Where on the sheets of a pack nothing stands in the way of the line to whoever prints them.

Pages of others have text and pictures wherever they like, and turned pages have their strips at
the fold.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from chapbook.tools import pdfink
from chapbook.tools.arrangement import Place
from chapbook.tools.pdf import Side, Slot
from chapbook.tools.pdfink import Box

POINTS_PER_MM = 72 / 25.4

Sizes = Sequence[tuple[float, float]]
"""Of all pages: width and height in mm."""


def first(
    places: Iterable[Place], sides: Sequence[Side], path: Path, sizes_mm: Sizes
) -> Place | None:
    """Return the first of *places* on *sides* on which the pages there show nothing.

    Args:
        places: The best first.
        sides: Their slots name pages of the whole file.
        path: The file with the pages.
        sizes_mm: Of these pages.

    Raises:
        UndrawablePdfError: PDFium cannot open the file.
    """
    return next((each for each in places if _is_clear(each, sides, path, sizes_mm)), None)


def _is_clear(place: Place, sides: Sequence[Side], path: Path, sizes_mm: Sizes) -> bool:
    """Tell whether no page shows anything at *place*."""
    slots = (slot for slot in sides[place.side_index].slots if _is_in(place, slot))
    return not any(
        pdfink.has_ink(path, slot.page_index, _on_page(place, slot, sizes_mm[slot.page_index]))
        for slot in slots
        if slot.page_index is not None
    )


def _is_in(place: Place, slot: Slot) -> bool:
    return slot.left_mm <= place.left_mm < slot.left_mm + slot.width_mm


def _on_page(place: Place, slot: Slot, size_mm: tuple[float, float]) -> Box:
    """Return *place* in points from the lower left of the page that stands in *slot*."""
    is_turned = bool(slot.turned_degrees)
    width, height = size_mm[::-1] if is_turned else size_mm
    left = place.left_mm - slot.left_mm - (slot.width_mm - width) / 2
    low = place.bottom_mm - slot.bottom_mm - (slot.height_mm - height) / 2
    right, high = left + place.width_mm, low + place.height_mm
    # Turned against the clock, the right of the sheet is the foot of the page.
    box = (low, width - right, high, width - left) if is_turned else (left, low, right, high)
    return tuple(edge * POINTS_PER_MM for edge in box)  # type: ignore[return-value]  # four
