"""How high the parts of a laid out sheet are, and what its sides have left."""

from chapbook.tools.weasy import Layout

SIDE_COUNT = 2

PX_PER_PT = 96 / 72
PX_PER_MM = 96 / 25.4
HEAD_ROOM_MM = 30.0
"""At most taken at the head of the second side by its margin and the notice."""
BOTTOM_MM = 9.0
"""White below the foot of each side: what office printers cannot reach."""

PART = "part-"
"""How the ids of parts begin; the index of the part follows."""
LINE = "line-"
"""How the ids of ruled lines begin that are not those of one question."""
AFTER = "after"
"""The id of what stands behind all parts: a stamp, what is left out, other forms."""
FOOT = "foot"
"""The id of the foot of the last side."""


def height_px(layout: Layout, identifier: str) -> float:
    """Return the height of the element *identifier*, on however many pages it stands."""
    boxes = [
        page.anchors[identifier] for page in layout.document.pages if identifier in page.anchors
    ]
    return float(sum(bottom - top for _, top, _, bottom in boxes))


def overflow_px(layout: Layout) -> float:
    """Return how much of the text stands beyond the second side and would not fit above its end.

    The foot keeps together: where it went on alone, the white that it left counts.
    """
    beyond = [page.anchors.values() for page in layout.document.pages[SIDE_COUNT:] if page.anchors]
    if not beyond:
        return 0.0
    height = sum(max(b[3] for b in boxes) - min(b[1] for b in boxes) for boxes in beyond)
    return max(float(height) - white_px(layout, SIDE_COUNT - 1), 1.0)


def white_px(layout: Layout, page_index: int) -> float:
    """Return the height that is left below the text on a page, above the foot of the first."""
    page = layout.document.pages[page_index]
    bottoms = [box[3] for name, box in page.anchors.items() if name.startswith((PART, LINE, AFTER))]
    if not bottoms:
        return 0.0
    end = page.height - BOTTOM_MM * PX_PER_MM
    if page_index == 0:
        end -= height_px(layout, FOOT)
    return max(float(end - max(bottoms)), 0.0)


def slack_px(layout: Layout) -> float:
    """Return the height that is left on both sides."""
    page = layout.document.pages[-1]
    _, top, _, bottom = page.anchors[FOOT]
    left = float(page.height - BOTTOM_MM * PX_PER_MM - bottom)
    if layout.page_count < SIDE_COUNT:
        # The foot stands on each side, and the notice at the head of each.
        left += page.height - (BOTTOM_MM + HEAD_ROOM_MM) * PX_PER_MM - 2 * (bottom - top)
    return left
