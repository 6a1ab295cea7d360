"""The pack as a booklet: sheets for the printer, made of the finished pages on half of them.

A pack is often too thick to fold as one, so its pages are divided into signatures
(``tools/signature``).  On the first sheet of each a line says which it is, what it holds and how it
is printed and folded, where its pages leave room for that; else a shorter one says only which.
Pages of inner sheets move towards the fold, since paper has a thickness.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from chapbook.bundle import clear, words
from chapbook.bundle.job import Bundled, Job
from chapbook.bundle.pages.printing import colophon
from chapbook.editions import EDITIONS
from chapbook.findings import Place as SourcePlace
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack, Pack
from chapbook.packs import PackEdition
from chapbook.tools import (
    direction,
    faces,
    jinja,
    offprint,
    pdf,
    sheets,
    signature,
    stitched,
    weasy,
)
from chapbook.tools.arrangement import Arrangement, Place
from chapbook.tools.pdf import Side, Slot, read

PAPER_MM = 0.1
"""Thickness of usual paper (80 g/m²)."""

STRIPS_MM = 15.0
"""What strips take of a page at its head and its foot, and some white."""

SMALLER = ".printer-note p { font-size: 8.5pt }\n"
"""What the line says of signatures is longer than that on a booklet of one."""

_ROW = EDITIONS["booklet"]
"""Whose template and style sheets set the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Sheets that lie in each other."""

    number: int
    """1-based."""
    first_page: int
    """The page_index of its first page, 0-based."""
    page_count: int
    arrangement: Arrangement

    @property
    def sheet_count(self) -> int:
        """How many sheets it has."""
        return len(self.arrangement.sides) // 2


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Put the pages of the row that *row* rests on on sheets.

    Raises:
        MissingToolError: Pango is not installed.
        OSError: The pages cannot be read.
    """
    pages = job.finished.get(row.rests_on)
    if pages is None:
        return Bundled(built=None)
    pack = bound.pack
    height_mm, width_mm = offprint.SIZES_MM[job.paper]
    binds_right = direction.of_language(pack.metadata.lang) == direction.RTL
    sizes = read.anatomy(pages.path).sizes_mm
    sheet_mm = (width_mm, height_mm)
    signatures = _signatures(sizes, sheet_mm, binds_right)
    found = [_noted(each, pages.path, sizes, sheet_mm, binds_right) for each in signatures]
    file = PurePosixPath(pages.name).name
    lines = [_line(pack, said, each.arrangement.note) for each, said in _said(pack, found, file)]
    sides = [side for each in found for side in _with_line(each)]
    title = f"{pack.metadata.title} – {pack.labels['booklet-title']}"
    says = replace(colophon(pack, title), is_handout=True, turns_at_short_edge=True)
    printed = [pages.path.read_bytes(), *(line.pdf(tagged=False) for line in lines)]
    broken = pdf.impose(printed, sides, says, job.path)
    built = BuiltEdition(
        edition=row.name, path=job.path, name=job.name, page_count=len(sides), paper=job.paper
    )
    remarks = [remark for line in lines for remark in line.remarks]
    place = SourcePlace(file=pack.path.name)
    return Bundled(built=built, findings=tuple(sheets.findings(row.name, place, remarks, broken)))


def _signatures(
    sizes_mm: Sequence[tuple[float, float]], sheet_mm: tuple[float, float], binds_right: bool
) -> Iterator[Signature]:
    """Yield the signatures of pages of *sizes_mm* on sheets of *sheet_mm*, in their order."""
    first = 0
    for number, count in enumerate(signature.divided(len(sizes_mm)), start=1):
        arranged = stitched.arranged(
            sizes_mm[first : first + count], sheet_mm, binds_right, PAPER_MM
        )
        arranged = replace(arranged, sides=tuple(_of_whole(arranged.sides, first)))
        yield Signature(number=number, first_page=first, page_count=count, arrangement=arranged)
        first += count


