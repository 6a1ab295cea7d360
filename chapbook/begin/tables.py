"""Tables of word processors, whose head is often only a first row in bold."""

from typing import Any

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

CELL_CONTENT = 4
"""Where the blocks of a cell stand in pandoc's model: attributes, alignment, two spans, blocks."""


def headed(node: Node) -> Node:
    """Return a table without a head with its first row as the head, if all of that is bold."""
    if node["t"] != "Table":
        return node
    attribute, caption, columns, head, bodies, foot = node["c"]
    has_head = any(ast.text(cell[CELL_CONTENT]) for row in head[1] for cell in row[1])
    rows = bodies[0][3] if bodies else []
    if has_head or len(rows) < 2 or not all(_is_bold(cell) for cell in rows[0][1]):
        return node
    first = [rows[0][0], [_bare(cell) for cell in rows[0][1]]]
    rest = [[*bodies[0][:3], rows[1:]], *bodies[1:]]
    return {"t": "Table", "c": [attribute, caption, columns, [head[0], [first]], rest, foot]}


def _is_bold(cell: list[Any]) -> bool:
    """Tell whether all that *cell* holds is bold; a cell of nothing counts as that."""
    return all(
        block["t"] in {"Para", "Plain"}
        and all(node["t"] == "Strong" or node["t"] in ast.BLANK for node in block["c"])
        for block in cell[CELL_CONTENT]
    )


def _bare(cell: list[Any]) -> list[Any]:
    """Return *cell* without bold, which a head has anyway."""
    content = ast.changed(cell[CELL_CONTENT], _unbold)
    return [*cell[:CELL_CONTENT], content]


def _unbold(node: Node) -> Node | list[Node]:
    """Return what is bold in *node* as plain text."""
    inner: list[Node] = node["c"] if node["t"] == "Strong" else []
    return inner if node["t"] == "Strong" else node
