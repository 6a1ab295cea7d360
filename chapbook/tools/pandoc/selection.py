"""Which blocks of an article an edition shows."""

from collections.abc import Iterable

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node


def selected(blocks: list[Node], edition: str, dropped: Iterable[str] = ()) -> list[Node]:
    """Return *blocks* as *edition* shows them.

    ``only`` and ``not`` parts choose by the edition's name; divs of a class in *dropped*
    are left out.
    """
    without = frozenset(dropped)

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Div":
            return node
        names = set(ast.classes(node))
        if names & without:
            return None
        listed = (ast.value(node, "editions") or "").replace(",", " ").split()
        if "only" in names:
            return list(node["c"][1]) if edition in listed else None
        if "not" in names:
            return None if edition in listed else list(node["c"][1])
        return node

    kept: list[Node] = ast.changed(blocks, visit)
    return kept
