"""How far the pages of a layout are filled."""

from typing import Any


def share(page: Any) -> float:
    """Return how far down text and pictures of *page*, WeasyPrint's box of it, reach.

    0 is the upper edge of what the margins leave and 1 the lower one; what stands in the margins
    does not count.
    """
    from weasyprint.formatting_structure import boxes

    flow = page.children[0]
    kinds = (boxes.LineBox, boxes.ReplacedBox)
    ends = [box.position_y + box.height for box in flow.descendants() if isinstance(box, kinds)]
    return (max(ends) - page.content_box_y()) / page.height if ends else 0.0
