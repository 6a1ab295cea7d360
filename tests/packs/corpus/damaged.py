"""Files whose bytes were lost, moved or added on the way."""

import io
import re
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf

from tests.packs.corpus import plain, raw
from tests.packs.corpus.row import Awkward, told

UNEMBEDDED = told("fonts-not-embedded")


def _book(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write the book with its bytes changed."""
    path.write_bytes(change(plain.written()))


def cut_in_half(path: Path) -> None:
    """Keep the first half, as a download that broke off."""
    _book(path, lambda data: data[: len(data) // 2])


def cut_after_pages(path: Path) -> None:
    """Lose the table at the end, and the last word of the last object with it."""
    data = raw.file(raw.book())
    path.write_bytes(data[: data.rindex(b"endobj") + 3])


def cut_after_first_page(path: Path) -> None:
    """Lose all behind the first of three pages; the node of pages still counts three."""
    data = raw.file(raw.book())
    path.write_bytes(data[: data.index(b"6 0 obj")])


def cut_in_a_drawing(path: Path) -> None:
    """Lose half of what the last page draws."""
    data = raw.file(raw.book())
    path.write_bytes(data[: data.rindex(b"endstream") - 30])


def cut_linearized(path: Path) -> None:
    """Break off a file that was made for slow lines; only its first page is there."""
    held = io.BytesIO()
    with plain.opened() as file:
        file.save(held, linearize=True)
    path.write_bytes(held.getvalue()[: len(held.getvalue()) * 2 // 3])


def last_line_lost(path: Path) -> None:
    """Lose the last line alone."""
    _book(path, lambda data: data[: data.rindex(b"%%EOF")])


def table_misplaced(path: Path) -> None:
    """Let ``startxref`` lead into the middle of nowhere."""
    _book(path, lambda data: re.sub(rb"startxref\s+\d+", b"startxref\n77", data))


def table_wrong(path: Path) -> None:
    """Let every row of the table lead three bytes too far, as a change of line ends does."""
    data = raw.file(raw.book())
    path.write_bytes(
        re.sub(rb"(\d{10}) 00000 n", lambda at: b"%010d 00000 n" % (int(at[1]) + 3), data)
    )


def line_ends(path: Path) -> None:
    """Change all line ends to those of Windows, as an old FTP program does."""
    path.write_bytes(raw.file(raw.book()).replace(b"\n", b"\r\n"))


def behind_a_mail(path: Path) -> None:
    """Put the head of a mail before the first line; all places are off by it."""
    _book(path, lambda data: b"Content-Type: application/pdf\r\n\r\n" + data)


def before_a_page(path: Path) -> None:
    """Leave a web page behind the end, as a broken server does."""
    _book(path, lambda data: data + b"\n<html><body>Warning: line 42</body></html>\n" * 100)


def twice_over(path: Path) -> None:
    """Put two whole files into one; readers see the second."""
    _book(path, lambda data: raw.file(raw.book(1)) + data)


def lengths_wrong(path: Path) -> None:
    """Say lengths of streams that are not theirs."""
    path.write_bytes(re.sub(rb"/Length \d+", b"/Length 9", raw.file(raw.book())))


def no_ends(path: Path) -> None:
    """Leave out where objects end."""
    path.write_bytes(raw.file(raw.book()).replace(b"endobj\n", b""))


def lost_page(path: Path) -> None:
    """Name a page that is not in the file."""
    objects = raw.book(3)
    objects[1] = objects[1].replace(b"6 0 R", b"66 0 R")
    path.write_bytes(raw.file(objects))


def lost_drawing(path: Path) -> None:
    """Name contents that are not in the file."""
    objects = raw.book(3)
    objects[5] = objects[5].replace(b"/Contents 7 0 R", b"/Contents 77 0 R")
    path.write_bytes(raw.file(objects))


def part_of_drawing_lost(path: Path) -> None:
    """Draw a page in two parts, of which one is not in the file."""
    objects = raw.book(3)
    objects[5] = objects[5].replace(b"/Contents 7 0 R", b"/Contents [7 0 R 77 0 R]")
    path.write_bytes(raw.file(objects))


def torn_drawing(path: Path) -> None:
    """Break the compression of what one page draws."""
    objects = raw.book(3)
    packed = bytearray(zlib.compress(raw.drawing(2) * 20))
    packed[len(packed) // 2 :] = b"\xff" * (len(packed) - len(packed) // 2)
    objects[6] = raw.stream(bytes(packed), b"/Filter /FlateDecode")
    path.write_bytes(raw.file(objects))


def unfinished_drawing(path: Path) -> None:
    """Leave states, texts and marks open, close too many, and call what does not exist."""
    objects = raw.book(2)
    objects[4] = raw.stream(b"q q 1 0 0 1 5 5 cm Q Q Q Q " + raw.drawing(1) + b" q 0.5 g BT /P BMC")
    objects[6] = raw.stream(raw.drawing(2) + b" /Gone Do /Gone gs (never shown")
    path.write_bytes(raw.file(objects))


def circle(path: Path) -> None:
    """Let the node of pages name itself."""
    objects = raw.book(3)
    objects[1] = objects[1].replace(b"6 0 R", b"2 0 R")
    path.write_bytes(raw.file(objects))


def long_circle(path: Path) -> None:
    """Let nodes of pages name each other."""
    objects = raw.book(1)
    objects[1] = b"<< /Type /Pages /Count 3 /Kids [4 0 R 6 0 R] >>"
    objects += [
        b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [7 0 R] >>",
        b"<< /Type /Pages /Parent 6 0 R /Count 1 /Kids [6 0 R] >>",
    ]
    path.write_bytes(raw.file(objects))


def without_pages(path: Path) -> None:
    """Have no page."""
    path.write_bytes(raw.file(raw.book(0)))


def miscounted(path: Path) -> None:
    """Count 300 pages where there are three."""
    objects = raw.book(3)
    objects[1] = objects[1].replace(b"/Count 3", b"/Count 300")
    path.write_bytes(raw.file(objects))


def untyped(path: Path) -> None:
    """Leave out what kind each node is."""
    objects = [
        each.replace(b"/Type /Page ", b"").replace(b"/Type /Pages", b"") for each in raw.book()
    ]
    path.write_bytes(raw.file(objects))


def doubled(path: Path) -> None:
    """Name the same page three times."""
    objects = raw.book(2)
    objects[1] = b"<< /Type /Pages /Count 4 /Kids [4 0 R 6 0 R 4 0 R 4 0 R] >>"
    path.write_bytes(raw.file(objects))


def deep(node_count: int, path: Path) -> None:
    """Put a page below many nodes in each other; the highest says its size."""
    objects = raw.book(1, page=b"")
    objects[1] = b"<< /Type /Pages /Count 1 /Kids [6 0 R] /MediaBox [0 0 595 842] >>"
    last = 5 + node_count
    for number in range(6, last + 1):
        above, below = (2 if number == 6 else number - 1), (4 if number == last else number + 1)
        said = b"<< /Type /Pages /Parent %d 0 R /Count 1 /Kids [%d 0 R] >>" % (above, below)
        objects.append(said)
    objects[3] = objects[3].replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % last)
    path.write_bytes(raw.file(objects))


def updated(path: Path) -> None:
    """Append a second version of page 1, as programs do that change little."""
    data = raw.file(raw.book(2))
    new = b"5 0 obj\n%s\nendobj\n" % raw.stream(raw.drawing(4))
    at, old = len(data), int(data[data.rindex(b"startxref") :].split()[1])
    row = b"xref\n5 1\n%010d 00000 n \n" % at
    said = b"trailer\n<< /Size 8 /Root 1 0 R /Prev %d >>\n" % old
    path.write_bytes(data + new + row + said + b"startxref\n%d\n%%%%EOF\n" % (at + len(new)))


def update_circle(path: Path) -> None:
    """Let the newest version say that it follows itself."""
    data = raw.file(raw.book(2))
    old = data[data.rindex(b"startxref") :].split()[1]
    path.write_bytes(data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + old))


def hybrid(path: Path) -> None:
    """Hide an object in a stream that only newer readers look into (7.5.8.4)."""
    objects = raw.book(2)
    data = raw.file(objects, b"1.4")
    start = data.rindex(b"xref\n0 ")
    places = [int(each) for each in re.findall(rb"(\d{10}) 00000 n", data)]
    at = start
    rows = b"\x01" + at.to_bytes(4, "big") + b"\x00"
    table = raw.stream(rows, b"/Type /XRef /Size 9 /Index [8 1] /W [1 4 1] /Root 1 0 R")
    body = data[:start] + b"8 0 obj\n%s\nendobj\n" % table
    path.write_bytes(body + raw.ending(len(body), places, b"/XRefStm %d" % at))


def first_version(path: Path) -> None:
    """Write PDF 1.0, whose bookmarks and links are from before names."""
    objects = raw.book(3)
    objects[3] = objects[3].replace(
        b"/MediaBox",
        b"/Annots [<< /Type /Annot /Subtype /Link /Rect [72 590 200 620] /Dest [8 0 R /Fit] >>] "
        b"/MediaBox",
    )
    path.write_bytes(raw.file(objects, b"1.0"))


def second_version(path: Path) -> None:
    """Write PDF 2.0 with metadata, output intents of a page, and black point compensation."""
    with plain.opened() as file:
        file.Root.Version = pikepdf.Name("/2.0")
        for page in file.pages:
            state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, UseBlackPtComp=pikepdf.Name.ON)
            page.obj.Resources.ExtGState = pikepdf.Dictionary(G0=state)
            page.obj.DPart = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.DPart))
        file.save(path, force_version="2.0")


def future_version(path: Path) -> None:
    """Call it PDF 9.9, and have a version in the catalogue that is no name."""
    objects = raw.book(2, catalogue=b"/Version (newest)")
    path.write_bytes(raw.file(objects, b"9.9"))


def _row(name: str, make: Callable[[Path], None], **more: object) -> Awkward:
    return Awkward(name=name, producer="bytes", make=make, **{"reasons": UNEMBEDDED, **more})  # type: ignore[arg-type]


def _refused(name: str, make: Callable[[Path], None], refusal: str, **more: object) -> Awkward:
    return Awkward(name=name, producer="bytes", make=make, refusal=refusal, **more)  # type: ignore[arg-type]


ROWS = (
    _refused("cut-in-half", cut_in_half, "truncated", is_usual=True),
    _refused("cut-after-pages", cut_after_pages, "truncated"),
    _refused("cut-after-first-page", cut_after_first_page, "truncated"),
    _refused("cut-in-a-drawing", cut_in_a_drawing, "truncated"),
    _refused("cut-linearized", cut_linearized, "truncated"),
    _row("last-line-lost", last_line_lost, reasons=told()),
    _row("table-misplaced", table_misplaced, reasons=told("recovered"), is_usual=True),
    _row("table-wrong", table_wrong, reasons=told("fonts-not-embedded", "recovered")),
    _row("line-ends", line_ends, reasons=told("fonts-not-embedded", "recovered")),
    _row("behind-a-mail", behind_a_mail, reasons=told()),
    _row("before-a-page", before_a_page, reasons=told("recovered")),
    _row("twice-over", twice_over, reasons=told("recovered")),
    _row("lengths-wrong", lengths_wrong, reasons=told("fonts-not-embedded", "recovered")),
    _row("no-ends", no_ends, reasons=told("fonts-not-embedded", "recovered"), is_countable=False),
    _refused("lost-page", lost_page, "truncated"),
    _refused("lost-drawing", lost_drawing, "truncated", is_usual=True),
    _row(
        "part-of-drawing-lost",
        part_of_drawing_lost,
        reasons=told("fonts-not-embedded", "lost-drawing"),
    ),
    _refused("torn-drawing", torn_drawing, "damaged"),
    _row("unfinished-drawing", unfinished_drawing),
    _refused("pages-circle", circle, "page-tree-loop", is_usual=True),
    _refused("pages-long-circle", long_circle, "page-tree-loop"),
    _refused("without-pages", without_pages, "no-pages"),
    _row("miscounted", miscounted, is_countable=False),
    _row("untyped", untyped),
    _row("doubled", doubled),
    _row("deep", partial(deep, 80)),
    _row("too-deep", partial(deep, 300)),
    _row("updated", updated),
    _row("update-circle", update_circle, reasons=told("fonts-not-embedded", "recovered")),
    _row("hybrid", hybrid),
    _row("first-version", first_version),
    Awkward(name="second-version", producer="pikepdf", make=second_version),
    _row("future-version", future_version),
)
