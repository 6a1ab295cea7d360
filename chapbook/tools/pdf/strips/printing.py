"""Strips printed on the pages of a file, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from chapbook.tools.pdf import matrix
from chapbook.tools.pdf.matrix import Matrix
from chapbook.tools.pdf.strips import content, fitting, lettering, moving
from chapbook.tools.pdf.strips.fitting import GAP_PT, SAME_PT, Fit, Sheet, Side, Where
from chapbook.tools.pdf.strips.lettering import Forms, Key, Lettering, Role, inherited
from chapbook.tools.pdfink import Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStrip:
    """What is printed on one page."""

    page_index: int
    """0-based, in the file that is printed on."""
    ink: Ink | None
    """Where the page is not blank; nothing for a blank one."""
    head: str
    """The running head."""
    permission: str
    """Under which right the page is copied; empty on pages of the pack's own."""
    pattern: str
    """What says the folio, with ``{folio}`` and, for a reading, ``{page}`` and ``{pages}``."""
    numbers: Mapping[str, str]
    """What fills the pattern."""
    is_sound: bool
    """Whether the page is ours, so that its ``q`` and ``Q`` are balanced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of one page."""

    page_index: int
    scale: float
    """1 for a page that kept its size."""
    is_moved: bool
    permission: Where


def printed(
    file: pikepdf.Pdf, strips: Sequence[PageStrip], letters: Lettering, sheet: Sheet
) -> tuple[Placed, ...]:
    """Print *strips* on the pages of *file*; all pages come to stand on *sheet*.

    Pages whose ink leaves no room are moved or reduced, and with them whatever refers to them.

    Returns:
        What became of each page, in the order of *strips*.
    """
    on = _Sheet(content.Streams(file), Forms(file, letters), sheet)
    pages = [page.obj for page in file.pages]
    moves: dict[tuple[int, int], Matrix] = {}
    placed = []
    for strip in strips:
        page = pages[strip.page_index]
        fit, moved = _print(on, page, strip)
        if moved is not None:
            moves[page.objgen] = moved
        placed.append(
            Placed(
                page_index=strip.page_index,
                scale=fit.scale,
                is_moved=moved is not None,
                permission=fit.permission,
            )
        )
    if moves:
        moving.destinations(file, moves)
        moving.figures(file, moves)
    on.forms.close()
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What printing on any page depends on."""

    streams: content.Streams
    forms: Forms
    sheet: Sheet


def _print(on: _Sheet, page: Any, strip: PageStrip) -> tuple[Fit, Matrix | None]:
    """Print *strip* on *page*; return how it went on its sheet, and what moved it, if it moved."""
    crop, upright = _upright(page)
    left, low, right, high = matrix.bounds(upright, crop)
    width, height = right - left, high - low
    shown = fitting.Shown(width_pt=width, height_pt=height, ink=_inked(strip.ink, width, height))
    side = on.sheet.side(strip.page_index, is_broad=shown.is_broad)
    fit = fitting.fitted(shown, side, _wanted(on, side, strip))
    moved = matrix.times(upright, (fit.scale, 0, 0, fit.scale, fit.across_pt, fit.up_pt))
    stays = _is_still(moved) and _is_of(page, side)
    ops, drawn = _operators(on, side, fit, strip)
    start = "" if stays else _start(crop, moved)
    lettering.lent(page, drawn)
    content.enclosed(on.streams, page, start, ops, is_sound=strip.is_sound)
    if not stays:
        moving.annotations(page, moved)
        moving.boxes(page, moved, (side.width_pt, side.height_pt))
    moving.uncut(page)
    return fit, None if stays else moved


def _inked(ink: Ink | None, width: float, height: float) -> fitting.Box | None:
    """Return *ink* in points, for a page of such width and height."""
    if ink is None:
        return None
    return ink.left * width, ink.bottom * height, ink.right * width, ink.top * height


def _upright(page: Any) -> tuple[fitting.Box, Matrix]:
    """Return what of *page* is seen, and what turns it upright with its lower left at the origin.

    Source: ISO 32000-1, table 30 (CropBox, Rotate, UserUnit).
    """
    media = [float(edge) for edge in inherited(page, "/MediaBox") or [0, 0, 612, 792]]
    said = [float(edge) for edge in inherited(page, "/CropBox") or media]
    media, said = _sorted(media), _sorted(said)
    crop = [
        max(said[0], media[0]),
        max(said[1], media[1]),
        min(said[2], media[2]),
        min(said[3], media[3]),
    ]
    if crop[0] >= crop[2] or crop[1] >= crop[3]:
        crop = media
    unit = float(page.get("/UserUnit", 1))
    degrees = int(inherited(page, "/Rotate") or 0) % 360
    cosine, sine = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}.get(degrees, (1, 0))
    turned: Matrix = (cosine * unit, sine * unit, -sine * unit, cosine * unit, 0, 0)
    left, low, _, _ = matrix.bounds(turned, crop)
    return (crop[0], crop[1], crop[2], crop[3]), (*turned[:4], -left, -low)


def _sorted(box: Sequence[float]) -> list[float]:
    """Return *box* with its lower left corner first: others are allowed (7.9.5)."""
    return [
        *map(min, zip(box[:2], box[2:], strict=True)),
        *map(max, zip(box[:2], box[2:], strict=True)),
    ]


def _is_still(moved: Matrix) -> bool:
    """Tell whether *moved* leaves everything where it is."""
    return all(abs(one - other) < 1e-6 for one, other in zip(moved, matrix.IDENTITY, strict=True))


def _is_of(page: Any, side: Side) -> bool:
    """Tell whether *page* is on the sheet of *side* already, as it lies."""
    if "/UserUnit" in page or inherited(page, "/Rotate") or inherited(page, "/CropBox") is not None:
        return False
    width, height = (float(edge) for edge in list(inherited(page, "/MediaBox"))[2:])
    return abs(width - side.width_pt) < SAME_PT and abs(height - side.height_pt) < SAME_PT


def _start(crop: fitting.Box, moved: Matrix) -> str:
    """Return the operators that move what follows, and cut off what was not seen."""
    left, low, right, high = crop
    where = " ".join(f"{number:.6f}" for number in moved)
    return f"{where} cm {left:.4f} {low:.4f} {right - left:.4f} {high - low:.4f} re W n"


def _wanted(on: _Sheet, side: Side, strip: PageStrip) -> fitting.Wanted:
    """Return how much room *strip* takes on *side*."""
    letters = on.forms.lettering
    upright, turned = (Role.LONG, Role.SHORT) if side.is_broad else (Role.SHORT, Role.LONG)
    pieces = lettering.pieces(strip.pattern, strip.numbers)
    heights = [letters.height_pt(Role.FOLIO, text) for text in pieces]
    return fitting.Wanted(
        head_pt=max([*heights, letters.height_pt(Role.HEAD, strip.head)]),
        foot_pt=letters.height_pt(upright, strip.permission),
        edge_pt=letters.height_pt(turned, strip.permission),
    )


def _operators(on: _Sheet, side: Side, fit: Fit, strip: PageStrip) -> tuple[str, dict[str, Any]]:
    """Return what draws the strips of a page, and the forms that it draws, by their names."""
    wanted = _wanted(on, side, strip)
    left, _, right, high = _ends(side)
    drawing = _Drawing(on.forms)
    head = (left, high - wanted.head_pt, right, high)
    drawing.artifact("Top", head, [*_head(on, strip, head)])
    if strip.permission:
        drawing.artifact(*_permission(on, side, fit, strip, wanted))
    return " ".join(drawing.said), drawing.used


def _ends(side: Side) -> fitting.Box:
    """Return the rectangle at whose four sides strips stand."""
    left, low, right, high = side.free
    width = side.width_pt
    inset = fitting.SIDE_PT
    return max(left, inset), low, min(right, width - inset), high


_Drawn = tuple[Key, float, float]
"""A text, and where its lower left corner comes to stand."""


def _head(on: _Sheet, strip: PageStrip, box: fitting.Box) -> Iterator[_Drawn]:
    """Yield the running head where the line begins, and the folio where it ends."""
    specimens = on.forms.lettering.specimens
    from_right = on.forms.lettering.runs_from_right
    left, low, right, _ = box
    if strip.head:
        width = specimens[Role.HEAD, strip.head].width_pt
        yield (Role.HEAD, strip.head), right - width if from_right else left, low
    runs = lettering.runs(strip.pattern, strip.numbers)
    widths = [sum(specimens[Role.FOLIO, text].width_pt for text in run) for run in runs]
    pen = left + sum(widths) if from_right else right - sum(widths)
    for run, width in zip(runs, widths, strict=True):
        at = pen - width if from_right else pen
        pen += -width if from_right else width
        for text in run:
            yield (Role.FOLIO, text), at, low
            at += specimens[Role.FOLIO, text].width_pt


def _permission(
    on: _Sheet, side: Side, fit: Fit, strip: PageStrip, wanted: fitting.Wanted
) -> tuple[str, fitting.Box, list[_Drawn], bool]:
    """Return where the permission line of *strip* is attached, its box, and the line itself."""
    left, low, right, high = _ends(side)
    specimens = on.forms.lettering.specimens
    from_right = on.forms.lettering.runs_from_right
    if fit.permission is Where.EDGE:
        key = (Role.SHORT if side.is_broad else Role.LONG, strip.permission)
        least, most = side.free[0], side.free[2]
        foot = (side.height_pt - specimens[key].width_pt) / 2
        at = least + wanted.edge_pt if side.outer_is_left else most
        box = (at - wanted.edge_pt, foot, at, foot + specimens[key].width_pt)
        return "Left" if side.outer_is_left else "Right", box, [(key, at, foot)], True
    key = (Role.LONG if side.is_broad else Role.SHORT, strip.permission)
    below_head = high - wanted.head_pt - GAP_PT - wanted.foot_pt
    bottom = low if fit.permission is Where.FOOT else below_head
    width = specimens[key].width_pt
    across = right - width if from_right else left
    box = (across, bottom, across + width, bottom + wanted.foot_pt)
    return "Top" if fit.permission is Where.HEAD else "Bottom", box, [(key, across, bottom)], False


class _Drawing:
    """The operators of one page's strips, and the forms that they use."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.said: list[str] = []
        self.used: dict[str, Any] = {}

    def artifact(
        self, attached: str, box: fitting.Box, drawn: list[_Drawn], is_turned: bool = False
    ) -> None:
        """Draw texts as a header or footer (14.8.2.2.2)."""
        subtype = "Header" if attached == "Top" else "Footer"
        edges = " ".join(f"{edge:.2f}" for edge in box)
        self.said.append(
            f"/Artifact <</Type /Pagination /Subtype /{subtype} /Attached [/{attached}] "
            f"/BBox [{edges}]>> BDC"
        )
        turn = "0 1 -1 0" if is_turned else "1 0 0 1"
        for key, across, up in drawn:
            name, form = self.forms.form(key)
            self.used[name] = form
            self.said.append(f"q {turn} {across:.3f} {up:.3f} cm {name} Do Q")
        self.said.append("EMC")
