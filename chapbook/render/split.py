"""Tables of more columns than any page has room for, cut into several.

Each part begins with the first column, which says what its rows are, and later ones say that they
go on.  A cell that spans columns is never cut: the table is cut beside it, or not at all.
"""

from collections.abc import Sequence
from typing import Any

from chapbook.model import Node
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast

CONTINUED = "continued"
"""The class of the caption of a later part."""

WHOLE_COLUMNS = 7
"""A table of no more columns is never cut: its words may wrap instead."""
SHARES = [share / 20 for share in range(19, 9, -1)]
"""Of the room: less of it is tried, so that the last part is not a single column."""
LONGEST_HEAD = 22
"""The first column says what rows are; so many characters of it stay on one line."""

Cell = list[Any]
Place = tuple[int, Cell]
"""The column (0-based) in which a cell begins, and the cell."""


def split(table: Node, widths_mm: Sequence[float], room_mm: float, continued: str) -> list[Node]:
    """Return *table* as parts of at most *room_mm*; as it is where that cannot be done.

    Args:
        table: With more than one column.
        widths_mm: What each column needs.
        room_mm: What a part may take.
        continued: The word for a table that goes on.
    """
    runs = _runs(table)
    groups = _groups(runs, widths_mm, room_mm)
    if len(groups) < 2:
        return [table]
    for share in SHARES:
        even = _groups(runs, widths_mm, room_mm * share)
        groups = even if len(even) == len(groups) else groups
    return [_part(table, columns, continued if i else "") for i, columns in enumerate(groups)]


def by_characters(table: Node, room: int, gap: int, continued: str) -> list[Node]:
    """Return *table* as parts that fit into lines of *room* characters, where it is too wide.

    For editions whose pages nobody knows beforehand.

    Args:
        table: Of any number of columns.
        room: Characters of table text that a line holds.
        gap: Characters between two columns.
        continued: The word for a table that goes on.
    """
    count = len(table["c"][2])
    if count <= WHOLE_COLUMNS:
        return [table]
    widths = [1] * count
    for row in (row for section in _sections(table) for row in placed(section)):
        for column, cell in row:
            text = ast.text(cell[4])
            longest = [len(word) for word in text.split()]
            if column == 0:
                longest.append(min(len(text), LONGEST_HEAD))
            if cell[3] == 1 and column < count:
                widths[column] = max([widths[column], *longest])
    needed = [width + gap for width in widths]
    return split(table, needed, room, continued) if sum(needed) > room else [table]


def _groups(
    runs: Sequence[range], widths_mm: Sequence[float], room_mm: float
) -> list[tuple[int, ...]]:
    """Return the columns of each part; nothing where one run of columns is too broad."""
    first, *others = runs
    if len(first) > 1:
        return []
    groups: list[list[int]] = []
    used_mm = room_mm
    for run in others:
        needed_mm = sum(widths_mm[column] for column in run)
        if widths_mm[0] + needed_mm > room_mm:
            return []
        if used_mm + needed_mm > room_mm:
            groups.append([0])
            used_mm = widths_mm[0]
        groups[-1] += run
        used_mm += needed_mm
    return [tuple(group) for group in groups]


def _runs(table: Node) -> list[range]:
    """Return the columns of *table* in runs that no cell reaches out of."""
    count = len(table["c"][2])
    joined = {
        column
        for section in _sections(table)
        for row in placed(section)
        for start, cell in row
        for column in range(start + 1, start + cell[3])
    }
    starts = [column for column in range(count) if column not in joined]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], count], strict=True)]


def _sections(table: Node) -> list[list[Any]]:
    """Return the lists of rows of *table*, within which cells span rows."""
    _, _, _, head, bodies, foot = table["c"]
    return [head[1], *(rows for body in bodies for rows in (body[2], body[3])), foot[1]]


def placed(rows: list[Any]) -> list[list[Place]]:
    """Return the cells of *rows*, each with the column in which it begins."""
    taken: dict[int, int] = {}
    found: list[list[Place]] = []
    for _, cells in rows:
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        above, column, row = set(taken), 0, []
        for cell in cells:
            while column in above:
                column += 1
            row.append((column, cell))
            taken |= dict.fromkeys(range(column, column + cell[3]), cell[2])
            column += cell[3]
        found.append(row)
    return found


def _part(table: Node, columns: tuple[int, ...], continued: str) -> Node:
    """Return *columns* of *table*; *continued* is empty for the first part."""
    (identifier, classes, pairs), caption, widths, head, bodies, foot = table["c"]
    attributes = ["" if continued else identifier, classes, pairs]
    kept = [[widths[column][0], {"t": "ColWidthDefault"}] for column in columns]

    def rows(section: list[Any]) -> list[Any]:
        return [
            [
                row[0],
                [again(c) if continued and not at else c for at, c in places if at in columns],
            ]
            for row, places in zip(section, placed(section), strict=True)
        ]

    parts = [[body[0], min(body[1], 1), rows(body[2]), rows(body[3])] for body in bodies]
    shown = _going_on(caption, continued) if continued else caption
    ends = [head[0], rows(head[1])], parts, [foot[0], rows(foot[1])]
    return {**table, "c": [attributes, shown, kept, *ends]}


def again(cell: Cell) -> Cell:
    """Return a cell that was shown before: its notes, name and markers of pages stay there.

    A cell is its attribute, alignment, the rows and columns that it spans, and its blocks.
    """

    def visit(node: Node) -> Node | None:
        if node["t"] == "Note" or pagebreak.is_marker(node):
            return None
        return ast.with_identifier(node, "") if ast.identifier(node) else node

    return [["", *cell[0][1:]], *cell[1:4], ast.changed(cell[4], visit)]


def _going_on(caption: list[Any], continued: str) -> list[Any]:
    """Return the caption of a later part: its number, and that it goes on."""
    label = next((n for n in ast.nodes(caption) if ast.has_class(n, "caption-label")), None)
    if label is None:
        return [None, []]
    words = f"{ast.text(label).removesuffix('.')} ({continued})"
    attributes = ast.attr("", [CONTINUED])
    return [None, [ast.plain([ast.span(ast.string(words), attributes)])]]
