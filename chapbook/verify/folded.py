"""A sheet folded twice: does it close flat, and does it read in order once it is folded?

The sheet is folded here as hands do it, without asking how it was laid out.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from chapbook.findings import Finding
from chapbook.tools.pdf.read import Anatomy
from chapbook.verify.case import Case

TOLERANCE_MM = 0.3
"""As for pages: sizes are written in points."""

NARROWER_MM = (2.0, 3.0)
"""What is folded in is narrower by this much: less buckles, more gapes."""

SIDES = ((2, 6, 1), (3, 4, 5))
"""Panels by their page_number from left to right: the outside, then the inside, of a sheet that
reads from the left."""


Panel = TypeVar("Panel")


def folded(
    outside: Sequence[Panel], inside: Sequence[Panel], *, from_right: bool = False
) -> tuple[Panel, ...]:
    """Return the panels in the order in which a reader of the folded sheet meets them.

    Args:
        outside: What is printed on the side that ends up outside, from left to right.
        inside: What is printed on the other side, turned over sideways, from left to right.
        from_right: Whether the text runs from right to left: then the left third goes in first.

    The sheet lies with its inside up.  Its right third is folded to the left and its left third
    to the right, over it.  The reader looks at what is on top, lifts that, then what lay below it,
    and has the inside before them; the back comes last.
    """
    first, middle, last = (0, 1, 2) if not from_right else (2, 1, 0)
    behind = list(reversed(outside))
    return (
        *(behind[first], behind[last]),
        *(inside[first], inside[middle], inside[last]),
        behind[middle],
    )


def edges(widths: Sequence[float], *, from_right: bool) -> tuple[tuple[float, ...], ...]:
    """Return where the panels of the outside and of the inside begin and end, from the left.

    Args:
        widths: Of the six panels in their order; the result has their unit.
        from_right: As for ``folded``.
    """
    placed = [widths[number - 1] for number in SIDES[0]]
    outside = tuple(accumulate(reversed(placed) if from_right else placed, initial=0.0))
    return outside, tuple(outside[-1] - edge for edge in reversed(outside))


def panel_sizes(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """The six pages make up the two sides of the sheet, and what is folded in is narrower."""
    height, width = sorted(case.sheet_mm)
    sizes = dict(enumerate(anatomy.sizes_mm, 1))
    for number, (_, found) in sizes.items():
        if abs(found - height) > TOLERANCE_MM:
            yield case.layout(f"panel {number} is {found:.1f} mm high; the sheet, {height:g} mm")
    if len(sizes) != sum(map(len, SIDES)):
        return
    for side in SIDES:
        total = sum(sizes[number][0] for number in side)
        if abs(total - width) > TOLERANCE_MM:
            names = ", ".join(map(str, side))
            yield case.layout(f"panels {names} are {total:.1f} mm wide; the sheet, {width:g} mm")
    least, most = NARROWER_MM
    for inner, outer in ((2, 1), (2, 6), (5, 3), (5, 4)):
        less = sizes[outer][0] - sizes[inner][0]
        if not least - TOLERANCE_MM <= less <= most + TOLERANCE_MM:
            yield case.layout(
                f"panel {inner} is folded in and {less:.1f} mm narrower than panel {outer}; "
                f"it needs {least:g} to {most:g} mm"
            )
