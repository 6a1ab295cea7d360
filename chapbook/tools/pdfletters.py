"""Every letter of a PDF: what, where, how large, forms within pages too; read with PDFium.

Lengths are points (1/72 inch) from the lower left corner of the page.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from chapbook.tools.pdf import matrix
from chapbook.tools.pdf.matrix import Matrix
from chapbook.tools.pdftext import UnreadableTextError

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, digit or mark; white space is none."""

    text: str
    size_pt: float
    """As it appears, all scaling counted in."""
    left: float
    """With the next three, the bounds of the text that is drawn at once with it.  PDFium knows
    those of each letter, but not where other words are given for what is drawn: there they are
    any, and in a form those within the form (version 159)."""
    bottom: float
    right: float
    top: float
    start: tuple[float, float]
    """Where the text that is drawn at once with it begins on its baseline."""
    runs_up: bool
    """Whether its line runs up or down the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page, seen as a printer sees it."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    """In the order in which they are drawn."""


def sheets(path: Path, *, is_printed: bool = False) -> tuple[Sheet, ...]:
    """Return the letters of every page of the PDF at *path*.

    Args:
        path: The file.
        is_printed: Whether letters of annotations count where printers print them.

    Raises:
        UnreadableTextError: PDFium cannot open it.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableTextError(str(error)) from error
    try:
        count = len(document)
        return tuple(_sheet(_page(document, index, is_printed)) for index in range(count))
    finally:
        document.close()


def _page(document: Any, index: int, is_printed: bool) -> Any:
    """Return a page of *document*; one that *is_printed* has its annotations as what it draws."""
    page = document[index]
    if (
        is_printed
        and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT) == pdfium.FLATTEN_SUCCESS
    ):
        page.close()
        page = document[index]
    return page


def _sheet(page: Any) -> Sheet:
    """Read *page* and close it."""
    words = page.get_textpage()
    try:
        width, height = page.get_size()
        return Sheet(
            width=width,
            height=height,
            letters=tuple(_letters(words.raw)),
        )
    finally:
        words.close()
        page.close()


def _letters(words: Any) -> Iterator[Letter]:
    """Yield the letters of a page but for those that PDFium puts in of its own accord."""
    for index in range(pdfium.FPDFText_CountChars(words)):
        text = chr(pdfium.FPDFText_GetUnicode(words, index))
        if text.isspace() or text == "\0" or pdfium.FPDFText_IsGenerated(words, index) == 1:
            continue
        there = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(words, index, there)
        on_page = _six(there)
        size_pt = pdfium.FPDFText_GetFontSize(words, index) * matrix.scale(on_page)
        bounds = _bounds(pdfium.FPDFText_GetTextObject(words, index), on_page)
        runs_up = abs(there.b) > abs(there.a)
        yield Letter(text, size_pt, *bounds, (on_page[4], on_page[5]), runs_up)


def _bounds(drawn: Any, on_page: Matrix) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the text *drawn*, on the page.

    PDFium tells them, and the matrix of the text, as they are within its form; *on_page* is the
    matrix that the text has on the page, and so tells how the form stands there.
    """
    within = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, within)
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(drawn, *edges)
    if not matrix.scale(_six(within)):
        return (*on_page[4:], *on_page[4:])
    form = matrix.times(matrix.inverse(_six(within)), on_page)
    return matrix.bounds(form, [edge.value for edge in edges])


def _six(given: Any) -> Matrix:
    """Return a matrix of PDFium as ours."""
    return matrix.of((given.a, given.b, given.c, given.d, given.e, given.f))
