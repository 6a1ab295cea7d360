"""The order of pages on sheets that are folded once and stapled through the fold.

Such sheets lie in each other and are one signature.  A sheet is printed on both sides and turned
over at its short edges, so what is on the left of its back lies behind the right of its front.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGES_PER_SHEET = 4

MOST_SHEETS = 16
"""Sheets of usual paper (80 g/m², about 0.1 mm) that still fold as one.  With more, the fold gapes,
the innermost leaves stand out by more than 1.6 mm, and office staplers fail."""

Half = TypeVar("Half")


@dataclass(frozen=True, slots=True)
class Side(Generic[Half]):
    """One side of a sheet in landscape, as a printer sees it."""

    left: Half
    right: Half


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Half]):
    """A sheet: the side that lies outside when it is folded, and the one inside."""

    front: Side[Half]
    back: Side[Half]


def padding(page_count: int) -> int:
    """Return how many pages are missing to fill the last sheet."""
    return -page_count % PAGES_PER_SHEET


def divided(page_count: int) -> tuple[int, ...]:
    """Return how many pages stand in each signature when *page_count* are bound, in their order.

    Signatures are about equally thick, none has more than ``MOST_SHEETS``, and all but the last
    are full.
    """
    sheet_count = -(-page_count // PAGES_PER_SHEET)
    count = -(-sheet_count // MOST_SHEETS)
    least, more = divmod(sheet_count, count)
    full = [PAGES_PER_SHEET * (least + (index < more)) for index in range(count)]
    return (*full[:-1], page_count - sum(full[:-1]))


def sheets(page_count: int, *, binds_right: bool = False) -> tuple[Sheet[int | None], ...]:
    """Return which page (index, 0-based) stands where, from the outermost sheet to the innermost.

    Missing pages are blank (``None``).  They stand before the last page, which stays outside.

    Args:
        page_count: At least 1.
        binds_right: Whether the fold is on the right of the cover, as for text from the right.
    """
    blanks: list[int | None] = [None] * padding(page_count)
    order = [*range(page_count - 1), *blanks, page_count - 1]
    if page_count == 1:  # a lone page is the cover
        order = [0, *blanks]
    return tuple(
        Sheet(
            _side(order[-1 - 2 * index], order[2 * index], binds_right),
            _side(order[2 * index + 1], order[-2 - 2 * index], binds_right),
        )
        for index in range(len(order) // PAGES_PER_SHEET)
    )


def _side(left: int | None, right: int | None, binds_right: bool) -> Side[int | None]:
    """Return a side of a sheet, mirrored where the fold is on the right."""
    return Side(right, left) if binds_right else Side(left, right)


def folded(stack: Sequence[Sheet[Half]], *, binds_right: bool = False) -> tuple[Half, ...]:
    """Return what a reader sees on each page who leafs through the folded sheets of *stack*.

    This knows nothing of the order in which pages were meant: it lays the sheets on each other, the
    outermost at the bottom with its front down, folds the pile, and turns leaf by leaf.

    Args:
        stack: From the outermost sheet to the innermost.
        binds_right: Whether the reader opens it with the fold on the right.
    """
    # Front down: the back is seen with its own left at the left, the front lies mirrored below.
    left_leaves = [(sheet.back.left, sheet.front.right) for sheet in stack]
    right_leaves = [(sheet.back.right, sheet.front.left) for sheet in stack]
    # In the open middle, one half lies to be turned back, the other to be turned on.
    behind, ahead = (right_leaves, left_leaves) if binds_right else (left_leaves, right_leaves)
    seen: list[Half] = []
    for inner, outer in behind:  # from the cover, which is at the bottom, to the middle
        seen += [outer, inner]
    for inner, outer in reversed(ahead):
        seen += [inner, outer]
    return tuple(seen)
