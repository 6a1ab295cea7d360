"""How large pages are as they are seen, and boxes that no reader could understand."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array

from chapbook.tools.pdf.foreign.reasons import LONGEST_SIDE_PT, SHORTEST_SIDE_PT, Refusal, problem
from chapbook.tools.pdf.foreign.report import Problem
from chapbook.tools.pdf.read import MM_PER_POINT

_USUAL = (0.0, 0.0, 612.0, 792.0)
"""The size that viewers take for a page that says none: US Letter."""

_FARTHEST_PT = 100_000.0
"""From the origin: further away PDFium loses its count."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


def mend(pages: Mapping[int, Any], sizeless: Collection[int]) -> Iterator[Problem]:
    """Give each of *pages* boxes and a rotation that mean something; yield what was wrong.

    Args:
        pages: By index.
        sizeless: Which did not say how large they are before they were read.

    Raises:
        Refusal: A page has no size, or one that no paper has.
    """
    unclear = {index for index, page in pages.items() if _mend_boxes(page)}
    without = [index + 1 for index in pages if index in unclear or index in sizeless]
    for page in pages.values():
        _mend_rotation(page)
    if without:
        yield problem("no-page-size", without)
    empty, huge = [], []
    for index, page in pages.items():
        sides = [side / MM_PER_POINT for side in size_mm(page)]
        if min(sides) < SHORTEST_SIDE_PT:
            empty.append(index + 1)
        elif max(sides) > LONGEST_SIDE_PT + 1 or _is_far(page):
            huge.append(index + 1)
    if empty:
        raise Refusal(problem("zero-page", empty))
    if huge:
        raise Refusal(problem("too-large", huge, what="it has pages of more than 5 m"))


def size_mm(page: Any) -> tuple[float, float]:
    """Return width and height of *page*, whose boxes are sound, as it is seen."""
    left, bottom, right, top = _box(page.get("/CropBox")) or _box(page.MediaBox) or _USUAL
    sides = (right - left, top - bottom)
    factor = _number(page.get("/UserUnit"), 1.0) * MM_PER_POINT
    width, height = sides[::-1] if int(page.get("/Rotate", 0)) % 180 else sides
    return round(width * factor, 2), round(height * factor, 2)


def _is_far(page: Any) -> bool:
    """Tell whether *page* lies where viewers cannot draw."""
    return max(abs(float(edge)) for edge in page.MediaBox) > _FARTHEST_PT


def _mend_boxes(page: Any) -> bool:
    """Write the boxes of *page* anew; tell whether it did not say how large it is."""
    said = _box(page.get("/MediaBox"))
    media = said or _USUAL
    page.MediaBox = Array(media)
    if "/CropBox" in page:
        crop = _box(page.CropBox)
        shown = None if crop is None else _common(media, crop)
        if shown is None:
            del page["/CropBox"]
        else:
            page.CropBox = Array(shown)
            if max(map(abs, media)) > _FARTHEST_PT:
                page.MediaBox = Array(shown)
    for key in ("/TrimBox", "/BleedBox", "/ArtBox"):
        if key in page and _box(page[key]) is None:
            del page[key]
    unit = page.get("/UserUnit")
    if unit is not None and _number(unit, 0.0) <= 0:
        del page["/UserUnit"]
    return said is None


def _mend_rotation(page: Any) -> None:
    """Let *page* be turned by a quarter of a circle, or several, or not at all."""
    if "/Rotate" not in page:
        return
    degrees = round(_number(page.Rotate, 0.0))
    page.Rotate = degrees % 360 if degrees % 90 == 0 else 0


def _common(media: Box, crop: Box) -> Box | None:
    """Return what *crop* shows of *media*; nothing if that is nothing."""
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _box(said: Any) -> Box | None:
    """Return the box *said* with its corners in order; nothing if it is none."""
    if not isinstance(said, pikepdf.Array) or len(said) != len(_USUAL):
        return None
    try:
        first, second, third, fourth = (float(each) for each in said)
    except (TypeError, ValueError):
        return None
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _number(said: Any, otherwise: float) -> float:
    try:
        return float(said)
    except (TypeError, ValueError):
        return otherwise
