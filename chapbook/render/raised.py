"""Raised marks stay on the line of the word that they belong to.

WeasyPrint 70 may break a line between a full stop and the raised number behind it,
since the two are boxes of their own; no property of CSS forbids it from outside.
"""

from typing import Any

from chapbook.tools.pandoc import ast

LONGEST = 24
"""The most characters of a word that is kept with its mark; a longer one may break."""


def with_their_words(tree: Any) -> Any:
    """Return *tree* with each raised citation and the word before it in one span."""
    if isinstance(tree, dict):
        return {key: with_their_words(part) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in tree:
        done = with_their_words(part)
        if _is_raised(part) and out and _is_short_word(out[-1]):
            done = ast.span([out.pop(), done], ast.attr("", ["marked"]))
        out.append(done)
    return out


def _is_raised(part: Any) -> bool:
    """Tell whether *part* is a citation that is printed as nothing but raised numbers."""
    if not isinstance(part, dict) or part.get("t") != "Cite":
        return False
    inside = part["c"][1]
    while len(inside) == 1 and inside[0]["t"] == "Span":
        inside = inside[0]["c"][1]
    return [inline["t"] for inline in inside] == ["Superscript"]


def _is_short_word(node: Any) -> bool:
    """Tell whether *node* is a word short enough to be kept on one line with its mark."""
    return isinstance(node, dict) and node.get("t") == "Str" and len(node["c"]) <= LONGEST
