"""Pictures of PDF pages and of drawings, looked at as pixels."""

import io

import pikepdf
import pytest
from PIL import Image

from chapbook.errors import ToolError
from chapbook.tools import thumbnail
from chapbook.tools.svg import UnreadableDrawingError

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="4cm" height="2cm">
<rect width="20" height="20" fill="#ff0000"/>
<text x="21" y="15" font-family="Source Sans Pro" font-size="10">Ab</text></svg>"""


def picture(data: bytes) -> Image.Image:
    """Return a PNG file as a picture."""
    return Image.open(io.BytesIO(data))


def pdf(*colours: str) -> bytes:
    """Return a PDF with a page of 200 by 100 points for each colour operand."""
    document = pikepdf.new()
    for colour in colours:
        page = document.add_blank_page(page_size=(200, 100))
        page.Contents = document.make_stream(f"{colour} rg 0 0 200 100 re f".encode())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("width_px", [1, 333, 400, 501])
def test_width_is_exact(width_px: int) -> None:
    """The picture has the width that was asked for, and the page's proportion."""
    size = picture(thumbnail.page_png(pdf("1 0 0"), 0, width_px)).size
    assert size[0] == width_px
    assert abs(size[1] - width_px / 2) <= 1


def test_page_is_the_one_asked_for() -> None:
    """The page index counts from 0."""
    data = pdf("1 0 0", "0 0 1")
    assert picture(thumbnail.page_png(data, 1, 40)).getpixel((20, 10)) == (0, 0, 255)


def test_missing_page_is_an_error() -> None:
    """A page that is not there is named."""
    with pytest.raises(ToolError, match="1 pages and none with index 1"):
        thumbnail.page_png(pdf("1 0 0"), 1, 40)


def test_damaged_pdf_is_an_error() -> None:
    """What is no PDF cannot be drawn."""
    with pytest.raises(ToolError, match="cannot open"):
        thumbnail.page_png(b"no PDF", 0, 40)


def test_looks_are_the_pictures() -> None:
    """What is only looked at has the pixels that the PNG of each page has, each in its width."""
    data = pdf("1 0 0", "0 0.4 1")
    looks = list(thumbnail.looks(data, [40, 30]))
    written = [picture(thumbnail.page_png(data, index, px)) for index, px in enumerate([40, 30])]
    assert [(look.size, look.tobytes()) for look in looks] == [
        (png.size, png.tobytes()) for png in written
    ]


def test_drawing_is_drawn_on_white() -> None:
    """Colours are those of the drawing, its ground is white, its labels show."""
    drawn = picture(thumbnail.svg_png(DRAWING, 400))
    assert drawn.size == (400, 200)
    assert drawn.getpixel((100, 100)) == (255, 0, 0)
    assert drawn.getpixel((390, 10)) == (255, 255, 255)
    assert any(sum(pixel) < 100 for _, pixel in drawn.crop((200, 0, 400, 200)).getcolors(1 << 16))


def test_same_bytes_again() -> None:
    """The same drawing gives the same file."""
    assert thumbnail.svg_png(DRAWING, 300) == thumbnail.svg_png(DRAWING, 300)


def test_what_is_no_drawing_is_refused() -> None:
    """HTML is no drawing."""
    with pytest.raises(UnreadableDrawingError):
        thumbnail.svg_png(b"<html/>", 40)
