"""Files that would keep a program busy for hours, or fill its memory."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.packs.corpus import raw
from tests.packs.corpus.row import Awkward, told


def _squeezed(mebibytes: int) -> bytes:
    """Return so many MiB of zeros, compressed twice: a thousandth, and of that a hundredth.

    One MiB is compressed and repeated, with the checksum of all of it (RFC 1950, 8.2): two sums
    modulo 65,521, of which zeros leave the first at 1 and add 1 to the second for each.
    """
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, wbits=-15).flush()
    checksum = ((mebibytes << 20) % 65_521 << 16) | 1
    return zlib.compress(head + block * mebibytes + last + checksum.to_bytes(4, "big"), 9)


def bomb(path: Path) -> None:
    """Draw what unpacks to a gigabyte of zeros."""
    objects = raw.book(1)
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    objects[4] = raw.stream(_squeezed(1024), filters)
    path.write_bytes(raw.file(objects))


def object_bomb(path: Path) -> None:
    """Keep what stands on a page in a stream of objects that unpacks to a gigabyte."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Contents", b"/Annots 7 0 R /Contents")
    said = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
    objects.append(raw.stream(_squeezed(1024), said))
    data = raw.file(objects)
    start = data.rindex(b"xref\n0 ")
    places = [int(each) for each in re.findall(rb"(\d{10}) 00000 n", data)]
    # Object 7 is the first in the stream that is object 6 (ISO 32000-1, table 18).
    rows = b"\x02" + (6).to_bytes(4, "big") + b"\x00"
    said = b"/Type /XRef /Size 9 /Index [7 1] /W [1 4 1] /Root 1 0 R"
    body = data[:start] + b"8 0 obj\n%s\nendobj\n" % raw.stream(rows, said)
    path.write_bytes(body + raw.ending(len(body), places, b"/XRefStm %d" % start))


def laughs(path: Path) -> None:
    """Draw a form that draws ten forms that draw ten forms, ten deep."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    objects[4] = raw.stream(b"/X Do")
    said = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    for number in range(6, 16):
        below = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        objects.append(raw.stream(b"/X Do " * 10, said + below))
    objects.append(raw.stream(b"0 0 9 9 re f", said))
    path.write_bytes(raw.file(objects))


def drawing_circle(path: Path) -> None:
    """Draw a form that draws itself."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    objects[4] = raw.stream(raw.drawing(1) + b" /X Do")
    said = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    said += b"/Resources << /XObject << /X 6 0 R >> >>"
    objects.append(raw.stream(b"0 0 40 40 re f /X Do", said))
    path.write_bytes(raw.file(objects))


def many_pages(path: Path) -> None:
    """Have 5,000 pages."""
    path.write_bytes(raw.file(raw.book(5000)))


def few_of_many(path: Path) -> None:
    """Have 5,000 pages, of which two are wanted."""
    many_pages(path)


def many_objects(path: Path) -> None:
    """Have a million objects that nobody needs."""
    path.write_bytes(raw.file([*raw.book(1), *[b"null"] * 1_000_001]))


def deep_arrays(path: Path) -> None:
    """Put 20,000 lists into each other."""
    deep = b"[" * 20_000 + b"]" * 20_000
    path.write_bytes(raw.file([*raw.book(1, catalogue=b"/Deep 6 0 R"), deep]))


def deep_drawing(path: Path) -> None:
    """Open 100,000 states in what a page draws."""
    objects = raw.book(1)
    objects[4] = raw.stream(b"q " * 100_000 + raw.drawing(1))
    path.write_bytes(raw.file(objects))


def giant_picture(path: Path) -> None:
    """Show a picture of ten thousand million dots in a few kilobytes."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Font", b"/XObject << /Im0 6 0 R >> /Font")
    objects[4] = raw.stream(b"q 400 0 0 400 72 300 cm /Im0 Do Q")
    said = b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 1 "
    said += b"/ColorSpace /DeviceGray /Filter [/FlateDecode /FlateDecode]"
    objects.append(raw.stream(_squeezed(1193), said))
    path.write_bytes(raw.file(objects))


def many_notes(path: Path) -> None:
    """Put 5,000 links on a page."""
    note = (
        b"<< /Type /Annot /Subtype /Link /Rect [72 90 90 99] /A << /S /URI /URI (http://a.b/) >> >>"
    )
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Contents", b"/Annots [%s] /Contents" % (note * 5_000))
    path.write_bytes(raw.file(objects))


def tiny_pattern(path: Path) -> None:
    """Fill a page with a pattern whose tiles stand a thousandth of a point apart."""
    objects = raw.book(1)
    objects[3] = objects[3].replace(b"/Font", b"/Pattern << /P 6 0 R >> /Font", 1)
    objects[4] = raw.stream(b"/Pattern cs /P scn 0 0 595 842 re f")
    said = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] "
    said += b"/XStep 0.001 /YStep 0.001 /Resources << >>"
    objects.append(raw.stream(b"0 0 5 5 re f", said))
    path.write_bytes(raw.file(objects))


def huge_table(path: Path) -> None:
    """Say that there are two thousand million objects."""
    path.write_bytes(raw.file(raw.book(1)).replace(b"/Size 6", b"/Size 2147483640"))


def _row(name: str, make: Callable[[Path], None], **more: Any) -> Awkward:
    return Awkward(name=name, producer="bytes", make=make, is_hostile=True, **more)


UNEMBEDDED = told("fonts-not-embedded")

ROWS = (
    _row("bomb", bomb, refusal="too-large"),
    _row("object-bomb", object_bomb, reasons=UNEMBEDDED),
    _row("laughs", laughs, refusal="too-large"),
    _row("drawing-circle", drawing_circle, reasons=UNEMBEDDED, is_drawn_alike=False),
    _row("many-pages", many_pages, refusal="too-many-pages"),
    _row("few-of-many", few_of_many, page_indices=(7, 4999), reasons=UNEMBEDDED),
    _row("many-objects", many_objects, refusal="too-large"),
    _row("deep-arrays", deep_arrays, reasons=UNEMBEDDED),
    _row("deep-drawing", deep_drawing, reasons=UNEMBEDDED, is_drawn_alike=False),
    _row("giant-picture", giant_picture, refusal="too-large"),
    _row("many-notes", many_notes, reasons=UNEMBEDDED),
    _row("tiny-pattern", tiny_pattern, refusal="too-large"),
    _row("huge-table", huge_table, refusal="too-large"),
)
