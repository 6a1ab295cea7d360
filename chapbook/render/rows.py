"""Citations as rows of a table.

A definition list has no rows: on paper its term and its text can end up on two pages.
"""

from chapbook.model import Node
from chapbook.tools.pandoc import ast

SHARES = (0.28, 0.72)
"""Of the width: the style's name, the citation."""

_LEFT = {"t": "AlignLeft"}


def of_citations(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with each list of citations as a table, its first column the heads."""

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, "citations"):
            return node
        inner = [_table(b) if b["t"] == "DefinitionList" else b for b in node["c"][1]]
        return ast.div(inner, node["c"][0])

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _table(listed: Node) -> Node:
    """Return a definition list as a table."""
    rows = [
        _row([ast.plain(term)], [block for each in definitions for block in each])
        for term, definitions in listed["c"]
    ]
    columns = [[_LEFT, {"t": "ColWidth", "c": share}] for share in SHARES]
    body = [ast.attr(), 1, [], rows]
    none = [ast.attr(), []]
    return {"t": "Table", "c": [ast.attr(), [None, []], columns, none, [body], none]}


def _row(*cells: list[Node]) -> list[object]:
    """Return a row of a table."""
    return [ast.attr(), [[ast.attr(), _LEFT, 1, 1, blocks] for blocks in cells]]
