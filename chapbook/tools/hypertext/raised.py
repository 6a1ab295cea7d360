"""Raised marks stay on the line of the word that they belong to, and ranges on one line.

WeasyPrint 70 may break a line between a full stop and the raised number behind it,
since the two are boxes of their own; no property of CSS forbids it from outside.  Behind
an en dash every line may end (UAX 14, class BA), also in the middle of "18–67" and of the
"(author–date)" in the name of a citation style.
"""

import re
from typing import Any

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

LONGEST = 24
"""The most characters of a word that is kept with its mark; a longer one may break."""

RANGE = re.compile(r"\d–\d")
"""What a range of numbers has in its middle."""


BRACKETED = re.compile(r"\([^()]+[-–][^()]+\)")
"""What stands behind the name of a citation style."""


def with_their_words(tree: Any) -> Any:
    """Return *tree* with each raised citation and the word before it in one span.

    A range of numbers has one of its own, and so has a word in brackets behind a style's name.
    """
    if isinstance(tree, dict):
        if tree.get("t") == "Div" and ast.has_class(tree, "citations"):
            tree = ast.changed(tree, _with_whole_brackets)
        return {key: with_their_words(part) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in tree:
        done = with_their_words(part)
        if _is_raised(part) and out and _is_short_word(out[-1]):
            done = ast.span([out.pop(), done], ast.attr("", ["marked"]))
        elif _is_range(part):
            done = ast.span([done], ast.attr("", ["range"]))
        out.append(done)
    return out


def _with_whole_brackets(node: Node) -> Node:
    """Return *node* in a span that no line breaks, if it is one word in brackets."""
    if node["t"] != "Str" or not BRACKETED.fullmatch(node["c"]) or len(node["c"]) > LONGEST:
        return node
    return ast.span([node], ast.attr("", ["marked"]))


def _is_raised(part: Any) -> bool:
    """Tell whether *part* is a citation that is printed as nothing but raised numbers."""
    if not isinstance(part, dict) or part.get("t") != "Cite":
        return False
    inside = part["c"][1]
    while len(inside) == 1 and inside[0]["t"] == "Span":
        inside = inside[0]["c"][1]
    return [inline["t"] for inline in inside] == ["Superscript"]


def _is_range(node: Any) -> bool:
    """Tell whether *node* is a word with a range of numbers, short enough to be kept whole."""
    is_word = isinstance(node, dict) and node.get("t") == "Str"
    return is_word and len(node["c"]) <= LONGEST and bool(RANGE.search(node["c"]))


def _is_short_word(node: Any) -> bool:
    """Tell whether *node* is a word short enough to be kept on one line with its mark."""
    if isinstance(node, dict) and node.get("t") == "Span" and ast.classes(node) == ["range"]:
        return True
    return isinstance(node, dict) and node.get("t") == "Str" and len(node["c"]) <= LONGEST
