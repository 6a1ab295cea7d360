"""Where pages of a PDF are not blank, found by drawing them with PDFium.

A page is drawn as a reader sees it, upright, with its annotations: pictures, white grounds, text
and whatever is cut off all count as what they look like.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

SCALE = 0.5
"""Pixels to the point; a hairline still makes a pixel darker than ``BLANK``."""

BLANK = 250
"""Grey from which on a pixel counts as paper, of 255."""


class UndrawablePdfError(Exception):
    """PDFium cannot open the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The least upright rectangle that holds all that is not blank.

    In parts of the page as it is seen: 0 to 1 from the left and from the bottom.
    """

    left: float
    bottom: float
    right: float
    top: float


def page_count(path: Path) -> int:
    """Return how many pages the PDF at *path* has.

    Raises:
        UndrawablePdfError: PDFium cannot open it.
    """
    with _opened(path) as document:
        return len(document)


def of_pages(path: Path, page_indices: Collection[int]) -> dict[int, Ink | None]:
    """Return where the pages (0-based) of the PDF at *path* are not blank; nothing for blank ones.

    Raises:
        UndrawablePdfError: PDFium cannot open it.
    """
    with _opened(path) as document:
        return {index: _of_page(document, index) for index in page_indices}


Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneath:
    """A page without the forms that it draws last."""

    width_pt: float
    height_pt: float
    ink: Box | None
    """What is not blank; nothing for a blank page."""
    inked: tuple[bool, ...]
    """For each place that was asked for, whether something stands there."""


def beneath(path: Path, places: Mapping[int, Sequence[Box]]) -> Iterator[Beneath]:
    """Yield pages of the PDF at *path* without the forms that they draw last.

    Args:
        path: The file.
        places: By the page_index of each page that is wanted, the places on it to look at.

    Raises:
        UndrawablePdfError: PDFium cannot open it.
    """
    with _opened(path) as document:
        for page_index, boxes in places.items():
            page = document[page_index]
            for index in reversed(range(pdfium.FPDFPage_CountObjects(page.raw))):
                thing = pdfium.FPDFPage_GetObject(page.raw, index)
                if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
                    break
                pdfium.FPDFPageObj_SetIsActive(thing, False)
            width, height = page.get_size()
            picture = _dark(page.render(scale=1, grayscale=True, may_draw_forms=False).to_pil())
            page.close()
            box = picture.getbbox()
            yield Beneath(
                width_pt=width,
                height_pt=height,
                ink=box and (box[0], height - box[3], box[2], height - box[1]),
                inked=tuple(_has_ink(picture, height, place) for place in boxes),
            )


def has_ink(path: Path, page_index: int, place: Box) -> bool:
    """Tell whether a page (0-based) of the PDF at *path* is not blank at *place*.

    Raises:
        UndrawablePdfError: PDFium cannot open it.
    """
    with _opened(path) as document:
        page = document[page_index]
        height = page.get_height()
        picture = _dark(page.render(scale=1, grayscale=True, may_draw_forms=False).to_pil())
        page.close()
        return _has_ink(picture, height, place)


def _dark(picture: Any) -> Any:
    """Return *picture* with white where it is not blank, and black elsewhere."""
    return picture.point([255 if grey < BLANK else 0 for grey in range(256)])


def _has_ink(picture: Any, height: float, place: Box) -> bool:
    """Tell whether something stands at *place* on a page of such height, a pixel to the point."""
    left, bottom, right, top = place
    box = (round(left), round(height - top), round(right), round(height - bottom))
    return picture.crop(box).getbbox() is not None


LETTERS = 20
"""A size of which a page has fewer letters is that of raised figures and the like."""


def smallest_type_pt(path: Path, page_index: int) -> float | None:
    """Return the smallest size of type on a page (0-based) in which something is to be read.

    Nothing for a page without type, such as one that was scanned.

    Raises:
        UndrawablePdfError: PDFium cannot open the file.
    """
    with _opened(path) as document:
        try:
            page = document[page_index]
        except pypdfium2.PdfiumError:
            return None
        words = page.get_textpage()
        counts: Counter[float] = Counter()
        for index in range(words.count_chars()):
            if not chr(pdfium.FPDFText_GetUnicode(words.raw, index)).isspace():
                counts[_size_pt(words, index)] += 1
        words.close()
        page.close()
    return min((size for size, count in counts.items() if count >= LETTERS and size), default=None)


def _size_pt(words: Any, index: int) -> float:
    """Return the size at which a letter appears, its scaling counted in, to a tenth of a point."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(words.raw, index, matrix)
    scale: float = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    return round(float(pdfium.FPDFText_GetFontSize(words.raw, index)) * scale, 1)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UndrawablePdfError(str(error)) from error
    try:
        yield document
    finally:
        document.close()


def _of_page(document: Any, page_index: int) -> Ink | None:
    """Draw one page and return where it is not blank, a pixel more at each side."""
    try:
        page = document[page_index]
    except pypdfium2.PdfiumError:
        return Ink(left=0, bottom=0, right=1, top=1)  # nobody knows: nothing of it is blank
    picture = page.render(scale=SCALE, grayscale=True, may_draw_forms=False).to_pil()
    page.close()
    box = _dark(picture).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    width, height = picture.size
    return Ink(
        left=max(left - 1, 0) / width,
        bottom=max(height - bottom - 1, 0) / height,
        right=min(right + 1, width) / width,
        top=min(height - top + 1, height) / height,
    )
