"""Text without slanted letters: clear print guidelines ask for none.

Source: UK Association for Accessible Formats, G003 "Creating clear print and large print
documents"; American Printing House, "Guidelines for the Development of Documents in Large Print".

What stresses words is bold, which the style sheet says.  A whole paragraph in italics, such as a
motto or a summary, stresses nothing: it is set as other paragraphs are.
"""

from chapbook.model import Node
from chapbook.tools.pandoc import ast

MOST_WORDS = 12
"""A stressed run of more words is hardly one that stresses: bold would shout it."""

SILENT = set(" \t.,;:!?…»”’\"'")
"""What may stand beside the only stressed words of a paragraph."""


def upright(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without emphasis where it marks off nothing."""

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] in {"Para", "Plain"}:
            return {**node, "c": _plain(node["c"])}
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _plain(inlines: list[Node]) -> list[Node]:
    """Return the words of a paragraph, long runs and the only run without emphasis."""
    others = [node for node in inlines if node["t"] != "Emph"]
    is_whole = len(others) < len(inlines) and all(_is_silent(node) for node in others)
    out: list[Node] = []
    for node in inlines:
        drops = node["t"] == "Emph" and (is_whole or _is_long(node))
        out += node["c"] if drops else [node]
    return out


def _is_silent(node: Node) -> bool:
    """Tell whether *node* is white space, a mark or a note between stressed words."""
    is_mark = node["t"] == "Str" and set(node["c"]) <= SILENT
    return is_mark or node["t"] in {*ast.BLANK, "Note", "Cite"}


def _is_long(node: Node) -> bool:
    return len(ast.text(node).split()) > MOST_WORDS
