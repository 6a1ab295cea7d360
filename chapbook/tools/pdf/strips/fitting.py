"""Where strips stand on a page, and what has to give way for them.  Lengths are points.

A strip stands where the page is blank.  The permission line looks for room at the foot, then at the
head; then the page is moved as a whole; then the line stands in the outer margin, turned against
the clock as publishers' notices do; and only a page without any such room is reduced.  What is read
keeps its size as long as something else can give way.
"""

from dataclasses import dataclass
from enum import Enum

POINTS_PER_MM = 72 / 25.4

EDGE_PT = 5 * POINTS_PER_MM
"""Printers leave 5 mm of every edge blank."""
GAP_PT = 1.5 * POINTS_PER_MM
"""Between a strip and what stands beside it."""
SIDE_PT = 15 * POINTS_PER_MM
"""From the ends of a strip to the edges of the sheet."""
SAME_PT = 1.5
"""Sheets that differ by less are one size: programs round A4 in their own ways."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


class Where(Enum):
    """A side of a page that a strip can stand on."""

    HEAD = "head"
    FOOT = "foot"
    EDGE = "edge"
    """The outer one, turned against the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper of a pack, upright."""

    width_pt: float
    height_pt: float
    punch_pt: float = 0
    """How much stays free for the punch, on the side that is bound."""
    binds_right: bool = False
    """Whether that is the right one, as in packs from right to left."""
    is_folded: bool = False
    """Whether its pages are bound on alternate sides, as in a booklet."""

    def side(self, page_index: int, *, is_broad: bool) -> "Side":
        """Return the sheet of a page (0-based) as a reader holds it.

        A page that is broader than high stands on a sheet that is turned.  Bound among the others
        it is turned against the clock, the head to the left (``imposition`` does the same): the
        left edge is its head there.
        """
        sides = [EDGE_PT] * 4
        bound = 2 if self.binds_right else 0
        if is_broad:
            bound = 1 if self.binds_right else 3
        sides[bound] = max(self.punch_pt, EDGE_PT)
        left, bottom, right, top = sides
        size = (self.width_pt, self.height_pt)
        width, height = size[::-1] if is_broad else size
        return Side(
            width_pt=width,
            height_pt=height,
            free=(left, bottom, width - right, height - top),
            outer_is_left=self.binds_right is not (self.is_folded and page_index % 2 == 1),
        )

    def measure_pt(self, is_long: bool) -> float:
        """Return how broad a strip may be: along the long edge, or along the short one."""
        punched = max(self.punch_pt, SIDE_PT) + SIDE_PT
        length = max(self.width_pt, self.height_pt) if is_long else self.width_pt
        return length - punched


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A sheet as a reader holds it."""

    width_pt: float
    height_pt: float
    free: Box
    """What the edges and the punch leave."""
    outer_is_left: bool = False

    @property
    def is_broad(self) -> bool:
        """Whether it is broader than high."""
        return self.width_pt > self.height_pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much room the strips of one page take."""

    head_pt: float
    """Height of the line with the running head and the folio."""
    foot_pt: float = 0
    """Height of the permission line at foot or head; 0 for none."""
    edge_pt: float = 0
    """The same where it is turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How one page goes on its sheet."""

    scale: float
    across_pt: float
    up_pt: float
    """Where its lower left corner goes after scaling."""
    permission: Where
    """Which side the permission line stands on; the other line stands at the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as it is seen, upright."""

    width_pt: float
    height_pt: float
    ink: Box | None
    """What is not blank; nothing for a blank page."""

    @property
    def is_broad(self) -> bool:
        """Whether it is broader than high."""
        return self.width_pt > self.height_pt + SAME_PT


LARGER = 0.94
"""A page to which the sheet gives so much of its size is not reduced for that: margins overlap the
edges of the sheet, as those of Letter do on A4.  A larger one is reduced as a whole, since its
margins belong to how it looks."""


def fitted(page: Shown, side: Side, wanted: Wanted) -> Fit:
    """Return how *page* goes on *side* with the strips that are *wanted*."""
    whole = min(1.0, side.width_pt / page.width_pt, side.height_pt / page.height_pt)
    usual = 1.0 if whole >= LARGER else whole
    if page.ink is None:
        return _fit(page, side, usual, (0, 0), Where.FOOT)
    for permission, is_moved in _WAYS:
        zone = _left_over(side, wanted, permission)
        shift = _shift(_standing(page, side, usual), zone)
        if shift is not None and (is_moved or shift == (0, 0)):
            return _fit(page, side, usual, shift, permission)
    zone = _left_over(side, wanted, Where.FOOT)
    left, bottom, right, top = page.ink
    scale = min(usual, (zone[2] - zone[0]) / (right - left), (zone[3] - zone[1]) / (top - bottom))
    shift = _shift(_standing(page, side, scale), zone)
    assert shift is not None  # it was made to fit
    return _fit(page, side, scale, shift, Where.FOOT)


_WAYS = (
    (Where.FOOT, False),
    (Where.HEAD, False),
    (Where.FOOT, True),
    (Where.EDGE, False),
    (Where.EDGE, True),
)
"""Where the permission line stands, and whether the page is moved for it, the best way first."""


def _left_over(side: Side, wanted: Wanted, permission: Where) -> Box:
    """Return what the strips leave of *side* when the permission line stands there."""
    left, bottom, right, top = side.free
    top -= wanted.head_pt + GAP_PT
    if permission is Where.EDGE and wanted.edge_pt:
        taken = wanted.edge_pt + GAP_PT
        left, right = (left + taken, right) if side.outer_is_left else (left, right - taken)
    elif permission is Where.HEAD and wanted.foot_pt:
        top -= wanted.foot_pt + GAP_PT
    elif wanted.foot_pt:
        bottom += wanted.foot_pt + GAP_PT
    return left, bottom, right, top


def _standing(page: Shown, side: Side, scale: float) -> Box:
    """Return where the ink of *page* stands once the page lies in the middle of *side*."""
    assert page.ink is not None
    across, up = _centred(page, side, scale)
    left, bottom, right, top = (edge * scale for edge in page.ink)
    return left + across, bottom + up, right + across, top + up


def _centred(page: Shown, side: Side, scale: float) -> tuple[float, float]:
    """Return where the lower left corner of *page* goes when it lies in the middle of *side*."""
    across = (side.width_pt - page.width_pt * scale) / 2
    up = (side.height_pt - page.height_pt * scale) / 2
    return (
        0.0 if abs(across) < SAME_PT / 2 else across,
        0.0 if abs(up) < SAME_PT / 2 else up,
    )


def _shift(ink: Box, zone: Box) -> tuple[float, float] | None:
    """Return by how much *ink* must move to stand in *zone*; nothing where it is too large."""
    slack = 0.01
    moves = []
    for low, high, least, most in ((ink[0], ink[2], zone[0], zone[2]), (*ink[1::2], *zone[1::2])):
        if high - low > most - least + slack:
            return None
        moves.append(max(least - low, 0.0) or min(most - high, 0.0))
    return moves[0], moves[1]


def _fit(
    page: Shown, side: Side, scale: float, shift: tuple[float, float], permission: Where
) -> Fit:
    across, up = _centred(page, side, scale)
    return Fit(scale=scale, across_pt=across + shift[0], up_pt=up + shift[1], permission=permission)
