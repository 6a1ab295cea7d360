"""The text of a PDF as it is drawn: what, where, how large; read with PDFium.

Lengths are points (1/72 inch) from the lower left corner of the page.
"""

import ctypes
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from chapbook.tools import pdfpaint
from chapbook.tools.pdf import read
from chapbook.tools.pdfpaint import Bounds, Look, Paint, Shape

_DIVIDED = re.compile(r"[\ufffe\x02]\s*")
"""A hyphen at the end of a line, as PDFium gives it, and that end."""


class UnreadableTextError(Exception):
    """PDFium cannot open the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that is drawn at once: a line, or the part of it in one face."""

    text: str
    size_pt: float
    left: float
    bottom: float
    right: float
    top: float
    is_artifact: bool
    """Whether the file marks it as furniture (ISO 32000-2, 14.8.2.2)."""
    is_in_figure: bool
    """Whether it is part of a drawing."""
    paint: Paint
    apart: str
    """The nearest element of ``APART`` around it, such as "Note"; empty in running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is drawn on one page."""

    width: float
    height: float
    runs: tuple[Run, ...]
    """In the order in which they are read aloud, which the tags give; what no tag holds
    comes last, in the order in which it is drawn."""
    has_drawing: bool
    """Whether a picture or a drawing stands on it that is not furniture."""
    shapes: tuple[Shape, ...]
    """What is painted that is no text, in that order."""
    type_area: Bounds | None
    """Left, bottom, right and top of the place that its margins leave, where the file says it
    (the ArtBox of ISO 32000-2, 14.11.2)."""


def pages(path: Path) -> tuple[Page, ...]:
    """Return the text of every page of the PDF at *path*.

    Raises:
        UnreadableTextError: PDFium cannot open it.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableTextError(str(error)) from error
    try:
        said = read.meanings(path)
        return tuple(_page(document, index, words) for index, words in enumerate(said))
    finally:
        document.close()


def plain(path: Path, page_indices: Collection[int] | None = None) -> str:
    """Return the words of pages (0-based) of the PDF at *path*, of all without *page_indices*.

    Spaces and the ends of lines are where PDFium sees them; a word that is divided at the end of a
    line is whole.

    Raises:
        UnreadableTextError: PDFium cannot open it.
    """
    try:
        with pypdfium2.PdfDocument(path) as document:
            indices = range(len(document)) if page_indices is None else page_indices
            return "\n".join(_plain(document, index) for index in indices)
    except pypdfium2.PdfiumError as error:
        raise UnreadableTextError(str(error)) from error


def _plain(document: Any, page_index: int) -> str:
    """Return the words of one page."""
    page = document[page_index]
    words = page.get_textpage()
    try:
        return _DIVIDED.sub("", words.get_text_range())
    finally:
        words.close()
        page.close()


def _page(document: Any, page_index: int, said: Sequence[str]) -> Page:
    """Read one page, whose marks say *said*, and give back what PDFium holds of it."""
    page = document[page_index]
    words = page.get_textpage()
    try:
        width, height = page.get_size()
        count = pdfium.FPDFPage_CountObjects(page.raw)
        objects = [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)]
        meanings = _meanings(objects, said)
        shapes = tuple(pdfpaint.shapes(objects))
        look = Look(page, objects)
        marks = _marks_in_reading_order(page.raw)
        order = {mark: rank for rank, (mark, _) in enumerate(marks)}
        objects.sort(key=lambda thing: order.get(_mark(thing), len(order)))
        reading = _Reading(words.raw, meanings, look, dict(marks))
        runs = tuple(run for thing in objects for run in reading.runs(thing))
        return Page(
            width=width,
            height=height,
            runs=runs,
            has_drawing=any(_is_drawing(thing) for thing in objects),
            shapes=shapes,
            type_area=_type_area(page.raw),
        )
    finally:
        words.close()
        page.close()


def _type_area(page: Any) -> Bounds | None:
    """Return left, bottom, right and top of the page's ArtBox, where it has one."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetArtBox(page, *sides):
        return None
    left, bottom, right, top = (float(side.value) for side in sides)
    return left, bottom, right, top


