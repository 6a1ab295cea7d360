"""What PDFium sees of a file: an opinion of somebody who neither made nor wove it."""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageStat

from chapbook.bundle.imposed import PAPER_MM
from chapbook.tools import signature

DPI = 40
"""At which pictures are compared."""

FINER = 4
"""They are drawn so many times finer, lest the rounding of a pixel's place be taken for more."""

SAME = 1.0
"""Pictures whose greys differ by less on average, of 255, are the same."""

ALIKE = 6.0
"""The same of pictures that were moved or reduced."""


CLEARLY = 120
"""Greys that differ by more are not two ways to smooth the same edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a file holds of what must not be lost."""

    pages: int
    links: int
    """On the pages that were asked for."""
    files: int


def counted(path: Path, page_indices: Iterable[int] | None = None) -> Counted:
    """Count what the PDF at *path* holds on the pages of these indices; ``None`` for all."""
    with pypdfium2.PdfDocument(path) as document:
        wanted = list(range(len(document)) if page_indices is None else page_indices)
        return Counted(
            pages=len(wanted),
            links=sum(_links(document[index]) for index in wanted),
            files=pdfium.FPDFDoc_GetAttachmentCount(document.raw),
        )


def _links(page: Any) -> int:
    """Return how many links *page* has."""
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    count = 0
    while pdfium.FPDFLink_Enumerate(page.raw, place, link):
        count += 1
    page.close()
    return count


def pictures(path: Path, page_indices: Iterable[int] | None = None) -> list[Image.Image]:
    """Return the pages of these indices, drawn with annotations and fields; ``None`` for all."""
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        if document.formenv:
            pdfium.FPDF_SetFormFieldHighlightAlpha(document.formenv.raw, 0)
        wanted = list(range(len(document)) if page_indices is None else page_indices)
        return [_drawn(document[index]) for index in wanted]


def without_strips(path: Path, page_indices: Iterable[int]) -> list[Image.Image]:
    """Return pages of a pack without what was printed on them: the artifacts drawn last."""
    with pypdfium2.PdfDocument(path) as document:
        made = []
        for page_index in page_indices:
            page = document[page_index]
            for index in reversed(range(pdfium.FPDFPage_CountObjects(page.raw))):
                thing = pdfium.FPDFPage_GetObject(page.raw, index)
                if not _is_strip(thing):
                    break
                pdfium.FPDFPageObj_SetIsActive(thing, False)
            made.append(_drawn(page))
        return made


def _is_strip(thing: Any) -> bool:
    """Tell whether *thing* is a form in a mark that says so of artifacts."""
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
        return False
    return any(
        _mark(pdfium.FPDFPageObj_GetMark(thing, index)) == "Artifact"
        for index in range(pdfium.FPDFPageObj_CountMarks(thing))
    )


def _mark(mark: Any) -> str:
    """Return the name of *mark*."""
    size, held = ctypes.c_ulong(0), (ctypes.c_ushort * 64)()
    pdfium.FPDFPageObjMark_GetName(mark, held, ctypes.sizeof(held), size)
    return bytes(held)[: size.value].decode("utf-16-le").rstrip("\0")


def _drawn(page: Any) -> Image.Image:
    """Draw *page*, no larger than a poster."""
    scale = min(DPI * FINER / 72, 4000 / max(page.get_size()))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    page.close()
    return picture


def ink(picture: Image.Image) -> Image.Image:
    """Return the part of *picture* that is not blank; all of one that is."""
    box = picture.point([255 if grey < 250 else 0 for grey in range(256)]).getbbox()
    return picture.crop(box) if box else picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return by how much the greys of two pictures differ on average, once of one size."""
    size = tuple(max(min(pair) // FINER, 1) for pair in zip(one.size, other.size, strict=True))
    smaller = [each.resize(size, Image.Resampling.BOX) for each in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*smaller)).mean[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """The half of a sheet that a page stands on, in the middle of it."""

    picture: Image.Image
    moved_mm: float
    """How far it is to the right of that, since paper has a thickness."""
    unlike_mm: tuple[float, float]
    """From where to where something else may stand: on the outermost sheet, beside the fold."""


def half(page_index: int, page_count: int, sides: Sequence[Image.Image]) -> Half:
    """Return the half of one of *sides* that a page (0-based) of so many stands on."""
    first = before = 0
    for count in signature.divided(page_count):
        stack = signature.sheets(count)
        if page_index < first + count:
            break
        first, before = first + count, before + 2 * len(stack)
    place = page_index - first
    for number, side in enumerate(side for sheet in stack for side in (sheet.front, sheet.back)):
        if place in (side.left, side.right):
            picture, depth, is_left = sides[before + number], number // 2, side.left == place
            middle, height = picture.width // 2, picture.height
            left, bare = (0, (132, 149)) if is_left else (middle, (0, 17))
            return Half(
                picture=picture.crop((left, 0, left + middle, height)),
                moved_mm=depth * PAPER_MM * (1 if is_left else -1),
                unlike_mm=(0, 0) if depth else bare,
            )
    raise AssertionError(f"no half is for page {page_index + 1}")


MOST_SPOTS = 60
"""Pixels of a page, of 75,000, that may differ clearly: edges of black bars, smoothed otherwise."""

NEAR = sorted(product(range(-2, 3), repeat=2), key=lambda step: (abs(step[0]) + abs(step[1]), step))
"""Steps across and down by which PDFium may move a picture, in pixels finer than ``DPI``."""


def is_shown(page: Image.Image, half: Half) -> bool:
    """Tell whether a half of a sheet shows all that a page does, in its place, and nothing else.

    A broad page lies turned against the clock.
    """
    if page.width > page.height:
        page = page.transpose(Image.Transpose.ROTATE_90)
    return any(_spots(page, half, step) < MOST_SPOTS for step in NEAR)


def _spots(page: Image.Image, half: Half, step: tuple[int, int]) -> int:
    """Return on how many pixels an upright page and its half differ clearly, moved by a *step*."""
    wanted, seen = Image.new("L", half.picture.size, 255), half.picture.copy()
    width, height = wanted.size
    left = (width - page.width) / 2 + _pixels(half.moved_mm) + step[0]
    wanted.paste(page, (round(left), round((height - page.height) / 2) + step[1]))
    for each in (wanted, seen):
        each.paste(255, (_pixels(half.unlike_mm[0]), 0, _pixels(half.unlike_mm[1]), height))
    smaller = [
        each.resize((width // FINER, height // FINER), Image.Resampling.BOX)
        for each in (wanted, seen)
    ]
    return sum(ImageChops.difference(*smaller).histogram()[CLEARLY:])


def _pixels(length_mm: float) -> int:
    """Return so many millimetres in pixels of ``pictures``."""
    return round(length_mm / 25.4 * DPI * FINER)
