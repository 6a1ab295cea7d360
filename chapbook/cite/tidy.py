"""Small habits of Markdown, made to mean the same in every edition."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast, outline

DONE_BOX, DRAWN_DONE_BOX = "☒", "☑"
"""What pandoc makes of a done task, and the sign for it that our fonts have."""

AS_CODE = {"RawInline": "Code", "RawBlock": "CodeBlock"}
"""What shows the text of a raw node."""


def tidied(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with an outline without gaps, and nothing that only some writers print.

    An article that begins with ``##``, as some systems want it, has the same outline as
    one that begins with ``#``.  Raw text is a finding; a draft shows it as code.
    """

    def visit(node: Node) -> Node:
        if node["t"] == "DefinitionList":
            return {**node, "c": [[term, list(map(_apart, each))] for term, each in node["c"]]}
        return _as_code(node) if node["t"] in AS_CODE else node

    done: list[Node] = outline.levelled(ast.changed(blocks, visit))
    return done


def _apart(definition: list[Node]) -> list[Node]:
    """Return a definition whose several paragraphs stay apart.

    pandoc reads those of a definition right below its term as one run of text.
    """
    if len(definition) == 1:
        return definition
    return [ast.para(block["c"]) if block["t"] == "Plain" else block for block in definition]


def _as_code(raw: Node) -> Node:
    """Return the text of the raw node *raw* as code, which every writer prints."""
    return {"t": AS_CODE[raw["t"]], "c": [ast.attr(), raw["c"][1]]}


def drawable(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the boxes of done tasks drawn as our fonts can draw them."""

    def visit(node: Node) -> Node:
        if node["t"] == "Str" and DONE_BOX in node["c"]:
            return {"t": "Str", "c": node["c"].replace(DONE_BOX, DRAWN_DONE_BOX)}
        return node

    done: list[Node] = ast.changed(blocks, visit)
    return done
