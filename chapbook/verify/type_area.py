"""Does everything stand between the margins of its page, and nothing in the way of anything else?

The margins of each page are those that the file gives it (``Page.type_area``); only furniture
stands in them.
"""

import unicodedata
from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.tools import direction
from chapbook.tools.pdfpaint import Bounds, Kind, Shape
from chapbook.tools.pdftext import Page, Run
from chapbook.verify.case import Case

OVERHANG_PT, OVERHANG = 2.0, 0.12
"""Slanted letters and hanging strokes reach so far over the edge of their line, or so far in sizes
where these are large."""

TALL = 0.25
"""Tall letters, as Arabic has them, reach so far over the height of theirs, in sizes."""

STROKE_PT = 2.5
"""The outlines of drawings count with the whole breadth of their strokes."""

POINTS_PER_MM = 72 / 25.4


def margins(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No text of the article and no picture stands in a margin: its line or box is too full."""
    for page_index, page in enumerate(pages):
        if page.type_area is None:
            yield case.layout(f"page {page_index + 1} does not say where its margins are")
            continue
        for run in page.runs:
            over = _beyond(run, page.type_area, TALL * run.size_pt)
            allowed = max(OVERHANG_PT, OVERHANG * run.size_pt)
            if not (run.is_artifact or run.is_in_figure) and over > allowed:
                yield case.layout(
                    f"text on page {page_index + 1} runs {over / POINTS_PER_MM:.1f} mm "
                    "over the margin",
                    run.text,
                )
                break
        drawn: list[Run | Shape] = [run for run in page.runs if run.is_in_figure]
        for part in [*drawn, *filter(_is_picture, page.shapes)]:
            over = _beyond(part, page.type_area)
            if over > STROKE_PT:
                yield case.layout(
                    f"a picture on page {page_index + 1} reaches {over / POINTS_PER_MM:.1f} mm "
                    "over the margin"
                )
                break


def _is_picture(shape: Shape) -> bool:
    """Tell whether *shape* is part of a picture that says something."""
    says_something = shape.is_in_figure or (shape.kind is Kind.IMAGE and not shape.is_artifact)
    return says_something and not shape.is_white


def _beyond(thing: Run | Shape, area: Bounds, height_pt: float = 0) -> float:
    """Return how far *thing* reaches over the edge of *area*; negative inside.

    Args:
        thing: What stands on the page.
        area: Left, bottom, right and top.
        height_pt: How far it may reach up and down.
    """
    left, bottom, right, top = area
    across = max(left - thing.left, thing.right - right)
    return max(across, bottom - thing.bottom - height_pt, thing.top - top - height_pt)


SHARED_PT = 1.0
"""Letters that are kerned share a part of a point."""

SPACE = 0.25
"""Slanted letters hang so far over the space behind them, in sizes; a space is as broad."""

SHARED_HEIGHT = 0.25
"""Accents and tails of neighbouring lines reach into each other's height, but not so far."""


def collisions(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No text stands on other text."""
    for page_index, page in enumerate(pages):
        runs = [run for run in page.runs if not (run.is_in_figure or _is_mark(run))]
        for one, other in _colliding(runs):
            yield case.layout(
                f"text on page {page_index + 1} stands on other text",
                f"{one.text.strip()} / {other.text.strip()}",
            )
            break


def _is_mark(run: Run) -> bool:
    """Tell whether *run* holds nothing but accents, which stand on their letters."""
    return all(unicodedata.category(c).startswith(("M", "Z")) for c in run.text)


def _colliding(runs: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Yield the pairs of *runs* that share a place."""
    near: list[Run] = []
    for run in sorted(runs, key=lambda run: run.bottom):
        near = [each for each in near if each.top > run.bottom]
        yield from ((each, run) for each in near if _share_place(each, run))
        near.append(run)


def _share_place(one: Run, other: Run) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    shared = SPACE * max(one.size_pt, other.size_pt) if _has_space(one, other) else SHARED_PT
    return across > shared and up > SHARED_HEIGHT * min(
        one.top - one.bottom, other.top - other.bottom
    )


def _has_space(one: Run, other: Run) -> bool:
    """Tell whether a space lies where one of two runs on a line goes over into the other."""
    first, second = sorted((one, other), key=lambda run: run.left)
    is_one_line = abs(one.bottom - other.bottom) < SHARED_HEIGHT * min(one.size_pt, other.size_pt)
    if direction.of_text(one.text + other.text, direction.LTR) == direction.RTL:
        first, second = second, first
    return is_one_line and (first.text[-1:].isspace() or second.text[:1].isspace())


def boxes(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No text runs out of the box or over the rule that it stands in."""
    for page_index, page in enumerate(pages):
        grounds = [shape for shape in page.shapes if shape.is_artifact and shape.kind is Kind.PATH]
        for run in page.runs:
            if not run.is_in_figure and any(_crosses(run, shape) for shape in grounds):
                yield case.layout(f"text on page {page_index + 1} runs out of its box", run.text)
                break


def _crosses(run: Run, shape: Shape) -> bool:
    """Tell whether *run* stands in the height of *shape*, and a side of it cuts the run."""
    if run.bottom < shape.bottom or run.top > shape.top:
        return False
    return any(
        run.left + OVERHANG_PT < side < run.right - OVERHANG_PT
        for side in (shape.left, shape.right)
    )


def hidden(case: Case, pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Nothing is painted over text."""
    for page_index, page in enumerate(pages):
        for run in page.runs:
            if run.paint.is_hidden and not run.is_in_figure:
                yield case.layout(f"text on page {page_index + 1} is painted over", run.text)
                break
