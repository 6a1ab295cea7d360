"""Text that runs against the text around it: phrases, references, code and addresses.

Each says so on the model, as ``dir``, so that every edition keeps its letters, numbers
and punctuation in their order.
"""

from typing import Any

from chapbook.model import Node
from chapbook.tools import direction
from chapbook.tools.direction import LTR
from chapbook.tools.pandoc import ast

OWN = {"csl-entry", "cited-in"}
"""Classes of what runs as most of its letters do: a work in a reference list, and the line of
ours below it."""

ADDRESSES = ("http://", "https://", "doi:", "www.", "10.")
"""How the words of a link begin that are an address."""


def marked(tree: Any, around: str) -> Any:
    """Return *tree* with everything marked that runs against the text around it.

    Args:
        tree: Blocks, inlines or anything within them.
        around: ``rtl`` or ``ltr``, as the text around *tree* runs.
    """
    if isinstance(tree, list):
        return [marked(part, around) for part in tree]
    if not isinstance(tree, dict):
        return tree
    own = _own(tree, around)
    inside = {key: marked(part, own) for key, part in tree.items()}
    return inside if own == around and not _is_apart(tree, around) else _said(inside, own)


def _is_apart(node: Node, around: str) -> bool:
    """Tell whether *node* ends in a number that would join one behind it, turned round.

    In "table 1.²" a browser takes 1.2 for one number, unless the reference stands apart.
    """
    if around == LTR or not isinstance(node.get("t"), str):
        return False
    return node["t"] == "Link" or (node["t"] == "Span" and ast.has_class(node, "citation"))


def _own(node: Node, around: str) -> str:
    """Return which way *node* runs."""
    kind = node.get("t")
    said = ast.value(node, "dir") if kind in ast.ATTR_INDEX else None
    lang = ast.value(node, "lang") if kind in ast.ATTR_INDEX else None
    if said in {direction.RTL, LTR}:
        own = str(said)
    elif lang:
        own = direction.of_language(lang)
    elif kind in {"Code", "CodeBlock"}:
        own = LTR
    elif kind == "Emph" or (kind == "Div" and set(ast.classes(node)) & OWN):
        own = direction.of_text(ast.text(node), around)
    elif kind == "Link" and ast.text(node).startswith(ADDRESSES):
        own = LTR
    else:
        own = around
    return own


def _said(node: Node, own: str) -> Node:
    """Return *node* with the direction *own*; in a span, where it can have no attribute."""
    if node["t"] not in ast.ATTR_INDEX:
        return ast.span([node], ast.attr("", [], dir=own))
    index = ast.ATTR_INDEX[node["t"]]
    content = list(node["c"])
    identifier, classes, pairs = content[index]
    kept = [[key, value] for key, value in pairs if key != "dir"]
    content[index] = [identifier, classes, [*kept, ["dir", own]]]
    return {**node, "c": content}
