"""Small packs of other people's pages, woven and printed on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from chapbook.bundle.job import Job
from chapbook.bundle.strips import Printer, Stretch
from chapbook.editions import Paper
from chapbook.findings import Place
from chapbook.pack import BoundPack, BoundReading, Origin, Reading, Record, Rights
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import theme
from chapbook.tools.pdf import Colophon, weave
from tests.bundle import bound

A4 = (595.28, 841.89)

PERMISSION = "Copied with permission of the publisher, letter of 3 May 2026."


@dataclass(frozen=True)
class Page:
    """A page to make: its size, what it draws, and other entries of its dictionary."""

    size: tuple[float, float] = A4
    draws: str = ""
    entries: tuple[tuple[str, object], ...] = ()


def text(x: float, y: float, words: str, size: float = 11) -> str:
    """Return the operators that set *words*."""
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET "


ROOMY = Page(draws=text(80, 700, "A page with margins"))
FULL = Page(draws="0.1 0.2 0.4 rg 0 0 595.28 841.89 re f 1 g " + text(60, 700, "Full bleed", 40))
SLIDE = Page(size=(720, 405), draws="0.9 g 0 0 720 405 re f 0 g " + text(60, 300, "Slide") + "Q Q")
SCAN = Page(
    size=(841.89, 595.28),
    draws="0.95 g 0 0 841.89 595.28 re f 0 g " + text(60, 500, "Scanned sideways", 20) + "q q",
    entries=(("/Rotate", 90),),
)
MAP = Page(
    size=(841.89, 1190.55),
    draws="0.8 0.9 0.8 rg 9 9 820 1170 re f 0 g "
    + text(60, 900, "Names of places on a map that are set in 7 pt", 7),
)
BLANK = Page()


def pdf(pages: Sequence[Page], path: Path) -> Path:
    """Write a file of *pages* as other programs write them."""
    file = pikepdf.new()
    font = file.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    for each in pages:
        page = file.add_blank_page(page_size=each.size).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = file.make_stream(each.draws.encode("ascii"))
        for key, value in each.entries:
            page[key] = value
    file.save(path)
    return path


@dataclass(frozen=True)
class Printed:
    """A woven pack with its strips."""

    bound: BoundPack
    path: Path
    printer: Printer


def pack(path: Path, lang: str = "en", *, punch: bool = False) -> BoundPack:
    """Return the PDF at *path* as the only reading of a pack."""
    reading = Reading(
        identifier="paper",
        origin=Origin.DOCUMENT,
        path=path,
        name=path.name,
        place=Place(file="coursepack.yaml", line=3),
        title="Somebody else’s paper",
        rights=Rights(permission=PERMISSION),
    )
    record = Record(stem="paper", title="", lang="en", authors=(), item=None)
    made = bound.pack(
        [BoundReading(reading=reading, record=record, files={"pdf": path})], theme.usual(), lang
    )
    metadata = made.pack.metadata.model_copy(update={"punch_margin": punch})
    return replace(made, pack=replace(made.pack, metadata=metadata))


def printed(
    made: BoundPack,
    folder: Path,
    row: str = "pdf",
    *,
    indices: tuple[int, ...] | None = None,
    is_ours: bool = False,
    **more: Any,
) -> Printed:
    """Weave the only reading of *made* and print its strips.

    Args:
        made: The pack.
        folder: Where the file goes.
        row: The row of the table of packs.
        indices: Which pages of the reading are taken; nothing for all.
        is_ours: Whether its file is held for one of the house.
        more: What is different about its stretch.
    """
    (reading,) = made.readings
    path = reading.files["pdf"]
    stretch = Stretch(
        identifier="paper",
        path=path,
        title=reading.title,
        part="Week 1",
        permission=f"{reading.title}. {PERMISSION}",
        page_indices=indices,
        is_ours=is_ours,
        place=reading.reading.place,
    )
    job = Job(desk=folder, name="woven.pdf", paper=Paper.A4)
    printer = Printer(made.pack, PACK_EDITIONS[row], job, [replace(stretch, **more)])
    about = Colophon(
        title="A pack",
        authors=("Ada Teacher",),
        lang=made.pack.metadata.lang,
        date=dt.date(2026, 11, 22),
    )
    target = folder / f"woven-{row}.pdf"
    piece = weave.Piece(path=path, identifier="paper", title="P", page_indices=indices)
    weave.woven([piece], target, about, printer)
    return Printed(bound=made, path=target, printer=printer)
