"""Pages that are pictures, in every compression that scanners use."""

import io
import struct
from pathlib import Path

from PIL import Image, ImageDraw, TiffImagePlugin

from tests.packs.corpus import raw
from tests.packs.corpus.row import Awkward, told

WIDTH, HEIGHT = 620, 877
"""Of a page of A4 at 75 dots to the inch."""


def page(mode: str = "L", number: int = 1) -> Image.Image:
    """Return a scanned page: grey lines for words."""
    white = {"1": 1, "L": 245, "RGB": (250, 248, 240), "CMYK": (4, 6, 12, 0)}[mode]
    ink = {"1": 0, "L": 20, "RGB": (30, 30, 60), "CMYK": (80, 70, 40, 200)}[mode]
    made = Image.new(mode, (WIDTH, HEIGHT), white)
    pen = ImageDraw.Draw(made)
    for line in range(25):
        pen.rectangle((80, 90 + 26 * line, 300 + (line * 37 * number) % 240, 100 + 26 * line), ink)
    return made


def photographed(path: Path) -> None:
    """Save three pages as JPEG, by Pillow's own writer of PDFs."""
    pages = [page("RGB", number) for number in (1, 2, 3)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=75)


def faxed(path: Path) -> None:
    """Save black and white as a fax does (CCITT Group 4)."""
    pages = [page("1", number) for number in (1, 2)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=75)


def _group4(picture: Image.Image) -> bytes:
    """Return *picture* in CCITT Group 4, in one strip."""
    held = io.BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[278] = HEIGHT  # rows in a strip
    picture.save(held, "TIFF", compression="group4", tiffinfo=tags)
    with Image.open(held) as written:
        place, size = written.tag_v2[273][0], written.tag_v2[279][0]
    return held.getvalue()[place : place + size]


def _of_picture(path: Path, data: bytes, said: bytes, words: bytes = b"") -> None:
    """Write a page that is the picture *data*, and perhaps draws *words*."""
    objects = raw.book(1)
    font = b"/Font << /F1 3 0 R >>"
    objects[3] = objects[3].replace(font, b"/XObject << /Im0 6 0 R >>" + (font if words else b""))
    objects[4] = raw.stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q " + words)
    size = b"/Width %d /Height %d " % (WIDTH, HEIGHT)
    objects.append(raw.stream(data, b"/Type /XObject /Subtype /Image " + size + said))
    path.write_bytes(raw.file(objects))


def jbig2(path: Path) -> None:
    """Save black and white as JBIG2: a page, and one region of it coded as a fax (MMR).

    Source: ITU-T T.88, 7.2 (heads of segments), 7.4.6 (generic region), 7.4.8 (page).
    """
    data = _group4(page("1"))
    information = struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", WIDTH, HEIGHT, 0, 0, 0, 1) + data
    coded = struct.pack(">IBBBI", 0, 48, 0, 1, len(information)) + information
    coded += struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    said = b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode"
    _of_picture(path, coded, said)


def jpeg2000(path: Path) -> None:
    """Save grey as JPEG 2000."""
    held = io.BytesIO()
    page("L").save(held, "JPEG2000")
    _of_picture(path, held.getvalue(), b"/ColorSpace /DeviceGray /Filter /JPXDecode")


def for_print(path: Path) -> None:
    """Save four inks as JPEG, as a print shop does."""
    held = io.BytesIO()
    page("CMYK").save(held, "JPEG")
    said = b"/ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode"
    _of_picture(path, held.getvalue(), said + b" /Decode [1 0 1 0 1 0 1 0]")


def read_by_machine(path: Path) -> None:
    """Lay unseen letters over a picture, as programs do that read scans."""
    held = io.BytesIO()
    page("L").save(held, "JPEG")
    said = b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    words = b"BT 3 Tr /F1 12 Tf 72 700 Td (What the scanner read) Tj ET"
    _of_picture(path, held.getvalue(), said, words)


def inline(path: Path) -> None:
    """Put the picture into what the page draws, with ``EI`` among its bytes."""
    objects = raw.book(1)
    bits = (b"\x00 EI \xff" * 200)[:1024]
    drawn = b"q 400 0 0 400 72 300 cm BI /W 32 /H 32 /CS /G /BPC 8 ID " + bits + b"\nEI Q"
    objects[3] = objects[3].replace(b"/Font << /F1 3 0 R >>", b"")
    objects[4] = raw.stream(drawn)
    path.write_bytes(raw.file(objects))


SCANNED = told("scanned")

ROWS = (
    Awkward(
        name="photographed",
        producer="Pillow",
        make=photographed,
        reasons=SCANNED,
        is_usual=True,
    ),
    Awkward(name="faxed", producer="Pillow", make=faxed, reasons=SCANNED),
    Awkward(name="jbig2", producer="bytes", make=jbig2, reasons=SCANNED),
    Awkward(name="jpeg-2000", producer="Pillow", make=jpeg2000, reasons=SCANNED),
    Awkward(name="for-print", producer="Pillow", make=for_print, reasons=SCANNED),
    Awkward(
        name="read-by-machine",
        producer="bytes",
        make=read_by_machine,
        reasons=told("fonts-not-embedded"),
    ),
    Awkward(name="inline-picture", producer="bytes", make=inline, reasons=SCANNED),
)
