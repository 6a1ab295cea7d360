"""Cross-references: empty links take the name of what they lead to."""

from collections.abc import Mapping

from chapbook.model import Node
from chapbook.tools.pandoc import ast


def titles(blocks: list[Node]) -> dict[str, list[Node]]:
    """Return the words of every heading by its id, without notes and links."""
    return {
        ast.identifier(node): _bare(node["c"][2])
        for node in ast.nodes(blocks)
        if node["t"] == "Header" and ast.identifier(node)
    }


def _bare(inlines: list[Node]) -> list[Node]:
    """Return *inlines* fit to stand inside a link."""

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] in {"Note", "Cite"}:
            return None
        return list(node["c"][1]) if node["t"] == "Link" else node

    bare: list[Node] = ast.changed(inlines, visit)
    return bare


def resolved(
    blocks: list[Node], names: Mapping[str, str], headings: Mapping[str, list[Node]]
) -> list[Node]:
    """Return *blocks* with every empty link to an id filled.

    Args:
        blocks: The article.
        names: Printed names of numbered things by id, such as "Table 2".
        headings: The words of headings by id.
    """

    def visit(node: Node) -> Node:
        if node["t"] != "Link" or node["c"][1] or not node["c"][2][0].startswith("#"):
            return node
        target = node["c"][2][0][1:]
        named = [{"t": "Str", "c": names[target]}] if target in names else None
        words = named or headings.get(target, [])
        return ast.link(words, f"#{target}", ast.attr("", ["cross-reference"]))

    filled: list[Node] = ast.changed(blocks, visit)
    return filled


def quoted(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with quotation marks as the language of *labels* writes them."""
    marks = {
        kind: (labels[f"quotes-{name}-open"], labels[f"quotes-{name}-close"])
        for kind, name in (("DoubleQuote", "double"), ("SingleQuote", "single"))
    }

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] != "Quoted":
            return node
        before, after = marks[node["c"][0]["t"]]
        return [{"t": "Str", "c": before}, *node["c"][1], {"t": "Str", "c": after}]

    done: list[Node] = ast.changed(blocks, visit)
    return done


def without_comments(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without the comments that are meant for other writers only."""

    def visit(node: Node) -> Node | None:
        if node["t"] in {"RawInline", "RawBlock"} and node["c"][1].lstrip().startswith("<!--"):
            return None
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done
