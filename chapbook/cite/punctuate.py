"""Where raised citation numbers stand beside punctuation."""

import re
from typing import Any

from chapbook.model import Node
from chapbook.tools.pandoc import ast

STAYS_BEHIND = (";", ":")
"""What AMA puts after the number, while full stops and commas go before it; pandoc's
``notes-after-punctuation`` treats all alike.
Source: https://libraryguides.ursuline.edu/amastyle/qrintext."""


JOINED = re.compile(r"(?P<comma>,)(?P<word>[^\W\d_]{2,}.*)", re.S)
"""A comma between two numbers, and the word that the writer put before the second."""


def spaced(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with a space between a comma and a word within citations.

    Styles that cite by number put a bare comma between numbers, "1,2"; before a word, as in
    "see 1, also 2", it wants its space.
    """

    def word(node: Node) -> Node | list[Node]:
        found = JOINED.fullmatch(node["c"]) if node["t"] == "Str" else None
        if found is None:
            return node
        comma: Node = {"t": "Str", "c": found["comma"]}
        return [comma, {"t": "Space"}, {"t": "Str", "c": found["word"]}]

    def visit(node: Node) -> Node:
        if node["t"] != "Cite":
            return node
        return {**node, "c": [node["c"][0], ast.changed(node["c"][1], word)]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def before_colons(tree: Any) -> Any:
    """Return *tree* with raised numbers moved before semicolons and colons."""
    if isinstance(tree, dict):
        return {key: before_colons(part) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in tree:
        mark = _mark_before(out, part)
        if mark:
            out[-1] = {**out[-1], "c": out[-1]["c"][:-1]}
        out.append(before_colons(part))
        if mark:
            out.append({"t": "Str", "c": mark})
    return out


def _mark_before(done: list[Any], part: Any) -> str:
    """Return the mark that a raised citation *part* should stand before, or nothing."""
    if not (isinstance(part, dict) and part.get("t") == "Cite" and _is_raised(part)):
        return ""
    last = done[-1] if done else None
    is_word = isinstance(last, dict) and last.get("t") == "Str"
    return str(last["c"][-1:]) if is_word and last and last["c"].endswith(STAYS_BEHIND) else ""


def _is_raised(cite: Node) -> bool:
    """Tell whether *cite* is printed as nothing but raised numbers."""
    return [inline["t"] for inline in cite["c"][1]] == ["Superscript"]
