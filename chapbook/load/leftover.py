"""Attributes that pandoc leaves as text, because they stand where it knows none.

    A paragraph. {#here .wide}          Manubot, Quarto, Kramdown: of the paragraph
    {.page_break_before}                of the block above or below

An id stays as a place that links can lead to; the rest says how a web page looks.
"""

import re

from chapbook.model import Node
from chapbook.tools.pandoc import ast

ATTRIBUTES = re.compile(
    r"\{:?\s*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[^\s\"{}]+))"
    r"(?:\s+(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[^\s\"{}]+)))*\s*\}"
)
BEGINS = ("{#", "{.", "{:")
PLAIN = {"Str", "Quoted", *ast.BLANK}


def understood(blocks: list[Node]) -> list[Node]:
    """Return *blocks* without attributes at the ends of paragraphs, their ids as anchors."""
    done: list[Node] = ast.changed(blocks, _paragraph)
    return done


def _paragraph(node: Node) -> Node | None:
    """Return a paragraph without the attributes at its end; nothing if it is nothing else."""
    if node["t"] not in {"Para", "Plain"}:
        return node
    at = _begin(node["c"])
    found = ATTRIBUTES.fullmatch(_typed(node["c"][at:])) if at is not None else None
    if found is None:
        return node
    words = node["c"][:at]
    while words and words[-1]["t"] in ast.BLANK:
        words = words[:-1]
    identifier = re.search(r"#([\w:.-]+)", found[0])
    anchor = [ast.span([], ast.attr(identifier[1]))] if identifier else []
    return {**node, "c": [*anchor, *words]} if anchor or words else None


def _begin(inlines: list[Node]) -> int | None:
    """Return the index at which the last plain words of *inlines* begin with a brace."""
    for index in range(len(inlines) - 1, -1, -1):
        node = inlines[index]
        if node["t"] not in PLAIN:
            return None
        if node["t"] == "Str" and node["c"].startswith(BEGINS):
            return index
    return None


def _typed(inlines: list[Node]) -> str:
    """Return *inlines* as they were typed, as far as attributes need it."""
    return "".join(
        f'"{ast.text(node["c"][1])}"'
        if node["t"] == "Quoted"
        else node["c"]
        if node["t"] == "Str"
        else " "
        for node in inlines
    )
