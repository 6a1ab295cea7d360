"""HTML typed into Markdown: tags are paired, and each pair becomes the node that it means.

pandoc gives every tag as a raw node of its own, with what stands between two tags read as
Markdown.  Tags are paired among neighbours only; one without its partner stays
raw, and so does every element that we do not know.
"""

import re
from typing import Any

from chapbook.tools.pandoc import ast, markdown
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import elements, parts, preformatted
from chapbook.tools.pandoc.meaning.tags import COMMENTS, Element, Tag, single
from chapbook.tools.pandoc.meaning.typed import OURS

FORMS = {"html", "html4", "html5", "xhtml"}
DROPPED_KEYS = {
    "style",
    "align",
    "valign",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
}
"""Attributes that only say how a browser is to paint a thing."""


def meant(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with HTML read as what it means; what nobody knows stays raw.

    Raises:
        ToolError: pandoc failed.
    """
    reader = elements.Reader({ast.identifier(node) for node in ast.nodes(blocks)})
    done: list[Node] = ast.changed(_lists(blocks, reader), _as_typed)
    return done


def _as_typed(node: Node) -> Node:
    """Return raw HTML under the name that was typed."""
    if node["t"] != "RawInline" or OURS not in node["c"][1]:
        return node
    return {"t": "RawInline", "c": [node["c"][0], node["c"][1].replace(OURS, "")]}


def plain(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without attributes that paint, and without those that run a program."""
    if not any(_painted(ast.attributes(node)) for node in ast.nodes(blocks)):
        return blocks

    def visit(node: Node) -> Node:
        attributes = ast.attributes(node)
        if not _painted(attributes):
            return node
        content = list(node["c"])
        pairs = [pair for pair in attributes[2] if not _paints(pair[0])]
        content[ast.ATTR_INDEX[node["t"]]] = [*attributes[:2], pairs]
        return {**node, "c": content}

    bare: list[Node] = ast.changed(blocks, visit)
    return bare


def _painted(attributes: ast.Attr) -> bool:
    """Tell whether *attributes* hold one that no edition may have."""
    return any(_paints(key) for key, _ in attributes[2])


def _paints(key: str) -> bool:
    """Tell whether the attribute *key* paints, or runs a program."""
    return key.lower() in DROPPED_KEYS or bool(re.match(r"on[a-z]+$", key, re.I))


def _lists(tree: Any, reader: elements.Reader) -> Any:
    """Return *tree* with tags paired in every list of nodes, inner lists first."""
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": _lists(content, reader)} if isinstance(content, list | dict) else tree
    if not isinstance(tree, list):
        return tree
    nodes = [_lists(node, reader) for node in tree]
    if not any(isinstance(node, dict) and _is_html(node) for node in nodes):
        return nodes
    return _paired(nodes, reader)


def _is_html(node: Node) -> bool:
    """Tell whether *node* is raw HTML."""
    return node.get("t") in {"RawInline", "RawBlock"} and node["c"][0] in FORMS


def _paired(nodes: list[Node], reader: elements.Reader) -> list[Node]:
    """Return *nodes*, neighbours of each other, with their elements read."""
    root = Element(Tag("", {}), None)
    stack = [root]
    for node in nodes:
        if not _is_html(node):
            stack[-1].children.append(node)
            continue
        tag = single(node["c"][1])
        if tag is None:
            stack[-1].children += _other(node, reader)
        elif tag.closes:
            _close(stack, tag, node, reader)
        else:
            _open(stack, tag, node, reader)
    while len(stack) > 1:
        _finish(stack, None, reader)
    done = [piece for child in root.children for piece in parts.unpacked(child)]
    while done and done[-1]["t"] == "LineBreak":
        done.pop()
    while done and done[0]["t"] == "LineBreak":
        done.pop(0)
    return done


def _open(stack: list[Element], tag: Tag, node: Node, reader: elements.Reader) -> None:
    """Begin the element of *tag*, ending those that cannot go on in it."""
    while stack[-1].tag.name in elements.ENDED_BY.get(tag.name, ()):
        _finish(stack, None, reader)
    element = Element(tag, node)
    if tag.name in elements.VOID or tag.empty:
        stack[-1].children += reader.read(element)
    else:
        stack.append(element)


def _close(stack: list[Element], tag: Tag, node: Node, reader: elements.Reader) -> None:
    """End the element of *tag*; without a beginning the tag stays as it is."""
    if tag.name in elements.VOID:
        if tag.name == "br":
            stack[-1].children += reader.read(Element(Tag("br", {}), node))
        return
    if not any(element.tag.name == tag.name for element in stack[1:]):
        stack[-1].children.append(node)
        return
    while stack[-1].tag.name != tag.name:
        _finish(stack, None, reader)
    _finish(stack, node, reader)


def _finish(stack: list[Element], end: Node | None, reader: elements.Reader) -> None:
    """End the innermost element, at its tag *end* or without one."""
    element = stack.pop()
    element.end = end
    if end is None and element.tag.name not in elements.MAY_STAY_OPEN:
        stack[-1].children += [element.start, *element.children] if element.start else []
        return
    stack[-1].children += reader.read(element)


def _other(node: Node, reader: elements.Reader) -> list[Node]:
    """Return what a piece means that is not a single tag: a comment, or whole elements."""
    text = node["c"][1]
    if COMMENTS.fullmatch(text.strip()) or not text.strip():
        return []
    if (code := preformatted.block(text)) is not None:
        return [code]
    if preformatted.KEPT.match(text):
        return [node]
    # Only what is marked {=html} holds several tags in one piece.
    blocks, _ = markdown.read(text)
    if any(inner.get("c") == node["c"] for inner in ast.nodes(blocks)):
        return [node]
    done: list[Node] = _lists(blocks, reader)
    if node["t"] == "RawBlock":
        return done
    inlines = [i for b in done if b["t"] in {"Para", "Plain"} for i in b["c"]]
    return inlines if all(b["t"] in {"Para", "Plain"} for b in done) else [node]
