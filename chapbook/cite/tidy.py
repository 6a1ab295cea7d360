"""Small habits of Markdown, made to mean the same in every edition."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast

DONE_BOX, DRAWN_DONE_BOX = "☒", "☑"
"""What pandoc makes of a done task, and the sign for it that our fonts have."""


DEEPEST = 5
"""HTML has six levels of headings, and the title takes one."""


def tidied(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the highest heading on level 1, and nothing for others only.

    An article that begins with ``##``, as some systems want it, has the same outline as
    one that begins with ``#``.  A sixth level would be no heading at all in HTML and becomes a
    fifth.  Comments and definitions of TeX commands print nothing.
    """
    levels = [node["c"][0] for node in ast.nodes(blocks) if node["t"] == "Header"]
    shift = min(levels, default=1) - 1

    def visit(node: Node) -> Node | None:
        if node["t"] == "Header":
            level = min(node["c"][0] - shift, DEEPEST)
            return ast.header(level, node["c"][2], node["c"][1])
        if node["t"] == "DefinitionList":
            return {**node, "c": [[term, list(map(_apart, each))] for term, each in node["c"]]}
        return None if _prints_nothing(node) else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _apart(definition: list[Node]) -> list[Node]:
    """Return a definition whose several paragraphs stay apart.

    pandoc reads those of a definition right below its term as one run of text.
    """
    if len(definition) == 1:
        return definition
    return [ast.para(block["c"]) if block["t"] == "Plain" else block for block in definition]


def _prints_nothing(node: Node) -> bool:
    """Tell whether *node* is raw text that no edition shows."""
    if node["t"] not in {"RawInline", "RawBlock"}:
        return False
    form, text = node["c"]
    return text.lstrip().startswith("<!--") or form in {"tex", "latex"}


def drawable(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the boxes of done tasks drawn as our fonts can draw them."""

    def visit(node: Node) -> Node:
        if node["t"] == "Str" and DONE_BOX in node["c"]:
            return {"t": "Str", "c": node["c"].replace(DONE_BOX, DRAWN_DONE_BOX)}
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done
