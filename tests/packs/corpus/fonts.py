"""Letters from fonts that are not there, or that are drawings."""

from pathlib import Path

import pikepdf

from tests.packs.corpus import plain, raw
from tests.packs.corpus.row import Awkward, told


def type3(path: Path) -> None:
    """Draw letters by procedures of the file, as TeX did once."""
    objects = raw.book(2)
    objects[2] = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/CharProcs << /square 8 0 R >> /Encoding << /Type /Encoding /Differences "
        b"[32 /square 49 /square /square] >> /FirstChar 32 /LastChar 121 /Widths [%s] >>"
    ) % (b"800 " * 90)
    objects.append(raw.stream(b"750 0 0 0 700 700 d1 0 0 700 700 re f"))
    path.write_bytes(raw.file(objects))


def unembedded(path: Path) -> None:
    """Name a font of an operating system, with a width for each letter."""
    objects = raw.book(2)
    objects[2] = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Verdana /Encoding /WinAnsiEncoding "
        b"/FirstChar 32 /LastChar 126 /Widths [%s] /FontDescriptor 8 0 R >>"
    ) % (b"600 " * 95)
    objects.append(
        b"<< /Type /FontDescriptor /FontName /Verdana /Flags 32 /FontBBox [0 -200 1000 900] "
        b"/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    path.write_bytes(raw.file(objects))


def unembedded_cjk(path: Path) -> None:
    """Name a Japanese font that a viewer has to bring."""
    objects = raw.book(1)
    objects[2] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /90ms-RKSJ-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> "
        b"/FontDescriptor 6 0 R >>] >>"
    )
    objects.append(b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 >>")
    path.write_bytes(raw.file(objects))


def fontless(path: Path) -> None:
    """Set text in a font that the page does not have."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Font << /F1 3 0 R >>", b"")
    path.write_bytes(raw.file(objects))


def broken(path: Path) -> None:
    """Leave half of the embedded font."""
    with plain.opened() as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each:
                held = each.FontFile3
                held.write(held.read_bytes()[: len(held.read_bytes()) // 2])
        file.save(path)


def unreadable(path: Path) -> None:
    """Take away what says which letters are meant."""
    with plain.opened() as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]
        file.save(path)


ROWS = (
    Awkward(name="type-3", producer="bytes", make=type3, reasons=told("letters-without-names")),
    Awkward(
        name="unembedded", producer="bytes", make=unembedded, reasons=told("fonts-not-embedded")
    ),
    Awkward(
        name="unembedded-cjk",
        producer="bytes",
        make=unembedded_cjk,
        reasons=told("fonts-not-embedded"),
    ),
    Awkward(name="fontless", producer="bytes", make=fontless),
    Awkward(name="broken-font", producer="pymupdf", make=broken, is_drawn_alike=False),
    Awkward(name="unmapped", producer="pymupdf", make=unreadable),
)
