"""What pandoc's DOCX writer wants said otherwise than the article says it.

a language on a heading   else the writer takes the whole section for text in it
☑ at the head of an item  else the writer sees no task and sets a bullet before the box
a listing with numbers    else the writer forgets that its lines are to be counted
"""

from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml import listings

DONE, DRAWN_DONE = "☒", "☑"
"""A ticked box as the writer knows it, and as editions draw it."""

NUMBERED = ("numberLines", "number-lines")
"""The classes of a listing whose lines are counted (pandoc's manual, "Fenced code blocks")."""


def blocks(tree: list[Node]) -> list[Node]:
    """Return *tree* as the writer is to see it."""
    count = 0

    def visit(node: Node) -> Node | list[Node]:
        nonlocal count
        match node["t"]:
            case "Header" if ast.value(node, "lang"):
                return _heading(node)
            case "BulletList":
                return {**node, "c": [_item(item) for item in node["c"]]}
            case "CodeBlock" if any(ast.has_class(node, name) for name in NUMBERED):
                count += 1
                mark = listings.mark(_first_line(node), count)
                return [{"t": "RawBlock", "c": ["openxml", mark]}, node]
        return node

    done: list[Node] = ast.changed(tree, visit)
    return done


def _heading(node: Node) -> Node:
    """Return a heading whose language is that of its words."""
    level, (identifier, classes, pairs), inlines = node["c"]
    kept = [[key, value] for key, value in pairs if key != "lang"]
    lang = ast.attr("", [], lang=ast.value(node, "lang") or "")
    return ast.header(level, [ast.span(inlines, lang)], [identifier, classes, kept])


def _item(item: list[Node]) -> list[Node]:
    """Return an item of a list with the writer's own box where it begins with a ticked one."""
    if not item or item[0]["t"] not in {"Plain", "Para"} or not item[0]["c"]:
        return item
    (first, *words), rest = item[0]["c"], item[1:]
    if first["t"] != "Str" or first["c"] != DRAWN_DONE:
        return item
    return [{**item[0], "c": [{**first, "c": DONE}, *words]}, *rest]


def _first_line(node: Node) -> int:
    """Return the number of the first line of a listing."""
    said = ast.value(node, "startFrom") or "1"
    return int(said) if said.isdecimal() else 1
