"""PDFs typed by hand: every byte is ours, right or wrong (ISO 32000-1, 7.5)."""

from collections.abc import Sequence

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
"""A font that every viewer brings and no file holds."""


def stream(data: bytes, said: bytes = b"") -> bytes:
    """Return *data* as a stream whose dictionary says *said*, too."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), said, data)


def file(objects: Sequence[bytes], version: bytes = b"1.7", trailer: bytes = b"") -> bytes:
    """Return a file of *objects*, numbered from 1 on; the first is the catalogue."""
    out = bytearray(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return bytes(out) + ending(len(out), places, trailer)


def ending(start: int, places: Sequence[int], trailer: bytes = b"") -> bytes:
    """Return table and trailer of objects that stand at *places*; the table stands at *start*."""
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    said = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return table + said + b"startxref\n%d\n%%%%EOF\n" % start


def drawing(number: int) -> bytes:
    """Return what page *number* (from 1 on) draws: its number in letters, and up to nine bars."""
    bars = b" ".join(b"%d 300 20 150 re f" % (100 + 40 * bar) for bar in range(number % 10))
    return b"0.2 0.4 0.6 rg %s 0 g BT /F1 24 Tf 72 600 Td (Page %d) Tj ET" % (bars, number)


def book(
    page_count: int = 3,
    catalogue: bytes = b"",
    page: bytes = b"/MediaBox [0 0 595 842]",
    pages: bytes = b"",
) -> list[bytes]:
    """Return the objects of a book.

    1 is the catalogue, 2 the only node of pages, 3 the font; then each page and its drawing.

    Args:
        page_count: How many pages it has.
        catalogue: What its catalogue says, too.
        page: What each page says, too.
        pages: What the node of pages says, too.
    """
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(page_count))
    made = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Count %d /Kids [%s] %s >>" % (page_count, kids, pages),
        HELVETICA,
    ]
    for index in range(page_count):
        made += [
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> %s >>" % (5 + 2 * index, page),
            stream(drawing(index + 1)),
        ]
    return made