def _mark(thing: Any) -> int:
    """Return the id of the marked content that *thing* stands in; -1 without one."""
    return int(pdfium.FPDFPageObj_GetMarkedContentID(thing))


NOTES = {"Note", "FENote"}
"""Elements of notes: the names of PDF 1.7 and of PDF 2.0."""
APART = {"Table", *NOTES}
"""Elements whose text does not stand below the text that is read before it."""


def _marks_in_reading_order(page: Any) -> list[tuple[int, str]]:
    """Return the ids of the page's marked content in the order of the structure tree.

    Each comes with the nearest element of ``APART`` around it, or nothing.

    Source: ISO 32000-2, 14.7.5 and 14.8.2.3.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        elements = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        return [mark for element in elements if element for mark in _marks_below(element)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _marks_below(element: Any, apart: str = "") -> Iterator[tuple[int, str]]:
    """Yield the ids of the marked content below a structure element, in order."""
    role = _role(element)
    apart = role if role in APART else apart
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks_below(child, apart)
        else:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            yield int(mark), apart


def _role(element: Any) -> str:
    """Return the type of a structure element."""
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = (ctypes.c_char * max(length, 2))()
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


class _Reading:
    """What reading the objects of one page depends on."""

    def __init__(
        self, words: Any, meanings: dict[int, str], look: Look, apart: dict[int, str]
    ) -> None:
        self.words = words
        self.meanings = meanings
        """The words of marks that say something in other words and were not read yet."""
        self.look = look
        self.apart = apart
        """What each marked content stands in, beside running text, by its id."""

    def runs(self, thing: Any) -> Iterator[Run]:
        """Yield *thing* when it is text that is not blank.

        Text that the file says in other words (ActualText: ISO 32000-2, 14.9.4) counts as these,
        once for all that is drawn for them.
        """
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
            return
        text = _text(thing, self.words)
        for mark in _speaking(thing):
            text = self.meanings.pop(mark, "")
        if not text.strip():
            return
        left, bottom, right, top = pdfpaint.bounds(thing)
        marks = pdfpaint.marks(thing)
        yield Run(
            text=text,
            size_pt=_size(thing),
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            is_artifact="Artifact" in marks,
            is_in_figure="Figure" in marks,
            paint=self.look.paint(thing),
            apart=self.apart.get(_mark(thing), ""),
        )


def _meanings(things: list[Any], words: Sequence[str]) -> dict[int, str]:
    """Return the words of every mark that says something in other words, by its address.

    Args:
        things: What is drawn on a page, in that order.
        words: What its marks say, in the same order: PDFium garbles it.
    """
    found: dict[int, str] = {}
    rest = iter(words)
    for thing in things:
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            for mark in _speaking(thing):
                if mark not in found:
                    found[mark] = next(rest, "")
    return found


def _speaking(thing: Any) -> Iterator[int]:
    """Yield the addresses of the marks that say *thing* in other words."""
    length = ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, length):
            yield ctypes.cast(mark, ctypes.c_void_p).value or 0


def _is_drawing(thing: Any) -> bool:
    """Tell whether *thing* is content but no text."""
    if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfpaint.marks(thing) - {"Artifact"})


def _text(thing: Any, words: Any) -> str:
    """Return the characters of a text object."""
    length = pdfium.FPDFTextObj_GetText(thing, words, None, 0)
    buffer = (ctypes.c_ushort * max(length // 2, 1))()
    pdfium.FPDFTextObj_GetText(thing, words, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _size(thing: Any) -> float:
    """Return the size at which a text object appears, its scaling counted in."""
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(thing, size)
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    scale: float = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    return float(size.value) * scale
