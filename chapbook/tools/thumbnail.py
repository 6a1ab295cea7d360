"""Pictures of PDF pages and of drawings, as PNG.

Nothing else imports ``pypdfium2``.  The same input gives the same bytes.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2

from chapbook.errors import ToolError
from chapbook.tools import svg, weasy

EFFORT = 6
"""How hard zlib looks for repetitions, from 1 to 9: 9 makes a page 2 % smaller, in four times the
time."""

_DRAWING = "drawing.svg"
_SHEET = """
@page {{ size: {width:.4f}px {height:.4f}px; margin: 0 }}
html, body {{ margin: 0 }}
img {{ display: block; width: {width:.4f}px; height: {height:.4f}px }}
"""


def page_png(pdf: bytes, page_index: int, width_px: int) -> bytes:
    """Return one page of *pdf* on white, as PNG.  The arguments are those of ``page_picture``.

    Raises:
        ToolError: *pdf* cannot be opened, or has no such page.
    """
    return page_picture(pdf, page_index, width_px)[0]


def page_picture(pdf: bytes, page_index: int, width_px: int) -> tuple[bytes, str]:
    """Return one page of *pdf* on white, as PNG, and the SHA-256 of its RGB values in hexadecimal.

    Args:
        pdf: A whole PDF file.
        page_index: 0-based.
        width_px: The width of the picture; its height follows from the page.

    Raises:
        ToolError: *pdf* cannot be opened, or has no such page.
    """
    with _opened(pdf) as document:
        if not 0 <= page_index < len(document):
            raise ToolError(f"the PDF has {len(document)} pages and none with index {page_index}")
        picture = _drawn(document[page_index], width_px)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=EFFORT)
    return out.getvalue(), hashlib.sha256(picture.tobytes()).hexdigest()


def looks(pdf: bytes, widths_px: Sequence[int]) -> Iterator[Any]:
    """Yield the pages of *pdf* on white as pictures of Pillow, which ``raster`` looks at.

    To pack one as PNG takes longer than to draw it.

    Args:
        pdf: A whole PDF file.
        widths_px: The width of the picture of each page, from the first on.

    Raises:
        ToolError: *pdf* cannot be opened.
    """
    with _opened(pdf) as document:
        for page, width_px in zip(document, widths_px, strict=False):
            yield _drawn(page, width_px)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open *pdf* and close it again."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ToolError(f"pdfium cannot open the PDF: {error}") from error
    try:
        yield document
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, width_px: int) -> Any:
    """Return *page* on white as a picture of Pillow, in RGB and so wide."""
    # pdfium rounds the size up, which would add a pixel to some widths.
    scale = (width_px - 0.01) / page.get_width()
    return page.render(scale=scale).to_pil().convert("RGB")


def svg_png(drawing: bytes, width_px: int) -> bytes:
    """Return *drawing*, an SVG file, on white as PNG.

    Its text is set in the fonts of the build and in no others.

    Args:
        drawing: A whole SVG file.
        width_px: The width of the picture; its height follows from the drawing.

    Raises:
        UnreadableDrawingError: It is no SVG file.
        ToolError: It cannot be drawn.
    """
    size = svg.read(drawing)
    job = weasy.PrintJob(
        html=f'<html lang="zxx"><title>–</title><img alt="" src="{_DRAWING}"></html>',
        stylesheets=[_SHEET.format(width=size.width_px, height=size.height_px)],
        files={_DRAWING: (size.data, "image/svg+xml")},
    )
    laid_out = weasy.layout(job)
    if laid_out.remarks:
        raise ToolError(f"the drawing cannot be drawn: {'; '.join(laid_out.remarks)}")
    return page_png(laid_out.pdf(tagged=False), 0, width_px)
