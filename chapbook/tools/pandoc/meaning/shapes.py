"""What pandoc's LaTeX reader returns, in the form that its Markdown reader gives."""

import re
from collections.abc import Callable
from typing import Any

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

NO_BREAK = "\u00a0"
TIE = re.compile(r"(?<=[\w.,;:)\]])~$")
"""A tie at the end of a word, before what is filled in: ``Fig.~\\ref{x}``."""


SHARE = re.compile(r"(?P<share>\d*\.?\d*)\s*\\(?:line|text|column|h)(?:size|width)")
"""A width as TeX says it, such as ``0.5\\linewidth``."""


def settled(nodes: list[Node]) -> list[Node]:
    """Return *nodes* as Markdown would have given them."""
    done: list[Node] = ast.changed(nodes, _settled)
    return done


def _settled(node: Node) -> Node | list[Node]:
    """Return one node as Markdown would have given it."""
    if node["t"] == "Span" and node["c"][0] == ["", [], []]:
        return list(node["c"][1])
    shape = SHAPES.get(node["t"])
    return shape(node) if shape else node


def _cite(node: Node) -> Node:
    """Return a citation with its keys for words, as Markdown has them."""
    keys = "; ".join(f"@{citation['citationId']}" for citation in node["c"][0])
    return {"t": "Cite", "c": [node["c"][0], [{"t": "Str", "c": f"[{keys}]"}]]}


def _code(node: Node) -> Node:
    """Return code with its language, and nothing else that TeX says about it."""
    identifier, classes, _ = node["c"][0]
    return {**node, "c": [[identifier, classes, []], node["c"][1]]}


def _sized(image: Node) -> Node:
    """Return *image* with a width that is said in parts of a line as a share of it."""
    identifier, classes, pairs = image["c"][0]
    sizes = []
    for key, value in pairs:
        share = SHARE.fullmatch(value.strip())
        if share:
            sizes.append([key, f"{float(share['share'] or 1) * 100:g}%"])
        elif "\\" not in value:
            sizes.append([key, value])
    return {**image, "c": [[identifier, classes, sizes], *image["c"][1:]]}


def _div(node: Node) -> Node | list[Node]:
    """Return a table with the id of the div around it; layout gives way to what it holds."""
    (identifier, classes, _), inner = node["c"]
    tables = [block for block in inner if block["t"] == "Table"]
    if identifier and len(tables) == 1 and not ast.identifier(tables[0]):
        named = ast.with_identifier(tables[0], identifier)
        return [named if block is tables[0] else block for block in inner]
    if not identifier and set(classes) <= {"center", "minipage", "flushleft", "flushright"}:
        return list(inner)
    return node


def _figure(node: Node) -> Node:
    """Return a figure whose image says what it shows, or repeats the caption for lack of it."""
    attributes, caption, blocks = node["c"]
    words = caption[1][0]["c"] if caption[1] and "c" in caption[1][0] else []

    def visit(inner: Node) -> Node:
        if inner["t"] == "Image" and ast.text(inner["c"][1]) in {"", "image"}:
            return {"t": "Image", "c": [inner["c"][0], words, inner["c"][2]]}
        if inner["t"] == "Para":
            return ast.plain(inner["c"])
        return inner

    # pandoc gives the id of a picture inside to the figure around it as well.
    inside = {ast.identifier(n) for n in ast.nodes(blocks) if n["t"] == "Figure"}
    name = "" if attributes[0] in inside else attributes[0]
    return {"t": "Figure", "c": [[name, [], []], caption, ast.changed(blocks, visit)]}


SHAPES: dict[str, Callable[[Node], Node | list[Node]]] = {
    "Cite": _cite,
    "Image": _sized,
    "CodeBlock": _code,
    "Div": _div,
    "Figure": _figure,
}
"""What is put right in each kind of node."""


def with_ties(tree: Any) -> Any:
    """Return *tree* with TeX's tie before a reference or citation as a space that holds."""
    if isinstance(tree, dict):
        return {**tree, "c": with_ties(tree["c"])} if isinstance(tree.get("c"), list) else tree
    if not isinstance(tree, list):
        return tree
    parts = [with_ties(part) for part in tree]
    return [
        piece
        for part, after in zip(parts, [*parts[1:], None], strict=False)
        for piece in (_tied(part, after["t"]) if _is_tied(part, after) else [part])
    ]


def _tied(word: Node, kind: str) -> list[Node]:
    """Return *word* with its tie to a node of *kind* as a space.

    Before a citation it is one that may go: a raised number follows its word at once.
    """
    if kind == "Cite":
        return [{"t": "Str", "c": TIE.sub("", word["c"])}, {"t": "Space"}]
    return [{"t": "Str", "c": TIE.sub(NO_BREAK, word["c"])}]


def _is_tied(word: Any, after: Any) -> bool:
    """Tell whether *word* ends with a tie to *after*."""
    return (
        isinstance(word, dict)
        and isinstance(after, dict)
        and word.get("t") == "Str"
        and after.get("t") in {"Link", "Cite", "Math", "RawInline"}
        and bool(TIE.search(word["c"]))
    )


def single_spaced(tree: Any) -> Any:
    """Return *tree* without the second of two spaces, and without paragraphs of nothing."""
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": single_spaced(content)} if isinstance(content, list) else tree
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in map(single_spaced, tree):
        before = out[-1] if out and isinstance(out[-1], dict) else {}
        if not isinstance(part, dict):
            out.append(part)
        elif part.get("t") == before.get("t") == "Str":
            out[-1] = {"t": "Str", "c": before["c"] + part["c"]}
        elif not _adds_nothing(part, before):
            out.append(part)
    return out


def _adds_nothing(node: Node, before: Node) -> bool:
    """Tell whether *node* is an empty paragraph, or a space after a space."""
    if node.get("t") in {"Para", "Plain"}:
        return all(inline["t"] in ast.BLANK for inline in node["c"])
    is_space = node.get("t") in {"Space", "SoftBreak"}
    return is_space and before.get("t") in ast.BLANK