def _of_whole(sides: Sequence[Side], first: int) -> Iterator[Side]:
    """Yield *sides* with pages of the whole file, of which *first* is their first."""
    for side in sides:
        slots = [
            slot if slot.page_index is None else replace(slot, page_index=slot.page_index + first)
            for slot in side.slots
        ]
        yield replace(side, slots=tuple(slots))


def _noted(
    each: Signature,
    path: Path,
    sizes_mm: clear.Sizes,
    sheet_mm: tuple[float, float],
    is_right: bool,
) -> Signature:
    """Return a signature with its line where the pages at *path* show nothing.

    Args:
        each: The signature.
        path: The file with the pages.
        sizes_mm: Of these pages.
        sheet_mm: Width and height of a sheet.
        is_right: Whether it binds on the right.
    """
    places = [_between_strips(place) for place in stitched.notes(sheet_mm, is_right)]
    note = clear.first(places, each.arrangement.sides, path, sizes_mm)
    note = note or stitched.narrow(sheet_mm, is_right)
    return replace(each, arrangement=replace(each.arrangement, note=note))


def _between_strips(note: Place) -> Place:
    """Return the place of the line, clear of what strips print at head and foot of its page."""
    less_mm = STRIPS_MM - note.bottom_mm
    return replace(note, bottom_mm=STRIPS_MM, height_mm=note.height_mm - 2 * less_mm)


def _with_line(each: Signature) -> Iterator[Side]:
    """Yield the sides of a signature, with its line on one of them."""
    note = each.arrangement.note
    for side_index, side in enumerate(each.arrangement.sides):
        line = (_slot(note, each.number),) if side_index == note.side_index else ()
        yield replace(side, slots=(*side.slots, *line))


def _slot(note: Place, file_index: int) -> Slot:
    """Return the slot of the line that is the only page of the file *file_index*."""
    return Slot(
        page_index=0,
        file_index=file_index,
        left_mm=note.left_mm,
        bottom_mm=note.bottom_mm,
        width_mm=note.width_mm,
        height_mm=note.height_mm,
        turned_degrees=note.turned_degrees,
    )


def _said(
    pack: Pack, found: Sequence[Signature], file: str
) -> Iterator[tuple[Signature, Mapping[str, object]]]:
    """Yield each signature with what its line says; *file* is the name of that with the pages."""
    labels = pack.labels
    for each in found:
        pages = words.folios(each.first_page + 1, each.page_count)
        which = labels["pack-signature"].format(
            number=each.number, count=len(found), sheets=each.sheet_count, pages=pages
        )
        if each.arrangement.note.width_mm < stitched.NOTE_MM:
            yield each, {"how": which, "source": ("", ""), "file": ""}
            continue
        how = f"{which} {labels['fold-signatures']}" if len(found) > 1 else labels["fold-stitched"]
        yield each, {"how": how, "source": labels["for-printer"].split("{file}"), "file": file}


def _line(pack: Pack, said: Mapping[str, object], place: Place) -> weasy.Layout:
    """Lay out the line to whoever prints, as large as its *place*."""
    size = (place.width_mm, place.height_mm)
    width_mm, height_mm = size[::-1] if place.turned_degrees % 180 else size
    metadata = pack.metadata
    values = {
        "lang": metadata.lang,
        "title": metadata.title,
        "authors": [name.display for name in metadata.instructor],
        "description": "",
        "keywords": (),
        "date": metadata.date.isoformat(),
        "labels": pack.labels,
        **said,
    }
    return weasy.layout(
        weasy.PrintJob(
            html=jinja.render(_ROW.template, values),
            stylesheets=[
                *sheets.texts(_ROW.stylesheets, pack.theme),
                SMALLER,
                f"@page {{ size: {width_mm:.2f}mm {height_mm:.2f}mm; margin: 0 }}\n"
                f".printer-note {{ height: {height_mm:.2f}mm }}\n",
            ],
            files=faces.files_of_pages(pack.theme),
        )
    )
