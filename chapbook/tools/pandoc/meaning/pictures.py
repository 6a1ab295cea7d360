"""Pictures of HTML."""

import re

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import parts
from chapbook.tools.pandoc.meaning.tags import Element, style

LENGTH = re.compile(r"(?P<number>\d*\.?\d+)\s*(?P<unit>px|%|cm|mm|in|pt|pc|em|rem)?", re.I)


def image(element: Element) -> list[Node] | None:
    """Return the image of an ``img``; nothing without an address."""
    target = element.attribute("src").strip()
    if not target:
        return None
    pairs = {}
    for key in ("width", "height"):
        if size := _length(element.attribute(key)) or _length(style(element, key)):
            pairs[key] = size
    words = " ".join(element.attribute("alt").split())
    if "alt" in element.tag.attributes and not words:
        pairs["alt"] = ""
    attributes = ast.attr(element.attribute("id"), [], **pairs)
    inlines = ast.string(words) if words else []
    return [{"t": "Image", "c": [attributes, inlines, [target, element.attribute("title")]]}]


def _length(text: str) -> str:
    """Return the length *text* with its unit; pixels without one; nothing for other words."""
    match = LENGTH.fullmatch(text.strip())
    return f"{match['number']}{match['unit'] or 'px'}" if match else ""


def figure(element: Element) -> list[Node] | None:
    """Return a figure with its caption."""
    divided = parts.without(element, "figcaption")
    if divided is None:
        return None
    said, rest = divided
    caption = [_plain(block) for block in parts.blocks(said.children)] if said else []
    first = caption[0]["c"] if caption and caption[0]["t"] == "Plain" else []
    content: list[Node] = ast.changed(rest, lambda node: _described(node, first))
    content = [_plain(block) for block in parts.blocks(content)]
    return [{"t": "Figure", "c": [ast.attr(element.attribute("id")), [None, caption], content]}]


def _plain(block: Node) -> Node:
    """Return a paragraph as a line of text; any other block as it is."""
    return ast.plain(block["c"]) if block["t"] == "Para" else block


def _described(node: Node, caption: list[Node]) -> Node:
    """Return an image with the caption for its words where nothing says what it shows."""
    if node["t"] != "Image" or node["c"][1] or ast.value(node, "alt") is not None:
        return node
    return {"t": "Image", "c": [node["c"][0], caption, node["c"][2]]}
