"""Tables of HTML, with cells that span several columns or rows."""

from dataclasses import dataclass, field

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import parts
from chapbook.tools.pandoc.meaning.tags import Element, style

MOST_SPANNED = 1000
"""Columns or rows that one cell may span (HTML Living Standard, 4.9.11)."""

ALIGNMENTS = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


@dataclass(slots=True)
class Rows:
    """The rows of a table by the section that they stand in, and its caption."""

    caption: list[Node] = field(default_factory=list)
    thead: list[Element] = field(default_factory=list)
    tbody: list[Element] = field(default_factory=list)
    tfoot: list[Element] = field(default_factory=list)


def table(element: Element) -> list[Node] | None:
    """Return the table that *element* is; nothing if it holds what no table can."""
    rows = Rows()
    if not all(_sorted(child, rows, "tbody") for child in element.children):
        return None
    if not rows.thead and rows.tbody and _heads(rows.tbody[0]) == len(rows.tbody[0].children):
        rows.thead = [rows.tbody.pop(0)]
    if not any(row.children for row in (*rows.thead, *rows.tbody, *rows.tfoot)):
        return None
    width = max(_width(section) for section in (rows.thead, rows.tbody, rows.tfoot))
    beside = 1 if rows.tbody and all(_heads(row) for row in rows.tbody) else 0
    content = [
        ast.attr(element.attribute("id")),
        [None, [_plain(block) for block in rows.caption]],
        [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)],
        [ast.attr(), [_row(row) for row in rows.thead]],
        [[ast.attr(), beside, [], [_row(row) for row in rows.tbody]]],
        [ast.attr(), [_row(row) for row in rows.tfoot]],
    ]
    return [{"t": "Table", "c": content}]


def _plain(block: Node) -> Node:
    """Return a paragraph as a line of text; any other block as it is."""
    return ast.plain(block["c"]) if block["t"] == "Para" else block


def _sorted(child: Node, rows: Rows, section: str) -> bool:
    """Put *child* where it belongs in *rows*; tell whether it belongs into a table at all."""
    element = parts.part(child)
    if element is None:
        return False
    match element.tag.name:
        case "caption":
            rows.caption = parts.blocks(element.children)
            return parts.is_whole(element)
        case "colgroup" | "col":
            return True
        case "tr":
            getattr(rows, section).append(element)
            return parts.all_of(element, {"td", "th"}) is not None
        case "thead" | "tbody" | "tfoot" as name:
            return all(_sorted(inner, rows, name) for inner in element.children)
    return False


def _heads(row: Element) -> int:
    """Return how many cells at the beginning of *row* are headings."""
    names = [cell["element"].tag.name for cell in row.children]
    return next((i for i, name in enumerate(names) if name != "th"), len(names))


def _span(cell: Element, key: str) -> int:
    """Return how many columns or rows *cell* spans."""
    said = cell.attribute(key)
    return min(max(int(said), 1), MOST_SPANNED) if said.isdecimal() else 1


def _width(rows: list[Element]) -> int:
    """Return how many columns *rows* need, cells that come down from above included."""
    widest = 0
    reaching: list[tuple[int, int]] = []
    for row in rows:
        here = sum(columns for columns, _ in reaching)
        spans = [
            (_span(c["element"], "colspan"), _span(c["element"], "rowspan")) for c in row.children
        ]
        widest = max(widest, here + sum(columns for columns, _ in spans))
        down = [(columns, left - 1) for columns, left in reaching]
        down += [(columns, left - 1) for columns, left in spans]
        reaching = [(columns, left) for columns, left in down if left > 0]
    return widest


def _row(row: Element) -> list[object]:
    """Return a row as pandoc has it."""
    return [ast.attr(), [_cell(child["element"]) for child in row.children]]


def _cell(cell: Element) -> list[object]:
    """Return a cell as pandoc has it."""
    said = (cell.attribute("align") or style(cell, "text-align")).lower()
    alignment = {"t": ALIGNMENTS.get(said, "AlignDefault")}
    content = parts.blocks(cell.children)
    content = [_plain(content[0])] if len(content) == 1 else content
    return [ast.attr(), alignment, _span(cell, "rowspan"), _span(cell, "colspan"), content]
