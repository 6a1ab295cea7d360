"""Lists of signs to watch for, which stand on one page as long as one page can hold them."""

from chapbook.model import Node
from chapbook.render.handout.large_print.tables import Page
from chapbook.tools import fonts
from chapbook.tools.fonts import Style
from chapbook.tools.pandoc import ast

URGENT, CUT = "see-doctor", "cut"
"""The class of such lists, and of those that may be cut between two signs."""

SIDES_EM = 6.0
"""What frame, sign and bullets take of the width."""
ITEM_EM = 0.5
"""White below each sign."""
FRAME_EM = 9.0
"""Frame and title, and the heading that may stand above."""
LEADING = 1.45
"""From line to line; ``large-print.css`` says the same."""


def whole(blocks: list[Node], page: Page) -> list[Node]:
    """Return *blocks*, those lists marked that one page cannot hold beside their heading."""

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, URGENT):
            return node
        if _height_em(node, page) < page.height_mm / page.em_mm:
            return node
        identifier, classes, pairs = node["c"][0]
        return ast.div(node["c"][1], [identifier, [*classes, CUT], pairs])

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _height_em(box: Node, page: Page) -> float:
    """Return about how high *box* is with its heading, in sizes of type."""
    line_em = page.width_em - SIDES_EM
    texts = [ast.text(node) for node in ast.nodes(box) if node["t"] in {"Para", "Plain"}]
    widths = [fonts.width_em(fonts.LARGE_PRINT, Style.REGULAR, text) for text in texts]
    # A line ends where a word does, so that it is rarely full.
    lines = [1 + int(width * 1.1 / line_em) for width in widths]
    return FRAME_EM + sum(count * LEADING + ITEM_EM for count in lines)
