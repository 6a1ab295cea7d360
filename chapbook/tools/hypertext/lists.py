"""Lists as HTML shows them: how items are counted, and tasks without a second mark.

HTML has no attribute for the brackets of "(a)" and "a)"; style sheets know them by a class on a
div around the list.
"""

import re

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

BRACKETS = {"OneParen": "one-paren", "TwoParens": "two-parens"}
"""The class of a list by pandoc's name for what stands around its numbers."""

STYLES = {
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
"""How CSS calls a way of counting, by pandoc's name; a selector by the attribute would not tell
``a`` from ``A``."""

BOXES = ("☐", "☒", "☑", "✓")
"""What a task begins with: as pandoc reads it, and as editions draw it."""

TASKS = "tasks"
"""The class of a list whose items have boxes for marks."""

DIV = re.compile(r"<(?P<end>/?)div\b(?P<more>[^>]*)>")

NATIVE = {"csl-bib-body": "ol", "csl-entry": "li"}
"""The elements that pandoc's divs of a reference list stand for, by their classes."""

LIST_ROLE = re.compile(r' role="list(?:item)?"')
CLASS = re.compile(r' class="([^"]*)"')

MEANING = re.compile(r"(?<=<dd>)\s+|\s+(?=</dd>)")

STARTED = re.compile(r'<ol(?P<rest>[^>]*) start="(?P<start>-?\d+)"')


def marked(node: Node) -> Node:
    """Return the list *node* in a div that says what HTML cannot; as it is without need."""
    names = _classes(node)
    return ast.div([node], ast.attr("", names)) if names else node


def _classes(node: Node) -> list[str]:
    """Return the classes for the list *node*; none where none is needed."""
    if node["t"] == "OrderedList":
        _, style, around = node["c"][0]
        name = BRACKETS.get(around["t"])
        return [name, STYLES.get(style["t"], "decimal")] if name else []
    return [TASKS] if node["c"] and all(map(_is_task, node["c"])) else []


def _is_task(item: list[Node]) -> bool:
    """Tell whether *item* of a list begins with a box."""
    inlines = item[0]["c"] if item and item[0]["t"] in {"Plain", "Para"} else []
    first = inlines[0] if inlines else {}
    return first.get("t") == "Str" and first["c"].startswith(BOXES)


def started(text: str) -> str:
    """Return the HTML *text* with the first numbers of its lists said in CSS.

    WeasyPrint takes no heed of the attribute.
    """

    def visit(match: re.Match[str]) -> str:
        return f'{match[0]} style="counter-reset: list-item {int(match["start"]) - 1}"'

    return STARTED.sub(visit, text)


def trimmed(text: str) -> str:
    """Return the HTML *text* without white space at the edges of meanings in definition lists.

    A line that has room for the last word and not for the space behind it is broken after its
    first word by WeasyPrint 70.
    """
    return MEANING.sub("", text)


def native(text: str) -> str:
    """Return the HTML *text* with its reference list a list by its elements, not by roles of divs.

    pandoc 3.9 writes divs; not everything that reads pages heeds roles (first rule of ARIA use).
    """
    open_names: list[str] = []

    def visit(match: re.Match[str]) -> str:
        if match["end"]:
            return f"</{open_names.pop()}>"
        name = _list_name(match["more"])
        open_names.append(name)
        more = match["more"] if name == "div" else LIST_ROLE.sub("", match["more"])
        return f"<{name}{more}>"

    return DIV.sub(visit, text)


def _list_name(attributes: str) -> str:
    """Return the name of the element for pandoc's div with *attributes*."""
    if not LIST_ROLE.search(attributes):
        return "div"
    given = CLASS.search(attributes)
    names = given[1].split() if given else []
    return next((NATIVE[name] for name in names if name in NATIVE), "div")
