"""Where pages stand on sheets, and where there is room for a line to whoever prints them."""

from dataclasses import dataclass

from chapbook.tools.pdf import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place for that line, in millimetres from the lower left of a side."""

    side_index: int
    """0-based."""
    left_mm: float
    bottom_mm: float
    width_mm: float
    height_mm: float
    turned_degrees: int = 0
    """Against the clock; the line then runs along the height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Sheets, side by side as they are printed."""

    sides: tuple[Side, ...]
    """The front of each sheet, then its back."""
    note: Place
