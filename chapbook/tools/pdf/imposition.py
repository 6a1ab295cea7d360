"""Pages of finished files put on larger sheets, for a printer: imposition.

A page is drawn as a form (ISO 32000-1, 8.10), never scaled; all pages share their fonts and
pictures.  What is printed of annotations is drawn with their pages, and hidden layers stay hidden.
Tags, links and attachments stay behind, so such a file claims PDF/A and no PDF/UA: who listens is
served by the pages from which it was made.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import matrix, unicode
from chapbook.tools.pdf.finish import Broken, write
from chapbook.tools.pdf.matrix import Matrix
from chapbook.tools.pdf.stamping import PRINTED, UNPRINTED, Stamp
from chapbook.tools.pdf.xmp import Colophon

POINTS_PER_MM = 72 / 25.4

CLAIMS = (Profile.A3U,)
"""What a file of sheets claims, unless a check says that it is not so."""

WHOLE = ("/OutputIntents", "/OCProperties")
"""What sheets mean by colours, and which layers they hide, as the pages do."""

QUARTERS: dict[int, Matrix] = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, -1, 1, 0, 0, 0),
}
"""The matrices that turn by so many degrees against the clock (ISO 32000-1, 8.3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for one page; lengths are millimetres from the lower left of the sheet.

    The page stands in its middle, and what reaches over its edges is cut off.
    """

    page_index: int | None
    """0-based, in its file; nothing for a place that stays blank."""
    left_mm: float
    bottom_mm: float
    width_mm: float
    height_mm: float
    turned_degrees: int = 0
    """Against the clock: 0, 90, 180 or 270."""
    file_index: int = 0
    """Which of the files it comes from, 0-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A straight line that says where to fold or to cut, in millimetres from the lower left."""

    start_mm: tuple[float, float]
    end_mm: tuple[float, float]
    is_dashed: bool = False
    """Folds are dashed, cuts are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet."""

    width_mm: float
    height_mm: float
    slots: tuple[Slot, ...]
    """Drawn in this order."""
    marks: tuple[Mark, ...] = ()


def impose(
    files: Sequence[bytes], sides: Sequence[Side], colophon: Colophon, path: Path
) -> tuple[Broken, ...]:
    """Write *sides*, with pages of *files* in their slots, to *path*.

    Args:
        files: Finished PDFs.  The meaning of colours is that of the first, and so are the layers.
        sides: In the order of printing.
        colophon: What the file says about itself.
        path: The file to write.

    Returns:
        Why claims were left out; nothing when the file keeps all of them.
    """
    opened = [pikepdf.open(io.BytesIO(data)) for data in files]
    with pikepdf.new() as file:
        forms: dict[tuple[int, int], Any] = {}
        for side in sides:
            _draw(file, side, opened, forms)
        for key in WHOLE:
            if key in opened[0].Root:
                held = opened[0].make_indirect(opened[0].Root[key])
                file.Root[key] = file.copy_foreign(held)
        unicode.mend(file)
        broken = write(file, colophon, path, CLAIMS)
    for source in opened:
        source.close()
    return broken


def _draw(
    file: pikepdf.Pdf,
    side: Side,
    sources: Sequence[pikepdf.Pdf],
    forms: dict[tuple[int, int], Any],
) -> None:
    """Add *side* to *file*; pages of *sources* that became forms already are in *forms*."""
    size = (side.width_mm * POINTS_PER_MM, side.height_mm * POINTS_PER_MM)
    page = file.add_blank_page(page_size=size).obj
    drawn: list[str] = []
    names = Dictionary()
    for index, slot in enumerate(side.slots):
        if slot.page_index is None:
            continue
        key = (slot.file_index, slot.page_index)
        if key not in forms:
            forms[key] = _form(file, sources[slot.file_index], slot.page_index)
        names[f"/Page{index}"] = forms[key]
        drawn.append(_placed(slot, forms[key], f"/Page{index}"))
    drawn += [_ruled(side.marks)] if side.marks else []
    page.Resources = Dictionary(XObject=names)
    page.Contents = file.make_stream("\n".join(drawn).encode("ascii"))
    page.TrimBox = Array(page.MediaBox)


def _form(file: pikepdf.Pdf, source: pikepdf.Pdf, page_index: int) -> Any:
    """Return a page of *source* as a form of *file*.

    What was copied from *source* before, such as fonts, is not copied again.
    """
    page = source.pages[page_index]
    _draw_looks(source, page.obj)
    form = page.as_form_xobject()
    # qpdf takes the TrimBox, beyond which there may be strips.
    form.BBox = Array(page.cropbox)
    if (group := page.obj.get("/Group")) is not None:
        form.Group = group
    return file.copy_foreign(source.make_indirect(form))


def _draw_looks(source: pikepdf.Pdf, page: Any) -> None:
    """Draw on *page* of *source* what printers print of its annotations; a form has none."""
    stamp = Stamp(file=source, wanted=PRINTED, unwanted=UNPRINTED)
    for note in page.get("/Annots", []):
        if isinstance(note, Dictionary) and note.get("/Subtype") != "/Popup":
            stamp.draw(page, note)
    stamp.finish(page)


def _placed(slot: Slot, form: Any, name: str) -> str:
    """Return the operators that draw *form*, which is called *name*, in the middle of *slot*."""
    own = matrix.of(form.get("/Matrix", matrix.IDENTITY))
    turned = matrix.times(own, QUARTERS[slot.turned_degrees])
    left, low, right, high = matrix.bounds(turned, [float(edge) for edge in form.BBox])
    x, y, width, height = (
        length * POINTS_PER_MM
        for length in (slot.left_mm, slot.bottom_mm, slot.width_mm, slot.height_mm)
    )
    a, b, c, d, _, _ = QUARTERS[slot.turned_degrees]
    across, up = x + (width - left - right) / 2, y + (height - low - high) / 2
    where = f"{a} {b} {c} {d} {across:.4f} {up:.4f} cm"
    return f"q {x:.4f} {y:.4f} {width:.4f} {height:.4f} re W n {where} {name} Do Q"


def _ruled(marks: Sequence[Mark]) -> str:
    """Return the operators that draw *marks*: fine, black, and no part of the text."""
    lines = []
    for mark in marks:
        points = [each * POINTS_PER_MM for each in (*mark.start_mm, *mark.end_mm)]
        dash = "[2 2] 0 d" if mark.is_dashed else "[] 0 d"
        lines.append("{} {:.4f} {:.4f} m {:.4f} {:.4f} l S".format(dash, *points))
    return "/Artifact BMC q 0 G 0.5 w {} Q EMC".format(" ".join(lines))
