"""Pages that are turned, cut, enlarged or of no size at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.packs.corpus import plain, raw
from tests.packs.corpus.row import Awkward, told


def _paged(change: Callable[[Any, int], None], path: Path) -> None:
    """Write the book with each page changed."""
    with plain.opened() as file:
        for index, page in enumerate(file.pages):
            change(page.obj, index)
        file.save(path)


def rotated(path: Path) -> None:
    """Turn the pages by 90, 180 and 270 degrees."""

    def change(page: Any, index: int) -> None:
        page.Rotate = 90 * (index + 1)

    _paged(change, path)


def rotated_backwards(path: Path) -> None:
    """Turn pages by what is no right angle of its own: -90, 450 and 720 degrees."""

    def change(page: Any, index: int) -> None:
        page.Rotate = (-90, 450, 720)[index]

    _paged(change, path)


def cropped(path: Path) -> None:
    """Show a part of each page, away from the origin."""

    def change(page: Any, index: int) -> None:
        page.CropBox = Array([50, 100 + index, 500, 800])

    _paged(change, path)


def cropped_beyond(path: Path) -> None:
    """Show more than there is, and on the last page what lies wholly beside it."""

    def change(page: Any, index: int) -> None:
        page.CropBox = Array([-50, -50, 700, 900] if index < 2 else [700, 900, 800, 1000])

    _paged(change, path)


def cropped_words(path: Path) -> None:
    """Set words on all sides of what is shown, which nobody sees."""
    with plain.opened() as file:
        for page in file.pages:
            font = next(iter(page.obj.Resources.Font.keys()))
            places = ((-300, 400), (700, 400), (250, 1000), (250, -200), (20, 400))
            said = [f"BT {font} 10 Tf {x} {y} Td <0001000200030004> Tj ET" for x, y in places]
            page.contents_add(" ".join(said).encode())
            page.obj.MediaBox = Array([-400, -400, 1000, 1200])
            page.obj.CropBox = Array([60, 0, 595, 842])
        file.save(path)


def trimmed(path: Path) -> None:
    """Say how a print shop would trim pages that have marks for it outside."""
    with plain.opened() as file:
        for page in file.pages:
            page.contents_add(b"0 G 60 0 m 60 40 l S 0 60 m 40 60 l S 400 300 100 100 re f")
            page.obj.TrimBox = Array([60, 60, 450, 782])
            page.obj.BleedBox = Array([50, 50, 460, 792])
            page.obj.ArtBox = Array([100, 100, 400, 700])
        file.save(path)


def shifted(path: Path) -> None:
    """Let pages begin below zero, and say their corners the other way round."""

    def change(page: Any, index: int) -> None:
        page.MediaBox = Array([595, 842, 0, 0] if index else [-100, -200, 595, 842])

    _paged(change, path)


def units(path: Path) -> None:
    """Let a unit be two points, so that A5 is A3."""

    def change(page: Any, _: int) -> None:
        page.UserUnit = 2

    _paged(change, path)


def mixed(path: Path) -> None:
    """Give each page another size: a ticket, a tabloid, a poster in landscape."""

    def change(page: Any, index: int) -> None:
        page.MediaBox = Array([[60, 400, 260, 700], [0, 0, 792, 1224], [0, 0, 2384, 1684]][index])

    _paged(change, path)


def inherited(path: Path) -> None:
    """Say size, cut, turn and font once, in the node above the pages."""
    said = b"/MediaBox [0 0 842 700] /CropBox [10 10 800 690] /Rotate 90 "
    said += b"/Resources << /Font << /F1 3 0 R >> >>"
    objects = raw.book(3, page=b"", pages=said)
    plainer = [
        each.replace(b"/Resources << /Font << /F1 3 0 R >> >>  >>", b">>") for each in objects
    ]
    path.write_bytes(raw.file([*plainer[:1], objects[1], *plainer[2:]]))


def turned_above(path: Path) -> None:
    """Turn the pages by -270 degrees in the node above them, but for one."""
    with plain.opened() as file:
        root = file.Root.Pages
        pages = [page.obj for page in file.pages]
        node = Dictionary(Type=Name.Pages, Kids=Array(pages), Count=3, Rotate=-270, Parent=root)
        node = file.make_indirect(node)
        for page in pages:
            page.Parent = node
        pages[1].Rotate = 0
        root.Kids = Array([node])
        file.save(path)


def unsized(path: Path) -> None:
    """Leave the size out everywhere."""
    path.write_bytes(raw.file(raw.book(2, page=b"")))


def missized(path: Path) -> None:
    """Write words and too few numbers where the size should stand."""
    objects = raw.book(2)
    objects[3] = objects[3].replace(b"[0 0 595 842]", b"[0 0 595]")
    objects[5] = objects[5].replace(b"[0 0 595 842]", b"(A4)")
    path.write_bytes(raw.file(objects))


def flat(path: Path) -> None:
    """Give the second page no height."""

    def change(page: Any, index: int) -> None:
        if index == 1:
            page.MediaBox = Array([0, 0, 595, 0])

    _paged(change, path)


def huge(path: Path) -> None:
    """Make a page almost as large as the standard allows, five metres."""

    def change(page: Any, index: int) -> None:
        if index == 0:
            page.MediaBox = Array([0, 0, 14300, 14300])

    _paged(change, path)


def tiny(path: Path) -> None:
    """Make a page of three points by three."""

    def change(page: Any, index: int) -> None:
        if index == 0:
            page.MediaBox = Array([0, 0, 3, 3])

    _paged(change, path)


def blank(path: Path) -> None:
    """Leave pages without anything: no contents, null, an empty list."""
    with plain.opened() as file:
        del file.pages[0].obj.Contents
        file.pages[1].obj.Contents = Array([])
        file.pages[2].obj.Contents = pikepdf.Stream(file, b"")
        for page in file.pages:
            page.obj.Tabs = Name.R
        file.save(path)


ROWS = (
    Awkward(name="rotated", producer="pymupdf", make=rotated, is_usual=True),
    Awkward(name="rotated-backwards", producer="pymupdf", make=rotated_backwards),
    Awkward(name="rotated-above", producer="pikepdf", make=turned_above),
    Awkward(name="cropped", producer="pymupdf", make=cropped, is_usual=True),
    Awkward(name="cropped-beyond", producer="pymupdf", make=cropped_beyond, is_drawn_alike=False),
    Awkward(name="cropped-words", producer="pikepdf", make=cropped_words),
    Awkward(name="trimmed", producer="pikepdf", make=trimmed, is_usual=True),
    Awkward(name="shifted", producer="pymupdf", make=shifted),
    Awkward(name="user-unit", producer="pymupdf", make=units),
    Awkward(name="mixed-sizes", producer="pymupdf", make=mixed),
    Awkward(
        name="inherited",
        producer="bytes",
        make=inherited,
        reasons=told("fonts-not-embedded"),
        is_usual=True,
    ),
    Awkward(
        name="unsized",
        producer="bytes",
        make=unsized,
        reasons=told("fonts-not-embedded", "no-page-size"),
    ),
    Awkward(name="missized", producer="bytes", make=missized, reasons=told("fonts-not-embedded")),
    Awkward(name="zero-page", producer="pymupdf", make=flat, refusal="zero-page"),
    Awkward(name="huge-page", producer="pymupdf", make=huge, is_drawn_alike=False),
    Awkward(name="tiny-page", producer="pymupdf", make=tiny, is_drawn_alike=False),
    Awkward(name="blank", producer="pymupdf", make=blank),
)
