"""The lines of text on pages as a reader counts them, told by the boxes that stand there.

Cells of a row that stand on one height are one line.  What stands beside the text, and what is
no text, is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

SAME_PX = 4.0
"""Baselines that are less apart are one line: raised words, cells of another size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text.  Lengths are in CSS pixels from the top of the page's text area."""

    baseline_px: float
    top_px: float
    height_px: float
    identifiers: tuple[str, ...]
    """Ids of the elements that begin on it."""
    names: frozenset[str]
    """Classes of the elements that it shows something of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an element stands, in CSS pixels from the top of the page's text area."""

    identifier: str
    top_px: float
    bottom_px: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Elements on one page."""

    height_px: float
    """Of the page's text area."""
    spots: tuple[Spot, ...]


def columns(pages: Sequence[Any], prefix: str) -> list[Column]:
    """Return for each of *pages* where the elements stand whose ids begin with *prefix*."""
    return [_column(page, prefix) for page in pages]


def _column(page: Any, prefix: str) -> Column:
    """Return where the elements of one page stand."""
    top = page._page_box.content_box_y()
    found = [
        Spot(identifier=identifier, top_px=place[1] - top, bottom_px=place[3] - top)
        for identifier, place in page.anchors.items()
        if identifier.startswith(prefix)
    ]
    return Column(height_px=page._page_box.height, spots=tuple(found))


def of_pages(pages: Sequence[Any], unread: frozenset[str]) -> list[list[Line]]:
    """Return the lines of each of *pages*, from its top.

    Args:
        pages: WeasyPrint's, in order.
        unread: The classes of elements whose lines do not count.
    """
    seen: set[str] = set()
    return [_merged(list(_of_page(page._page_box, unread)), seen) for page in pages]


def _of_page(page: Any, unread: frozenset[str]) -> Iterator[Line]:
    """Yield the lines of one page as they come."""
    top = page.content_box_y()
    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield from _below(child, top, unread)


def _below(box: Any, top: float, unread: frozenset[str]) -> Iterator[Line]:
    """Yield the lines in *box*; those within a line are a part of it, floats are not."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if _names(box) & unread or _is_silent(box):
        return
    if not isinstance(box, boxes.LineBox):
        for child in getattr(box, "children", ()):
            yield from _below(child, top, unread)
        return
    floats: list[Any] = []
    pieces = list(_pieces(box, unread, floats))
    if any(isinstance(each, boxes.TextBox) and each.text.strip() for each in pieces):
        yield Line(
            baseline_px=box.position_y + box.baseline - top,
            top_px=box.position_y - top,
            height_px=box.height,
            identifiers=tuple(filter(None, map(_identifier, pieces))),
            names=frozenset().union(*map(_names, pieces)),
        )
    for each in floats:
        yield from _below(each, top, unread)


def _pieces(box: Any, unread: frozenset[str], floats: list[Any]) -> Iterator[Any]:
    """Yield all that stands in the line *box*; put what floats out of it into *floats*.

    So do blocks within the line, such as figures side by side: they have lines of their own.
    """
    for child in getattr(box, "children", ()):
        is_apart = isinstance(child, AbsolutePlaceholder | boxes.InlineBlockBox)
        if is_apart or not child.is_in_normal_flow():
            floats.append(child)
        elif not _names(child) & unread:
            yield child
            yield from _pieces(child, unread, floats)


def _merged(found: list[Line], seen: set[str]) -> list[Line]:
    """Return the lines *found* from the top, those on one height as one; ids where first *seen*."""
    groups: list[list[Line]] = []
    for line in sorted(found, key=lambda each: each.baseline_px):
        if groups and line.baseline_px - groups[-1][0].baseline_px < SAME_PX:
            groups[-1].append(line)
        else:
            groups.append([line])
    done = []
    for group in groups:
        new = [i for line in group for i in line.identifiers if i not in seen]
        seen.update(new)
        done.append(
            Line(
                baseline_px=group[0].baseline_px,
                top_px=group[0].top_px,
                height_px=group[0].height_px,
                identifiers=tuple(new),
                names=frozenset().union(*(line.names for line in group)),
            )
        )
    return done


def _identifier(box: Any) -> str:
    return "" if box.element is None else str(box.element.get("id") or "")


def _names(box: Any) -> frozenset[str]:
    if box.element is None:
        return frozenset()
    return frozenset((box.element.get("class") or "").split())


def _is_silent(box: Any) -> bool:
    return box.element is not None and box.element.get("aria-hidden") == "true"
