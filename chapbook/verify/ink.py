"""Is a file for black ink printed with nothing else?"""

from collections.abc import Iterator
from itertools import islice

from chapbook.editions import Ink, Maker
from chapbook.findings import Finding
from chapbook.tools import raster, thumbnail
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import Anatomy
from chapbook.verify.case import Case

LOOK_PX = 200
"""The width of the pictures of pages that are looked at."""


def plates(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """A file for grey ink sets no colour, and no page of it shows one.

    The first is what counts on a press: a grey written in red, green and blue is printed with
    three coloured inks.  The second would find a colour that the first did not know.
    """
    if case.built.ink is not Ink.GREY:
        return
    for said in islice(read.colours(case.built.path), 1):
        yield case.layout(f"it is for grey ink and sets a colour: {said}")
    data = case.built.path.read_bytes()
    looks = thumbnail.looks(data, [LOOK_PX] * len(anatomy.sizes_mm))
    for page_number, look in enumerate(looks, 1):
        if not raster.is_grey(look):
            yield case.layout(f"it is for grey ink, and page {page_number} shows a colour")


UNPRINTED_MM = 5.0
"""Office printers leave about this much of every edge blank."""

BAND_PX_PER_MM = 2.0
"""How finely the edges are looked at: a hairline still darkens its pixel."""


def edges(case: Case, anatomy: Anatomy) -> Iterator[Finding]:
    """No side of a handout has ink within 5 mm of its edge: frames and pictures would be cut.

    Text is looked for by its place, too (``layout.edges``); this sees whatever is drawn.
    """
    if case.row.maker not in {Maker.HANDOUT, Maker.IMPOSED}:
        return
    data = case.built.path.read_bytes()
    widths_px = [round(width_mm * BAND_PX_PER_MM) for width_mm, _ in anatomy.sizes_mm]
    for page_number, look in enumerate(thumbnail.looks(data, widths_px), 1):
        if not raster.has_white_edges(look, int(UNPRINTED_MM * BAND_PX_PER_MM) - 1):
            yield case.layout(f"page {page_number} has ink within {UNPRINTED_MM:g} mm of its edge")
