"""Numbered equations in Word: the formula in the middle of its line, its number at the end."""

from chapbook.model import Node
from chapbook.tools.pandoc import ast, equations

STYLE = "Equation"
"""A paragraph style with a tab in the middle and one at the end of the line."""

TAB: Node = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}

LARGE = r"\displaystyle "
"""A formula beside a number stands in a line of text for Word, and is set as large all the same."""


def laid_out(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with each numbered equation in a paragraph of its own."""
    done: list[Node] = ast.changed(blocks, _apart)
    return done


def _apart(block: Node) -> Node | list[Node]:
    """Return a paragraph in pieces around the numbered equations in it."""
    if block["t"] not in {"Para", "Plain"} or not any(map(_is_numbered, block["c"])):
        return block
    out: list[Node] = []
    text: list[Node] = []
    for node in block["c"]:
        if _is_numbered(node):
            # What says nothing, such as the marker of a page, stays with the equation.
            silent = [] if ast.text(text) else text
            out += [{**block, "c": text}] if ast.text(text) else []
            line = ast.para([*silent, *_line(node)])
            out.append(ast.div([line], ast.attr("", [], custom_style=STYLE)))
            text = []
        elif text or node["t"] not in ast.BLANK:
            text.append(node)
    return [*out, {**block, "c": text}] if ast.text(text) else out


def _is_numbered(node: Node) -> bool:
    return node["t"] == "Span" and ast.has_class(node, equations.CLASS)


def _line(equation: Node) -> list[Node]:
    """Return *equation* as a line: tab, formula, tab, number."""
    attributes, inner = equation["c"]
    *formula, number = [_large(node) for node in inner]
    return [TAB, ast.span([*formula, TAB, number], attributes)]


def _large(node: Node) -> Node:
    """Return a displayed formula as one in the line, as large as before."""
    if node["t"] != "Math":
        return node
    return {**node, "c": [{"t": "InlineMath"}, f"{LARGE}{node['c'][1]}"]}
