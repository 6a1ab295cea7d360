"""Where the text of each page may stand, said in the file itself.

A page's ArtBox is "the extent of the page's meaningful content as intended by the creator"
(ISO 32000-1, 14.11.2): what its margins leave.  Running heads and page numbers stand outside.
"""

from typing import Any

import pydyf

POINTS_PER_PIXEL = 0.75
"""CSS pixels are 1/96 inch, points 1/72."""


def note(document: Any, pdf: Any) -> None:
    """Give every page of *pdf*, as WeasyPrint wrote *document*, its ArtBox."""
    numbers = pdf.pages["Kids"][::3]  # each is a number, a generation and the letter R
    for page, number in zip(document.pages, numbers, strict=True):
        pdf.objects[number]["ArtBox"] = pydyf.Array(_of(page))


def _of(page: Any) -> list[float]:
    """Return left, bottom, right and top of what the margins of *page* leave, in points."""
    # Its boxes know where they stand; the page itself only how large it is.
    box = page._page_box
    left, top = box.content_box_x(), box.content_box_y()
    sides = (left, page.height - top - box.height, left + box.width, page.height - top)
    return [round(side * POINTS_PER_PIXEL, 4) for side in sides]
