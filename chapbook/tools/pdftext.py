"""The text of a PDF as it is drawn: what, where, how large; read with PDFium.

Lengths are points (1/72 inch) from the lower left corner of the page.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from chapbook.tools.pdf import read


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


def _page(document: Any, page_index: int, said: Sequence[str]) -> Page:
    """Read one page, whose marks say *said*, and give back what PDFium holds of it."""
    page = document[page_index]
    words = page.get_textpage()
    try:
        width, height = page.get_size()
        count = pdfium.FPDFPage_CountObjects(page.raw)
        objects = [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)]
        meanings = _meanings(objects, said)
        order = {mark: rank for rank, mark in enumerate(_marks_in_reading_order(page.raw))}
        objects.sort(key=lambda thing: order.get(_mark(thing), len(order)))
        runs = tuple(run for thing in objects for run in _runs(thing, words.raw, meanings))
        drawn = any(_is_drawing(thing) for thing in objects)
        return Page(width=width, height=height, runs=runs, has_drawing=drawn)
    finally:
        words.close()
        page.close()


def _mark(thing: Any) -> int:
    """Return the id of the marked content that *thing* stands in; -1 without one."""
    return int(pdfium.FPDFPageObj_GetMarkedContentID(thing))


def _marks_in_reading_order(page: Any) -> list[int]:
    """Return the ids of the page's marked content in the order of the structure tree.

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


def _marks_below(element: Any) -> Iterator[int]:
    """Yield the ids of the marked content below a structure element, in order."""
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks_below(child)
        else:
            yield int(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index))


def _runs(thing: Any, words: Any, meanings: dict[int, str]) -> Iterator[Run]:
    """Yield *thing* when it is text that is not blank.

    Text that the file says in other words (ActualText: ISO 32000-2, 14.9.4) counts as these,
    once for all that is drawn for them.  *meanings* holds the words that were not yielded yet.
    """
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
        return
    text = _text(thing, words)
    for mark in _speaking(thing):
        text = meanings.pop(mark, "")
    if not text.strip():
        return
    left, bottom, right, top = _bounds(thing)
    marks = _marks(thing)
    yield Run(
        text=text,
        size_pt=_size(thing),
        left=left,
        bottom=bottom,
        right=right,
        top=top,
        is_artifact="Artifact" in marks,
        is_in_figure="Figure" in marks,
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
    return bool(_marks(thing) - {"Artifact"})


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


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what is drawn."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (float(side.value) for side in sides)
    return left, bottom, right, top


def _marks(thing: Any) -> set[str]:
    """Return the tags of the marked content that a text object stands in."""
    found = set()
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        length, buffer = ctypes.c_ulong(), (ctypes.c_ushort * 64)()
        pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, length)
        found.add(bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0"))
    return found
