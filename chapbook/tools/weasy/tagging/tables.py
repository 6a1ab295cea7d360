"""Tables: a full grid, and heads that say what they are heads of (ISO 32000-1, 14.8.4.3.4).

Every row has as many cells as the table has columns (ISO 14289-1, 7.5), whatever HTML says.
"""

from dataclasses import dataclass
from typing import Any

from chapbook.tools.weasy.tagging.nodes import Area, Mark, Node
from chapbook.tools.weasy.tagging.tag import Tag

Kid = Tag | Mark | Area

GROUPS = {"THead", "TBody", "TFoot"}


@dataclass(slots=True)
class _Cell:
    """A cell in its place; rows and columns are 0-based."""

    tag: Tag
    row: int
    column: int
    rows: int
    columns: int


def cell(node: Node, role: str, kids: list[Kid]) -> list[Kid]:
    """Return a cell; how far it reaches is settled with the table."""
    return [Tag(role, kids, source=node)]


def made(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return a table: a caption, then head, bodies and foot, or nothing but rows."""
    table = Tag("Table", source=node)
    captions = [kid for kid in kids if isinstance(kid, Tag) and kid.role == "Caption"]
    groups = [kid for kid in kids if isinstance(kid, Tag) and kid.role in GROUPS and kid.kids]
    rows = [kid for kid in kids if isinstance(kid, Tag) and kid.role == "TR"]
    named = {"Caption", "TR", *GROUPS}
    rest = [kid for kid in kids if not (isinstance(kid, Tag) and kid.role in named)]
    if rows:
        groups.append(Tag("TBody", [*rows]))
    if rest:
        groups.append(Tag("TBody", [Tag("TR", [Tag("TD", rest)])]))
    heads = [each for each in groups if each.role == "THead"]
    # One head and one foot; more of them are bodies.
    for each in [*heads[1:], *[e for e in groups if e.role == "TFoot"][1:]]:
        each.role = "TBody"
    if not any(each.role == "TBody" for each in groups):
        for each in groups:
            each.role = "TBody"
    in_order = sorted(groups, key=lambda each: _ORDER[each.role])
    _fill(in_order)
    if all(each.role == "TBody" for each in in_order) and len(in_order) == 1:
        in_order = in_order[0].tags
    table.kids = [*captions[:1], *in_order]
    more = captions[1:] if in_order else captions
    return [*([table] if in_order else []), *(Tag("P", each.kids) for each in more)]


_ORDER = {"THead": 0, "TBody": 1, "TFoot": 2}


def _fill(groups: list[Tag]) -> None:
    """Give every row of *groups* all its cells, and heads what they are heads of."""
    for group in groups:
        group.kids = [_as_row(kid) for kid in group.kids]
    cells = [each for group in groups for each in _grid(group)]
    # A column in which no cell begins is none, however far a cell says that it reaches.
    width = max((each.column + 1 for each in cells), default=0)
    start = 0
    placed: list[_Cell] = []
    for group in groups:
        rows = group.tags
        inner = _grid(group)
        for each in inner:
            each.row += start
            each.columns = min(each.columns, width - each.column)
        _complete(rows, inner, width, start)
        placed += inner
        start += len(rows)
    _tell(placed, groups)


def _as_row(kid: Kid) -> Tag:
    """Return *kid* as a row of cells."""
    if not (isinstance(kid, Tag) and kid.role == "TR"):
        return Tag("TR", [kid if isinstance(kid, Tag) and kid.role in CELLS else Tag("TD", [kid])])
    kid.kids = [
        each if isinstance(each, Tag) and each.role in CELLS else Tag("TD", [each])
        for each in kid.kids
    ]
    return kid


CELLS = {"TD", "TH"}


def _grid(group: Tag) -> list[_Cell]:
    """Return the cells of *group* in their places: a cell takes the next free column.

    Source: HTML, 4.9.12.1 (forming a table); a cell never reaches into another, nor out of
    its group.
    """
    taken: set[tuple[int, int]] = set()
    found: list[_Cell] = []
    rows = group.tags
    for row, tag in enumerate(rows):
        column = 0
        for each in tag.tags:
            while (row, column) in taken:
                column += 1
            columns, high = _spans(each)
            high = min(high, len(rows) - row)
            free = next((n for n in range(1, columns) if (row, column + n) in taken), columns)
            found.append(_Cell(each, row, column, high, free))
            taken |= {(row + y, column + x) for y in range(high) for x in range(free)}
            column += free
    return found


def _spans(tag: Tag) -> tuple[int, int]:
    """Return how many columns and rows *tag* covers."""
    box = tag.source.boxes[0][1] if isinstance(tag.source, Node) and tag.source.boxes else None
    columns, rows = getattr(box, "colspan", 1), getattr(box, "rowspan", 1)
    return max(int(columns), 1), max(int(rows), 1) if rows != 0 else 65534


def _complete(rows: list[Tag], cells: list[_Cell], width: int, start: int) -> None:
    """Add empty cells where *rows* of a group, of which *start* is the first, have none."""
    covered = {
        (each.row + y, each.column + x)
        for each in cells
        for y in range(each.rows)
        for x in range(each.columns)
    }
    for index, row in enumerate(rows):
        gaps = [x for x in range(width) if (start + index, x) not in covered]
        row.kids += [Tag("TD") for _ in gaps]
    for each in cells:
        spans = {"ColSpan": each.columns, "RowSpan": each.rows}
        said: dict[str, Any] = {name: number for name, number in spans.items() if number > 1}
        if said:
            each.tag.attributes["Table"] = said


def _tell(cells: list[_Cell], groups: list[Tag]) -> None:
    """Give heads their scope; where they span, tell each cell which are its heads."""
    in_head = {id(row) for group in groups if group.role == "THead" for row in group.tags}
    rows = [row for group in groups for row in group.tags]
    heads = [each for each in cells if each.tag.role == "TH"]
    for each in heads:
        row = rows[each.row]
        is_all = id(row) in in_head or all(kid.role == "TH" for kid in row.tags)
        each.tag.attributes.setdefault("Table", {})["Scope"] = _scope(each.tag, is_all)
    if any(each.rows > 1 or each.columns > 1 for each in heads) or _is_irregular(heads):
        _name_heads(cells, heads)


def _scope(tag: Tag, is_row_of_heads: bool) -> str:
    """Return what the head *tag* is the head of."""
    said = tag.source.get("scope").lower() if isinstance(tag.source, Node) else ""
    if said in {"row", "rowgroup"}:
        return "/Row"
    if said in {"col", "colgroup"} or is_row_of_heads:
        return "/Column"
    return "/Row"


def _is_irregular(heads: list[_Cell]) -> bool:
    """Tell whether *heads* stand in more than the first row and the first column."""
    return (
        len({each.row for each in heads if each.tag.attributes["Table"]["Scope"] == "/Column"}) > 1
    )


def _name_heads(cells: list[_Cell], heads: list[_Cell]) -> None:
    """Tell each cell which are its heads (table 349)."""
    for each in cells:
        above = [head.tag for head in heads if head is not each and _is_above(head, each)]
        if above:
            each.tag.attributes.setdefault("Table", {})["Headers"] = above


def _is_above(head: _Cell, cell: _Cell) -> bool:
    """Tell whether *head* is a head of *cell*."""
    if head.tag.attributes["Table"]["Scope"] == "/Column":
        overlaps = (
            head.column < cell.column + cell.columns and cell.column < head.column + head.columns
        )
        return overlaps and head.row < cell.row
    overlaps = head.row < cell.row + cell.rows and cell.row < head.row + head.rows
    return overlaps and head.column < cell.column and cell.tag.role == "TD"
