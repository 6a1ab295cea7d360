"""Callouts that are written as quotations, as GitHub and Obsidian have them.

> [!NOTE]                   > [!tip]- A title of its own
> Useful words.             > Useful words.
"""

import re
from collections.abc import Mapping

from chapbook.model import Node
from chapbook.tools.pandoc import ast

MARK = re.compile(r"\[!(?P<kind>[A-Za-z]+)\][+-]?")

KINDS = {
    **dict.fromkeys(("info", "abstract", "summary", "example", "quote", "todo"), "note"),
    **dict.fromkeys(("success", "question"), "tip"),
    **dict.fromkeys(("failure", "bug"), "danger"),
}
"""What Obsidian's further kinds are called here.  Source: https://help.obsidian.md/callouts"""


def understood(blocks: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return *blocks* with such quotations as callouts."""

    def visit(node: Node) -> Node:
        return _callout(node, labels) if node["t"] == "BlockQuote" else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _callout(quote: Node, labels: Mapping[str, str]) -> Node:
    """Return *quote* as the div of a callout, if it begins with the mark of one."""
    first, *rest = quote["c"] or [{"t": "Null"}]
    inlines = first["c"] if first["t"] in {"Para", "Plain"} else []
    found = MARK.fullmatch(inlines[0]["c"]) if inlines and inlines[0]["t"] == "Str" else None
    if found is None:
        return quote
    kind = found["kind"].lower()
    kind = kind if f"callout-{kind}" in labels else KINDS.get(kind, "note")
    at = next((i for i, n in enumerate(inlines) if n["t"] in {"SoftBreak", "LineBreak"}), None)
    title = ast.text(inlines[1:at])
    words = [] if at is None else [ast.para(inlines[at + 1 :])]
    pairs = {"title": title} if title else {}
    return ast.div([*words, *rest], ast.attr("", [f"callout-{kind}"], **pairs))
