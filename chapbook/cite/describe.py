"""Long descriptions of figures: taken from where they are written to the article's end.

A figure names its description with ``description="#id"``; the description is a div with
that id.  In the finished article it stands in a section of its own, linked both ways.
"""

from chapbook.model import Node
from chapbook.tools.pandoc import ast


def taken_out(blocks: list[Node]) -> tuple[list[Node], dict[str, list[Node]]]:
    """Return *blocks* without descriptions, and the descriptions by their figure's id.

    Each described image then names its description's new id in ``description``.
    """
    figures = {
        described: ast.identifier(figure)
        for figure in ast.nodes(blocks)
        if figure["t"] == "Figure"
        for described in _named(figure)
    }
    found: dict[str, list[Node]] = {}

    def visit(node: Node) -> Node | None:
        if node["t"] == "Div" and ast.identifier(node) in figures:
            found[figures[ast.identifier(node)]] = node["c"][1]
            return None
        return _renamed(node, figures) if node["t"] == "Image" else node

    kept: list[Node] = ast.changed(blocks, visit)
    ordered = {figure: found[figure] for figure in figures.values() if figure in found}
    return kept, ordered


def _named(figure: Node) -> list[str]:
    """Return the ids of the descriptions that the images in *figure* name."""
    values = [ast.value(node, "description") for node in ast.nodes(figure) if node["t"] == "Image"]
    return [named[1:] for named in values if named and named.startswith("#")]


def _renamed(image: Node, figures: dict[str, str]) -> Node:
    """Return *image* naming its description by the id that it has in the article's end."""
    (identifier, classes, pairs), *rest = image["c"]
    pairs = [
        [key, f"#description-{figures[value[1:]]}"]
        if key == "description" and value[1:] in figures
        else [key, value]
        for key, value in pairs
    ]
    return {**image, "c": [[identifier, classes, pairs], *rest]}
