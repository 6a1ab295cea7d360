r"""Where ``\label`` stands decides what it names: a heading, a figure, a table, or a spot."""

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning.known import LABEL

NAMED = {"Header", "Figure", "Table"}
LINES = {"Para", "Plain"}


def given(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with every label made the id of what it names."""
    renamed: dict[str, str] = {}

    def visit(node: Node) -> Node:
        if node["t"] in NAMED:
            return _named(node, renamed)
        if node["t"] in {"Div", "BlockQuote"}:
            index = 1 if node["t"] == "Div" else None
            inner = node["c"] if index is None else node["c"][1]
            inner = _after(inner, renamed)
            return {**node, "c": inner if index is None else [node["c"][0], inner]}
        return node

    done = _after(ast.changed(blocks, visit), renamed)
    final: list[Node] = ast.changed(done, lambda node: _final(node, renamed))
    return final


def _final(node: Node, renamed: dict[str, str]) -> Node:
    """Return a label that names a spot as an anchor, and links to old ids with the new ones."""
    if _is_label(node):
        return ast.span(node["c"][1], ast.attr(ast.identifier(node)))
    if node["t"] == "Link" and (new := renamed.get(node["c"][2][0].removeprefix("#"))):
        return ast.link(node["c"][1], f"#{new}", node["c"][0])
    return node


def _is_label(node: Node) -> bool:
    """Tell whether *node* is a label."""
    return node["t"] == "Span" and LABEL in ast.classes(node)


def _labels(tree: list[Node]) -> list[str]:
    """Return the labels in *tree*."""
    return [ast.identifier(node) for node in ast.nodes(tree) if _is_label(node)]


def _without(tree: list[Node]) -> list[Node]:
    """Return *tree* without labels, and without the spaces before them."""
    bare: list[Node] = ast.changed(tree, lambda node: None if _is_label(node) else node)
    return bare


def _named(node: Node, renamed: dict[str, str]) -> Node:
    """Return a heading, figure or table with the label in its words or caption as its id."""
    at = 2 if node["t"] == "Header" else 1
    names = _labels(node["c"][at])
    if not names:
        return node
    content = list(node["c"])
    if node["t"] == "Header":
        content[2] = _trimmed(_without(content[2]))
    else:
        content[1] = [content[1][0], [_shortened(block) for block in content[1][1]]]
        if node["t"] == "Figure":
            # An image that has no words of its own repeats the caption.
            content[2] = ast.changed(content[2], _without_labels)
    return _called({**node, "c": content}, names[0], renamed)


def _without_labels(node: Node) -> Node:
    """Return an image whose words hold no labels."""
    if node["t"] != "Image":
        return node
    return {**node, "c": [node["c"][0], _trimmed(_without(node["c"][1])), node["c"][2]]}


def _shortened(block: Node) -> Node:
    """Return a block of a caption without labels."""
    return {**block, "c": _trimmed(_without(block["c"]))} if block["t"] in LINES else block


def _trimmed(inlines: list[Node]) -> list[Node]:
    """Return *inlines* without spaces at either end."""
    while inlines and inlines[-1]["t"] in ast.BLANK:
        inlines = inlines[:-1]
    while inlines and inlines[0]["t"] in ast.BLANK:
        inlines = inlines[1:]
    return inlines


def _called(node: Node, name: str, renamed: dict[str, str]) -> Node:
    """Return *node* with the id *name*; *renamed* remembers the one that it had."""
    if old := ast.identifier(node):
        renamed[old] = name
    return ast.with_identifier(node, name)


def _after(blocks: list[Node], renamed: dict[str, str]) -> list[Node]:
    """Return *blocks* with each label right after a heading, figure or table given to it."""
    out: list[Node] = []
    for block in blocks:
        names, rest = _leading(block)
        if names and out and out[-1]["t"] in NAMED:
            out[-1] = _called(out[-1], names[0], renamed)
            if rest:
                out.append({**block, "c": rest})
        else:
            out.append(block)
    return out


def _leading(block: Node) -> tuple[list[str], list[Node]]:
    """Return the label that a paragraph begins with, and what follows it."""
    if block["t"] not in LINES or not block["c"] or not _is_label(block["c"][0]):
        return [], []
    return _labels(block["c"][:1]), _trimmed(block["c"][1:])
