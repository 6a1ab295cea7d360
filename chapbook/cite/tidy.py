"""Small habits of Markdown, made to mean the same in every edition."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast, outline

DONE_BOX, DRAWN_DONE_BOX = "☒", "☑"
"""What pandoc makes of a done task, and the sign for it that our fonts have."""


def tidied(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with an outline without gaps, and nothing for others only.

    An article that begins with ``##``, as some systems want it, has the same outline as
    one that begins with ``#``.  Comments and definitions of TeX commands print nothing.
    """

    def visit(node: Node) -> Node | None:
        if node["t"] == "DefinitionList":
            return {**node, "c": [[term, list(map(_apart, each))] for term, each in node["c"]]}
        return None if _prints_nothing(node) else node

    done: list[Node] = outline.levelled(ast.changed(blocks, visit))
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
